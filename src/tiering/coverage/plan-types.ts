import type { ManagerGrade, ServiceLevel } from "../../core/labels/coverage.ts";
import type { Reason } from "../../core/reasons.ts";

/** Accounts of one tier and region, alike in who may serve them. */
export interface CoverageGroup {
  readonly tier: string;
  readonly region: string;
  /** Absent where the accounts belong to no project team. */
  readonly team?: string;
  readonly localOnly: boolean;
  readonly accounts: number;
  /** The named ones among the accounts, in order. */
  readonly ids: readonly (string | number)[];
}

/** What one manager looks after. */
export interface CoverageLoad {
  /** Absent where managers were only counted. */
  readonly id?: string | number;
  readonly grade: ManagerGrade;
  readonly region: string;
  readonly team?: string;
  readonly groups: readonly CoverageGroup[];
  readonly accounts: number;
  /** Hours of service promised to these accounts. */
  readonly serviceHours: number;
  readonly travelHours: number;
  readonly hoursPerYear: number;
  /** Service and travel over the hours of the year, in [0, 1]. */
  readonly utilisation: number;
}

/** Accounts of a group that nobody serves in this plan. */
export interface CoverageUnmet extends CoverageGroup {
  readonly visits: number;
  readonly hours: number;
}

/** What was promised and what the plan keeps. */
export interface CoverageKept {
  readonly promisedVisits: number;
  readonly keptVisits: number;
  readonly promisedHours: number;
  readonly keptHours: number;
}

/** Promised and kept for one tier. */
export interface CoverageTierRow extends CoverageKept {
  readonly tier: string;
  readonly accounts: number;
  readonly served: number;
  readonly levels: readonly ServiceLevel[];
  /** What an hour promised to the tier counts. */
  readonly weight: number;
}

/** Promised and kept for one level of service. */
export interface CoverageLevelRow extends CoverageKept {
  readonly level: ServiceLevel;
}

/** A plan in five figures. */
export interface CoverageFigures {
  readonly served: number;
  /** Hours of promised service that are kept. */
  readonly hours: number;
  readonly travelHours: number;
  /** Hours kept, each counted by the weight of its tier. */
  readonly weightedHours: number;
  /** What the plan maximises: weighted hours less travel hours by their weight. */
  readonly score: number;
}

/** A plan's figures beside what there was to do. */
export interface CoverageTotal extends CoverageFigures {
  readonly accounts: number;
  readonly promisedHours: number;
  /** Hours of all managers in the year. */
  readonly capacityHours: number;
}

/** People to be hired at one place. */
export interface CoverageHires {
  readonly grade: ManagerGrade;
  readonly region: string;
  readonly team?: string;
  readonly people: number;
}

/** How many people are missing to keep every promise. */
export interface CoverageShortage {
  /** People with whom every promise is kept; a plan with them was worked out. */
  readonly people: number;
  /** No fewer can be enough. Equal to `people` where the number is proved to be least. */
  readonly atLeast: number;
  readonly hires: readonly CoverageHires[];
  readonly byGrade: readonly { readonly grade: ManagerGrade; readonly people: number }[];
  /** Hours a year of one hired person. */
  readonly hoursPerYear: number;
  /** Accounts whose promise no hired person could keep, being longer than a year. */
  readonly accountsBeyond: number;
}

/** What would be gained where a limit gave way by one step, worked out by planning again. */
export interface CoverageWorth {
  readonly accounts: number;
  readonly hours: number;
  readonly score: number;
}

/** A limit that costs service: where it gives way by one step, the plan's score rises. */
export interface CoverageBinding {
  /** One more person; one more account for each manager; one grade lower; a rule of regions lifted. */
  readonly kind: "capacity" | "account_ceiling" | "grade_rule" | "region_rule";
  readonly reason: Reason;
  readonly worth: CoverageWorth;
}

/** How many managers there are of a grade, beside the guideline of D7. */
export interface CoverageMixRow {
  readonly grade: ManagerGrade;
  readonly people: number;
  /** Absent without managers. */
  readonly share?: number;
  readonly guide: { readonly min: number; readonly max: number };
}

/** How the plan was found and how good it is known to be. */
export interface CoverageMethod {
  readonly solver: "yalps";
  /** `optimal`: no plan scores higher (to one part in ten million). `within_gap`: none scores higher by more than `gap`. */
  readonly status: "optimal" | "within_gap";
  /** (bound − score) / bound, 0 where optimal. */
  readonly gap: number;
  /** No plan scores higher than this. */
  readonly bound: number;
  /** Separate integer programmes into which the book fell. */
  readonly programmes: number;
}

/** Who looks after whom, what is left over, why, and how many people are missing. Plain JSON. */
export interface CoveragePlan {
  /** One row per manager, by region, grade and id. */
  readonly managers: readonly CoverageLoad[];
  readonly unmet: readonly CoverageUnmet[];
  readonly tiers: readonly CoverageTierRow[];
  readonly levels: readonly CoverageLevelRow[];
  readonly total: CoverageTotal;
  readonly shortage: CoverageShortage;
  /** The limits that cost service, the dearest first; at most 20. */
  readonly binding: readonly CoverageBinding[];
  /** What no assignment of these managers can meet, and why. */
  readonly cannot: readonly Reason[];
  readonly mix: readonly CoverageMixRow[];
  /** Facts to know: a mix of grades away from the guideline, a plan that is not proved optimal. */
  readonly notes: readonly Reason[];
  /** The naive plan: the biggest promise first, each to the nearest manager with room. */
  readonly naive: CoverageFigures;
  readonly method: CoverageMethod;
}
