import { describe, expect, test } from "vitest";
import { describe as words } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { mailingCustomerSchema, mailingCutoffsSchema } from "../../src/schemas.ts";
import {
  assignMailing,
  assignMailingColumn,
  type MailingPlan,
  mailingChart,
  planMailing,
} from "../../src/targeting/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { drawChances, drawOutcomes, truePlan } from "./mailing-worlds.ts";

const codesOf = ({ notes }: MailingPlan) => notes.map(({ code }) => code);

describe("the plain rule where chances are calibrated", () => {
  const chances = [0.02, 0.3, 0.15, 0.4, 0.1, 0.08];

  test("whoever's chance is above cost over value is contacted, and one at the border is not worth the stamp", () => {
    const plan = planMailing(chances, { contactCost: 2, valuePerResponse: 20 });
    expect(plan.rule.breakEven).toBe(0.1);
    expect(plan.best.customers).toBe(3);
    // 20 × (0.3 + 0.15 + 0.4) − 3 × 2
    expect(plan.expected.value).toBeCloseTo(11, 12);
    expect(chances.map((chance) => assignMailing(plan, chance))).toEqual(["out", "in", "in", "in", "out", "out"]);
    expect(assignMailingColumn(plan, chances)).toEqual(Uint8Array.of(0, 2, 2, 2, 0, 0));
    expect(codesOf(plan)).toEqual(["mailing_on_trust"]);
  });

  test("the interval is what chance makes of it: 19 of 20 lists of independent answers fall inside", () => {
    const random = createRandom(11);
    const list = Array.from({ length: 400 }, () => random.beta(1, 20));
    const plan = planMailing(list, { contactCost: 1, valuePerResponse: 20 });
    const { lower, upper } = plan.expected.interval;
    let held = 0;
    for (let run = 0; run < 2000; run++) {
      let profit = 0;
      for (const p of list) if (p > 0.05) profit += (random.uniform() < p ? 20 : 0) - 1;
      if (lower <= profit && profit <= upper) held++;
    }
    expect(held / 2000).toBeGreaterThan(0.93);
    expect(held / 2000).toBeLessThan(0.97);
  });

  test("a share of the value that is not kept raises the break-even chance", () => {
    const plan = planMailing(chances, { contactCost: 2, valuePerResponse: 20, marginRate: 0.5 });
    expect(plan.rule.breakEven).toBe(0.2);
    expect(plan.best.customers).toBe(2);
  });

  test("where values differ the margin that a chance promises ranks, not the chance", () => {
    const plan = planMailing([0.5, 0.1], { contactCost: 6, values: [10, 100] });
    expect(plan.rankedBy).toBe("worth");
    expect(plan.best).toMatchObject({ customers: 1, score: 10 });
    expect(assignMailing(plan, 0.5 * 10)).toBe("out");
    expect(plan.groups.map(({ expectedResponses }) => expectedResponses)).toEqual([0.1, 0, 0.5]);
    // one customer, 100 with chance 0.1: variance 100² · 0.09
    const one = planMailing([0.1], { contactCost: 6, values: [100] });
    expect(one.expected.value).toBeCloseTo(4, 12);
    expect(one.expected.interval.lower).toBe(-6);
  });

  test("a fixed cost that the whole list does not earn keeps everybody at home", () => {
    const options = { contactCost: 2, valuePerResponse: 20 };
    expect(planMailing(chances, { ...options, fixedCost: 10 }).expected.value).toBeCloseTo(1, 12);
    const plan = planMailing(chances, { ...options, fixedCost: 12 });
    expect(plan.best).toMatchObject({ customers: 0, profit: 0 });
    expect(plan.decision.code).toBe("mailing_nobody");
    expect(plan.groups.map(({ customers }) => customers)).toEqual([0, 0, 6]);
  });

  test("a value below the cost of a contact has no chance that pays", () => {
    const plan = planMailing([1, 0.9], { contactCost: 3, valuePerResponse: 2 });
    expect(plan.rule.breakEven).toBe(1.5);
    expect(plan.best.customers).toBe(0);
  });
});

