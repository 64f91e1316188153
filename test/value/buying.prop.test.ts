import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aliveChance, purchasesIfAlive } from "../../src/value/buying/kernel.ts";
import {
  type BuyingKind,
  type BuyingModel,
  type BuyingTable,
  defineBuyingModel,
  expectedPurchases,
  fitFromState,
  forecastPurchaseCounts,
  mergeStates,
  predictAlive,
  predictPurchases,
  predictSilence,
  stateOf,
  summarizePurchases,
  updateBuying,
} from "../../src/value/index.ts";

const kinds = fc.constantFrom<BuyingKind[]>("bg_nbd", "mbg_nbd", "pareto_nbd");
// powers of ten, and the values at which formulas break
const positive = fc.oneof(
  fc.double({ min: -3, max: 3, noNaN: true }).map((log) => 10 ** log),
  fc.constantFrom(1, 1 + 1e-12, 1 - 1e-12, 2),
);
const model: fc.Arbitrary<BuyingModel<"week">> = fc
  .tuple(kinds, positive, positive, positive, positive)
  .map(([kind, r, alpha, third, fourth]) =>
    defineBuyingModel(kind, { unit: "week", parameters: { r, alpha, a: third, b: fourth, s: third, beta: fourth } }),
  );
const time = fc.oneof(fc.double({ min: 0, max: 200, noNaN: true }), fc.constantFrom(0, 1e-9, 1e6));
const record = fc
  .tuple(fc.oneof(fc.nat(5), fc.integer({ min: 0, max: 500 })), time, fc.double({ min: 0, max: 1, noNaN: true }))
  .map(
    ([frequency, age, share]) =>
      ({ unit: "week", frequency, recency: frequency === 0 ? 0 : age * share, age }) as const,
  );
const weeks = (length: number) => ({ unit: "week", length }) as const;

