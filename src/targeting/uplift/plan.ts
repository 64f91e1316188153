import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { normalQuantile } from "../../math/normal.ts";
import { quantileSorted } from "../../math/quantile.ts";
import { curveOf, totalsOf } from "./areas.ts";
import type { Arms } from "./arms.ts";
import { boundaries } from "./curve.ts";
import { armOf, upliftEstimate } from "./figures.ts";
import { rankCustomers } from "./measure.ts";
import { bestCell, cellTotals, judgedProfit, type Money, profitsOf, STEPS } from "./plan-cut.ts";
import { groupsOfPlan, harmfulTail, type PlannedSplit } from "./plan-groups.ts";
import type { PlanUpliftMailingOptions, UpliftMailingPlan, UpliftProfitPoint } from "./plan-types.ts";
import { firstAt, type Ranking } from "./rank.ts";
import { redrawTotals } from "./redraw.ts";

/**
 * Finds whom to contact for the most profit: those whose answer contact changes by more than it costs. Shows who is in,
 * who is on the edge, who is not worth a contact, and whom contact drives away.
 *
 * @param scores - Uplift scores of customers whom the model has not seen, from {@link holdOutUplift} or
 * {@link crossFitUplift}; higher for whom to contact first.
 * @param treated - 1 or true for a contacted customer, 0 or false for one of the control group; chance decided.
 * @param outcomes - 0 or 1 (true or false), or amounts, one per customer.
 * @param options - `contactCost`; `valuePerResponse` for yes/no or `marginRate` for amounts; `customers` of the book,
 * `capacity`, `folds`, `replicates`, `seed`, `level`. Money is one currency.
 * @returns Profit by share contacted, the best share, what this way of choosing brings on customers without a say in it
 * (`heldOut`: believe this one), and the scores that part the book. `in` holds in nearly all redrawn experiments, the
 * edge in some. Below `leaveAlone` the uplift is negative at the stated level, all widths tried paid for.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`,
 * `inconsistent` (no value for the kind of outcome).
 * @example
 * ```ts
 * const rows = Array.from({ length: 4000 }, (_, i) => i);
 * const scores = rows.map((i) => i % 100);
 * const treated = rows.map((i) => Math.floor(i / 100) % 2);
 * const bought = rows.map((i) => (i % 7 === 0 || (treated[i] === 1 && scores[i] > 49 && i % 3 === 0) ? 1 : 0));
 * const plan = planUpliftMailing(scores, treated, bought, { contactCost: 1, valuePerResponse: 10 });
 * plan.best.share; // => 0.5
 * plan.heldOut.interval.lower > 0; // => true
 * assignUpliftMailing(plan, 20); // => "out"
 * ```
 * @see Rößler & Schoder (2022), Journal of Interactive Marketing 57, on costs in uplift; Efron (1983), JASA 78, 316–331,
 * on the flattery of a figure chosen for its height
 */
export function planUpliftMailing(
  scores: ArrayLike<number>,
  treated: ArrayLike<number | boolean>,
  outcomes: ArrayLike<number | boolean>,
  options: PlanUpliftMailingOptions,
): UpliftMailingPlan {
  requireObject(options, "options");
  const { folds = 5, replicates = 500, seed = 1, level = 0.95, contactCost } = options;
  requireNumber(contactCost, "options.contactCost", { min: 0, max: 1e15 });
  requireNumber(folds, "options.folds", { min: 2, max: 100, integer: true });
  requireNumber(replicates, "options.replicates", { min: 100, max: 10_000, integer: true });
  requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const { arms, ranking } = rankCustomers(scores, treated, outcomes, options);
  const { n } = ranking;
  const { customers = n, capacity = customers } = options;
  requireNumber(customers, "options.customers", { min: 1, max: 1e12 });
  requireNumber(capacity, "options.capacity", { min: 0, max: 1e12 });
  const money = { value: worthOf(options, arms.kind), cost: contactCost };
  const most = Math.min(1, capacity / customers);

  const lasts = boundaries(totalsOf(ranking), n, STEPS);
  const curve = profitCurve(ranking, lasts, arms.kind, money, customers, level);
  const best = bestPoint(curve, most);
  const uplift = upliftEstimate(arms.kind, wholeArm(ranking.treated), wholeArm(ranking.control), level);
  const everybody = scaled(uplift, customers, money);
  const { shares, flattery, spread } = redraw(ranking, lasts, { replicates, seed }, money, most);
  const tail = (1 - level) / 2;
  const wander = { lower: quantileSorted(shares, tail), upper: quantileSorted(shares, 1 - tail), level };
  const judged = customers * judgedProfit(ranking, lasts, money, most, { folds, seed });
  const corrected = best.profit - customers * flattery;
  const half = normalQuantile(1 - tail) * customers * spread;
  const heldOut: Estimate = {
    value: judged,
    n,
    interval: { lower: Math.min(judged, corrected) - half, upper: Math.max(judged, corrected) + half, level },
  };
  const split: PlannedSplit = { wander, harmful: harmfulTail(ranking, arms.kind, level) };
  return {
    outcome: arms.kind,
    n,
    customers,
    curve,
    best,
    heldOut,
    everybody,
    wander,
    ...groupsOfPlan(ranking, arms.kind, split, customers, level),
    decision: decisionOf(heldOut, best, customers),
    level,
  };
}

