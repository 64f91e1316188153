import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { chiSquaredSurvival } from "../../math/chi-squared.ts";
import { noncentralChiSquaredInterval } from "../../math/noncentral-interval.ts";
import { createRandom } from "../../math/random.ts";
import type { CategoryAssociation, TableTest } from "./types.ts";

/** Expected rows below which a cell is thin (Cochran 1954, Biometrics 10, 417–451). */
const THIN = 5;

/** Share of thin cells, or a single cell below 1, from which the chi-squared distribution is not trusted. */
const MANY_THIN = 0.2;

/** Reshufflings of a table with thin cells, and rows above which they would take too long. */
const RESHUFFLES = 9999;
const MOST_RESHUFFLED = 5000;

/** Scatter against the one that no association would give, kept within this factor. */
const LARGEST_INFLATION = 10;

/** Measures how two kinds of categories go together; −1 in neither. */
export function associateCategories(
  x: { readonly codes: Int32Array; readonly names: readonly string[] },
  y: { readonly codes: Int32Array; readonly names: readonly string[] },
  level: number,
  seed: number,
): Omit<CategoryAssociation, "missing"> {
  const { counts, xNames, yNames } = tabulate(x, y);
  const n = x.codes.length;
  const base = { kind: "category_category", n, level, xNames, yNames, counts } as const;
  const fewer = Math.min(xNames.length, yNames.length);
  if (fewer < 2 || n < 2) {
    const reason: Reason = { code: "association_one_category", params: { x: xNames.length, y: yNames.length } };
    return { ...base, cramersV: { abstained: reason }, test: { abstained: reason }, reasons: [reason] };
  }
  const test = testTable(counts, seed);
  const cramersV = cramer(counts, test, n, level);
  const reasons: Reason[] = [];
  const pValue = test.permutationPValue ?? test.pValue;
  const thin = test.thinCells > MANY_THIN || test.smallestExpected < 1;
  if ("value" in cramersV) {
    const { value, interval } = cramersV;
    reasons.push({
      code: "association_categories",
      params: { value, from: interval.lower, to: interval.upper, n, pValue, clear: pValue < 1 - level },
    });
  } else reasons.push(cramersV.abstained);
  if (thin) {
    reasons.push({
      code: "association_thin_cells",
      params: {
        share: test.thinCells,
        smallest: test.smallestExpected,
        reshuffled: test.permutationPValue !== undefined,
      },
    });
  }
  return { ...base, cramersV, test, reasons };
}

/** Counts by both, categories without a row left out. */
function tabulate(
  x: { readonly codes: Int32Array; readonly names: readonly string[] },
  y: { readonly codes: Int32Array; readonly names: readonly string[] },
): { counts: number[][]; xNames: string[]; yNames: string[] } {
  const all = x.names.map(() => new Array<number>(y.names.length).fill(0));
  for (let i = 0; i < x.codes.length; i++) {
    const row = all[x.codes[i] as number] as number[];
    const j = y.codes[i] as number;
    row[j] = (row[j] as number) + 1;
  }
  const keptY = y.names.flatMap((_, j) => (all.some((row) => (row[j] as number) > 0) ? [j] : []));
  const keptX = x.names.flatMap((_, i) => ((all[i] as number[]).some((count) => count > 0) ? [i] : []));
  return {
    counts: keptX.map((i) => keptY.map((j) => (all[i] as number[])[j] as number)),
    xNames: keptX.map((i) => x.names[i] as string),
    yNames: keptY.map((j) => y.names[j] as string),
  };
}

interface Margins {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly n: number;
}

function marginsOf(counts: readonly (readonly number[])[]): Margins {
  const rows = counts.map((row) => row.reduce((total, count) => total + count, 0));
  const columns = (counts[0] as readonly number[]).map((_, j) =>
    counts.reduce((total, row) => total + (row[j] as number), 0),
  );
  return { rows, columns, n: rows.reduce((total, count) => total + count, 0) };
}

function testTable(counts: readonly (readonly number[])[], seed: number): TableTest {
  const { rows, columns, n } = marginsOf(counts);
  const expected = (i: number, j: number): number => ((rows[i] as number) * (columns[j] as number)) / n;
  let [statistic, smallest, thin] = [0, Number.POSITIVE_INFINITY, 0];
  counts.forEach((row, i) => {
    row.forEach((count, j) => {
      const due = expected(i, j);
      statistic += (count - due) ** 2 / due;
      smallest = Math.min(smallest, due);
      if (due < THIN) thin++;
    });
  });
  const df = (rows.length - 1) * (columns.length - 1);
  const thinCells = thin / (rows.length * columns.length);
  const unsure = (thinCells > MANY_THIN || smallest < 1) && n <= MOST_RESHUFFLED;
  return {
    statistic,
    df,
    smallestExpected: smallest,
    thinCells,
    pValue: chiSquaredSurvival(statistic, df),
    ...(unsure && { permutationPValue: reshuffle({ rows, columns, n }, statistic, seed) }),
  };
}

