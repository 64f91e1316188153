import { type DetectAnomaliesOptions, detectAnomalies } from "../../src/market/index.ts";
import { createRandom, type Random } from "../../src/math/index.ts";

/** Columns without any anomaly, by how their values arise. */
export interface QuietWorld {
  readonly n: number;
  /** `mixed_poisson` varies three times as much as chance. */
  readonly noise: "normal" | "t5" | "t3" | "poisson" | "mixed_poisson";
  /** First-order autoregression. */
  readonly rho?: number;
  /** Of counts; default 10. */
  readonly mean?: number;
  readonly options?: DetectAnomaliesOptions<number>;
}

const studentT = (df: number, random: Random): number => random.normal() / Math.sqrt(random.gamma(df / 2, 2 / df));

export function quietColumn({ n, noise, rho = 0, mean = 10 }: QuietWorld, random: Random): number[] {
  const draw = (): number => {
    if (noise === "poisson") return random.poisson(mean);
    if (noise === "mixed_poisson") return random.poisson(random.gamma(mean / 2, 2));
    if (noise === "normal") return random.normal();
    return studentT(noise === "t5" ? 5 : 3, random);
  };
  let value = 0;
  const values: number[] = [];
  for (let i = rho === 0 ? 0 : -30; i < n; i++) {
    value = rho * value + draw();
    if (i >= 0) values.push(value);
  }
  return values;
}

/** Standard deviation of ordinary values; of heavy tails the spread that the normal curve of the same middle has. */
function deviationOf({ noise, rho = 0, mean = 10 }: QuietWorld): number {
  const own = { normal: 1, t5: 1.086, t3: 1.138, poisson: Math.sqrt(mean), mixed_poisson: Math.sqrt(3 * mean) };
  return own[noise] / Math.sqrt(1 - rho * rho);
}

export interface AlarmRates {
  /** Share of quiet columns with any anomaly. */
  readonly false: number;
  /** Share of columns with one value so many deviations off in which that value is listed. */
  readonly found: number;
  /** Share in which it is listed, if only as doubtful. */
  readonly seen: number;
}

/** How often quiet columns raise an alarm, and how often one value `shift` deviations off is found. */
export function alarmRates(world: QuietWorld, columns: number, seed: number, shift: number = 0): AlarmRates {
  const random = createRandom(seed);
  const counts = { false: 0, found: 0, seen: 0 };
  for (let k = 0; k < columns; k++) {
    const values = quietColumn(world, random);
    const quiet = detectAnomalies(values, world.options ?? {});
    if ("anomalies" in quiet && quiet.anomalies.length > 0) counts.false++;
    if (shift === 0) continue;
    const at = random.integer(0, world.n - 1);
    const moved = (values[at] as number) + shift * deviationOf(world);
    values[at] = world.options?.counts === true ? Math.round(moved) : moved;
    const report = detectAnomalies(values, world.options ?? {});
    if ("abstained" in report) continue;
    const listed = report.anomalies.some(({ index }) => index === at);
    if (listed) counts.found++;
    if (listed || report.doubtful.some(({ index }) => index === at)) counts.seen++;
  }
  return { false: counts.false / columns, found: counts.found / columns, seen: counts.seen / columns };
}
