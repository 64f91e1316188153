import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planVisits, type VisitPlan } from "../../src/market/index.ts";
import { bruteForce, smallBook } from "./visits-support.ts";

const seeds = fc.integer({ min: 1, max: 1e6 });
const better = (a: VisitPlan, b: VisitPlan): boolean =>
  a.missing < b.missing || (a.missing === b.missing && a.gain >= b.gain - 1e-6);

describe("a plan of visits", () => {
  test("keeps as many promises and gains as much as trying every plan there is", () => {
    for (let seed = 1; seed <= 250; seed++) {
      const { accounts, options } = smallBook(seed);
      const plan = planVisits(accounts, options);
      const best = bruteForce(accounts, options);
      expect(plan.missing, `book ${seed}`).toBe(best.missing);
      expect(plan.gain, `book ${seed}`).toBeCloseTo(best.gain, 5);
      expect(plan.method.status, `book ${seed}`).toBe("optimal");
    }
  });

  test("keeps every limit, and its parts sum to the whole", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { accounts, options } = smallBook(seed);
        const plan = planVisits(accounts, options);
        for (const { hours, available } of plan.people) expect(hours).toBeLessThanOrEqual(available + 1e-9);
        expect(plan.cost).toBeLessThanOrEqual((options.budget ?? Number.MAX_VALUE) + 1e-9);
        for (const action of plan.actions) {
          const account = accounts.find(({ id }) => id === action.account);
          expect(action.visits).toBeLessThanOrEqual(account?.max as number);
          expect(action.by.reduce((sum, share) => sum + share.visits, 0)).toBe(action.visits);
        }
        for (const field of ["visits", "hours", "cost"] as const) {
          const byAccount = plan.actions.reduce((sum, action) => sum + action[field], 0);
          const byPerson = plan.people.reduce((sum, person) => sum + person[field], 0);
          expect(byAccount).toBeCloseTo(plan[field], 9);
          expect(byPerson).toBeCloseTo(plan[field], 9);
        }
        expect(plan.broken.reduce((sum, { missing }) => sum + missing, 0)).toBe(plan.missing);
        expect(plan.worth - plan.cost).toBeCloseTo(plan.gain, 9);
      }),
      { numRuns: 60 },
    );
  });

  test("more hours, more money or one more person never make it worse", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 5 }), (seed, more) => {
        const { accounts, options } = smallBook(seed);
        const plan = planVisits(accounts, options);
        const people = options.people.map((person) => ({ ...person, hours: person.hours + more }));
        expect(better(planVisits(accounts, { ...options, people }), plan)).toBe(true);
        const free = { id: "free", hours: more, skills: ["senior"] };
        expect(better(planVisits(accounts, { ...options, people: [...options.people, free] }), plan)).toBe(true);
        if (options.budget === undefined) return;
        expect(better(planVisits(accounts, { ...options, budget: options.budget + 5 * more }), plan)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("the order of accounts and people does not matter", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { accounts, options } = smallBook(seed);
        const turned = {
          ...options,
          people: [...options.people].reverse(),
          travel: [...(options.travel ?? [])].reverse(),
        };
        expect(planVisits([...accounts].reverse(), turned)).toEqual(planVisits(accounts, options));
      }),
      { numRuns: 60 },
    );
  });

  test("no plain plan misses fewer promises, or as few and gains more", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { accounts, options } = smallBook(seed);
        const plan = planVisits(accounts, options);
        expect(plan.equal.missing).toBeGreaterThanOrEqual(plan.missing);
        if (plan.equal.missing === plan.missing) expect(plan.equal.advantage).toBeGreaterThanOrEqual(-1e-9);
      }),
      { numRuns: 60 },
    );
  });

  test("an account that does not answer to visits gets only what it was promised", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 2 }), (seed, promised) => {
        const { accounts, options } = smallBook(seed);
        const deaf = { id: "deaf", worth: 1e6, response: { rate: 0.5, ceiling: 0 }, promised, region: "north" };
        const action = planVisits([...accounts, deaf], options).actions.find(({ account }) => account === "deaf");
        expect(action?.visits).toBeLessThanOrEqual(promised);
      }),
      { numRuns: 40 },
    );
  });

  test("equal accounts with equal visitors share visits to within one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 14 }), (n, hours) => {
        const accounts = Array.from({ length: n }, (_, i) => ({ id: `c${i}`, worth: 100 }));
        const plan = planVisits(accounts, { people: [{ id: "p", hours }], response: { rate: 0.5 } });
        const visits = plan.actions.map((action) => action.visits);
        expect(Math.max(...visits) - Math.min(...visits)).toBeLessThanOrEqual(1);
        expect(plan.visits).toBe(hours);
      }),
      { numRuns: 30 },
    );
  });
});
