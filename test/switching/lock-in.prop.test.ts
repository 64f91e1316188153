import fc from "fast-check";
import { expect, test } from "vitest";
import {
  defaultSwitchingModel,
  type ForecastLockInOptions,
  forecastLockIn,
  type LeverId,
  type LockInForecast,
  type SwitchingAccount,
  scoreSwitchingCosts,
  switchingLevers,
} from "../../src/switching/index.ts";
import { switchingAccountSchema } from "../../src/switching/schema.ts";
import { toDay, toIsoDate } from "../../src/time/index.ts";
import { expectClose } from "../support/close.ts";

const asOf = "2026-07-01";
const start = toDay(asOf);
const options: ForecastLockInOptions = { asOf, months: 15, model: defaultSwitchingModel };
// near the start, so that most dates fall within the months; a few long past or far ahead
const date = fc
  .oneof(fc.integer({ min: -60, max: 520 }), fc.integer({ min: -2000, max: 4000 }))
  .map((days) => toIsoDate(start + days));
const amount = fc.oneof(fc.constantFrom(0, 100), fc.double({ min: 0, max: 1e6, noNaN: true }));
const share = fc.constantFrom(0, 0.25, 0.5, 0.75, 1);
const lever = fc.constantFrom(...switchingLevers.map(({ id }) => id));
const shares = fc.dictionary(lever, share, { noNullPrototype: true }) as fc.Arbitrary<Partial<Record<LeverId, number>>>;
const schedule = fc
  .tuple(fc.uniqueArray(fc.integer({ min: -200, max: 500 }), { minLength: 1, maxLength: 4 }), fc.array(amount))
  .filter(([days, fees]) => fees.length >= days.length)
  .map(([days, fees]) => {
    const falling = [...fees].sort((a, b) => b - a);
    return [...days]
      .sort((a, b) => a - b)
      .map((day, i) => ({ from: toIsoDate(start + day), fee: falling[i] as number }));
  });
const contract = fc.record(
  {
    id: fc.constantFrom("x", "__proto__"),
    end: date,
    monthlyFee: amount,
    terminationShare: share,
    terminationFee: amount,
    feeSchedule: schedule,
    noticeDays: fc.constantFrom(0, 1, 30, 90, 400),
    renewalMonths: fc.constantFrom(1, 3, 12),
  },
  { requiredKeys: ["end", "monthlyFee"], noNullPrototype: true },
);
const account: fc.Arbitrary<SwitchingAccount> = fc.record(
  {
    id: fc.oneof(fc.string({ minLength: 1, maxLength: 5 }), fc.constantFrom("__proto__", "constructor")),
    evidence: shares,
    contract,
    contracts: fc.array(contract, { maxLength: 3 }),
    prepaidBalance: amount,
    prepaidUntil: date,
    points: amount,
    pointLots: fc.array(fc.record({ points: amount, expires: date }, { noNullPrototype: true }), { maxLength: 3 }),
    pointValue: fc.constantFrom(0, 0.02),
    migration: fc.record({ hours: amount, hourlyRate: fc.constantFrom(0, 55) }, { noNullPrototype: true }),
    retraining: fc.record(
      { people: fc.constantFrom(0, 7), hoursEach: fc.constantFrom(0, 2.5), hourlyRate: fc.constantFrom(0, 40) },
      { noNullPrototype: true },
    ),
    equipment: fc.array(
      fc
        .record({ cost: amount, from: fc.integer({ min: -900, max: 300 }), lasts: fc.integer({ min: 1, max: 900 }) })
        .map(({ cost, from, lasts }) => ({
          cost,
          boughtOn: toIsoDate(start + from),
          writtenOffOn: toIsoDate(start + from + lasts),
        })),
      { maxLength: 2 },
    ),
    discounts: fc.array(fc.record({ monthly: amount, until: date }, { noNullPrototype: true }), { maxLength: 2 }),
    leverEnds: fc.dictionary(lever, date, { noNullPrototype: true }),
    monthlyRevenue: amount,
  },
  { requiredKeys: ["id", "evidence", "pointValue"], noNullPrototype: true },
) as fc.Arbitrary<SwitchingAccount>;
const book = fc.uniqueArray(account, { maxLength: 8, selector: ({ id }) => id });
const upkeep = fc.constantFrom("kept" as const, "stopped" as const);

