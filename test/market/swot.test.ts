import { describe, expect, test } from "vitest";
import { labelsOf, parseRecords, describe as word } from "../../src/core/index.ts";
import {
  marketingChecklists,
  measureChecklist,
  measurePest,
  type PestFactor,
  planTows,
  type SwotItem,
} from "../../src/market/index.ts";
import { normalCdf } from "../../src/math/index.ts";
import {
  checklistAnswerSchema,
  checklistSchema,
  pestFactorSchema,
  swotItemSchema,
  towsLinkSchema,
} from "../../src/schemas.ts";
import { codeOf, js, OURS, WRONG } from "./portfolio-support.ts";

const items: SwotItem[] = [
  { id: "service", kind: "strength", impact: 5, evidence: ["survey 2026"] },
  { id: "price", kind: "weakness", impact: 3 },
  { id: "ageing", kind: "opportunity", impact: 4, likelihood: 0.8, weight: 2 },
  { id: "imports", kind: "threat", impact: 4, likelihood: 0.5 },
  { id: "tariff", kind: "threat", impact: 2, likelihood: 0.5 },
];
const links = [
  { internal: "service", external: "ageing", strength: 0.5 },
  { internal: "service", external: "imports", strength: 1 },
  { internal: "price", external: "imports", strength: 0.6 },
  { internal: "price", external: "ageing", strength: 0.1 },
];

describe("pairs of strengths, weaknesses, opportunities and threats", () => {
  test("are ranked by link times both scores, in all four kinds", () => {
    const { pairs } = planTows(items, links);
    expect(pairs.map(({ kind, internal, external, rank }) => [kind, internal, external, rank])).toEqual([
      ["so", "service", "ageing", 1],
      ["st", "service", "imports", 2],
      ["wt", "price", "imports", 3],
      ["wo", "price", "ageing", 4],
    ]);
    expect(pairs.map(({ score }) => score)).toEqual([
      expect.closeTo(16, 12),
      expect.closeTo(10, 12),
      expect.closeTo(3.6, 12),
      expect.closeTo(1.92, 12),
    ]);
  });

  test("name threats and weaknesses that nobody answers, and items without evidence", () => {
    const plan = planTows(items, links.slice(0, 2));
    expect(plan.unmatched).toEqual({ strength: [], weakness: ["price"], opportunity: [], threat: ["tariff"] });
    expect(word(plan.notes[0] as never)).toBe("without an answer: price, tariff");
    expect(plan.notes[1]).toMatchObject({ code: "swot_no_evidence", params: { items: 5 } });
  });

  test("hold their rank as often as the doubt of the ratings says", () => {
    // both pairs share the strength, so the chance that one leads is that of their own impacts: Φ(d / (√2 · sd))
    const two: SwotItem[] = [
      { id: "s", kind: "strength", impact: { value: 3, interval: { lower: 2.9, upper: 3.1, level: 0.95 } } },
      { id: "a", kind: "opportunity", impact: 3 },
      { id: "b", kind: "opportunity", impact: 2.7 },
    ];
    const plan = planTows(
      two,
      [
        { internal: "s", external: "a", strength: 1 },
        { internal: "s", external: "b", strength: 1 },
      ],
      { draws: 20_000, ratingSd: 0.4 },
    );
    const chance = normalCdf(0.3 / (Math.SQRT2 * 0.4));
    // four standard errors of 20,000 draws
    expect(Math.abs((plan.pairs[0]?.rankChance as number) - chance)).toBeLessThan(0.014);
    expect(plan.pairs[0]?.rankInterval).toEqual({ lower: 1, upper: 2, level: 0.95 });
    expect(plan.pairs[0]?.stable).toBe(true);
    const unsure = planTows(
      two,
      plan.pairs.map(({ internal, external }) => ({ internal, external, strength: 1 })),
      {
        ratingSd: 1,
      },
    );
    expect(unsure.notes.at(-1)?.code).toBe("ranking_first_unsure");
  });

  test("of two pairs that are alike each leads as often, also at the best rating of the scale", () => {
    const alike: SwotItem[] = [
      { id: "s", kind: "strength", impact: 5 },
      { id: "a", kind: "opportunity", impact: 5 },
      { id: "b", kind: "opportunity", impact: 5 },
    ];
    const link = (external: string) => ({ internal: "s", external, strength: 1 });
    const { pairs } = planTows(alike, [link("a"), link("b")], { draws: 20_000 });
    // four standard errors of 20,000 draws
    for (const { firstChance, rank } of pairs) {
      expect(Math.abs(firstChance - 0.5), `rank ${rank}`).toBeLessThan(0.0142);
    }
  });

  test("refuse links between items of one side, to unknown items, or given twice", () => {
    const link = (internal: string, external: string) => ({ internal, external, strength: 1 });
    expect(codeOf(() => planTows(items, [link("ageing", "imports")]))).toBe("inconsistent");
    expect(codeOf(() => planTows(items, [link("service", "price")]))).toBe("inconsistent");
    expect(codeOf(() => planTows(items, [link("service", "x")]))).toBe("unknown_id");
    expect(codeOf(() => planTows(items, [link("service", "imports"), link("service", "imports")]))).toBe(
      "duplicate_id",
    );
    expect(codeOf(() => planTows([...items, items[0] as SwotItem], []))).toBe("duplicate_id");
  });
});

