import type { LogisticPredictor } from "../../math/logistic-design.ts";
import { createRandom } from "../../math/random.ts";
import type { DesignBlock } from "./design.ts";
import type { FieldShape } from "./shape.ts";
import type { MonthRows } from "./table.ts";
import type { ChurnNote } from "./types.ts";

/** Fewer leavers per coefficient than that leave a fit to its ridge (Peduzzi et al. 1996). */
const LEAVERS_PER_COEFFICIENT = 10;
/** A level with so many months and one outcome only tells the outcome apart. */
const SEPARATING = 30;
/** Two projections nearer than that are those of one column. */
const SAME = 1e-9;

/** What a fit has to say about its data. */
export function notesOf(
  shapes: readonly FieldShape[],
  blocks: readonly DesignBlock[],
  constant: readonly string[],
  months: MonthRows,
): ChurnNote[] {
  const leavers = months.left.reduce((sum, flag) => sum + flag, 0);
  const coefficients = blocks.reduce((sum, { width }) => sum + width, 0);
  const notes: ChurnNote[] = constant.map((column) => ({ code: "churn_column_constant", params: { column } }));
  for (const columns of repeatsOf(shapes, blocks, months.n)) {
    notes.push({ code: "churn_columns_repeat", params: { columns } });
  }
  shapes.forEach((shape, k) => {
    if (shape.kind !== "category") return;
    const [predictor] = (blocks[k] as DesignBlock).predictors;
    const { codes } = predictor as Extract<LogisticPredictor, { codes: unknown }>;
    const counts = shape.levels.map(() => [0, 0] as [number, number]);
    for (let i = 0; i < months.n; i++) {
      const count = counts[codes[i] as number];
      if (count !== undefined) count[months.left[i] as 0 | 1]++;
    }
    counts.forEach(([stayed, left], code) => {
      if (stayed + left < SEPARATING || (stayed > 0 && left > 0)) return;
      const params = { column: shape.id, level: shape.levels[code] as string, n: stayed + left, left: left > 0 };
      notes.push({ code: "churn_level_separates", params });
    });
  });
  if (leavers < LEAVERS_PER_COEFFICIENT * coefficients) {
    notes.push({ code: "churn_few_leavers", params: { leavers, coefficients } });
  }
  return notes;
}

/** Names of columns, or levels of them, that say the same of every row, found by one random projection of each. */
function repeatsOf(shapes: readonly FieldShape[], blocks: readonly DesignBlock[], n: number): string[][] {
  const random = createRandom(1);
  const weights = Float64Array.from({ length: n }, () => random.normal());
  const seen: { readonly name: string; readonly projection: number }[] = [];
  shapes.forEach((shape, k) => {
    const [first] = (blocks[k] as DesignBlock).predictors as [LogisticPredictor];
    if (!("codes" in first)) {
      seen.push({ name: shape.id, projection: projectionOf((i) => first[i] as number, weights) });
      return;
    }
    if (shape.kind !== "category") return;
    shape.levels.forEach((level, code) => {
      const projection = projectionOf((i) => (first.codes[i] === code ? 1 : 0), weights);
      // of two levels each says the opposite of the other: one of them speaks for the column
      if (shape.levels.length > 2 || code === 0) {
        seen.push({ name: shape.levels.length > 2 ? `${shape.id}=${level}` : shape.id, projection });
      }
    });
  });
  const groups: { readonly projection: number; readonly names: string[] }[] = [];
  for (const { name, projection } of seen) {
    const group = groups.find((one) => Math.abs(one.projection - projection) <= SAME * projection);
    if (group === undefined) groups.push({ projection, names: [name] });
    else group.names.push(name);
  }
  return groups.filter(({ names }) => names.length > 1).map(({ names }) => names);
}

/** |Σ weight · standardised value|: the same for columns that are multiples of one another. */
function projectionOf(valueAt: (i: number) => number, weights: Float64Array): number {
  const n = weights.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += (valueAt(i) - mean) / (i + 1);
  let spread = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    const away = valueAt(i) - mean;
    spread += away * away;
    total += (weights[i] as number) * away;
  }
  return spread > 0 ? Math.abs(total) / Math.sqrt(spread) : Number.NaN;
}
