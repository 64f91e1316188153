import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BuyingKind,
  type BuyingModel,
  type BuyingRecord,
  type CashFlowForecast,
  defineBuyingModel,
  forecastCashFlows,
  type LifetimeValue,
  type LifetimeValueColumns,
  predictAlive,
  predictLifetimeValue,
  predictLifetimeValueColumn,
  predictPurchases,
} from "../../src/value/index.ts";

const runs = { numRuns: 20 };
/** A schedule of several customers costs more than one figure. */
const few = { numRuns: 6 };
const kinds = fc.constantFrom<BuyingKind[]>("bg_nbd", "mbg_nbd", "pareto_nbd");
const positive = fc.oneof(
  fc.double({ min: -2, max: 2, noNaN: true }).map((log) => 10 ** log),
  fc.constantFrom(1, 1 + 1e-9, 1 - 1e-9, 2),
);
const parameters = fc.tuple(kinds, positive, positive, positive, positive);
const define = <Unit extends "week" | "day">(
  unit: Unit,
  [kind, r, alpha, third, fourth]: readonly [BuyingKind, number, number, number, number],
  times: number,
): BuyingModel<Unit> => {
  const beta = kind === "pareto_nbd" ? fourth * times : fourth;
  const all = { r, alpha: alpha * times, a: third, b: beta, s: third, beta };
  return defineBuyingModel(kind, { unit, parameters: all }) as BuyingModel<Unit>;
};
const record = fc
  .tuple(
    fc.oneof(fc.nat(5), fc.integer({ min: 0, max: 300 })),
    fc.oneof(fc.double({ min: 0, max: 200, noNaN: true }), fc.constantFrom(0, 1e4)),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(
    ([frequency, age, share]): BuyingRecord<"week"> => ({
      unit: "week",
      frequency,
      recency: frequency === 0 ? 0 : age * share,
      age,
    }),
  );
const rate = fc.oneof(fc.double({ min: 0, max: 2, noNaN: true }), fc.constantFrom(0.15, 1e-6));
const compounding = fc.constantFrom("continuous", "periodic");
const worth = (model: BuyingModel<"week">, customer: BuyingRecord<"week">, options: object): number => {
  const terms = { marginRate: 0.3, spendPerPurchase: 40, discountRate: 0.15, horizon: "infinite", ...options };
  const found = predictLifetimeValue({ buying: model }, customer, terms as never);
  return "abstained" in found ? Number.POSITIVE_INFINITY : found.value.value;
};
const weeks = (length: number) => ({ unit: "week", length }) as const;
/** Two figures that rounding of 1e−9 may turn. */
const atMost = (a: number, b: number): void => expect(a).toBeLessThanOrEqual(b * (1 + 1e-9) + 1e-300);

describe("laws of lifetime value", () => {
  test("it rises with margin and horizon, and falls with the price of time", () => {
    fc.assert(
      fc.property(
        parameters,
        record,
        rate,
        rate,
        fc.double({ min: 0.1, max: 500, noNaN: true }),
        compounding,
        (p, customer, a, b, t, how) => {
          const model = define("week", p, 1);
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          const terms = { compounding: how, horizon: weeks(t) };
          atMost(
            worth(model, customer, { ...terms, discountRate: high }),
            worth(model, customer, { ...terms, discountRate: low }),
          );
          const value = worth(model, customer, { ...terms, discountRate: low });
          atMost(value, worth(model, customer, { ...terms, discountRate: low, horizon: weeks(t * 1.5) }));
          atMost(value, worth(model, customer, { ...terms, discountRate: low, horizon: "infinite" }));
          atMost(worth(model, customer, { ...terms, marginRate: 0.29 }), worth(model, customer, terms));
        },
      ),
      runs,
    );
  });

  test("a very long horizon tends to the residual value", () => {
    fc.assert(
      fc.property(parameters, record, compounding, (p, customer, how) => {
        const model = define("week", p, 1);
        // after 300 years at 15 % a purchase is worth less than 1e-18 of one now
        const long = worth(model, customer, { compounding: how, horizon: weeks(300 * 52.1775) });
        const all = worth(model, customer, { compounding: how });
        expect(Math.abs(long - all)).toBeLessThanOrEqual(1e-8 * all + 1e-300);
      }),
      runs,
    );
  });

  test("without discount it is what predictPurchases counts", () => {
    fc.assert(
      fc.property(parameters, record, fc.double({ min: 0.01, max: 500, noNaN: true }), (p, customer, t) => {
        const model = define("week", p, 1);
        const options = { marginRate: 1, spendPerPurchase: 1, discountRate: 0, horizon: weeks(t) };
        const right = predictPurchases(model, customer, weeks(t)).value;
        expect(Math.abs(worth(model, customer, options) - right)).toBeLessThanOrEqual(1e-9 * right + 1e-300);
      }),
      runs,
    );
  });

  test("it does not depend on whether time is counted in weeks or days", () => {
    fc.assert(
      fc.property(parameters, record, rate, compounding, (p, customer, discountRate, how) => {
        const days = { ...customer, unit: "day", recency: 7 * customer.recency, age: 7 * customer.age } as const;
        const terms = { marginRate: 0.3, spendPerPurchase: 40, discountRate, compounding: how } as const;
        const a = predictLifetimeValue({ buying: define("week", p, 1) }, customer, { ...terms, horizon: weeks(60) });
        const b = predictLifetimeValue({ buying: define("day", p, 7) }, days, {
          ...terms,
          horizon: { unit: "day", length: 420 },
        });
        const [x, y] = [(a as LifetimeValue).value.value, (b as LifetimeValue).value.value];
        expect(Math.abs(x - y)).toBeLessThanOrEqual(1e-9 * x + 1e-300);
      }),
      runs,
    );
  });

  test("a column holds what each customer is worth, in any order, and a schedule sums to it", () => {
    fc.assert(
      fc.property(
        parameters,
        fc.array(record, { minLength: 1, maxLength: 6 }),
        rate,
        compounding,
        (p, customers, discountRate, how) => {
          const buying = define("week", p, 1);
          const column = (rows: readonly BuyingRecord<"week">[]) => ({
            unit: "week" as const,
            frequency: rows.map((c) => c.frequency),
            recency: rows.map((c) => c.recency),
            age: rows.map((c) => c.age),
          });
          const terms = { marginRate: 0.3, spendPerPurchase: 40, discountRate, compounding: how } as const;
          const horizon = weeks((20 * 365.2425) / 84);
          const found = predictLifetimeValueColumn({ buying }, column(customers), {
            ...terms,
            horizon,
          }) as LifetimeValueColumns;
          const turned = predictLifetimeValueColumn({ buying }, column([...customers].reverse()), {
            ...terms,
            horizon,
          }) as LifetimeValueColumns;
          expect(Array.from(turned.value).reverse()).toEqual(Array.from(found.value));
          customers.forEach((customer, i) => {
            const right = worth(buying, customer, { ...terms, horizon });
            expect(Math.abs((found.value[i] as number) - right)).toBeLessThanOrEqual(1e-10 * right + 1e-300);
            expect(found.alive[i]).toBe(predictAlive(buying, customer).value);
          });
          const plan = forecastCashFlows({ buying }, column(customers), { ...terms, periods: 20 }) as CashFlowForecast;
          expect(Math.abs(plan.value.value - found.total)).toBeLessThanOrEqual(1e-9 * found.total + 1e-300);
          for (const { cash, discounted } of plan.flows) atMost(discounted.value, cash.value);
        },
      ),
      few,
    );
  });
});
