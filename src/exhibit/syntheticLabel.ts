/** Mark carried by every exhibit made from simulated data. */
export const SYNTHETIC_LABEL = "SYNTHETIC DATA";
