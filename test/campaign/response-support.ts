import { carry } from "../../src/campaign/response/adstock.ts";
import { fitResponseCurve } from "../../src/campaign/response/fit.ts";
import { responseAt, saturationAt } from "../../src/campaign/response/saturation.ts";
import type { ResponseCurve, ResponseCurveModel } from "../../src/campaign/response/types.ts";
import { createRandom } from "../../src/math/index.ts";

export interface MediaWeek {
  readonly day: number;
  readonly revenue: number;
  readonly spend: readonly number[];
}

export interface MediaWorld {
  readonly curves: readonly ResponseCurve[];
  readonly weeks: number;
  /** Standard deviation of the error, and its link from week to week. */
  readonly noise: number;
  readonly rho: number;
}

const WEEK_MS = 7 * 86_400_000;

/** Three channels of different strength, one that bends early, one late, one with an S. */
export const CURVES: readonly ResponseCurve[] = [
  {
    id: "tv",
    effect: 900,
    saturation: { kind: "hill", shape: 1.2, half: 60 },
    adstock: { kind: "geometric", rate: 0.5, maxLag: 4 },
  },
  {
    id: "search",
    effect: 600,
    saturation: { kind: "hill", shape: 0.8, half: 40 },
    adstock: { kind: "geometric", rate: 0.1, maxLag: 4 },
  },
  {
    id: "print",
    effect: 400,
    saturation: { kind: "hill", shape: 2, half: 80 },
    adstock: { kind: "geometric", rate: 0.3, maxLag: 4 },
  },
];

/** Weeks out of a world whose truth is known: flights of spend, a trend, seasons, linked errors. */
export function simulateMedia(
  world: MediaWorld,
  seed: number,
): { weeks: MediaWeek[]; brought: number[]; means: number[] } {
  const random = createRandom(seed);
  const { curves, weeks: n } = world;
  const spend = curves.map(() =>
    Float64Array.from({ length: n }, () => (random.uniform() < 0.4 ? 0 : 100 * Math.exp(0.6 * random.normal() - 0.18))),
  );
  const media = curves.map((curve, c) => {
    const out = new Float64Array(n);
    carry(spend[c] as Float64Array, curve.adstock ?? { kind: "geometric", rate: 0, maxLag: 0 }, 0, out);
    return out.map((x) => curve.effect * saturationAt(curve.saturation, x));
  });
  let error = (world.noise * random.normal()) / Math.sqrt(1 - world.rho ** 2);
  const weeks = Array.from({ length: n }, (_, t) => {
    error = world.rho * error + world.noise * random.normal();
    const season = 200 * Math.sin((2 * Math.PI * t) / 52.18);
    const revenue = 3000 + 2 * t + season + media.reduce((sum, column) => sum + (column[t] as number), 0) + error;
    return { day: t * WEEK_MS, revenue, spend: spend.map((column) => column[t] as number) };
  });
  const counted = (column: Float64Array): number => column.subarray(4).reduce((sum, x) => sum + x, 0);
  return {
    weeks,
    brought: media.map(counted),
    means: spend.map((column) => column.reduce((sum, x) => sum + x, 0) / n),
  };
}

export const fitWorld = (
  weeks: readonly MediaWeek[],
  world: MediaWorld,
  seed: number,
  draws = 60,
): ResponseCurveModel => {
  const model = fitResponseCurve(weeks, {
    week: (w) => w.day,
    revenue: (w) => w.revenue,
    channels: world.curves.map(({ id, adstock, saturation }, c) => ({
      id,
      spend: (w: MediaWeek) => w.spend[c] as number,
      ...(adstock !== undefined && { adstock: adstock.kind }),
      saturation: saturation.kind,
    })),
    maxLag: 4,
    harmonics: 1,
    holdoutFolds: 0,
    starts: 2,
    draws,
    seed,
  });
  if ("abstained" in model) throw new Error(model.abstained.code);
  return model;
};

export interface Covered {
  contribution: number[];
  marginal: number[];
}

/** How often the intervals of contribution and marginal return hold the truth, by channel. */
export function mediaCoverage(world: MediaWorld, runs: number, seed: number, draws = 60): Covered {
  const covered: Covered = { contribution: world.curves.map(() => 0), marginal: world.curves.map(() => 0) };
  for (let run = 0; run < runs; run++) {
    const { weeks, brought, means } = simulateMedia(world, seed + run);
    const model = fitWorld(weeks, world, run, draws);
    for (const [c, curve] of world.curves.entries()) {
      const channel = model.channels.find(({ id }) => id === curve.id);
      if (channel === undefined || "abstained" in channel.contribution || "abstained" in channel.marginalReturn)
        continue;
      const mean = means[c] as number;
      const truth = [brought[c] as number, (responseAt(curve, mean + 1e-3) - responseAt(curve, mean - 1e-3)) / 2e-3];
      const holds = [channel.contribution, channel.marginalReturn].map(
        ({ interval }, k) => (truth[k] as number) >= interval.lower && (truth[k] as number) <= interval.upper,
      );
      if (holds[0]) covered.contribution[c] = (covered.contribution[c] as number) + 1 / runs;
      if (holds[1]) covered.marginal[c] = (covered.marginal[c] as number) + 1 / runs;
    }
  }
  return covered;
}
