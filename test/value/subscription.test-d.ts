import { expectTypeOf, test } from "vitest";
import {
  type BgBbModel,
  fitSbg,
  mergeTenureStates,
  predictOccasions,
  type SbgModel,
  type TenureState,
  tenureStateOf,
} from "../../src/value/index.ts";

test("a model counts in the unit of its cohorts", () => {
  expectTypeOf(fitSbg([{ unit: "month", survivors: [10, 9] }])).toEqualTypeOf<SbgModel<"month">>();
  expectTypeOf(tenureStateOf([{ unit: "year", survivors: [10, 9] }])).toEqualTypeOf<TenureState<"year">>();
});

test("months cannot meet years", () => {
  const model = {} as BgBbModel<"year">;
  // @ts-expect-error the record counts in weeks
  predictOccasions<"year">(model, { unit: "week", frequency: 0, recency: 0, periods: 1 }, { periods: 1 });
  const [months, years] = [{} as TenureState<"month">, {} as TenureState<"year">];
  // @ts-expect-error two units
  mergeTenureStates<"month">([months, years]);
});
