import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isClienteleError } from "../../src/index.ts";
import { type DefenceAccount, type DefenceLever, planDefence } from "../../src/switching/index.ts";
import { bruteForce } from "./defence-support.ts";

const ids = ["planned_visits", "personal_care", "clubs", "discount"] as const;
const tens = (most: number) => fc.integer({ min: 0, max: most }).map((x) => 10 * x);

const leverList: fc.Arbitrary<DefenceLever[]> = fc
  .tuple(
    fc.array(
      fc.record({
        cost: tens(6),
        hours: fc.integer({ min: 0, max: 4 }),
        effect: fc.integer({ min: 0, max: 10 }).map((x) => x / 10),
        fixedCost: fc.option(tens(5), { nil: 0, freq: 3 }),
        max: fc.option(fc.integer({ min: 1, max: 3 }), { nil: 1000, freq: 2 }),
        min: fc.constantFrom(0, 0, 0, 0, 1),
        costShare: fc.constantFrom(0, 0, 0.05),
      }),
      { minLength: 2, maxLength: 4 },
    ),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([rows, requires, excludes]) =>
    rows.map(
      (row, i): DefenceLever => ({
        id: ids[i] as string,
        ...row,
        price: i === 3,
        ...(i === 1 && requires ? { requires: ["planned_visits"] } : {}),
        ...(i === 2 && excludes ? { excludes: ["personal_care"] } : {}),
      }),
    ),
  );
const accountList: fc.Arbitrary<DefenceAccount[]> = fc
  .array(
    fc.record({
      value: fc.integer({ min: 0, max: 20 }).map((x) => 50 * x),
      risk: fc.integer({ min: 0, max: 10 }).map((x) => x / 10),
      priceSensitivity: fc.boolean(),
      inPlace: fc.constantFrom<readonly string[]>([], [], ["planned_visits"]),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((rows) => rows.map((row, i) => ({ id: `a${i}`, ...row })));
const optionSet = fc.record({
  budget: fc.integer({ min: 0, max: 12 }).map((x) => 15 * x),
  staffHours: fc.integer({ min: 0, max: 12 }),
  atRisk: fc.constant(0.3),
  maxLevers: fc.integer({ min: 1, max: 3 }),
});

/** The plan, or undefined where the limits cannot be kept. */
function planned(...args: Parameters<typeof planDefence>) {
  try {
    return planDefence(...args);
  } catch (error) {
    if (isClienteleError(error) && error.code === "inconsistent") return undefined;
    throw error;
  }
}

describe("laws of a defence plan", () => {
  test("no other choice of levers gains more, by trying all of them", () => {
    fc.assert(
      fc.property(accountList, leverList, optionSet, (accounts, levers, options) => {
        const best = bruteForce(accounts, levers, options);
        const plan = planned(accounts, levers, options);
        if (plan === undefined) {
          expect(best).toBe(Number.NEGATIVE_INFINITY);
          return;
        }
        expect(plan.gain).toBeCloseTo(best, 6);
        expect(plan.method.status).toBe("optimal");
      }),
      { numRuns: 500 },
    );
  });

  test("budget, hours and the limits of each lever are kept, and price goes where it may", () => {
    fc.assert(
      fc.property(accountList, leverList, optionSet, (accounts, levers, options) => {
        const plan = planned(accounts, levers, options);
        if (plan === undefined) return;
        expect(plan.cost).toBeLessThanOrEqual(options.budget + 1e-6);
        expect(plan.hours).toBeLessThanOrEqual(options.staffHours + 1e-6);
        for (const [l, use] of plan.levers.entries()) {
          expect(use.accounts).toBeLessThanOrEqual(levers[l]?.max ?? 0);
          expect(use.accounts).toBeGreaterThanOrEqual(levers[l]?.min ?? 0);
        }
        for (const { account, levers: given } of plan.actions) {
          const row = accounts.find(({ id }) => id === account);
          expect(given.length).toBeLessThanOrEqual(options.maxLevers);
          if (given.includes("discount"))
            expect(row?.priceSensitivity === true && (row.risk as number) >= 0.3).toBe(true);
        }
      }),
      { numRuns: 120 },
    );
  });

  test("more budget never gains less, and the plan never less than the naive list", () => {
    fc.assert(
      fc.property(accountList, leverList, optionSet, tens(10), (accounts, levers, options, more) => {
        const [plan, richer] = [
          planned(accounts, levers, options),
          planned(accounts, levers, { ...options, budget: options.budget + more }),
        ];
        if (plan === undefined) return;
        expect(richer?.gain).toBeGreaterThanOrEqual(plan.gain - 1e-6);
        if (levers.every(({ min }) => min === 0)) expect(plan.gain).toBeGreaterThanOrEqual(plan.naive.gain - 1e-6);
      }),
      { numRuns: 100 },
    );
  });

  test("the order of accounts does not matter, and money in another unit gives the same plan", () => {
    fc.assert(
      fc.property(accountList, leverList, optionSet, (accounts, levers, options) => {
        const plan = planned(accounts, levers, options);
        if (plan === undefined) return;
        expect(planned([...accounts].reverse(), levers, options)).toEqual(plan);
        const unit = 1024;
        const scaled = planned(
          accounts.map((row) => ({ ...row, value: (row.value as number) * unit })),
          levers.map((row) => ({ ...row, cost: (row.cost ?? 0) * unit, fixedCost: (row.fixedCost ?? 0) * unit })),
          { ...options, budget: options.budget * unit },
        );
        expect((scaled?.gain ?? Number.NaN) / unit).toBeCloseTo(plan.gain, 6);
      }),
      { numRuns: 100 },
    );
  });
});
