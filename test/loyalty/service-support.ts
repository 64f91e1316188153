import { measureService, type ServiceEvent } from "../../src/loyalty/index.ts";
import { createRandom, type Random } from "../../src/math/random.ts";

const HOUR = 3_600_000;

/** How long a case really takes, in hours: a mean of `mean`, and whether that is long-tailed. */
export type Speed = (random: Random) => number;
export const exponential =
  (mean: number): Speed =>
  (random) =>
    -mean * Math.log(1 - random.uniform());
/** Half of the cases quick, half of them ten times slower. */
export const mixed =
  (mean: number): Speed =>
  (random) =>
    (random.uniform() < 0.5 ? 0.2 : 1.8) * -mean * Math.log(1 - random.uniform());

/**
 * Cases started evenly over `spanHours` before the day of the data; those not ended by then are open. The shorter the
 * span, the more of them are censored, whatever their speed.
 */
export function desk(n: number, spanHours: number, speed: Speed, seed: number): ServiceEvent[] {
  const random = createRandom(seed);
  return Array.from({ length: n }, (_, i) => {
    const started = Math.floor(spanHours * HOUR * random.uniform());
    const ended = started + Math.ceil(HOUR * speed(random));
    return {
      caseId: `c${i}`,
      clock: "response",
      started,
      ...(ended <= spanHours * HOUR && { ended }),
      tier: ["top", "large", "__proto__"][i % 3] as string,
    };
  });
}

/**
 * Of so many simulated desks, the share whose interval holds the truth: for the share kept (of those that tell one), for
 * each percentile, and for the closed cases alone.
 */
export function serviceCoverage(
  n: number,
  spanHours: number,
  speed: Speed,
  truth: { readonly kept: number; readonly percentiles: Readonly<Record<string, number>> },
  limitHours: number,
  replicates: number,
  seed: number,
): {
  readonly kept: number;
  readonly percentiles: readonly number[];
  readonly closedOnly: number;
  readonly told: number;
} {
  const wanted = Object.entries(truth.percentiles);
  const held = wanted.map(() => 0);
  let [kept, closedOnly, told] = [0, 0, 0];
  for (let r = 0; r < replicates; r++) {
    const { clocks } = measureService(desk(n, spanHours, speed, seed * 100_000 + r), {
      clocks: [{ id: "response", limitHours, targetShare: 0.9 }],
      asOf: spanHours * HOUR,
      percentiles: wanted.map(([share]) => Number(share)),
    });
    const [figures] = clocks;
    if (figures === undefined) continue;
    const naive = figures.closedShare ?? figures.share;
    if (!("abstained" in naive) && covers(naive.interval, truth.kept)) closedOnly++;
    if (!("abstained" in figures.share)) {
      told++;
      if (covers(figures.share.interval, truth.kept)) kept++;
    }
    wanted.forEach(([, hours], i) => {
      const range = figures.percentiles[i];
      if (range !== undefined && range.lower <= hours && hours <= (range.upper ?? Number.POSITIVE_INFINITY)) {
        held[i] = (held[i] as number) + 1;
      }
    });
  }
  return {
    kept: kept / told,
    percentiles: held.map((h) => h / replicates),
    closedOnly: closedOnly / replicates,
    told: told / replicates,
  };
}

const covers = ({ lower, upper }: { readonly lower: number; readonly upper: number }, truth: number): boolean =>
  lower <= truth && truth <= upper;

/** Exponential hours of a mean that 90 % stay within 8 hours. */
export const EIGHT = 8 / Math.log(10);
export const exponentialTruth = (mean: number) => ({
  kept: 1 - Math.exp(-8 / mean),
  percentiles: Object.fromEntries([0.5, 0.9, 0.95].map((p) => [String(p), -mean * Math.log(1 - p)])),
});
