import type { FlowBreakdownBy, FlowWeekday } from "../../core/labels/intention.ts";
import type { Reason } from "../../core/reasons.ts";
import { weekdayOf } from "../../time/weekday.ts";
import type { ReadContact } from "./contacts.ts";
import { conversionOf, groupContacts } from "./counts.ts";
import { testDifference } from "./difference.ts";
import { intentionGrades } from "./grades.ts";
import type { FlowBreakdown, FlowGroup } from "./types.ts";

/** Monday first, as ISO weeks begin. */
const WEEKDAYS: readonly FlowWeekday[] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** What a breakdown needs besides its contacts. */
export interface BreakdownRules {
  readonly level: number;
  readonly seed: number;
  /** Ends of the bands of minutes, ascending. */
  readonly bands: readonly number[];
}

/** Conversion by grade, source, weekday or length, with a test of whether the groups differ. */
export function breakDown(by: FlowBreakdownBy, contacts: readonly ReadContact[], rules: BreakdownRules): FlowBreakdown {
  const groups = by === "minutes" ? minuteGroups(contacts, rules) : namedGroups(by, contacts, rules.level);
  const settled = groups
    .filter((group) => (group.id ?? group.minutes) !== undefined && group.rate !== undefined)
    .map(({ won, lost }) => ({ n: won + lost, won }));
  const difference = testDifference(settled, rules.seed);
  const n = settled.reduce((sum, group) => sum + group.n, 0);
  if (difference === undefined) {
    const won = settled.reduce((sum, group) => sum + group.won, 0);
    const reason: Reason = { code: "flow_nothing_to_compare", params: { by, groups: settled.length, won, n } };
    return { by, groups, difference: { abstained: reason }, reason };
  }
  const { p } = difference;
  const code = p < 1 - rules.level ? "flow_groups_differ" : "flow_groups_alike";
  return { by, groups, difference, reason: { code, params: { by, n, p } } };
}

const KEYS: Readonly<Record<Exclude<FlowBreakdownBy, "minutes">, (contact: ReadContact) => string | undefined>> = {
  grade: ({ grade }) => grade,
  source: ({ source }) => source,
  // 1970-01-01 was a Thursday, three days after its ISO week began
  weekday: ({ day }) => WEEKDAYS[weekdayOf(day)],
};

function namedGroups(
  by: Exclude<FlowBreakdownBy, "minutes">,
  contacts: readonly ReadContact[],
  level: number,
): FlowGroup[] {
  const order = by === "grade" ? intentionGrades.map(({ id }) => id) : by === "weekday" ? WEEKDAYS : [];
  const rank = (id: string): number => {
    const at = (order as readonly string[]).indexOf(id);
    return at < 0 ? order.length : at;
  };
  return [...groupContacts(contacts, KEYS[by])]
    .map(([id, group]): FlowGroup => ({ ...(id !== undefined && { id }), ...conversionOf(group, level) }))
    .sort((a, b) => {
      if (a.id === undefined || b.id === undefined) return a.id === undefined ? 1 : -1;
      return rank(a.id) - rank(b.id) || b.n - a.n || (a.id < b.id ? -1 : 1);
    });
}

/** Every band, also an empty one, so that a table keeps its shape; then those of unknown length, if there are any. */
export function minuteGroups(contacts: readonly ReadContact[], { bands, level }: BreakdownRules): FlowGroup[] {
  const grouped = groupContacts(contacts, ({ minutes }) =>
    minutes === undefined ? undefined : bandOf(minutes, bands),
  );
  const unknown = grouped.get(undefined);
  return [
    ...Array.from({ length: bands.length + 1 }, (_, i): FlowGroup => {
      const to = bands[i];
      const minutes = { from: i === 0 ? 0 : (bands[i - 1] as number), ...(to !== undefined && { to }) };
      return { minutes, ...conversionOf(grouped.get(i) ?? [], level) };
    }),
    ...(unknown === undefined ? [] : [conversionOf(unknown, level)]),
  ];
}

/** Index of the band that holds a length; an end belongs to the band above it. */
export function bandOf(minutes: number, bands: readonly number[]): number {
  const at = bands.findIndex((end) => minutes < end);
  return at < 0 ? bands.length : at;
}
