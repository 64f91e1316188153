import { describe, expect, test } from "vitest";
import { isClienteleError, type Reason, describe as word } from "../../src/core/index.ts";
import {
  type ChainPerson,
  dealMaturityParts,
  explainDealMaturity,
  maturityChart,
  measureDecisionChain,
  measureScoreSeparation,
  scoreDealMaturity,
} from "../../src/funnel/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { chainPersonSchema, dealAnswersSchema } from "../../src/schemas.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";

const refuses = (act: () => unknown, code: string): void => {
  try {
    act();
  } catch (error) {
    expect(isClienteleError(error), String(error)).toBe(true);
    expect((error as { code: string }).code).toBe(code);
    return;
  }
  expect.unreachable(`nothing thrown, ${code} expected`);
};
const worded = (reasons: readonly Reason[]): void => {
  for (const reason of reasons) {
    expect(word(reason)).not.toMatch(/undefined|NaN/);
    expect(word(reason, "zh")).toMatch(/\p{Script=Han}/u);
  }
};

describe("the maturity of a deal", () => {
  test("is 100 with the best and 0 with the worst answers to all nine questions", () => {
    const all = (at: 0 | -1) =>
      Object.fromEntries(
        dealMaturityParts.flatMap(({ questions }) => questions.map(({ id, options }) => [id, options.at(at)?.id])),
      );
    const best = scoreDealMaturity(all(-1));
    expect(best).toMatchObject({ score: 100, coverage: 1, answered: 9, questions: 9 });
    expect(best.next).toBeUndefined();
    expect(best.range).toEqual([100, 100]);
    expect(scoreDealMaturity(all(0))).toMatchObject({ score: 0, range: [0, 0], next: { kind: "improve" } });
    expect(explainDealMaturity(all(-1))).toEqual([]);
  });

  test("leaves open questions out and lets them widen the range", () => {
    const { score, range, coverage } = scoreDealMaturity({ need: "planned", finances: "none", urgency: null });
    expect(score).toBeCloseTo(50, 12);
    expect(coverage).toBeCloseTo(2 / 7, 12);
    expect(range[0]).toBeCloseTo(100 / 7, 12);
    expect(range[1]).toBeCloseTo(600 / 7, 12);
  });

  test("names the weakest part first; a part of which nothing is known is not weak but unknown", () => {
    const { parts } = scoreDealMaturity({
      need: "planned",
      finances: "initial",
      timing: "flexible",
      executive_trust: "firm",
    });
    expect(parts.slice(0, 4).map(({ id, score }) => [id, score])).toEqual([
      ["timing", 0],
      ["finances", 50],
      ["need", 100],
      ["relations", 100],
    ]);
    expect(parts.slice(4).every(({ score, range }) => score === undefined && range[0] === 0 && range[1] === 100)).toBe(
      true,
    );
    expect(parts[3]).toMatchObject({
      coverage: expect.closeTo(1 / 3, 12),
      next: { kind: "ask", id: "decision_pattern" },
    });
  });

  test("asks next what can move the score most, and works on the worst answer once all is known", () => {
    expect(scoreDealMaturity({ need: "none" }).next).toMatchObject({ id: "finances", kind: "ask" });
    const parts = dealMaturityParts.slice(0, 3);
    const next = scoreDealMaturity({ need: "potential", finances: "none", urgency: "driven" }, { parts }).next;
    expect(next).toMatchObject({ id: "finances", kind: "improve", swing: expect.closeTo(100 / 3, 12) });
  });

  test("abstains without an answer and says why in both languages", () => {
    const none = scoreDealMaturity({});
    expect([none.score, none.coverage, none.range]).toEqual([undefined, 0, [0, 100]]);
    expect(none.abstained?.code).toBe("maturity_unanswered");
    worded(explainDealMaturity({}));
    worded(explainDealMaturity({ need: "potential", timing: "dated" }));
  });

  test("refuses bad input", () => {
    const [need] = dealMaturityParts;
    refuses(() => scoreDealMaturity({ money: "yes" }), "unknown_id");
    refuses(() => scoreDealMaturity({ need: "maybe" }), "unknown_id");
    refuses(() => scoreDealMaturity({ need: true }), "unknown_id");
    refuses(() => scoreDealMaturity({}, { parts: [] }), "empty_input");
    refuses(() => scoreDealMaturity({}, { parts: [need, need] as never }), "duplicate_id");
    refuses(() => scoreDealMaturity({}, { parts: [{ ...need, weight: 0 }] as never }), "inconsistent");
    refuses(() => scoreDealMaturity({}, { parts: [{ ...need, weight: Number.NaN }] as never }), "not_finite");
    const halves = { ...need?.questions[0], options: need?.questions[0]?.options.slice(1) };
    refuses(() => scoreDealMaturity({}, { parts: [{ ...need, questions: [halves] }] as never }), "inconsistent");
    refuses(() => maturityChart({ ...scoreDealMaturity({}), range: [90, 10] }), "inconsistent");
  });

  test.each(["en", "zh"] as const)("is drawn part by part (%s)", async (locale) => {
    const answers = {
      need: "planned",
      finances: "initial",
      urgency: "driven",
      timing: "flexible",
      executive_trust: "some",
      decider_leverage: "none",
    };
    const chart = maturityChart(scoreDealMaturity(answers), { locale });
    expectValidChart(chart);
    const svg = await writePicture(chart, `maturity-${locale}`);
    if (locale === "zh") expect(svg).not.toMatch(/>[^<]*[A-Za-z]{2,}[^<]*</);
    expectValidChart(maturityChart(scoreDealMaturity({}), { locale }));
  });
});

