import { describe, expect, test } from "vitest";
import { budgetChart } from "../../src/campaign/budget/chart.ts";
import { planBudget } from "../../src/campaign/budget/plan.ts";
import { budgetChannelSchema } from "../../src/campaign/budget/schema.ts";
import type { BudgetPlan, PlanBudgetOptions } from "../../src/campaign/budget/types.ts";
import { predictResponse } from "../../src/campaign/response/predict.ts";
import type { ResponseCurve } from "../../src/campaign/response/types.ts";
import { isClienteleError, describe as word } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { expectValidChart, renderSvg, writePicture } from "../support/charts.ts";
import { CURVES, fitWorld, simulateMedia } from "./response-support.ts";

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (isClienteleError(error)) return error.code;
    throw error;
  }
  return "nothing";
};
const planned = (source: Parameters<typeof planBudget>[0], options: PlanBudgetOptions): BudgetPlan => {
  const plan = planBudget(source, options);
  if ("abstained" in plan) throw new Error(word(plan.abstained));
  return plan;
};
const log = (id: string, effect: number, scale: number): ResponseCurve => ({
  id,
  effect,
  saturation: { kind: "log", scale },
});
const hill = (id: string, effect: number, shape: number, half: number): ResponseCurve => ({
  id,
  effect,
  saturation: { kind: "hill", shape, half },
});
const spends = (plan: BudgetPlan) => plan.channels.map(({ spend }) => spend);
const codes = (plan: BudgetPlan) => plan.binding.map(({ code }) => code);

describe("curves that bend from the start", () => {
  test("are filled until all margins are equal: the closed form of two logarithms", () => {
    // 100/(10 + x) = 50/(10 + y), x + y = 70 → x = 50, y = 20
    const plan = planned([log("tv", 100, 10), log("search", 50, 10)], { total: 70 });
    expect(spends(plan)[0]).toBeCloseTo(50, 8);
    expect(spends(plan)[1]).toBeCloseTo(20, 8);
    for (const { marginalReturn } of plan.channels) expect(marginalReturn).toBeCloseTo(100 / 60, 8);
    expect(plan.shadowPrice).toBeCloseTo(100 / 60, 8);
    expect(codes(plan)).toEqual(["budget_total_binds"]);
    expect(plan.proven).toBe(true);
  });

  test("leave out a channel whose first unit brings less than the last of another", () => {
    const plan = planned([log("tv", 100, 10), log("radio", 10, 10)], { total: 30 });
    expect(spends(plan)[1]).toBe(0);
  });

  test("spread over weeks is the weekly plan times the weeks", () => {
    const curves = [hill("a", 90, 0.8, 20), hill("b", 60, 1, 10)];
    const week = planned(curves, { total: 40 });
    const year = planned(curves, { total: 40 * 52, horizonWeeks: 52 });
    expect(year.response).toBeCloseTo(52 * week.response, 6);
    expect(spends(year)[0]).toBeCloseTo(52 * (spends(week)[0] as number), 4);
    expect(year.roas).toBeCloseTo(week.roas as number, 9);
  });
});

describe("curves with an S", () => {
  test("concentrate on one of two equal channels where the money does not reach for both", () => {
    const plan = planned([hill("a", 100, 4, 10), hill("b", 100, 4, 10)], { total: 14 });
    expect([...spends(plan)].sort((x, y) => x - y)).toEqual([0, 14]);
    expect(plan.proven).toBe(true);
    // equal margins would be far worse
    const equal = predictResponse([hill("a", 100, 4, 10)], [{ id: "a", spend: 7 }]).response * 2;
    expect(plan.response).toBeGreaterThan(1.9 * equal);
  });

  test("equal the best of a fine grid without steps", () => {
    const random = createRandom(7);
    for (let run = 0; run < 20; run++) {
      const curves = ["a", "b", "c"].map((id) =>
        hill(id, 20 + 100 * random.uniform(), 0.5 + 4 * random.uniform(), 2 + 20 * random.uniform()),
      );
      const total = 5 + 30 * random.uniform();
      const plan = planned(curves, { total });
      let best = 0;
      for (let i = 0; i <= 60; i++) {
        for (let j = 0; i + j <= 60; j++) {
          const parts = [i, j, 60 - i - j].map((k, c) => ({ id: "abc"[c] as string, spend: (k * total) / 60 }));
          best = Math.max(best, predictResponse(curves, parts).response);
        }
      }
      expect(plan.response).toBeGreaterThanOrEqual(best * (1 - 1e-9));
      expect(plan.response).toBeLessThan(best * 1.02);
    }
  });
});

