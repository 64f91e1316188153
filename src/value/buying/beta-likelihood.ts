import type { BuyingCells } from "./cells.ts";
import { distinctOf } from "./distinct.ts";
import { climb, ladderOf } from "./ladder.ts";
import type { Likelihood } from "./likelihood.ts";

/**
 * Log-likelihood of BG/NBD and MBG/NBD. With a coin tossed after each repeat purchase (BG, `coins` 0) or after the
 * first one too (MBG, `coins` 1), x repeats have passed x + coins tosses:
 *
 * L = Γ(r+x)/Γ(r) · αʳ/(α+T)^(r+x) · B(a, b+x+coins)/B(a, b) · (1 + eᵘ),
 * u = ln(a/(b+x+coins−1)) + (r+x)·ln((α+T)/(α+t_x)), where a toss was made at all; 1/(1 + eᵘ) is P(alive).
 *
 * @see Fader, Hardie, Lee, "Counting Your Customers" the Easy Way, Marketing Science 24 (2005), eq. 6; Batislam, Denizel,
 * Filiztekin, International Journal of Research in Marketing 24 (2007)
 */
export function betaGeometricLikelihood(cells: BuyingCells, coins: 0 | 1): Likelihood {
  const { frequency, count } = cells;
  const purchases = ladderOf(frequency, count);
  const tosses = ladderOf(
    frequency.map((x) => x + coins),
    count,
  );
  const age = distinctOf(cells.age);
  // by age: customers, and their purchases
  const customersAt = new Float64Array(age.values.length);
  const purchasesAt = new Float64Array(age.values.length);
  let customers = 0;
  for (let i = 0; i < count.length; i++) {
    const [code, n] = [age.codes[i] as number, count[i] as number];
    customers += n;
    customersAt[code] = (customersAt[code] as number) + n;
    purchasesAt[code] = (purchasesAt[code] as number) + n * (frequency[i] as number);
  }
  const tossed = Array.from(frequency.keys()).filter((i) => (frequency[i] as number) + coins > 0);
  const of = <T extends Float64Array | Int32Array>(column: T): T =>
    (column.constructor as unknown as { from(list: number[]): T }).from(tossed.map((i) => column[i] as number));
  const weight = of(count);
  const x = distinctOf(of(frequency));
  const recency = distinctOf(of(cells.recency));
  const ageCode = of(age.codes);
  const [logAge, inverseAge] = [new Float64Array(age.values.length), new Float64Array(age.values.length)];
  const [logRecency, inverseRecency] = [recency.values.slice(), recency.values.slice()];
  const odds = x.values.slice();
  const inverseB = x.values.slice();

  const evaluate = (logs: ArrayLike<number>, gradient: Float64Array): number => {
    const [r, alpha, a, b] = [0, 1, 2, 3].map((i) => Math.exp(logs[i] as number)) as [number, number, number, number];
    const logAlpha = logs[1] as number;
    let value = customers * r * logAlpha;
    let [byR, byAlpha, byA, byB] = [customers * logAlpha, (customers * r) / alpha, 0, 0];

    const [risen, risenByR] = climb(purchases, r);
    const [passed, passedByB] = climb(tosses, b);
    const [all, allByBoth] = climb(tosses, a + b);
    value += risen + passed - all;
    byR += risenByR;
    byA -= allByBoth;
    byB += passedByB - allByBoth;

    for (let k = 0; k < logAge.length; k++) {
      const at = alpha + (age.values[k] as number);
      const exponent = r * (customersAt[k] as number) + (purchasesAt[k] as number);
      const log = Math.log(at);
      logAge[k] = log;
      inverseAge[k] = 1 / at;
      value -= exponent * log;
      byR -= (customersAt[k] as number) * log;
      byAlpha -= exponent / at;
    }
    for (let k = 0; k < logRecency.length; k++) {
      const at = alpha + (recency.values[k] as number);
      logRecency[k] = Math.log(at);
      inverseRecency[k] = 1 / at;
    }
    for (let k = 0; k < odds.length; k++) {
      const stayed = b + ((x.values[k] as number) + coins - 1);
      odds[k] = Math.log(a / stayed);
      inverseB[k] = 1 / stayed;
    }

    const { codes: xCode, values: xs } = x;
    const { codes: recencyCode } = recency;
    let gone = 0;
    for (let i = 0; i < weight.length; i++) {
      const n = weight[i] as number;
      const k = xCode[i] as number;
      const t = recencyCode[i] as number;
      const T = ageCode[i] as number;
      const silence = (logAge[T] as number) - (logRecency[t] as number);
      const exponent = r + (xs[k] as number);
      const u = (odds[k] as number) + exponent * silence;
      const e = Math.exp(-Math.abs(u));
      value += n * (Math.log1p(e) + Math.max(u, 0));
      const stopped = (n * (u > 0 ? 1 : e)) / (1 + e);
      gone += stopped;
      byR += stopped * silence;
      byAlpha += stopped * exponent * ((inverseAge[T] as number) - (inverseRecency[t] as number));
      byB -= stopped * (inverseB[k] as number);
    }
    gradient[0] = byR * r;
    gradient[1] = byAlpha * alpha;
    gradient[2] = byA * a + gone;
    gradient[3] = byB * b;
    return value;
  };
  return { size: 4, evaluate };
}
