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
  /** Levers whose effect can be told, and the covariance of their weights. */
  readonly told: readonly number[];
  readonly covariance: Float64Array;
}

/**
 * Learns weights: fits all levers whose answers vary, sets those aside whose effect cannot be told (they keep the stated
 * weight), and fits the rest again around the stated pattern of those.
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
  const again = told.length === 0 ? undefined : fitLevers(cases, rows, stayed, stated, told, strength);
  return { counts, silences, posterior, fitted, told, ...weightsOf(stated, told, again, z) };
}

/** Why the effect of a lever is not told by its fit. */
function silenceOf(posterior: Posterior, k: number, stated: number, z: number): LeverSilence | undefined {
  if ((posterior.deviationVariance[k] as number) > TAUGHT * posterior.priorSd ** 2) return "belief_rules";
  const effect = posterior.effects[k] as number;
  const reach = z * Math.sqrt(posterior.covariance[k * posterior.effects.length + k] as number);
  const twice = 2 * Math.max(0, posterior.scale) * stated;
  return effect - reach <= 0 && effect + reach >= twice ? "undecided" : undefined;
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

/**
 * Weights that sum to 1: the levers that are not told keep theirs, the others share what was stated for them together
 * by their effects. An effect below zero counts as none; unless its whole interval lies there its doubt stays, for in
 * truth it may hold a little.
 */
function weightsOf(
  stated: Float64Array,
  told: readonly number[],
  fit: Posterior | undefined,
  z: number,
): Pick<Lesson, "weights" | "covariance"> {
  if (fit === undefined) return { weights: stated, covariance: new Float64Array(0) };
  const count = told.length;
  const share = told.reduce((sum, lever) => sum + (stated[lever] as number), 0);
  const effects = fit.effects.map((effect) => Math.max(0, effect));
  const total = effects.reduce((a, b) => a + b, 0);
  const weights = stated.map((weight, lever) => (told.includes(lever) ? 0 : weight));
  // nothing was learned that could carry the weight of the levers told: the others carry all of it, or belief stays
  if (!(total > 0) || share === 0) {
    const rest = weights.reduce((a, b) => a + b, 0);
    const kept = rest > 0 ? weights.map((weight) => weight / rest) : stated;
    return { weights: kept, covariance: new Float64Array(count * count) };
  }
  for (const [k, lever] of told.entries()) weights[lever] = (share * (effects[k] as number)) / total;
  const open = fit.effects.map((effect, k) =>
    effect + z * Math.sqrt(fit.covariance[k * count + k] as number) > 0 ? 1 : 0,
  );
  // a weight is share × effect / total: it moves by share × (own − effect / total × sum) / total
  const slope = (i: number, k: number): number =>
    ((open[k] as number) * share * ((i === k ? 1 : 0) - (effects[i] as number) / total)) / total;
  const covariance = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      let cell = 0;
      for (let a = 0; a < count; a++) {
        for (let b = 0; b < count; b++) cell += slope(i, a) * slope(j, b) * (fit.covariance[a * count + b] as number);
      }
      covariance[i * count + j] = cell;
    }
  }
  return { weights, covariance };
}
