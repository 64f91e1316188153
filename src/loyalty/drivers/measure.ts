import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import { biasCorrected, type Decompose, partInterval, resample, sumOf } from "./bootstrap.ts";
import { collinearityOf } from "./collinearity.ts";
import { openTable, readersOf } from "./intake.ts";
import { relativeWeights } from "./johnson.ts";
import { correlate, readMatrix } from "./matrix.ts";
import { notesOf } from "./notes.ts";
import { shapley } from "./shapley.ts";
import type { DriverColumns, DriverFigure, DriverFindings, DriverOptions } from "./types.ts";

/** Drivers up to which every subset is computed: 65,536 of them. */
const MOST_FOR_SHAPLEY = 16;
const MOST_DRIVERS = 50;

/** R² below which it counts as nothing: the rounding of a correlation. */
const NOTHING = 1e-12;

/** Share of resamples that must have worked before an interval is shown. */
const ENOUGH_RESAMPLES = 0.9;

/**
 * What drives satisfaction, loyalty or churn: how much of its variance all questions of a survey explain together, and
 * how much of that each of them brings, also where the questions go together.
 *
 * Rows that lack the outcome or any driver take no part (listwise), so that all parts rest on the same customers and
 * sum; how many, and which question costs most of them, is said. A code such as 0 for "not asked" must be read as
 * `undefined`. Shares describe what goes together; they do not prove that changing a driver changes the outcome.
 *
 * @param data - Rows, or columns by name. Not mutated.
 * @param options - `outcome` and `drivers` (field names, or `{ id, value }` with a way to read a row); `method`:
 * `"shapley"` (default, exact, up to 16 drivers) or `"relative_weights"` (Johnson, up to 50); `seed` for bootstrap
 * intervals, `resamples` (default 1,000), `level` (default 0.95), `weight` per row.
 * @returns R², the part and share of each driver, its correlation, variance inflation and missing answers; or
 * `{ abstained }` with `too_few_rows` (fewer complete rows than drivers + 2) or `all_values_equal`. The order of drivers
 * and rows does not matter beyond the last digits; that of rows moves the bootstrap intervals within their noise.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite` (a NaN is no missing answer), `out_of_range`,
 * `unknown_id`, `duplicate_id`, `length_mismatch`; the row is named.
 * @example
 * ```ts
 * const columns = { overall: [1, 2, 2, 3, 4, 4, 5, 5], speed: [1, 2, 3, 3, 4, 4, 4, 5], price: [2, 1, 3, 2, 3, 1, 2, 3] };
 * const found = measureDrivers(columns, { outcome: "overall", drivers: ["speed", "price"] });
 * found.rSquared.value; // ≈ 0.900
 * found.drivers[0].share.value; // ≈ 0.964
 * found.drivers[0].contribution.value + found.drivers[1].contribution.value - found.rSquared.value; // ≈ 0.000000000000
 * ```
 * @see Lindeman, Merenda and Gold (1980); Grömping (2007), The American Statistician 61(2), 139–147; Johnson (2000),
 * Multivariate Behavioral Research 35(1), 1–19
 */
export function measureDrivers<T>(
  data: readonly T[] | DriverColumns,
  options: DriverOptions<T>,
): DriverFindings | Abstention {
  requireObject(options, "options");
  const { method = "shapley", level = 0.95, seed, resamples = 1000 } = options;
  requireOneOf(method, ["shapley", "relative_weights"], "options.method");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(resamples, "options.resamples", { min: 100, max: 100_000, integer: true });
  if (seed !== undefined) {
    requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true });
  }
  const table = openTable(data);
  const drivers = readersOf(table, options.drivers, method === "shapley" ? MOST_FOR_SHAPLEY : MOST_DRIVERS);
  const outcome = table.reader(options.outcome, "options.outcome");
  const matrix = readMatrix([...drivers, outcome], table.rows, table.weights(options.weight));
  const { n, width, constants, missing, effectiveN } = matrix;
  const p = drivers.length;
  if (n < p + 2) return { abstained: { code: "too_few_rows", params: { n, needed: p + 2 } } };
  const same = constants[p];
  if (same !== undefined) return { abstained: { code: "all_values_equal", params: { n, value: same } } };

  const decompose: Decompose = method === "shapley" ? shapley : relativeWeights;
  const correlations = correlate(matrix, matrix.weights);
  const parts = decompose(correlations, width);
  const total = Math.min(1, sumOf(parts));
  const explains = total > NOTHING;
  const drawn = seed === undefined || !explains ? undefined : resample(matrix, decompose, seed, resamples);
  const enough = drawn !== undefined && drawn.usable >= ENOUGH_RESAMPLES * resamples ? drawn : undefined;
  // what a driver that has nothing to do with anything brings on average
  const chance = (1 - total) / Math.max(1, effectiveN - 1);
  const figure = (value: number, replicates: Float64Array | undefined, floor: number): DriverFigure =>
    replicates === undefined ? { value } : { value, interval: partInterval(replicates, value, level, floor) };
  const { vifs, condition } = collinearityOf(correlations, width);
  const ids = drivers.map(({ id }) => id);
  return {
    method,
    outcome: outcome.id,
    rows: table.rows,
    n,
    effectiveN,
    missingOutcome: missing[p] as number,
    rSquared:
      enough === undefined ? { value: total } : { value: total, interval: biasCorrected(enough.total, total, level) },
    drivers: ids.map((driver, j) => {
      const part = parts[j] as number;
      const vif = constants[j] === undefined ? vifs[j] : undefined;
      return {
        driver,
        contribution: figure(part, enough?.contributions[j], chance),
        ...(explains ? { share: figure(part / total, enough?.shares[j], chance / total) } : {}),
        correlation: correlations[j * width + p] as number,
        ...(vif === undefined ? {} : { vif }),
        missing: missing[j] as number,
      };
    }),
    ...(condition === undefined ? {} : { condition }),
    resamples: enough?.usable ?? 0,
    notes: notesOf({ ids, matrix, vifs, rows: table.rows, explains, drawn, kept: enough !== undefined, resamples }),
  };
}
