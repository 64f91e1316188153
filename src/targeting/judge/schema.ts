// Each schema is built inside a call marked as pure, so that a bundler keeps only those that are used.
import * as z from "zod/mini";
import type { ModelSpec } from "../../core/model.ts";
import type { CalibrationModel, CalibrationStep } from "./types.ts";

const steps: z.ZodMiniType<readonly CalibrationStep[]> = /* @__PURE__ */ (() => {
  const step = z.strictObject({
    from: z.number(),
    to: z.number(),
    n: z.number().check(z.positive()),
    mean: z.number().check(z.minimum(0), z.maximum(1)),
  });
  const rising = (list: readonly CalibrationStep[]): boolean =>
    list.every(
      ({ from, to, mean }, i) =>
        from <= to && (i === 0 || (from > (list[i - 1]?.to ?? 0) && mean >= (list[i - 1]?.mean ?? 0))),
    );
  return z
    .readonly(z.array(step).check(z.minLength(1)))
    .check(z.refine((list) => rising(list as readonly CalibrationStep[]), "must be steps that rise"));
})();

/** Runtime check of a {@link CalibrationModel} that crossed a process boundary. */
export const calibrationModelSchema: z.ZodMiniType<CalibrationModel> = /* @__PURE__ */ (() => {
  const count = z.int().check(z.nonnegative());
  const note = z.strictObject({
    code: z.literal("judging_calibration_reversed"),
    params: z.strictObject({ slope: z.number(), baseRate: z.number().check(z.minimum(0), z.maximum(1)) }),
  });
  const envelope = {
    kind: z.literal("calibration"),
    version: z.literal(1),
    fittedOn: z.strictObject({ n: count, events: count, notes: z.readonly(z.array(note)) }),
  };
  return z.discriminatedUnion("method", [
    z.strictObject({
      ...envelope,
      method: z.literal("platt"),
      intercept: z.number(),
      slope: z.number().check(z.nonnegative()),
    }),
    z.strictObject({ ...envelope, method: z.literal("isotonic"), steps }),
  ]);
})();

/** Loads a {@link CalibrationModel} through `loadModel`. */
export const calibrationModelSpec: ModelSpec<CalibrationModel> = {
  kind: "calibration",
  version: 1,
  schema: calibrationModelSchema,
};
