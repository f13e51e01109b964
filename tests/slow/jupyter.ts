import { jupyterPageCheck, nbconvertCheck } from "../jupyter/jupyterChecks";

// All notebooks at full size: a minute or two once `link-workers verify` has stored the fits.
nbconvertCheck();
jupyterPageCheck();
