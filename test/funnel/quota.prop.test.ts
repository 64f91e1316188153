import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  assignForecastCategory,
  type DealForecast,
  type ForecastOverride,
  measureCoverageNeed,
  measureForecastBias,
  measurePace,
  measureQuotaAttainment,
  type Quota,
  type QuotaBook,
  splitAmount,
  summarizeForecastCategories,
} from "../../src/funnel/index.ts";
import { QUARTER } from "./quota-books.ts";

const minor = fc.oneof(fc.constantFrom(0, 1, 999), fc.integer({ min: 0, max: 1e9 }));
const chance = fc.oneof(fc.constantFrom(0, 0.05, 0.35, 0.7, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const person = fc.constantFrom("ann", "bo", "__proto__", "constructor");
const place = fc.constantFrom("north", "toString", undefined);

const deal = fc
  .record({
    amountMinor: minor,
    owners: fc.uniqueArray(person, { minLength: 1 }),
    region: place,
    product: place,
    overlay: fc.boolean(),
    chance,
  })
  .map(({ amountMinor, owners, region, product, overlay, chance }) => {
    const shares = splitAmount(
      amountMinor,
      owners.map((_, i) => i + 1),
    );
    const credit = owners.map((owner, i) => ({ owner, amountMinor: shares[i] as number }));
    return {
      amountMinor,
      chance,
      credit: overlay ? [...credit, { owner: "overlay", amountMinor: Math.floor(amountMinor / 2) }] : credit,
      ...(region === undefined ? {} : { region }),
      ...(product === undefined ? {} : { product }),
    };
  });
const book: fc.Arbitrary<QuotaBook> = fc
  .record({
    won: fc.array(deal, { maxLength: 12 }),
    open: fc.array(deal, { maxLength: 14 }),
    quota: minor,
    ramp: fc.array(chance, { maxLength: 3 }),
  })
  .map(({ won, open, quota, ramp }) => ({
    quotas: ["ann", "bo", "__proto__"].map(
      (unit): Quota => ({ dimension: "person", unit, ...QUARTER, amountMinor: quota, startsOn: "2026-04-20", ramp }),
    ),
    won: won.map((one, i) => ({ ...one, dealId: `w${i}`, wonOn: `2026-05-${10 + i}` })),
    open: open.map((one, i) => ({ ...one, dealId: `o${i}` })),
    people: [
      { id: "ann", team: "__proto__" },
      { id: "bo", team: "__proto__" },
      { id: "constructor", team: "south" },
    ],
  }));
const options = { ...QUARTER, asOf: "2026-05-25", sharedVariance: 0.2 };

describe("attainment", () => {
  test("rolls up exactly: every dimension sums to the total, and a team to its people", () => {
    fc.assert(
      fc.property(book, (given) => {
        const { units, total } = measureQuotaAttainment(given, options);
        for (const dimension of new Set(units.map((unit) => unit.dimension))) {
          const own = units.filter((unit) => unit.dimension === dimension);
          expect(own.reduce((sum, unit) => sum + unit.bookedMinor, 0)).toBe(total.creditMinor);
          expect(own.reduce((sum, unit) => sum + unit.open.creditMinor, 0)).toBe(total.openCreditMinor);
          const expected = own.reduce((sum, unit) => sum + unit.open.expectedMinor, 0);
          expect(Math.abs(expected - total.openExpectedMinor)).toBeLessThanOrEqual(1e-9 * (1 + total.openCreditMinor));
        }
        const find = (dimension: string, id: string) =>
          units.find((unit) => unit.dimension === dimension && unit.unit === id);
        const people = ["ann", "bo"].map((id) => find("person", id));
        expect(find("team", "__proto__")?.quota?.effectiveMinor).toBe(
          people.reduce((sum, unit) => sum + (unit?.quota?.effectiveMinor ?? 0), 0),
        );
        expect(total.creditMinor - total.revenueMinor).toBe(total.overlayMinor);
      }),
      { numRuns: 40 },
    );
  });

  test("keeps its ranges in order and its chances in bounds", () => {
    fc.assert(
      fc.property(book, (given) => {
        for (const { outlook, bookedMinor, open, chanceToReach = 0.5 } of measureQuotaAttainment(given, options)
          .units) {
          const top = bookedMinor + open.creditMinor * (1 + 1e-9);
          const rising = [bookedMinor, outlook.p10, outlook.p50, outlook.p90, top];
          expect(rising).toEqual(rising.slice().sort((a, b) => a - b));
          expect(chanceToReach).toBeGreaterThanOrEqual(0);
          expect(chanceToReach).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("does not depend on the order of deals, quotas and people", () => {
    fc.assert(
      fc.property(book, (given) => {
        const { quotas, won, open = [], people = [] } = given;
        const turned = {
          quotas: quotas.toReversed(),
          won: won.toReversed(),
          open: open.toReversed(),
          people: people.toReversed(),
        };
        expect(measureQuotaAttainment(turned, options)).toEqual(measureQuotaAttainment(given, options));
      }),
      { numRuns: 30 },
    );
  });

  test("is never lowered by more won", () => {
    fc.assert(
      fc.property(book, minor, (given, amountMinor) => {
        const more = { dealId: "more", wonOn: "2026-05-01", amountMinor, credit: [{ owner: "ann", amountMinor }] };
        const before = measureQuotaAttainment(given, options);
        const after = measureQuotaAttainment({ ...given, won: [...given.won, more] }, options);
        for (const unit of before.units) {
          const same = after.units.find((one) => one.dimension === unit.dimension && one.unit === unit.unit);
          expect(same?.attainment ?? 0).toBeGreaterThanOrEqual(unit.attainment ?? 0);
          expect(same?.chanceToReach ?? 1).toBeGreaterThanOrEqual((unit.chanceToReach ?? 0) - 1e-12);
          expect(same?.outlook.p10).toBeGreaterThanOrEqual(unit.outlook.p10);
        }
      }),
      { numRuns: 30 },
    );
  });
});

const forecast: fc.Arbitrary<DealForecast> = fc
  .record({
    chance,
    amount: fc.option(minor, { nil: undefined }),
    status: fc.constantFrom("open", "open", "open", "lost", "suspended"),
  })
  .map(({ chance, amount, status }) => {
    const left = status === "open" ? chance : 0;
    return {
      dealId: "d",
      status: status as DealForecast["status"],
      chance: left,
      ...(amount === undefined ? {} : { amount }),
      expectedAmount: left * (amount ?? 0),
    };
  });
const override: fc.Arbitrary<ForecastOverride | undefined> = fc.option(
  fc
    .record({
      category: fc.constantFrom("commit", "best_case", "pipeline", "omitted"),
      amount: fc.option(minor, { nil: undefined }),
    })
    .map(({ category, amount }) => ({
      category: category as "commit",
      ...(amount === undefined ? {} : { amount }),
      by: "lee",
      at: "2026-05-04",
      why: "said so",
    })),
  { nil: undefined },
);

describe("forecast categories", () => {
  test("keep the model's figures whatever a manager says", () => {
    fc.assert(
      fc.property(forecast, override, (one, said) => {
        const plain = assignForecastCategory(one);
        const called = assignForecastCategory(one, said === undefined ? {} : { override: said });
        expect(called.model).toEqual(plain.model);
        expect(plain.difference).toBe(0);
      }),
    );
  });

  test("reconcile in every category, sum over owners, and do not depend on order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(forecast, override, fc.option(person, { nil: undefined })), { maxLength: 20 }),
        (rows) => {
          const deals = rows.map(([one, said, owner], i) =>
            assignForecastCategory(
              { ...one, dealId: `d${i}` },
              { ...(said === undefined ? {} : { override: said }), ...(owner === undefined ? {} : { owner }) },
            ),
          );
          const summary = summarizeForecastCategories(deals);
          for (const [i, { model, movedIn, movedOut, amountChange, effective }] of summary.total.categories.entries()) {
            expect(model.amount + movedIn - movedOut + amountChange).toBe(effective.amount);
            expect(
              summary.owners.reduce((sum, { categories }) => sum + (categories[i]?.effective.amount ?? 0), 0),
            ).toBe(effective.amount);
            expect(summary.owners.reduce((sum, { categories }) => sum + (categories[i]?.model.deals ?? 0), 0)).toBe(
              model.deals,
            );
          }
          expect(summary.total.categories.reduce((sum, { effective }) => sum + effective.deals, 0)).toBe(deals.length);
          expect(summarizeForecastCategories(deals.toReversed())).toEqual(summary);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("bias, need and pace", () => {
  const amount = fc.oneof(fc.constantFrom(0, 1, 100), fc.double({ min: 0, max: 1e6, noNaN: true }));

  test("the bias does not depend on the order of calls, and its ratio stays within its interval", () => {
    const calls = fc.array(
      fc.record({
        owner: person,
        manager: person,
        period: fc.constantFrom("1", "2", "3", "4", "5", "6"),
        forecast: amount,
        actual: amount,
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(calls, (rows) => {
        const bias = measureForecastBias(rows);
        expect(measureForecastBias(rows.toReversed())).toEqual(bias);
        for (const { ratio, weight } of bias.owners.members) {
          expect(weight).toBeGreaterThanOrEqual(0);
          expect(weight).toBeLessThanOrEqual(1);
          if ("abstained" in ratio) continue;
          expect(ratio.interval.lower).toBeLessThanOrEqual(ratio.value);
          expect(ratio.value).toBeLessThanOrEqual(ratio.interval.upper);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("the need is the same in any currency, and more open is never less likely to do", () => {
    const rows = fc.array(
      fc.record({ open: fc.integer({ min: 1, max: 1e6 }), won: fc.integer({ min: 1, max: 1e6 }) }),
      { minLength: 4, maxLength: 8 },
    );
    fc.assert(
      fc.property(rows, (given) => {
        const history = given.map((row, i) => ({ ...row, period: `${i}` }));
        const [less, more] = [1000, 2000].map((open) => measureCoverageNeed(history, { today: { open, quota: 500 } }));
        if (
          less?.today === undefined ||
          more?.today === undefined ||
          "abstained" in less.today ||
          "abstained" in more.today
        )
          return;
        expect(more.today.chance).toBeGreaterThanOrEqual(less.today.chance);
        const cents = history.map(({ period, open, won }) => ({ period, open: open * 128, won: won * 128 }));
        const { need } = measureCoverageNeed(cents.toReversed());
        expect(need).toEqual(less.need);
      }),
      { numRuns: 10 },
    );
  });

  test("more won never turns the light from green to red", () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 8 });
    fc.assert(
      fc.property(shares, amount, amount, (early, a, b) => {
        const history = early.map((share, i) => ({
          from: `201${i}-05-01`,
          to: `201${i}-05-31`,
          won: [
            { on: `201${i}-05-02`, amount: share },
            { on: `201${i}-05-30`, amount: 1 - share },
          ],
        }));
        const order = ["red", "amber", "green"];
        const light = (won: number) => {
          const { standing } = measurePace([{ on: "2026-05-01", amount: won }], {
            from: "2026-05-01",
            to: "2026-05-31",
            asOf: "2026-05-10",
            plan: 1000,
            history,
          });
          return "abstained" in standing ? -1 : order.indexOf(standing.light);
        };
        expect(light(Math.max(a, b))).toBeGreaterThanOrEqual(light(Math.min(a, b)));
      }),
      { numRuns: 40 },
    );
  });
});
