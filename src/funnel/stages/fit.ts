import { requireColumn, requireNumber, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type DateLike, msToDay, toDay } from "../../time/day.ts";
import { fitTimeEffects, neutralEffects } from "../calendar/fit.ts";
import type { SeasonPeriod } from "../calendar/types.ts";
import { fitCreation } from "../creation/fit.ts";
import { goesOn, isTerminal, neighbours } from "../pipeline/category.ts";
import { type Journeys, readHistories } from "../pipeline/history.ts";
import { eachSpell } from "../pipeline/spells.ts";
import { fitSegments } from "../segments/fit.ts";
import type { SegmentField } from "../segments/types.ts";
import type { DealHistory, FitFunnelOptions, FunnelExit, FunnelModel, PipelineStage } from "../types.ts";
import { fitAmounts } from "./amounts.ts";
import { sortTimes } from "./competing-risks.ts";
import { dayHazards, MS_PER_DAY } from "./grid.ts";
import { dayFractionOf, effectiveSpells, fitStage, isThin, type Pool, type StageSpells } from "./stage-fit.ts";
import { withWonAges } from "./won-ages.ts";

const CLOSED = ["won", "lost", "cancelled"] as const;

/** Ways out when stages are pooled: to a later stage, back to an earlier one, and the three ends. */
const ADVANCE = 0;
const BACK = 1;
const POOLED_ENDS = 2;

/**
 * Learns from deal histories how deals move: by stage and age in the stage, the chance per day to go to each other
 * stage, to be won, lost or cancelled. Open deals count as open up to `asOf`, so that young deals do not distort rates.
 *
 * @param histories - One history per deal, won, lost, cancelled and open ones alike, in any order. Not mutated.
 * @param options - `pipeline`; `asOf`, the moment the data was drawn (later entries are never seen); `shockPeriodDays`,
 * the length of the windows over which good and bad periods are compared: best the horizon you forecast, default 30.
 * @returns A model as plain JSON. Each open stage holds a day grid of competing-risk chances whose product is the
 * exact Aalen–Johansen incidence at whole ages. Where fewer than ten spells are left to watch, one steady chance per
 * day stands instead (ends and exposure of that tail, plus half an event). It holds up to the longest age watched where
 * ends had stopped while deals were still open, else for as long again; past that, half an event over the whole
 * exposure is spread over once more as many days, and then nothing is foreseen. A stage seen fewer than 30 times is
 * filled up towards 30 with spells of the other stages, each counting for at most the one spell it is (`pooledWeight`
 * says how far), and one spell more that leaves in any way: nothing seen seldom is certain, nothing unseen impossible.
 * @throws `ClienteleError` `empty_input` when no deal has entered an open stage; `invalid_type`, `invalid_date`,
 * `unknown_id`, `duplicate_id`, `out_of_range`, `not_finite`, `inconsistent` (see {@link dealSpells}).
 * @example
 * ```ts
 * const deal = (dealId: string, end: string, entered: string) =>
 *   ({ dealId, stages: [{ stage: "bid", entered: "2026-01-01" }, { stage: end, entered }] });
 * const model = fitFunnel(
 *   [deal("a", "contract", "2026-01-05"), deal("b", "lost", "2026-01-09"), deal("c", "contract", "2026-03-01")],
 *   { pipeline: standardPipeline, asOf: "2026-01-31" },
 * );
 * model.fittedOn; // => { deals: 3, won: 1, lost: 1, cancelled: 0, open: 1, notStarted: 0, asOf: "2026-01-31T00:00:00.000Z" }
 * model.stages[1].movedOn.value; // ≈ 0.3333
 * ```
 * @see Aalen & Johansen (1978), Scandinavian Journal of Statistics 5, 141–150
 */
