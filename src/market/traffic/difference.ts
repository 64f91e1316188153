import type { Abstention } from "../../core/estimate.ts";
import { chiSquaredSurvival } from "../../math/chi-squared.ts";
import type { Counted } from "./rates.ts";
import type { TrafficTest } from "./types.ts";

/** Below so many expected the chi-squared distribution does not hold. */
const FEWEST_EXPECTED = 5;

/**
 * Tests whether channels differ in a rate beyond chance. Channels in which fewer than five on either side are expected
 * stand together as one.
 *
 * @see Pearson (1900), Philosophical Magazine 50, 157–175; Cochran (1954), Biometrics 10, 417–451, for the five
 */
export function testDifference(groups: readonly (Counted & { readonly channel: string })[]): TrafficTest | Abstention {
  const known = groups.filter(({ n, x }) => n > 0 && x <= n);
  const n = known.reduce((sum, own) => sum + own.n, 0);
  const x = known.reduce((sum, own) => sum + own.x, 0);
  const rarer = n > 0 ? Math.min(x, n - x) / n : 0;
  const large = known.filter((own) => own.n * rarer >= FEWEST_EXPECTED);
  const alone = large.length;
  const small = known.filter((own) => own.n * rarer < FEWEST_EXPECTED);
  const rest = small.reduce((sum, own) => ({ n: sum.n + own.n, x: sum.x + own.x }), { n: 0, x: 0 });
  const cells: Counted[] = [...large];
  const left = [...small];
  if (rest.n * rarer >= FEWEST_EXPECTED) cells.push(rest);
  else if (rest.n > 0 && large.length > 0) {
    // still too small: the smallest of the others is taken in, so that nobody is left out
    const least = large.reduce((low, own) => (own.n < low.n ? own : low));
    large.splice(large.indexOf(least), 1);
    left.push(least);
    cells.splice(0, cells.length, ...large, { n: rest.n + least.n, x: rest.x + least.x });
  }
  if (cells.length < 2) {
    const [rare, needed] = [Math.min(x, n - x), 2 * FEWEST_EXPECTED];
    if (rare < needed) return { abstained: { code: "too_few_rows", params: { n: rare, needed } } };
    return { abstained: { code: "traffic_no_test", params: { channels: alone, needed: FEWEST_EXPECTED } } };
  }
  const rate = x / n;
  const statistic = cells.reduce((sum, own) => sum + (own.n * (own.x / own.n - rate) ** 2) / (rate * (1 - rate)), 0);
  const degreesOfFreedom = cells.length - 1;
  const pooled = left.map(({ channel }) => channel).sort();
  const kept = large.length;
  return {
    statistic,
    degreesOfFreedom,
    pValue: chiSquaredSurvival(statistic, degreesOfFreedom),
    channels: large.map(({ channel }) => channel),
    pooled,
    notes: pooled.length > 1 ? [{ code: "traffic_pooled", params: { channels: pooled.length, kept } }] : [],
  };
}
