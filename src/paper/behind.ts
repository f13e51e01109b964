import type { EstimateBehind, ExhibitDisclosure, People, Underlying } from "../disclosure/underlying";
import type { Cell } from "../exhibit/types";
import type { FittedCell } from "./fittedCell";

/** Short forms for saying what stands behind a value; undefined facts give undefined, so that the gate withholds. */

/** A value from no respondent. */
export const PUBLIC = { role: "public" } as const;

export const countBehind = (people: People | undefined): Underlying | undefined =>
  people && { role: "count", ...people };

/** Percent of the people with the outcome. */
export const shareBehind = (people: People | undefined, events: number): Underlying | undefined =>
  people && { role: "share", ...people, events, scale: 100 };

/** Practices or PCNs of the people. */
export const organisationsBehind = (people: People, organisations: number): Underlying => ({
  role: "organisations",
  ...people,
  organisations,
});

/** An estimate of a fitted cell. */
export const estimateBehind = ({ facts }: Pick<FittedCell, "facts">): EstimateBehind | undefined =>
  facts && { role: "estimate", fit: facts.fit };

/** Cells with what stands behind them. */
export const resting = (cells: readonly Cell[], underlying: Underlying | undefined): readonly Cell[] =>
  underlying === undefined ? cells : cells.map((cell) => ({ ...cell, underlying }));

/** One cell with what stands behind it. */
export const restingOn = (underlying: Underlying | undefined, cell: Cell): Cell => resting([cell], underlying)[0];

/** Of an exhibit that is made without respondents: `from` says of what. */
export const publicExhibit = (from: string): ExhibitDisclosure => ({ source: "public", population: `none: ${from}` });