describe("factors of the environment", () => {
  const factors: PestFactor[] = [
    { id: "tariff", area: "political", impact: -4, likelihood: 0.5, horizonMonths: 24, evidence: ["gazette"] },
    { id: "rates", area: "economic", impact: -2, likelihood: 1, horizonMonths: 0, trend: "falling" },
    { id: "robots", area: "technological", impact: 3, likelihood: 0.8, horizonMonths: 0, trend: "rising" },
    { id: "cloud", area: "technological", impact: -1, likelihood: 1, horizonMonths: 0 },
  ];

  test("count by impact, likelihood, nearness and trend, harm below zero", () => {
    const { factors: scored } = measurePest(factors);
    expect(scored.map(({ id, score, kind, rank }) => [id, score, kind, rank])).toEqual([
      ["robots", expect.closeTo(3, 12), "opportunity", 1],
      ["rates", expect.closeTo(-1.6, 12), "threat", 2],
      ["cloud", -1, "threat", 3],
      ["tariff", -1, "threat", 4],
    ]);
    // R 4.2.2: pnorm(0, 3, 0.5); pnorm(0, -1, 0.5)
    expect(scored[0]?.threatChance).toBeCloseTo(9.86587645037698e-10, 15);
    expect(scored[2]?.threatChance).toBeCloseTo(0.977249868051821, 12);
  });

  test("sum by area with the interval that the ratings leave, and blind spots are named", () => {
    const report = measurePest(factors);
    const technology = report.areas.find(({ area }) => area === "technological");
    expect(technology).toMatchObject({ factors: 2, threat: -1, net: { n: 2 } });
    expect(technology?.net.value).toBeCloseTo(2, 12);
    // factor 0.8 × 1.25 = 1 for robots, 1 for cloud; each half a point of doubt
    expect(technology?.net.interval.upper).toBeCloseTo(2 + 1.959963984540054 * Math.hypot(0.5, 0.5), 9);
    expect(report.notes[0]).toEqual({ code: "pest_blind_spot", params: { areas: ["social"] } });
    expect(word(report.notes[0] as never, "zh")).toBe("尚未考察：社会");
  });

  test("a factor for a trend that is none is refused, not passed over", () => {
    expect(codeOf(() => measurePest(factors, { trendFactors: js({ raising: 2 }) }))).toBe("unknown_id");
    expect(measurePest(factors, { trendFactors: { falling: 1 } }).factors[1]?.score).toBeCloseTo(-2, 12);
  });

  test("without factors there is nothing but blind spots", () => {
    expect(measurePest([])).toMatchObject({ factors: [], areas: [], notes: [{ code: "pest_blind_spot" }] });
  });
});

