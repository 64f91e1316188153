import { requireColumn, requireNonEmpty, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { toIsoDate } from "../../time/day.ts";
import { endOfPeriod, type PeriodUnit, periodLabel, startOfPeriod } from "../../time/period.ts";
import { type BreakdownRules, breakDown } from "./breakdown.ts";
import { type ReadContact, readContacts } from "./contacts.ts";
import { countsOf, groupContacts, shareOf } from "./counts.ts";
import type { FlowContact, FlowPeriod, FlowSummary, LostReasons, SummarizeFlowOptions } from "./types.ts";
import { judgeLength } from "./visit-length.ts";

/** Bands that put half an hour in the middle of one of them. */
const MINUTE_BANDS: readonly number[] = [10, 20, 40, 60];

/** The length of visit that D21 says closes most often. */
const CLAIMED_MINUTES = 30;

/**
 * Turns a book of visits and calls into flow tables: by day, week or month how many came, came first, called, left their
 * data and closed; conversion by grade, source, weekday and length of visit; and why the lost were lost.
 *
 * @param visits - Visits and calls, one a row. Their order does not matter. Not mutated. What nobody wrote down is
 * counted as unknown, never as a no; a reason of loss counts for lost contacts alone.
 * @param options - `unit` of the rows (default `"day"`); `of`, which contacts conversion counts (default `"visit"`);
 * `minuteBands` (default 10, 20, 40, 60) and `claimedMinutes` (default 30); `level` (default 0.95); `seed`.
 * @returns Counts that sum: periods to the total, groups of each breakdown to the contacts counted. Conversion is closed
 * among settled contacts with Wilson's interval; `range` says what the open ones could make of it. Each breakdown tests
 * whether its known groups differ (chi-squared, a permutation test where a group is thin); with several breakdowns one in
 * twenty differs by chance alone. `claim` says whether visits of about half an hour close most often **here**, among
 * bands with at least 10 settled visits: a customer who buys stays longer, so it is no proof that staying sells.
 * @throws ClienteleError `empty_input`, `invalid_type`, `invalid_date`, `unknown_id`, `not_finite`, `out_of_range`,
 * `inconsistent` (bands that do not rise).
 * @example
 * ```ts
 * const visits = [
 *   { on: "2026-05-01", source: "walk_in", first: true, dataKept: true, outcome: "won", minutes: 35 },
 *   { on: "2026-05-01", source: "web", dataKept: false, outcome: "lost", lostReason: "price", minutes: 8 },
 *   { on: "2026-05-02", kind: "call", source: "web", dataKept: true },
 * ];
 * const flow = summarizeFlow(visits);
 * flow.periods.map((row) => `${row.period}: ${row.visits} visits, ${row.calls} calls`); // => ["2026-05-01: 2 visits, 0 calls", "2026-05-02: 0 visits, 1 calls"]
 * flow.total.keptRate.value; // ≈ 0.6667
 * flow.total.conversion.rate.value; // => 0.5
 * flow.lost.reasons[0].reason; // => "price"
 * ```
 */
export function summarizeFlow(visits: readonly FlowContact[], options: SummarizeFlowOptions = {}): FlowSummary {
  requireObject(options, "options");
  const { unit = "day", of = "visit", claimedMinutes = CLAIMED_MINUTES, level = 0.95, seed = 1 } = options;
  requireOneOf(unit, ["day", "week", "month", "quarter", "year"], "options.unit");
  requireOneOf(of, ["visit", "call", "all"], "options.of");
  requireNumber(claimedMinutes, "options.claimedMinutes", { above: 0, max: 1440 });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true });
  const rules: BreakdownRules = { level, seed, bands: readBands(options.minuteBands ?? MINUTE_BANDS) };
  const contacts = readContacts(visits);
  const counts = (contact: ReadContact): boolean => of === "all" || contact.kind === of;
  const counted = contacts.filter(counts);
  const { open, n } = countsOf(contacts, counted, level).conversion;
  return {
    unit,
    of,
    total: countsOf(contacts, counted, level),
    periods: periodsOf(contacts, counts, unit, level),
    breakdowns: (["grade", "source", "weekday", "minutes"] as const).map((by) => breakDown(by, counted, rules)),
    claim: judgeLength(
      contacts.filter(({ kind }) => kind === "visit"),
      claimedMinutes,
      rules,
    ),
    lost: lostOf(contacts, level),
    notes: [...(open > 0 ? [{ code: "flow_open_left_out", params: { open, n } } as const] : []), ...repeated(counted)],
  };
}

function readBands(bands: readonly number[]): readonly number[] {
  requireColumn(bands, "options.minuteBands");
  requireNonEmpty(bands, "options.minuteBands");
  const list = Array.from(bands);
  list.forEach((end, i) => {
    requireNumber(end, `options.minuteBands[${i}]`, { above: 0, max: 1440 });
    if (i > 0 && end <= (list[i - 1] as number)) {
      throw new ClienteleError("inconsistent", `options.minuteBands[${i}] must be above the band before it`, {});
    }
  });
  return list;
}

function periodsOf(
  contacts: readonly ReadContact[],
  counts: (contact: ReadContact) => boolean,
  unit: PeriodUnit,
  level: number,
): FlowPeriod[] {
  return [...groupContacts(contacts, ({ day }) => startOfPeriod(day, unit))]
    .sort(([a], [b]) => a - b)
    .map(([start, group]) => ({
      period: periodLabel(start, unit),
      from: toIsoDate(start),
      to: toIsoDate(endOfPeriod(start, unit)),
      ...countsOf(group, group.filter(counts), level),
    }));
}

function lostOf(contacts: readonly ReadContact[], level: number): LostReasons {
  const lost = contacts.filter(({ outcome }) => outcome === "lost");
  const stated = lost.filter(({ lostReason }) => lostReason !== undefined);
  const reasons = [...groupContacts(stated, ({ lostReason }) => lostReason as string)]
    .map(([reason, { length: n }]) => {
      // stated holds every reason, so there is a share
      return { reason, n, share: shareOf(n, stated.length, level) as NonNullable<ReturnType<typeof shareOf>> };
    })
    .sort((a, b) => b.n - a.n || (a.reason < b.reason ? -1 : 1));
  return { lost: lost.length, unknown: lost.length - stated.length, reasons };
}

/** Settled contacts of customers who stand there more than once. */
function repeated(counted: readonly ReadContact[]): Reason[] {
  const settled = counted.filter(({ outcome, customerId }) => outcome !== "open" && customerId !== undefined);
  const several = [...groupContacts(settled, ({ customerId }) => customerId).values()].filter(
    (rows) => rows.length > 1,
  );
  if (several.length === 0) return [];
  const contacts = several.reduce((sum, rows) => sum + rows.length, 0);
  return [{ code: "flow_repeated_customers", params: { customers: several.length, contacts } }];
}
