import { planBudget } from "../../src/campaign/budget/plan.ts";
import { carry } from "../../src/campaign/response/adstock.ts";
import { fitResponseCurve } from "../../src/campaign/response/fit.ts";
import { measureResponse } from "../../src/campaign/response/measure.ts";
import { predictResponse } from "../../src/campaign/response/predict.ts";
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

/** A world of the same channels whose curves are drawn from a sensible range: what coverage means on average. */
function drawnWorld(world: MediaWorld, seed: number): MediaWorld {
  const random = createRandom(seed + 77_000);
  const between = (low: number, high: number): number => low + (high - low) * random.uniform();
  const byRatio = (low: number, high: number): number => low * (high / low) ** random.uniform();
  const { weeks } = simulateMedia(world, seed);
  const curves = world.curves.map((curve, c): ResponseCurve => {
    const max = Math.max(...weeks.map(({ spend }) => spend[c] as number));
    const half = max * byRatio(0.08, 1);
    const adstock = { kind: "geometric", rate: between(0, 0.7), maxLag: 4 } as const;
    return { ...curve, adstock, saturation: { kind: "hill", shape: between(0.6, 2.5), half } };
  });
  // the weekly mean of each contribution stays what it was, whatever the curve
  const [before, after] = [simulateMedia(world, seed), simulateMedia({ ...world, curves }, seed)];
  const scaled = curves.map((curve, c) => ({
    ...curve,
    effect: (curve.effect * (before.brought[c] as number)) / (after.brought[c] as number),
  }));
  return { ...world, curves: scaled };
}

export interface Covered {
  /** By channel. */
  readonly contribution: number[];
  readonly marginal: number[];
  /** Marginal returns without the warning that their interval leans on the searched range: held, of how many. */
  readonly plainMarginal: [held: number, of: number];
  /** Response of all channels in the report, and the gain of a plan over an even spread. */
  report: number;
  gain: number;
}

/** How often intervals hold the truth; `drawn` takes other curves in each world. */
export function mediaCoverage(
  world: MediaWorld,
  runs: number,
  seed: number,
  { draws = 200, drawn = false }: { readonly draws?: number; readonly drawn?: boolean } = {},
): Covered {
  const zeros = (): number[] => world.curves.map(() => 0);
  const covered: Covered = { contribution: zeros(), marginal: zeros(), plainMarginal: [0, 0], report: 0, gain: 0 };
  const holds = (value: number, figure: object): boolean => {
    const { interval } = figure as { interval: { lower: number; upper: number } };
    return value >= interval.lower && value <= interval.upper;
  };
  for (let run = 0; run < runs; run++) {
    const truth = drawn ? drawnWorld(world, seed + run) : world;
    const { weeks, brought, means } = simulateMedia(truth, seed + run);
    const model = fitWorld(weeks, truth, run, draws);
    for (const [c, curve] of truth.curves.entries()) {
      const channel = model.channels.find(({ id }) => id === curve.id) as ResponseCurveModel["channels"][number];
      const mean = means[c] as number;
      const slope = (responseAt(curve, mean + 1e-3) - responseAt(curve, mean - 1e-3)) / 2e-3;
      const held = holds(slope, channel.marginalReturn);
      if (holds(brought[c] as number, channel.contribution))
        covered.contribution[c] = (covered.contribution[c] ?? 0) + 1 / runs;
      if (held) covered.marginal[c] = (covered.marginal[c] ?? 0) + 1 / runs;
      if (channel.warnings.some(({ code }) => code === "media_margin_assumed")) continue;
      covered.plainMarginal[0] += held ? 1 : 0;
      covered.plainMarginal[1] += 1;
    }
    const total = means.reduce((sum, mean) => sum + mean, 0);
    const spends = truth.curves.map(({ id }, c) => ({ id, spend: means[c] as number }));
    const current = truth.curves.map(({ id }) => ({ id, spend: total / truth.curves.length }));
    const plan = planBudget(model, { total, current });
    if ("abstained" in plan) throw new Error(plan.abstained.code);
    const gained =
      predictResponse(truth.curves, plan.channels).response - predictResponse(truth.curves, current).response;
    if (holds(predictResponse(truth.curves, spends).response, measureResponse(model, spends).response))
      covered.report += 1 / runs;
    if (holds(gained, plan.comparison?.gain as object)) covered.gain += 1 / runs;
  }
  return covered;
}
