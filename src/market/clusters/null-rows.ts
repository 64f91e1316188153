import { poolAdjacentViolators } from "../../math/isotonic.ts";
import { normalQuantile } from "../../math/normal.ts";
import type { Random } from "../../math/random.ts";
import { coloured, factorOf } from "./colour.ts";
import type { Points } from "./k-means.ts";

/** Values of a column up to which each stands for itself (counts, grades). */
const FEW_VALUES = 30;
/** The 5 % point of Kolmogorov's distance, in its form that holds for every number of rows. */
const EVEN = 1.358;
/** Rows without clusters: unimodal in each column of numbers, correlated as the data are, names unrelated to anything. */
export interface NullSource {
  draw(random: Random): Points;
}

/** Where the columns of numbers and of each field of names stand. */
export interface ColumnPlan {
  readonly numbers: readonly number[];
  /** First column and count of names. */
  readonly names: readonly (readonly [from: number, count: number])[];
}

/**
 * Learns what the rows would look like without clusters. Each column of numbers keeps its spread and skew but is made
 * unimodal (the nearest distribution that rises to one mode and falls after it), or is spread evenly where it may be even;
 * normal scores carry the correlation.
 *
 * @see Tibshirani, Walther & Hastie (2001), Journal of the Royal Statistical Society B 63, for the comparison with a
 * reference; the reference here is a Gaussian copula with unimodal margins
 */
export function nullSource(points: Points, plan: ColumnPlan, shape: "unimodal" | "even"): NullSource {
  const { n, p } = points;
  const q = plan.numbers.length;
  const columns = columnsOf(points, plan);
  const scores = columns.map(normalScores);
  const tables = columns.map((column) => quantilesOf(column, shape));
  const correlation = new Float64Array(q * q);
  for (let a = 0; a < q; a++) {
    for (let b = 0; b <= a; b++) {
      let [product, first, second] = [0, 0, 0];
      for (let i = 0; i < n; i++) {
        const [u, v] = [scores[a]?.[i] as number, scores[b]?.[i] as number];
        product += u * v;
        first += u * u;
        second += v * v;
      }
      const r = first > 0 && second > 0 ? product / Math.sqrt(first * second) : 0;
      correlation[a * q + b] = a === b ? 1 + 1e-9 : r;
      correlation[b * q + a] = correlation[a * q + b] as number;
    }
  }
  const lower = q === 0 ? new Float64Array(0) : factorOf(correlation, q);
  return {
    draw: (random) => {
      const out = new Float64Array(n * p);
      const z = Array.from({ length: q }, () => Float64Array.from({ length: n }, () => random.normal()));
      const whole = coloured(z, lower);
      whole.forEach((column, a) => {
        const table = tables[a] as Float64Array;
        const d = plan.numbers[a] as number;
        // values are drawn anew, as a sample's margins vary too; its spread is given back, so that shape alone differs
        const values = Float64Array.from({ length: n }, () => table[random.integer(0, n - 1)] as number).sort();
        const [is, was] = [spreadOf(values), spreadOf(columns[a] as Float64Array)];
        const stretch = is.deviation > 0 ? was.deviation / is.deviation : 1;
        const order = Uint32Array.from({ length: n }, (_, i) => i).sort(
          (i, j) => (column[i] as number) - (column[j] as number),
        );
        for (let r = 0; r < n; r++)
          out[(order[r] as number) * p + d] = was.mean + ((values[r] as number) - is.mean) * stretch;
      });
      dealNames(points, plan, out, random);
      return { n, p, x: out };
    },
  };
}

/** Deals the names of a row out anew: they keep their shares and lose what goes with them. */
export function dealNames({ n, p, x }: Points, { names }: ColumnPlan, into: Float64Array, random: Random): void {
  for (const [from, count] of names) {
    const rows = Uint32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i >= 0; i--) {
      const j = random.integer(0, i);
      const row = rows[j] as number;
      rows[j] = rows[i] as number;
      for (let d = from; d < from + count; d++) into[i * p + d] = x[row * p + d] as number;
    }
  }
}

export function columnsOf({ n, p, x }: Points, { numbers }: ColumnPlan): Float64Array[] {
  return numbers.map((d) => Float64Array.from({ length: n }, (_, i) => x[i * p + d] as number));
}

/** Whether any column of numbers may come from an even distribution. */
export function someEven(points: Points, plan: ColumnPlan): boolean {
  return columnsOf(points, plan).some((column) => !fewValues(column) && mayBeEven(column.sort()));
}

export const fewValues = (column: Float64Array): boolean => new Set(column).size <= FEW_VALUES;

