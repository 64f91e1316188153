import { createRandom } from "../../src/math/index.ts";
import type {
  BdwParameters,
  BgBbParameters,
  GammaGammaParameters,
  OccasionTable,
  TenureCohort,
} from "../../src/value/index.ts";

/** Customers whose spend follows the Gamma-Gamma model; each has at least one repeat purchase. */
export function simulatedSpending(
  { p, q, v }: GammaGammaParameters,
  customers: number,
  seed: number,
): { readonly frequency: number[]; readonly meanSpend: number[]; readonly truth: number[] } {
  const random = createRandom(seed);
  const frequency: number[] = [];
  const meanSpend: number[] = [];
  const truth: number[] = [];
  for (let i = 0; i < customers; i++) {
    const x = 1 + random.poisson(2);
    const rate = random.gamma(q, 1 / v);
    frequency.push(x);
    meanSpend.push(random.gamma(p * x, 1 / (rate * x)));
    truth.push(p / rate);
  }
  return { frequency, meanSpend, truth };
}

/** A cohort whose customers leave as sBG (c = 1) or BdW say, watched for so many periods. */
export function simulatedCohort(
  { alpha, beta, c }: BdwParameters,
  customers: number,
  periods: number,
  seed: number,
): TenureCohort<"month"> {
  const random = createRandom(seed);
  const left = new Array<number>(periods + 1).fill(0);
  for (let i = 0; i < customers; i++) {
    const stay = 1 - random.beta(alpha, beta);
    // the smallest t with stay^(t^c) below a uniform number
    const t = stay >= 1 ? Number.POSITIVE_INFINITY : (Math.log(1 - random.uniform()) / Math.log(stay)) ** (1 / c);
    const period = Math.max(1, Math.ceil(t));
    if (period <= periods) left[period] = (left[period] as number) + 1;
  }
  let there = customers;
  return { unit: "month", survivors: left.map((gone) => (there -= gone)) };
}

/** Customers who use occasions as BG/BB says, in cohorts of different age. */
export function simulatedOccasions(
  { alpha, beta, gamma, delta }: BgBbParameters,
  customers: number,
  ages: readonly number[],
  seed: number,
): OccasionTable<"year"> {
  const random = createRandom(seed);
  const frequency: number[] = [];
  const recency: number[] = [];
  const periods: number[] = [];
  for (let i = 0; i < customers; i++) {
    const [use, leave] = [random.beta(alpha, beta), random.beta(gamma, delta)];
    const n = ages[i % ages.length] as number;
    let [x, last] = [0, 0];
    for (let t = 1; t <= n; t++) {
      if (random.uniform() < leave) break;
      if (random.uniform() >= use) continue;
      x++;
      last = t;
    }
    frequency.push(x);
    recency.push(last);
    periods.push(n);
  }
  return { unit: "year", frequency, recency, periods };
}

/** How often the intervals of a model held the parameters it was simulated from, and how often there were none. */
export class Coverage {
  private readonly held = new Map<string, number>();
  fitted = 0;
  without = 0;

  count(intervals: Readonly<Record<string, { lower: number; upper: number }>> | undefined, truth: object): void {
    if (intervals === undefined) {
      this.without++;
      return;
    }
    this.fitted++;
    for (const [name, value] of Object.entries(truth) as [string, number][]) {
      const own = intervals[name];
      if (own === undefined) continue;
      this.held.set(name, (this.held.get(name) ?? 0) + (own.lower <= value && value <= own.upper ? 1 : 0));
    }
  }

  /** Shares by name. */
  shares(): Record<string, number> {
    return Object.fromEntries([...this.held].map(([name, held]) => [name, held / this.fitted]));
  }
}
