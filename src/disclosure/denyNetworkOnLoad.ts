import { isMainThread } from "node:worker_threads";
import { denyNetwork } from "./denyNetwork";

// Loaded before the code of a worker thread whose process makes no connections.
if (!isMainThread) denyNetwork({ noChildren: true });
