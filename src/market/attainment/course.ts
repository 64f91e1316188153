import { toIsoDate } from "../../time/day.ts";
import type { GroupLevel, Groups } from "./groups.ts";
import { type GroupModel, intervalOf, refusal, restUntil } from "./outlook.ts";
import { lastDayOf, type PlanPeriods } from "./periods.ts";
import type { Phase } from "./phase.ts";
import type { AttainmentPoint } from "./types.ts";

/** How deep courses go, and what the targets ask for. */
interface CourseOptions {
  readonly phase: Phase;
  readonly toDate: readonly Float64Array[];
  /** Levels below the whole. */
  readonly depth: number;
  readonly level: number;
}

/** The course of every group down to a level: period by period what was asked for, what came, and what is to come. */
export function coursesOf(
  groups: Groups,
  models: readonly (readonly GroupModel[])[],
  periods: PlanPeriods,
  { phase, toDate, depth, level }: CourseOptions,
): AttainmentPoint[][][] {
  const shown = groups.levels.slice(0, depth + 1);
  const courses = shown.map(({ values }) => Array.from(values, (): AttainmentPoint[] => []));
  const sums = shown.map(({ values }) => new Float64Array(values.length));
  for (let k = 0; k < periods.count; k++) {
    if (k === periods.done) addNow(courses, shown, periods, toDate);
    const asked = phase.until(k);
    for (const [d, { values }] of shown.entries()) {
      for (let g = 0; g < values.length; g++) {
        const model = models[d]?.[g] as GroupModel;
        const before = sums[d] as Float64Array;
        before[g] = (before[g] as number) + (model.series.now[k] as number);
        const point = { on: lastDayOf(periods, k), target: asked[d]?.[g] as number };
        const course = courses[d]?.[g] as AttainmentPoint[];
        if (k < periods.done) course.push({ ...point, actual: before[g] as number });
        else course.push({ ...point, ...ahead(model, groups.levels[d]?.actual[g] as number, k, periods, level) });
      }
    }
  }
  return courses;
}

/** The day of looking itself, where it lies inside a period. */
function addNow(
  courses: readonly (readonly AttainmentPoint[][])[],
  levels: readonly GroupLevel[],
  { starts, cuts, done }: PlanPeriods,
  toDate: readonly Float64Array[],
): void {
  const day = (cuts[0] as number) - 1;
  if (day < (starts[0]?.[done] as number)) return;
  for (const [d, { actual }] of levels.entries()) {
    for (let g = 0; g < actual.length; g++) {
      const point = { on: toIsoDate(day), target: toDate[d]?.[g] as number, actual: actual[g] as number };
      courses[d]?.[g]?.push(point);
    }
  }
}

function ahead(
  model: GroupModel,
  actual: number,
  end: number,
  periods: PlanPeriods,
  level: number,
): Pick<AttainmentPoint, "outlook"> {
  if (refusal(model, actual, periods) !== undefined) return {};
  const rest = restUntil(end, model, actual, periods);
  return {
    outlook: {
      value: actual + rest.value,
      interval: intervalOf(actual, rest, level),
      likely: intervalOf(actual, rest, 0.8),
    },
  };
}
