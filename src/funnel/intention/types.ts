import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { FlowBreakdownBy, FlowKind, VisitLengthVerdict } from "../../core/labels/intention.ts";
import type { Label } from "../../core/locale.ts";
import type { Reason } from "../../core/reasons.ts";
import type { SurvivalQuantile } from "../../math/survival-read.ts";
import type { DateLike } from "../../time/day.ts";
import type { PeriodUnit } from "../../time/period.ts";
import type { QuestionnaireAnswers, QuestionnaireItem } from "../questionnaire/types.ts";

/** One grade, as data; a list runs from the best to the worst. */
export interface IntentionGrade {
  readonly id: string;
  readonly name: Label;
  /** Expected to buy in at most so many days, above 0; rises from grade to grade. */
  readonly withinDays: number;
  /** Points of the signals from which the grade is given, 0–100; falls from grade to grade. */
  readonly fromScore: number;
}

/** What is known about a lead's intention. */
export interface IntentionLead {
  /** Days until the customer expects to buy, 0 or more; absent or `null` where nobody knows. */
  readonly expectedDays?: number | null | undefined;
  /** The day on which the customer expects to buy, instead of `expectedDays`; needs `asOf`. */
  readonly expectedOn?: DateLike | null | undefined;
  /** Answers to the signals; what is not answered is not a no. */
  readonly signals?: QuestionnaireAnswers;
}

/** Options of `assignIntention`. */
export interface AssignIntentionOptions {
  /** Default `intentionGrades`: H 5, A 15, B 30, C 60 days. */
  readonly grades?: readonly IntentionGrade[];
  /** Default `intentionSignals`. */
  readonly signals?: readonly QuestionnaireItem[];
  /** The day on which it is graded; needed with `expectedOn`. */
  readonly asOf?: DateLike;
  /** Share of the signals' weight that must be answered before they grade, in [0, 1]; default 0.5. */
  readonly minCoverage?: number;
  /** Which grade stands where both give one; default `"days"`, what the customer says. */
  readonly prefer?: "days" | "signals";
}

/** What the signals say. */
export interface IntentionSignals {
  /** 0–100 over what is answered; absent where nothing is. */
  readonly score?: number;
  readonly range: readonly [lowest: number, highest: number];
  readonly coverage: number;
  /** Absent where too little is answered, or the score is below every grade. */
  readonly grade?: string;
  /** Grades that the open signals leave possible, best first. */
  readonly possible: readonly string[];
  /** Whether no grade at all is possible too. */
  readonly possiblyNone: boolean;
  /** Signals without an answer, heaviest first. */
  readonly unanswered: readonly string[];
}

/** The grade of a lead. */
export interface IntentionAssignment {
  /** `beyond`: it is known that no grade fits; `unknown`: too little is known, and `abstained` says so. */
  readonly status: "graded" | "beyond" | "unknown";
  readonly grade?: string;
  readonly basis?: "days" | "signals";
  /** Days until the expected purchase; absent where not known or passed. */
  readonly days?: number;
  readonly signals: IntentionSignals;
  /** Whether time and signals give the same grade; absent where only one of them speaks. */
  readonly agree?: boolean;
  readonly abstained?: Reason<"intention_unknown">;
  readonly reasons: readonly Reason[];
}

/** A lead that was once graded, and what became of it. */
export interface GradedLead {
  readonly grade: string;
  readonly gradedOn: DateLike;
  readonly boughtOn?: DateLike | null | undefined;
  /** Known never to buy; it keeps counting as not bought. */
  readonly lostOn?: DateLike | null | undefined;
}

/** Options of `measureIntentionGrades`. */
export interface MeasureGradesOptions {
  /** The day up to which the leads were watched; later purchases are not yet known. */
  readonly asOf: DateLike;
  readonly grades?: readonly IntentionGrade[];
  /** Common time in which grades are compared, in days; default what the second of four grades promises. */
  readonly orderDays?: number;
  /** Nominal coverage in (0, 1); default 0.95. */
  readonly level?: number;
  /** Seed of the permutation test for thin tables; default 1. */
  readonly seed?: number;
}

/** How one grade did. */
export interface GradeRecord {
  readonly grade: string;
  readonly withinDays: number;
  readonly n: number;
  /** Bought, lost and still open up to `asOf`; they sum to `n`. */
  readonly bought: number;
  readonly lost: number;
  readonly open: number;
  /** Share that bought within the promised time; `effective` fully watched leads would tell it as precisely. */
  readonly kept: (Estimate & { readonly effective: number }) | Abstention;
  /** Days by which half of all leads of the grade have bought, without a value where fewer have; absent without leads. */
  readonly medianDays?: SurvivalQuantile;
}

/** How a p-value was made. */
export type TestMethod = "chi_squared" | "permutation";

/** Do better grades buy more often? */
export interface GradeOrder {
  /** The common time in which grades are compared. */
  readonly withinDays: number;
  /** Leads graded at least that long before `asOf`. */
  readonly n: number;
  readonly groups: readonly {
    readonly grade: string;
    readonly n: number;
    readonly bought: number;
    readonly share: Estimate;
  }[];
  /** Neighbours, better minus worse. */
  readonly steps: readonly { readonly better: string; readonly worse: string; readonly difference: Estimate }[];
  /** Cochran and Armitage's statistic, positive where better grades buy more often. */
  readonly z: number;
  /** Two-sided. */
  readonly p: number;
  readonly method: TestMethod;
  readonly verdict: "holds" | "cannot_tell" | "reversed";
}

