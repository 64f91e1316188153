import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { ChannelSpend, PredictedChannel, PredictedResponse } from "../response/types.ts";

/** What may be spent on one channel. */
export interface BudgetChannel {
  /** Id of its curve. */
  readonly id: string;
  /** Least money over the horizon, at least 0; default 0. */
  readonly min?: number;
  /** Most money over the horizon; default the total. */
  readonly max?: number;
  /** Money is spent in whole multiples of this alone (packages); at most 100,000 of them. Left out: any amount. */
  readonly step?: number;
  /** Either nothing or at least this much: a campaign that is not worth starting below. `min` must then be 0. */
  readonly minIfUsed?: number;
}

/** Options of `planBudget`. */
export interface PlanBudgetOptions {
  /** Money over the horizon that may be spent, above 0. */
  readonly total: number;
  /** Default: every channel that has a curve, without limits. */
  readonly channels?: readonly BudgetChannel[];
  /** Weeks over which the money is spread evenly, a whole number from 1 to 1,040; default 1. */
  readonly horizonWeeks?: number;
  /** What is spent now, one figure a channel over the same horizon: the plan is compared with it. */
  readonly current?: readonly (ChannelSpend & { readonly spend: number })[];
  /** Steps of the search after which it is ended unproven, 1–1,000,000; default 20,000. */
  readonly maxNodes?: number;
}

/** One channel of a {@link BudgetPlan}. `marginalReturn` is what the next unit of money brings there. */
export interface PlannedChannel extends PredictedChannel {
  readonly marginalReturn: number;
  /** Share of the planned spend, in [0, 1]. */
  readonly share: number;
  /** Money spent now, where `current` was given. */
  readonly current?: number;
  /** What the fitted model says against this curve; empty for a curve stated by hand. */
  readonly warnings: readonly Reason[];
}

/** The best plan at another total. */
export interface BudgetStep {
  readonly total: number;
  readonly spend: number;
  readonly response: number;
  /** Response beyond that of the plan; negative for a cut. */
  readonly change: number;
  readonly channels: readonly { readonly id: string; readonly spend: number }[];
}

/** What the plan brings beyond the current spend. */
export interface BudgetGain {
  readonly current: PredictedResponse;
  /** Response of the plan less that of the current spend, by the best fit; an interval where a model was fitted. */
  readonly gain: number | Estimate;
  /** Share of the plausible curves under which the plan brings more; absent for curves stated by hand. */
  readonly beats?: number;
}

/** How a total is best spread over channels. */
export interface BudgetPlan {
  readonly horizonWeeks: number;
  readonly total: number;
  readonly channels: readonly PlannedChannel[];
  readonly spend: number;
  readonly response: number;
  readonly roas?: number;
  /** What one more unit of total would bring; for a channel in steps, its next step by unit of money. */
  readonly shadowPrice: number;
  /** Which limits shape the plan. */
  readonly binding: readonly Reason[];
  /** What speaks against relying on it: the search, spends never seen before, and the doubts about the fit. */
  readonly notes: readonly Reason[];
  /** Whether no plan can bring more, to one part in ten thousand million. */
  readonly proven: boolean;
  /** Response that a better plan could bring more at most. */
  readonly gap: number;
  /** The best plan with a total 10 % higher, and 10 % lower. */
  readonly next10: BudgetStep;
  readonly cut10: BudgetStep | Abstention;
  /** Present where `current` was given. */
  readonly comparison?: BudgetGain;
}
