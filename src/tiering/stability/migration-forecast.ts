import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Interval } from "../../core/estimate.ts";
import { quantileSorted } from "../../math/quantile.ts";
import { createRandom, type Random } from "../../math/random.ts";
import { requireCounts } from "./migration-counts.ts";
import type { ForecastTiersOptions, MigrationCounts, TierForecast } from "./migration-types.ts";

const FEWEST_DRAWS = 200;
const MOST_DRAWS = 100_000;

/** Jeffreys' prior of a Poisson rate: a gamma density of shape ½. */
const JOINED_PRIOR = 0.5;

/**
 * Tells what the tiers will hold one period on, if customers go on moving as they just did.
 *
 * Every customer of the present book moves by the shares of the matrix; the shares themselves are known only as well as
 * the counts tell (a Dirichlet distribution with one prior customer per tier, spread evenly), and the moves are chance
 * (multinomial). New customers come as last period (Poisson), if any came and `joiners` is not `"none"`. Whether the matrix holds still is
 * an assumption; `compareMigrations` tests it.
 *
 * @param migration - From `compareTiers`, or any matrix of whole counts. Not mutated.
 * @param options - `seed` (required); `level`, default 0.95; `draws`, 200 to 100,000, default 2,000; `joiners`,
 * `"same"` (default) or `"none"`.
 * @returns Expected customers per tier, exact, with a prediction interval from the draws; those who leave, those who
 * join, and the whole book. `notes` names tiers in which nobody stood before: nothing is known about where their
 * customers go, and they are spread evenly.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `length_mismatch`,
 * `duplicate_id`, `inconsistent`, `unknown_id`.
 * @example
 * ```ts
 * const tiers = ["gold", "base"];
 * const migration = { tiers, rows: [{ from: "gold", to: [80, 15], left: 5 }, { from: "base", to: [30, 350], left: 20 }] };
 * const next = forecastTiers(migration, { seed: 1 });
 * next.tiers[0].now; // => 110
 * next.tiers[0].expected; // ≈ 115.10
 * ```
 * @see Anderson & Goodman (1957) for the matrix; Berger, Bernardo & Sun, Overall objective priors, Bayesian Analysis 10
 * (2015), 189–221, for the prior: one over the number of cells in each
 */
export function forecastTiers(migration: MigrationCounts, options: ForecastTiersOptions): TierForecast {
  const { tiers, rows, joined } = requireCounts(migration, "migration");
  requireObject(options, "options");
  const { level = 0.95, draws = 2000, seed, joiners = "same" } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(draws, "options.draws", { min: FEWEST_DRAWS, max: MOST_DRAWS, integer: true });
  requireOneOf(joiners, ["same", "none"], "options.joiners");
  const k = tiers.length;
  const now = tiers.map((_, j) => rows.reduce((n, row) => n + (row[j] as number), joined[j] as number));
  const came = joined.some((count) => count > 0);
  const arrivals = came && joiners === "same" ? joined.map((count) => count + JOINED_PRIOR / k) : [];
  const prior = 1 / (k + 1);
  const seen = rows.map((row) => row.reduce((n, count) => n + count, 0));

  const expected = new Float64Array(k + 1);
  rows.forEach((row, i) => {
    row.forEach((count, j) => {
      expected[j] = (expected[j] as number) + ((now[i] as number) * (count + prior)) / ((seen[i] as number) + 1);
    });
  });
  let newcomers = 0;
  arrivals.forEach((rate, j) => {
    newcomers += rate;
    expected[j] = (expected[j] as number) + rate;
  });

  const random = createRandom(seed);
  // one column per tier, then left, joined, and the book
  const columns = Array.from({ length: k + 3 }, () => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw++) {
    const held = new Float64Array(k + 3);
    for (let i = 0; i < k; i++) spread(now[i] as number, rows[i] as readonly number[], prior, random, held);
    arrivals.forEach((rate, j) => {
      const arrived = random.poisson(random.gamma(rate, 1));
      held[j] = (held[j] as number) + arrived;
      held[k + 1] = (held[k + 1] as number) + arrived;
    });
    for (let j = 0; j < k; j++) held[k + 2] = (held[k + 2] as number) + (held[j] as number);
    columns.forEach((column, j) => {
      column[draw] = held[j] as number;
    });
  }
  const intervals = columns.map((column) => intervalOf(column.sort(), level));
  const figure = (j: number, value: number): { readonly expected: number; readonly interval: Interval } => ({
    expected: value,
    interval: intervals[j] as Interval,
  });
  const book = now.reduce((n, count) => n + count, 0);
  return {
    tiers: tiers.map((tier, j) => ({ tier, now: now[j] as number, ...figure(j, expected[j] as number) })),
    left: figure(k, expected[k] as number),
    joined: figure(k + 1, newcomers),
    customers: figure(k + 2, book - (expected[k] as number) + newcomers),
    draws,
    seed,
    notes: tiers.flatMap((tier, i) =>
      seen[i] === 0 && (now[i] as number) > 0
        ? [{ code: "migration_row_unseen", params: { tier, customers: now[i] as number } } as const]
        : [],
    ),
  };
}

/** Moves the customers of one tier: shares drawn from their Dirichlet distribution one after another, then counts. */
function spread(n: number, counts: readonly number[], prior: number, random: Random, held: Float64Array): void {
  let rest = n;
  let after = counts.reduce((sum, count) => sum + count + prior, 0);
  for (let j = 0; j < counts.length && rest > 0; j++) {
    const weight = (counts[j] as number) + prior;
    after -= weight;
    const last = j === counts.length - 1;
    const went = last ? rest : random.binomial(rest, random.beta(weight, Math.max(after, prior)));
    held[j] = (held[j] as number) + went;
    rest -= went;
  }
}

function intervalOf(sorted: Float64Array, level: number): Interval {
  const tail = (1 - level) / 2;
  return { lower: Math.floor(quantileSorted(sorted, tail)), upper: Math.ceil(quantileSorted(sorted, 1 - tail)), level };
}
