/** Counts of the simulated country. At scale 1 they are those of the study; below, places shrink by the square root of the scale. */
export interface WorldSize {
  /** Square root of the scale: respondents shrink by `scale`, places by `places`, respondents per place by the rest. */
  readonly places: number;
  /** Primary care networks in the analysis sample. */
  readonly pcns: number;
  /** Practices of those networks that answer in at least one year. */
  readonly practices: number;
  /** Practices in no network, open for good. */
  readonly outsiders: number;
  /** Practices that closed before networks existed. */
  readonly earlyClosures: number;
  /** Listed practices without patients (walk-in centres). */
  readonly emptyPractices: number;
  readonly subIcbs: number;
  readonly icbs: number;
  readonly lsoas: number;
  readonly welshLsoas: number;
}

/**
 * Size of the world at a scale. The square root keeps enough clusters for cluster-robust inference on a small twin:
 * scale 0.02 has 179 networks and 989 practices with 93 respondents each, instead of 25 networks.
 */
export function worldSize(scale: number): WorldSize {
  const places = Math.sqrt(scale);
  const count = (full: number, least: number) => Math.max(least, Math.round(full * places));
  return {
    places,
    pcns: count(1268, 24),
    practices: count(6991, 130),
    outsiders: count(42, 2),
    earlyClosures: count(430, 6),
    emptyPractices: count(90, 2),
    subIcbs: count(106, 6),
    icbs: count(42, 5),
    lsoas: count(32844, 600),
    welshLsoas: count(1909, 30),
  };
}
