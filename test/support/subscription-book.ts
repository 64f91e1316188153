import { createRandom } from "../../src/math/random.ts";

/** A book of subscriptions, month by month, whose true chances to leave are known. */
export interface SubscriptionBook {
  readonly tenure: number[];
  readonly left: boolean[];
  readonly customers: string[];
  readonly periods: number[];
  readonly covariates: { readonly plan: string[]; readonly usage: number[]; readonly complaints: number[] };
}

/** What is known of one subscriber in one month. */
export interface SubscriberFacts {
  readonly plan: string;
  /** Hours of use a month; leaving is likeliest with little and with very much. */
  readonly usage: number;
  readonly complaints: number;
}

/** Log-odds to leave in a month: falling with tenure, higher by the month, bent in usage, raised by complaints. */
export function trueLogOdds(tenure: number, { plan, usage, complaints }: SubscriberFacts): number {
  return (
    -3.6 + 1.3 * Math.exp(-tenure / 6) + (plan === "monthly" ? 1.1 : 0) + 0.0009 * (usage - 40) ** 2 + 0.6 * complaints
  );
}

/** True chance to have left within some months, all facts but tenure staying as they are. */
export function trueChance(tenure: number, facts: SubscriberFacts, months: number): number {
  let stay = 1;
  for (let k = 0; k < months; k++) stay /= 1 + Math.exp(trueLogOdds(tenure + k, facts));
  return 1 - stay;
}

/** Simulates customers who join over time and are watched for some months; complaints change from month to month. */
export function subscriptionBook(customers: number, months: number, seed: number): SubscriptionBook {
  const random = createRandom(seed);
  const book: SubscriptionBook = {
    tenure: [],
    left: [],
    customers: [],
    periods: [],
    covariates: { plan: [], usage: [], complaints: [] },
  };
  for (let c = 0; c < customers; c++) {
    const joined = random.integer(-24, months - 1);
    const plan = random.uniform() < 0.4 ? "monthly" : "yearly";
    const usage = Math.round(random.uniform() * 80);
    for (let period = Math.max(0, joined); period < months; period++) {
      const facts = { plan, usage, complaints: random.poisson(0.3) };
      const tenure = period - joined;
      const left = random.uniform() < 1 / (1 + Math.exp(-trueLogOdds(tenure, facts)));
      book.tenure.push(tenure);
      book.left.push(left);
      book.customers.push(`c${c}`);
      book.periods.push(period);
      book.covariates.plan.push(plan);
      book.covariates.usage.push(usage);
      book.covariates.complaints.push(facts.complaints);
      if (left) break;
    }
  }
  return book;
}