/** Ranks as standard normal numbers, ties at their middle. */
function normalScores(column: Float64Array): Float64Array {
  const n = column.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => (column[a] as number) - (column[b] as number),
  );
  const out = new Float64Array(n);
  for (let i = 0; i < n; ) {
    let j = i;
    while (j < n && column[order[j] as number] === column[order[i] as number]) j++;
    const score = normalQuantile((i + j) / 2 / n);
    for (let t = i; t < j; t++) out[order[t] as number] = score;
    i = j;
  }
  return out;
}

/** As many quantiles of the nearest unimodal distribution as the column has rows, rising. */
function quantilesOf(column: Float64Array, shape: "unimodal" | "even"): Float64Array {
  const sorted = Float64Array.from(column).sort();
  const n = sorted.length;
  const atoms = fewValues(sorted);
  const cells: { readonly from: number; readonly to: number; mass: number }[] = [];
  if (atoms) for (const value of new Set(sorted)) cells.push({ from: value, to: value, mass: 0 });
  else {
    const [low, high] = [sorted[0] as number, sorted[n - 1] as number];
    const count = Math.min(40, Math.max(8, Math.round(2 * Math.cbrt(n))));
    const step = (high - low) / count;
    for (let c = 0; c < count; c++) cells.push({ from: low + c * step, to: low + (c + 1) * step, mass: 0 });
  }
  let c = 0;
  for (const value of sorted) {
    while (c < cells.length - 1 && value > (cells[c] as { to: number }).to) c++;
    (cells[c] as { mass: number }).mass += 1 / n;
  }
  const mass = unimodal(cells.map((cell) => cell.mass));
  const total = mass.reduce((a, b) => a + b, 0);
  const table = new Float64Array(n);
  let [cell, before] = [0, 0];
  for (let i = 0; i < n; i++) {
    const share = ((i + 0.5) / n) * total;
    while (cell < cells.length - 1 && before + (mass[cell] as number) < share) {
      before += mass[cell] as number;
      cell++;
    }
    const { from, to } = cells[cell] as { from: number; to: number };
    const own = mass[cell] as number;
    table[i] = own > 0 ? from + (to - from) * Math.min(1, Math.max(0, (share - before) / own)) : from;
  }
  // counts and grades keep their values; of other columns those that may be even are
  if (shape === "even" && !atoms && mayBeEven(sorted)) for (let i = 0; i < n; i++) table[i] = i;
  // cells widen a column a little; mean and spread are given back, so that rows differ in shape alone
  const [is, was] = [spreadOf(table), spreadOf(sorted)];
  if (is.deviation > 0) {
    for (let i = 0; i < n; i++) table[i] = was.mean + ((table[i] as number) - is.mean) * (was.deviation / is.deviation);
  }
  return table;
}

/**
 * Whether a rising column may come from an even distribution: between its least and its greatest value the others would
 * be even, whatever the limits.
 *
 * @see Stephens (1970), Journal of the Royal Statistical Society B 32, table 1, for the 5 % point of Kolmogorov's distance
 */
function mayBeEven(sorted: Float64Array): boolean {
  const inner = sorted.length - 2;
  const [low, high] = [sorted[0] as number, sorted[inner + 1] as number];
  let distance = 0;
  for (let i = 0; i < inner; i++) {
    const share = ((sorted[i + 1] as number) - low) / (high - low);
    distance = Math.max(distance, share - i / inner, (i + 1) / inner - share);
  }
  const root = Math.sqrt(inner);
  return distance * (root + 0.12 + 0.11 / root) <= EVEN;
}

export function spreadOf(column: Float64Array): { readonly mean: number; readonly deviation: number } {
  const mean = column.reduce((total, cell) => total + cell, 0) / column.length;
  const square = column.reduce((total, cell) => total + (cell - mean) ** 2, 0) / column.length;
  return { mean, deviation: Math.sqrt(square) };
}

/** The nearest heights that rise to one mode and fall after it: of all modes the one with the least squares. */
function unimodal(heights: readonly number[]): number[] {
  const flat = (part: readonly number[]): number[] =>
    poolAdjacentViolators(part.map((mean) => ({ n: 1, mean }))).flatMap(({ first, last, mean }) =>
      Array<number>(last - first + 1).fill(mean),
    );
  let [best, least] = [heights as number[], Number.POSITIVE_INFINITY];
  for (let mode = 0; mode < heights.length; mode++) {
    const rise = flat(heights.slice(0, mode + 1));
    const fall = flat(heights.slice(mode + 1).reverse()).reverse();
    const both = [...rise, ...fall];
    // the highest cell of the falling part may lie above the last of the rising one: then the mode is there
    const error = both.reduce((total, height, i) => total + (height - (heights[i] as number)) ** 2, 0);
    if (error < least) [best, least] = [both, error];
  }
  return best;
}