/** Whether grades mean anything. */
export interface IntentionGradeReport {
  readonly n: number;
  /** Leads graded after `asOf`, left out. */
  readonly later: number;
  readonly grades: readonly GradeRecord[];
  readonly order: GradeOrder | Abstention;
  readonly reasons: readonly Reason[];
}

/** One visit or call. */
export interface FlowContact {
  readonly on: DateLike;
  /** Default `"visit"`. */
  readonly kind?: FlowKind;
  /** Whether it is the customer's first visit; absent or `null` where nobody wrote it down. */
  readonly first?: boolean | null | undefined;
  /** Whether the customer left name and number; absent or `null` where nobody wrote it down. */
  readonly dataKept?: boolean | null | undefined;
  /** `open`, absent or `null` while it is not settled. */
  readonly outcome?: "won" | "lost" | "open" | null | undefined;
  readonly lostReason?: string | null | undefined;
  readonly grade?: string | null | undefined;
  readonly source?: string | null | undefined;
  /** Length of the visit in minutes, 0 to 1,440. */
  readonly minutes?: number | null | undefined;
  readonly customerId?: string | number | null | undefined;
}

/** Options of `summarizeFlow`. */
export interface SummarizeFlowOptions {
  /** Rows of the table; default `"day"`. */
  readonly unit?: PeriodUnit;
  /** Which contacts conversion counts; default `"visit"`. */
  readonly of?: FlowKind | "all";
  /** Ends of the bands of minutes, ascending, above 0; default 10, 20, 40 and 60. */
  readonly minuteBands?: readonly number[];
  /** The length said to close most often; default 30 minutes (D21). */
  readonly claimedMinutes?: number;
  /** Nominal coverage in (0, 1); default 0.95. */
  readonly level?: number;
  /** Seed of the permutation test for thin tables; default 1. */
  readonly seed?: number;
}

/** Deals closed among the contacts that conversion counts. */
export interface FlowConversion {
  /** Contacts; `won`, `lost` and `open` sum to it. */
  readonly n: number;
  readonly won: number;
  readonly lost: number;
  readonly open: number;
  /** Closed among the settled; absent where none is. */
  readonly rate?: Estimate;
  /** The rate if all open ones were lost, and if all were won; absent where there are no contacts. */
  readonly range?: readonly [lowest: number, highest: number];
}

/** Counts of a period or of the whole. */
export interface FlowCounts {
  readonly contacts: number;
  readonly visits: number;
  /** Visits known to be the first, and those of which nobody knows. */
  readonly firstVisits: number;
  readonly firstUnknown: number;
  readonly calls: number;
  /** Contacts that left their data, that did not, and those of which nobody knows. */
  readonly kept: number;
  readonly notKept: number;
  readonly keptUnknown: number;
  /** Kept among those known; absent where none is. */
  readonly keptRate?: Estimate;
  /** Deals closed, of all contacts. */
  readonly deals: number;
  readonly lost: number;
  readonly conversion: FlowConversion;
}

/** One row of the flow table. */
export interface FlowPeriod extends FlowCounts {
  readonly period: string;
  /** First and last day, ISO. */
  readonly from: string;
  readonly to: string;
}

/** One group of a breakdown. `id` is absent for the contacts of which nobody knows. */
export interface FlowGroup extends FlowConversion {
  readonly id?: string;
  /** Bounds of a band of minutes: from, included, up to `to`, excluded; `to` absent for the last band. */
  readonly minutes?: { readonly from: number; readonly to?: number };
}

/** Whether groups differ. */
export interface FlowDifference {
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
  readonly method: TestMethod;
}

/** Conversion by group; the groups sum to the whole. */
export interface FlowBreakdown {
  readonly by: FlowBreakdownBy;
  readonly groups: readonly FlowGroup[];
  /** Over the known groups with settled contacts. */
  readonly difference: FlowDifference | Abstention;
  readonly reason: Reason;
}

/** What the book says of the claim that visits of a certain length close most often. */
export interface VisitLengthClaim {
  readonly minutes: number;
  readonly verdict: VisitLengthVerdict;
  readonly reason: Reason;
}

/** Why the lost were lost. */
export interface LostReasons {
  /** Contacts lost; those with a reason and those without sum to it. */
  readonly lost: number;
  readonly unknown: number;
  /** Most frequent first; `share` of those with a reason. */
  readonly reasons: readonly { readonly reason: string; readonly n: number; readonly share: Estimate }[];
}

/** A flow table with its totals. */
export interface FlowSummary {
  readonly unit: PeriodUnit;
  readonly of: FlowKind | "all";
  readonly total: FlowCounts;
  /** Periods with a contact, in order of time; they sum to `total`. */
  readonly periods: readonly FlowPeriod[];
  readonly breakdowns: readonly FlowBreakdown[];
  readonly claim: VisitLengthClaim | Abstention;
  readonly lost: LostReasons;
  readonly notes: readonly Reason[];
}