describe("a limit on contacts", () => {
  test("the shadow price is what the first customer left out would bring", () => {
    const plan = planMailing([0.4, 0.3, 0.2], { contactCost: 2, valuePerResponse: 20, capacity: 2 });
    expect(plan.capacity).toEqual({ limit: 2, binding: true, shadowPrice: 2 });
    const wider = planMailing([0.4, 0.3, 0.2], { contactCost: 2, valuePerResponse: 20, capacity: 3 });
    expect(wider.expected.value - plan.expected.value).toBeCloseTo(2, 12);
    expect(wider.capacity).toEqual({ limit: 3, binding: false, shadowPrice: 0 });
    expect(words(plan.notes[1] as never)).toBe("the limit of 2 contacts binds: one more contact would bring 2");
  });

  test("a limit above what pays does not bind", () => {
    const plan = planMailing([0.4, 0.01], { contactCost: 2, valuePerResponse: 20, capacity: 1 });
    expect(plan.capacity?.binding).toBe(false);
  });

  test("customers tied at the limit are treated alike: all on the edge, lots to be drawn", () => {
    const plan = planMailing([0.3, 0.2, 0.2, 0.2, 0.01], { contactCost: 1, valuePerResponse: 10, capacity: 3 });
    expect(plan.groups.map(({ customers }) => customers)).toEqual([1, 3, 1]);
    expect(plan.notes).toContainEqual({ code: "mailing_tied", params: { score: 0.2, tied: 3, places: 2 } });
  });
});

