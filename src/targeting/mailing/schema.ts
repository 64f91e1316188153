// Each schema is built inside a call marked as pure, so that a bundler keeps only those that are used.
import * as z from "zod/mini";
import type { MailingCutoffs } from "./types.ts";

/** One customer of a list, or of a past mailing, before it becomes columns. */
export interface MailingCustomer {
  readonly id: string;
  /** Chance of a yes, in [0, 1]. */
  readonly chance: number;
  /** What a yes is worth, 0 or more. */
  readonly value?: number;
  /** 1 for a yes, 0 for a no; absent where not contacted yet. */
  readonly outcome?: 0 | 1;
}

/** Runtime check of a {@link MailingCustomer} that crossed a process boundary. */
export const mailingCustomerSchema: z.ZodMiniType<MailingCustomer> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: z.string().check(z.minLength(1)),
    chance: z.number().check(z.minimum(0), z.maximum(1)),
    value: z.exactOptional(z.number().check(z.minimum(0), z.maximum(1e15))),
    outcome: z.exactOptional(z.union([z.literal(0), z.literal(1)])),
  }))();

/** The part of a mailing plan that `assignMailing` needs, to be kept where customers are looked up. */
export const mailingCutoffsSchema: z.ZodMiniType<{ readonly cutoffs: MailingCutoffs }> = /* @__PURE__ */ (() =>
  z.object({ cutoffs: z.strictObject({ in: z.exactOptional(z.number()), edge: z.exactOptional(z.number()) }) }))();
