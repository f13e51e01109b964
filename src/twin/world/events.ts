/** Networks opening or closing on a day (YYYYMMDD). */
export interface PcnEvent {
  readonly kind: "open" | "close";
  readonly date: string;
}

/** Full-size history: 1,250 networks at the start of the scheme, 1,249, 1,254, 1,254 and 1,260 at the next four year ends. */
const HISTORY: readonly (readonly [date: string, open: number, close: number])[] = [
  ["20191201", 0, 1],
  ["20200401", 6, 2],
  ["20200601", 2, 1],
  ["20210401", 3, 3],
  ["20220401", 6, 1],
  ["20221001", 1, 0],
  ["20230109", 2, 0],
];

/** The openings and closures of a world of this size; a small one keeps at least one of each on 1 April 2020. */
export function pcnEvents(places: number): PcnEvent[] {
  return HISTORY.flatMap(([date, open, close]) => {
    const least = date === "20200401" ? 1 : 0;
    const of = (kind: "open" | "close", full: number) =>
      Array.from({ length: Math.max(full > 0 ? least : 0, Math.round(full * places)) }, () => ({ kind, date }));
    return [...of("close", close), ...of("open", open)];
  });
}

/** The day before a YYYYMMDD day: a membership that gives way to another ends then. */
export function dayBefore(date: string): string {
  const day = new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)) - 1));
  return day.toISOString().slice(0, 10).replaceAll("-", "");
}