describe("the decision chain", () => {
  const wang: ChainPerson = {
    id: "Wang",
    role: ["decider", "budget_holder"],
    influence: "high",
    stance: 1,
    lastContactOn: "2026-04-20",
  };
  const li: ChainPerson = { id: "Li", role: "user", influence: "mid", stance: 2, met: true };
  const zhao: ChainPerson = { id: "Zhao", role: "technical_evaluator", influence: 0.5, stance: -2, met: false };
  const asOf = "2026-05-01";

  test("covers the influence that was met lately, and weighs stance by influence", () => {
    const chain = measureDecisionChain([wang, li, zhao], { asOf });
    expect(chain.coverage).toEqual({
      value: expect.closeTo(1.3 / 1.8, 12),
      lower: expect.closeTo(1.3 / 1.8, 12),
      upper: expect.closeTo(1.3 / 1.8, 12),
    });
    expect(chain.stance).toMatchObject({ value: expect.closeTo((0.8 + 1 - 1) / 1.8, 12) });
    expect(chain.score).toBeCloseTo(25 * (0.8 / 1.8 + 2), 12);
    expect([chain.missing, chain.unknown, chain.stanceKnown]).toEqual([[], [], 1]);
    expect(chain.visits.map(({ person, needs }) => [person, needs])).toEqual([["Zhao", ["not_met", "stance_low"]]]);
    worded(chain.reasons);
  });

  test("a contact goes stale", () => {
    const chain = measureDecisionChain([wang, li, zhao], { asOf: "2026-09-01" });
    expect(chain.coverage).toMatchObject({ value: expect.closeTo(0.5 / 1.8, 12) });
    expect(chain.visits[1]).toMatchObject({ person: "Wang", needs: ["contact_stale"] });
    expect(chain.reliance).toContainEqual({ person: "Li", of: "contact", share: 1 });
  });

  test("never takes an unknown stance as neutral", () => {
    const chain = measureDecisionChain([wang, { ...zhao, stance: null }, li], { asOf });
    expect(chain.stance).toEqual({
      value: expect.closeTo(1.8 / 1.3, 12),
      lower: expect.closeTo((1.8 - 1) / 1.8, 12),
      upper: expect.closeTo((1.8 + 1) / 1.8, 12),
    });
    expect(chain.unknown).toEqual(["Zhao"]);
    expect(chain.stanceKnown).toBeCloseTo(1.3 / 1.8, 12);
  });

  test("a needed role that nobody holds is influence not covered, and somebody to find", () => {
    const chain = measureDecisionChain([li]);
    expect(chain.missing.map(({ role }) => role)).toEqual(["decider", "budget_holder"]);
    expect(chain.coverage).toMatchObject({
      value: expect.closeTo(0.5 / 2.2, 12),
      lower: expect.closeTo(0.2, 12),
      upper: 1,
    });
    expect(chain.visits[0]).toMatchObject({ role: "decider", needs: ["role_missing", "not_met", "stance_unknown"] });
    expect(chain.visits[0]).not.toHaveProperty("person");
    expect(chain.reliance.map(({ of, share }) => [of, share])).toEqual([
      ["support", 1],
      ["contact", 1],
    ]);
    worded(chain.reasons);
  });

  test("the range is the worst and best that unknown weights and stances allow", () => {
    // brute force over a grid of the unknown influence of Zhao and the unknown stance of Sun
    const people: ChainPerson[] = [
      wang,
      li,
      { id: "Zhao", role: "user", stance: -1, met: false },
      { id: "Sun", role: "coach", influence: 0.3 },
    ];
    const { stance } = measureDecisionChain(people, { asOf }) as { stance: { lower: number; upper: number } };
    const means: number[] = [];
    for (const weight of [0, 0.25, 0.5, 0.75, 1]) {
      for (const sun of [-2, 0, 2]) means.push((0.8 + 1 - weight + 0.3 * sun) / (0.8 + 0.5 + weight + 0.3));
    }
    expect(stance.lower).toBeCloseTo(Math.min(...means), 12);
    expect(stance.upper).toBeCloseTo(Math.max(...means), 12);
  });

  test("nobody known abstains from a stance, and no influence from everything", () => {
    const empty = measureDecisionChain([]);
    expect(empty.stance).toMatchObject({ abstained: { code: "chain_stances_unknown" } });
    expect(empty.coverage).toMatchObject({ value: 0 });
    const roles = [{ id: "none", name: { en: "None", zh: "无" }, influence: 0 }];
    const powerless = measureDecisionChain([{ id: "__proto__", role: "none", stance: 2, met: true, influence: 0 }], {
      roles,
    });
    expect(powerless.coverage).toMatchObject({ abstained: { code: "chain_no_influence" } });
    expect(powerless).not.toHaveProperty("stanceKnown");
    const unsaid = measureDecisionChain([{ id: "x", role: "none", influence: 1 }], { roles });
    expect(unsaid.coverage).toMatchObject({ abstained: { code: "chain_contacts_unknown" } });
    for (const { reasons } of [empty, powerless, unsaid]) worded(reasons);
  });

  test("refuses bad input", () => {
    refuses(() => measureDecisionChain([{ ...li, role: "king" }]), "unknown_id");
    refuses(() => measureDecisionChain([li, li]), "duplicate_id");
    refuses(() => measureDecisionChain([{ ...li, stance: 3 }]), "out_of_range");
    refuses(() => measureDecisionChain([{ ...li, influence: "huge" as never }]), "unknown_id");
    refuses(() => measureDecisionChain([wang]), "invalid_type");
    refuses(() => measureDecisionChain([{ ...wang, met: false }], { asOf }), "inconsistent");
    expect(
      measureDecisionChain([{ ...wang, lastContactOn: "2026-06-01", met: false }], { asOf }).coverage,
    ).toMatchObject({ value: 0 });
  });

  test("its records have schemas", () => {
    for (const person of [wang, li, zhao]) expect(chainPersonSchema.safeParse(person).success).toBe(true);
    expect(chainPersonSchema.safeParse({ ...li, role: [] }).success).toBe(false);
    expect(dealAnswersSchema.safeParse({ need: 3 }).success).toBe(false);
  });
});

