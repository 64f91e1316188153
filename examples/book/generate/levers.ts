import type { Random } from "../../../src/math/random.ts";
import { toDay } from "../../../src/time/day.ts";
import { toCsv } from "./csv.ts";
import type { Account } from "./customers.ts";
import { happens, logistic } from "./draws.ts";
import { AS_OF, TRUTH } from "./truth.ts";

/** What drives the evidence of a lever: a base and a gain for each trait of the account, as logits. */
interface Soft {
  readonly base: number;
  readonly served?: number;
  readonly size?: number;
  readonly tenure?: number;
}

/** Levers whose evidence stands in the books follow from `customers.csv` by rule; the others are judged by people. */
type Lever = Soft | ((account: Account) => number);

const asOf = toDay(AS_OF);
const MONTH = 30.4375;

/** The seventeen levers in their order, D25. */
const LEVERS: Readonly<Record<string, Lever>> = {
  quality: { base: 0.1, served: 0.9 },
  service: { base: 0, served: 1.1, size: 0.2 },
  bundling: { base: -0.5, size: 0.7 },
  standing: { base: -0.8, size: 0.9 },
  brand: { base: 0.1, served: 0.4, tenure: 0.2 },
  personal_care: { base: -0.9, size: 0.8, served: 0.3 },
  promotion: { base: -1.9, size: 0.5 },
  planned_visits: { base: -0.6, size: 1, served: 0.3 },
  differentiation: { base: -0.8, size: 0.6, served: 0.3 },
  agreements: (a) => grade(((a.contractEnd ?? 0) - asOf) / MONTH, [0, 3, 6, 18]),
  points: (a) =>
    grade(a.monthlyFee === 0 ? 0 : (a.points * TRUTH.customers.pointValue) / a.monthlyFee, [0, 0.05, 0.1, 0.2]),
  social_gatherings: { base: -1.2, size: 0.7 },
  clubs: { base: -1.6, size: 0.7 },
  contacts: { base: -0.7, size: 0.8, tenure: 0.3 },
  habits: { base: 0, tenure: 0.7 },
  prepayment: (a) => grade(a.monthlyFee === 0 ? 0 : a.prepaid / a.monthlyFee, [0, 2, 4, 8]),
  emotional_account: { base: -0.9, served: 0.5, tenure: 0.3, size: 0.3 },
};

/** Scatter of the judged evidence, as a logit. */
const JUDGEMENT = 0.8;
/** Chance that a cell is blank, as logits: judged levers, recorded levers, gain per standard deviation of size. */
const BLANK = { judged: -0.7, recorded: -3, perSize: -0.45, spread: 0.4 };

/** Writes `switching.csv`: evidence 0–1 in quarters, blank where nobody knows. */
export function switchingCsv(random: Random, accounts: readonly Account[], servedWell: readonly number[]): string {
  const levers = Object.entries(LEVERS);
  const rows = accounts.map((account, i) => {
    const served = (servedWell[i] as number) - TRUTH.survey.satisfactionLogit;
    const tenure = ((asOf - account.since) / 365.25 - 7) / 5;
    const unknown = BLANK.perSize * account.size + BLANK.spread * random.normal();
    const cells = levers.map(([, lever]) => {
      const recorded = typeof lever === "function";
      const judged = JUDGEMENT * random.normal();
      const blank = happens(random, logistic((recorded ? BLANK.recorded : BLANK.judged) + unknown));
      if (blank) return undefined;
      if (recorded) return lever(account);
      const { base, served: s = 0, size: z = 0, tenure: t = 0 } = lever;
      return Math.round(4 * logistic(base + s * served + z * account.size + t * tenure + judged)) / 4;
    });
    return [account.id, ...cells];
  });
  return toCsv(["customer_id", ...levers.map(([name]) => name)], rows);
}

/** Quarters reached: 0 up to the first limit, then 0.25 for each limit passed. */
function grade(value: number, limits: readonly [number, number, number, number]): number {
  return limits.filter((limit) => value > limit).length / 4;
}
