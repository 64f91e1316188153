import type { Estimate, Interval } from "../../core/estimate.ts";
import type { DefenceLimit } from "../../core/labels/defence.ts";
import type { Reason } from "../../core/reasons.ts";

export type { DefenceLimit } from "../../core/labels/defence.ts";

/** An account that might leave. Every amount is in one currency and over one span. */
export interface DefenceAccount {
  readonly id: string;
  /** What is lost if the account leaves, at least 0; an estimate carries its interval into the plan's. */
  readonly value: number | Estimate;
  /** Chance that it leaves within the span of the value if nothing is done, 0–1. */
  readonly risk: number | Estimate;
  /**
   * Whether it answers to the price: true, false, or its price elasticity (below 0), which counts as sensitive at −1 or
   * below with an interval all below 0. Left out where nobody measured it; then no price lever is given.
   */
  readonly priceSensitivity?: boolean | number | Estimate;
  /** Ids of the levers that can be used here; all where left out. */
  readonly levers?: readonly string[];
  /** Ids of levers that are at work already: not given again, and what builds on them may be given. */
  readonly inPlace?: readonly string[];
}

/** Something that can be done to keep an account: one of the seventeen levers, or your own. */
export interface DefenceLever {
  readonly id: string;
  /** Money per account, at least 0. */
  readonly cost?: number;
  /** Money per account as a share of its value, at least 0, on top of `cost`: how a discount costs. */
  readonly costShare?: number;
  /** Staff hours per account, at least 0. */
  readonly hours?: number;
  /** Share by which it lowers the chance to leave, 0–1; 0.2 turns a chance of 30 % into 24 %. */
  readonly effect: number | Estimate;
  /** True for a discount or any other price: only for accounts that are price-sensitive and at risk. */
  readonly price?: boolean;
  /** Ids of levers that do not go together with this one. */
  readonly excludes?: readonly string[];
  /** Ids of levers that must be at work too. */
  readonly requires?: readonly string[];
  /** Accounts that must get it at least, a whole number; default 0. */
  readonly min?: number;
  /** Accounts that can get it at most, a whole number. */
  readonly max?: number;
  /** Money for running it at all (a club, an event), paid once if any account gets it. */
  readonly fixedCost?: number;
  /** Staff hours for running it at all. */
  readonly fixedHours?: number;
}

/** Options of {@link planDefence}. */
export interface PlanDefenceOptions {
  /** Money that can be spent, at least 0. */
  readonly budget: number;
  /** Staff hours that can be spent, at least 0; no limit where left out. */
  readonly staffHours?: number;
  /** Chance to leave from which an account counts as at risk, 0–1; default 0.2, a convention. */
  readonly atRisk?: number;
  /** Levers that one account gets at most, 1–6; default 3. */
  readonly maxLevers?: number;
  /** Id of the lever that the naive list gives to everybody; the one with the largest effect per money where left out. */
  readonly standardLever?: string;
  /** What a loosened limit is worth is measured by so much more of it; a tenth of the budget and 10 hours where left out. */
  readonly step?: Readonly<{ budget?: number; staffHours?: number }>;
  /** Budgets for which the gain is worked out too, for {@link defenceChart}; none where left out, at most 50. */
  readonly budgets?: readonly number[];
  /** Nominal coverage of intervals in (0, 1), default 0.95. */
  readonly level?: number;
}

/** What is done for one account. */
export interface DefenceAction {
  readonly account: string;
  /** Lever ids in the order of the levers given; at least one. */
  readonly levers: readonly string[];
  /** Value × chance to leave before anything is done. */
  readonly atStake: number;
  /** Chance to leave if nothing is done. */
  readonly riskBefore: number;
  /** Chance to leave afterwards. */
  readonly riskAfter: number;
  /** Value × fall of the chance to leave. */
  readonly saved: number;
  readonly cost: number;
  readonly hours: number;
  /** Saved less cost, programme costs left aside. */
  readonly gain: number;
  /** Why price was used or not. */
  readonly reasons: readonly Reason[];
}

/** What one lever does in the plan. */
export interface DefenceLeverUse {
  readonly lever: string;
  readonly accounts: number;
  /** Money including its programme cost. */
  readonly cost: number;
  readonly hours: number;
}

/** A limit that holds the plan back, and what loosening it would bring. */
export interface DefenceBinding {
  readonly limit: DefenceLimit;
  /** The lever of a `lever_max` or `lever_min`. */
  readonly lever?: string;
  /** How much of the limit was there. */
  readonly amount: number;
  /** By how much it was loosened. */
  readonly step: number;
  /** Gain that the step brings, above 0, by planning again. */
  readonly gain: number;
  /** Gain per unit of the step. */
  readonly perUnit: number;
  readonly reason: Reason;
}

/** Totals of a plan. */
export interface DefenceTotals {
  readonly accounts: number;
  readonly saved: number;
  /** Money spent, programme costs included. */
  readonly cost: number;
  readonly hours: number;
  /** Saved less cost: what the plan makes as large as it can. */
  readonly gain: number;
}

/** Gain at one budget. */
export interface DefenceCurvePoint {
  readonly budget: number;
  readonly gain: number;
  /** Gain of the naive list at this budget. */
  readonly naive: number;
}

/** Which levers for which accounts. */
export interface DefencePlan extends DefenceTotals {
  /** The accounts that get something, the largest gain first. */
  readonly actions: readonly DefenceAction[];
  /** In the order of the levers given. */
  readonly levers: readonly DefenceLeverUse[];
  /** Value × chance to leave over the whole book. */
  readonly atStake: number;
  /** Interval of `saved` from those of effects, values and risks; absent where all of them are plain numbers. */
  readonly savedInterval?: Interval;
  /** Limits that hold the plan back, the largest gain first. */
  readonly binding: readonly DefenceBinding[];
  /** Accounts by value at risk, the standard lever to each until money or hours end. */
  readonly naive: DefenceTotals & { readonly lever?: string };
  /** Accounts that no price lever may reach, by why. */
  readonly priceRule: Readonly<{
    allowed: number;
    notAtRisk: number;
    notSensitive: number;
    unknown: number;
    atRisk: number;
  }>;
  /** By budget, rising; empty without `options.budgets`. */
  readonly curve: readonly DefenceCurvePoint[];
  readonly method: Readonly<{
    solver: "yalps";
    /** `optimal` where no plan can be better by more than 1e-6 of the gain. */
    status: "optimal" | "within_gap";
    /** How much better a plan could be at most, as a share of `bound`. */
    gap: number;
    /** No plan gains more than this. */
    bound: number;
  }>;
  readonly reasons: readonly Reason[];
}