function worthOf(options: PlanUpliftMailingOptions, kind: Arms["kind"]): number {
  const name = kind === "yes_no" ? "valuePerResponse" : "marginRate";
  const value = options[name];
  if (value === undefined) {
    throw new ClienteleError("inconsistent", `options.${name} is needed where the outcome is ${kind}`, { name, kind });
  }
  requireNumber(value, `options.${name}`, kind === "yes_no" ? { above: 0, max: 1e15 } : { above: 0, max: 1 });
  return value;
}

const wholeArm = ({ outcomes }: Ranking["treated"]) => armOf(outcomes, 0, outcomes.length);

/** An uplift per customer as profit of contacting `contacted` of them; the customers behind it stay those measured. */
function scaled(uplift: Estimate | Abstention, contacted: number, { value, cost }: Money): Estimate | Abstention {
  if ("abstained" in uplift) return uplift;
  const profit = (gain: number): number => contacted * (gain * value - cost);
  const { lower, upper, level } = uplift.interval;
  return {
    value: profit(uplift.value),
    n: uplift.n,
    interval: { lower: profit(lower), upper: profit(upper), level },
  };
}

function profitCurve(
  { treated, control, scores, n }: Ranking,
  lasts: readonly number[],
  kind: Arms["kind"],
  money: Money,
  customers: number,
  level: number,
): UpliftProfitPoint[] {
  const points: UpliftProfitPoint[] = [{ share: 0, profit: 0 }];
  for (const last of lasts) {
    const t = firstAt(treated, last + 1);
    const c = firstAt(control, last + 1);
    const share = (t + c) / n;
    const uplift = upliftEstimate(kind, armOf(treated.outcomes, 0, t), armOf(control.outcomes, 0, c), level);
    const profit = scaled(uplift, share * customers, money);
    if ("abstained" in profit) continue;
    points.push({ share, score: scores[last] as number, profit: profit.value, interval: profit.interval });
  }
  return points;
}

/** The most profitable point within the capacity; of equal ones the shortest list. */
function bestPoint(curve: readonly UpliftProfitPoint[], most: number): UpliftProfitPoint {
  let best = curve[0] as UpliftProfitPoint;
  for (const point of curve) if (point.share <= most + 1e-12 && point.profit > best.profit) best = point;
  return best;
}

/** What redrawn experiments tell. */
interface Redrawn {
  /** Best shares, rising. */
  readonly shares: Float64Array;
  /** By how much the profit per customer of a list chosen for its height flatters, on average, and how that spreads. */
  readonly flattery: number;
  readonly spread: number;
}

/**
 * Chooses the best cut of each redrawn experiment and looks up what the same list brings in the experiment itself.
 *
 * @see Efron (1983), Estimating the error rate of a prediction rule, JASA 78, 316–331, section 2: optimism
 */
function redraw(
  ranking: Ranking,
  lasts: readonly number[],
  options: { readonly replicates: number; readonly seed: number },
  money: Money,
  most: number,
): Redrawn {
  const totals = cellTotals(ranking, lasts);
  // of the experiment itself: a redrawn one holds a few more or fewer customers up to the same score
  const shareAt = curveOf(totals, "qini").customers.map((count) => count / ranking.n);
  const profits = profitsOf(totals, ranking.n, money);
  const shares = new Float64Array(options.replicates);
  let run = 0;
  let flattery = 0;
  let m2 = 0;
  redrawTotals(ranking, lasts, options.replicates, options.seed, (drawn) => {
    const { cell, profit } = bestCell(drawn, money, most);
    let kept = cell;
    while (kept >= 0 && (shareAt[kept] as number) > most + 1e-12) kept--;
    shares[run++] = kept < 0 ? 0 : (shareAt[kept] as number);
    const gap = profit - (profits[cell] ?? 0);
    const delta = gap - flattery;
    flattery += delta / run;
    m2 += delta * (gap - flattery);
  });
  return { shares: shares.sort(), flattery, spread: Math.sqrt(m2 / (options.replicates - 1)) };
}

function decisionOf(heldOut: Estimate, best: UpliftProfitPoint, customers: number): Reason {
  const { value, interval } = heldOut;
  const params = {
    share: best.share,
    customers: Math.round(best.share * customers),
    profit: value,
    lower: interval.lower,
    upper: interval.upper,
  };
  if (best.share === 0) return { code: "uplift_mailing_nobody", params: { customers } };
  return { code: interval.lower > 0 ? "uplift_mailing_pays" : "uplift_mailing_unproven", params };
}
