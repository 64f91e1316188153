import { goesOn } from "../pipeline/category.ts";
import type { FunnelStage, Pipeline, StageExit } from "../types.ts";

/**
 * Cumulative daily chance of some ways out of a stage by age, linear between whole days; at 0 the chance of the first
 * moment. Past everything watched it stands still.
 */
export function cumulativeChance(stage: FunnelStage, counts: (exit: StageExit) => boolean): (age: number) => number {
  const ways = stage.exits.flatMap((exit, k) => (counts(exit) ? [k] : []));
  const ages = stage.grid.age;
  const top = Math.max(stage.steady.fromAge, Math.ceil(stage.longestDays));
  const total = new Float64Array(top + 1);
  let next = 0;
  for (let day = 0; day <= top; day++) {
    let chance = 0;
    const onGrid = ages[next] === day;
    for (const k of ways) {
      if (onGrid) chance += (stage.grid.hazard[k] as readonly number[])[next] as number;
      else if (day > stage.steady.fromAge) chance += stage.steady.hazard[k] as number;
    }
    if (onGrid) next++;
    total[day] = chance + (day === 0 ? 0 : (total[day - 1] as number));
  }
  return (age) => {
    const day = Math.min(top, Math.floor(age));
    const here = total[day] as number;
    return day >= top ? here : here + (age - day) * ((total[day + 1] as number) - here);
  };
}

/** Tells for each stage which ways out lead on: to a later stage (never into a suspension), or to being won. */
export function onwardFrom(pipeline: Pipeline): (stage: FunnelStage) => (exit: StageExit) => boolean {
  const indexOf = new Map(pipeline.stages.map((stage, i) => [stage.id, i]));
  return ({ id }) => {
    const from = indexOf.get(id) as number;
    return (exit) =>
      exit.to === "won" || (exit.to === "stage" && goesOn(pipeline.stages, from, indexOf.get(exit.stage) as number));
  };
}
