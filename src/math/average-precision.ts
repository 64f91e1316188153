import { requireNumber } from "../core/checks.ts";
import type { Estimate } from "../core/estimate.ts";
import { type OutcomeWeights, requireOutcomes, requireScores, weightsOf } from "./outcomes.ts";
import { createRandom, type Random } from "./random.ts";
import { type TieGroup, tieGroups } from "./roc.ts";
import { studentTQuantile } from "./student-t.ts";

/** Options of {@link averagePrecision}. */
export interface AveragePrecisionOptions extends OutcomeWeights {
  /** Nominal coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Seed of the resampling, any safe integer; default 1. */
  readonly seed?: number;
  /** Resamples, a whole number from 20 to 10,000; default 200, fewer (50 at least) above 100,000 rows. */
  readonly resamples?: number;
}

/** Area under the precision–recall curve. */
export interface AveragePrecision extends Estimate {
  /** What a score that knows nothing earns: the share that came true. */
  readonly baseRate: number;
}

/**
 * How pure the top of a ranking is: the share of winners among those asked, averaged over all winners. Unlike the area
 * under the ROC curve it feels how rare winners are; guessing earns the base rate, perfect order 1.
 *
 * @param scores - Any finite numbers, higher for more likely; only their order matters. Not mutated.
 * @param outcomes - 0 or 1, one per score.
 * @param options - `level`, `seed` and `resamples` of the interval, `weights`.
 * @returns Σ (rise of recall · precision) over the distinct scores: steps, since straight lines between points of this
 * curve promise what no ranking can reach. Tied rows are one step, so the order of rows has no say. The interval lies
 * on the log-odds scale, with the wider of two spreads: that of a Poisson bootstrap, which alone misses the truth in up
 * to 9 % of samples with few winners, and that of one trial per winner. `undefined` with fewer than two rows of either
 * kind.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`.
 * @example
 * ```ts
 * averagePrecision([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])?.value; // ≈ 0.8333
 * ```
 * @see Davis & Goadrich (2006), ICML 23, on interpolation; Boyd, Eng & Page (2013), ECML PKDD, on intervals
 */
export function averagePrecision(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  options: AveragePrecisionOptions = {},
): AveragePrecision | undefined {
  requireScores(scores, outcomes, "scores");
  requireOutcomes(outcomes, true);
  const weights = weightsOf(options, scores.length);
  const { level = 0.95, seed = 1 } = options;
  const { resamples = Math.max(50, Math.min(200, Math.floor(2e7 / scores.length))) } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(resamples, "options.resamples", { min: 20, max: 10_000, integer: true });
  const random = createRandom(seed);
  const groups = tieGroups(scores, outcomes, weights).reverse();
  let won = 0;
  let n = 0;
  for (const group of groups) {
    won += group.won;
    n += group.won + group.lost;
  }
  if (won < 2 || n - won < 2) return undefined;
  const value = areaOf(groups, won);
  return { value, n, interval: intervalOf(groups, { value, won, level, resamples }, random), baseRate: won / n };
}

/** Steps from the highest score down. */
function areaOf(groups: readonly TieGroup[], all: number): number {
  let won = 0;
  let n = 0;
  let area = 0;
  for (const group of groups) {
    won += group.won;
    n += group.won + group.lost;
    if (group.won > 0) area += (group.won / all) * (won / n);
  }
  return Math.min(1, area);
}

interface Resampling {
  readonly value: number;
  readonly won: number;
  readonly level: number;
  readonly resamples: number;
}

function intervalOf(
  groups: readonly TieGroup[],
  { value, won, level, resamples }: Resampling,
  random: Random,
): Estimate["interval"] {
  const draw = groups.map(() => ({ won: 0, lost: 0 }));
  let mean = 0;
  let spread = 0;
  let used = 0;
  // an area of 0 or 1 has no log-odds: it is taken half a winner away
  const logit = (area: number): number => {
    const inside = Math.min(1 - 0.5 / (won + 1), Math.max(1e-12, area));
    return Math.log(inside / (1 - inside));
  };
  for (let b = 0; b < resamples; b++) {
    let all = 0;
    groups.forEach((group, i) => {
      const drawn = draw[i] as TieGroup;
      drawn.won = poisson(group.won, random);
      drawn.lost = poisson(group.lost, random);
      all += drawn.won;
    });
    if (all === 0) continue;
    const x = logit(areaOf(draw, all));
    used++;
    const delta = x - mean;
    mean += delta / used;
    spread += delta * (x - mean);
  }
  const bootstrapped = used < 2 ? 0 : Math.sqrt(spread / (used - 1));
  const inside = Math.min(1 - 0.5 / (won + 1), value);
  // resampling cannot draw ranks that a small sample does not hold; one trial per winner is the least doubt there is
  const error = Math.max(bootstrapped, 1 / Math.sqrt(won * inside * (1 - inside)));
  // Student's t pays for a spread that is itself estimated, from few resamples or few winners
  const reach = studentTQuantile((1 + level) / 2, Math.max(1, Math.min(used, won) - 1)) * error;
  // copies of one row in a resample push its area up, so twice the value less their mean takes the bias off
  const centre = used < 2 ? logit(value) : 2 * logit(value) - mean;
  const bound = (x: number): number => 1 / (1 + Math.exp(-x));
  return {
    lower: Math.min(value, bound(centre - reach)),
    upper: value >= 1 ? 1 : Math.max(value, bound(centre + reach)),
    level,
  };
}

/** Chances of at most 0, 1, 2… events where one is expected; most rows stand for one. */
const ONE: readonly number[] = /* @__PURE__ */ (() => {
  let chance = Math.exp(-1);
  let sum = 0;
  return Array.from({ length: 18 }, (_, k) => {
    if (k > 0) chance /= k;
    sum += chance;
    return sum;
  });
})();

function poisson(mean: number, random: Random): number {
  if (mean === 0) return 0;
  if (mean !== 1) return random.poisson(mean);
  const u = random.uniform();
  let k = 0;
  while (k < ONE.length && u >= (ONE[k] as number)) k++;
  return k;
}
