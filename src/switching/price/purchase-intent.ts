import { requireNumber } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import { quantiles } from "../../math/quantile.ts";
import { createRandom } from "../../math/random.ts";
import type { VanWestendorpAnswer } from "./types.ts";

/** An answer with both purchase intents. */
export type IntentAnswer = VanWestendorpAnswer & Readonly<{ intentCheap: number; intentExpensive: number }>;

/** Prices that are tried, evenly between the cheapest and the dearest answer. */
const GRID = 200;

/** Chance that a respondent buys: 0 up to too cheap and from too expensive, straight lines through both intents. */
function intentAt(answer: IntentAnswer, price: number): number {
  const { tooCheap, cheap, expensive, tooExpensive, intentCheap, intentExpensive } = answer;
  if (price < tooCheap || price > tooExpensive) return 0;
  if (price < cheap) return (intentCheap * (price - tooCheap)) / (cheap - tooCheap);
  if (price > expensive) return (intentExpensive * (tooExpensive - price)) / (tooExpensive - expensive);
  if (expensive === cheap) return Math.max(intentCheap, intentExpensive);
  return intentCheap + ((intentExpensive - intentCheap) * (price - cheap)) / (expensive - cheap);
}

/** Mean chance to buy at a price. */
export function buyingAt(answers: readonly IntentAnswer[], price: number): number {
  return answers.reduce((total, answer) => total + intentAt(answer, price), 0) / answers.length;
}

/** The price of the highest profit by purchase intents, its interval by resampling respondents. */
export function bestPrice(
  answers: readonly IntentAnswer[],
  options: { readonly unitCost: number; readonly level: number; readonly seed?: number; readonly resamples?: number },
): Estimate | Abstention {
  const { unitCost, level, seed, resamples = 500 } = options;
  if (seed === undefined) {
    throw new ClienteleError("invalid_type", "options.seed must be given where respondents name purchase intents", {
      name: "options.seed",
    });
  }
  requireNumber(seed, "options.seed", { integer: true });
  requireNumber(resamples, "options.resamples", { min: 100, max: 10_000, integer: true });
  const n = answers.length;
  const lowest = answers.reduce((least, { tooCheap }) => Math.min(least, tooCheap), Number.POSITIVE_INFINITY);
  const highest = answers.reduce((most, { tooExpensive }) => Math.max(most, tooExpensive), 0);
  const prices = Float64Array.from({ length: GRID }, (_, k) => lowest + ((highest - lowest) * k) / (GRID - 1));
  const chances = answers.map((answer) => prices.map((price) => intentAt(answer, price)));
  const demand = new Float64Array(GRID);
  const best = (): number | undefined => {
    let at = -1;
    let most = 0;
    for (let k = 0; k < GRID; k++) {
      const profit = ((prices[k] as number) - unitCost) * (demand[k] as number);
      if (profit > most) [at, most] = [k, profit];
    }
    return at < 0 ? undefined : peak(prices, demand, unitCost, at);
  };
  const add = (row: Float64Array): void => {
    for (let k = 0; k < GRID; k++) demand[k] = (demand[k] as number) + (row[k] as number);
  };
  chances.forEach(add);
  const value = best();
  if (value === undefined) return { abstained: { code: "price_no_demand", params: { unitCost } } };
  const random = createRandom(seed);
  const drawn: number[] = [];
  for (let b = 0; b < resamples; b++) {
    demand.fill(0);
    const stream = random.fork(b);
    for (let i = 0; i < n; i++) add(chances[stream.integer(0, n - 1)] as Float64Array);
    const again = best();
    if (again !== undefined) drawn.push(again);
  }
  const [lower, upper] = quantiles(drawn.length === 0 ? [value] : drawn, [(1 - level) / 2, (1 + level) / 2]);
  return {
    value,
    n,
    interval: { lower: Math.min(lower as number, value), upper: Math.max(upper as number, value), level },
  };
}

/** The top of the parabola through the best price tried and its neighbours. */
function peak(prices: Float64Array, demand: Float64Array, unitCost: number, at: number): number {
  const here = prices[at] as number;
  if (at === 0 || at === prices.length - 1) return here;
  const profit = (k: number): number => ((prices[k] as number) - unitCost) * (demand[k] as number);
  const [before, middle, after] = [profit(at - 1), profit(at), profit(at + 1)];
  const bend = before - 2 * middle + after;
  const step = (prices[at + 1] as number) - here;
  return bend < 0 ? here + (step * (before - after)) / (2 * bend) : here;
}
