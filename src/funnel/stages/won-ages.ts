import type { Journey, Journeys } from "../pipeline/history.ts";
import { eachSpell } from "../pipeline/spells.ts";
import type { FunnelStage, WonAges } from "../types.ts";
import { MS_PER_DAY } from "./grid.ts";

/** Percentiles kept: 0 to 100. */
const PERCENTS = 100;

/** Rounds after which the chance to be won through later stages changes in no figure that matters. */
const ROUNDS = 200;

/** What became of the deals of some spells; `here` has not left the stage, `open` has and is still under way. */
type Fate = "here" | "open" | "won" | "not_won";

const FATES: readonly Fate[] = ["here", "open", "won", "not_won"];

/** Spells of one stage with one fate that left one way and count alike. */
interface Group {
  readonly fate: Fate;
  /** Where they went; −1 for an end. */
  readonly target: number;
  readonly scale: number;
  readonly times: number[];
}

/**
 * Adds to each stage how old deals were when they left it, of those that were won in the end. Spells not yet ended are
 * open, so the ages do not favour the quick. A deal that has left but is open elsewhere counts by the share won of those
 * that left the same way and have closed.
 *
 * @see Aalen & Johansen (1978), Scandinavian Journal of Statistics 5, 141–150: incidence of leaving, marked by fate;
 * Kish (1965), Survey Sampling, 427: the effective number of unequal weights
 */
export function withWonAges(
  stages: readonly FunnelStage[],
  journeys: Journeys,
  halfLifeDays: number | undefined,
): FunnelStage[] {
  const all = journeys.lookup.pipeline.stages;
  const position = new Map(stages.map((stage, i) => [stage.id, i]));
  const groups = stages.map(() => new Map<number, Group>());
  eachSpell(journeys, (journey, stage, entered, left, target, outcome) => {
    const own = groups[position.get((all[stage] as { id: string }).id) as number] as Map<number, Group>;
    const end = (journeys.list[journey] as Journey).outcome;
    const here = target < 0 && outcome === undefined;
    const fate: Fate = here ? "here" : end === undefined ? "open" : end === "won" ? "won" : "not_won";
    const halvings =
      halfLifeDays === undefined ? 0 : Math.floor((journeys.asOf - entered) / (halfLifeDays * MS_PER_DAY));
    const key = FATES.indexOf(fate) + FATES.length * (target + 1 + (all.length + 1) * halvings);
    const known = own.get(key);
    if (known === undefined) own.set(key, { fate, target, scale: 0.5 ** halvings, times: [left - entered] });
    else known.times.push(left - entered);
  });
  return stages.map((stage, i) => {
    // one order for the same groups, so that the order of deals changes no figure
    const list = [...(groups[i] as Map<number, Group>)].sort(([a], [b]) => a - b).map(([, group]) => group);
    const ended = list.filter(({ fate }) => fate !== "here");
    if (ended.length === 0) return stage;
    const longest = ended.reduce((most, { times }) => times.reduce((a, b) => Math.max(a, b), most), 0);
    const wonAges = wonAgesOf(list);
    return { ...stage, longestLeftDays: longest / MS_PER_DAY, ...(wonAges === undefined ? {} : { wonAges }) };
  });
}

function wonAgesOf(groups: readonly Group[]): WonAges | undefined {
  const n = groups.reduce((sum, { fate, times }) => (fate === "won" ? sum + times.length : sum), 0);
  if (n === 0) return undefined;
  const columns = groups.map((group) => ({
    times: Float64Array.from(group.times).sort(),
    scale: group.scale,
    won: wonShare(group, groups),
    next: 0,
    ends: group.fate !== "here",
  }));
  const masses: number[] = [];
  const days: number[] = [];
  let atRisk = columns.reduce((sum, { times, scale }) => sum + scale * times.length, 0);
  let open = 1;
  let squares = 0;
  for (;;) {
    let time = Number.POSITIVE_INFINITY;
    for (const { times, next, ends } of columns) if (ends) time = Math.min(time, times[next] ?? time);
    if (time === Number.POSITIVE_INFINITY) break;
    let ended = 0;
    let mass = 0;
    // whoever was watched until a moment is still at risk at that moment
    for (const column of columns) {
      const { times, scale, ends } = column;
      while (!ends && (times[column.next] ?? time) < time) {
        column.next++;
        atRisk -= scale;
      }
    }
    for (const column of columns) {
      if (!column.ends) continue;
      const each = (open * column.scale * column.won) / atRisk;
      while (column.times[column.next] === time) {
        column.next++;
        ended += column.scale;
        mass += each;
        squares += each ** 2;
      }
    }
    open *= Math.max(0, 1 - ended / atRisk);
    atRisk -= ended;
    if (mass > 0) {
      masses.push(mass);
      days.push(time / MS_PER_DAY);
    }
  }
  const equal = masses.reduce((a, b) => a + b, 0) ** 2 / squares;
  // those still open tell as much as the wins that they stand for
  const wins = columns.reduce((sum, { times, won }) => sum + won * times.length, 0);
  return { n, effective: Math.min(equal, wins), days: percentilesOf(days, masses) };
}

