import { requireNumber } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { quantile } from "../../math/quantile.ts";
import { createRandom, type Random } from "../../math/random.ts";
import type { LoyaltyAxisName, LoyaltySeparation, OutcomeOptions } from "./types.ts";

/** Customers per distinct rating, lowest first, by what became of them. */
interface Tally {
  readonly ratings: readonly number[];
  readonly stayed: readonly number[];
  readonly left: readonly number[];
}

/**
 * Where a rating best tells who stayed from who left: Youden's index, the share of stayers at or above the cut minus
 * the share of leavers there, is largest. Of equal cuts the lowest is taken.
 *
 * The intervals are percentiles over resampled books, stayers and leavers each among themselves.
 *
 * @see Youden (1950), Cancer 3, 32–35; Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 13
 */
export function separate(
  name: LoyaltyAxisName,
  ratings: Float64Array,
  stayed: Uint8Array,
  { seed, replicates, level }: Required<OutcomeOptions>,
): LoyaltySeparation {
  const tally = tallyOf(ratings, stayed);
  const stayers = tally.stayed.reduce((total, n) => total + n, 0);
  const leavers = ratings.length - stayers;
  if (stayers === 0 || leavers === 0) {
    throw new ClienteleError(
      "inconsistent",
      `cuts "outcome" need customers who stayed and customers who left, got ${stayers} and ${leavers}`,
      { stayers, leavers },
    );
  }
  const found = bestCut(tally, stayers, leavers);
  const random = createRandom(seed).fork(name === "satisfaction" ? 0 : 1);
  const draws = {
    cut: new Float64Array(replicates),
    youden: new Float64Array(replicates),
    rank: new Float64Array(replicates),
  };
  for (let r = 0; r < replicates; r++) {
    const again = {
      ratings: tally.ratings,
      stayed: resample(tally.stayed, stayers, random),
      left: resample(tally.left, leavers, random),
    };
    const { cut, youden, rank } = bestCut(again, stayers, leavers);
    draws.cut[r] = cut;
    draws.youden[r] = youden;
    draws.rank[r] = rank;
  }
  const estimate = (value: number, column: Float64Array): LoyaltySeparation["cut"] => ({
    value,
    n: ratings.length,
    interval: {
      lower: Math.min(value, quantile(column, (1 - level) / 2)),
      upper: Math.max(value, quantile(column, (1 + level) / 2)),
      level,
    },
  });
  const rank = estimate(found.rank, draws.rank);
  const { lower, upper } = rank.interval;
  return {
    cut: estimate(found.cut, draws.cut),
    youden: estimate(found.youden, draws.youden),
    rank,
    stayers,
    leavers,
    notes: lower <= 0.5 ? [{ code: "loyalty_cut_weak", params: { axis: name, lower, upper } }] : [],
  };
}

/** Checks how outcomes are to be used; a seed has no default, so that nobody gets one by chance. */
export function requireOutcome(options: OutcomeOptions): Required<OutcomeOptions> {
  const { seed, replicates = 500, level = 0.95 } = options;
  requireNumber(seed, "options.outcome.seed", {
    min: Number.MIN_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
    integer: true,
  });
  requireNumber(replicates, "options.outcome.replicates", { min: 100, max: 100_000, integer: true });
  requireNumber(level, "options.outcome.level", { above: 0, below: 1 });
  return { seed, replicates, level };
}

function tallyOf(ratings: Float64Array, stayed: Uint8Array): Tally {
  const counts = new Map<number, [left: number, stayed: number]>();
  for (let i = 0; i < ratings.length; i++) {
    const pair = counts.get(ratings[i] as number) ?? [0, 0];
    counts.set(ratings[i] as number, pair);
    if (stayed[i] === 1) pair[1]++;
    else pair[0]++;
  }
  const sorted = [...counts].sort(([a], [b]) => a - b);
  return {
    ratings: sorted.map(([rating]) => rating),
    left: sorted.map(([, pair]) => pair[0]),
    stayed: sorted.map(([, pair]) => pair[1]),
  };
}

/** The best cut with its index, and how often a stayer outranks a leaver, ties counting half. */
function bestCut(
  { ratings, stayed, left }: Tally,
  stayers: number,
  leavers: number,
): { readonly cut: number; readonly youden: number; readonly rank: number } {
  let cut = Number.NaN;
  let youden = Number.NEGATIVE_INFINITY;
  let rank = 0;
  let stayedBelow = 0;
  let leftBelow = 0;
  for (let j = 0; j < ratings.length; j++) {
    const s = stayed[j] as number;
    const l = left[j] as number;
    if (s + l === 0) continue;
    // both counts over a common denominator, so that equal cuts are equal to the bit
    const here = leftBelow * stayers - stayedBelow * leavers;
    // below the lowest rating nobody lies, so a cut there tells nobody apart
    if (stayedBelow + leftBelow > 0 && here > youden) {
      youden = here;
      cut = ratings[j] as number;
    }
    rank += s * (leftBelow + l / 2);
    stayedBelow += s;
    leftBelow += l;
  }
  // one rating for all: the cut lies at it, and tells nobody apart
  if (Number.isNaN(cut))
    return { cut: ratings[stayed.findIndex((s, j) => s + (left[j] as number) > 0)] as number, youden: 0, rank: 0.5 };
  return { cut, youden: youden / stayers / leavers, rank: rank / stayers / leavers };
}

/** Draws as many customers with replacement: one binomial number per rating instead of one draw per customer. */
function resample(counts: readonly number[], total: number, random: Random): number[] {
  let open = total;
  let rest = total;
  return counts.map((n) => {
    if (n === 0 || open === 0) return 0;
    const drawn = n === rest ? open : random.binomial(open, n / rest);
    open -= drawn;
    rest -= n;
    return drawn;
  });
}