/** A deal of the past; either field may be missing. */
interface Past {
  readonly score?: number;
  readonly won?: boolean;
}

describe("a score is checked on past deals", () => {
  const book = (seed: number, n: number, shift: number) => {
    const random = createRandom(seed);
    return Array.from({ length: n }, (_, i) => ({
      won: i % 2 === 0,
      score: 50 + 10 * random.normal() + (i % 2 === 0 ? shift : 0),
    }));
  };
  const read = { score: (deal: Past) => deal.score, won: (deal: Past) => deal.won };

  test("it separates, or it is the wrong way round, or it cannot be told", () => {
    const good = measureScoreSeparation(book(1, 200, 12), read);
    expect(good).toMatchObject({ verdict: "separates", n: 200, open: 0, unscored: 0 });
    expect((good.won?.value as number) - (good.lost?.value as number)).toBeGreaterThan(8);
    expect(measureScoreSeparation(book(2, 200, -12), read).verdict).toBe("wrong_way");
    const none = measureScoreSeparation(book(3, 40, 0), read);
    expect(none.verdict).toBe("cannot_tell");
    worded([good.reason, none.reason]);
  });

  test("open deals and deals without a score are counted and left out", () => {
    const deals = [...book(1, 60, 12), { score: 90 }, { won: true }, { won: false }];
    expect(measureScoreSeparation(deals, read)).toMatchObject({ n: 60, open: 1, unscored: 2 });
  });

  test("few deals or one score for all abstain", () => {
    const few = measureScoreSeparation(book(1, 18, 12), read);
    expect(few.auc).toEqual({ abstained: { code: "separation_too_few", params: { won: 9, lost: 9, needed: 10 } } });
    expect(few).not.toHaveProperty("verdict");
    const flat = measureScoreSeparation(book(1, 40, 12), { ...read, score: () => 5 });
    expect(flat.auc).toMatchObject({ abstained: { code: "all_values_equal" } });
    expect(measureScoreSeparation([], read)).toMatchObject({ n: 0, reason: { code: "separation_too_few" } });
    worded([few.reason, flat.reason]);
  });

  test("a score that tells nothing is said to separate in no more than one book in forty", () => {
    let called = 0;
    const runs = 400;
    for (let run = 0; run < runs; run++)
      if (measureScoreSeparation(book(run, 40, 0), read).verdict === "separates") called++;
    // 2.5 % + 3 standard errors
    expect(called / runs).toBeLessThan(0.049);
  });

  test("it reads maturity and the decision chain alike", () => {
    const deals = Array.from({ length: 40 }, (_, i) => ({
      won: i % 2 === 0,
      answers: {
        need: i % 2 === 0 || i % 5 === 0 ? "planned" : "none",
        finances: i % 3 === 0 ? "allotted" : "initial",
      },
      people: [{ id: "a", role: "decider", stance: i % 2 === 0 || i % 7 === 0 ? 1 : -1 }],
    }));
    const won = (deal: { won: boolean }) => deal.won;
    expect(measureScoreSeparation(deals, { score: (d) => scoreDealMaturity(d.answers).score, won }).verdict).toBe(
      "separates",
    );
    expect(measureScoreSeparation(deals, { score: (d) => measureDecisionChain(d.people).score, won }).verdict).toBe(
      "separates",
    );
  });

  test("refuses bad input", () => {
    refuses(() => measureScoreSeparation(book(1, 4, 0), { ...read, won: () => 1 as never }), "invalid_type");
    refuses(() => measureScoreSeparation(book(1, 4, 0), { ...read, score: () => Number.NaN }), "not_finite");
    refuses(() => measureScoreSeparation(book(1, 4, 0), { ...read, needed: 1 }), "out_of_range");
    refuses(() => measureScoreSeparation(book(1, 4, 0), { won: read.won } as never), "invalid_type");
  });
});
