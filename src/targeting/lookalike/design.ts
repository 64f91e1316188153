import type { LogisticPredictor } from "../../math/logistic-design.ts";
import { quantileSorted } from "../../math/quantile.ts";
import { copyNumbers, requireCode } from "../table/check.ts";
import type { Feature, FeatureTable } from "../table/types.ts";

/** One field as columns of the model. */
export interface LookalikeField {
  readonly feature: Feature;
  /** Numbers moved by the median and divided by the spread, at most six of it from the middle; 0 where not known. */
  readonly scaled: Float64Array | undefined;
  /** Numbers as given; NaN where not known. */
  readonly numbers: Float64Array | undefined;
  /** Level of each row; of a number 1 where it is not known and 0 where it is. Of a category the last one is not known. */
  readonly codes: Int32Array;
  readonly levels: number;
}

/** Spreads from the median beyond which a number has no further say: one giant must not move a model. */
const FARTHEST = 6;
/** Quartiles of a normal distribution lie this many standard deviations apart. */
const QUARTILES_APART = 1.349;

/** Reads the fields that take two values at least. */
export function fieldsOf(table: FeatureTable): LookalikeField[] {
  return table.features.flatMap((feature, f) => {
    const name = `table.features[${f}]`;
    const field =
      feature.kind === "number" ? numberField(feature, table.rows, name) : categoryField(feature, table.rows, name);
    const { numbers, codes } = field;
    const varies = codes.some((code) => code !== codes[0]) || (numbers?.some((x) => x !== numbers[0]) ?? false);
    return varies ? [field] : [];
  });
}

function numberField(feature: Feature & { kind: "number" }, rows: number, name: string): LookalikeField {
  const numbers = new Float64Array(rows);
  copyNumbers(feature.values, numbers, `${name}.values`);
  const known = numbers.filter((x) => !Number.isNaN(x)).sort();
  const codes = Int32Array.from(numbers, (x) => (Number.isNaN(x) ? 1 : 0));
  if (known.length === 0) return { feature, scaled: undefined, numbers: undefined, codes, levels: 2 };
  const median = quantileSorted(known, 0.5);
  const spread = spreadOf(known);
  const scaled = numbers.map((x) =>
    Number.isNaN(x) ? 0 : Math.max(-FARTHEST, Math.min(FARTHEST, (x / 2 - median / 2) / (spread / 2))),
  );
  return { feature, scaled, numbers, codes, levels: 2 };
}

/** Spread by the quartiles; where half of the customers have one value, by all of them. */
function spreadOf(sorted: Float64Array): number {
  const range = (low: number, high: number): number =>
    quantileSorted(sorted, high) / 2 - quantileSorted(sorted, low) / 2;
  const quartiles = (2 * range(0.25, 0.75)) / QUARTILES_APART;
  if (quartiles > 0 && Number.isFinite(quartiles)) return quartiles;
  const whole = range(0, 1);
  return whole > 0 && Number.isFinite(whole) ? whole : 1;
}

function categoryField(feature: Feature & { kind: "category" }, rows: number, name: string): LookalikeField {
  const last = feature.levels.length;
  const codes = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    const code = feature.codes[i] as number;
    requireCode(code, last, `${name}.codes`, i);
    codes[i] = code < 0 ? last : code;
  }
  return { feature, scaled: undefined, numbers: undefined, codes, levels: last + 1 };
}

/** Columns of the model: a number and whether it is not known, or a level. */
export function predictorsOf(fields: readonly LookalikeField[], rows: Uint32Array): LogisticPredictor[] {
  return fields.flatMap(({ scaled, codes, levels }) => [
    ...(scaled === undefined ? [] : [Float64Array.from(rows, (row) => scaled[row] as number)]),
    { codes: Int32Array.from(rows, (row) => codes[row] as number), levels },
  ]);
}

/** Log-odds that each field adds for one row. */
export function addedBy(fields: readonly LookalikeField[], coefficients: ArrayLike<number>, row: number): Float64Array {
  const added = new Float64Array(fields.length);
  let at = 0;
  fields.forEach(({ scaled, codes, levels }, f) => {
    let sum = 0;
    if (scaled !== undefined) sum += (scaled[row] as number) * (coefficients[at++] as number);
    sum += coefficients[at + (codes[row] as number)] as number;
    at += levels;
    added[f] = sum;
  });
  return added;
}
