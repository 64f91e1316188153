import fc from "fast-check";
import { expect, test } from "vitest";
import { loadModel, describe as word } from "../../src/core/index.ts";
import { monthsLeft } from "../../src/switching/contract.ts";
import {
  defaultSwitchingModel,
  defineSwitchingModel,
  explainSwitching,
  type LeverId,
  type SwitchingAccount,
  type SwitchingModel,
  scoreSwitchingCosts,
  summarizeSwitching,
  switchingLevers,
} from "../../src/switching/index.ts";
import { switchingAccountSchema, switchingModelSpec } from "../../src/switching/schema.ts";
import { addPeriods } from "../../src/time/index.ts";
import { expectClose } from "../support/close.ts";

const leverIds = switchingLevers.map(({ id }) => id);
const lever = fc.constantFrom(...leverIds);
// zeros, ones and ties on purpose: an account manager answers in quarters
const share = fc.oneof(fc.constantFrom(0, 0.25, 0.5, 0.75, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const evidence: fc.Arbitrary<Partial<Record<LeverId, number>>> = fc.dictionary(lever, share, { noNullPrototype: true });
const weight = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ min: 1e-12, max: 1e12, noNaN: true }));
const model: fc.Arbitrary<SwitchingModel> = fc.oneof(
  fc.constant(defaultSwitchingModel),
  fc
    .dictionary(lever, weight, { minKeys: 1, noNullPrototype: true })
    .filter((weights) => Object.values(weights).some((w) => w > 0))
    .map((weights) => defineSwitchingModel({ weights })),
);
const amount = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e9, noNaN: true }));
const day = fc.integer({ min: -40_000, max: 80_000 });
const isoDay = day.map((d) => new Date(d * 86_400_000).toISOString());
const account: fc.Arbitrary<SwitchingAccount> = fc.record(
  {
    id: fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom("__proto__", "constructor")),
    evidence,
    contract: fc.record(
      { end: isoDay, monthlyFee: amount, terminationShare: share },
      { requiredKeys: ["end", "monthlyFee"], noNullPrototype: true },
    ),
    prepaidBalance: amount,
    points: amount,
    pointValue: fc.constantFrom(0, 0.01, 1),
    monthlyRevenue: amount,
  },
  { requiredKeys: ["id", "evidence", "pointValue"], noNullPrototype: true },
);
const book = fc.uniqueArray(account, { maxLength: 25, selector: ({ id }) => id });

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
}

test("index, coverage and range stay inside their bounds, and the index inside its range", () => {
  fc.assert(
    fc.property(account, model, isoDay, (a, m, asOf) => {
      const score = scoreSwitchingCosts(a, m, { asOf });
      for (const { index, coverage, indexRange, abstained } of [score, ...Object.values(score.facets)]) {
        expect(coverage).toBeGreaterThanOrEqual(0);
        expect(coverage).toBeLessThanOrEqual(1);
        expect(indexRange[0]).toBeGreaterThanOrEqual(0);
        expect(indexRange[1]).toBeLessThanOrEqual(100);
        expect(index === undefined).toBe(abstained !== undefined);
        if (index !== undefined) {
          expect(indexRange[0]).toBeLessThanOrEqual(index);
          expect(indexRange[1]).toBeGreaterThanOrEqual(index);
        }
      }
    }),
  );
});

test("a stronger lever never lowers the index, a facet or an end of the range", () => {
  fc.assert(
    fc.property(account, model, lever, share, share, (a, m, id, one, other) => {
      const at = (strength: number) =>
        scoreSwitchingCosts({ id: a.id, evidence: { ...a.evidence, [id]: strength } }, m);
      const [weak, strong] = [at(Math.min(one, other)), at(Math.max(one, other))];
      expect(strong.index ?? 0).toBeGreaterThanOrEqual(weak.index ?? 0);
      expect(strong.indexRange[0]).toBeGreaterThanOrEqual(weak.indexRange[0]);
      expect(strong.indexRange[1]).toBeGreaterThanOrEqual(weak.indexRange[1]);
      for (const facet of ["procedural", "financial", "relational"] as const) {
        expect(strong.facets[facet].index ?? 0).toBeGreaterThanOrEqual(weak.facets[facet].index ?? 0);
      }
    }),
  );
});

