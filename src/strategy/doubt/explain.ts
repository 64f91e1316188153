import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { momentsOf, varianceOf } from "../../math/moments.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { quantiles } from "../../math/quantile.ts";
import type { SimulatedAssumption, StrategyOutcome, StrategySimulation } from "../simulate/types.ts";
import { endsOf, switchPointOf } from "./ends.ts";
import { fitHermite, type HermiteFit, normalScores } from "./hermite.ts";
import { valueOfKnowing } from "./information.ts";
import { placesOf, requireSimulation } from "./read-simulation.ts";
import { explainedShare } from "./shares.ts";
import type {
  AssumptionWeight,
  BeliefShare,
  ExplainStrategiesOptions,
  InformationValue,
  StrategyExplanation,
} from "./types.ts";

/**
 * Says which strategy is best, which assumption decides it, what would change the answer, what it would be worth to know
 * more, and how much rests on beliefs without evidence.
 *
 * Each assumption is put to its 10 % and 90 % point with all others at their means (tornado). Its share of the variance is
 * its first-order Sobol index, its value of perfect information the gain from choosing once it is known; both come from
 * a regression of the simulated values on the assumption, of degree 4 in its normal scores.
 *
 * @param simulation - As `simulateStrategies` returned it.
 * @param options - `among`: the strategies to choose from, at least two (default all); `level` of intervals.
 * @returns Best and second, the assumptions by how far they move the lead, the value of information, the beliefs, and the
 * same in words. Shares and values of information carry the Monte Carlo error of the draws.
 * @throws `ClienteleError` `empty_input` for fewer than two strategies, `unknown_id`, `length_mismatch`, `out_of_range`,
 * `invalid_type`, `not_finite`.
 * @example
 * ```ts
 * const book = { customers: [{ id: "a", count: 1000, monthlyRevenue: 100, monthlyChurn: 0.02 }] };
 * const effect = { assumption: "care keeps", on: "churn", distribution: { kind: "normal", mean: 0.9, standardDeviation: 0.1 }, source: { kind: "belief" } };
 * const care = { id: "care", moves: [{ id: "calls", aim: "retain", means: "service", cost: { perCustomerMonth: 2 }, effects: [effect] }] };
 * const found = simulateStrategies(book, [care], { horizonMonths: 36, discountRate: 0.1, seed: 1 });
 * const why = explainStrategies(found);
 * why.best; // => "care"
 * why.assumptions[0].switchPoint.to; // => "nothing"
 * why.beliefs.assumptions; // => ["care keeps"]
 * ```
 * @see Strong, Oakley & Brennan, Estimating multiparameter partial expected value of perfect information from a
 * probabilistic sensitivity analysis sample, Medical Decision Making 34 (2014); Saltelli et al., Global Sensitivity
 * Analysis (2008)
 */
export function explainStrategies(
  simulation: StrategySimulation,
  options: ExplainStrategiesOptions = {},
): StrategyExplanation {
  requireSimulation(simulation);
  requireObject(options, "options");
  const { among, level = simulation.level } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const places = placesOf(simulation, among);
  if (places.length < 2) {
    throw new ClienteleError("empty_input", "at least two strategies are needed to choose among", {
      name: "options.among",
    });
  }
  const { outcomes, expectedByDraw, npvByDraw } = simulation;
  const means = new Map(places.map((s) => [s, momentsOf(expectedByDraw[s] as number[]).mean]));
  const [best, second] = [...places].sort((a, b) => (means.get(b) as number) - (means.get(a) as number) || a - b) as [
    number,
    number,
  ];
  const choice = { best, second, places };
  const lead = subtract(npvByDraw[best] as number[], npvByDraw[second] as number[]);
  const [lower, upper] = quantiles(lead, [(1 - level) / 2, (1 + level) / 2]) as unknown as [number, number];
  const n = lead.length;
  const assumptions = simulation.assumptions
    .flatMap((assumption) => weightOf(simulation, assumption, choice, level))
    .sort((a, b) => Math.abs(b.leadSwing) - Math.abs(a.leadSwing) || Math.abs(b.swing) - Math.abs(a.swing));
  const wins = lead.reduce((total, _, d) => {
    const own = npvByDraw[best]?.[d] as number;
    return total + Number(places.every((s) => own >= (npvByDraw[s]?.[d] as number)));
  }, 0);
  const perfectInformation = valueOfKnowing(places.map((s) => expectedByDraw[s] as number[]));
  const found: Omit<StrategyExplanation, "reasons"> = {
    best: outcomes[best]?.strategy as string,
    second: outcomes[second]?.strategy as string,
    names: places.flatMap((s) => {
      const { strategy: id, name } = outcomes[s] as StrategyOutcome;
      return name === undefined ? [] : [{ id, name }];
    }),
    lead: { value: (means.get(best) as number) - (means.get(second) as number), n, interval: { lower, upper, level } },
    chanceBest: { value: wins / n, n, interval: wilsonInterval(wins, n, level) },
    assumptions: assumptions.map((weight) => atMost(weight, perfectInformation)),
    luckShare: luckShareOf(expectedByDraw[best] as number[], npvByDraw[best] as number[]),
    perfectInformation,
    beliefs: beliefsOf(simulation, best, assumptions),
  };
  return { ...found, reasons: reasonsOf(found) };
}

/** One thing known is worth no more than everything known; a regression on few draws may say otherwise. */
function atMost(weight: AssumptionWeight, { value }: InformationValue): AssumptionWeight {
  const { perfectInformation } = weight;
  if (perfectInformation.value <= value) return weight;
  return { ...weight, perfectInformation: { ...perfectInformation, value } };
}

