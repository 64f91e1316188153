import { describe, expect, test } from "vitest";
import { planBudget } from "../../src/campaign/budget/plan.ts";
import { adstockWeights, carry } from "../../src/campaign/response/adstock.ts";
import { responseChart } from "../../src/campaign/response/chart.ts";
import { fitResponseCurve } from "../../src/campaign/response/fit.ts";
import { measureResponse } from "../../src/campaign/response/measure.ts";
import { predictResponse } from "../../src/campaign/response/predict.ts";
import {
  inflectionOf,
  marginalAt,
  responseAt,
  saturationAt,
  saturationSlope,
} from "../../src/campaign/response/saturation.ts";
import { responseCurveModelSpec, responseCurveSchema } from "../../src/campaign/response/schema.ts";
import type { FitResponseOptions, ResponseCurve, ResponseCurveModel } from "../../src/campaign/response/types.ts";
import { isClienteleError, loadModel, describe as word } from "../../src/core/index.ts";
import { expectValidChart, renderSvg, writePicture } from "../support/charts.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { CURVES, fitWorld, type MediaWeek, simulateMedia } from "./response-support.ts";

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (isClienteleError(error)) return error.code;
    throw error;
  }
  return "nothing";
};
const fitted = (model: ReturnType<typeof fitResponseCurve>): ResponseCurveModel => {
  if ("abstained" in model) throw new Error(word(model.abstained));
  return model;
};
const channelOf = (model: ResponseCurveModel, id: string) => {
  const channel = model.channels.find((candidate) => candidate.id === id);
  if (channel === undefined) throw new Error(`no ${id}`);
  return channel;
};
const codesOf = (model: ResponseCurveModel, id: string) => channelOf(model, id).warnings.map(({ code }) => code);
const valueIn = (figure: object): { value: number; interval: { lower: number; upper: number } } => {
  if (!("value" in figure)) throw new Error("abstained");
  return figure as ReturnType<typeof valueIn>;
};

describe("carryover", () => {
  test("falls by its rate each week (geometric .5: 1, .5, .25, .125, .0625)", () => {
    expect(Array.from(adstockWeights("geometric", 0.5, 4))).toEqual([1, 0.5, 0.25, 0.125, 0.0625]);
  });

  test("falls slowly first and fast later (binomial .25: 1, .512, .216, .064, .008)", () => {
    const weights = Array.from(adstockWeights("binomial", 0.25, 4));
    for (const [lag, weight] of [1, 0.512, 0.216, 0.064, 0.008].entries()) expect(weights[lag]).toBeCloseTo(weight, 12);
  });

  test("leaves a constant spend what it is, and no rate leaves every spend what it is", () => {
    const out = new Float64Array(3);
    carry(new Float64Array(7).fill(12), { kind: "geometric", rate: 0.7, maxLag: 4 }, 4, out);
    for (const x of out) expect(x).toBeCloseTo(12, 12);
    carry(Float64Array.of(1, 5, 2), { kind: "binomial", rate: 0, maxLag: 2 }, 0, out);
    expect(Array.from(out)).toEqual([1, 5, 2]);
  });
});

describe("saturation", () => {
  test("is x^α/(x^α + half^α): one half at the half-saturation, whatever the shape", () => {
    for (const shape of [0.5, 1, 2.7]) expect(saturationAt({ kind: "hill", shape, half: 30 }, 30)).toBeCloseTo(0.5, 12);
    expect(saturationAt({ kind: "hill", shape: 2, half: 3 }, 4)).toBeCloseTo(16 / 25, 12);
    expect(saturationAt({ kind: "hill", shape: 2, half: 3 }, 0)).toBe(0);
    expect(saturationAt({ kind: "log", scale: 10 }, 10)).toBeCloseTo(Math.LN2, 12);
  });

  test.each([
    { kind: "hill", shape: 0.6, half: 20 },
    { kind: "hill", shape: 2.4, half: 20 },
    { kind: "log", scale: 15 },
  ] as const)("rises by its slope: $kind", (saturation) => {
    for (const x of [0.5, 7, 20, 90]) {
      const step = 1e-5 * x;
      const rise = (saturationAt(saturation, x + step) - saturationAt(saturation, x - step)) / (2 * step);
      expect(saturationSlope(saturation, x)).toBeCloseTo(rise, 8);
    }
  });

  test("turns where its slope is steepest", () => {
    const saturation = { kind: "hill", shape: 3, half: 50 } as const;
    const turn = inflectionOf(saturation);
    expect(saturationSlope(saturation, turn)).toBeGreaterThan(saturationSlope(saturation, turn * 1.001));
    expect(saturationSlope(saturation, turn)).toBeGreaterThan(saturationSlope(saturation, turn * 0.999));
    expect(inflectionOf({ kind: "hill", shape: 1, half: 50 })).toBe(0);
  });
});

