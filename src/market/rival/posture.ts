import { requireColumn, requireNumber, requireObject, requireOneOf, requireText } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toDay } from "../../time/day.ts";
import { type Meeting, type PostureSettings, readingOf } from "./signals.ts";
import type { MeasurePostureOptions, RivalEncounter, RivalPosture } from "./types.ts";

/**
 * Tells a rival's posture towards us from wins and losses: attacking, defending, holding or retreating, as a whole and
 * by segment, with how often they undercut us and whose accounts are fought for.
 *
 * @param encounters - Deals in which we met the rival, decided either way.
 * @param options - `asOf`; `windowDays` (default 180) of the recent period and of the one before; `level` (default
 * 0.95), `minEncounters` (default 10), `winMargin` (default 0.15), `meetingMargin` (default 1.5), `ourDeals`.
 * @returns `attacking` where their share of wins or the number of meetings rises for certain, `retreating` where one
 * falls; else `defending` where most fights are for accounts of theirs, `holding` where both are level within the
 * margins. Otherwise, and where the signals contradict each other, it abstains and says why.
 * @throws `ClienteleError` `invalid_type`, `invalid_date`, `not_finite`, `out_of_range`, `unknown_id` for another
 * holder, `inconsistent` where we decided fewer deals than we met the rival in.
 * @example
 * ```ts
 * const met = (month, n, lost) => Array.from({ length: n }, (_, i) => ({ date: `2026-0${month}-15`, won: i >= lost }));
 * const posture = measureRivalPosture([...met(1, 20, 5), ...met(6, 24, 18)], { asOf: "2026-08-01", windowDays: 120 });
 * posture.stance.named; // => "attacking"
 * posture.winChange.value; // ≈ 0.5
 * ```
 * @see Newcombe (1998), method 10, for the change of wins; Clopper, Pearson (1934) on the later of both counts for the
 * ratio of meetings. Both at half the error each (Bonferroni), so that a false alarm is as rare as `level` says.
 */
export function measureRivalPosture(
  encounters: readonly RivalEncounter[],
  options: MeasurePostureOptions,
): RivalPosture {
  const { asOf, settings } = postureSettings(options);
  requireColumn(encounters, "encounters");
  const all: Meeting[] = [];
  const segments = new Map<string, Meeting[]>();
  let ignored = 0;
  Array.from(encounters).forEach((encounter, i) => {
    const meeting = readEncounter(encounter, `encounters[${i}]`, asOf, settings.windowDays);
    if (meeting === undefined) {
      ignored++;
      return;
    }
    all.push(meeting);
    const { segment } = encounter;
    if (segment === undefined) return;
    const own = segments.get(segment);
    if (own === undefined) segments.set(segment, [meeting]);
    else own.push(meeting);
  });
  const { deals, ...rest } = settings;
  const recent = all.filter((meeting) => meeting.recent).length;
  if (deals !== undefined && (deals.recent < recent || deals.before < all.length - recent)) {
    throw new ClienteleError(
      "inconsistent",
      `options.ourDeals must hold all deals, at least the ${recent} and ${all.length - recent} in which we met the rival`,
      { name: "options.ourDeals" },
    );
  }
  return {
    ...readingOf(all, settings),
    segments: [...segments].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, own]) => ({ id, ...readingOf(own, rest) })),
    ignored,
  };
}

function postureSettings(options: MeasurePostureOptions): { asOf: number; settings: PostureSettings } {
  requireObject(options, "options");
  const { windowDays = 180, level = 0.95, minEncounters = 10, winMargin = 0.15, meetingMargin = 1.5 } = options;
  const asOf = toDay(options.asOf, "options.asOf");
  requireNumber(windowDays, "options.windowDays", { min: 1, max: 36_525, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(minEncounters, "options.minEncounters", { min: 1, max: 1e6, integer: true });
  requireNumber(winMargin, "options.winMargin", { above: 0, below: 1 });
  requireNumber(meetingMargin, "options.meetingMargin", { above: 1, max: 1e6 });
  const deals = options.ourDeals;
  if (deals !== undefined) {
    requireObject(deals, "options.ourDeals");
    for (const period of ["recent", "before"] as const) {
      requireNumber(deals[period], `options.ourDeals.${period}`, { min: 1, max: 1e9, integer: true });
    }
  }
  const margins = { windowDays, level, minEncounters, winMargin, meetingMargin };
  return { asOf, settings: { ...margins, ...(deals === undefined ? {} : { deals }) } };
}

/** One encounter, checked; `undefined` where it lies outside both periods. */
function readEncounter(encounter: RivalEncounter, name: string, asOf: number, windowDays: number): Meeting | undefined {
  requireObject(encounter, name);
  const { won, segment, holder, ourPrice, theirPrice } = encounter;
  const age = asOf - toDay(encounter.date, `${name}.date`);
  if (typeof won !== "boolean") {
    throw new ClienteleError("invalid_type", `${name}.won must be true or false`, { name: `${name}.won` });
  }
  if (segment !== undefined) requireText(segment, `${name}.segment`);
  if (holder !== undefined) requireOneOf(holder, ["us", "rival", "neither"], `${name}.holder`);
  const price = { above: 0, max: 1e15 } as const;
  if (ourPrice !== undefined) requireNumber(ourPrice, `${name}.ourPrice`, price);
  if (theirPrice !== undefined) requireNumber(theirPrice, `${name}.theirPrice`, price);
  if (age < 0 || age >= 2 * windowDays) return undefined;
  const priced = ourPrice !== undefined && theirPrice !== undefined;
  return {
    recent: age < windowDays,
    lost: !won,
    ...(holder === undefined ? {} : { theirs: holder === "rival" }),
    ...(priced ? { undercut: theirPrice < ourPrice } : {}),
  };
}
