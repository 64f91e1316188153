import { requireNonEmpty, requireNumber, requireObject, requireText, requireUnique } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { normalQuantile } from "../../math/normal.ts";
import { quantileSorted } from "../../math/quantile.ts";
import { createRandom, type Random } from "../../math/random.ts";
import { sum } from "../../math/sum.ts";
import { drawThreePoint, readThreePoint, threePointMean } from "./three-point.ts";
import type { ThreePoint } from "./types.ts";
import type { ProjectRisk, ProjectRiskOptions, ProjectRisks, RiskImpact, RiskRow, RiskTotal } from "./work-types.ts";

/** No single loss is larger; sums of a register stay far from the limits of a double. */
const LARGEST = 1e15;

/** Different totals that are added up one by one; beyond, they are drawn. */
const MOST_SUMS = 20_000;

/** Risks beyond this are drawn in any case. */
const MOST_EXACT = 2000;

/** A loss that may happen: its chance, its mean, and how to draw it where it is in doubt. */
interface Loss {
  readonly id: string;
  readonly probability: number;
  readonly mean: number;
  readonly draw?: (random: Random) => number;
}

/**
 * Puts a risk register into expected money: what each risk costs on average, whether its mitigation pays, and how much
 * reserve covers all of them together with a stated chance.
 *
 * Risks happen independently of one another. Where every impact is one figure the distribution of the total is added up
 * exactly, else it is drawn; the expected loss is exact in both cases and is the sum of the rows.
 *
 * @param risks - At least one; probabilities in [0, 1], impacts and costs in one currency, 0 to 1e15. Not mutated.
 * @param options - `seed` is needed; `draws`, `level` of the interval (default 0.9), `reserve` (default 0.8).
 * @returns Rows by expected loss, and the total as things stand and with every mitigation that pays.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `duplicate_id`, `inconsistent`.
 * @example
 * ```ts
 * const { rows, total } = measureProjectRisks(
 *   [
 *     { id: "delay", probability: 0.5, impact: 200, mitigation: { cost: 30, probability: 0.2 } },
 *     { id: "penalty", probability: 0.1, impact: 400, mitigation: { cost: 50, impact: 0 } },
 *   ],
 *   { seed: 1 },
 * );
 * rows.map((row) => `${row.id} ${row.expectedLoss} ${row.pays}`); // => ["delay 100 true", "penalty 40 false"]
 * total.expectedLoss; // => 140
 * total.chanceOfNone; // ≈ 0.45
 * total.reserve; // => 200
 * ```
 */
