import type { Random } from "../../math/random.ts";
import { HALF_EVENT, ONE_EVENT } from "../stages/stage-fit.ts";
import type { FunnelStage, SteadyChance } from "../types.ts";

/**
 * One plausible other version of the learned chances: on every day of a stage the chances are drawn anew as if the
 * spells then under observation were one sample of many. Thin ages wander far, thick ones hardly at all. How fast spells
 * leave and which way they go are both drawn, also ways never seen.
 *
 * @see Hjort (1990), Annals of Statistics 18, 1259–1294: beta processes; Rubin (1981), Annals of Statistics 9, 130–134
 */
export function redraw(stages: readonly FunnelStage[], random: Random): FunnelStage[] {
  return stages.map((stage) => {
    const steady = redrawSteady(stage.steady, random);
    // without an end both stand for the one chance
    const endless = stage.beyond.untilAge === undefined;
    return {
      ...stage,
      grid: redrawGrid(stage.grid, random),
      steady,
      beyond: endless ? { ...stage.beyond, hazard: steady.hazard } : redrawSteady(stage.beyond, random),
    };
  });
}

function redrawGrid(grid: FunnelStage["grid"], random: Random): FunnelStage["grid"] {
  const hazard = grid.hazard.map((chances) => chances.map(() => 0));
  const seen = hazard.map(() => 0);
  grid.age.forEach((_, i) => {
    const n = grid.atRisk[i] as number;
    let staying = n;
    let total = 0;
    for (let k = 0; k < hazard.length; k++) {
      const shape = (grid.hazard[k]?.[i] as number) * n;
      staying -= shape;
      seen[k] = (seen[k] as number) + shape;
      const weight = shape > 0 ? random.gamma(shape, 1) : 0;
      (hazard[k] as number[])[i] = weight;
      total += weight;
    }
    // what rounding leaves of nobody staying is nobody
    if (staying > 1e-9 * n) total += random.gamma(staying, 1);
    for (const chances of hazard) if (total > 0) chances[i] = (chances[i] as number) / total;
  });
  return { ...grid, hazard: withUnseen(hazard, seen, random) };
}

/** Gives each way out that was never seen its part of one event among those that were, on all days alike. */
function withUnseen(hazard: readonly number[][], seen: readonly number[], random: Random): readonly number[][] {
  const events = seen.reduce((a, b) => a + b, 0);
  if (events === 0 || seen.every((n) => n > 0)) return hazard;
  const weight = seen.map((n) => (n > 0 ? 0 : random.gamma(ONE_EVENT / seen.length, 1)));
  const unseen = weight.reduce((a, b) => a + b, 0);
  const all = unseen + random.gamma(events, 1);
  const leaving = (hazard[0] as number[]).map((_, i) => hazard.reduce((sum, row) => sum + (row[i] as number), 0));
  return hazard.map((row, k) =>
    row.map((chance, i) => chance * (1 - unseen / all) + ((weight[k] as number) / all) * (leaving[i] as number)),
  );
}

function redrawSteady(steady: SteadyChance, random: Random): SteadyChance {
  const { hazard, exposureDays, events } = steady;
  const leaving = hazard.reduce((a, b) => a + b, 0);
  if (leaving === 0 || exposureDays === 0) return steady;
  const drawn = -Math.expm1(-random.gamma(events + HALF_EVENT, 1 / exposureDays));
  const weight = events + ONE_EVENT;
  const ways = hazard.map((chance) => (chance > 0 ? random.gamma((weight * chance) / leaving, 1) : 0));
  const total = ways.reduce((a, b) => a + b, 0);
  return total === 0 ? steady : { ...steady, hazard: ways.map((way) => (drawn * way) / total) };
}
