import { describe, expect, test } from "vitest";
import { forecastSeries } from "../../src/market/index.ts";
import { createRandom, type Random } from "../../src/math/index.ts";

interface World {
  readonly name: string;
  readonly n: number;
  readonly ahead: number;
  readonly alpha: number;
  readonly drift?: number;
  readonly season?: readonly number[];
  readonly sigma: number;
  readonly times?: boolean;
}

const MONTHS = [-20, -14, -5, 2, 6, 14, 20, 17, 8, 0, -12, -16];
const FACTORS = [0.9, 0.88, 1, 0.98, 0.97, 1.1, 1.22, 1.2, 1.05, 0.92, 0.8, 0.98];
const WORLDS: readonly World[] = [
  { name: "a level that wanders, 24 periods", n: 24, ahead: 6, alpha: 0.3, sigma: 10 },
  { name: "a level that wanders, 36 periods", n: 36, ahead: 12, alpha: 0.3, sigma: 10 },
  { name: "a level that wanders fast, 60 periods", n: 60, ahead: 6, alpha: 0.7, sigma: 10 },
  { name: "a random walk with drift, 36 periods", n: 36, ahead: 6, alpha: 1, drift: 3, sigma: 5 },
  {
    name: "a season that multiplies, 72 months",
    n: 72,
    ahead: 12,
    alpha: 0.3,
    drift: 0.8,
    season: FACTORS,
    sigma: 0.05,
    times: true,
  },
  { name: "a season that adds, 60 months", n: 60, ahead: 12, alpha: 0.2, drift: 1, season: MONTHS, sigma: 6 },
];

function draw({ n, ahead, alpha, drift = 0, season = [0], sigma, times = false }: World, random: Random): number[] {
  let level = 100;
  return Array.from({ length: n + ahead }, (_, t) => {
    const base = level + drift;
    const s = season[t % season.length] as number;
    const expected = times ? base * s : base + s;
    const error = sigma * random.normal() * (times ? expected : 1);
    level = base + (alpha * error) / (times ? s : 1);
    return expected + error;
  });
}

const RUNS = 300;

describe("intervals of a forecast hold what comes", () => {
  test.each(WORLDS)(
    "$name",
    (world) => {
      const held = [0, 0];
      let total = 0;
      for (let run = 0; run < RUNS; run++) {
        const all = draw(world, createRandom(run * 7919 + 13));
        const options = { horizon: world.ahead, seasonLength: world.season?.length ?? 1, draws: 1000 };
        const forecast = forecastSeries(all.slice(0, world.n), options);
        if ("abstained" in forecast) throw new Error("abstained");
        const come = all.slice(world.n);
        forecast.points.forEach(({ intervals }, h) => {
          intervals.forEach(({ lower, upper }, at) => {
            if ((come[h] as number) >= lower && (come[h] as number) <= upper) held[at] = (held[at] as number) + 1;
          });
        });
        const sum = come.reduce((a, b) => a + b, 0);
        const { lower, upper } = forecast.total.intervals[1] as { lower: number; upper: number };
        if (sum >= lower && sum <= upper) total++;
      }
      const [narrow, wide] = held.map((count) => count / RUNS / world.ahead) as [number, number];
      // 300 worlds: one standard error of the mean over related periods is about 1.5 and 1 points
      expect(narrow).toBeGreaterThan(0.75);
      expect(narrow).toBeLessThan(0.89);
      expect(wide).toBeGreaterThan(0.925);
      expect(total / RUNS).toBeGreaterThan(0.91);
    },
    600_000,
  );

  test("a random walk is not said to be beaten: nothing beats the last value", () => {
    let claims = 0;
    for (let run = 0; run < RUNS; run++) {
      const walk = draw({ name: "", n: 60, ahead: 0, alpha: 1, sigma: 5 }, createRandom(run + 1));
      const forecast = forecastSeries(walk, { horizon: 4, draws: 200 });
      if ("benchmarks" in forecast && forecast.benchmarks[0]?.verdict === "better") claims++;
    }
    expect(claims / RUNS).toBeLessThan(0.06);
  }, 600_000);
});
