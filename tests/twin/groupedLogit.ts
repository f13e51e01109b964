import { inverse, Matrix } from "ml-matrix";

interface Row {
  readonly year: number;
  readonly cluster: string;
  readonly x: number;
  readonly y: number;
}

/** Logit of y on year dummies and x with a standard error clustered by `cluster`: a plain check, independent of src/model. */
export function groupedLogit(rows: readonly Row[], years: readonly number[]): { estimate: number; se: number } {
  const size = years.length + 1;
  const cells = new Map<string, { t: number; x: number; cluster: string; n: number; positive: number }>();
  for (const row of rows) {
    const key = `${row.cluster} ${row.year}`;
    const cell = cells.get(key) ?? { t: years.indexOf(row.year), x: row.x, cluster: row.cluster, n: 0, positive: 0 };
    cell.n++;
    cell.positive += row.y;
    cells.set(key, cell);
  }
  const beta = new Array<number>(size).fill(0);
  let variance = 0;
  for (let round = 0; round < 12; round++) {
    const information = Matrix.zeros(size, size);
    const scores = new Map<string, number[]>();
    for (const cell of cells.values()) {
      const p = 1 / (1 + Math.exp(-beta[cell.t] - beta[size - 1] * cell.x));
      const design = beta.map((_, k) => (k === cell.t ? 1 : k === size - 1 ? cell.x : 0));
      const score = scores.get(cell.cluster) ?? new Array<number>(size).fill(0);
      design.forEach((a, i) => {
        score[i] += a * (cell.positive - cell.n * p);
        design.forEach((b, j) => {
          information.set(i, j, information.get(i, j) + cell.n * p * (1 - p) * a * b);
        });
      });
      scores.set(cell.cluster, score);
    }
    const bread = inverse(information);
    const total = beta.map((_, i) => [...scores.values()].reduce((sum, score) => sum + score[i], 0));
    beta.forEach((_, i) => {
      beta[i] += total.reduce((sum, value, j) => sum + bread.get(i, j) * value, 0);
    });
    const last = [...scores.values()].map((score) =>
      score.reduce((sum, value, j) => sum + bread.get(size - 1, j) * value, 0),
    );
    variance = last.reduce((sum, value) => sum + value * value, 0);
  }
  return { estimate: beta[size - 1], se: Math.sqrt(variance) };
}
