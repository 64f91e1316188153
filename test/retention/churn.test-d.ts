import { expectTypeOf, test } from "vitest";
import type { Abstention, Estimate } from "../../src/core/index.ts";
import {
  type ChurnModel,
  type ChurnPrediction,
  fitChurn,
  predictChurn,
  type StayModel,
} from "../../src/retention/index.ts";

const customer = { tenure: 1, covariates: {} };

test("a fit is a model or the reason why there is none", () => {
  expectTypeOf(fitChurn).returns.toEqualTypeOf<ChurnModel | Abstention>();
});

test("the answer follows from the kind of model", () => {
  const churn = predictChurn({} as ChurnModel, customer, { horizonMonths: 1 });
  expectTypeOf(churn).toEqualTypeOf<ChurnPrediction>();
  const stays = predictChurn({} as StayModel, customer, { horizonMonths: 1 });
  expectTypeOf<(typeof stays)["horizons"][number]["chance"]>().toEqualTypeOf<Estimate | Abstention>();
});
