import { measureAssociation } from "../../src/market/index.ts";
import { createRandom } from "../../src/math/index.ts";

/** How often intervals of coefficients hold the truth in normal pairs, and how often none is called something. */
export function numberCoverage(truth: number, n: number, replicates: number, seed: number, level: number) {
  const random = createRandom(seed);
  const hits = { pearson: 0, spearman: 0, kendall: 0, bend: 0, calledPearson: 0, calledKendall: 0 };
  // for normal pairs: Pearson (1907) and Greiner (1909)
  const spearman = (6 / Math.PI) * Math.asin(truth / 2);
  const kendall = (2 / Math.PI) * Math.asin(truth);
  for (let r = 0; r < replicates; r++) {
    const x = Float64Array.from({ length: n }, () => random.normal());
    const y = x.map((value) => truth * value + Math.sqrt(1 - truth ** 2) * random.normal());
    const found = measureAssociation(x, { x, y, level });
    if (found.kind !== "number_number") throw new Error("not numbers");
    for (const [name, value] of [
      ["pearson", truth],
      ["spearman", spearman],
      ["kendall", kendall],
    ] as const) {
      const figure = found[name];
      if ("interval" in figure && figure.interval.lower <= value && value <= figure.interval.upper) hits[name]++;
    }
    if ((found.bendPValue ?? 1) < 1 - level) hits.bend++;
    if ("pValue" in found.pearson && found.pearson.pValue < 1 - level) hits.calledPearson++;
    if ("pValue" in found.kendall && found.kendall.pValue < 1 - level) hits.calledKendall++;
  }
  return Object.fromEntries(Object.entries(hits).map(([name, count]) => [name, count / replicates])) as typeof hits;
}

/** How often the interval of Cramér's V holds the truth where rows fall into cells by these chances. */
export function tableCoverage(
  chances: readonly (readonly number[])[],
  n: number,
  replicates: number,
  seed: number,
  level: number,
) {
  const random = createRandom(seed);
  const rows = chances.map((row) => row.reduce((t, p) => t + p, 0));
  const columns = (chances[0] as readonly number[]).map((_, j) =>
    chances.reduce((t, row) => t + (row[j] as number), 0),
  );
  const squared =
    chances.reduce(
      (t, row, i) => t + row.reduce((u, p, j) => u + p ** 2 / (rows[i] as number) / (columns[j] as number), 0),
      0,
    ) - 1;
  const truth = Math.sqrt(Math.max(0, squared) / (Math.min(rows.length, columns.length) - 1));
  const cells = chances.flatMap((row, i) => row.map((p, j) => ({ i, j, p })));
  const hits = { cramersV: 0, called: 0 };
  for (let r = 0; r < replicates; r++) {
    const drawn = Array.from({ length: n }, () => {
      let left = random.uniform();
      for (const cell of cells) {
        left -= cell.p;
        if (left < 0) return cell;
      }
      return cells.at(-1) as (typeof cells)[number];
    });
    const found = measureAssociation(drawn, { x: ({ i }) => `x${i}`, y: ({ j }) => `y${j}`, level });
    if (found.kind !== "category_category" || "abstained" in found.cramersV || "abstained" in found.test) continue;
    const { interval } = found.cramersV;
    if (interval.lower <= truth + 1e-12 && truth <= interval.upper) hits.cramersV++;
    if ((found.test.permutationPValue ?? found.test.pValue) < 1 - level) hits.called++;
  }
  return { truth, cramersV: hits.cramersV / replicates, called: hits.called / replicates };
}
