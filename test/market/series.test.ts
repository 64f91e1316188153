import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import {
  type ForecastSeriesOptions,
  forecastSeries,
  type SeriesForecast,
  seriesChart,
} from "../../src/market/index.ts";
import { createRandom, type Random } from "../../src/math/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { AIR_PASSENGERS, NILE } from "../support/r-series.ts";

function foretold<T>(data: ArrayLike<T>, options: ForecastSeriesOptions<T>): SeriesForecast {
  const forecast = forecastSeries(data, options);
  if ("abstained" in forecast) throw new Error(word(forecast.abstained));
  return forecast;
}

describe("airline passengers", () => {
  const options = { horizon: 12, period: "month", start: "1949-01-01" } as const;
  const forecast = foretold(AIR_PASSENGERS.slice(0, 132), options);

  test("a season that multiplies is seen, the next year lies within its intervals, and rules of thumb are beaten", () => {
    expect(forecast.method.form.season).toBe("multiplicative");
    expect(forecast.points[0]?.label).toBe("1960-01");
    const actual = AIR_PASSENGERS.slice(132);
    const inside = forecast.points.filter(({ intervals }, i) => {
      const { lower, upper } = intervals[1] as { lower: number; upper: number };
      return (actual[i] as number) >= lower && (actual[i] as number) <= upper;
    });
    expect(inside.length).toBeGreaterThanOrEqual(11);
    const total = actual.reduce((a, b) => a + b, 0);
    expect(Math.abs(forecast.total.value / total - 1)).toBeLessThan(0.05);
    expect(forecast.benchmarks.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      "naive better",
      "seasonal_naive better",
    ]);
  });

  test("the interval of the total is narrower than the sum of limits, and holds the sum of what is expected", () => {
    const sum = forecast.points.reduce((total, { value }) => total + value, 0);
    expect(forecast.total.value).toBeCloseTo(sum, 9);
    const width = forecast.points.reduce((total, { intervals }) => {
      const { lower, upper } = intervals[1] as { lower: number; upper: number };
      return total + upper - lower;
    }, 0);
    const { lower, upper } = forecast.total.intervals[1] as { lower: number; upper: number };
    expect(upper - lower).toBeLessThan(width);
    expect(lower).toBeLessThan(sum);
    expect(upper).toBeGreaterThan(sum);
  });

  test("the futures come from all forms by their weights, which sum to one", () => {
    const { candidates, by, origins } = forecast.selection;
    expect(candidates).toHaveLength(15);
    expect(candidates.reduce((total, { weight }) => total + weight, 0)).toBeCloseTo(1, 9);
    expect(candidates[0]?.code).toBe(forecast.method.code);
    expect([by, origins]).toEqual(["rolling_origin", 12]);
    expect(JSON.parse(JSON.stringify(forecast))).toEqual(forecast);
  });

  test.each(["en", "zh"] as const)("the chart can be drawn in %s", async (locale) => {
    const chart = seriesChart(forecast, { locale, ...(locale === "en" && { amount: "Passengers (thousands)" }) });
    expectValidChart(chart);
    expect(await writePicture(chart, `series-${locale}`)).toContain("<svg");
  });
});