export function fitFunnel(histories: readonly DealHistory[], options: FitFunnelOptions): FunnelModel {
  const journeys = readHistories(histories, options, "histories");
  const { period, holidays, fields, halfLifeDays, timeEffects, smooth } = readOptions(options, journeys.asOf);
  const { pipeline } = journeys.lookup;
  const table = gather(journeys, halfLifeDays);
  if (table.open.every((stage) => stage.durations.length === 0)) {
    throw new ClienteleError(
      "empty_input",
      "histories must hold at least one deal that entered an open stage by options.asOf",
      {},
    );
  }
  const learned = table.open.map((spells, position) =>
    fitStage(spells, isThin(effectiveSpells(spells)) ? poolFor(table, spells, position) : undefined, smooth),
  );
  const stages = withWonAges(learned, journeys, halfLifeDays);
  const count = (outcome: string): number => journeys.list.filter((journey) => journey.outcome === outcome).length;
  const [won, lost, cancelled] = [count("won"), count("lost"), count("cancelled")];
  const notStarted = journeys.list.filter((j) => j.outcome === undefined && j.stages.length === 0).length;
  return {
    kind: "funnel",
    version: 2,
    pipeline,
    stages,
    segments: fitSegments(journeys, stages, fields),
    ...(timeEffects ? fitTimeEffects(journeys, stages, period, holidays) : neutralEffects(period, "few_periods", 0)),
    creation: fitCreation(journeys, period),
    amounts: fitAmounts(journeys.list),
    fittedOn: {
      deals: journeys.list.length,
      won,
      lost,
      cancelled,
      open: journeys.list.length - won - lost - cancelled - notStarted,
      notStarted,
      asOf: new Date(journeys.asOf).toISOString(),
    },
  };
}

const FIELDS: readonly SegmentField[] = ["product", "region", "owner", "size", "pushes", "silence", "pace"];

/** Pace is looked at where it is asked for: in a short pipeline it says little beyond stage and age. */
const USUAL: readonly SegmentField[] = FIELDS.filter((field) => field !== "pace");

interface FitRequest {
  readonly period: SeasonPeriod;
  readonly holidays: ReadonlySet<number>;
  readonly fields: readonly SegmentField[];
  readonly halfLifeDays: number | undefined;
  readonly timeEffects: boolean;
  readonly smooth: boolean;
}

function readOptions(options: FitFunnelOptions, asOf: number): FitRequest {
  const { shockPeriodDays, holidays = [], segments = USUAL, halfLifeDays, calendar = true, smooth = true } = options;
  if (shockPeriodDays !== undefined)
    requireNumber(shockPeriodDays, "options.shockPeriodDays", { min: 1, integer: true });
  if (halfLifeDays !== undefined) requireNumber(halfLifeDays, "options.halfLifeDays", { above: 0 });
  requireColumn(segments, "options.segments");
  for (let i = 0; i < segments.length; i++) requireOneOf(segments[i] as string, FIELDS, `options.segments[${i}]`);
  requireFlag(calendar, "options.calendar");
  requireFlag(smooth, "options.smooth");
  const period: SeasonPeriod =
    shockPeriodDays === undefined ? { unit: "month" } : { unit: "days", days: shockPeriodDays, from: msToDay(asOf) };
  return {
    period,
    holidays: readHolidays(holidays),
    fields: FIELDS.filter((field) => segments.includes(field)),
    halfLifeDays,
    timeEffects: calendar,
    smooth,
  };
}

/** Dates on which nobody works, as UTC days. */
export function readHolidays(holidays: readonly DateLike[]): ReadonlySet<number> {
  requireColumn(holidays, "options.holidays");
  return new Set(Array.from(holidays, (date, i) => toDay(date, `options.holidays[${i}]`)));
}

/** Refuses a switch that is neither on nor off. */
export function requireFlag(value: unknown, name: string): void {
  if (typeof value !== "boolean") {
    throw new ClienteleError("invalid_type", `${name} must be true or false, got ${show(value)}`, { name });
  }
}

interface Columns {
  readonly durations: number[];
  readonly cause: number[];
}

interface SpellTable {
  readonly open: readonly StageSpells[];
  /** The same spells stage by stage, by pooled way out. */
  readonly pooled: readonly Columns[];
  /** The nearest open stages before and after each. */
  readonly around: readonly (readonly [before: number, after: number])[];
}

