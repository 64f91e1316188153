import type { AssumptionPoint, SimulatedAssumption, StrategySimulation } from "../simulate/types.ts";
import type { AssumptionEnd, AssumptionWeight } from "./types.ts";

interface Choice {
  readonly best: number;
  readonly second: number;
  readonly places: readonly number[];
}

/** Both ends of an assumption's range; undefined where it is not in doubt. */
export function endsOf(
  { outcomes }: StrategySimulation,
  { points }: SimulatedAssumption,
  choice: Choice,
): { readonly low: AssumptionEnd; readonly high: AssumptionEnd } | undefined {
  const [low, high] = [points[0], points[points.length - 1]];
  if (low === undefined || high === undefined) return undefined;
  const end = ({ value, npv }: AssumptionPoint): AssumptionEnd => ({
    value,
    npv: npv[choice.best] as number,
    lead: (npv[choice.best] as number) - (npv[choice.second] as number),
    best: outcomes[bestAt(npv, choice)]?.strategy as string,
  });
  return { low: end(low), high: end(high) };
}

/**
 * The value nearest to the middle of an assumption's range from which on another strategy is the best, by straight lines
 * between the points at which the strategies were valued.
 */
export function switchPointOf(
  { outcomes }: StrategySimulation,
  { points }: SimulatedAssumption,
  choice: Choice,
): AssumptionWeight["switchPoint"] {
  const middle = Math.floor(points.length / 2);
  const found: { readonly value: number; readonly to: string; readonly steps: number }[] = [];
  for (const step of [-1, 1]) {
    for (let at = middle; points[at + step] !== undefined; at += step) {
      const [here, there] = [points[at], points[at + step]] as [AssumptionPoint, AssumptionPoint];
      if (bestAt(here.npv, choice) !== choice.best) break;
      const other = bestAt(there.npv, choice);
      if (other === choice.best) continue;
      const crossing = nearestCrossing(here, there, choice);
      found.push({ ...crossing, to: outcomes[crossing.place]?.strategy as string, steps: Math.abs(at - middle) });
      break;
    }
  }
  const [first] = found.sort((a, b) => a.steps - b.steps || a.value - b.value);
  return first && { value: first.value, to: first.to };
}

/** Where, between two points, the first strategy overtakes the best. */
function nearestCrossing(
  here: AssumptionPoint,
  there: AssumptionPoint,
  { best, places }: Choice,
): { readonly value: number; readonly place: number } {
  let nearest = { share: 1, place: best };
  for (const s of places) {
    const from = (here.npv[best] as number) - (here.npv[s] as number);
    const to = (there.npv[best] as number) - (there.npv[s] as number);
    if (s === best || to >= 0) continue;
    const share = from / (from - to);
    if (nearest.place === best || share < nearest.share) nearest = { share, place: s };
  }
  return { value: here.value + nearest.share * (there.value - here.value), place: nearest.place };
}

/** The strategy that is worth most; equal ones by place, the present best first. */
function bestAt(npv: readonly number[], { best, places }: Choice): number {
  return places.reduce((most, s) => ((npv[s] as number) > (npv[most] as number) ? s : most), best);
}
