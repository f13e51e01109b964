import { boxFigure, dotIntervalFigure, lineFigure } from "../../src/figure";

export const line = lineFigure({
  id: "figure-1",
  label: "Figure 1",
  title: "Positive answers by year",
  note: "Unweighted.",
  synthetic: true,
  x: { label: "Survey year", values: [2018, 2019, 2020] },
  y: { label: "Positive (%)", decimals: 1, unit: "%" },
  series: [
    { name: "Confidence", values: [84.5, 83.2, 82.9] },
    { name: "Support", values: [55, null, 49] },
  ],
  marks: [{ x: 2019.5, label: "Scheme begins" }],
});

export const forest = dotIntervalFigure({
  id: "figure-2",
  label: "Figure 2",
  title: "Odds ratios",
  note: "",
  synthetic: false,
  x: { label: "Odds ratio", decimals: 3, reference: 1, log: true },
  rows: [{ label: "Isolated", group: "Model 1" }, { label: "Experience" }],
  series: [
    {
      name: "This study",
      points: [
        { estimate: 1.001, low: 0.996, high: 1.005 },
        { estimate: 1.015, low: 1.004, high: 1.027 },
      ],
    },
    { name: "Published", points: [{ estimate: 1.002, low: 0.997, high: 1.006 }, null] },
  ],
});

export const box = boxFigure({
  id: "figure-s1",
  label: "Figure S.1",
  title: "Link workers by year",
  note: "",
  synthetic: true,
  x: { label: "Survey year" },
  y: { label: "FTE per 50,000", decimals: 2 },
  boxes: [{ label: "2021", low: 0, q1: 0.3, median: 0.8, q3: 1.4, high: 3, n: 1254, outliers: [4, 5.5] }],
});
