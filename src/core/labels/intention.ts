import type { Label } from "../locale.ts";

/** The intention grades, D21. */
export type IntentionGradeId = "H" | "A" | "B" | "C";

/** By what the conversion of a flow table is broken down. */
export type FlowBreakdownBy = "grade" | "source" | "weekday" | "minutes";

/** Days of the week, Monday first. */
export type FlowWeekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";

/** Which contacts a conversion counts. */
export type FlowKind = "visit" | "call";

/** What a book of visits says about a claim. */
export type VisitLengthVerdict = "holds" | "refuted" | "cannot_tell";

/** Names of `intention` that are shown, by family. */
export interface IntentionLabels {
  readonly intentionGrade: Readonly<Record<IntentionGradeId, Label>>;
  readonly flowBreakdown: Readonly<Record<FlowBreakdownBy, Label>>;
  readonly flowWeekday: Readonly<Record<FlowWeekday, Label>>;
  readonly flowKind: Readonly<Record<FlowKind, Label>>;
  readonly visitLengthVerdict: Readonly<Record<VisitLengthVerdict, Label>>;
}

export const intentionLabels: IntentionLabels = {
  intentionGrade: {
    H: { en: "Grade H", zh: "H 级意向" },
    A: { en: "Grade A", zh: "A 级意向" },
    B: { en: "Grade B", zh: "B 级意向" },
    C: { en: "Grade C", zh: "C 级意向" },
  },
  flowBreakdown: {
    grade: { en: "Intention grade", zh: "意向级别" },
    source: { en: "Source", zh: "来源渠道" },
    weekday: { en: "Weekday", zh: "星期" },
    minutes: { en: "Length of visit", zh: "停留时长" },
  },
  flowWeekday: {
    monday: { en: "Monday", zh: "星期一" },
    tuesday: { en: "Tuesday", zh: "星期二" },
    wednesday: { en: "Wednesday", zh: "星期三" },
    thursday: { en: "Thursday", zh: "星期四" },
    friday: { en: "Friday", zh: "星期五" },
    saturday: { en: "Saturday", zh: "星期六" },
    sunday: { en: "Sunday", zh: "星期日" },
  },
  flowKind: {
    visit: { en: "Visit", zh: "来店" },
    call: { en: "Call", zh: "来电" },
  },
  visitLengthVerdict: {
    holds: { en: "Holds here", zh: "在此成立" },
    refuted: { en: "Does not hold here", zh: "在此不成立" },
    cannot_tell: { en: "Cannot tell", zh: "无法判断" },
  },
};