describe("limits", () => {
  const curves = [log("tv", 100, 10), log("search", 50, 10), log("print", 20, 10)];

  test("that bind are named, with what they cost at the margin", () => {
    const limited = (search: object, print: object) =>
      planned(curves, {
        total: 70,
        channels: [
          { id: "tv", max: 30 },
          { id: "search", ...search },
          { id: "print", min: 25, ...print },
        ],
      });
    const plan = limited({}, {});
    expect(spends(plan)[1]).toBeCloseTo(15, 9);
    // 100/(10 + 30) at its most, 50/(10 + 15) elsewhere, 20/(10 + 25) at its least
    expect(
      plan.binding.map(({ code, params }) => [code, "marginalReturn" in params ? params.marginalReturn : 0]),
    ).toEqual([
      ["budget_total_binds", 0],
      ["budget_max_binds", 2.5],
      ["budget_min_binds", 20 / 35],
    ]);
    expect(plan.shadowPrice).toBeCloseTo(2, 9);
    const stepped = limited({ step: 7 }, { max: 25 });
    expect(spends(stepped)).toEqual([30, 14, 25]);
    expect(codes(stepped)).toEqual(["budget_left_over", "budget_max_binds", "budget_step_binds", "budget_min_binds"]);
    for (const locale of ["en", "zh"] as const) {
      for (const reason of [...plan.binding, ...plan.notes]) expect(word(reason, locale).length).toBeGreaterThan(5);
    }
  });

  test("a campaign that is not worth starting at its least is left out, and named", () => {
    const plan = planned(curves, { total: 30, channels: [{ id: "tv" }, { id: "search", minIfUsed: 25 }] });
    expect(spends(plan)[0]).toBeCloseTo(30, 9);
    expect(codes(plan)).toContain("budget_minimum_if_used");
    const rich = planned(curves, { total: 300, channels: [{ id: "tv" }, { id: "search", minIfUsed: 25 }] });
    expect(spends(rich)[1]).toBeGreaterThan(25);
    expect(codes(rich)).toEqual(["budget_total_binds"]);
  });

  test("that cannot be met together give no plan and say what is needed", () => {
    expect(
      planBudget(curves, {
        total: 20,
        channels: [
          { id: "tv", min: 15 },
          { id: "print", min: 8 },
        ],
      }),
    ).toEqual({
      abstained: { code: "budget_infeasible", params: { needed: 23, total: 20 } },
    });
    const tight = planned(curves, {
      total: 24,
      channels: [
        { id: "tv", min: 15 },
        { id: "print", min: 8 },
      ],
    });
    expect(tight.cut10).toMatchObject({ abstained: { code: "budget_infeasible" } });
  });

  test("money that nobody can use is left over, and a channel without effect gets none", () => {
    const plan = planned([log("tv", 100, 10), log("idle", 0, 10)], {
      total: 50,
      channels: [{ id: "tv", max: 20 }, { id: "idle" }],
    });
    expect(spends(plan)).toEqual([20, 0]);
    expect(plan.binding).toContainEqual({ code: "budget_left_over", params: { left: 30 } });
    expect(plan.shadowPrice).toBe(0);
  });
});

