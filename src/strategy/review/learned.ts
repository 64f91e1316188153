import { betaQuantile } from "../../math/beta-distribution.ts";
import { normalQuantile } from "../../math/normal.ts";
import { effectMean } from "../simulate/distribution.ts";
import type { ReadAssumption } from "../simulate/read-strategies.ts";
import type { AssumptionKind, EffectDistribution } from "../types.ts";
import { meanOfLog } from "./belief.ts";
import { LEVEL, type LearnedChurn } from "./learn-churn.ts";
import type { LearnedMoney } from "./learn-money.ts";
import type { LearnedAssumption, ReviewLevel } from "./types.ts";
import { type Learned, learnedMeans } from "./worlds.ts";

/** Each assumption before and after, as beliefs that the next plan can start from. */
export function learnedAssumptions(
  assumptions: readonly ReadAssumption[],
  learned: Learned,
  level: number,
): LearnedAssumption[] {
  const means = learnedMeans(assumptions, learned);
  return assumptions.map(({ assumption, on, distribution, source }, a) => {
    const base = { assumption, on, before: distribution, source, planned: effectMean(distribution) };
    const value = means[a] as number;
    const told = toldOf(on, learned, a, level);
    if (told === undefined) {
      const none = { value, n: 0, interval: { lower: value, upper: value, level } };
      return { ...base, after: distribution, learned: none, conjugate: true };
    }
    const { n, lower, upper, after } = told;
    return {
      ...base,
      after: n > 0 ? after : distribution,
      learned: { value, n, interval: { lower, upper, level } },
      conjugate: isConjugate(on, distribution) && learned.wins[a]?.shared !== true,
    };
  });
}

/** The level that all customers share, after the data. */
export function levelEstimate(
  { of, mean, covariance }: LearnedChurn | LearnedMoney,
  counts: readonly number[],
  level: number,
): ReviewLevel {
  const k = of.indexOf(LEVEL);
  // a book without doubt about it is taken at its word
  if (k < 0) return { value: 1, n: 0, interval: { lower: 1, upper: 1, level }, logStandardDeviation: 0 };
  const variance = covariance[k * of.length + k] as number;
  const sd = Math.sqrt(variance);
  const z = normalQuantile((1 + level) / 2);
  const at = mean[k] as number;
  return {
    value: meanOfLog(at, variance),
    n: counts[k] as number,
    interval: { lower: Math.exp(at - z * sd), upper: Math.exp(at + z * sd), level },
    logStandardDeviation: sd,
  };
}

interface Told {
  readonly n: number;
  readonly lower: number;
  readonly upper: number;
  readonly after: EffectDistribution;
}

/** What the data tell; of a unit cost nothing, as money spent is told by move. */
function toldOf(on: AssumptionKind, learned: Learned, a: number, level: number): Told | undefined {
  if (on === "cost") return undefined;
  return on === "conversion" ? chanceOf(learned, a, level) : moneyOrChurn(on, learned, a, level);
}

function chanceOf({ wins }: Learned, a: number, level: number): Told | undefined {
  const chance = wins[a];
  if (chance === undefined) return undefined;
  const tail = (1 - level) / 2;
  return {
    n: chance.months,
    lower: betaQuantile(tail, chance.a, chance.b),
    upper: betaQuantile(1 - tail, chance.a, chance.b),
    after: { kind: "beta", a: chance.a, b: chance.b },
  };
}

function moneyOrChurn(
  on: "churn" | "revenue" | "margin",
  learned: Learned,
  a: number,
  level: number,
): Told | undefined {
  const { of, mean, covariance } = learned[on];
  const k = of.indexOf(a);
  if (k < 0) return undefined;
  const n = (on === "churn" ? learned.churn.leavings : learned[on].customers)[k] as number;
  const at = mean[k] as number;
  const variance = covariance[k * of.length + k] as number;
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(variance);
  if (on === "churn") {
    const after = { kind: "logNormal", median: Math.exp(at), logStandardDeviation: Math.sqrt(variance) } as const;
    return { n, lower: Math.exp(at - reach), upper: Math.exp(at + reach), after };
  }
  if (on === "margin") {
    const after = { kind: "normal", mean: at, standardDeviation: Math.sqrt(variance) } as const;
    return { n, lower: at - reach, upper: at + reach, after };
  }
  const level1 = meanOfLog(at, variance);
  const after = {
    kind: "normal",
    mean: level1 - 1,
    standardDeviation: level1 * Math.sqrt(Math.expm1(variance)),
  } as const;
  return { n, lower: Math.exp(at - reach) - 1, upper: Math.exp(at + reach) - 1, after };
}

/** Beta beliefs of chances and normal ones of margins take the data exactly. */
function isConjugate(on: AssumptionKind, { kind }: EffectDistribution): boolean {
  return kind === "fixed" || (on === "conversion" && kind === "beta") || (on === "margin" && kind === "normal");
}
