import type { Messages } from "../locale.ts";

/** Reason codes of `account-plan`, each with the parameters its wording needs. */
export type AccountPlanReasonParams = Record<never, never>;

export const accountPlanEn: Messages<AccountPlanReasonParams> = {};

export const accountPlanZh: Messages<AccountPlanReasonParams> = {};