describe("measured by a past mailing", () => {
  const random = createRandom(3);
  const list = drawChances(random, 4000, 0.1);
  const pastChances = drawChances(random, 6000, 0.1);
  const outcomes = drawOutcomes(random, pastChances);
  const options = { contactCost: 1, valuePerResponse: 10, replicates: 200 };
  const plan = planMailing(list, { ...options, past: { chances: pastChances, outcomes } });

  test("calibrated chances: rule and measurement agree, and the judged profit holds the truth", () => {
    expect(plan.basis).toBe("measured");
    expect(plan.calibration?.off).toBe(false);
    expect(codesOf(plan)).toEqual(["mailing_rule_agrees"]);
    const truth = truePlan(list, plan.best.customers, 10, 1);
    const held = plan.heldOut as { value: number; interval: { lower: number; upper: number } };
    expect(held.interval.lower).toBeLessThan(truth);
    expect(held.interval.upper).toBeGreaterThan(truth);
    expect(plan.decision.code).toBe("mailing_pays");
    expect(held.value).toBeLessThan(plan.best.profit);
  });

  test("the edge is where the decision turns in redrawn mailings, and nobody there is sure", () => {
    const { lower, upper } = plan.wander as { lower: number; upper: number };
    expect(lower).toBeLessThan(plan.rule.share);
    expect(upper).toBeGreaterThan(plan.rule.share);
    const [sure, edge, out] = plan.groups;
    expect(sure?.share).toBeCloseTo(lower, 2);
    expect((sure?.share ?? 0) + (edge?.share ?? 0)).toBeCloseTo(upper, 2);
    expect((sure?.customers ?? 0) + (edge?.customers ?? 0) + (out?.customers ?? 0)).toBe(4000);
    // by the measured rates those in pay and those out do not
    expect(sure?.rate?.interval.lower).toBeGreaterThan(0.1);
    expect(out?.rate?.interval.upper).toBeLessThan(0.1);
  });

  test("chances twice too high are found out, and the measured cut-off takes no notice of them", () => {
    const doubled = (chances: readonly number[]) => chances.map((p) => Math.min(1, 2 * p));
    const off = planMailing(doubled(list), { ...options, past: { chances: doubled(pastChances), outcomes } });
    expect(off.calibration?.off).toBe(true);
    expect(codesOf(off)).toEqual(["mailing_not_calibrated", "mailing_rule_disagrees"]);
    expect(off.rule.share).toBeGreaterThan(off.best.share);
    expect(Math.abs(off.best.share - plan.best.share)).toBeLessThan(0.05);
    expect(off.rule.measured?.value).toBeLessThan(off.rule.expected / 2);
  });

  test("a past mailing to better customers tells the profit of this list, not its own", () => {
    const better = drawChances(random, 6000, 0.2);
    const moved = planMailing(list, { ...options, past: { chances: better, outcomes: drawOutcomes(random, better) } });
    const truth = truePlan(list, moved.best.customers, 10, 1);
    const held = moved.heldOut as { interval: { lower: number; upper: number } };
    expect(held.interval.lower).toBeLessThan(truth);
    expect(held.interval.upper).toBeGreaterThan(truth);
    const beyond = planMailing([0.9, 0.8, 0.05], { ...options, past: { chances: pastChances, outcomes } });
    expect(codesOf(beyond)).toContain("mailing_beyond_past");
  });

  test("a limit that binds is priced by the answers around it", () => {
    const limited = planMailing(list, { ...options, capacity: 400, past: { chances: pastChances, outcomes } });
    expect(limited.best.customers).toBe(400);
    const next = [...list].sort((a, b) => b - a)[400] as number;
    const { shadowInterval, binding } = limited.capacity ?? {};
    expect(binding).toBe(true);
    expect(shadowInterval?.lower).toBeLessThan(10 * next - 1);
    expect(shadowInterval?.upper).toBeGreaterThan(10 * next - 1);
  });

  test("nine answers measure nothing", () => {
    const past = { chances: pastChances.slice(0, 100), outcomes: pastChances.slice(0, 100).map((_, i) => i < 9) };
    const thin = planMailing(list, { ...options, past });
    expect(thin.heldOut).toEqual({ abstained: { code: "mailing_past_thin", params: { yes: 9, needed: 10 } } });
    expect(thin.decision.code).toBe("mailing_past_thin");
  });

  test("values per customer are measured in money", () => {
    const values = list.map((_, i) => 5 + (i % 11));
    const pastValues = pastChances.map((_, i) => 5 + ((i * 7) % 11));
    const valued = planMailing(list, {
      contactCost: 1,
      values,
      replicates: 200,
      past: { chances: pastChances, outcomes, values: pastValues },
    });
    const ranked = list.map((p, i) => p * (values[i] as number)).sort((a, b) => b - a);
    const truth = ranked.slice(0, valued.best.customers).reduce((sum, worth) => sum + worth - 1, 0);
    const held = valued.heldOut as { interval: { lower: number; upper: number } };
    expect(held.interval.lower).toBeLessThan(truth);
    expect(held.interval.upper).toBeGreaterThan(truth);
  });

  test("the chart shows the band, the cut-offs and the limit in both languages", async () => {
    const limited = planMailing(list, { ...options, capacity: 700, past: { chances: pastChances, outcomes } });
    for (const locale of ["en", "zh"] as const) {
      for (const [name, drawn] of [
        ["measured", limited],
        ["expected", planMailing(list, options)],
      ] as const) {
        const chart = mailingChart(drawn, { locale });
        expectValidChart(chart);
        const svg = await writePicture(chart, `mailing-${name}-${locale}`);
        expect(svg).toContain(locale === "zh" ? "最优分界" : "best cut-off");
      }
    }
  });
});

test("two hundred thousand customers are planned to the last one", () => {
  const random = createRandom(1);
  const chances = Float64Array.from({ length: 200_000 }, () => random.uniform() ** 4);
  const plan = planMailing(chances, { contactCost: 1, valuePerResponse: 10 });
  expect(plan.best.customers).toBe(chances.filter((p) => p > 0.1).length);
});

