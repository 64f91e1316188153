import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  measureRivalPosture,
  measureRivalProfile,
  type RivalEncounter,
  type RivalFact,
  rivalFields,
} from "../../src/market/index.ts";
import { toIsoDate } from "../../src/time/index.ts";

const TODAY = 20_634;
const fact: fc.Arbitrary<RivalFact> = fc
  .record({
    field: fc.constantFrom(...rivalFields.map(({ id }) => id as string)),
    value: fc.oneof(fc.constantFrom("a", "A ", "b"), fc.integer({ min: -3, max: 3 }), fc.boolean()),
    source: fc.constantFrom("press", "lost deal"),
    age: fc.constantFrom(-5, 0, 89, 90, 91, 400, 9000),
    confidence: fc.constantFrom(0, 0.5, 1),
  })
  .map(({ age, ...rest }) => ({ ...rest, date: toIsoDate(TODAY - age) }));
const encounter: fc.Arbitrary<RivalEncounter> = fc
  .record({ age: fc.integer({ min: -20, max: 420 }), won: fc.boolean(), segment: fc.constantFrom("a", "__proto__") })
  .map(({ age, ...rest }) => ({ ...rest, date: toIsoDate(TODAY - age) }));
const asOf = toIsoDate(TODAY);
const runs = { numRuns: 100, seed: 9 } as const;

describe("laws of a rival's profile", () => {
  test("one more fact never lowers completeness, and never raises it by more than the question was worth", () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 12 }), fact, (facts, more) => {
        const before = measureRivalProfile({ id: "x", facts }, { asOf });
        const after = measureRivalProfile({ id: "x", facts: [...facts, more] }, { asOf });
        for (const name of ["completeness", "current", "credit"] as const) {
          expect(after[name]).toBeGreaterThanOrEqual(before[name] - 1e-12);
        }
        const worth = before.ask.find(({ field }) => field === more.field)?.worth ?? 0;
        expect(after.credit - before.credit).toBeLessThanOrEqual(worth + 1e-12);
        expect(before.current).toBeLessThanOrEqual(before.completeness + 1e-12);
      }),
      runs,
    );
  });

  test("a fact only loses worth with time, and the order of facts changes nothing", () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 12 }), fc.nat(500), (facts, days) => {
        const known = facts.filter(({ date }) => (date as string) <= asOf);
        const now = measureRivalProfile({ id: "x", facts: known }, { asOf });
        const later = measureRivalProfile({ id: "x", facts: known }, { asOf: toIsoDate(TODAY + days) });
        expect(later.credit).toBeLessThanOrEqual(now.credit + 1e-12);
        expect(measureRivalProfile({ id: "x", facts: [...facts].reverse() }, { asOf })).toEqual(
          measureRivalProfile({ id: "x", facts }, { asOf }),
        );
      }),
      runs,
    );
  });

  test("the order of encounters changes no posture, and every encounter is counted once", () => {
    fc.assert(
      fc.property(fc.array(encounter, { maxLength: 60 }), (encounters) => {
        const found = measureRivalPosture(encounters, { asOf, minEncounters: 3 });
        expect(measureRivalPosture([...encounters].reverse(), { asOf, minEncounters: 3 })).toEqual(found);
        expect(found.recent + found.before + found.ignored).toBe(encounters.length);
        expect(found.segments.reduce((sum, { recent, before }) => sum + recent + before, 0)).toBe(
          found.recent + found.before,
        );
      }),
      runs,
    );
  });

  test("wins and losses swapped turn an attack into a retreat", () => {
    fc.assert(
      fc.property(fc.array(encounter, { minLength: 20, maxLength: 60 }), (encounters) => {
        const swapped = encounters.map((met) => ({ ...met, won: !met.won }));
        const [one, other] = [encounters, swapped].map(
          (list) => measureRivalPosture(list, { asOf, minEncounters: 3 }).signals.wins,
        );
        const mirror = { rising: "falling", falling: "rising", level: "level", unsure: "unsure" } as const;
        expect(other).toBe(mirror[one as keyof typeof mirror]);
      }),
      runs,
    );
  });
});
