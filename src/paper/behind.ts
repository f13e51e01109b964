import type { EstimateBehind, ExhibitDisclosure, People, Underlying } from "../disclosure/underlying";
import type { Cell } from "../exhibit/types";
import type { FittedCell } from "./fittedCell";

type Fitted = Pick<FittedCell, "facts">;

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

/** An estimate of a fitted cell; `term` names the level (`age=25-34`) whose coefficient or effect it is. */
export const estimateBehind = ({ facts }: Fitted, term?: string): EstimateBehind | undefined =>
  facts && { role: "estimate", fit: facts.fit, ...(term === undefined ? {} : { term }) };

/** What rests on several fitted cells together (how many agree). */
export const estimatesBehind = (cells: readonly Fitted[]): EstimateBehind | undefined => {
  const fits = cells.map(({ facts }) => facts?.fit);
  const [fit, ...also] = fits.filter((one) => one !== undefined);
  return fit && also.length + 1 === cells.length ? { role: "estimate", fit, also } : undefined;
};

/** Number of those with the outcome among the people. */
export const eventsBehind = (people: People | undefined, events: number): Underlying | undefined =>
  people?.population === undefined
    ? undefined
    : {
        role: "count",
        ...people,
        n: events,
        population: `${people.population} | with the outcome`,
        within: [people.population],
        family: undefined,
      };

/** Cells with what stands behind them. */
export const resting = (cells: readonly Cell[], underlying: Underlying | undefined): readonly Cell[] =>
  underlying === undefined ? cells : cells.map((cell) => ({ ...cell, underlying }));

/** One cell with what stands behind it. */
export const restingOn = (underlying: Underlying | undefined, cell: Cell): Cell => resting([cell], underlying)[0];

/** Of an exhibit whose values say, each for itself, what stands behind them. `population` says in words whom it describes. */
export const restrictedExhibit = (
  population: string,
  more: Omit<ExhibitDisclosure, "source" | "population"> = {},
): ExhibitDisclosure => ({ source: "restricted", population, ...more });

/** Of an exhibit that is made without respondents: `from` says of what. */
export const publicExhibit = (from: string): ExhibitDisclosure => ({ source: "public", population: `none: ${from}` });
