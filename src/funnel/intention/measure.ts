import { requireNonEmpty, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { kaplanMeier } from "../../math/kaplan-meier.ts";
import { survivalAt, survivalQuantile } from "../../math/survival-read.ts";
import { toDay } from "../../time/day.ts";
import { intentionGrades, requireGrades } from "./grades.ts";
import { measureOrder } from "./order.ts";
import type { GradedLead, GradeRecord, IntentionGrade, IntentionGradeReport, MeasureGradesOptions } from "./types.ts";

/** One lead in days since it was graded. */
export interface WatchedLead {
  readonly watched: number;
  /** Absent where it has not bought up to `asOf`. */
  readonly bought?: number;
  readonly lost: boolean;
}

/**
 * Checks intention grades against what happened: of the leads graded H, A, B, C, how many bought within the promised
 * time, how long did half of them take, and do better grades really buy more often?
 *
 * @param history - Leads with the grade they got, the day, and the day they bought or were lost. Not mutated; their order
 * does not matter. Give the grade as it was written then, never one corrected afterwards.
 * @param options - `asOf`, the day up to which they were watched (needed); `grades`; `orderDays`, the common time in
 * which grades are compared (default: what the middle grade promises, the better of two: 15 days); `level` (default
 * 0.95); `seed` of the permutation test.
 * @returns By grade the share that bought in time and the median, by Kaplan and Meier: a lead not yet due counts for as
 * long as it was watched, a lost one as never buying. Without open leads the interval is Wilson's. `order` compares
 * leads graded at least `orderDays` ago (Cochran–Armitage), since each grade promises another time; it abstains with
 * fewer than two such grades or one outcome only.
 * @throws ClienteleError `empty_input`, `invalid_type`, `invalid_date`, `unknown_id` (a grade not in `grades`),
 * `inconsistent` (bought or lost before graded), `not_finite`, `out_of_range`, `duplicate_id`.
 * @example
 * ```ts
 * const history = [
 *   { grade: "H", gradedOn: "2026-03-01", boughtOn: "2026-03-04" },
 *   { grade: "H", gradedOn: "2026-03-02", boughtOn: "2026-03-20" },
 *   { grade: "H", gradedOn: "2026-03-29" },
 *   { grade: "C", gradedOn: "2026-01-05", lostOn: "2026-02-01" },
 * ];
 * const report = measureIntentionGrades(history, { asOf: "2026-03-31" });
 * report.grades[0].kept.value; // => 0.5
 * report.grades[0].open; // => 1
 * report.grades[3].kept.value; // => 0
 * ```
 * @see Kaplan & Meier (1958), JASA 53; Armitage (1955), Biometrics 11
 */
export function measureIntentionGrades(
  history: readonly GradedLead[],
  options: MeasureGradesOptions,
): IntentionGradeReport {
  requireNonEmpty(history, "history");
  requireObject(options, "options");
  const { level = 0.95, seed = 1 } = options;
  const grades = requireGrades(options.grades ?? intentionGrades);
  const asOf = toDay(options.asOf, "options.asOf");
  const middle = grades[Math.floor((grades.length - 1) / 2)] as IntentionGrade;
  const { orderDays = middle.withinDays } = options;
  requireNumber(orderDays, "options.orderDays", { above: 0, max: 36_500 });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true });
  const byGrade = new Map<string, WatchedLead[]>(grades.map(({ id }) => [id, []]));
  let later = 0;
  for (let i = 0; i < history.length; i++) {
    const { grade, lead } = readLead(history[i] as GradedLead, byGrade, asOf, `history[${i}]`);
    if (lead === undefined) later++;
    else (byGrade.get(grade) as WatchedLead[]).push(lead);
  }
  const records = grades.map((grade) => recordOf(grade, byGrade.get(grade.id) as WatchedLead[], level));
  const { order, reasons } = measureOrder(grades, byGrade, orderDays, level, seed);
  return {
    n: history.length - later,
    later,
    grades: records,
    order,
    reasons: [...records.flatMap(notDue), ...reasons],
  };
}

function readLead(
  row: GradedLead,
  byGrade: ReadonlyMap<string, unknown>,
  asOf: number,
  where: string,
): { readonly grade: string; readonly lead?: WatchedLead } {
  requireObject(row, where);
  const { grade, boughtOn, lostOn } = row;
  requireOneOf(grade, [...byGrade.keys()], `${where}.grade`);
  const graded = toDay(row.gradedOn, `${where}.gradedOn`);
  const bought = boughtOn === undefined || boughtOn === null ? undefined : toDay(boughtOn, `${where}.boughtOn`);
  const lost = lostOn === undefined || lostOn === null ? undefined : toDay(lostOn, `${where}.lostOn`);
  if ((bought !== undefined && bought < graded) || (lost !== undefined && lost < graded)) {
    throw new ClienteleError("inconsistent", `${where} was bought or lost before it was graded; mend its dates`, {});
  }
  if (graded > asOf) return { grade };
  const seen = bought !== undefined && bought <= asOf;
  return {
    grade,
    lead: {
      watched: asOf - graded,
      ...(seen && { bought: bought - graded }),
      lost: !seen && lost !== undefined && lost <= asOf,
    },
  };
}

function recordOf({ id, withinDays }: IntentionGrade, leads: readonly WatchedLead[], level: number): GradeRecord {
  const bought = leads.filter((lead) => lead.bought !== undefined).length;
  const lost = leads.filter((lead) => lead.lost).length;
  const n = leads.length;
  const counts = { grade: id, withinDays, n, bought, lost, open: n - bought - lost };
  if (n === 0) return { ...counts, kept: { abstained: { code: "too_few_rows", params: { n, needed: 1 } } } };
  // a lost lead would have been watched until asOf, and it is known that it did not buy: taking it out of those at
  // risk, as if it might still buy, would flatter the grade
  const curve = kaplanMeier(
    leads.map((lead) => lead.bought ?? lead.watched),
    leads.map((lead) => lead.bought !== undefined),
    { level, interval: "wilson" },
  );
  const open = survivalAt(curve, withinDays);
  return {
    ...counts,
    kept:
      open === undefined
        ? { abstained: { code: "intention_not_due", params: { grade: id, n, withinDays } } }
        : {
            value: 1 - open.value,
            n,
            interval: { lower: 1 - open.interval.upper, upper: 1 - open.interval.lower, level },
            effective: open.effective,
          },
    medianDays: survivalQuantile(curve, 0.5),
  };
}

function notDue({ kept }: GradeRecord): Reason[] {
  return "abstained" in kept && kept.abstained.code === "intention_not_due" ? [kept.abstained] : [];
}