describe("more and less money", () => {
  const curves = [hill("a", 90, 0.8, 20), hill("b", 60, 1, 10)];
  const plan = planned(curves, { total: 40 });

  test("is planned anew: 10 % more brings less than 10 % less loses", () => {
    expect(plan.next10.change).toBeGreaterThan(0);
    const cut = plan.cut10 as Exclude<BudgetPlan["cut10"], { abstained: unknown }>;
    expect(cut.change).toBeLessThan(-plan.next10.change);
    expect(plan.next10.response).toBeCloseTo(planned(curves, { total: 44 }).response, 9);
    // the shadow price is the slope between the two
    expect(plan.next10.change / 4).toBeLessThan(plan.shadowPrice);
    expect(-cut.change / 4).toBeGreaterThan(plan.shadowPrice);
  });
});

describe("with a fitted model", () => {
  const world = { curves: CURVES, weeks: 100, noise: 120, rho: 0.2 };
  const model = fitWorld(simulateMedia(world, 3).weeks, world, 1);
  const current = [
    { id: "tv", spend: 20 },
    { id: "search", spend: 20 },
    { id: "print", spend: 160 },
  ];
  const plan = planned(model, { total: 200, current });

  test("plan and report tell the same response and ROAS", () => {
    const report = predictResponse(model, plan.channels);
    expect(report.roas).toBe(plan.roas);
    expect(report.response).toBe(plan.response);
    expect(report.channels.map(({ roas }) => roas)).toEqual(plan.channels.map(({ roas }) => roas));
  });

  test("the gain over the current spend comes with its interval and its chance", () => {
    const { gain, beats, current: before } = plan.comparison as NonNullable<BudgetPlan["comparison"]>;
    if (typeof gain === "number") throw new Error("no interval");
    expect(gain.value).toBeCloseTo(plan.response - before.response, 9);
    expect(gain.value).toBeGreaterThan(0);
    expect(gain.interval.lower).toBeLessThan(gain.value);
    expect(gain.interval.upper).toBeGreaterThan(gain.value);
    expect(beats).toBeGreaterThan(0.8);
    const truth = predictResponse(CURVES, plan.channels).response - predictResponse(CURVES, current).response;
    expect(truth).toBeGreaterThan(gain.interval.lower);
    expect(truth).toBeLessThan(gain.interval.upper);
  });

  test("spend beyond what was ever seen is called a guess", () => {
    const rich = planned(model, { total: 1e5 });
    expect(rich.notes.map(({ code }) => code)).toContain("media_beyond_observed");
    expect(plan.notes.map(({ code }) => code)).not.toContain("budget_not_proven");
  });

  test("doubts about the fit stand in the plan, and a curve stated by hand has none", () => {
    const doubt = { code: "media_holdout_worse", params: { model: 0.08, withoutMedia: 0.06 } } as const;
    const idle = { code: "media_control_redundant", params: { control: "b" } } as const;
    const doubted = { ...model, fittedOn: { ...model.fittedOn, notes: [doubt, idle] } };
    expect(planned(doubted, { total: 200 }).notes.filter(({ code }) => code !== "media_beyond_observed")).toEqual([
      doubt,
    ]);
    expect(plan.notes.map(({ code }) => code)).not.toContain("media_holdout_worse");
    const { warnings } = model.channels.find(({ id }) => id === "print") as (typeof model.channels)[number];
    expect(plan.channels.find(({ id }) => id === "print")?.warnings).toEqual(warnings);
    expect(planned([log("tv", 3, 2)], { total: 4 }).channels[0]?.warnings).toEqual([]);
    expect(
      codeOf(() => planBudget({ ...model, fittedOn: { ...model.fittedOn, notes: null as never } }, { total: 1 })),
    ).toBe("invalid_type");
  });

  test.each(["en", "zh"] as const)("the chart sets plan against current spend in %s", async (locale) => {
    const chart = budgetChart(plan, { locale });
    expectValidChart(chart);
    // fonts of Chinese pictures take most of the time of this file: the drawing is checked, the picture is English
    if (locale === "en") await writePicture(chart, "budget-en");
    else expect(await renderSvg(chart)).toContain("<svg");
    expectValidChart(budgetChart(planned([log("tv", 3, 2)], { total: 4 })));
  });
});

