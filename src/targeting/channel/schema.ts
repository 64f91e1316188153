// Each schema is built inside a call marked as pure, so that a bundler keeps only those that are used.
import * as z from "zod/mini";
import type { ChannelAnswers } from "./types.ts";

/** Runtime check of a {@link ChannelAnswers} record that crossed a process boundary. */
export const channelAnswersSchema: z.ZodMiniType<ChannelAnswers> = /* @__PURE__ */ (() => {
  const text = z.string().check(z.minLength(1));
  const answer = z.union([z.literal("never"), z.literal("consider"), z.literal("may"), z.literal("bought")]);
  return z.strictObject({
    id: text,
    answers: z.record(text, z.optional(z.nullable(answer))),
    segment: z.exactOptional(text),
  });
})();
