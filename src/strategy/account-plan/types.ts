import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { AccountMoveRuleId, AccountPart } from "../../core/labels/account-plan.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DecisionChain } from "../../funnel/decision/types.ts";
import type { DealForecast } from "../../funnel/forecast/types.ts";
import type { AccountContact } from "../../loyalty/care/contact-types.ts";
import type { PlannedCare } from "../../loyalty/care/types.ts";
import type { Placement } from "../../loyalty/placement/types.ts";
import type { LoyaltyExplanation } from "../../loyalty/quadrant/types.ts";
import type { RelationshipScore } from "../../loyalty/relationship/types.ts";
import type { ServiceClockFigures, ServiceQueueCase } from "../../loyalty/service/types.ts";
import type { AttainmentGroup } from "../../market/attainment/types.ts";
import type { ChurnPrediction, StayChurnPrediction } from "../../retention/churn/types.ts";
import type { LockInCustomer } from "../../switching/lock-in/types.ts";
import type { SwitchingScore } from "../../switching/types.ts";
import type { DossierCompleteness } from "../../tiering/dossier/types.ts";
import type { TierExplanation } from "../../tiering/pyramid/types.ts";
import type { LifetimeValue } from "../../value/lifetime/types.ts";
import type { ProjectForecast } from "../project/forecast-types.ts";
import type { OgsmReport } from "../project/goal-types.ts";
import type { ProjectSchedule } from "../project/types.ts";
import type { ProjectRisks } from "../project/work-types.ts";
import type { EffectDistribution, EffectKind, Move, MoveAim, MoveMeans } from "../types.ts";

export type { AccountMoveRuleId, AccountPart } from "../../core/labels/account-plan.ts";

/** A campaign that reached the account. */
export interface AccountCampaign {
  readonly campaign: string;
  /** Whether the account answered; absent where not known yet. */
  readonly responded?: boolean;
}

/** The account's project, as far as it is planned. */
export interface AccountProject {
  readonly schedule?: ProjectSchedule;
  readonly forecast?: ProjectForecast;
  readonly objectives?: OgsmReport;
  readonly risks?: ProjectRisks;
}

/** What is known about one key account: results of the other modules as they are, each left out where there is none. */
export interface AccountFacts {
  readonly id: string;
  readonly name?: string;
  /** From `explainTier`. */
  readonly tier?: TierExplanation;
  /** Revenue a month, at least 0, in the currency of all money here; an estimate brings its doubt along. */
  readonly revenue?: number | Estimate;
  /** Contribution margin as a share of revenue, in [0, 1]; default 1. */
  readonly marginRate?: number;
  /** From `predictLifetimeValue`, or any other estimate. */
  readonly value?: LifetimeValue | Estimate;
  /** From `explainLoyalty` or `predictPlacement`. */
  readonly loyalty?: LoyaltyExplanation | Placement;
  /** From `predictChurn`. */
  readonly churn?: ChurnPrediction | StayChurnPrediction;
  /** From `scoreSwitchingCosts`. */
  readonly switching?: SwitchingScore;
  /** From `forecastLockIn`: the account's own row. */
  readonly lockIn?: LockInCustomer;
  /** From `scoreRelationship`. */
  readonly relationship?: RelationshipScore;
  /** From `measureDecisionChain`. */
  readonly chain?: DecisionChain;
  /** From `forecastFunnel`: the account's own deals. */
  readonly deals?: readonly DealForecast[];
  /** From `measureAttainment`: the account's own group. */
  readonly target?: AttainmentGroup;
  /** From `planServiceQueue` (the account's open cases) and `measureService` (clocks of the account). */
  readonly service?: { readonly cases?: readonly ServiceQueueCase[]; readonly clocks?: readonly ServiceClockFigures[] };
  /** From `measureContact`. */
  readonly contact?: AccountContact;
  /** From `planCare`. */
  readonly care?: readonly PlannedCare[];
  readonly campaigns?: readonly AccountCampaign[];
  /** From `measureDossier`. */
  readonly dossier?: DossierCompleteness;
  readonly project?: AccountProject;
}

/** A move that is proposed where facts ask for it, with the belief it rests on. */
export interface AccountMoveRule {
  readonly id: AccountMoveRuleId;
  readonly means: MoveMeans;
  readonly aim: MoveAim;
  readonly on: EffectKind;
  /** What it is believed to do; no experiment stands behind it. */
  readonly belief: EffectDistribution;
  /** Hours of work that it takes. */
  readonly hours: number;
}

