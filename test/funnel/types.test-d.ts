import { expectTypeOf, test } from "vitest";
import type * as z from "zod/mini";
import type { ModelEnvelope } from "../../src/core/model.ts";
import {
  type DealHistory,
  type FunnelForecast,
  type FunnelModel,
  fitFunnel,
  forecastFunnel,
  type Incidence,
  type Pipeline,
  standardPipeline,
} from "../../src/funnel/index.ts";
import type { dealHistorySchema, funnelModelSchema } from "../../src/funnel/schema.ts";

test("models are envelopes, and literals tell them apart", () => {
  expectTypeOf<FunnelModel>().toExtend<ModelEnvelope<"funnel", 2>>();
  expectTypeOf(standardPipeline).toExtend<ModelEnvelope<"pipeline", 1>>();
  expectTypeOf(fitFunnel).returns.toEqualTypeOf<FunnelModel>();
  expectTypeOf<Pipeline["stages"][number]["category"]>().toEqualTypeOf<
    "open" | "suspended" | "won" | "lost" | "cancelled"
  >();
});

test("schemas give the interfaces", () => {
  expectTypeOf<z.infer<typeof dealHistorySchema>>().toEqualTypeOf<DealHistory>();
  expectTypeOf<z.infer<typeof funnelModelSchema>>().toEqualTypeOf<FunnelModel>();
});

test("a figure that may be missing has to be looked for", () => {
  expectTypeOf<FunnelForecast["chanceOfQuota"]>().toExtend<object | undefined>();
  expectTypeOf<Incidence["at"][number]>().not.toHaveProperty("won");
  // @ts-expect-error a forecast needs a seed
  forecastFunnel({} as FunnelModel, [], { asOf: 0, horizonDays: 30 });
});