interface Choice {
  readonly best: number;
  readonly second: number;
  readonly places: readonly number[];
}

function weightOf(
  simulation: StrategySimulation,
  assumption: SimulatedAssumption,
  choice: Choice,
  level: number,
): AssumptionWeight[] {
  const ends = endsOf(simulation, assumption, choice);
  if (ends === undefined) return [];
  const { expectedByDraw, npvByDraw } = simulation;
  const { best, second, places } = choice;
  const columns = places.map((s) => expectedByDraw[s] as number[]);
  const own = expectedByDraw[best] as number[];
  const lead = subtract(own, expectedByDraw[second] as number[]);
  const fits = fitHermite(normalScores(assumption.draws), [own, lead, ...columns]);
  const known = fits?.slice(2).map(({ fitted }) => fitted) ?? [];
  const totalOf = (a: ArrayLike<number>): number => varianceOf(momentsOf(a)) ?? 0;
  const nothing = { value: 0, n: own.length, interval: { lower: 0, upper: 0, level } };
  const share = fits && explainedShare(own, fits[0] as HermiteFit, totalOf(npvByDraw[best] as number[]), level);
  const drawnLead = subtract(npvByDraw[best] as number[], npvByDraw[second] as number[]);
  const leadShare = fits && explainedShare(lead, fits[1] as HermiteFit, totalOf(drawnLead), level);
  const switchPoint = switchPointOf(simulation, assumption, choice);
  return [
    {
      assumption: assumption.id,
      ...(assumption.source && { source: assumption.source }),
      mean: assumption.mean,
      ...ends,
      swing: ends.high.npv - ends.low.npv,
      leadSwing: ends.high.lead - ends.low.lead,
      varianceShare: share ?? nothing,
      ...(leadShare && { leadVarianceShare: leadShare }),
      ...(switchPoint && { switchPoint }),
      perfectInformation: known.length > 0 ? valueOfKnowing(known) : { value: 0, standardError: 0 },
    },
  ];
}

function beliefsOf(simulation: StrategySimulation, best: number, weights: readonly AssumptionWeight[]): BeliefShare {
  const moves = simulation.outcomes[best]?.moves ?? [];
  const believed = new Set(
    simulation.assumptions.filter(({ source }) => source?.kind === "belief").map(({ id }) => id),
  );
  const used = new Set(moves.flatMap(({ assumptions }) => assumptions.filter((id) => believed.has(id))));
  const contribution = (chosen: typeof moves): number =>
    chosen.reduce((total, move) => total + (move.contribution?.value ?? 0), 0);
  const gain = contribution(moves.filter(({ assumptions }) => assumptions.some((id) => used.has(id))));
  const all = contribution(moves);
  const share = weights.reduce((total, w) => total + (used.has(w.assumption) ? w.varianceShare.value : 0), 0);
  return {
    assumptions: [...used].sort(),
    gain,
    ...(all > 0 && { gainShare: gain / all }),
    varianceShare: Math.min(1, share),
  };
}

function luckShareOf(expected: readonly number[], drawn: readonly number[]): number {
  const all = varianceOf(momentsOf(drawn)) ?? 0;
  // luck by itself rather than what is left: the two are drawn apart, but correlate by chance in so many draws
  const luck = varianceOf(momentsOf(subtract(drawn, expected))) ?? 0;
  return all > 0 ? Math.min(1, luck / all) : 0;
}

function subtract(a: readonly number[], b: readonly number[]): Float64Array {
  return Float64Array.from(a, (x, d) => x - (b[d] as number));
}

function reasonsOf(found: Omit<StrategyExplanation, "reasons">): Reason[] {
  const { best, second, lead, chanceBest, assumptions, beliefs, perfectInformation } = found;
  const named = (id: string): string => found.names.find((known) => known.id === id)?.name ?? id;
  const reasons: Reason[] = [
    {
      code: "strategy_best",
      params: {
        strategy: named(best),
        second: named(second),
        lead: lead.value,
        lower: lead.interval.lower,
        upper: lead.interval.upper,
        chance: chanceBest.value,
      },
    },
  ];
  const [first] = assumptions;
  if (first !== undefined && first.leadSwing !== 0) {
    reasons.push({
      code: "strategy_decided_by",
      params: {
        assumption: first.assumption,
        low: first.low.lead,
        high: first.high.lead,
        share: first.leadVarianceShare?.value ?? 0,
      },
    });
  }
  const switching = assumptions.filter(({ switchPoint }) => switchPoint !== undefined);
  for (const { assumption, switchPoint } of switching) {
    if (switchPoint)
      reasons.push({
        code: "strategy_switches",
        params: { assumption, value: switchPoint.value, to: named(switchPoint.to) },
      });
  }
  if (switching.length === 0) reasons.push({ code: "strategy_holds", params: { strategy: named(best) } });
  const [dearest] = [...assumptions].sort((a, b) => b.perfectInformation.value - a.perfectInformation.value);
  if (dearest !== undefined && perfectInformation.value > 0) {
    reasons.push({
      code: "strategy_information",
      params: {
        value: perfectInformation.value,
        assumption: dearest.assumption,
        of: dearest.perfectInformation.value,
      },
    });
  }
  if (beliefs.assumptions.length > 0) {
    reasons.push({
      code: "strategy_on_beliefs",
      params: { assumptions: beliefs.assumptions.length, gain: beliefs.gain, varianceShare: beliefs.varianceShare },
    });
  }
  return reasons;
}