test("lock-in in money never rises without a contract that renews itself, and the index never rises", () => {
  fc.assert(
    fc.property(book, upkeep, (accounts, kept) => {
      const forecast = forecastLockIn(accounts, { ...options, upkeep: kept });
      const days = forecast.months.map(({ day }) => day);
      for (const { money, index, events } of forecast.customers) {
        const renewals = events.filter(({ kind }) => kind === "renewal").map(({ day }) => day);
        for (let m = 1; m < days.length; m++) {
          const [before, now] = [money[m - 1] as number, money[m] as number];
          const renewed = renewals.some((day) => day > (days[m - 1] as string) && day <= (days[m] as string));
          if (!renewed) expect(now).toBeLessThanOrEqual(before * (1 + 1e-12));
          if (index !== undefined) {
            expect(index[m] as number).toBeLessThanOrEqual((index[m - 1] as number) + 1e-12);
          }
        }
      }
    }),
    { numRuns: 150 },
  );
});

test("money by kind sums to the total, month by month, and customers to their count", () => {
  fc.assert(
    fc.property(book, upkeep, (accounts, kept) => {
      const forecast = forecastLockIn(accounts, { ...options, upkeep: kept });
      for (const { month, money, bound, free, unknown } of forecast.months) {
        const kinds = Object.values(money.byKind).reduce((a, b) => a + b, 0);
        const customers = forecast.customers.reduce((sum, row) => sum + (row.money[month] as number), 0);
        expectClose(kinds, money.total, 1e-9);
        expectClose(customers, money.total, 1e-9);
        expect(bound + free + unknown).toBe(accounts.length);
      }
    }),
    { numRuns: 80 },
  );
});

test("the parts of a score's money sum to its total, and so do its items", () => {
  fc.assert(
    fc.property(account, date, (a, day) => {
      const { money } = scoreSwitchingCosts(a, defaultSwitchingModel, { asOf: day });
      const { total, items, contractMonths, monthsOfRevenue, freeOn, ...parts } = money;
      expectClose(
        Object.values(parts).reduce((sum, part) => sum + part, 0),
        total,
        1e-9,
      );
      expectClose(
        items.reduce((sum, item) => sum + item.amount, 0),
        total,
        1e-9,
      );
      for (const part of [...Object.values(parts), contractMonths ?? 0, monthsOfRevenue ?? 0]) {
        expect(part).toBeGreaterThanOrEqual(0);
      }
      if (freeOn !== undefined) expect(freeOn > day).toBe(true);
      for (const { ends } of items) if (ends !== undefined) expect(ends > day).toBe(true);
    }),
  );
});

test("the order of the customers changes nothing but the order of their rows", () => {
  fc.assert(
    fc.property(book, (accounts) => {
      const plain = (forecast: LockInForecast) => ({
        ...forecast,
        customers: [...forecast.customers].sort((a, b) => (a.id < b.id ? -1 : 1)),
      });
      const turned = forecastLockIn([...accounts].reverse(), options);
      expect(plain(turned)).toEqual(plain(forecastLockIn(accounts, options)));
    }),
    { numRuns: 60 },
  );
});

test("accounts and forecasts are their own JSON", () => {
  fc.assert(
    fc.property(book, (accounts) => {
      for (const a of accounts) {
        expect(switchingAccountSchema.safeParse(JSON.parse(JSON.stringify(a))).success).toBe(true);
      }
      const forecast = forecastLockIn(accounts, options);
      expect(JSON.parse(JSON.stringify(forecast))).toEqual(forecast);
    }),
    { numRuns: 60 },
  );
});
