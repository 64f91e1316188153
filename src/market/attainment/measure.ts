import { requireNumber, requireObject, requireOneOf, requireSameLength } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toDay, toIsoDate } from "../../time/day.ts";
import { coursesOf } from "./course.ts";
import { type GroupLevel, type Groups, groupsOf, seriesOf } from "./groups.ts";
import { ledgerOf } from "./ledger.ts";
import { daysSeason, modelsOf } from "./model.ts";
import { notesOf } from "./notes.ts";
import { type GroupModel, outlookOf, refusal } from "./outlook.ts";
import { type PlanPeriods, periodsOf } from "./periods.ts";
import { type Phase, phaseOf } from "./phase.ts";
import { ratingOf, rulesOf } from "./rate.ts";
import { dimensionsOf, readRows, readTargets } from "./read.ts";
import { ownSeason, type Season, seasonFrom } from "./season.ts";
import type { Attainment, AttainmentGroup, AttainmentPace, AttainmentRule, MeasureAttainmentOptions } from "./types.ts";

/** Exceptions named at most. */
const NAMED = 100;

const PERIODS = ["day", "week", "month", "quarter"] as const;
const PACES = ["days", "season", "plan"] as const;

/**
 * Follows targets through the year: actual, target to date, outlook with its interval, the chance to arrive, a traffic
 * light with its rule, and the exceptions with most money at stake, for the whole and every group below it.
 *
 * The outlook is actual plus rest: this year's run-rate, actual over the share of the year that is usually done by now,
 * times the share still ahead. Its interval adds up the noise of the periods ahead, the noise in the run-rate and the
 * doubt about a season learned from few years, each from the group's own sums. It assumes that the rest of the year
 * keeps this year's level and the usual season, and that periods scatter independently about them.
 *
 * @param rows - Actuals with their dates, this year's and, for season and noise, those of past years. Rows that were
 * left aside are in `ledger`.
 * @param options - `dimensions`, `targets`, the plan's `from`, `to` and `asOf`; how rows are read, how the target to date
 * is paced, rules and levels.
 * @returns Every group with its figures; actual, target and target to date sum exactly to the group above where amounts
 * are whole. `outlook` is `{ abstained }` where the data cannot carry one.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `invalid_date`, `not_finite`, `out_of_range`, `unknown_id`,
 * `duplicate_id`, `length_mismatch`, `inconsistent` (a plan that ends before it begins, a day of looking before it, a
 * target dated outside it, amber above green).
 * @example
 * ```ts
 * const sales = [11, 9, 12, 10, 13].map((amount, m) => ({ region: "north", amount, date: `2026-0${m + 1}-15` }));
 * const attainment = measureAttainment(sales, {
 *   dimensions: ["region"],
 *   targets: [{ cell: { region: "north" }, amount: 150 }],
 *   from: "2026-01-01",
 *   to: "2026-12-31",
 *   asOf: "2026-05-31",
 * });
 * attainment.whole.actual; // => 55
 * attainment.whole.targetToDate; // => 62
 * attainment.whole.outlook.value; // ≈ 132.95
 * attainment.whole.rating.status; // => "red"
 * ```
 */
