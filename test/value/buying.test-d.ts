import { expectTypeOf, test } from "vitest";
import {
  type BgNbdModel,
  type BuyingRecord,
  type BuyingTable,
  defineBuyingModel,
  fitBgNbd,
  fitFromState,
  type ParetoNbdModel,
  predictAlive,
  predictCohortPurchases,
  predictPurchases,
  predictPurchasesColumn,
  stateOf,
  summarizePurchases,
} from "../../src/value/index.ts";

declare const weekly: BuyingTable<"week">;
declare const monthly: BuyingTable<"month">;
declare const customer: BuyingRecord<"month">;

test("the unit of the data is the unit of the model", () => {
  expectTypeOf(fitBgNbd(weekly)).toEqualTypeOf<BgNbdModel<"week">>();
  expectTypeOf(fitFromState("pareto_nbd", stateOf(monthly))).toEqualTypeOf<ParetoNbdModel<"month">>();
  const history = summarizePurchases([{ id: "a" }], {
    unit: "quarter",
    end: "2026-01-01",
    customerId: (o) => o.id,
    date: () => "2025-01-01",
  });
  expectTypeOf(fitBgNbd(history.table)).toEqualTypeOf<BgNbdModel<"quarter">>();
});

test("weeks cannot meet months", () => {
  const model = fitBgNbd(weekly);
  // @ts-expect-error a customer counted in months
  predictAlive(model, customer);
  // @ts-expect-error a horizon counted in months
  predictPurchases(model, { unit: "week", frequency: 0, recency: 0, age: 1 }, { unit: "month", length: 1 });
  // @ts-expect-error a table counted in months
  predictPurchasesColumn(model, monthly, { unit: "week", length: 1 });
  // @ts-expect-error a cohort counted in days
  predictCohortPurchases(model, { unit: "day", starts: [0] }, [1]);
});

test("parameters belong to their model", () => {
  // @ts-expect-error Pareto/NBD has no a and b
  defineBuyingModel("pareto_nbd", { unit: "week", parameters: { r: 1, alpha: 1, a: 1, b: 1 } });
  expectTypeOf(fitBgNbd(weekly).parameters).toHaveProperty("b");
});