/** The share of a group's deals that counts as won: all, none, or that of those that left the same way and closed. */
function wonShare({ fate, target }: Group, groups: readonly Group[]): number {
  if (fate !== "open") return fate === "won" ? 1 : 0;
  const count = (of: Fate): number =>
    groups.reduce((sum, g) => (g.fate === of && g.target === target ? sum + g.scale * g.times.length : sum), 0);
  const won = count("won");
  return won === 0 ? 0 : won / (won + count("not_won"));
}

/** The ages by which 0, 1… 100 % of a mass on ascending ages had come. */
function percentilesOf(days: readonly number[], masses: readonly number[]): number[] {
  const total = masses.reduce((a, b) => a + b, 0);
  const ages: number[] = [];
  let come = 0;
  for (let i = 0; i < days.length; i++) {
    come += masses[i] as number;
    // a share reached by adding up fractions may miss its bound by rounding
    const percent = i === days.length - 1 ? PERCENTS : Math.floor((come / total) * PERCENTS + 1e-9);
    while (ages.length <= percent) ages.push(days[i] as number);
  }
  return ages;
}

/**
 * The same from a model's daily chances alone, for one that was fitted before ages were kept: each day's leavers count by
 * the chance to be won from where they went.
 */
export function wonAgesFromGrids(stages: readonly FunnelStage[]): FunnelStage[] {
  const wins = winShares(stages);
  return stages.map((stage) => {
    const { grid, steady, exits } = stage;
    const ended = exits.reduce((sum, exit) => sum + exit.n, 0);
    if (ended === 0) return stage;
    const days: number[] = [];
    const masses: number[] = [];
    let open = 1;
    const pass = (day: number, hazard: (way: number) => number): void => {
      let leaving = 0;
      let mass = 0;
      exits.forEach((exit, way) => {
        leaving += hazard(way);
        mass += open * hazard(way) * winsBy(exit, wins);
      });
      open *= Math.max(0, 1 - leaving);
      if (mass > 0) {
        days.push(day);
        masses.push(mass);
      }
    };
    grid.age.forEach((day, i) => {
      pass(day, (way) => grid.hazard[way]?.[i] as number);
    });
    const last = steady.events > 0 ? Math.ceil(stage.longestDays) : (grid.age.at(-1) ?? 0);
    for (let day = steady.fromAge + 1; day <= last; day++) pass(day, (way) => steady.hazard[way] as number);
    const n = Math.round(exits.reduce((sum, exit) => sum + exit.n * winsBy(exit, wins), 0));
    if (n === 0 || masses.length === 0) return { ...stage, longestLeftDays: last };
    return { ...stage, longestLeftDays: last, wonAges: { n, effective: n, days: percentilesOf(days, masses) } };
  });
}

function winsBy(exit: FunnelStage["exits"][number], wins: ReadonlyMap<string, number>): number {
  return exit.to === "won" ? 1 : exit.to === "stage" ? (wins.get(exit.stage) ?? 0) : 0;
}

/** The chance to be won in the end from each stage, by the shares of the ways out. */
function winShares(stages: readonly FunnelStage[]): Map<string, number> {
  let wins = new Map(stages.map(({ id }) => [id, 0]));
  for (let round = 0; round < ROUNDS; round++) {
    const before = wins;
    wins = new Map(
      stages.map(({ id, exits }) => [id, exits.reduce((sum, exit) => sum + exit.share * winsBy(exit, before), 0)]),
    );
  }
  return wins;
}