/** One fit for every test that only reads it. */
const world = { curves: CURVES, weeks: 120, noise: 120, rho: 0.3 };
const { weeks, brought } = simulateMedia(world, 3);
const model = fitWorld(weeks, world, 1, 100);

describe("the fit", () => {
  test("finds the curves again where there is no noise", () => {
    const quiet = { curves: CURVES.slice(0, 2), weeks: 80, noise: 1e-6, rho: 0 };
    const exact = fitWorld(simulateMedia(quiet, 5).weeks, quiet, 1);
    for (const truth of quiet.curves) {
      const { curve } = channelOf(exact, truth.id);
      expect(curve?.effect).toBeCloseTo(truth.effect, 1);
      expect(curve?.adstock?.rate).toBeCloseTo(truth.adstock?.rate as number, 3);
      const { saturation } = curve as ResponseCurve;
      const { shape, half } = saturation as { shape: number; half: number };
      const asked = truth.saturation as { shape: number; half: number };
      expect(shape).toBeCloseTo(asked.shape, 3);
      expect(half).toBeCloseTo(asked.half, 1);
    }
    expect(exact.explained).toBeCloseTo(1, 7);
    expect(exact.baseline.trend).toBeCloseTo(2, 3);
  });

  test("splits revenue into base and channels without a rest", () => {
    const media = model.channels.reduce((total, { contribution }) => total + valueIn(contribution).value, 0);
    const all = weeks.slice(4).reduce((total, { revenue }) => total + revenue, 0);
    expect(model.baseline.mean * model.fittedOn.weeks + media).toBeCloseTo(all, 3);
  });

  test("is lower than its neighbours in every direction of the search", () => {
    // the slope of the reduced error is exact: moving any one parameter of the curves makes the fit worse
    const errors = (curves: readonly ResponseCurve[]): number => {
      const columns = curves.map((curve, c) => {
        const out = new Float64Array(weeks.length - 4);
        const spend = Float64Array.from(weeks, (w) => w.spend[CURVES.findIndex(({ id }) => id === curve.id)] as number);
        carry(spend, curve.adstock as NonNullable<ResponseCurve["adstock"]>, 4, out);
        return { c, out: out.map((x) => responseAt(curve, x)) };
      });
      const rest = Float64Array.from(weeks.slice(4), ({ revenue }, t) =>
        columns.reduce((left, { out }) => left - (out[t] as number), revenue),
      );
      const n = rest.length;
      const basis = [
        Array.from({ length: n }, () => 1),
        Array.from({ length: n }, (_, t) => t - (n - 1) / 2),
        ...[Math.sin, Math.cos].map((f) =>
          weeks.slice(4).map((w) => f((2 * Math.PI * (w.day / 86_400_000)) / 365.2425)),
        ),
      ].map((column) => whitened(Float64Array.from(column)));
      const target = whitened(rest);
      return residualOf(target, basis);
    };
    const whitened = (x: Float64Array): Float64Array =>
      x.map((cell, t) =>
        t === 0
          ? Math.sqrt(1 - model.autocorrelation ** 2) * cell
          : cell - model.autocorrelation * (x[t - 1] as number),
      );
    const best = model.channels.map(({ curve }) => curve as ResponseCurve);
    const least = errors(best);
    for (const [c, curve] of best.entries()) {
      for (const by of [0.97, 1.03]) {
        const saturation = curve.saturation as { kind: "hill"; shape: number; half: number };
        for (const moved of [
          { ...curve, effect: curve.effect * by },
          { ...curve, saturation: { ...saturation, half: saturation.half * by } },
        ]) {
          expect(errors(best.map((own, j) => (j === c ? moved : own)))).toBeGreaterThanOrEqual(least * (1 - 1e-9));
        }
      }
    }
  });

  test("does not depend on the order of rows or channels, and the seed alone decides the draws", () => {
    expect(fitWorld([...weeks].reverse(), world, 1, 100)).toEqual(model);
    const options = (channels: FitResponseOptions<MediaWeek>["channels"]): FitResponseOptions<MediaWeek> => ({
      week: (w) => w.day,
      revenue: (w) => w.revenue,
      channels,
      maxLag: 2,
      holdoutFolds: 0,
      starts: 1,
      draws: 50,
    });
    const [a, b] = [
      { id: "__proto__", spend: (w: MediaWeek) => w.spend[0] as number, saturation: "log" as const },
      { id: "constructor", spend: (w: MediaWeek) => w.spend[1] as number, saturation: "log" as const },
    ];
    expect(fitResponseCurve(weeks, options([a, b]))).toEqual(fitResponseCurve(weeks, options([b, a])));
  });

  test("covers the truth of this world, and the simulation settles", () => {
    for (const [c, { id }] of CURVES.entries()) {
      const { interval } = valueIn(channelOf(model, id).contribution);
      expect(interval.lower).toBeLessThan(brought[c] as number);
      expect(interval.upper).toBeGreaterThan(brought[c] as number);
    }
    expect(model.converged).toBe(true);
  });
});

