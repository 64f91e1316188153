// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ModelSpec } from "../../core/model.ts";
import { effectCount } from "./effects.ts";
import type { WinOverAttempt, WinOverModel } from "./types.ts";

const name = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const dose = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1e9)))();
const count = /* @__PURE__ */ (() => z.int().check(z.minimum(0)))();

/** Runtime check of a {@link WinOverAttempt} as JSON carries it. */
export const winOverAttemptSchema: z.ZodMiniType<WinOverAttempt> = /* @__PURE__ */ (() =>
  z.strictObject({
    dose,
    won: z.boolean(),
    triesBefore: z.exactOptional(count.check(z.maximum(1e6))),
    reason: z.exactOptional(name),
    monthsSince: z.exactOptional(z.number().check(z.minimum(0), z.maximum(1e6))),
  }))();

/** Runtime check of a {@link WinOverModel} that crossed a process boundary. */
export const winOverModelSchema: z.ZodMiniType<WinOverModel> = /* @__PURE__ */ (() => {
  const note = z.strictObject({
    code: z.literal("win_over_separated"),
    params: z.strictObject({ attempts: count, ridge: z.number() }),
  });
  return z
    .strictObject({
      kind: z.literal("win_over"),
      version: z.literal(1),
      intercept: z.number(),
      dose: z.number(),
      triesBefore: z.exactOptional(z.number()),
      monthsSince: z.exactOptional(z.number()),
      reasons: z.exactOptional(z.readonly(z.array(z.strictObject({ id: name, effect: z.number() })))),
      covariance: z.readonly(z.array(z.number())),
      fittedOn: z.strictObject({
        attempts: count,
        won: count,
        doses: z.readonly(z.tuple([dose, dose])),
        ridge: z.number().check(z.minimum(0)),
        notes: z.readonly(z.array(note)),
      }),
    })
    .check(z.refine((model) => model.covariance.length === effectCount(model) ** 2, "covariance must fit the effects"));
})();

/** How `loadModel` reads a win-over model. */
export const winOverModelSpec: ModelSpec<WinOverModel> = { kind: "win_over", version: 1, schema: winOverModelSchema };
