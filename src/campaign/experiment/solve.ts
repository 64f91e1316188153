import type { Abstention } from "../../core/estimate.ts";
import { brentRoot } from "../../math/brent.ts";
import { type ComparedUnits, comparisonPower } from "./power.ts";
import type { ExperimentDesign } from "./types.ts";

/** More customers than there are people: a test of that size is no plan. */
export const LARGEST_SIZE = 1e12;
/** Customers, or clusters, that every arm needs so that a spread can be told. */
export const FEWEST_UNITS = 2;
/** Relative width at which the search for a size or an effect stops. */
const TOLERANCE = 1e-14;
/** Halvings and doublings of an effect before the search gives up: from 1e-150 to 1e150 standard deviations. */
const EFFECT_STEPS = 500;

/** Units of the control arm (fractions allowed) at which a comparison reaches the power. */
export function solveControl(design: ExperimentDesign, effect: number, power: number): number | Abstention {
  const { ratio, treatments, clusters } = design;
  const gap = (control: number): number =>
    comparisonPower(design, effect, { control, treated: control * ratio }) - power;
  const least = Math.max(FEWEST_UNITS, FEWEST_UNITS / ratio);
  const largest = LARGEST_SIZE / ((1 + ratio * treatments) * (clusters?.size ?? 1));
  if (least <= largest && gap(least) >= 0) return least;
  for (let lower = least; lower < largest; lower *= 2) {
    const upper = Math.min(largest, 2 * lower);
    if (gap(upper) < 0) continue;
    const root = brentRoot((log) => gap(Math.exp(log)), Math.log(lower), Math.log(upper), { tolerance: TOLERANCE });
    return Math.exp(root.x);
  }
  return { abstained: { code: "experiment_size_too_large", params: { effect, limit: LARGEST_SIZE } } };
}

/** The smallest effect, with its sign, that arms of this size find with the power. */
export function solveEffect(
  design: ExperimentDesign,
  units: ComparedUnits,
  power: number,
  direction: 1 | -1,
): number | Abstention {
  const gap = (size: number): number => comparisonPower(design, direction * size, units) - power;
  // a rate has an end, beyond which no effect can be
  const room = design.kind === "rate" ? largestEffect(design.baseline as number, direction) : undefined;
  let upper = room ?? Math.max(design.standardDeviation as number, design.treatedStandardDeviation ?? 0);
  for (let step = 0; room === undefined && gap(upper) < 0; step++) {
    upper *= 2;
    if (step === EFFECT_STEPS || !Number.isFinite(upper * 2)) return unreachable(units, power);
  }
  if (gap(upper) < 0) return unreachable(units, power);
  for (let step = 0; step < EFFECT_STEPS && upper > Number.MIN_VALUE * 4; step++) {
    const lower = upper / 2;
    if (gap(lower) < 0) {
      const root = brentRoot((t) => gap(t * upper), lower / upper, 1, { tolerance: TOLERANCE });
      return direction * root.x * upper;
    }
    upper = lower;
  }
  return direction * upper;
}

/** Room between a rate and its end, less a little, so that the rate after the effect stays inside (0, 1). */
function largestEffect(baseline: number, direction: 1 | -1): number {
  return (direction === 1 ? 1 - baseline : baseline) * (1 - 1e-12);
}

function unreachable({ control, treated }: ComparedUnits, power: number): Abstention {
  return { abstained: { code: "experiment_effect_unreachable", params: { control, treated, power } } };
}
