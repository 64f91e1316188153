import type { Messages } from "../locale.ts";

/** Reason codes of `decision-chain`, each with the parameters its wording needs. */
export type DecisionChainReasonParams = Record<never, never>;

export const decisionChainEn: Messages<DecisionChainReasonParams> = {};

export const decisionChainZh: Messages<DecisionChainReasonParams> = {};