export function measureAttainment<T>(rows: readonly T[], options: MeasureAttainmentOptions<T>): Attainment {
  requireObject(options, "options");
  const { period = "month", pastYears = 5, level = 0.95, targetDate } = options;
  const ids = dimensionsOf(options.dimensions).map(({ id }) => id);
  const span = {
    from: toDay(options.from, "options.from"),
    to: toDay(options.to, "options.to"),
    asOf: toDay(options.asOf, "options.asOf"),
  };
  requireOneOf(period, PERIODS, "options.period");
  requireNumber(pastYears, "options.pastYears", { min: 0, max: 20, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const at = (id: string | undefined, name: string, otherwise: number): number => {
    if (id === undefined) return otherwise;
    requireOneOf(id, ids, `options.${name}`);
    return ids.indexOf(id) + 1;
  };
  const seasonLevel = at(options.seasonDimension, "seasonDimension", 0);
  const courseLevel = at(options.courseDimension, "courseDimension", 0);
  const exceptionLevel = at(options.exceptionsBy, "exceptionsBy", ids.length);
  const rules = rulesOf(options.rules);
  const periods = periodsOf(span, period, pastYears, options.calendar);
  const given = givenSeason(options.season, periods);
  const targets = readTargets(options, span.from, span.to);
  const read = readRows(rows, options);
  const groups = groupsOf(read, targets, periods, span, { dimensions: ids, dated: targetDate !== undefined });
  if (groups === undefined) {
    throw new ClienteleError("empty_input", "there are neither targets nor rows from options.from to options.asOf", {});
  }
  const models = modelsOf(groups, periods, given);
  const seasons = paceSeasons(groups, periods, seasonLevel, given);
  const pace = paceOf(options.pace, targetDate !== undefined, seasons !== undefined);
  const ofCell = cellSeasons(groups, periods, pace === "season" ? seasons : undefined, seasonLevel);
  const phase = phaseOf(groups, periods, pace, ofCell);
  const levels = groupRows({ groups, models, periods, phase, rules, courseLevel, level });
  const ranked = (levels[exceptionLevel] as AttainmentGroup[])
    .filter(({ rating }) => rating.status === "amber" || rating.status === "red")
    .sort((a, b) => b.atStake - a.atStake);
  const ledger = ledgerOf(read, span.from, span.to, span.asOf);
  return {
    from: toIsoDate(span.from),
    to: toIsoDate(span.to),
    asOf: toIsoDate(span.asOf),
    period,
    dimensions: ids,
    pace,
    rules,
    whole: levels[0]?.[0] as AttainmentGroup,
    levels: levels.slice(1),
    exceptions: ranked.slice(0, NAMED),
    exceptionCount: ranked.length,
    ledger,
    notes: notesOf(groups, models, periods, ledger),
  };
}

function givenSeason(season: readonly number[] | undefined, periods: PlanPeriods): Season | undefined {
  if (season === undefined) return undefined;
  requireSameLength(season, "options.season", { length: periods.count }, "the periods of the plan");
  for (let k = 0; k < season.length; k++) requireNumber(season[k] as number, `options.season[${k}]`, { min: 0 });
  if (Array.from(season).some((weight) => weight > 0)) return seasonFrom(season, periods, "given");
  throw new ClienteleError("inconsistent", "options.season must hold a weight above 0", { name: "options.season" });
}

/** The seasons of the target to date, from past years alone: what happens this year must not move what was asked for. */
function paceSeasons(
  { levels }: Groups,
  periods: PlanPeriods,
  seasonLevel: number,
  given: Season | undefined,
): readonly Season[] | undefined {
  if (given !== undefined) return Array.from((levels[seasonLevel] as GroupLevel).values, () => given);
  const none = new Float64Array(periods.count);
  const own = (level: GroupLevel, g: number): Season | undefined =>
    ownSeason({ ...seriesOf(level, g, periods), now: none }, periods);
  let above = [own(levels[0] as GroupLevel, 0)];
  for (let d = 1; d <= seasonLevel; d++) {
    const level = levels[d] as GroupLevel;
    above = Array.from(level.values, (_, g) => own(level, g) ?? above[level.parents[g] as number]);
  }
  return above.every((season) => season !== undefined) ? (above as Season[]) : undefined;
}

function paceOf(asked: AttainmentPace | undefined, dated: boolean, seasonal: boolean): AttainmentPace {
  if (asked !== undefined) requireOneOf(asked, PACES, "options.pace");
  if (asked === "plan" && !dated) {
    throw new ClienteleError("inconsistent", 'options.pace "plan" needs options.targetDate', { pace: asked });
  }
  const pace = asked ?? (dated ? "plan" : "season");
  return pace === "season" && !seasonal ? "days" : pace;
}

/** The season of each cell: that of the group above it which has one of its own. */
function cellSeasons(
  { levels }: Groups,
  periods: PlanPeriods,
  seasons: readonly Season[] | undefined,
  seasonLevel: number,
): (cell: number) => Season {
  const days = daysSeason(periods);
  if (seasons === undefined) return () => days;
  const cells = (levels[levels.length - 1] as GroupLevel).values.length;
  const group = Int32Array.from({ length: cells }, (_, cell) => cell);
  for (let d = levels.length - 1; d > seasonLevel; d--) {
    const { parents } = levels[d] as GroupLevel;
    for (let cell = 0; cell < cells; cell++) group[cell] = parents[group[cell] as number] as number;
  }
  return (cell) => seasons[group[cell] as number] as Season;
}

interface Measured {
  readonly groups: Groups;
  readonly models: readonly (readonly GroupModel[])[];
  readonly periods: PlanPeriods;
  readonly phase: Phase;
  readonly rules: readonly AttainmentRule[];
  readonly courseLevel: number;
  readonly level: number;
}

function groupRows({ groups, models, periods, phase, rules, courseLevel, level }: Measured): AttainmentGroup[][] {
  const toDate = phase.toDate();
  const courses = coursesOf(groups, models, periods, { phase, toDate, depth: courseLevel, level });
  const rows: AttainmentGroup[][] = [];
  for (const [d, { parents, values, actual, untargeted, target }] of groups.levels.entries()) {
    rows.push(
      Array.from(values, (value, g): AttainmentGroup => {
        const model = models[d]?.[g] as GroupModel;
        const [done, aim, due] = [actual[g] as number, target[g] as number, toDate[d]?.[g] as number];
        const abstained = refusal(model, done, periods);
        const { outlook, atStake } =
          abstained === undefined
            ? outlookOf(model, done, aim, periods, level)
            : { outlook: abstained, atStake: Math.max(0, due - done) };
        const course = courses[d]?.[g];
        const group = {
          path: d === 0 ? [] : [...(rows[d - 1]?.[parents[g] as number]?.path ?? []), value],
          ...(d === 0 ? {} : { parent: parents[g] as number }),
          actual: done,
          untargeted: untargeted[g] as number,
          target: aim,
          targetToDate: due,
          // a target of 1e-300 would give a ratio beyond every double
          ...(Number.isFinite(done / aim) ? { attainment: done / aim } : {}),
          ...(Number.isFinite(done / due) ? { pace: done / due } : {}),
          outlook,
        };
        const rating = ratingOf(group, rules);
        return { ...group, rating, atStake, ...(course === undefined ? {} : { course }) };
      }),
    );
  }
  return rows;
}
