import { count, number, text } from "../../exhibit/cells";
import type { TableExhibit } from "../../exhibit/types";
import { countBehind, PUBLIC, resting, restingOn, restrictedExhibit } from "../behind";
import type { OpenStudy } from "../openStudy";
import { yearPeople } from "../yearPeople";

/** A survey wave as its publisher reports it. Counts that the publisher gives in round figures only are `approximate`. */
interface Wave {
  readonly year: number;
  readonly fieldwork: string;
  readonly sent: number;
  readonly returned: number;
  readonly ratePct: number;
  readonly approximate: "sent" | "sent and returned";
}

/** GP Patient Survey, England: forms sent and returned (survey website and NHS England statistics releases of each year). */
const WAVES: readonly Wave[] = [
  { year: 2018, fieldwork: "January to March", sent: 2.2e6, returned: 758165, ratePct: 34.1, approximate: "sent" },
  { year: 2019, fieldwork: "January to March", sent: 2.33e6, returned: 770512, ratePct: 33.1, approximate: "sent" },
  {
    year: 2020,
    fieldwork: "January to March",
    sent: 2.3e6,
    returned: 740000,
    ratePct: 31.7,
    approximate: "sent and returned",
  },
  {
    year: 2021,
    fieldwork: "January to March",
    sent: 2.41e6,
    returned: 850000,
    ratePct: 35.3,
    approximate: "sent and returned",
  },
  {
    year: 2022,
    fieldwork: "10 January to 11 April",
    sent: 2.47e6,
    returned: 720000,
    ratePct: 29.1,
    approximate: "sent and returned",
  },
  {
    year: 2023,
    fieldwork: "3 January to 3 April",
    sent: 2.65e6,
    returned: 760000,
    ratePct: 28.6,
    approximate: "sent and returned",
  },
];

/** Table A.1: response to each survey, as published, beside the rows of the files read. */
export function responseTable({ frame, ledger, study, label, synthetic }: OpenStudy): TableExhibit {
  const people = yearPeople(frame);
  const rowsOf = (year: number) => ledger.files.find(({ surveyYear }) => surveyYear === year)?.rowsInFile;
  return {
    kind: "table",
    id: "table-a1",
    label: "Table A.1",
    title: "Response to the survey",
    columns: [
      { id: "year", label: "Survey year", align: "left" },
      { id: "fieldwork", label: "Fieldwork", align: "left" },
      { id: "sent", label: "Sent", align: "right", group: "As published" },
      { id: "returned", label: "Returned", align: "right", group: "As published" },
      { id: "rate", label: "Rate, %", align: "right", group: "As published" },
      { id: "rows", label: "Rows in our file", align: "right" },
    ],
    rows: WAVES.filter(({ year }) => study.survey.years.includes(year as never)).map((wave) => ({
      cells: [
        text(String(wave.year)),
        ...resting(
          [
            text(wave.fieldwork),
            about(wave.sent, true),
            about(wave.returned, wave.approximate === "sent and returned"),
            number(wave.ratePct, 1),
          ],
          PUBLIC,
        ),
        restingOn(countBehind(people.get(wave.year)?.all), count(rowsOf(wave.year))),
      ],
    })),
    note:
      "Published: GP Patient Survey, England, with the publisher's own rate; sent out to patients aged 16 or over. About (c.): published in round figures only." +
      (label === "" ? "" : " Our files are simulated: their rows follow the returned forms at the scale of the twin."),
    synthetic,
    disclosure: restrictedExhibit("all respondents, by survey year", { constants: ["16"] }),
  };
}

const about = (value: number, approximate: boolean) =>
  approximate ? text(`c. ${value.toLocaleString("en-GB")}`) : count(value);
