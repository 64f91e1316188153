import { requireColumn, requireNumber, requireObject, requireOneOf, requireUnique } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toEpochMs } from "../../time/day.ts";
import { serviceLightRules } from "./catalogue.ts";
import { type FigureSettings, figuresOf } from "./figures.ts";
import { requireRules } from "./light.ts";
import { type Promised, type Run, readClocks, readDay, readRun } from "./read.ts";
import type {
  MeasureServiceOptions,
  ServiceEvent,
  ServiceGroup,
  ServiceGrouping,
  ServiceMeasurement,
} from "./types.ts";

const GROUPINGS: readonly ServiceGrouping[] = ["tier", "region", "customerId"];
const PERCENTILES: readonly number[] = [0.5, 0.9, 0.95];

/**
 * Measures whether promised times are kept: for each clock the share of cases within the limit, how long cases take,
 * and a red, amber or green light by stated rules.
 *
 * Open cases count for what is known of them. Open beyond the limit, the promise is broken already; open within it,
 * nothing is decided, and the share is the Kaplan–Meier estimate at the limit. The share of the closed cases alone,
 * which looks better or worse than it is because slow cases close late, is given beside it where it differs. This takes
 * for granted that recent cases are as quick as older ones; where that is in doubt, look at the trend.
 *
 * @param events - One row per run of a clock, in any order. Not mutated.
 * @param options - `clocks`, the promises; `asOf`, when the data was drawn: what ended later counts as open, what started
 * later is left out. `by` tier, region or customer; `since` and `formerSince` bound the starts of the period and of the
 * one before it; `rules` of the light, default `serviceLightRules.interval`; `minimumCases` on which a light must rest,
 * default 10; `percentiles`, default 0.5, 0.9, 0.95; `level`, default 0.95.
 * @returns Per clock counts, share, percentiles, light, trend and reasons, and the same per group. Without undecided
 * cases the share is the plain one with Wilson's interval; with them it is Wilson's over the effective number of cases
 * (Rothman), which comes to the same as the undecided become fewer. The p-value of a trend is that of the pooled test,
 * which right at the border may disagree with Newcombe's interval in the third digit. A limit that no case was watched
 * up to, and no case at all, come back as `abstained`.
 * @throws ClienteleError `empty_input` (no clocks), `invalid_type`, `invalid_date`, `invalid_model`, `not_finite`,
 * `out_of_range`, `unknown_id` for a clock that is not promised, `duplicate_id`, `inconsistent` (an end before its
 * start, business hours without a calendar, a former period without `since`, rules without a last word); the row is
 * named.
 * @example
 * ```ts
 * const run = (started: string, ended?: string) => ({ clock: "response", started, ...(ended && { ended }) });
 * const events = [
 *   ...Array(18).fill(run("2026-05-04T09:00Z", "2026-05-04T11:00Z")),
 *   ...Array(4).fill(run("2026-05-04T09:00Z", "2026-05-05T09:00Z")),
 *   ...Array(8).fill(run("2026-05-08T09:00Z")),
 * ];
 * const clocks = [{ id: "response", limitHours: 8, targetShare: 0.9 }];
 * const { clocks: [response] } = measureService(events, { clocks, asOf: "2026-05-08T12:00Z" });
 * [response.kept, response.broken, response.undecided]; // => [18, 4, 8]
 * response.share.value; // ≈ 0.600
 * response.closedShare.value; // ≈ 0.818
 * response.light; // => "red"
 * ```
 * @see Kaplan & Meier (1958), JASA 53, 457–481; Rothman (1978), Journal of Chronic Diseases 31, 557–560; Newcombe
 * (1998), Statistics in Medicine 17, 873–890, method 10
 */
