import { formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";

/** Reason codes of `strategy`, each with the parameters its wording needs. */
export interface StrategyReasonParams {
  /** Some draws of an assumption lie beyond what can be and count as the limit. */
  strategy_draws_at_limit: { readonly assumption: string; readonly share: number };
  /** Nobody meets the target rule of a move, or its capacity is 0. */
  strategy_move_touches_nobody: { readonly strategy: string; readonly move: string };
}

export const strategyEn: Messages<StrategyReasonParams> = {
  strategy_draws_at_limit: ({ assumption, share }) =>
    `${formatShare(share)} of the draws of "${assumption}" lie beyond what can be and count as the limit: choose a distribution that stays within it`,
  strategy_move_touches_nobody: ({ strategy, move }) => `the move "${move}" of strategy "${strategy}" touches nobody`,
};

export const strategyZh: Messages<StrategyReasonParams> = {
  strategy_draws_at_limit: ({ assumption, share }) =>
    `假设“${assumption}”的抽样中有 ${formatShare(share)} 超出可能范围，按边界值计；请改用不越界的分布`,
  strategy_move_touches_nobody: ({ strategy, move }) => `策略“${strategy}”的举措“${move}”没有覆盖任何客户`,
};
