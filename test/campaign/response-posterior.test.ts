import { describe, expect, test } from "vitest";
import { fitResponseCurve } from "../../src/campaign/response/fit.ts";
import { drawnInterval } from "../../src/campaign/response/interval.ts";
import { createRandom, quantile, studentTCdf } from "../../src/math/index.ts";

const WEEK_MS = 7 * 86_400_000;
const LEVEL = 0.95;

/** One channel whose curve is a logarithm, without carryover: base, effect, reach and the link of errors, no more. */
function oneChannel(seed: number, n = 60): { day: number; revenue: number; tv: number }[] {
  const random = createRandom(seed);
  let error = 20 * random.normal();
  return Array.from({ length: n }, (_, t) => {
    const tv = random.uniform() < 0.3 ? 0 : 100 * random.uniform();
    error = 0.3 * error + 20 * random.normal();
    return { day: t * WEEK_MS, revenue: 1000 + 80 * Math.log1p(tv / 25) + error, tv };
  });
}

function fitOne(rows: ReturnType<typeof oneChannel>, draws: number) {
  const model = fitResponseCurve(rows, {
    week: (w) => w.day,
    revenue: (w) => w.revenue,
    channels: [{ id: "tv", spend: (w) => w.tv, saturation: "log" }],
    maxLag: 0,
    harmonics: 0,
    trend: false,
    holdoutFolds: 0,
    starts: 2,
    draws,
    seed: 4,
  });
  if ("abstained" in model) throw new Error(model.abstained.code);
  const channel = model.channels[0] as (typeof model.channels)[number];
  const { contribution, marginalReturn } = channel;
  if ("abstained" in contribution || "abstained" in marginalReturn) throw new Error("abstained");
  return { channel, contribution: contribution.interval, marginal: marginalReturn.interval };
}

/**
 * The posterior without any simulation: reach and link on a grid, the rest a t distribution in closed form. Written from
 * the model's statement alone (reach even by its logarithm, contribution and base flat, variance by Jeffreys).
 */
function exactPosterior(rows: ReturnType<typeof oneChannel>) {
  const n = rows.length;
  const max = Math.max(...rows.map(({ tv }) => tv));
  const cells: { logWeight: number; place: number; centre: number; error: number }[] = [];
  for (let i = 0; i < 80; i++) {
    const place = (i + 0.5) / 80;
    const scale = max * 0.05 * (2 / 0.05) ** place;
    const raw = rows.map(({ tv }) => Math.log1p(tv / scale));
    const mean = raw.reduce((a, b) => a + b, 0) / n;
    for (let rho = -0.6; rho <= 0.9; rho += 0.02) {
      const unlinked = (x: readonly number[]): number[] =>
        x.map((v, t) => (t === 0 ? Math.sqrt(1 - rho * rho) * v : v - rho * (x[t - 1] as number)));
      const one = unlinked(raw.map(() => 1));
      const x = unlinked(raw.map((v) => v / mean));
      const y = unlinked(rows.map(({ revenue }) => revenue));
      const sum = (a: readonly number[], b: readonly number[]): number =>
        a.reduce((t, v, k) => t + v * (b[k] as number), 0);
      const [aa, ax, xx, ay, xy, yy] = [sum(one, one), sum(one, x), sum(x, x), sum(one, y), sum(x, y), sum(y, y)];
      const determinant = aa * xx - ax * ax;
      const slope = (aa * xy - ax * ay) / determinant;
      const base = (xx * ay - ax * xy) / determinant;
      const rss = yy - base * ay - slope * xy;
      cells.push({
        logWeight: -Math.log(determinant) / 2 - ((n - 2) / 2) * Math.log(rss) + Math.log(1 - rho * rho) / 2,
        place,
        centre: slope * n,
        error: n * Math.sqrt((rss / (n - 2)) * (aa / determinant)),
      });
    }
  }
  const top = Math.max(...cells.map(({ logWeight }) => logWeight));
  const weights = cells.map(({ logWeight }) => Math.exp(logWeight - top));
  const total = weights.reduce((a, b) => a + b, 0);
  const share = (of: (cell: (typeof cells)[number]) => number): number =>
    cells.reduce((t, cell, k) => t + (weights[k] as number) * of(cell), 0) / total;
  return {
    reachBelow: (value: number): number => {
      const place = Math.log(value / 0.05) / Math.log(2 / 0.05);
      return share((cell) => Math.min(1, Math.max(0, (place - cell.place) * 80 + 0.5)));
    },
    contributionBelow: (value: number): number =>
      share(({ centre, error }) => studentTCdf((value - centre) / error, n - 2)),
  };
}

describe("intervals of a fitted curve", () => {
  test.each([3, 8])("are those of the posterior worked out on a grid, world %i", (seed) => {
    const rows = oneChannel(seed);
    const exact = exactPosterior(rows);
    const { channel, contribution } = fitOne(rows, 400);
    const reach = channel.parameters[0]?.interval as { lower: number; upper: number };
    // one point to each side of 2.5 %: about three times what chance moves the tail of some 1,500 independent draws
    for (const tail of [
      exact.reachBelow(reach.lower),
      1 - exact.reachBelow(reach.upper),
      exact.contributionBelow(contribution.lower),
      1 - exact.contributionBelow(contribution.upper),
    ]) {
      expect(tail).toBeGreaterThan(0.015);
      expect(tail).toBeLessThan(0.037);
    }
  });

  test("hold the truth about as often as they say, in eighty worlds of one channel", () => {
    let [contributions, marginals] = [0, 0];
    for (let run = 0; run < 80; run++) {
      const rows = oneChannel(500 + run);
      const { contribution, marginal } = fitOne(rows, 50);
      const brought = rows.reduce((total, { tv }) => total + 80 * Math.log1p(tv / 25), 0);
      const mean = rows.reduce((total, { tv }) => total + tv, 0) / rows.length;
      contributions += brought >= contribution.lower && brought <= contribution.upper ? 1 : 0;
      marginals += 80 / (25 + mean) >= marginal.lower && 80 / (25 + mean) <= marginal.upper ? 1 : 0;
    }
    // 76 of 80 are expected; fewer than 71 come by chance in one of a hundred tries, and at a coverage of 0.85 in 8 of 10
    expect(contributions).toBeGreaterThanOrEqual(71);
    expect(marginals).toBeGreaterThanOrEqual(71);
    expect(contributions + marginals).toBeLessThan(160);
  });

  test("leave one new draw of twenty outside, however few draws there are", () => {
    const random = createRandom(12);
    let outside = 0;
    for (let run = 0; run < 4000; run++) {
      const { lower, upper } = drawnInterval(
        Float64Array.from({ length: 79 }, () => random.normal()),
        LEVEL,
      );
      const next = random.normal();
      outside += next < lower || next > upper ? 1 : 0;
    }
    // three standard errors around 0.05; plain quantiles of 79 draws leave 0.07 outside
    expect(outside / 4000).toBeGreaterThan(0.04);
    expect(outside / 4000).toBeLessThan(0.06);
    expect(drawnInterval(Float64Array.of(3), LEVEL)).toEqual({ lower: 3, upper: 3, level: LEVEL });
    const many = Float64Array.from({ length: 1999 }, (_, i) => i);
    expect(drawnInterval(many, LEVEL).lower).toBeLessThan(quantile(many, 0.025) as number);
  });
});
