import { expectTypeOf, test } from "vitest";
import { loadModel } from "../../src/core/index.ts";
import { rfmModelSpec } from "../../src/schemas.ts";
import {
  assignRfm,
  assignRfmColumn,
  fitRfm,
  nearestAccounts,
  type RfmColumnSummary,
  type RfmModel,
  type RfmSummary,
  summarizeRfm,
  summarizeRfmColumn,
} from "../../src/tiering/index.ts";

interface Order {
  readonly who: string;
  readonly eur: number;
}

test("accessors know their row", () => {
  const orders: readonly Order[] = [];
  const summary = summarizeRfm(orders, { asOf: 0, customerId: (o) => o.who, date: () => 0, amount: (o) => o.eur });
  expectTypeOf(summary).toEqualTypeOf<RfmSummary>();
  // @ts-expect-error an amount is a number
  summarizeRfm(orders, { asOf: 0, customerId: (o) => o.who, date: () => 0, amount: (o) => o.who });
  // @ts-expect-error asOf is never guessed
  summarizeRfm(orders, { customerId: (o) => o.who, date: () => 0, amount: (o) => o.eur });
  nearestAccounts(orders, ["a"], {
    id: (o) => o.who,
    // @ts-expect-error a category is text
    attributes: [{ id: "eur", kind: "category", value: (o) => o.eur }],
  });
});

test("results are typed to the field", () => {
  const columns = summarizeRfmColumn({ customers: [0], days: [0], amounts: [1] }, { asOf: 0 });
  expectTypeOf(columns).toEqualTypeOf<RfmColumnSummary>();
  const model = fitRfm(columns);
  expectTypeOf(model).toEqualTypeOf<RfmModel>();
  expectTypeOf(loadModel(rfmModelSpec, {})).toEqualTypeOf<RfmModel>();
  expectTypeOf(assignRfmColumn(model, columns).segment).toExtend<Uint8Array>();
  const { segment } = assignRfm(model, { recencyDays: 1, frequency: 1, monetary: 1, meanAmount: 1 });
  expectTypeOf(segment).toExtend<string>();
  if (segment === "champions") expectTypeOf(segment).toExtend<string>();
});
