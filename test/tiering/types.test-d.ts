import { expectTypeOf, test } from "vitest";
import type { Abstention, Interval, Reason } from "../../src/core/index.ts";
import { loadModel } from "../../src/core/index.ts";
import {
  assignTier,
  assignTierColumn,
  type ConcentrationFigure,
  explainTier,
  fitTiers,
  measureConcentration,
  summarizeTiers,
  type TierCustomer,
  type TierModel,
} from "../../src/tiering/index.ts";
import { tierModelSpec } from "../../src/tiering/pyramid/schema.ts";

test("accessors know their row", () => {
  const customers: readonly TierCustomer[] = [];
  fitTiers(customers, { value: (customer) => customer.value });
  // @ts-expect-error a customer has no revenue
  fitTiers(customers, { value: (customer) => customer.revenue });
  // @ts-expect-error an accessor reads a number
  measureConcentration(customers, { value: (customer) => customer.id });
});

test("results are typed to the field", () => {
  const model = fitTiers(new Float64Array(1));
  expectTypeOf(model).toEqualTypeOf<TierModel>();
  expectTypeOf(loadModel(tierModelSpec, {})).toEqualTypeOf<TierModel>();
  expectTypeOf(model.kind).toEqualTypeOf<"tiers">();
  expectTypeOf(assignTier(model, 1)).toEqualTypeOf<string>();
  expectTypeOf(assignTierColumn(model, [1])).toExtend<Uint8Array>();
  expectTypeOf(explainTier(model, 1).toNextTier).toEqualTypeOf<number | undefined>();
  expectTypeOf(summarizeTiers(model, [1]).rows[0]?.shareInterval).toEqualTypeOf<Interval | undefined>();
  expectTypeOf(measureConcentration([1]).gini).toEqualTypeOf<ConcentrationFigure | Abstention>();
  expectTypeOf(model.fittedOn.notes[0]).toExtend<Reason | undefined>();
});

test("models are read-only", () => {
  const model = fitTiers([1]);
  // @ts-expect-error a model is never changed in place
  model.cuts = [];
  // @ts-expect-error nor inside
  model.cuts[0] = 1;
});
