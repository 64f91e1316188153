// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import { dateSchema } from "../../time/date-schema.ts";
import { rivalSteps } from "./fields.ts";
import type { RivalEncounter, RivalFact, RivalField, RivalProfile } from "./types.ts";

const name = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const price = /* @__PURE__ */ (() => z.number().check(z.gt(0), z.maximum(1e15)))();

/** Runtime check of a {@link RivalFact} as a form carries it; whether its field is asked about is seen when it is measured. */
export const rivalFactSchema: z.ZodMiniType<RivalFact> = /* @__PURE__ */ (() =>
  z.strictObject({
    field: name,
    value: z.union([name, z.number(), z.boolean()]),
    source: name,
    date: dateSchema,
    confidence: z.exactOptional(z.number().check(z.minimum(0), z.maximum(1))),
  }))();

/** Runtime check of a {@link RivalProfile} with all its facts. */
export const rivalProfileSchema: z.ZodMiniType<RivalProfile> = /* @__PURE__ */ (() =>
  z.strictObject({ id: name, name: z.exactOptional(name), facts: z.readonly(z.array(rivalFactSchema)) }))();

/** Runtime check of a {@link RivalField} of one's own. */
export const rivalFieldSchema: z.ZodMiniType<RivalField> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: name,
    step: z.literal([...rivalSteps]),
    weight: z.number().check(z.minimum(1e-6), z.maximum(1e6)),
    shelfLifeDays: z.number().check(z.minimum(1), z.maximum(1e6)),
    many: z.exactOptional(z.boolean()),
  }))();

/** Runtime check of a {@link RivalEncounter}. */
export const rivalEncounterSchema: z.ZodMiniType<RivalEncounter> = /* @__PURE__ */ (() =>
  z.strictObject({
    date: dateSchema,
    won: z.boolean(),
    segment: z.exactOptional(name),
    holder: z.exactOptional(z.literal(["us", "rival", "neither"])),
    ourPrice: z.exactOptional(price),
    theirPrice: z.exactOptional(price),
  }))();
