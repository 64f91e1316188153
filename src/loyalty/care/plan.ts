import { requireColumn, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { CareStatus } from "../../core/labels/care.ts";
import type { Reason } from "../../core/reasons.ts";
import { toDay, toIsoDate } from "../../time/index.ts";
import { datedDays, type LeapDay, type Occurrence, yearlyDays, yearOf } from "./occurrences.ts";
import { byText, requireFlag, requireText } from "./read.ts";
import { type ReadSubject, readSubjects } from "./read-subjects.ts";
import { LEAD, type ReadTrigger, readTriggers } from "./read-triggers.ts";
import { careTriggers } from "./triggers.ts";
import type { CareDone, CarePlan, CareSubject, PlanCareOptions, PlannedCare } from "./types.ts";

/** A plan reaches over at most a century, so that a mistyped year is told rather than worked through. */
const LONGEST_DAYS = 36_525;

interface Window {
  readonly from: number;
  readonly to: number;
  readonly asOf: number;
  readonly leapDay: LeapDay;
}

/** An entry with its day as a number, by which entries are sorted. */
interface Dated {
  readonly act: number;
  readonly entry: PlannedCare;
}

/**
 * Tells whom to remember on which day: birthdays and founding days, contracts that end, feasts, and the weeks after an
 * illness or a loss, each with the lead that good care needs.
 *
 * @param subjects - Accounts and people with what is known of their dates; may be empty, ids unique. Not mutated.
 * @param options - `from` and `to`: the days on which to act (not the days that the care is for). `triggers`: when care
 * counts, default `careTriggers`; `leadDays` for triggers without their own, default 0. `asOf` (default `from`) decides
 * what is overdue. `sensitive`: true where the people agreed to personal care, default false. `leapDay`: 29 February
 * falls on 28 February (default) or 1 March in other years. `done`: what was done already.
 * @returns Entries by day of acting, priority, subject and trigger. A yearly date comes up once every year from its
 * first anniversary. Notes name feasts without a date in a year of the plan, and dates that no trigger reads.
 * @throws ClienteleError `invalid_type`, `invalid_date`, `unknown_id`, `duplicate_id`, `not_finite`, `out_of_range`
 * (also for more than 100 years), `empty_input` for an occasion without follow-up, `inconsistent` where `to` lies before
 * `from` or a jubilee lacks its year.
 * @example
 * ```ts
 * const people = [
 *   { id: "Ms Wu", kind: "person", dates: [{ id: "birthday", on: "1980-02-29" }, { id: "illness", on: "2026-03-02" }] },
 *   { id: "Harbour Freight", kind: "account", dates: [{ id: "contract_end", on: "2026-06-30" }] },
 * ];
 * const range = { from: "2026-02-01", to: "2026-04-30", asOf: "2026-03-05" };
 * planCare(people, range).entries.map((entry) => `${entry.actOn} ${entry.trigger}`); // => ["2026-04-01 contract_end"]
 * planCare(people, range).withheld; // => 4
 * const plan = planCare(people, { ...range, sensitive: true });
 * plan.entries[0].on; // => "2026-02-28"
 * plan.counts; // => { upcoming: 3, due: 0, overdue: 2 }
 * ```
 */
export function planCare(subjects: readonly CareSubject[], options: PlanCareOptions): CarePlan {
  requireObject(options, "options");
  const { leadDays = 0, triggers = careTriggers, sensitive, done = [] } = options;
  const window = readWindow(options);
  requireNumber(leadDays, "options.leadDays", LEAD);
  requireFlag(sensitive, "options.sensitive");
  const readied = readTriggers(triggers, leadDays);
  const { read, unused } = readSubjects(subjects, readied);
  const isDone = readDone(done);
  const entries: Dated[] = [];
  const rows = readied.map((trigger) => {
    const row = { planned: 0, done: 0, withheld: 0 };
    for (const { subject, occurrence } of occurrencesOf(trigger, read, window)) {
      if (isDone(subject.id, trigger.trigger.id, occurrence.day)) row.done++;
      else if (trigger.sensitive && sensitive !== true) row.withheld++;
      else {
        row.planned++;
        entries.push({ act: occurrence.day - trigger.lead, entry: entryOf(trigger, subject, occurrence, window) });
      }
    }
    const { id, name } = trigger.trigger;
    return { id, ...(name !== undefined && { name: { en: name.en, zh: name.zh } }), ...row };
  });
  const withheld = rows.reduce((total, row) => total + row.withheld, 0);
  const counts: Record<CareStatus, number> = { upcoming: 0, due: 0, overdue: 0 };
  for (const { entry } of entries) counts[entry.status]++;
  return {
    from: toIsoDate(window.from),
    to: toIsoDate(window.to),
    asOf: toIsoDate(window.asOf),
    entries: entries.sort(inOrder).map(({ entry }) => entry),
    counts,
    triggers: rows,
    done: rows.reduce((total, row) => total + row.done, 0),
    withheld,
    notes: [
      ...readied.flatMap((trigger) => missingYears(trigger, window)),
      ...[...unused].sort(([a], [b]) => byText(a, b)).map(unusedNote),
      ...(withheld > 0 ? [{ code: "sensitive_withheld", params: { items: withheld } } as const] : []),
    ],
  };
}

function readWindow({ from, to, asOf, leapDay = "february_28" }: PlanCareOptions): Window {
  requireOneOf(leapDay, ["february_28", "march_1"], "options.leapDay");
  const first = toDay(from, "options.from");
  const last = toDay(to, "options.to");
  if (last < first) {
    throw new ClienteleError("inconsistent", "options.to must not lie before options.from; swap them", {});
  }
  requireNumber(last - first, "days from options.from to options.to", { max: LONGEST_DAYS });
  return { from: first, to: last, asOf: asOf === undefined ? first : toDay(asOf, "options.asOf"), leapDay };
}

const keyOf = (subject: string, trigger: string, day: number): string => JSON.stringify([subject, trigger, day]);

function readDone(done: readonly CareDone[]): (subject: string, trigger: string, day: number) => boolean {
  requireColumn(done, "options.done");
  const keys = new Set<string>();
  for (let i = 0; i < done.length; i++) {
    const entry = done[i] as CareDone;
    requireObject(entry, `options.done[${i}]`);
    requireText(entry.subject, `options.done[${i}].subject`);
    requireText(entry.trigger, `options.done[${i}].trigger`);
    keys.add(keyOf(entry.subject, entry.trigger, toDay(entry.on, `options.done[${i}].on`)));
  }
  return (subject, trigger, day) => keys.size > 0 && keys.has(keyOf(subject, trigger, day));
}

/** Everything a trigger asks for in the window. */
function* occurrencesOf(
  { trigger, date, days, lead }: ReadTrigger,
  subjects: readonly ReadSubject[],
  { from, to, leapDay }: Window,
): Generator<{ readonly subject: CareSubject; readonly occurrence: Occurrence }> {
  const [first, last] = [from + lead, to + lead];
  const range = { from: first, to: last, firstYear: yearOf(first), lastYear: yearOf(last) };
  const inside = ({ day }: Occurrence): boolean => day >= first && day <= last;
  const feast = datedDays(trigger, days).filter(inside);
  const tiers = trigger.tiers === undefined ? undefined : new Set(trigger.tiers);
  for (const { subject, first: firstDays, days: ownDays } of subjects) {
    if (trigger.for !== undefined && trigger.for !== subject.kind) continue;
    if (tiers !== undefined && (subject.tier === undefined || !tiers.has(subject.tier))) continue;
    let found: readonly Occurrence[] = feast;
    if (trigger.kind === "yearly") {
      const day = firstDays.get(date as string);
      found = day === undefined ? [] : yearlyDays(day, trigger, range, leapDay);
    } else if (date !== undefined) {
      found = datedDays(trigger, ownDays.get(date) ?? []).filter(inside);
    }
    for (const occurrence of found) yield { subject, occurrence };
  }
}

function entryOf(
  { trigger, lead, priority, sensitive }: ReadTrigger,
  subject: CareSubject,
  { day, anniversary, step }: Occurrence,
  { asOf }: Window,
): PlannedCare {
  const act = day - lead;
  return {
    actOn: toIsoDate(act),
    on: toIsoDate(day),
    subject: subject.id,
    kind: subject.kind,
    trigger: trigger.id,
    priority,
    sensitive,
    status: act > asOf ? "upcoming" : act === asOf ? "due" : "overdue",
    daysOverdue: Math.max(0, asOf - act),
    passed: day < asOf,
    ...(anniversary !== undefined && { anniversary }),
    ...(step !== undefined && { step }),
  };
}

function inOrder({ act, entry: a }: Dated, { act: later, entry: b }: Dated): number {
  return (
    act - later ||
    a.priority - b.priority ||
    byText(a.subject, b.subject) ||
    byText(a.trigger, b.trigger) ||
    byText(a.on, b.on)
  );
}

/** Years that the plan touches and for which a feast has no day. */
function missingYears({ trigger, days, lead }: ReadTrigger, { from, to }: Window): Reason[] {
  if (trigger.kind !== "given") return [];
  const given = new Set(days.map(yearOf));
  const missing: Reason[] = [];
  for (let year = yearOf(from + lead); year <= yearOf(to + lead); year++) {
    if (!given.has(year)) missing.push({ code: "care_date_missing", params: { trigger: trigger.id, year } });
  }
  return missing;
}

function unusedNote([date, n]: readonly [string, number]): Reason {
  return { code: "care_dates_unused", params: { date, n } };
}
