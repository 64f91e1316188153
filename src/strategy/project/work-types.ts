import type { Estimate } from "../../core/estimate.ts";
import type { ResponsibilityRole } from "../../core/labels/project.ts";
import type { Reason } from "../../core/reasons.ts";

export type { ResponsibilityRole } from "../../core/labels/project.ts";

/** One line of the work breakdown, with everything below it. */
export interface WorkRow {
  readonly id: string;
  /** Its place in the tree, `1.2.3`; siblings are numbered in the order in which they were given. */
  readonly code: string;
  readonly depth: number;
  /** Tasks at the bottom that it holds; 1 for such a task itself. */
  readonly leaves: number;
  readonly hours: number;
  readonly cost: number;
  readonly spentHours: number;
  readonly spentCost: number;
  /** Hours of work done: Σ hours × progress. */
  readonly earnedHours: number;
  /** Cost that the work done was planned to take: Σ cost × progress. */
  readonly earnedCost: number;
  /** Share done, weighted by `options.basis`; absent where nothing below has any of it. */
  readonly progress?: number;
  /** Earned over spent cost: below 1 the work costs more than planned; absent where nothing was spent. */
  readonly costIndex?: number;
  /** What the whole of it will cost if the work left costs as the work done did; absent without `costIndex` above 0. */
  readonly costAtCompletion?: number;
}

/** Options of {@link measureWorkBreakdown}. */
export interface WorkBreakdownOptions {
  /** What progress is weighted by; default `hours`. */
  readonly basis?: "hours" | "cost";
}

/** The work of a project, rolled up. */
export interface WorkBreakdown {
  /** Depth first, siblings as given. */
  readonly rows: readonly WorkRow[];
  readonly total: Omit<WorkRow, "id" | "code" | "depth">;
  /** Where parts do not make up the whole, where shares are missing, where nothing is planned. */
  readonly findings: readonly Reason<"project_work_gap" | "project_share_gap" | "project_share_missing">[];
}

/** Somebody's part in a task. */
export interface Responsibility {
  readonly task: string;
  readonly person: string;
  readonly role: ResponsibilityRole;
}

/** Somebody who can take part. */
export interface ProjectPerson {
  readonly id: string;
  /** Hours that they can give to the project, at least 0. */
  readonly capacityHours?: number;
}

/** What is wrong with a matrix of responsibilities. */
export type ResponsibilityFinding = Reason<
  | "raci_no_accountable"
  | "raci_many_accountable"
  | "raci_no_responsible"
  | "raci_nobody_informed"
  | "raci_overloaded"
  | "raci_idle"
>;

/** One task of the matrix: who does what. */
export interface ResponsibilityTask {
  readonly task: string;
  readonly responsible: readonly string[];
  readonly accountable: readonly string[];
  readonly consulted: readonly string[];
  readonly informed: readonly string[];
}

/** What one person has to carry. */
export interface PersonLoad {
  readonly person: string;
  readonly responsible: number;
  readonly accountable: number;
  readonly consulted: number;
  readonly informed: number;
  /** Hours of the tasks that they are responsible for, each split equally among those responsible. */
  readonly hours: number;
  readonly capacityHours?: number;
}

/** Options of {@link measureResponsibilities}. */
export interface ResponsibilityOptions {
  /** Everybody who could take part; without it, those who do. */
  readonly people?: readonly ProjectPerson[];
}

/** The matrix of responsibilities with its checks. */
export interface ResponsibilityMatrix {
  /** One row per task that is no summary, as given; people by id. */
  readonly tasks: readonly ResponsibilityTask[];
  /** One row per person, the most hours first. */
  readonly people: readonly PersonLoad[];
  /** Hours of tasks that nobody is responsible for. */
  readonly unassignedHours: number;
  readonly findings: readonly ResponsibilityFinding[];
}

/** What can go wrong, and what could be done about it. */
export interface ProjectRisk {
  readonly id: string;
  readonly name?: string;
  /** Chance that it happens, in [0, 1]. */
  readonly probability: number;
  /** Loss if it happens, in money: one figure, three guesses, or an estimate with its interval; at least 0. */
  readonly impact: RiskImpact;
  /** What would be done beforehand, what that costs, and what then remains. */
  readonly mitigation?: {
    readonly cost: number;
    /** Default: as without. */
    readonly probability?: number;
    readonly impact?: RiskImpact;
  };
}

/** A loss: sure, by three guesses (beta-PERT), or an estimate with an interval (gamma of that mean and spread). */
export type RiskImpact =
  | number
  | { readonly optimistic: number; readonly mostLikely: number; readonly pessimistic: number }
  | Estimate;

/** One risk in expected money. */
export interface RiskRow {
  readonly id: string;
  /** Probability times mean impact. */
  readonly expectedLoss: number;
  /** Its share of all expected losses, in [0, 1]; 0 where nothing is expected. */
  readonly share: number;
  /** Expected loss after mitigation; absent without one. */
  readonly residualLoss?: number;
  readonly mitigationCost?: number;
  /** Loss avoided less cost of the mitigation. */
  readonly net?: number;
  /** Whether the mitigation saves more than it costs, on average. */
  readonly pays?: boolean;
  readonly reasons: readonly Reason<"project_mitigation_pays" | "project_mitigation_costs">[];
}

/** Losses of all risks together. */
export interface RiskTotal {
  readonly expectedLoss: number;
  /** Central interval of the loss. */
  readonly interval: { readonly lower: number; readonly upper: number; readonly level: number };
  /** The loss that is not exceeded with the chance `options.reserve`. */
  readonly reserve: number;
  /** Chance that nothing happens. */
  readonly chanceOfNone: number;
  /** `exact` where the distribution was added up, `simulation` where it was drawn. */
  readonly method: "exact" | "simulation";
}

/** Options of {@link measureProjectRisks}. */
export interface ProjectRiskOptions {
  /** Decides the draws; needed where an impact is in doubt or the sums are too many to add up. */
  readonly seed: number;
  /** Default 10,000; 1,000 to 1e6. */
  readonly draws?: number;
  /** Coverage of the interval of the loss, in (0, 1); default 0.9. */
  readonly level?: number;
  /** Chance with which the reserve is to be enough, in (0, 1); default 0.8. */
  readonly reserve?: number;
}

/** A risk register in expected money. */
export interface ProjectRisks {
  /** The largest expected loss first. */
  readonly rows: readonly RiskRow[];
  /** As things stand. */
  readonly total: RiskTotal;
  /** With every mitigation that pays; its costs are in `mitigationCost`, not in the losses. */
  readonly mitigated: RiskTotal & { readonly mitigationCost: number };
}