/** Share of tables with the same margins that stray at least as far. The order of the caller's rows does not enter. */
function reshuffle({ rows, columns, n }: Margins, statistic: number, seed: number): number {
  const random = createRandom(seed);
  const y = Int32Array.from(columns.flatMap((count, j) => new Array<number>(count).fill(j)));
  const width = columns.length;
  const table = new Float64Array(rows.length * width);
  // χ² + n = n Σ count² / (row · column): only the sum is needed
  const scale = rows.flatMap((row) => columns.map((column) => n / row / column));
  const asFar = (statistic + n) * (1 - 1e-12);
  let far = 1;
  for (let draw = 0; draw < RESHUFFLES; draw++) {
    for (let i = n - 1; i > 0; i--) {
      const j = Math.floor(random.uniform() * (i + 1));
      const held = y[i] as number;
      y[i] = y[j] as number;
      y[j] = held;
    }
    table.fill(0);
    let at = 0;
    rows.forEach((count, i) => {
      for (const end = at + count; at < end; at++) {
        const cell = i * width + (y[at] as number);
        table[cell] = (table[cell] as number) + 1;
      }
    });
    let total = 0;
    for (let cell = 0; cell < table.length; cell++) total += (table[cell] as number) ** 2 * (scale[cell] as number);
    if (total >= asFar) far++;
  }
  return far / (RESHUFFLES + 1);
}

/**
 * Cramér's V without its bias (Bergsma 2013, Journal of the Korean Statistical Society 42, 323–328). The interval is that
 * of a noncentral chi-squared whose scatter is brought to the one that the table shows (Bishop, Fienberg & Holland 1975,
 * Discrete Multivariate Analysis, 11.3): strong associations scatter less than weak ones.
 */
function cramer(
  counts: readonly (readonly number[])[],
  { statistic, df }: TableTest,
  n: number,
  level: number,
): Estimate | Abstention {
  const [k, r] = [counts.length, (counts[0] as readonly number[]).length];
  const squared = Math.max(0, statistic / n - df / (n - 1));
  const [kept, other] = [k - (k - 1) ** 2 / (n - 1), r - (r - 1) ** 2 / (n - 1)];
  const room = Math.min(kept - 1, other - 1);
  if (!(room > 0)) return { abstained: { code: "too_few_rows", params: { n, needed: Math.max(k, r) + 1 } } };
  const value = Math.min(1, Math.sqrt(squared / room));
  const inflation = Math.min(LARGEST_INFLATION, Math.max(1 / LARGEST_INFLATION ** 2, inflationOf(counts)));
  const scaled = Math.max(0, df + (statistic - df) / inflation);
  const shift = noncentralChiSquaredInterval(scaled, df, level);
  const bound = (lambda: number): number => Math.min(1, Math.sqrt((inflation * lambda) / n / (Math.min(k, r) - 1)));
  return {
    value,
    n,
    interval: { lower: Math.min(value, bound(shift.lower)), upper: Math.max(value, bound(shift.upper)), level },
  };
}

/** Added to each cell where scatter is judged: empty cells of a small table do not prove that they are always empty. */
const SMOOTHING = 0.5;

/** Delta-method variance of φ² = Σ p²/(row·column) − 1 against the 4φ²/n that a noncentral chi-squared supposes. */
function inflationOf(seen: readonly (readonly number[])[]): number {
  const counts = seen.map((row) => row.map((count) => count + SMOOTHING));
  const { rows, columns, n } = marginsOf(counts);
  const at = (i: number, j: number): number => (counts[i] as readonly number[])[j] as number;
  const part = (i: number, j: number): number => at(i, j) ** 2 / (rows[i] as number) / (columns[j] as number);
  const byRow = rows.map((row, i) => (columns.reduce((total, _, j) => total + part(i, j), 0) * n) / row);
  const byColumn = columns.map((column, j) => (rows.reduce((total, _, i) => total + part(i, j), 0) * n) / column);
  let [sum, squares, squared] = [0, 0, -1];
  rows.forEach((row, i) => {
    columns.forEach((column, j) => {
      const count = at(i, j);
      const move = (2 * count * n) / row / column - (byRow[i] as number) - (byColumn[j] as number);
      sum += (count / n) * move;
      squares += (count / n) * move * move;
      squared += part(i, j);
    });
  });
  return squared > 1e-12 ? Math.max(0, squares - sum * sum) / (4 * squared) : 1;
}