export function measureService(events: readonly ServiceEvent[], options: MeasureServiceOptions): ServiceMeasurement {
  requireObject(options, "options");
  const promised = readClocks(options.clocks, "options.clocks");
  const asOf = readDay(events, options.asOf);
  const { by = [] } = options;
  const settings = readSettings(options);
  requireColumn(by, "options.by");
  for (let i = 0; i < by.length; i++) requireOneOf(by[i] as string, GROUPINGS, `options.by[${i}]`);
  requireUnique(by, "options.by");
  const [since, formerSince] = readPeriods(options, asOf);
  const now = new Map<string, Run[]>([...promised.keys()].map((id) => [id, []]));
  const former = new Map<string, Run[]>([...promised.keys()].map((id) => [id, []]));
  const counts = { measured: 0, former: 0, outside: 0 };
  for (let i = 0; i < events.length; i++) {
    const run = readRun(events[i] as ServiceEvent, i, promised, asOf);
    const period =
      run === undefined
        ? "outside"
        : run.started >= since
          ? "measured"
          : run.started >= formerSince
            ? "former"
            : "outside";
    counts[period]++;
    if (run !== undefined && period !== "outside") {
      (period === "measured" ? now : former).get(run.event.clock)?.push(run);
    }
  }
  const compared = options.formerSince !== undefined;
  return {
    asOf: new Date(asOf).toISOString(),
    level: settings.level,
    counts,
    clocks: [...promised].map(([id, promise]) => {
      const runs = now.get(id) as Run[];
      const before = compared ? (former.get(id) as Run[]) : undefined;
      return {
        clock: id,
        limitHours: promise.clock.limitHours,
        targetShare: promise.clock.targetShare,
        unit: promise.unit,
        ...figuresOf(runs, before, promise, settings),
        groups: Array.from(by).flatMap((grouping) => groupsOf(grouping, runs, before, promise, settings)),
      };
    }),
  };
}

function readSettings(options: MeasureServiceOptions): FigureSettings {
  const { rules = serviceLightRules.interval, minimumCases = 10, percentiles = PERCENTILES, level = 0.95 } = options;
  requireRules(rules, "options.rules");
  requireNumber(minimumCases, "options.minimumCases", { min: 1 });
  requireColumn(percentiles, "options.percentiles");
  for (let i = 0; i < percentiles.length; i++) {
    requireNumber(percentiles[i] as number, `options.percentiles[${i}]`, { above: 0, below: 1 });
  }
  requireNumber(level, "options.level", { above: 0, below: 1 });
  return { rules, minimumCases, percentiles: Array.from(percentiles), level };
}

/** Starts of the period and of the former one; without them, all of time. */
function readPeriods(
  { since, formerSince }: MeasureServiceOptions,
  asOf: number,
): readonly [since: number, formerSince: number] {
  if (since === undefined) {
    if (formerSince === undefined) return [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    throw new ClienteleError("inconsistent", "options.since must say where the period compared begins", {});
  }
  const from = toEpochMs(since, "options.since");
  const before = formerSince === undefined ? from : toEpochMs(formerSince, "options.formerSince");
  if (from > asOf || (formerSince !== undefined && before >= from)) {
    throw new ClienteleError(
      "inconsistent",
      "options must have formerSince before since, and since not after asOf",
      {},
    );
  }
  return [from, before];
}

function groupsOf(
  by: ServiceGrouping,
  runs: readonly Run[],
  former: readonly Run[] | undefined,
  promised: Promised,
  settings: FigureSettings,
): readonly ServiceGroup[] {
  const groups = new Map<string | undefined, { readonly runs: Run[]; readonly former: Run[] }>();
  const put = (list: readonly Run[], side: "runs" | "former"): void => {
    for (const run of list) {
      const id = run.event[by];
      const own = groups.get(id) ?? { runs: [], former: [] };
      groups.set(id, own);
      own[side].push(run);
    }
  };
  put(runs, "runs");
  if (former !== undefined) put(former, "former");
  return [...groups]
    .sort(([a], [b]) => (a === undefined ? 1 : b === undefined || a < b ? -1 : 1))
    .map(([id, own]) => ({
      by,
      ...(id !== undefined && { id }),
      ...figuresOf(own.runs, former === undefined ? undefined : own.former, promised, settings),
    }));
}