/** Options of {@link planAccount}. */
export interface PlanAccountOptions {
  readonly asOf: string | Date;
  /** Decides the draws. */
  readonly seed: number;
  /** Months over which moves are valued, 1 to 600; default 24. */
  readonly horizonMonths?: number;
  /** Price of time per year, 0 to 100; default 0.1. */
  readonly discountRate?: number;
  /** Draws of what is in doubt, 100 to 1e5; default 1000. */
  readonly draws?: number;
  /** Nominal coverage of intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Moves on offer; those whose target the account does not meet are left out. */
  readonly moves?: readonly Move[];
  /** Rules that propose moves besides; default `accountMoveRules`; an empty list proposes none. */
  readonly rules?: readonly AccountMoveRule[];
  /** Money per hour of work, at least 0, for the moves of the rules; without it they are valued before their cost. */
  readonly hourCost?: number;
  /** Chance to leave in a month that stands in where the account's own is not known: that of its like, for example. */
  readonly typicalMonthlyChurn?: Estimate;
  /** Which parts a plan of a tier must hold, by tier id; default `accountNeeds`. */
  readonly needs?: Readonly<Record<string, readonly AccountPart[]>>;
  /** From which chance to leave within the horizon on an account counts as likely to leave, in (0, 1); default 0.3. */
  readonly highChurn?: number;
}

/** One part of the plan. */
export interface AccountPartRow {
  readonly part: AccountPart;
  readonly known: boolean;
  /** Whether the plan of such a tier must hold it. */
  readonly needed: boolean;
  /** Share of it that is known, in [0, 1], where it can be known in part. */
  readonly coverage?: number;
  /** What it says; `describe` words it. */
  readonly reasons: readonly Reason[];
}

/** Something that is not known. */
export interface AccountUnknown {
  /** Absent where it is the effect of a move. */
  readonly part?: AccountPart;
  /** The assumption about a move, where it is one. */
  readonly assumption?: string;
  /** Share of the part that is missing, in (0, 1]; 1 also for an effect. */
  readonly missing: number;
  /** Whether the plan of such a tier must hold it. */
  readonly needed: boolean;
  /** What it would be worth to know it before choosing among the moves, in money; absent where that cannot be told. */
  readonly worth?: number;
  readonly reason: Reason<"account_unknown" | "account_gap" | "account_effect_unknown">;
}

/** A move and what it is worth for this account. */
export interface AccountMove {
  readonly id: string;
  /** Absent for a move that was on offer. */
  readonly rule?: AccountMoveRuleId;
  readonly aim: MoveAim;
  readonly means: MoveMeans;
  /**
   * Present value of what it brings less what it costs, against doing nothing; the interval is the doubt in effects,
   * revenue and chance to leave, not the luck of the single account.
   */
  readonly worth: Estimate;
  /** Present value of what it costs. */
  readonly cost: number;
  /** Chance that it is worth more than nothing, by the same doubt. */
  readonly chancePays: Estimate;
  /** Assumptions that rest on belief alone. */
  readonly beliefs: readonly string[];
  readonly reasons: readonly Reason[];
}

/** The plan of one key account. Plain JSON. */
export interface AccountPlan {
  readonly kind: "account_plan";
  readonly version: 1;
  readonly id: string;
  readonly name?: string;
  readonly asOf: string;
  readonly horizonMonths: number;
  /** Share of the needed parts that is known, in [0, 1]. */
  readonly completeness: number;
  /** Every part in a fixed order. */
  readonly parts: readonly AccountPartRow[];
  /** Contribution expected within the horizon if nothing is done, and what is lost of it by leaving. */
  readonly outlook: { readonly expected: Estimate; readonly atStake: number } | Abstention;
  readonly contradictions: readonly Reason[];
  /** What is worth knowing most first: by money, then what the tier needs, then how much of it is missing. */
  readonly unknown: readonly AccountUnknown[];
  /** The three best moves that are worth more than nothing, the best first. */
  readonly moves: readonly AccountMove[];
  /** Worth of the `moves` done together, which need not be the sum of their worths; absent for fewer than two. */
  readonly together?: Estimate;
  /** Moves that are not worth their cost on average, or that came after the best three. */
  readonly declined: readonly AccountMove[];
  readonly notes: readonly Reason<
    "account_moves_overlap" | "account_cost_unknown" | "account_typical_churn" | "account_move_not_for"
  >[];
  readonly fittedOn: { readonly draws: number; readonly seed: number };
}
