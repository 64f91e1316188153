// Built inside a call marked as pure: bundlers cannot see that building a schema has no effect.
import * as z from "zod/mini";
import type { QuestionnaireAnswers } from "../questionnaire/types.ts";
import type { ChainPerson } from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();

/**
 * Schema of one person in a decision chain, as a CRM exports it; unknown fields are dropped.
 *
 * @example
 * ```ts
 * parseRecords(chainPersonSchema, [{ id: "Li", role: "user", stance: 3 }]).rejected[0].issues[0].path; // => ["stance"]
 * ```
 */
export const chainPersonSchema: z.ZodMiniType<ChainPerson> = /* @__PURE__ */ (() =>
  z.object({
    id,
    role: z.union([id, z.readonly(z.array(id).check(z.minLength(1)))]),
    influence: z.optional(
      z.nullable(z.union([z.number().check(z.minimum(0), z.maximum(1)), z.enum(["low", "mid", "high"])])),
    ),
    stance: z.optional(z.nullable(z.number().check(z.minimum(-2), z.maximum(2)))),
    met: z.optional(z.nullable(z.boolean())),
    lastContactOn: z.optional(z.nullable(z.union([z.string(), z.number(), z.date()]))),
  }))();

/**
 * Schema of the answers about one deal: by id of the question the id of the option, or `true` and `false`.
 *
 * @example
 * ```ts
 * dealAnswersSchema.safeParse({ need: "planned", urgency: null }).success; // => true
 * ```
 */
export const dealAnswersSchema: z.ZodMiniType<QuestionnaireAnswers> = /* @__PURE__ */ (() =>
  z.record(z.string(), z.optional(z.nullable(z.union([z.string(), z.boolean()])))))();
