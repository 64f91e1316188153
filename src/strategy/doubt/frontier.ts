import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Reason } from "../../core/reasons.ts";
import { quantile } from "../../math/quantile.ts";
import type { StrategySimulation } from "../simulate/types.ts";
import type { FrontierPoint, StrategyFrontier, StrategyFrontierOptions } from "./frontier-types.ts";
import { requireSimulation } from "./read-simulation.ts";

const TENTH = 0.1;

/**
 * Sets what strategies are worth against their risk and their spend, and names those that no budget and no taste for risk
 * would choose.
 *
 * @param simulation - As `simulateStrategies` returned it.
 * @param options - `risk`: `standardDeviation` (default) or `lowTenth`; `of`: `difference` to doing nothing (default) or
 * the whole `npv`; `budget`: present value of spend at most.
 * @returns Every strategy with value, risk, spend, and who dominates it; the best that the budget allows.
 * @throws `ClienteleError` `invalid_type`, `length_mismatch`, `unknown_id`, `out_of_range`, `not_finite`.
 * @example
 * ```ts
 * const book = { customers: [{ id: "a", count: 500, monthlyRevenue: 100, monthlyChurn: 0.03 }] };
 * const gift = { id: "gift", aim: "retain", means: "campaign", cost: { perCustomer: 5 }, effects: [] };
 * const found = simulateStrategies(book, [{ id: "gifts", moves: [gift] }], { horizonMonths: 12, discountRate: 0.1, seed: 1 });
 * const frontier = measureStrategyFrontier(found);
 * frontier.best; // => "nothing"
 * frontier.points[1].dominatedBy; // => "nothing"
 * ```
 * @see Markowitz, Portfolio selection, The Journal of Finance 7 (1952)
 */
export function measureStrategyFrontier(
  simulation: StrategySimulation,
  options: StrategyFrontierOptions = {},
): StrategyFrontier {
  requireSimulation(simulation);
  requireObject(options, "options");
  const { risk = "standardDeviation", of = "difference", budget } = options;
  requireOneOf(risk, ["standardDeviation", "lowTenth"], "options.risk");
  requireOneOf(of, ["difference", "npv"], "options.of");
  if (budget !== undefined) requireNumber(budget, "options.budget", { min: 0 });
  const base = simulation.npvByDraw[0] as readonly number[];
  const measured = simulation.outcomes.map((outcome, s) => {
    const { value, standardDeviation } = outcome[of];
    const draws = simulation.npvByDraw[s] as readonly number[];
    const spend = outcome.spend.value;
    return {
      strategy: outcome.strategy,
      ...(outcome.name !== undefined && { name: outcome.name }),
      value,
      standardDeviation,
      lowTenth: quantile(of === "npv" ? draws : draws.map((x, d) => x - (base[d] as number)), TENTH),
      spend,
      affordable: budget === undefined || spend <= budget,
    };
  });
  type Measured = (typeof measured)[number];
  const riskOf = (point: Measured): number => (risk === "lowTenth" ? -point.lowTenth : point.standardDeviation);
  const affordable = measured.filter((point) => point.affordable);
  const beats = (a: Measured, b: Measured, ...costs: readonly ((point: Measured) => number)[]): boolean =>
    a !== b &&
    a.value >= b.value &&
    costs.every((cost) => cost(a) <= cost(b)) &&
    (a.value > b.value || costs.some((cost) => cost(a) < cost(b)));
  const spendOf = ({ spend }: Measured): number => spend;
  const points = measured.map((point): FrontierPoint => {
    const dominant = affordable.find((other) => beats(other, point, riskOf, spendOf));
    return {
      ...point,
      efficientByRisk: point.affordable && !affordable.some((other) => beats(other, point, riskOf)),
      efficientBySpend: point.affordable && !affordable.some((other) => beats(other, point, spendOf)),
      ...(dominant && { dominatedBy: dominant.strategy }),
    };
  });
  const reasons: Reason[] = [];
  const names = new Map(points.map(({ strategy, name = strategy }) => [strategy, name]));
  const named = (id: string): string => names.get(id) ?? id;
  for (const { strategy, spend, dominatedBy, affordable: within } of points) {
    if (!within && budget !== undefined)
      reasons.push({ code: "strategy_over_budget", params: { strategy: named(strategy), spend, budget } });
    if (dominatedBy !== undefined)
      reasons.push({ code: "strategy_dominated", params: { strategy: named(strategy), by: named(dominatedBy) } });
  }
  const best = affordable.reduce((most, point) => (point.value > most.value ? point : most));
  return { risk, of, ...(budget !== undefined && { budget }), points, best: best.strategy, reasons };
}
