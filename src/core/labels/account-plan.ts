/** Names of `account-plan` that are shown, by family. */
export type AccountPlanLabels = Record<never, never>;

export const accountPlanLabels: AccountPlanLabels = {};
