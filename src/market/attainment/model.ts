import { blockSeries, inBlocks } from "./blocks.ts";
import { type GroupLevel, type Groups, seriesOf } from "./groups.ts";
import { believed, correlationOf, type GroupSeries, type Scatter, scatterOf } from "./noise.ts";
import { doubtOf, type GroupModel, LEAST_DF } from "./outlook.ts";
import type { PlanPeriods } from "./periods.ts";
import { ownSeason, type Season, seasonFrom } from "./season.ts";

const known = (): number => 0;

interface Part {
  readonly series: GroupSeries;
  readonly season: Season;
  readonly scatter: Scatter | undefined;
}

/**
 * Season and scatter of every group at every level, each from its own sums: the interval of a group is that of its own
 * series, so that what moves its parts together is in it. With which power scatter grows and how far it carries over is
 * learned from all groups of a level together. The whole, one series alone, learns the power beside the level below, but
 * not the correlation: what drifts together shows more in the whole than in any part.
 */
export function modelsOf(
  groups: Groups,
  periods: PlanPeriods,
  given: Season | undefined,
): readonly (readonly GroupModel[])[] {
  const parts: Part[][] = [];
  for (const [d, level] of groups.levels.entries()) {
    const above = parts[d - 1];
    parts.push(
      Array.from(level.values, (_, g) => partOf(groups, d, g, periods, given, above?.[level.parents[g] as number])),
    );
  }
  const models: GroupModel[][] = [];
  for (const [d, list] of parts.entries()) {
    const alike = d === 0 ? [...list, ...(parts[1] ?? [])] : list;
    const beliefs = believed(alike.map(({ scatter }) => scatter));
    const correlation = correlationOf(list.map(({ scatter }) => scatter));
    const { parents } = groups.levels[d] as GroupLevel;
    models.push(
      list.map((part, g) => {
        const { season, series, scatter } = part;
        const inherited = models[d - 1]?.[parents[g] as number]?.doubt;
        const doubt =
          season.source === "own"
            ? doubtOf(series, season, scatter, beliefs, correlation, periods)
            : season.source === "above" && inherited !== undefined
              ? inherited
              : known;
        return { ...part, beliefs, correlation, doubt };
      }),
    );
  }
  return models;
}

function partOf(
  groups: Groups,
  d: number,
  g: number,
  periods: PlanPeriods,
  given: Season | undefined,
  above: Part | undefined,
): Part {
  const { blocks } = periods;
  const series = seriesOf(groups.levels[d] as GroupLevel, g, periods);
  const learned = given === undefined ? ownSeason(series, periods) : undefined;
  const season = given ?? learned ?? fromAbove(above) ?? datedSeason(groups, d, g, periods) ?? daysSeason(periods);
  const scatter = scatterOf(
    blockSeries(series, blocks),
    inBlocks(season.shares, blocks),
    blocks.done,
    season.source === "own",
    LEAST_DF,
  );
  return { series, season, scatter };
}

function fromAbove(above: Part | undefined): Season | undefined {
  const source = above?.season.source;
  return above !== undefined && (source === "own" || source === "above")
    ? { ...above.season, source: "above" }
    : undefined;
}

/** Targets told apart by period say what season the planner expects. */
function datedSeason({ phased, levels, tree }: Groups, d: number, g: number, periods: PlanPeriods): Season | undefined {
  if (phased === undefined) return undefined;
  const { starts } =
    d === 0 ? { starts: [0, tree.order.length] } : (tree.levels[d - 1] as { starts: ArrayLike<number> });
  const sums = new Float64Array(periods.count);
  for (let cell = starts[g] as number; cell < (starts[g + 1] as number); cell++) {
    for (let k = 0; k < periods.count; k++) {
      sums[k] = (sums[k] as number) + (phased[cell * periods.count + k] as number);
    }
  }
  return (levels[d]?.target[g] as number) > 0 ? seasonFrom(sums, periods, "plan") : undefined;
}

/** Every day, or every working hour, alike. */
export function daysSeason(periods: PlanPeriods): Season {
  return seasonFrom(periods.lengths, periods, "days");
}
