// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { Abstention, Interval } from "../../core/estimate.ts";
import type { ModelSpec } from "../../core/model.ts";
import type { RatingScale } from "../quadrant/types.ts";
import { isOrdered } from "./predict.ts";
import type {
  LoyaltyCurveComparison,
  LoyaltyCurveModel,
  LoyaltyCurvePoint,
  LoyaltyStep,
  MarketRegime,
  PowerCurve,
} from "./types.ts";

const count = /* @__PURE__ */ (() => z.int().check(z.nonnegative()))();
const scale: z.ZodMiniType<RatingScale> = /* @__PURE__ */ (() =>
  z
    .strictObject({ min: z.number(), max: z.number() })
    .check(z.refine(({ min, max }) => min < max && Number.isFinite(max - min), "must have min below max")))();
const interval: z.ZodMiniType<Interval> = /* @__PURE__ */ (() =>
  z
    .strictObject({ lower: z.number(), upper: z.number(), level: z.number().check(z.gt(0), z.lt(1)) })
    .check(z.refine(({ lower, upper }) => lower <= upper, "must have lower up to upper")))();
const abstention: z.ZodMiniType<Abstention> = /* @__PURE__ */ (() => {
  const of = (code: string, params: readonly string[]) =>
    z.strictObject({
      code: z.literal(code),
      params: z.strictObject(Object.fromEntries(params.map((name) => [name, z.number()]))),
    });
  const reason = z.union([
    of("loyalty_curve_no_interior", ["n", "needed"]),
    of("loyalty_curve_unbounded", ["exponent", "n"]),
    of("loyalty_curve_no_scatter", ["exponent", "n"]),
    of("loyalty_segments_too_few", ["segments"]),
  ]);
  // each code stands with its own parameters above; the type checker cannot read them out of the lists
  return z.strictObject({ abstained: reason }) as unknown as z.ZodMiniType<Abstention>;
})();
const steps: z.ZodMiniType<readonly LoyaltyStep[]> = /* @__PURE__ */ (() =>
  z
    .readonly(z.array(z.strictObject({ from: z.number(), to: z.number(), loyalty: z.number(), n: count })))
    .check(z.refine((list) => isOrdered(list as readonly LoyaltyStep[]), "must be steps that rise, at least one")))();
const power: z.ZodMiniType<PowerCurve | Abstention> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({
      exponent: z.strictObject({ value: z.number().check(z.gt(0)), n: count, interval }),
      explained: z.number(),
      gap: z.number().check(z.nonnegative()),
      scaling: z.number().check(z.gt(0)),
    }),
    abstention,
  ]))();
const regime: z.ZodMiniType<MarketRegime> = /* @__PURE__ */ (() =>
  z.literal(["competitive", "non_competitive", "undecided"]))();
const point: z.ZodMiniType<LoyaltyCurvePoint> = /* @__PURE__ */ (() =>
  z.strictObject({ satisfaction: z.number(), loyalty: z.number(), n: count, interval: z.exactOptional(interval) }))();
const comparison: z.ZodMiniType<LoyaltyCurveComparison | Abstention> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({
      statistic: z.number().check(z.nonnegative()),
      degreesOfFreedom: z.int().check(z.positive()),
      pValue: z.number().check(z.minimum(0), z.maximum(1)),
      commonExponent: z.number().check(z.gt(0)),
      segments: z.readonly(z.array(z.string())),
    }),
    abstention,
  ]))();

/** Runtime check of a {@link LoyaltyCurveModel} that crossed a process boundary. */
export const loyaltyCurveModelSchema: z.ZodMiniType<LoyaltyCurveModel> = /* @__PURE__ */ (() => {
  const fit = { customers: count, steps, explained: z.exactOptional(z.number()), power, regime };
  return z
    .strictObject({
      kind: z.literal("loyalty_curve"),
      version: z.literal(1),
      scales: z.strictObject({ satisfaction: scale, loyalty: scale }),
      level: z.number().check(z.gt(0), z.lt(1)),
      ...fit,
      points: z.readonly(z.array(point)),
      segments: z.exactOptional(z.readonly(z.array(z.strictObject({ id: z.string(), ...fit })))),
      comparison: z.exactOptional(comparison),
      fittedOn: z.strictObject({
        customers: count,
        notes: z.readonly(
          z.array(
            z.strictObject({
              code: z.literal("loyalty_curve_poor_fit"),
              params: z.strictObject({ explained: z.number(), gap: z.number() }),
            }),
          ),
        ),
      }),
    })
    .check(
      z.refine(
        (curve) =>
          [curve.steps, curve.points].every((list) => list.reduce((n, row) => n + row.n, 0) === curve.customers),
        "steps and points must each sum to customers",
      ),
    );
})();

/** Loads a {@link LoyaltyCurveModel} through `loadModel`. */
export const loyaltyCurveModelSpec: ModelSpec<LoyaltyCurveModel> = {
  kind: "loyalty_curve",
  version: 1,
  schema: loyaltyCurveModelSchema,
};