function residualOf(target: Float64Array, basis: readonly Float64Array[]): number {
  const kept: Float64Array[] = [];
  const clean = (column: Float64Array): Float64Array => {
    let left = Float64Array.from(column);
    for (let twice = 0; twice < 2; twice++) {
      for (const q of kept) {
        const share = left.reduce((sum, x, t) => sum + x * (q[t] as number), 0);
        left = left.map((x, t) => x - share * (q[t] as number));
      }
    }
    return left;
  };
  for (const column of basis) {
    const left = clean(column);
    const size = Math.sqrt(left.reduce((sum, x) => sum + x * x, 0));
    kept.push(left.map((x) => x / size));
  }
  return clean(target).reduce((sum, x) => sum + x * x, 0);
}

describe("what the weeks cannot tell is said", () => {
  const base = simulateMedia({ curves: CURVES.slice(0, 1), weeks: 90, noise: 100, rho: 0 }, 11).weeks;
  const fitTo = (
    channels: FitResponseOptions<MediaWeek>["channels"],
    more: Partial<FitResponseOptions<MediaWeek>> = {},
  ) =>
    fitResponseCurve(base, {
      week: (w) => w.day,
      revenue: (w) => w.revenue,
      channels,
      maxLag: 2,
      harmonics: 1,
      starts: 2,
      draws: 50,
      holdoutFolds: 0,
      ...more,
    });
  const tv = (w: MediaWeek) => w.spend[0] as number;

  test("two channels that move together", () => {
    const model = fitted(
      fitTo([
        { id: "a", spend: tv },
        { id: "b", spend: (w, i) => 0.5 * tv(w) + (i % 3) },
      ]),
    );
    expect(codesOf(model, "a")).toContain("media_collinear");
    expect(codesOf(model, "a")).toContain("media_confounded");
    const [a, b] = ["a", "b"].map((id) => valueIn(channelOf(model, id).contribution).interval);
    // one may have brought all of it, or next to none
    expect((a as { upper: number }).upper).toBeGreaterThan(3 * (a as { lower: number }).lower);
    expect((b as { lower: number }).lower).toBe(0);
  });

  test("a spend that never changes has no curve, one that hardly changes a warning", () => {
    const model = fitted(
      fitTo([
        { id: "tv", spend: tv },
        { id: "fee", spend: () => 30 },
      ]),
    );
    expect(channelOf(model, "fee").curve).toBeUndefined();
    expect(channelOf(model, "fee").contribution).toEqual({
      abstained: { code: "media_no_variation", params: { channel: "fee", mean: 30 } },
    });
    expect(codeOf(() => predictResponse(model, [{ id: "fee", spend: 3 }]))).toBe("unknown_id");
    const flat = fitted(fitTo([{ id: "flat", spend: (_, i) => 30 + (i % 2) }]));
    expect(codesOf(flat, "flat")).toContain("media_little_variation");
  });

  test("a channel without effect: its interval begins at zero", () => {
    const model = fitted(
      fitTo([
        { id: "tv", spend: tv },
        { id: "idle", spend: (_, i) => (i * 7919) % 83 },
      ]),
    );
    expect(valueIn(channelOf(model, "idle").contribution).interval.lower).toBe(0);
    expect(codesOf(model, "idle")).toContain("media_effect_unclear");
    expect(codesOf(model, "tv")).not.toContain("media_effect_unclear");
    expect(codesOf(model, "idle")).toContain("media_margin_assumed");
  });

  test("weeks held out are set against the same regression without media", () => {
    const model = fitted(fitTo([{ id: "tv", spend: tv }], { holdoutFolds: 2, holdoutWeeks: 6 }));
    expect(model.holdout).toMatchObject({ folds: 2, weeks: 6 });
    const { model: own, withoutMedia, naive } = model.holdout as NonNullable<ResponseCurveModel["holdout"]>;
    expect(own).toBeLessThan(withoutMedia);
    expect(own).toBeLessThan(naive);
    const noise = fitted(fitTo([{ id: "n", spend: (_, i) => (i * 7919) % 83 }], { holdoutFolds: 3, holdoutWeeks: 6 }));
    expect(noise.fittedOn.notes.map(({ code }) => code)).toContain("media_holdout_worse");
  });

  test("a control that repeats the trend is left out by name", () => {
    const model = fitted(
      fitTo([{ id: "tv", spend: tv }], {
        controls: [
          { id: "a", value: (w) => w.day },
          { id: "b", value: (w) => 2 * w.day + 1 },
        ],
        trend: false,
      }),
    );
    expect(model.fittedOn.notes).toContainEqual({ code: "media_control_redundant", params: { control: "b" } });
  });

  test("too few weeks, or no spend that changes, abstain", () => {
    const few = fitResponseCurve(base.slice(0, 12), {
      week: (w) => w.day,
      revenue: (w) => w.revenue,
      channels: [{ id: "tv", spend: tv }],
    });
    // 8 weeks of history and two for base, trend, effect, rate, shape and reach each
    expect(few).toEqual({ abstained: { code: "too_few_rows", params: { n: 12, needed: 20 } } });
    expect(fitTo([{ id: "fee", spend: () => 0 }])).toEqual({
      abstained: { code: "media_no_variation", params: { channel: "fee", mean: 0 } },
    });
  });
});