describe("bad input is named", () => {
  const options = { contactCost: 1, valuePerResponse: 10 };
  test.each([
    ["empty_input", [], options],
    ["out_of_range", [0.5, 1.2], options],
    ["not_finite", [Number.NaN], options],
    ["invalid_type", ["x"], options],
    ["inconsistent", [0.5], { contactCost: 1 }],
    ["inconsistent", [0.5], { ...options, values: [1] }],
    ["length_mismatch", [0.5], { contactCost: 1, values: [1, 2] }],
    ["out_of_range", [0.5], { contactCost: 1, values: [-1] }],
    ["out_of_range", [0.5], { ...options, contactCost: -1 }],
    ["out_of_range", [0.5], { ...options, marginRate: 0 }],
    ["out_of_range", [0.5], { ...options, capacity: 1.5 }],
    ["length_mismatch", [0.5], { ...options, past: { chances: [0.5], outcomes: [] } }],
    ["out_of_range", [0.5], { ...options, past: { chances: [0.5], outcomes: [2] } }],
    ["inconsistent", [0.5], { contactCost: 1, values: [1], past: { chances: [0.5], outcomes: [1] } }],
    ["empty_input", [0.5], { ...options, past: { chances: [], outcomes: [] } }],
  ])("%s", (code, chances, given) => {
    expect(() => planMailing(chances as number[], given as never)).toThrow(expect.objectContaining({ code }));
  });

  test("records and cut-offs from outside are checked by their schemas", () => {
    expect(mailingCustomerSchema.safeParse({ id: "__proto__", chance: 0.2, outcome: 1 }).success).toBe(true);
    expect(mailingCustomerSchema.safeParse({ id: "a", chance: 1.2 }).success).toBe(false);
    const plan = JSON.parse(JSON.stringify(planMailing([0.5, 0.01], options)));
    const { cutoffs } = mailingCutoffsSchema.parse(plan);
    expect(assignMailing({ cutoffs }, 0.5)).toBe("in");
    expect(() => assignMailing({ cutoffs: { in: Number.NaN } }, 0.5)).toThrow();
  });
});

describeWithData("bank customers called about a deposit", ["bank/bank-full.csv"], () => {
  test("whom to call is told by half of the calls and proves itself on the other half", () => {
    const rows = readSharedCsv("bank/bank-full.csv");
    // a score that is known before the call: rate by outcome of the last campaign and month, learned on every third row
    const key = (row: Record<string, string>) => `${row["poutcome"]} ${row["month"]}`;
    const rates = new Map<string, { n: number; yes: number }>();
    rows.forEach((row, i) => {
      if (i % 3 !== 0) return;
      const cell = rates.get(key(row)) ?? { n: 0, yes: 0 };
      rates.set(key(row), { n: cell.n + 1, yes: cell.yes + (row["y"] === "yes" ? 1 : 0) });
    });
    const chance = (row: Record<string, string>) => {
      const { n, yes } = rates.get(key(row)) ?? { n: 0, yes: 0 };
      return (yes + 5 * 0.117) / (n + 5);
    };
    const part = (k: number) => rows.filter((_, i) => i % 3 === k);
    const outcomes = (k: number) => part(k).map((row) => (row["y"] === "yes" ? 1 : 0));
    const plan = planMailing(part(2).map(chance), {
      contactCost: 8,
      valuePerResponse: 50,
      past: { chances: part(1).map(chance), outcomes: outcomes(1) },
      replicates: 200,
    });
    // what calling by this plan really brings on the third part, which nobody has seen
    const statuses = part(2)
      .map(chance)
      .map((p) => p >= (plan.best.score as number));
    const real = outcomes(2).reduce((sum: number, y, i) => sum + (statuses[i] ? 50 * y - 8 : 0), 0);
    const held = plan.heldOut as { value: number; interval: { lower: number; upper: number } };
    expect(plan.decision.code).toBe("mailing_pays");
    const spread = (held.interval.upper - held.interval.lower) / 1.96 / 2;
    // both halves scatter: √2 of the interval's spread, three of them
    expect(Math.abs(real - held.value)).toBeLessThan(3 * Math.SQRT2 * spread);
  });
});
