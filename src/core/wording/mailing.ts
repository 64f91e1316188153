import type { Messages } from "../locale.ts";

/** Reason codes of `mailing`, each with the parameters its wording needs. */
export type MailingReasonParams = Record<never, never>;

export const mailingEn: Messages<MailingReasonParams> = {};

export const mailingZh: Messages<MailingReasonParams> = {};
