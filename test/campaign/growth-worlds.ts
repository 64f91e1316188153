import type { Growth, GrowthEffect, GrowthRow, GrowthUnit } from "../../src/campaign/index.ts";
import { measureGrowth } from "../../src/campaign/index.ts";
import { describe as word } from "../../src/core/index.ts";
import { createRandom, type Random } from "../../src/math/random.ts";

export interface World {
  readonly treated: number;
  readonly control: number;
  readonly periods: number;
  readonly start: number;
  readonly effect: number;
  /** Correlation of a unit's error with its own of the period before. */
  readonly rho: number;
  readonly treatedSd?: number;
  readonly starts?: number;
  readonly drift?: number;
}

/** Units with their own level, a common season, and errors that hang together within a unit. */
export function simulate(random: Random, world: World): { readonly units: GrowthUnit[]; readonly rows: GrowthRow[] } {
  const { treated, control, periods, start, effect, rho, treatedSd = 1, starts = 1, drift = 0 } = world;
  const season = Array.from({ length: periods }, () => 2 * random.normal());
  const units: GrowthUnit[] = [];
  const rows: GrowthRow[] = [];
  for (let i = 0; i < treated + control; i++) {
    const own = start + (i % starts);
    const unit = `u${String(i).padStart(3, "0")}`;
    units.push(i < treated ? { unit, start: own } : { unit });
    const level = 20 + 3 * random.normal();
    let error = random.normal();
    for (let t = 0; t < periods; t++) {
      if (t > 0) error = rho * error + Math.sqrt(1 - rho * rho) * random.normal();
      const campaign = i < treated ? (t >= own ? effect : 0) + drift * t : 0;
      const sd = i < treated ? treatedSd : 1;
      rows.push({ unit, period: t, value: level + (season[t] as number) + sd * error + campaign });
    }
  }
  return { units, rows };
}

export function effectOf(growth: Growth): GrowthEffect {
  if ("abstained" in growth.result) throw new Error(word(growth.result.abstained));
  return growth.result;
}

/** Shares of simulated comparisons whose interval holds the effect, and whose joint test sees a trend that is none. */
export function growthCoverage(world: World, runs: number): readonly [held: number, apart: number] {
  const random = createRandom(17);
  let [held, apart, tested] = [0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const { units, rows } = simulate(random, world);
    const growth = measureGrowth(units, rows, { permutations: 99 });
    const { lower, upper } = effectOf(growth).effect.interval;
    if (lower <= world.effect && world.effect <= upper) held++;
    if ("abstained" in growth.trend || "abstained" in growth.trend.joint) continue;
    tested++;
    if (growth.trend.joint.pValue < 0.05) apart++;
  }
  return [held / runs, apart / Math.max(1, tested)];
}