function gather(journeys: Journeys, halfLifeDays: number | undefined): SpellTable {
  const all = journeys.lookup.pipeline.stages;
  // position among open stages by index in the pipeline
  const position = new Map<number, number>();
  all.forEach((stage, i) => {
    if (!isTerminal(stage.category)) position.set(i, position.size);
  });
  const ways = position.size + CLOSED.length;
  const raw: Columns[] = Array.from({ length: position.size }, () => ({ durations: [], cause: [] }));
  const pooled = raw.map(({ durations }): Columns => ({ durations, cause: [] }));
  const halvings: number[][] = raw.map(() => []);
  eachSpell(journeys, (_, stage, entered, left, target, outcome) => {
    const from = position.get(stage) as number;
    const duration = left - entered;
    let way = -1;
    let pooledWay = -1;
    if (outcome !== undefined) {
      way = position.size + CLOSED.indexOf(outcome);
      pooledWay = POOLED_ENDS + CLOSED.indexOf(outcome);
    } else if (target >= 0) {
      way = position.get(target) as number;
      pooledWay = goesOn(all, stage, target) ? ADVANCE : BACK;
    }
    const own = raw[from] as Columns;
    own.durations.push(duration);
    if (halfLifeDays !== undefined) {
      (halvings[from] as number[]).push(Math.floor((journeys.asOf - entered) / (halfLifeDays * MS_PER_DAY)));
    }
    own.cause.push(way);
    (pooled[from] as Columns).cause.push(pooledWay);
  });

  const stays = [...position.keys()].map((index) => all[index] as PipelineStage);
  const ids = stays.map((stage) => stage.id);
  const open = raw.map(({ durations, cause }, from): StageSpells => {
    const used = new Set(cause);
    // where little or nothing was seen to leave, moves to the neighbours are as possible as the ends
    if (isThin(durations.length) || cause.every((way) => way === -1)) {
      for (const way of neighbours(stays, from)) used.add(way);
    }
    const kept: number[] = [];
    for (let way = 0; way < ways; way++) if (way >= ids.length || (used.has(way) && way !== from)) kept.push(way);
    const exits = kept.map((way): FunnelExit => {
      const end = CLOSED[way - ids.length];
      return end === undefined ? { to: "stage", stage: ids[way] as string } : { to: end };
    });
    const slot = new Map(kept.map((way, k) => [way, k]));
    return {
      id: ids[from] as string,
      exits,
      onward: kept.map((way) => (way < ids.length ? goesOn(stays, from, way) : way === ids.length)),
      durations,
      cause: cause.map((way) => slot.get(way) ?? -1),
      ...(halfLifeDays === undefined ? {} : { halvings: halvings[from] as number[] }),
    };
  });
  return { open, pooled, around: stays.map((_, i) => neighbours(stays, i)) };
}

/**
 * The spells of all other stages seen from one: on is to its next open stage (or won from the last), back to the one
 * before. Its own spells are not among them: they would count twice.
 */
function poolFor({ open, pooled, around }: SpellTable, spells: StageSpells, position: number): Pool | undefined {
  const slotOf = (to: FunnelExit["to"], stage?: string): number =>
    spells.exits.findIndex((exit) => exit.to === to && exit.stage === stage);
  const [before, after] = (around[position] ?? []).map((i) => open[i]);
  const slots = [
    after === undefined ? slotOf("won") : slotOf("stage", after.id),
    before === undefined ? -1 : slotOf("stage", before.id),
    ...CLOSED.map((end) => slotOf(end)),
  ];
  const others = pooled.filter((_, i) => i !== position);
  const durations = others.flatMap((columns) => columns.durations);
  if (durations.length === 0) return undefined;
  const cause = others.flatMap((columns) => columns.cause.map((way) => (way === -1 ? -1 : (slots[way] as number))));
  const times = sortTimes(durations, cause, spells.exits.length);
  const dayFraction = dayFractionOf({
    ...spells,
    durations: [...spells.durations, ...durations],
    cause: [...spells.cause, ...cause],
  });
  const columns = [times.censored, ...times.causes];
  return { times, columns, n: durations.length, grid: dayHazards(times), dayFraction };
}
