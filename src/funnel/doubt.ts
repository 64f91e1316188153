import type { Random } from "../math/random.ts";
import type { FunnelStage, SteadyChance } from "./types.ts";

/**
 * One plausible other version of the learned chances: on every day of a stage the chances are drawn anew as if the
 * spells then under observation were one sample of many. Thin ages wander far, thick ones hardly at all.
 *
 * @see Hjort (1990), Annals of Statistics 18, 1259–1294: beta processes; Rubin (1981), Annals of Statistics 9, 130–134
 */
export function redraw(stages: readonly FunnelStage[], random: Random): FunnelStage[] {
  return stages.map((stage) => ({
    ...stage,
    grid: redrawGrid(stage.grid, random),
    steady: redrawSteady(stage.steady, random),
    beyond: redrawSteady(stage.beyond, random),
  }));
}

function redrawGrid(grid: FunnelStage["grid"], random: Random): FunnelStage["grid"] {
  const hazard = grid.hazard.map((chances) => chances.map(() => 0));
  grid.age.forEach((_, i) => {
    const n = grid.atRisk[i] as number;
    let staying = n;
    let total = 0;
    for (let k = 0; k < hazard.length; k++) {
      const shape = (grid.hazard[k]?.[i] as number) * n;
      staying -= shape;
      const weight = shape > 0 ? random.gamma(shape, 1) : 0;
      (hazard[k] as number[])[i] = weight;
      total += weight;
    }
    // what rounding leaves of nobody staying is nobody
    if (staying > 1e-9 * n) total += random.gamma(staying, 1);
    for (const chances of hazard) if (total > 0) chances[i] = (chances[i] as number) / total;
  });
  return { ...grid, hazard };
}

function redrawSteady(steady: SteadyChance, random: Random): SteadyChance {
  const { hazard, exposureDays } = steady;
  const leaving = hazard.reduce((a, b) => a + b, 0);
  if (leaving === 0 || exposureDays === 0) return steady;
  const rate = leaving < 1 ? -Math.log1p(-leaving) : 1;
  const drawn = random.gamma(rate * exposureDays, 1 / exposureDays);
  const scale = leaving < 1 ? -Math.expm1(-drawn) / leaving : 1;
  return { ...steady, hazard: hazard.map((chance) => chance * scale) };
}
