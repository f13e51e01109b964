import { activeGate } from "../disclosure/activeGate";
import { WITHHELD } from "../disclosure/rounding";
import { releasedRecords } from "./releasedRecords";
import type { ResultRecord } from "./types";

/** A number taken from the results store, printed with its decimals. */
export interface Quoted {
  readonly key: string;
  readonly text: string;
}

/** Reads records by key for use in sentences; an unknown key is an error that lists the nearest group of keys. A withheld one reads `[c]`. */
export function quoter(records: readonly ResultRecord[]): (key: string) => Quoted {
  const { records: released, withheld } = releasedRecords(records);
  const byKey = new Map(released.map((record) => [record.key, record]));
  return (key) => {
    if (withheld.includes(key)) return { key, text: WITHHELD };
    const record = byKey.get(key);
    if (!record) throw new RangeError(`no result "${key}"; known: ${[...byKey.keys()].slice(0, 20).join(", ")} …`);
    const text = formatResult(record);
    activeGate()?.allow(text);
    return { key, text };
  };
}

/** A record as sentences print it. */
export function formatResult({ value, decimals, unit }: ResultRecord): string {
  const digits = new Intl.NumberFormat("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const text = digits
    .format(value)
    .replace(/^-(?=[0.,]*$)/, "")
    .replace("-", "\u2212");
  return unit === "%" ? `${text}%` : unit === "pp" ? `${text} percentage points` : text;
}