describe("what a series allows", () => {
  test("orders with dates become weeks, whatever their order; the week that is not over is left out", () => {
    const random = createRandom(3);
    const orders = Array.from({ length: 300 }, (_, i) => ({
      day: `2025-0${1 + (i % 6)}-${10 + Math.floor(random.uniform() * 18)}`,
      amount: Math.round(100 * random.gamma(2, 5)) / 100,
    }));
    const options = {
      horizon: 3,
      date: (o: (typeof orders)[number]) => o.day,
      value: (o: (typeof orders)[number]) => o.amount,
      period: "week",
      gaps: "zero",
      asOf: "2025-06-18",
    } as const;
    const forecast = foretold(orders, options);
    expect(foretold([...orders].reverse(), options)).toEqual(forecast);
    expect(forecast.points[0]?.label).toBe("2025-W25");
    expect(forecast.notes[0]?.code).toBe("series_period_open");
    expect(forecast.points.every(({ intervals }) => intervals.every(({ lower }) => lower >= 0))).toBe(true);
  });

  test("gaps are counted and skipped, a wild period is named, losses keep to forms that add", () => {
    const values: (number | null)[] = NILE.map((value) => value - 900);
    values[20] = null;
    values[60] = 5000;
    const forecast = foretold(values, { horizon: 4 });
    expect(forecast.method.form.error).toBe("additive");
    expect(forecast.n).toBe(99);
    const notes = forecast.notes.map((note) => word(note));
    expect(notes[0]).toBe("1 of 100 periods are not known; nothing was learned from them");
    expect(notes.join()).toContain("the farthest 61");
  });

  test("the unit of the amounts does not matter", () => {
    const values = AIR_PASSENGERS.slice(0, 60);
    const one = foretold(values, { horizon: 3, seasonLength: 12 });
    const other = foretold(
      values.map((value) => value * 1024),
      { horizon: 3, seasonLength: 12 },
    );
    expect(other.method.code).toBe(one.method.code);
    expect((other.points[2]?.value as number) / 1024 / (one.points[2]?.value as number)).toBeCloseTo(1, 6);
  });

  test("few or equal periods abstain, a short series says that it was not checked", () => {
    const few = forecastSeries([1, 2, 3], { horizon: 2 });
    expect("abstained" in few && few.abstained.code).toBe("too_few_rows");
    const equal = forecastSeries(Array(20).fill(7), { horizon: 2 });
    expect("abstained" in equal && equal.abstained.code).toBe("all_values_equal");
    const short = foretold([3, 5, 4, 6, 5, 7, 6, 8, 7], { horizon: 2, seasonLength: 12 });
    expect(short.notes.map(({ code }) => code)).toEqual(["series_season_unseen", "series_short"]);
    expect(short.benchmarks).toEqual([]);
  });

  test("a straight line without any error is continued with hardly any doubt", () => {
    const line = foretold(
      Array.from({ length: 20 }, (_, i) => 5 + i),
      { horizon: 3 },
    );
    const last = line.points[2]?.intervals[1];
    expect(last?.lower).toBeGreaterThan(26.999);
    expect(last?.upper).toBeLessThan(27.001);
  });

  test("months looked for in a random walk, which has none, take no part in its futures", () => {
    const random = createRandom(8);
    let level = 400;
    const walk = Array.from({ length: 60 }, () => {
      level += 5 * random.normal();
      return level;
    });
    const { candidates } = foretold(walk, { horizon: 3, seasonLength: 12, draws: 200 }).selection;
    const seasonal = candidates.filter(({ form }) => form.season !== "none");
    expect(seasonal.length).toBe(9);
    expect(seasonal.reduce((total, { weight }) => total + weight, 0)).toBeLessThan(0.1);
  });

  test("bad input is refused with its name", () => {
    const values = NILE.slice(0, 20);
    expect(() => forecastSeries([], { horizon: 1 })).toThrow(/at least one row/);
    expect(() => forecastSeries(values, { horizon: 0 })).toThrow(/options\.horizon/);
    expect(() => forecastSeries(values, { horizon: 2, levels: [1] })).toThrow(/options\.levels\[0\]/);
    expect(() => forecastSeries([...values, Number.POSITIVE_INFINITY], { horizon: 2 })).toThrow(/data\[20\]/);
    expect(() => forecastSeries(values, { horizon: 2, floor: 1e6 })).toThrow(/options\.floor/);
    expect(() => forecastSeries(values, { horizon: 2, start: "2020-01-01" })).toThrow(/options\.period must be given/);
    expect(() => seriesChart({ abstained: {} } as never)).toThrow(/abstention/);
  });
});

/** A level that wanders, with noise. */
function wander(random: Random, n: number, alpha: number): number[] {
  let level = 100;
  return Array.from({ length: n }, () => {
    const error = 10 * random.normal();
    const value = level + error;
    level += alpha * error;
    return value;
  });
}

test("intervals of short series hold what comes: 80 % and 95 % ones, each period and the total", () => {
  let [narrow, wide, total] = [0, 0, 0];
  const [worlds, ahead] = [60, 4];
  for (let world = 0; world < worlds; world++) {
    const all = wander(createRandom(5000 + world), 30 + ahead, 0.3);
    const forecast = foretold(all.slice(0, 30), { horizon: ahead, draws: 500 });
    const come = all.slice(30);
    const holds = (at: number): number =>
      forecast.points.filter(({ intervals }, h) => {
        const { lower, upper } = intervals[at] as { lower: number; upper: number };
        return (come[h] as number) >= lower && (come[h] as number) <= upper;
      }).length;
    narrow += holds(0);
    wide += holds(1);
    const sum = come.reduce((a, b) => a + b, 0);
    const { lower, upper } = forecast.total.intervals[1] as { lower: number; upper: number };
    if (sum >= lower && sum <= upper) total++;
  }
  // 60 worlds of 4 related periods: two standard errors are about 8 and 4 points; the nightly run is sharper
  expect(narrow / worlds / ahead).toBeGreaterThan(0.72);
  expect(narrow / worlds / ahead).toBeLessThan(0.88);
  expect(wide / worlds / ahead).toBeGreaterThan(0.91);
  expect(total / worlds).toBeGreaterThan(0.88);
});
