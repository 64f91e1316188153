import { expect, test } from "vitest";
import { describe } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/random.ts";
import {
  customerDossier,
  type DossierAccount,
  measureDossier,
  planDossierQuestions,
  summarizeDossiers,
} from "../../src/tiering/index.ts";
import { deepFreeze } from "./book.ts";

const open = customerDossier.flatMap(({ facts }) => facts.filter(({ sensitive }) => sensitive !== true));
const everything = Object.fromEntries(open.map(({ id }) => [id, "known"]));

test("the dossier has five groups, and every personal fact is marked", () => {
  expect(customerDossier.map(({ name }) => name.zh)).toEqual([
    "基本信息",
    "经营信息",
    "个人信息",
    "物流信息",
    "往来信息",
  ]);
  for (const { id, facts } of customerDossier) {
    expect(facts.length).toBeGreaterThan(4);
    for (const fact of facts) expect(fact.sensitive ?? false).toBe(id === "personal");
  }
  const ids = customerDossier.flatMap(({ facts }) => facts.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

test("a dossier is complete without personal facts until the person agrees to them", () => {
  const dossier = measureDossier(everything);
  expect(dossier.completeness).toBe(1);
  expect(dossier.reasons.map((reason) => describe(reason))).toEqual([
    "all 30 facts are known",
    "6 sensitive items were left out, because nobody opted in",
  ]);
  const agreed = measureDossier(everything, { sensitive: true });
  expect(agreed.completeness).toBeCloseTo(0.8, 12);
  expect(agreed.groups.map(({ completeness }) => completeness)).toEqual([1, 1, 0, 1, 1]);
  expect(agreed.next.every(({ group }) => group === "personal")).toBe(true);
  // a personal fact that is on file is not read without consent
  expect(measureDossier({ ...everything, contact_birthday: "1970-01-01" }).known).toBe(30);
});

test("zero and no are known; empty text, empty lists and null are not", () => {
  const known = measureDossier({
    stock_days: 0,
    complaints: false,
    phone: " ",
    markets: [],
    revenue: null,
    products: undefined,
  });
  expect(known.known).toBe(2);
});

test("the next question is the one that adds most, a group with fewer facts giving more for each", () => {
  const { next } = measureDossier({});
  expect(next).toHaveLength(30);
  expect(next[0]).toMatchObject({ fact: "delivery_address", group: "logistics" });
  expect(next[0]?.gain).toBeCloseTo(1 / 4 / 6, 12);
  expect(next.reduce((sum, { gain }) => sum + gain, 0)).toBeCloseTo(1, 12);
  const weighed = customerDossier.map((group) => ({ ...group, weight: group.id === "business" ? 5 : 1 }));
  expect(measureDossier({}, { groups: weighed }).next[0]?.group).toBe("business");
});

function book(n: number): DossierAccount[] {
  const random = createRandom(11);
  return Array.from({ length: n }, (_, i) => ({
    id: `C${i}`,
    tier: ["top", "large", "small"][random.integer(0, 2)] as string,
    facts: Object.fromEntries(open.filter(() => random.uniform() < 0.6).map(({ id }) => [id, 1])),
  }));
}

test("tiers add up to the book, in whatever order the accounts stand", () => {
  const accounts = deepFreeze(book(200));
  const summary = summarizeDossiers(accounts);
  expect(summary.tiers.reduce((sum, row) => sum + row.accounts, 0)).toBe(200);
  const mean = summary.tiers.reduce((sum, row) => sum + row.accounts * row.completeness, 0) / 200;
  expect(summary.completeness).toBeCloseTo(mean, 12);
  const turned = summarizeDossiers([...accounts].reverse());
  for (const row of summary.tiers) {
    const other = turned.tiers.find(({ tier }) => tier === row.tier);
    expect(other?.completeness).toBeCloseTo(row.completeness, 12);
    expect(other?.next?.fact).toBe(row.next?.fact);
    const missing = accounts.filter(
      ({ tier, facts }) => tier === row.tier && !Object.hasOwn(facts, row.next?.fact as string),
    );
    expect(row.next?.missing).toBe(missing.length);
  }
});

test("questions are planned where the tier counts most, and never more than wanted", () => {
  const accounts = book(100);
  const plan = planDossierQuestions(accounts, { tierWeights: [{ id: "top", weight: 5 }], limit: 30 });
  expect(plan).toHaveLength(30);
  expect(plan.every(({ tier }) => tier === "top")).toBe(true);
  for (let i = 1; i < plan.length; i++) expect(plan[i]?.worth).toBeLessThanOrEqual(plan[i - 1]?.worth as number);
  for (const { account, fact, worth, gain } of plan) {
    expect(worth).toBeCloseTo(5 * gain, 14);
    expect(accounts.find(({ id }) => id === account)?.facts).not.toHaveProperty(fact);
  }
  expect(planDossierQuestions([])).toEqual([]);
});

test("what is no dossier is refused", () => {
  const refused = (code: string) => expect.objectContaining({ name: "ClienteleError", code });
  const measure = (facts: unknown, options?: unknown) => () => measureDossier(facts as never, options as never);
  for (const bad of [undefined, null, 5, "x", []]) expect(measure(bad)).toThrow(refused("invalid_type"));
  expect(measure({ adress: 1 })).toThrow(refused("unknown_id"));
  expect(measure(JSON.parse('{"__proto__": 1}'))).toThrow(refused("unknown_id"));
  for (const bad of [null, 5, []]) expect(measure({}, bad)).toThrow(refused("invalid_type"));
  expect(measure({}, { sensitive: 1 })).toThrow(refused("invalid_type"));
  const fact = { id: "__proto__", name: { en: "f", zh: "项" } };
  const group = { id: "constructor", name: { en: "g", zh: "组" }, facts: [fact] };
  expect(measureDossier({}, { groups: [group] }).next[0]?.fact).toBe("__proto__");
  expect(measureDossier(JSON.parse('{"__proto__": 1}'), { groups: [group] }).completeness).toBe(1);
  for (const [code, groups] of [
    ["empty_input", []],
    ["empty_input", [{ ...group, facts: [] }]],
    ["duplicate_id", [group, group]],
    ["duplicate_id", [group, { ...group, id: "b" }]],
    ["invalid_type", [{ ...group, name: "g" }]],
    ["invalid_type", [null]],
    ["out_of_range", [{ ...group, weight: 0 }]],
    ["not_finite", [{ ...group, weight: Number.NaN }]],
  ] as const) {
    expect(measure({}, { groups })).toThrow(refused(code));
  }
  const account = { id: "a", tier: "top", facts: {} };
  for (const act of [summarizeDossiers, planDossierQuestions] as const) {
    for (const bad of [undefined, null, 5, "ab"]) expect(() => act(bad as never)).toThrow(refused("invalid_type"));
    expect(() => act([account, account])).toThrow(refused("duplicate_id"));
    expect(() => act([{ ...account, tier: "" }])).toThrow(refused("invalid_type"));
    expect(() => act([{ ...account, facts: null } as never])).toThrow(refused("invalid_type"));
    expect(() => act([account], { tierWeights: [{ id: "top", weight: 0 }] })).toThrow(refused("out_of_range"));
    expect(() =>
      act([account], {
        tierWeights: [
          { id: "a", weight: 1 },
          { id: "a", weight: 1 },
        ],
      }),
    ).toThrow(refused("duplicate_id"));
  }
  expect(() => summarizeDossiers([])).toThrow(refused("empty_input"));
  for (const limit of [0, 1.5, -1])
    expect(() => planDossierQuestions([account], { limit })).toThrow(refused("out_of_range"));
  expect(() => planDossierQuestions([account], { limit: Number.NaN })).toThrow(refused("not_finite"));
});
