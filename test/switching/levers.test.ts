import { describe, expect, test } from "vitest";
import { labelsOf } from "../../src/core/index.ts";
import { defaultSwitchingModel, defineSwitchingModel, switchingLevers } from "../../src/switching/index.ts";
import { expectClose } from "../support/close.ts";

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe("the catalogue", () => {
  test("holds the seventeen levers in order, numbered", () => {
    expect(switchingLevers.map(({ id }) => id)).toEqual([
      "quality",
      "service",
      "bundling",
      "standing",
      "brand",
      "personal_care",
      "promotion",
      "planned_visits",
      "differentiation",
      "agreements",
      "points",
      "social_gatherings",
      "clubs",
      "contacts",
      "habits",
      "prepayment",
      "emotional_account",
    ]);
    expect(switchingLevers.map(({ number }) => number)).toEqual(Array.from({ length: 17 }, (_, i) => i + 1));
    expect(Object.keys(labelsOf("lever"))).toEqual(switchingLevers.map(({ id }) => id));
  });

  test("gives each lever the facets of the list, split equally where there are two", () => {
    const facets = new Map(switchingLevers.map(({ id, facets }) => [id, facets]));
    expect(facets.get("bundling")).toEqual({ procedural: 0.5, financial: 0.5 });
    expect(facets.get("brand")).toEqual({ relational: 0.5, procedural: 0.5 });
    expect(facets.get("promotion")).toEqual({ relational: 0.5, financial: 0.5 });
    expect(facets.get("differentiation")).toEqual({ relational: 0.5, procedural: 0.5 });
    for (const [, shares] of facets) expect(sum(Object.values(shares))).toBe(1);
    const single = (facet: string): string[] =>
      switchingLevers.filter(({ facets }) => facets[facet as "financial"] === 1).map(({ id }) => id);
    expect(single("procedural")).toEqual(["quality", "habits"]);
    expect(single("financial")).toEqual(["agreements", "points", "prepayment"]);
    expect(single("relational")).toHaveLength(8);
  });

  test("words every lever and every anchor in both languages, each once", () => {
    const texts = (["en", "zh"] as const).flatMap((locale) =>
      switchingLevers.flatMap(({ name, description, anchors }) => [
        `name ${name[locale]}`,
        `description ${description[locale]}`,
        ...anchors.map(({ text }) => `anchor ${text[locale]}`),
      ]),
    );
    expect(new Set(texts).size).toBe(2 * 17 * 5);
    for (const { anchors } of switchingLevers) expect(anchors.map(({ evidence }) => evidence)).toEqual([0, 0.5, 1]);
    for (const { description, anchors } of switchingLevers) {
      for (const { en, zh } of [description, ...anchors.map(({ text }) => text)]) {
        expect(en).toMatch(/^[A-Z][ -~]+[^.]$/);
        expect(zh).toMatch(/[\u4e00-\u9fff]/);
        expect(zh).not.toMatch(/。$/);
      }
    }
  });
});

describe("what a lever costs us, and how it gives way", () => {
  test("is worded in both languages for each, without an amount of money", () => {
    for (const { cost, decay } of switchingLevers) {
      expect(Object.keys(labelsOf("leverCost"))).toContain(cost.kind);
      expect(Object.keys(labelsOf("leverCostUnit"))).toContain(cost.unit);
      for (const { en, zh } of [cost.text, decay.text]) {
        expect(en).toMatch(/^[A-Z][^0-9]+[^.]$/);
        expect(zh).toMatch(/^[\u4e00-\u9fff][^0-9。]+$/);
      }
    }
  });

  test("tells levers that end on a day, that fade and that stay apart; half-lives say that they are assumed", () => {
    const ends = switchingLevers.flatMap(({ id, decay }) => (decay.kind === "on_date" ? [[id, decay.event]] : []));
    expect(ends).toEqual([
      ["agreements", "contract_end"],
      ["points", "points_expiry"],
      ["prepayment", "prepayment_end"],
    ]);
    for (const { decay } of switchingLevers) {
      if (decay.kind !== "fades") continue;
      expect(decay.source).toBe("assumed");
      expect(decay.halfLifeMonths).toBeGreaterThan(0);
    }
    expect(switchingLevers.filter(({ decay }) => decay.kind === "stays").map(({ id }) => id)).toEqual([
      "bundling",
      "differentiation",
    ]);
  });
});

describe("the stated weights", () => {
  const { weights, facets } = defaultSwitchingModel;

  test("give each facet exactly a third", () => {
    for (const facet of ["procedural", "financial", "relational"] as const) {
      const share = sum(switchingLevers.map(({ id }) => weights[id] * (facets[id][facet] ?? 0)));
      expectClose(share, 1 / 3, 1e-15);
    }
  });

  test("weigh levers of the same facets alike", () => {
    const byFacets = new Map<string, Set<number>>();
    for (const { id, facets: shares } of switchingLevers) {
      const key = JSON.stringify(Object.entries(shares).sort());
      byFacets.set(key, (byFacets.get(key) ?? new Set()).add(weights[id]));
    }
    for (const [key, values] of byFacets) expect(values.size, key).toBe(1);
  });

  test("say of themselves that they are stated", () => {
    expect(defaultSwitchingModel.fittedOn.source).toBe("stated");
    expect(defineSwitchingModel({ weights: { habits: 1 } }).fittedOn).toEqual({ source: "stated", basis: "own" });
  });

  test("may be given on any scale, huge and tiny ones too", () => {
    const model = defineSwitchingModel({ weights: { habits: 30, clubs: 10 } });
    expect([model.weights.habits, model.weights.clubs, model.weights.brand]).toEqual([0.75, 0.25, 0]);
    const huge = defineSwitchingModel({ weights: { habits: 1.5e308, clubs: 0.5e308 } });
    expect(huge.weights).toEqual(model.weights);
    expect(defineSwitchingModel({ weights: { habits: 5e-324 } }).weights.habits).toBe(1);
  });

  test("may see a lever in other facets than the catalogue", () => {
    const model = defineSwitchingModel({
      weights: { clubs: 1 },
      facets: { clubs: { financial: 0.25, relational: 0.75 } },
    });
    expect(model.facets.clubs).toEqual({ financial: 0.25, relational: 0.75 });
    expect(model.facets.habits).toEqual({ procedural: 1 });
  });
});