describe("the four Ps, Cs and Rs", () => {
  test("ask in both languages, every question once, and pair each P with its C", () => {
    const questions = marketingChecklists.flatMap(({ elements }) => elements.flatMap((e) => e.questions));
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    expect(questions.every(({ text }) => text.en.endsWith("?") && text.zh.endsWith("？"))).toBe(true);
    const pairs = new Map(marketingChecklists.flatMap(({ elements }) => elements.map((e) => [e.id, e.pair])));
    for (const [id, pair] of pairs) if (pair !== undefined) expect(pairs.get(pair)).toBe(id);
    expect(Object.keys(labelsOf("marketingElement"))).toEqual([...pairs.keys()]);
  });

  test("the side of a pair that nobody has asked about comes first among equals", () => {
    const [p, c] = marketingChecklists;
    if (p === undefined || c === undefined) throw new Error("no lists");
    const answers = [
      { question: "price_1", answer: "list less 12 %" },
      { question: "place_1", answer: "  " },
    ];
    const report = measureChecklist(answers, [p, c]);
    expect(report.oneSided).toEqual([{ answered: "price", silent: "cost" }]);
    expect(report.next[0]).toMatchObject({ element: "cost", question: "cost_1", oneSided: true });
    expect(report.answered).toBe(1);
  });

  test("an answer half trusted is half an answer, and stays worth asking", () => {
    const list = marketingChecklists.slice(0, 1);
    const report = measureChecklist([{ question: "price_1", answer: 12, confidence: 0.5 }], list);
    expect(report.completeness).toBeCloseTo(0.5 / 12, 12);
    expect(report.next.at(-1)).toMatchObject({ question: "price_1", worth: expect.closeTo(0.5 / 12, 12) });
  });

  test("weights of elements count", () => {
    const own = {
      id: "own",
      label: { en: "Own", zh: "自定" },
      source: "",
      elements: [
        { id: "a", label: { en: "A", zh: "甲" }, weight: 3, questions: [{ id: "a1", text: { en: "A?", zh: "甲？" } }] },
        { id: "b", label: { en: "B", zh: "乙" }, questions: [{ id: "b1", text: { en: "B?", zh: "乙？" } }] },
      ],
    };
    expect(measureChecklist([{ question: "a1", answer: true }], [own]).completeness).toBeCloseTo(0.75, 12);
    expect(parseRecords(checklistSchema, [own, ...marketingChecklists]).rejected).toEqual([]);
    expect(codeOf(() => measureChecklist([], [own, own]))).toBe("duplicate_id");
  });
});

describe("bad input", () => {
  const factor: PestFactor = { id: "f", area: "social", impact: 1, likelihood: 1, horizonMonths: 1 };

  test.each(WRONG.map((value) => [value]))("%s", (value) => {
    const listed = Array.isArray(value) ? /nothing|empty_input/ : OURS;
    expect(codeOf(() => planTows(js(value), []))).toMatch(listed);
    expect(codeOf(() => planTows(items, js(value)))).toMatch(listed);
    expect(codeOf(() => planTows([js(value)], []))).toMatch(OURS);
    expect(codeOf(() => measurePest(js(value)))).toMatch(listed);
    expect(codeOf(() => measureChecklist(js(value), marketingChecklists))).toMatch(listed);
    expect(codeOf(() => measureChecklist([], js(value)))).toMatch(OURS);
    expect(codeOf(() => measureChecklist([{ question: "price_1", answer: js(value) }], marketingChecklists))).toMatch(
      ["string", "number", "boolean"].includes(typeof value) && !Number.isNaN(value) ? /nothing/ : OURS,
    );
    if (value !== undefined && value !== 7) {
      for (const field of ["ratingSd", "impactMax", "draws", "seed", "level"]) {
        expect(
          codeOf(() => planTows(items, links, { [field]: js(value) })),
          field,
        ).toMatch(OURS);
      }
      for (const field of ["area", "impact", "likelihood", "trend"]) {
        expect(
          codeOf(() => measurePest([{ ...factor, [field]: js(value) }])),
          field,
        ).toMatch(OURS);
      }
    }
  });

  test("rows from forms come in through the schemas", () => {
    const good = [
      parseRecords(swotItemSchema, items),
      parseRecords(towsLinkSchema, links),
      parseRecords(pestFactorSchema, [factor]),
    ];
    for (const { rejected } of good) expect(rejected).toEqual([]);
    expect(
      parseRecords(swotItemSchema, [
        { ...items[0], kind: "x" },
        { ...items[0], impact: -1 },
      ]).rejected,
    ).toHaveLength(2);
    expect(parseRecords(towsLinkSchema, [{ ...links[0], strength: 0 }]).rejected).toHaveLength(1);
    expect(parseRecords(pestFactorSchema, [{ ...factor, likelihood: 2 }]).rejected).toHaveLength(1);
    expect(
      parseRecords(checklistAnswerSchema, [
        { question: "q", answer: null },
        { question: "q", answer: 1 },
      ]).rejected,
    ).toHaveLength(1);
  });
});
