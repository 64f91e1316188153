import { type DetectAnomaliesOptions, detectAnomalies } from "../../src/market/index.ts";
import { createRandom, type Random } from "../../src/math/index.ts";

/** Columns without any anomaly, by how their values arise. */
export interface QuietWorld {
  readonly n: number;
  readonly noise: "normal" | "t5" | "poisson" | "mixed_poisson";
  readonly rho?: number;
  readonly mean?: number;
  readonly options?: DetectAnomaliesOptions<number>;
}

export function quietColumn({ n, noise, rho = 0, mean = 10 }: QuietWorld, random: Random): number[] {
  const draw = (): number =>
    noise === "poisson"
      ? random.poisson(mean)
      : noise === "mixed_poisson"
        ? random.poisson(random.gamma(mean / 2, 2))
        : noise === "t5"
          ? random.normal() / Math.sqrt(random.gamma(2.5, 0.4))
          : random.normal();
  let value = 0;
  const values: number[] = [];
  for (let i = rho === 0 ? 0 : -30; i < n; i++) {
    value = rho * value + draw();
    if (i >= 0) values.push(value);
  }
  return values;
}

export interface FalseAlarms {
  /** Share of quiet columns with any alarm. */
  readonly any: number;
  /** Share with an alarm that is marked clear. */
  readonly clear: number;
  /** Share with an alarm and no note that it hangs on what could not be checked. */
  readonly silent: number;
}

export function falseAlarms(world: QuietWorld, columns: number, seed: number): FalseAlarms {
  const random = createRandom(seed);
  const counts = { any: 0, clear: 0, silent: 0 };
  for (let k = 0; k < columns; k++) {
    const report = detectAnomalies(quietColumn(world, random), world.options ?? {});
    if ("abstained" in report || report.anomalies.length === 0) continue;
    counts.any++;
    if (report.anomalies.some(({ clear }) => clear)) counts.clear++;
    if (report.notes.length === 0) counts.silent++;
  }
  return { any: counts.any / columns, clear: counts.clear / columns, silent: counts.silent / columns };
}