describe("predictions and the report", () => {
  const spends = [
    { id: "tv", spend: 600 },
    { id: "search", spend: 300 },
  ];

  test("report the same response and ROAS", () => {
    const predicted = predictResponse(model, spends, { horizonWeeks: 10 });
    const report = measureResponse(model, spends, { horizonWeeks: 10 });
    expect(report.roas?.value).toBe(predicted.roas);
    expect(report.channels.map(({ response }) => response.value)).toEqual(predicted.channels.map((c) => c.response));
    expect(report.channels.reduce((total, { share = 0 }) => total + share, 0)).toBeCloseTo(1, 12);
    for (const { response } of report.channels) {
      expect(response.interval.lower).toBeLessThanOrEqual(response.value);
      expect(response.interval.upper).toBeGreaterThanOrEqual(response.value);
    }
    expect(measureResponse(model).channels.map(({ id }) => id)).toEqual(["print", "search", "tv"]);
  });

  test("a constant spend week by week settles at the even one", () => {
    const week = predictResponse(model, [{ id: "tv", spend: Array.from({ length: 8 }, () => 60) }], {
      horizonWeeks: 8,
    });
    const even = predictResponse(model, [{ id: "tv", spend: 60 }]);
    expect(week.channels[0]?.weekly?.at(-1)).toBeCloseTo(even.response, 9);
    // in the first week earlier spend still works
    const silent = predictResponse(model, [{ id: "tv", spend: [0, 0] }], { horizonWeeks: 2 });
    expect(silent.response).toBeGreaterThan(0);
    expect(silent.roas).toBeUndefined();
  });

  test("a curve by hand needs no fit", () => {
    const curve: ResponseCurve = { id: "fair", effect: 80, saturation: { kind: "log", scale: 5 } };
    expect(responseCurveSchema.safeParse(curve).success).toBe(true);
    expect(predictResponse([curve], [{ id: "fair", spend: 5 }]).response).toBeCloseTo(80 * Math.LN2, 12);
    expect(predictResponse([curve], [{ id: "fair", spend: 5 }]).channels[0]?.marginalReturn).toBe(marginalAt(curve, 5));
  });

  test("the model travels whole, and does not load when parts do not belong together", () => {
    expect(loadModel(responseCurveModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
    const load = (change: object) => codeOf(() => loadModel(responseCurveModelSpec, { ...model, ...change }));
    expect(load({ draws: model.draws.map((draw) => draw.slice(1)) })).toBe("invalid_model");
    expect(load({ channels: [] })).toBe("invalid_model");
    expect(load({ owner: 1 })).toBe("invalid_model");
    expect(load({ version: 2 })).toBe("unsupported_version");
  });

  test.each(["en", "zh"] as const)("the chart shows each curve with its band in %s", async (locale) => {
    const chart = responseChart(model, { locale });
    expectValidChart(chart);
    if (locale === "en") await writePicture(chart, "response-curves-en");
    else expect(await renderSvg(chart)).toContain("各渠道");
    expectValidChart(responseChart(model, { channel: "tv", width: 400, height: 260 }));
    expect(codeOf(() => responseChart(model, { channel: "radio" }))).toBe("unknown_id");
  });
});

describe("bad input", () => {
  const js = <T>(value: unknown): T => value as T;
  const OURS =
    /^(empty_input|not_finite|out_of_range|invalid_type|invalid_date|unknown_id|invalid_model|inconsistent)$/;
  const rows = Array.from({ length: 40 }, (_, i) => ({ day: i * 7 * 86_400_000, revenue: 100 + i, tv: (i * 7) % 5 }));
  type Row = (typeof rows)[number];
  const good: FitResponseOptions<Row> = {
    week: (w) => w.day,
    revenue: (w) => w.revenue,
    channels: [{ id: "tv", spend: (w) => w.tv, saturation: "log" }],
    maxLag: 1,
    draws: 50,
    starts: 1,
    holdoutFolds: 0,
  };
  const curve: ResponseCurve = { id: "tv", effect: 1, saturation: { kind: "log", scale: 5 } };

  test.each([null, Number.NaN, "x", true, {}, () => 1, -1, 1e200].map((value) => [value]))("%s", (value) => {
    for (const field of ["week", "revenue", "channels", "controls", "harmonics", "maxLag", "level", "seed", "draws"]) {
      if (field === "seed" && value === -1) continue;
      if ((field === "week" || field === "revenue") && typeof value === "function") continue;
      expect(
        codeOf(() => fitResponseCurve(rows, { ...good, [field]: value })),
        field,
      ).toMatch(OURS);
    }
    for (const field of ["id", "spend", "adstock", "saturation", "bounds"]) {
      if (field === "id" && value === "x") continue;
      if (field === "spend" && typeof value === "function") continue;
      if (field === "bounds" && typeof value === "object" && value !== null) continue;
      const channels = [{ ...good.channels[0], [field]: value }];
      expect(
        codeOf(() => fitResponseCurve(rows, { ...good, channels: js(channels) })),
        field,
      ).toMatch(OURS);
    }
    expect(codeOf(() => predictResponse([js({ ...curve, effect: value })], []))).toMatch(OURS);
    expect(codeOf(() => predictResponse([js({ ...curve, saturation: value })], []))).toMatch(OURS);
    expect(codeOf(() => predictResponse([curve], [{ id: "tv", spend: js(value) }]))).toMatch(OURS);
    expect(codeOf(() => predictResponse([curve], [], { horizonWeeks: js(value) }))).toMatch(OURS);
    expect(codeOf(() => measureResponse(js(value)))).toMatch(OURS);
    expect(codeOf(() => responseChart(js(value)))).toMatch(OURS);
  });

  test("names the week that is missing, doubled or negative", () => {
    const gap = rows.filter((_, i) => i !== 7);
    expect(() => fitResponseCurve(gap, good)).toThrow(/weeks\[7\] lies 14 days after weeks\[6\]/);
    expect(codeOf(() => fitResponseCurve([...rows, rows[3] as Row], good))).toBe("inconsistent");
    const minus = rows.map((row, i) => (i === 5 ? { ...row, tv: -2 } : row));
    expect(() => fitResponseCurve(minus, good)).toThrow(/spend of tv\[5\]/);
    expect(codeOf(() => fitResponseCurve([], good))).toBe("empty_input");
    const [channel] = good.channels;
    expect(codeOf(() => fitResponseCurve(rows, { ...good, channels: js([channel, channel]) }))).toBe("duplicate_id");
    expect(codeOf(() => predictResponse([curve], [{ id: "tv", spend: [1] }], { horizonWeeks: 2 }))).toBe(
      "length_mismatch",
    );
  });
});

describeWithData("208 weeks of five media", ["media/weekly-spend-revenue.csv"], () => {
  test("say that media matter, and next to nothing about the form of most curves", () => {
    const weeks = readSharedCsv("media/weekly-spend-revenue.csv");
    type Week = (typeof weeks)[number];
    const read = (name: string) => (week: Week) => Number(week[name]);
    const model = fitted(
      fitResponseCurve(weeks, {
        week: (week) => week["DATE"] as string,
        revenue: read("revenue"),
        channels: ["tv_S", "ooh_S", "print_S", "search_S", "facebook_S"].map((id) => ({ id, spend: read(id) })),
        controls: [
          { id: "rival", value: read("competitor_sales_B") },
          { id: "newsletter", value: read("newsletter") },
          { id: "event", value: (week) => (week["events"] === "na" ? 0 : 1) },
        ],
        // the example runs the search and the simulation at full length
        starts: 2,
        draws: 60,
      }),
    );
    expect(model.explained).toBeGreaterThan(0.9);
    expect(valueIn(channelOf(model, "tv_S").roas).interval.lower).toBeGreaterThan(1);
    expect(codesOf(model, "search_S")).toContain("media_effect_unclear");
    const unknown = model.channels.flatMap(({ warnings }) => warnings.filter((w) => w.code === "media_shape_unknown"));
    expect(unknown.length).toBeGreaterThan(8);
    expect(model.fittedOn.notes.map(({ code }) => code)).toContain("media_holdout_worse");
    const total = 13 * model.channels.reduce((sum, { observed }) => sum + observed.mean, 0);
    const plan = planBudget(model, { total, horizonWeeks: 13 });
    if ("abstained" in plan) throw new Error(word(plan.abstained));
    // the doubts about the fit go along with what is planned and reported on it
    for (const { notes } of [plan, measureResponse(model)])
      expect(notes.map(({ code }) => code)).toContain("media_holdout_worse");
    for (const { id, warnings } of plan.channels) expect(warnings).toEqual(channelOf(model, id).warnings);
    expectValidChart(responseChart(model));
  });
});