export function measureProjectRisks(risks: readonly ProjectRisk[], options: ProjectRiskOptions): ProjectRisks {
  requireNonEmpty(risks, "risks");
  requireObject(options, "options");
  const { seed, draws = 10_000, level = 0.9, reserve = 0.8 } = options;
  const random = createRandom(seed);
  requireNumber(draws, "options.draws", { min: 1000, max: 1e6, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(reserve, "options.reserve", { above: 0, below: 1 });
  const read = Array.from(risks, readRisk);
  requireUnique(
    read.map(({ now }) => now.id),
    "risks",
  );
  // by id, so that neither sums nor draws hang on the order of the register
  read.sort((a, b) => (a.now.id < b.now.id ? -1 : 1));
  const expected = sum(read.map(({ now }) => now.probability * now.mean));
  const rows = read.map(({ now, after, cost }): RiskRow => {
    const expectedLoss = now.probability * now.mean;
    const base = { id: now.id, expectedLoss, share: expected > 0 ? expectedLoss / expected : 0 };
    if (after === undefined) return { ...base, reasons: [] };
    const residualLoss = after.probability * after.mean;
    const net = expectedLoss - residualLoss - cost;
    const pays = net > 0;
    const params = { risk: now.id, avoided: expectedLoss - residualLoss, cost, net };
    const code = pays ? "project_mitigation_pays" : "project_mitigation_costs";
    return { ...base, residualLoss, mitigationCost: cost, net, pays, reasons: [{ code, params }] };
  });
  const totalOf = (losses: readonly Loss[], stream: number): RiskTotal => {
    const distribution = exactSums(losses) ?? drawnSums(losses, draws, random.fork(stream));
    const tail = (1 - level) / 2;
    return {
      expectedLoss: sum(losses.map(({ probability, mean }) => probability * mean)),
      interval: { lower: distribution.quantile(tail), upper: distribution.quantile(1 - tail), level },
      reserve: distribution.quantile(reserve),
      chanceOfNone: losses.reduce((none, { probability }) => none * (1 - probability), 1),
      method: distribution.method,
    };
  };
  const paying = rows.map(({ pays }) => pays === true);
  const after = read.map((risk, i) => (paying[i] === true ? (risk.after as Loss) : risk.now));
  return {
    total: totalOf(
      read.map(({ now }) => now),
      1,
    ),
    mitigated: { ...totalOf(after, 2), mitigationCost: sum(read.filter((_, i) => paying[i]).map(({ cost }) => cost)) },
    rows: rows.sort((a, b) => b.expectedLoss - a.expectedLoss || (a.id < b.id ? -1 : 1)),
  };
}

function readRisk(
  risk: ProjectRisk,
  index: number,
): { readonly now: Loss; readonly after?: Loss; readonly cost: number } {
  const name = `risks[${index}]`;
  requireObject(risk, name);
  const { id, probability, impact, mitigation } = risk;
  requireText(id, `${name}.id`);
  requireNumber(probability, `${name}.probability`, { min: 0, max: 1 });
  const now: Loss = { id, probability, ...readImpact(impact, `${name}.impact`) };
  if (mitigation === undefined) return { now, cost: 0 };
  requireObject(mitigation, `${name}.mitigation`);
  const { cost, probability: then = probability, impact: left = impact } = mitigation;
  requireNumber(cost, `${name}.mitigation.cost`, { min: 0, max: LARGEST });
  requireNumber(then, `${name}.mitigation.probability`, { min: 0, max: 1 });
  return { now, after: { id, probability: then, ...readImpact(left, `${name}.mitigation.impact`) }, cost };
}

function readImpact(impact: RiskImpact, name: string): Pick<Loss, "mean" | "draw"> {
  if (typeof impact !== "object" || impact === null || !("interval" in impact)) {
    const three = readThreePoint(impact as number | ThreePoint, name, LARGEST);
    const mean = threePointMean(three);
    return three.optimistic === three.pessimistic
      ? { mean }
      : { mean, draw: (random) => drawThreePoint(three, random) };
  }
  const { value, interval } = impact;
  requireNumber(value, `${name}.value`, { min: 0, max: LARGEST });
  requireObject(interval, `${name}.interval`);
  const { lower, upper, level } = interval;
  requireNumber(lower, `${name}.interval.lower`, { min: -LARGEST, max: LARGEST });
  requireNumber(upper, `${name}.interval.upper`, { min: -LARGEST, max: LARGEST });
  requireNumber(level, `${name}.interval.level`, { above: 0, below: 1 });
  if (lower > value || value > upper) {
    throw new ClienteleError("inconsistent", `${name}.interval must hold its value ${value}`, { name });
  }
  const deviation = (upper - lower) / 2 / normalQuantile((1 + level) / 2);
  const spread = (deviation / value) ** 2;
  // a gamma number is never below 0 and has just this mean and spread
  const drawable = value > 0 && spread > 1e-12 && spread < 1e12;
  return drawable ? { mean: value, draw: (random) => random.gamma(1 / spread, value * spread) } : { mean: value };
}

interface LossDistribution {
  readonly method: RiskTotal["method"];
  quantile(share: number): number;
}

/** All totals with their chances, where impacts are sure and not too many totals differ. */
function exactSums(losses: readonly Loss[]): LossDistribution | undefined {
  if (losses.length > MOST_EXACT || losses.some(({ draw }) => draw !== undefined)) return undefined;
  let chances = new Map<number, number>([[0, 1]]);
  for (const { probability, mean } of losses) {
    const next = new Map<number, number>();
    const add = (total: number, chance: number): void => void next.set(total, (next.get(total) ?? 0) + chance);
    for (const [total, chance] of chances) {
      if (probability < 1) add(total, chance * (1 - probability));
      if (probability > 0) add(total + mean, chance * probability);
    }
    if (next.size > MOST_SUMS) return undefined;
    chances = next;
  }
  const ascending = [...chances].sort(([a], [b]) => a - b);
  return {
    method: "exact",
    quantile: (share) => {
      let below = 0;
      for (const [total, chance] of ascending) {
        below += chance;
        // what rounding of the chances leaves open is in favour of the smaller total
        if (below >= share - 1e-12) return total;
      }
      return (ascending[ascending.length - 1] as [number, number])[0];
    },
  };
}

function drawnSums(losses: readonly Loss[], draws: number, random: Random): LossDistribution {
  const totals = new Float64Array(draws);
  losses.forEach(({ probability, mean, draw }, i) => {
    const stream = random.fork(i);
    for (let k = 0; k < draws; k++) {
      if (stream.uniform() >= probability) continue;
      totals[k] = (totals[k] as number) + (draw === undefined ? mean : draw(stream));
    }
  });
  totals.sort();
  return { method: "simulation", quantile: (share) => quantileSorted(totals, share) };
}
