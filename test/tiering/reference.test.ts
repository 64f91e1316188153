import { expect, test } from "vitest";
import { parseRecords } from "../../src/core/index.ts";
import { assignTierColumn, fitTiers, measureConcentration, summarizeTiers } from "../../src/tiering/index.ts";
import { tierCustomerSchema } from "../../src/tiering/pyramid/schema.ts";
import { expectClose } from "../support/close.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";

// CPython statistics.quantiles([3, 6, 7, 8, 8, 10, 13, 15, 16, 20], n=10, method="inclusive") → 5.7, …, 16.4
test("cuts agree with CPython's inclusive quantiles", () => {
  const tiers = [
    { id: "a", share: 0.1 },
    { id: "b", share: 0.8 },
    { id: "c", share: 0.1 },
  ];
  const { cuts } = fitTiers([3, 6, 7, 8, 8, 10, 13, 15, 16, 20], { tiers });
  expectClose(cuts[0] as number, 16.4, 1e-14);
  expectClose(cuts[1] as number, 5.7, 1e-14);
});

describeWithData("the telecom operator's customers", ["telco/telco-customer-churn.csv"], () => {
  const load = () => {
    const rows = readSharedCsv("telco/telco-customer-churn.csv").map((row) => ({
      id: row["customerID"],
      // blank for the eleven customers in their first month, who have paid nothing yet
      value: Number((row["TotalCharges"] as string).trim()),
    }));
    const { accepted, rejected } = parseRecords(tierCustomerSchema, rows, { uniqueBy: (row) => row.id });
    expect(rejected).toEqual([]);
    return accepted;
  };

  test("tiers by money paid hold everybody once, and agree with a plain sort", () => {
    const customers = load();
    const model = fitTiers(customers, { value: (customer) => customer.value });
    const sorted = customers.map((customer) => customer.value).sort((a, b) => b - a);
    expect(model.fittedOn.customers).toBe(7043);
    // NumPy 2.4 quantile of the same column at 0.99, 0.95, 0.8
    for (const [i, expected] of [8039.256, 6921.025, 4471.44].entries()) {
      expectClose(model.cuts[i] as number, expected, 1e-12);
    }
    let from = 0;
    for (const { customers: count, value } of model.fittedOn.realised) {
      const slice = sorted.slice(from, from + count);
      expectClose(
        value,
        slice.reduce((total, paid) => total + paid, 0),
        1e-10,
      );
      from += count;
    }
    expect(from).toBe(7043);
    const cents = sorted.reduce((total, paid) => total + Math.round(paid * 100), 0);
    expectClose(model.fittedOn.total, cents / 100, 1e-13);
    const counts = [0, 0, 0, 0];
    const placed = assignTierColumn(
      model,
      Float64Array.from(customers, (customer) => customer.value),
    );
    for (const tier of placed) counts[tier] = (counts[tier] as number) + 1;
    expect(counts).toEqual(model.fittedOn.realised.map((row) => row.customers));
    expect(counts).toEqual([71, 282, 1056, 5634]);
    const summary = summarizeTiers(model, customers, { value: (customer) => customer.value });
    expect(summary.rows.map((row) => row.value)).toEqual(model.fittedOn.realised.map((row) => row.value));
  });

  test("the operator's book is flatter than 80/20", () => {
    const customers = load();
    const book = measureConcentration(customers, { value: (customer) => customer.value });
    const ascending = customers.map((customer) => customer.value).sort((a, b) => a - b);
    const n = ascending.length;
    const total = ascending.reduce((sum, paid) => sum + paid, 0);
    const weighted = ascending.reduce((sum, paid, i) => sum + (2 * (i + 1) - n - 1) * paid, 0);
    expectClose((book.gini as { value: number }).value, weighted / (n - 1) / total, 1e-10);
    // NumPy 2.4: np.interp over the cumulated descending column
    const expected = [0.036386660505130335, 0.16699019579932545, 0.5365156383789123];
    for (const [i, top] of book.topShares.entries()) expectClose(top.valueShare.value, expected[i] as number, 1e-12);
    expectClose((book.customersFor80 as { value: number }).value, 0.38359038458957817, 1e-12);
    expectClose((book.gini as { value: number }).value, 0.5370608597104093, 1e-10);
    expect(book.eightyTwenty.code).toBe("eighty_twenty_flatter");
    expect(book.lorenz.length).toBeLessThanOrEqual(200);
  });
});
