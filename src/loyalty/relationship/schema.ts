// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import { PARTS } from "./signs.ts";
import type { RelationshipAnswer, RelationshipAnswers, RelationshipRecord } from "./types.ts";

const answer: z.ZodMiniType<RelationshipAnswer> = /* @__PURE__ */ (() =>
  z.union([
    z.literal(["never", "sometimes", "often"]),
    z.boolean(),
    z.number().check(z.minimum(0), z.maximum(1)),
    z.null(),
    z.undefined(),
  ]))();

/** Runtime check of one person's {@link RelationshipAnswers}; a key that is no sign or driver is refused. */
export const relationshipAnswersSchema: z.ZodMiniType<RelationshipAnswers> = /* @__PURE__ */ (() =>
  z.strictObject(Object.fromEntries(PARTS.map((part) => [part, z.exactOptional(answer)]))))();

/** Runtime check of a {@link RelationshipRecord} from a form or a file. */
export const relationshipRecordSchema: z.ZodMiniType<RelationshipRecord> = /* @__PURE__ */ (() =>
  z.strictObject({
    account: z.string().check(z.minLength(1)),
    respondent: z.string().check(z.minLength(1)),
    answers: relationshipAnswersSchema,
    weight: z.exactOptional(z.number().check(z.gt(0), z.maximum(1e6))),
  }))();
