import { ClienteleError } from "../../core/errors.ts";
import type { LeverSilence } from "../../core/labels/switching.ts";
import { leverIds } from "../levers.ts";
import { type Cases, countLevers, type LeverCount, leverColumns } from "./design.ts";
import { fitPosterior, type Posterior } from "./posterior.ts";

/** A lever whose deviation is known no better than this share of the prior variance has taught nothing. */
const TAUGHT = 0.75;

/** What is learned from some of the customers. */
export interface Lesson {
  /** Weights in the order of the catalogue; they sum to 1. */
  readonly weights: Float64Array;
  readonly counts: readonly LeverCount[];
  /** Why a lever's effect cannot be told; `undefined` where it can. */
  readonly silences: readonly (LeverSilence | undefined)[];
  /** Fit of all levers with answers that vary, and which those are. */
  readonly posterior: Posterior;
  readonly fitted: readonly number[];
  /** Levers with a learned weight above 0, and the covariance of those weights. */
  readonly learned: readonly number[];
  readonly covariance: Float64Array;
}

/**
 * Learns weights: fits all levers whose answers vary, sets those aside whose effect cannot be told (they keep the stated
 * weight), and fits the rest again until no effect is below zero.
 */
export function learn(
  cases: Cases,
  rows: readonly number[],
  stated: Float64Array,
  strength: number | undefined,
  z: number,
): Lesson {
  const counts = countLevers(cases, rows);
  const stayed = Float64Array.from(rows, (row) => 1 - (cases.left[row] as number));
  const all = leverIds.map((_, lever) => lever);
  const fitted = all.filter((lever) => counts[lever]?.silence === undefined);
  const posterior = fitLevers(cases, rows, stayed, stated, fitted, strength);
  const silences: (LeverSilence | undefined)[] = counts.map(({ silence }) => silence);
  for (const [k, lever] of fitted.entries()) silences[lever] = silenceOf(posterior, k, stated[lever] as number, z);
  const told = fitted.filter((lever) => silences[lever] === undefined);
  const { effects, covariance, levers } = nonNegative(cases, rows, stayed, stated, told, strength);
  return {
    counts,
    silences,
    posterior,
    fitted,
    learned: levers,
    ...weightsOf(stated, told, levers, effects, covariance),
  };
}

/** Why the effect of a lever is not told by its fit. */
function silenceOf(posterior: Posterior, k: number, stated: number, z: number): LeverSilence | undefined {
  if ((posterior.deviationVariance[k] as number) > TAUGHT * posterior.priorSd ** 2) return "belief_rules";
  const effect = posterior.effects[k] as number;
  const reach = z * Math.sqrt(posterior.covariance[k * posterior.effects.length + k] as number);
  const twice = 2 * Math.max(0, posterior.scale) * stated;
  return effect - reach <= 0 && effect + reach >= twice ? "undecided" : undefined;
}

/** Fits again without the levers that seem to drive away, until none does. */
function nonNegative(
  cases: Cases,
  rows: readonly number[],
  stayed: Float64Array,
  stated: Float64Array,
  told: readonly number[],
  strength: number | undefined,
): { readonly effects: Float64Array; readonly covariance: Float64Array; readonly levers: readonly number[] } {
  const own = stated.slice();
  let levers = told;
  for (;;) {
    if (levers.length === 0) return { effects: new Float64Array(0), covariance: new Float64Array(0), levers };
    const { effects, covariance } = fitLevers(cases, rows, stayed, own, levers, strength);
    const holding = levers.filter((_, k) => (effects[k] as number) > 0);
    if (holding.length === levers.length) return { effects, covariance, levers };
    for (const [k, lever] of levers.entries()) if (!((effects[k] as number) > 0)) own[lever] = 0;
    levers = holding;
  }
}

function fitLevers(
  cases: Cases,
  rows: readonly number[],
  stayed: Float64Array,
  stated: Float64Array,
  levers: readonly number[],
  strength: number | undefined,
): Posterior {
  const weighed = leverIds.map((_, lever) => lever).filter((lever) => (stated[lever] as number) > 0);
  const index = new Float64Array(rows.length);
  for (const { lever, values } of leverColumns(cases, rows, weighed)) {
    const weight = stated[lever] as number;
    for (let i = 0; i < index.length; i++) index[i] = (index[i] as number) + weight * (values[i] as number);
  }
  const columns = leverColumns(cases, rows, levers);
  const posterior = fitPosterior(
    { stayed, index, columns, stated: Float64Array.from(levers, (lever) => stated[lever] as number) },
    strength,
  );
  if (posterior === undefined) {
    throw new ClienteleError("no_convergence", "no weights fit these customers; give options.priorStrength", {});
  }
  return posterior;
}

/** Weights that sum to 1: the levers that are not told keep theirs, the others share the rest by their effects. */
function weightsOf(
  stated: Float64Array,
  told: readonly number[],
  learned: readonly number[],
  effects: Float64Array,
  covariance: Float64Array,
): Pick<Lesson, "weights" | "covariance"> {
  if (told.length === 0) return { weights: stated, covariance };
  const share = told.reduce((sum, lever) => sum + (stated[lever] as number), 0);
  const total = effects.reduce((a, b) => a + b, 0);
  const count = learned.length;
  // nothing was learned that could carry the weight of the levers told: the others carry all of it, or belief stays
  if (!(total > 0) || share === 0) {
    const kept = stated.map((weight, lever) => (told.includes(lever) ? 0 : weight));
    const rest = kept.reduce((a, b) => a + b, 0);
    const weights = rest > 0 ? kept.map((weight) => weight / rest) : stated;
    return { weights, covariance: new Float64Array(count * count) };
  }
  const weights = stated.map((weight, lever) => (told.includes(lever) ? 0 : weight));
  for (const [k, lever] of learned.entries()) weights[lever] = (share * (effects[k] as number)) / total;
  // a weight is share × effect / total: it moves by share × (own − weight / share × sum) / total
  const slope = (i: number, k: number): number =>
    (share * ((i === k ? 1 : 0) - (effects[i] as number) / total)) / total;
  const result = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      let cell = 0;
      for (let a = 0; a < count; a++) {
        for (let b = 0; b < count; b++) cell += slope(i, a) * slope(j, b) * (covariance[a * count + b] as number);
      }
      result[i * count + j] = cell;
    }
  }
  return { weights, covariance: result };
}