test("contributions sum to the index, and the facets weigh up to it", () => {
  fc.assert(
    fc.property(account, model, isoDay, (a, m, asOf) => {
      const score = scoreSwitchingCosts(a, m, { asOf });
      const total = score.levers.reduce((sum, { contribution }) => sum + contribution, 0);
      expectClose(total, score.index ?? 0, 1e-12);
      // the certain points of the facets, each weighed by its weight in the model, are those of the whole
      let certain = 0;
      for (const facet of ["procedural", "financial", "relational"] as const) {
        const facetWeight = leverIds.reduce((sum, id) => sum + m.weights[id] * (m.facets[id][facet] ?? 0), 0);
        if (score.facets[facet].index !== undefined) certain += facetWeight * score.facets[facet].indexRange[0];
      }
      expectClose(certain, score.indexRange[0], 1e-9);
    }),
  );
});

test("a missing answer lowers coverage alone: taking one away leaves the index of the others", () => {
  fc.assert(
    fc.property(account, lever, (a, id) => {
      const rest = Object.fromEntries(Object.entries(a.evidence).filter(([key]) => key !== id));
      const without = scoreSwitchingCosts({ id: "x", evidence: rest }, defaultSwitchingModel);
      const withZero = scoreSwitchingCosts({ id: "x", evidence: { ...rest, [id]: 0 } }, defaultSwitchingModel);
      const withOne = scoreSwitchingCosts({ id: "x", evidence: { ...rest, [id]: 1 } }, defaultSwitchingModel);
      expect(without.coverage).toBeLessThan(withZero.coverage);
      expect(without.missing).toContain(id);
      if (without.index !== undefined) {
        expect(withZero.index).toBeLessThanOrEqual(without.index);
        expect(withOne.index as number).toBeGreaterThanOrEqual(without.index - 1e-9);
      }
    }),
  );
});

test("the range is what the missing answers at 0 and at 1 would give", () => {
  fc.assert(
    fc.property(account, model, (a, m) => {
      const score = scoreSwitchingCosts({ id: "x", evidence: a.evidence }, m);
      const filled = (strength: number): number =>
        scoreSwitchingCosts(
          { id: "x", evidence: { ...Object.fromEntries(leverIds.map((id) => [id, strength])), ...a.evidence } },
          m,
        ).index as number;
      expectClose(score.indexRange[0], filled(0), 1e-9);
      expectClose(score.indexRange[1], filled(1), 1e-9);
    }),
  );
});

test("the gain of a lever is what the certain part of the index wins by full evidence, largest first", () => {
  fc.assert(
    fc.property(account, model, (a, m) => {
      const before = scoreSwitchingCosts({ id: "x", evidence: a.evidence }, m);
      for (const [i, { lever: id, gain, known }] of before.raise.entries()) {
        const after = scoreSwitchingCosts({ id: "x", evidence: { ...a.evidence, [id]: 1 } }, m);
        expectClose(after.indexRange[0] - before.indexRange[0], gain, 1e-9);
        expect(known).toBe(a.evidence[id] !== undefined);
        if (i > 0) expect(gain).toBeLessThanOrEqual(before.raise[i - 1]?.gain as number);
      }
    }),
    { numRuns: 50 },
  );
});

test("money is never negative, its parts sum to the total, and a contract that ended costs nothing", () => {
  fc.assert(
    fc.property(account, isoDay, (a, asOf) => {
      const { money } = scoreSwitchingCosts(a, defaultSwitchingModel, { asOf });
      const parts = [money.contractRemainder ?? 0, money.prepaidBalance ?? 0, money.points ?? 0];
      for (const part of parts) expect(part).toBeGreaterThanOrEqual(0);
      expectClose(
        money.total,
        parts.reduce((a, b) => a + b, 0),
        1e-12,
      );
      expectClose(
        money.items.reduce((sum, item) => sum + item.amount, 0),
        money.total,
        1e-12,
      );
      if (a.contract !== undefined && asOf.slice(0, 10) >= String(a.contract.end).slice(0, 10) && !asOf.startsWith("-"))
        expect(money.contractRemainder).toBe(0);
    }),
  );
});

