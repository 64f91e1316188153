import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/math/index.ts";
import { assignMailingColumn, planMailing } from "../../src/targeting/index.ts";
import { coverageOfMailing } from "./mailing-worlds.ts";

const chance = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.1, 0.2, 0.5, 1));
const customer = fc.record({ chance, value: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true })) });
const money = fc.record({
  contactCost: fc.constantFrom(0, 0.5, 1, 20),
  fixedCost: fc.constantFrom(0, 3),
  marginRate: fc.constantFrom(0.3, 1),
});

describe("laws of a mailing plan", () => {
  test("no other list within the limit brings more than the plan expects", () => {
    fc.assert(
      fc.property(
        fc.array(customer, { minLength: 1, maxLength: 10 }),
        money,
        fc.nat(10),
        (customers, costs, capacity) => {
          const plan = planMailing(
            customers.map((c) => c.chance),
            { ...costs, values: customers.map((c) => c.value), capacity },
          );
          let best = 0;
          for (let mask = 1; mask < 2 ** customers.length; mask++) {
            let profit = -costs.fixedCost;
            let n = 0;
            customers.forEach((c, i) => {
              if (((mask >> i) & 1) === 0) return;
              n++;
              profit += c.chance * c.value * costs.marginRate - costs.contactCost;
            });
            if (n <= capacity) best = Math.max(best, profit);
          }
          expect(plan.expected.value).toBeCloseTo(best, 6);
          expect(plan.expected.interval.lower).toBeLessThanOrEqual(plan.expected.value);
          expect(plan.expected.interval.upper).toBeGreaterThanOrEqual(plan.expected.value);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("the order of customers has no say, with a past mailing and without", () => {
    const past = fc.array(fc.record({ chance, value: fc.nat(50), yes: fc.boolean() }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.array(customer, { minLength: 1, maxLength: 40 }), past, money, (customers, answers, costs) => {
        const plan = (list: typeof customers, known: typeof answers | undefined) =>
          planMailing(
            list.map((c) => c.chance),
            {
              ...costs,
              values: list.map((c) => c.value),
              capacity: 9,
              replicates: 100,
              ...(known !== undefined && {
                past: {
                  chances: known.map((c) => c.chance),
                  values: known.map((c) => c.value),
                  outcomes: known.map((c) => c.yes),
                },
              }),
            },
          );
        expect(plan([...customers].reverse(), undefined)).toEqual(plan(customers, undefined));
        expect(plan([...customers].reverse(), [...answers].reverse())).toEqual(plan(customers, answers));
      }),
      { numRuns: 40 },
    );
  });

  test("parts sum to the list, and the column says what the groups count", () => {
    fc.assert(
      fc.property(fc.array(chance, { minLength: 1, maxLength: 50 }), fc.nat(30), (chances, capacity) => {
        const plan = planMailing(chances, { contactCost: 1, valuePerResponse: 5, capacity });
        const codes = assignMailingColumn(plan, chances);
        for (const { status, customers } of plan.groups) {
          const code = { in: 2, edge: 1, out: 0 }[status];
          expect(codes.filter((c) => c === code).length).toBe(customers);
        }
        const promised = plan.groups.reduce((sum, group) => sum + group.expectedResponses, 0);
        expect(promised).toBeCloseTo(
          chances.reduce((sum, p) => sum + p, 0),
          9,
        );
        expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
      }),
      { numRuns: 80 },
    );
  });
});

test("the judged profit is unbiased where the apparent one flatters, and its interval holds the truth", () => {
  const { covered, judged, apparent } = coverageOfMailing([1500, 0.1, 10], 150, createRandom(8));
  expect(covered).toBeGreaterThan(0.91);
  expect(Math.abs(judged)).toBeLessThan(0.1);
  expect(apparent).toBeGreaterThan(0.2);
});