describe("laws of what is predicted", () => {
  test("chances lie in [0, 1] and expectations are finite and not negative", () => {
    fc.assert(
      fc.property(model, record, time, (m, customer, t) => {
        for (const { value } of [predictAlive(m, customer), predictSilence(m, customer, weeks(t))]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
        const { value } = predictPurchases(m, customer, weeks(t));
        expect(Number.isFinite(value) && value >= 0).toBe(true);
      }),
    );
  });

  test("longer silence never raises the chance that a repeat buyer is live", () => {
    fc.assert(
      fc.property(model, record, time, (m, customer, more) => {
        fc.pre(customer.frequency > 0);
        const later = updateBuying(customer, { age: customer.age + more });
        expect(predictAlive(m, later).value).toBeLessThanOrEqual(predictAlive(m, customer).value * (1 + 1e-11));
      }),
    );
  });

  test("a purchase just now makes the chance to be live what the coin leaves, never less than silence did", () => {
    fc.assert(
      fc.property(model, record, (m, customer) => {
        fc.pre(customer.recency < customer.age && m.kind === "pareto_nbd");
        expect(predictAlive(m, updateBuying(customer, { order: customer.age })).value).toBe(1);
      }),
    );
  });

  test("expected purchases rise with the horizon, silence becomes less likely", () => {
    fc.assert(
      fc.property(model, record, time, time, (m, customer, t, more) => {
        const [near, far] = [weeks(t), weeks(t + more)];
        const slack = 1 + 1e-11;
        expect(predictPurchases(m, customer, near).value).toBeLessThanOrEqual(
          predictPurchases(m, customer, far).value * slack,
        );
        expect(expectedPurchases(m, near).value).toBeLessThanOrEqual(expectedPurchases(m, far).value * slack);
        expect(predictSilence(m, customer, far).value).toBeLessThanOrEqual(
          predictSilence(m, customer, near).value + 1e-12,
        );
      }),
    );
  });

  test("counts have chances that make up 1, and no more than the mean allows above it (Markov)", () => {
    fc.assert(
      fc.property(model, record, fc.double({ min: 0, max: 100, noNaN: true }), (m, customer, t) => {
        const { chances, beyond } = forecastPurchaseCounts(m, weeks(t), { record: customer, most: 50 });
        const total = chances.reduce((sum, chance) => sum + chance, beyond);
        expect(Math.abs(total - 1)).toBeLessThan(1e-9);
        expect(chances.every((chance) => chance >= 0 && chance <= 1)).toBe(true);
        expect(beyond * 51).toBeLessThanOrEqual(predictPurchases(m, customer, weeks(t)).value + 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  test("the unit of time leaves no trace", () => {
    fc.assert(
      fc.property(
        model,
        record,
        time,
        fc.constantFrom(7, 365.2425, 1 / 24),
        (m, { frequency, recency, age }, t, unit) => {
          const { r, alpha, ...rest } = m.parameters as Readonly<Record<string, number>>;
          const { a = rest["s"], b } = rest;
          const point = [r, alpha, a, b ?? rest["beta"]] as number[];
          const scaled = [r, (alpha as number) * unit, a, b ?? (rest["beta"] as number) * unit] as number[];
          const pair = (f: (p: number[], u: number) => number): void => {
            const [one, other] = [f(point, 1), f(scaled, unit)];
            expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-10 * Math.max(1e-3, Math.abs(one)));
          };
          pair((p, u) => aliveChance(m.kind, p, frequency, recency * u, age * u));
          pair((p, u) => purchasesIfAlive(m.kind, p, frequency, age * u, t * u));
        },
      ),
    );
  });
});

const table: fc.Arbitrary<BuyingTable<"week">> = fc.array(record, { minLength: 1, maxLength: 12 }).map((rows) => ({
  unit: "week",
  frequency: rows.map((row) => row.frequency),
  recency: rows.map((row) => row.recency),
  age: rows.map((row) => row.age),
}));

describe("laws of counted customers", () => {
  test("the order of the customers and the cut into shards leave no trace in the state", () => {
    fc.assert(
      fc.property(table, fc.nat(), (book, seed) => {
        const rows = Array.from(book.age.length === 0 ? [] : book.age, (_, i) => i);
        const shuffled = [...rows].sort((i, j) => ((i * 7919 + seed) % 101) - ((j * 7919 + seed) % 101));
        const pick = (of: readonly number[]): BuyingTable<"week"> => ({
          unit: "week",
          frequency: of.map((i) => book.frequency[i] as number),
          recency: of.map((i) => book.recency[i] as number),
          age: of.map((i) => book.age[i] as number),
        });
        const whole = stateOf(book);
        expect(stateOf(pick(shuffled))).toEqual(whole);
        const parts = [0, 1].map((rest) => shuffled.filter((_, k) => k % 2 === rest)).filter((part) => part.length > 0);
        expect(mergeStates(parts.map((part) => stateOf(pick(part))))).toEqual(whole);
        expect(whole.count.reduce((n, count) => n + count, 0)).toBe(rows.length);
      }),
    );
  });

  test("any customers at all give a finite model that survives JSON and says how far to trust it", () => {
    fc.assert(
      fc.property(kinds, table, (kind, book) => {
        const fitted = fitFromState(kind, stateOf(book), { starts: 1 });
        expect(JSON.parse(JSON.stringify(fitted))).toEqual(fitted);
        expect(Object.values(fitted.parameters).every((value) => Number.isFinite(value) && value > 0)).toBe(true);
        const { report } = fitted.fittedOn;
        expect(report?.identifiable).toBe(fitted.intervals !== undefined);
        if (report?.identifiable === false) expect(fitted.fittedOn.notes.length).toBe(1);
      }),
      { numRuns: 25 },
    );
  });
});

test("every order of a log is accounted for, and their order leaves no trace", () => {
  const order = fc.record({
    who: fc.constantFrom("a", "b", "__proto__", "c"),
    day: fc.integer({ min: 0, max: 60 }),
    eur: fc.oneof(fc.constantFrom(0, -5, 10), fc.double({ min: -50, max: 200, noNaN: true })),
  });
  fc.assert(
    fc.property(
      fc.array(order, { maxLength: 30 }),
      fc.boolean(),
      fc.constantFrom("merge", "keep"),
      (orders, apart, sameDay) => {
        const options = {
          unit: "day",
          start: 5 * 864e5,
          end: 30 * 864e5,
          holdoutEnd: 45 * 864e5,
          customerId: (o: { who: string }) => o.who,
          date: (o: { day: number }) => o.day * 864e5,
          amount: (o: { eur: number }) => o.eur,
          sameDay: sameDay as "merge" | "keep",
          zeroAmounts: apart ? "apart" : "purchase",
        } as const;
        const history = summarizePurchases(orders, options);
        const { table, holdout, merged, refunds, before, newcomers, after } = history;
        const counted = table.frequency.reduce((n, x) => n + x + 1, 0);
        const later = holdout?.purchases.reduce((n, x) => n + x, 0) ?? 0;
        const elsewhere = merged + refunds.orders + before.orders + newcomers.orders + after.orders;
        expect(counted + later + elsewhere).toBe(orders.length);
        expect(summarizePurchases([...orders].reverse(), options)).toEqual(history);
        expect(summarizePurchases(orders.toSorted?.((x, y) => x.eur - y.eur) ?? orders, options)).toEqual(history);
        table.ids.forEach((_, i) => {
          expect(table.recency[i]).toBeLessThanOrEqual(table.age[i] as number);
          if (sameDay === "merge" && table.frequency[i] === 0) expect(table.recency[i]).toBe(0);
        });
        if (table.ids.length > 0 && sameDay === "merge") expect(() => stateOf(table)).not.toThrow();
      },
    ),
  );
});