test("months left fall by the day, are whole on anniversaries and agree with the calendar", () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 5000 }), (end, back, before) => {
      expect(monthsLeft(addPeriods(end, -back, "month"), end)).toBe(back);
      const left = monthsLeft(end - before, end);
      const earlier = monthsLeft(end - before - 1, end);
      expect(earlier).toBeGreaterThan(left);
      expect(earlier - left).toBeLessThanOrEqual(1 / 28 + 1e-9);
    }),
  );
});

test("neither the order of the answers nor that of the customers changes a figure", () => {
  fc.assert(
    fc.property(book, model, isoDay, (accounts, m, asOf) => {
      const turned = [...accounts]
        .reverse()
        .map((a) => ({ ...a, evidence: Object.fromEntries(Object.entries(a.evidence).reverse()) }));
      expect(summarizeSwitching(turned, m, { asOf })).toEqual(summarizeSwitching(accounts, m, { asOf }));
    }),
  );
});

test("a book says the same as its customers one by one, and loses none", () => {
  fc.assert(
    fc.property(book, model, isoDay, (accounts, m, asOf) => {
      const summary = summarizeSwitching(accounts, m, { asOf, top: 25 });
      const scores = accounts.map((a) => scoreSwitchingCosts(a, m, { asOf }));
      expect(summary.bands.reduce((sum, { n }) => sum + n, 0) + summary.unscored).toBe(accounts.length);
      for (const { band, n } of summary.bands) expect(n).toBe(scores.filter((s) => s.band === band).length);
      for (const row of summary.free) {
        const score = scores.find(({ id }) => id === row.id);
        expect([row.index, row.coverage, row.money]).toEqual([score?.index, score?.coverage, score?.money.total]);
      }
      expectClose(
        summary.money.total,
        scores.reduce((sum, { money }) => sum + money.total, 0),
        1e-9,
      );
      for (const { share } of summary.bands) {
        if (share === undefined) continue;
        expect(share.interval.lower).toBeLessThanOrEqual(share.value + 1e-12);
        expect(share.interval.upper).toBeGreaterThanOrEqual(share.value - 1e-12);
      }
    }),
  );
});

test("models, scores and summaries are their own JSON, and a model loads again", () => {
  fc.assert(
    fc.property(book, model, isoDay, (accounts, m, asOf) => {
      const wire: unknown = JSON.parse(JSON.stringify(m));
      expect(wire).toEqual(m);
      expect(loadModel(switchingModelSpec, wire)).toEqual(m);
      const summary = summarizeSwitching(accounts, m, { asOf });
      expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
      for (const a of accounts) {
        expect(switchingAccountSchema.safeParse(JSON.parse(JSON.stringify(a))).success).toBe(true);
        const score = scoreSwitchingCosts(a, m, { asOf });
        expect(JSON.parse(JSON.stringify(score))).toEqual(score);
      }
    }),
  );
});

test("every reason of every score can be worded, without NaN or undefined", () => {
  fc.assert(
    fc.property(account, model, isoDay, (a, m, asOf) => {
      const score = scoreSwitchingCosts(a, m, { asOf });
      for (const locale of ["en", "zh"] as const) {
        for (const reason of explainSwitching(score))
          expect(word(reason, locale)).not.toMatch(/NaN|undefined|Infinity/);
      }
    }),
  );
});

test("inputs are never changed", () => {
  fc.assert(
    fc.property(book, model, isoDay, (accounts, m, asOf) => {
      freeze(accounts);
      freeze(m);
      summarizeSwitching(accounts, m, freeze({ asOf }));
      for (const a of accounts) explainSwitching(freeze(scoreSwitchingCosts(a, m, { asOf })));
    }),
  );
});