test("ten channels in two hundred steps are planned and proven at once", () => {
  const random = createRandom(3);
  const curves = Array.from({ length: 10 }, (_, c) =>
    hill(`c${c}`, 100 + 100 * random.uniform(), 0.6 + 3 * random.uniform(), 100 + 300 * random.uniform()),
  );
  const plan = planned(curves, { total: 2000, channels: curves.map(({ id }) => ({ id, step: 10 })) });
  expect(plan.proven).toBe(true);
  for (const { spend } of plan.channels) expect(spend % 10).toBe(0);
  expect(plan.spend).toBeLessThanOrEqual(2000);
});

test("a search that is cut short says how much better a plan could be", () => {
  const curves = Array.from({ length: 8 }, (_, c) => hill(`c${c}`, 90 + c, 3 + 0.1 * c, 20 + c));
  const channels = curves.map(({ id }, c) => ({ id, step: 7 + (c % 3) }));
  const cut = planned(curves, { total: 77, channels, maxNodes: 1 });
  const full = planned(curves, { total: 77, channels });
  expect(full.proven).toBe(true);
  expect(cut.proven).toBe(false);
  expect(cut.notes[0]?.code).toBe("budget_not_proven");
  expect(full.response).toBeLessThanOrEqual(cut.response + cut.gap);
});

describe("bad input", () => {
  const js = <T>(value: unknown): T => value as T;
  const OURS = /^(empty_input|not_finite|out_of_range|invalid_type|unknown_id|invalid_model|inconsistent)$/;
  const curves = [log("tv", 100, 10)];

  test.each([null, Number.NaN, "x", true, {}, [], () => 1, -1, 1e200].map((value) => [value]))("%s", (value) => {
    expect(codeOf(() => planBudget(js(value), { total: 3 }))).toMatch(OURS);
    for (const field of ["total", "channels", "horizonWeeks", "current", "maxNodes"]) {
      if (field === "current" && Array.isArray(value)) continue;
      expect(
        codeOf(() => planBudget(curves, js({ total: 3, [field]: value }))),
        field,
      ).toMatch(OURS);
    }
    for (const field of ["id", "min", "max", "step", "minIfUsed"]) {
      const channels = js<PlanBudgetOptions["channels"]>([{ id: "tv", [field]: value }]);
      expect(
        codeOf(() => planBudget(curves, { total: 3, ...(channels && { channels }) })),
        field,
      ).toMatch(OURS);
    }
    expect(codeOf(() => budgetChart(js(value)))).toMatch(OURS);
  });

  test("limits that exclude one another are refused by name", () => {
    const limited = (limits: object) =>
      codeOf(() => planBudget(curves, { total: 30, channels: [{ id: "tv", ...limits }] }));
    expect(limited({ min: 9, max: 3 })).toBe("inconsistent");
    expect(limited({ min: 9, minIfUsed: 3 })).toBe("inconsistent");
    expect(limited({ min: 11, max: 14, step: 5 })).toBe("inconsistent");
    expect(limited({ step: 1e-6 })).toBe("out_of_range");
    expect(codeOf(() => planBudget(curves, { total: 3, channels: [{ id: "tv" }, { id: "tv" }] }))).toBe("duplicate_id");
    expect(budgetChannelSchema.safeParse({ id: "tv", min: 9, max: 3 }).success).toBe(false);
    expect(budgetChannelSchema.safeParse({ id: "tv", min: 1, max: 3, step: 0.5 }).success).toBe(true);
  });
});
