import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { chiSquaredSurvival } from "../../math/chi-squared.ts";
import { requireCounts } from "./migration-counts.ts";
import type {
  ChiSquaredTest,
  CompareMigrationsOptions,
  MigrationComparison,
  MigrationCounts,
  MigrationRowTest,
} from "./migration-types.ts";

/** Cochran's rule: no expected count below 1, and at most a fifth of them below 5. */
const LEAST_EXPECTED = 1;
const USUAL_EXPECTED = 5;
const SHARE_BELOW_USUAL = 0.2;

/**
 * Tells whether customers moved between the tiers as they did in the period before, or the pattern has changed.
 *
 * For each tier the moves out of it (to every tier, or out of the book) in the two periods form a table of two rows;
 * the tests of all tiers are added up. Where too few went to a destination, the rarest destinations are counted as one
 * until Cochran's rule holds (no expected count below 1, at most a fifth below 5); a tier for which no two destinations
 * remain is left out and says so. New customers come from no tier and are not part of the question.
 *
 * @param before - From `compareTiers`, of the earlier pair of periods, or any matrix of whole counts. Not mutated.
 * @param after - Of the later pair; the same tiers in the same order.
 * @param options - `alpha`, in (0, 1), default 0.05: below this p-value the pattern is said to have changed.
 * `smallCells`: `"pool"` (default) as above, or `"keep"` takes every destination that anybody took as it is.
 * @returns The likelihood-ratio test (G²) and Pearson's χ² over all tiers, one test per tier, and the finding, read from
 * G². Customers are taken to move independently: accounts of one group should be one row.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `length_mismatch`,
 * `duplicate_id`, `inconsistent`, `unknown_id`.
 * @example
 * ```ts
 * const tiers = ["gold", "base"];
 * const spring = { tiers, rows: [{ from: "gold", to: [80, 20] }, { from: "base", to: [30, 370] }] };
 * const summer = { tiers, rows: [{ from: "gold", to: [60, 40] }, { from: "base", to: [32, 368] }] };
 * compareMigrations(spring, summer).pearson.statistic; // ≈ 9.5937
 * compareMigrations(spring, summer).finding.code; // => "migration_changed"
 * ```
 * @see Anderson & Goodman, Statistical inference about Markov chains, Annals of Mathematical Statistics 28 (1957), 89–110
 * @see Cochran, Some methods for strengthening the common χ² tests, Biometrics 10 (1954), 417–451
 */
export function compareMigrations(
  before: MigrationCounts,
  after: MigrationCounts,
  options: CompareMigrationsOptions = {},
): MigrationComparison {
  const [old, now] = [requireCounts(before, "before"), requireCounts(after, "after")];
  requireObject(options, "options");
  const { alpha = 0.05, smallCells = "pool" } = options;
  requireNumber(alpha, "options.alpha", { above: 0, below: 1 });
  requireOneOf(smallCells, ["pool", "keep"], "options.smallCells");
  const keep = smallCells === "keep";
  const { tiers } = old;
  if (tiers.length !== now.tiers.length || tiers.some((id, i) => id !== now.tiers[i])) {
    throw new ClienteleError("inconsistent", "before and after must have the same tiers in the same order", {});
  }
  const rows = tiers.map((from, i) =>
    testRow(from, [...tiers, "left"], [old.rows[i] as readonly number[], now.rows[i] as readonly number[]], keep),
  );
  let g = 0;
  let pearson = 0;
  let df = 0;
  for (const { test } of rows) {
    if ("abstained" in test) continue;
    g += test.statistic;
    pearson += test.pearson;
    df += test.degreesOfFreedom;
  }
  if (df === 0) {
    const thin = { code: "migration_too_thin", params: { tiers: tiers.length } } as const;
    return { likelihoodRatio: { abstained: thin }, pearson: { abstained: thin }, rows, finding: thin };
  }
  const likelihoodRatio = testOf(g, df);
  const code = likelihoodRatio.pValue < alpha ? "migration_changed" : "migration_unchanged";
  return { likelihoodRatio, pearson: testOf(pearson, df), rows, finding: { code, params: likelihoodRatio } };
}

function testOf(statistic: number, degreesOfFreedom: number): ChiSquaredTest {
  return { statistic, degreesOfFreedom, pValue: chiSquaredSurvival(statistic, degreesOfFreedom) };
}

/** One destination, or several counted as one. */
interface Destination {
  readonly names: readonly string[];
  readonly a: number;
  readonly b: number;
}

function testRow(
  from: string,
  names: readonly string[],
  [old, now]: readonly [readonly number[], readonly number[]],
  keep: boolean,
): MigrationRowTest {
  const nA = old.reduce((n, count) => n + count, 0);
  const nB = now.reduce((n, count) => n + count, 0);
  const n = [nA, nB] as const;
  const rarer = Math.min(nA, nB) / (nA + nB || 1);
  // rarest last; destinations that nobody took are no cells
  const cells = names
    .map((name, i): Destination => ({ names: [name], a: old[i] as number, b: now[i] as number }))
    .filter(({ a, b }) => a + b > 0)
    .sort((x, y) => y.a + y.b - (x.a + x.b));
  while (!keep && cells.length > 1 && !holds(cells, rarer)) {
    const [x, y] = cells.splice(-2) as [Destination, Destination];
    cells.push({ names: [...x.names, ...y.names], a: x.a + y.a, b: x.b + y.b });
    cells.sort((p, q) => q.a + q.b - (p.a + p.b));
  }
  if (cells.length < 2 || rarer === 0) {
    const params = { tier: from, before: nA, after: nB };
    return { from, n, test: { abstained: { code: "migration_row_too_thin", params } }, pooled: [] };
  }
  let g = 0;
  let pearson = 0;
  for (const { a, b } of cells) {
    for (const [seen, size] of [
      [a, nA],
      [b, nB],
    ] as const) {
      const expected = ((a + b) * size) / (nA + nB);
      if (seen > 0) g += 2 * seen * Math.log(seen / expected);
      pearson += (seen - expected) ** 2 / expected;
    }
  }
  const pooled = cells.filter((cell) => cell.names.length > 1).flatMap((cell) => cell.names);
  return { from, n, test: { ...testOf(Math.max(0, g), cells.length - 1), pearson }, pooled };
}

/** Cochran's rule over the smaller of both periods' expected counts and, for the fifth, over both. */
function holds(cells: readonly Destination[], rarer: number): boolean {
  let below = 0;
  for (const { a, b } of cells) {
    const least = (a + b) * rarer;
    if (least < LEAST_EXPECTED) return false;
    if (least < USUAL_EXPECTED) below++;
    if (a + b - least < USUAL_EXPECTED) below++;
  }
  return below <= SHARE_BELOW_USUAL * 2 * cells.length;
}
