import { requireObject } from "../../core/checks.ts";
import { readClock } from "./calendar.ts";
import { parentsOf, readNetwork } from "./network.ts";
import { freeSlackOf, passesOf } from "./passes.ts";
import { criticalPaths } from "./paths.ts";
import { threePointMean } from "./three-point.ts";
import type { MissedDeadline, ProjectSchedule, ProjectTask, ScheduledTask, ScheduleProjectOptions } from "./types.ts";

/**
 * Works out when every task of a project can happen, which tasks decide the finish, and which deadlines the plan
 * cannot keep.
 *
 * Forward and backward pass of the critical path method, with links from finish or start to start or finish and lags.
 * A task of three guesses counts with its PERT mean. Latest times are those that leave the earliest finish of the whole
 * as it is. No task starts before the project does, whatever its lags say.
 *
 * @param tasks - The tasks in any order, at least one. Summaries span the tasks that name them as `parent`. Not mutated.
 * @param options - `start` and `calendar` name dates; `deadline` of the whole.
 * @returns Earliest and latest times, total and free slack, the critical tasks and paths, and missed deadlines.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `duplicate_id`, `invalid_date`,
 * `unknown_id` for a predecessor or parent that is no task, `inconsistent` for tasks that wait for one another in a
 * circle (`details.cycle` names them), guesses out of order, a summary that has a duration or links, dates without
 * `start`.
 * @example
 * ```ts
 * const schedule = scheduleProject([
 *   { id: "audit", duration: 5 },
 *   { id: "offer", duration: 3, predecessors: ["audit"] },
 *   { id: "visit", duration: 1, predecessors: ["audit"] },
 *   { id: "signing", duration: 0, predecessors: ["offer", "visit"] },
 * ]);
 * schedule.finish; // => 8
 * schedule.criticalPaths; // => [["audit", "offer", "signing"]]
 * schedule.tasks[2].totalSlack; // => 2
 * ```
 * @see Kelley, Critical-path planning and scheduling: mathematical basis, Operations Research 9 (1961)
 */
export function scheduleProject(tasks: readonly ProjectTask[], options: ScheduleProjectOptions = {}): ProjectSchedule {
  requireObject(options, "options");
  const clock = readClock(options);
  const network = readNetwork(tasks, clock);
  const durations = Float64Array.from(network.durations, threePointMean);
  const passes = passesOf(network, durations);
  const free = freeSlackOf(network, passes);
  const { paths, count } = criticalPaths(network, passes, durations);
  const whole = options.deadline === undefined ? undefined : clock.offset(options.deadline, "options.deadline", true);
  const { finish, start, end, latestEnd, same } = passes;

  const rows: ScheduledTask[] = new Array(tasks.length);
  const missed: MissedDeadline[] = [];
  const miss = (deadline: number, earliestFinish: number, task?: string): void => {
    const late = earliestFinish - deadline;
    if (!(late > same)) return;
    const params = { ...(task === undefined ? {} : { task }), deadline, finish: earliestFinish, late };
    missed.push({
      ...(task === undefined ? {} : { task }),
      deadline,
      earliestFinish,
      late,
      reason: { code: "project_deadline_missed", params },
    });
  };
  for (const [j, row] of network.rows.entries()) {
    const task = tasks[row] as ProjectTask;
    const duration = durations[j] as number;
    const slack = (latestEnd[j] as number) - (end[j] as number);
    const deadline = network.deadline[j] as number;
    rows[row] = withDates(task, {
      duration,
      earliestStart: start[j] as number,
      earliestFinish: end[j] as number,
      latestStart: (latestEnd[j] as number) - duration,
      latestFinish: latestEnd[j] as number,
      totalSlack: slack <= same ? 0 : slack,
      freeSlack: (free[j] as number) <= same ? 0 : (free[j] as number),
      critical: slack <= same,
      ...(Number.isNaN(deadline) ? {} : { deadline, margin: deadline - (end[j] as number) }),
    });
    miss(deadline, end[j] as number, task.id);
  }
  if (whole !== undefined) miss(whole, finish);
  for (const [row, spanned] of spansOf(tasks, rows)) rows[row] = withDates(tasks[row] as ProjectTask, spanned, true);
  missed.sort((a, b) => b.late - a.late || ((a.task ?? "") < (b.task ?? "") ? -1 : 1));
  const criticalTasks = Array.from(network.order)
    .filter((j) => (latestEnd[j] as number) - (end[j] as number) <= same)
    .sort(
      (a, b) =>
        (start[a] as number) - (start[b] as number) ||
        ((network.ids[a] as string) < (network.ids[b] as string) ? -1 : 1),
    )
    .map((j) => network.ids[j] as string);
  const finishDate = clock.finishDate(finish);
  const deadlineDate = whole === undefined ? undefined : clock.finishDate(whole);
  return {
    finish,
    ...(clock.start === undefined ? {} : { start: clock.start }),
    ...(finishDate === undefined ? {} : { finishDate }),
    tasks: rows,
    criticalTasks,
    criticalPaths: paths,
    criticalPathCount: count,
    ...(whole === undefined ? {} : { deadline: whole }),
    ...(deadlineDate === undefined ? {} : { deadlineDate }),
    missed,
  };

  function withDates({ id, name, parent }: ProjectTask, times: Times, summary: boolean = false): ScheduledTask {
    const last = clock.finishDate(times.earliestFinish);
    const first = times.duration > 0 ? clock.startDate(times.earliestStart) : last;
    const latest = clock.finishDate(times.latestFinish);
    return {
      id,
      ...(name === undefined ? {} : { name }),
      ...(parent === undefined ? {} : { parent }),
      summary,
      ...times,
      ...(first === undefined ? {} : { startDate: first }),
      ...(last === undefined ? {} : { finishDate: last }),
      ...(latest === undefined ? {} : { latestFinishDate: latest }),
    };
  }
}

type Times = Omit<ScheduledTask, "id" | "name" | "parent" | "summary">;

/** What each summary spans: from the first start to the last finish below it, with the least slack. */
function spansOf(tasks: readonly ProjectTask[], rows: readonly ScheduledTask[]): ReadonlyMap<number, Times> {
  const parents = parentsOf(tasks);
  const spans = new Map<number, Times>();
  for (let i = 0; i < parents.length; i++) {
    const leaf = rows[i];
    if (leaf === undefined) continue;
    for (let up = parents[i] as number; up >= 0; up = parents[up] as number) {
      const { earliestStart, earliestFinish, latestStart, latestFinish, totalSlack, freeSlack, critical } =
        spans.get(up) ?? leaf;
      const from = Math.min(earliestStart, leaf.earliestStart);
      const to = Math.max(earliestFinish, leaf.earliestFinish);
      spans.set(up, {
        duration: to - from,
        earliestStart: from,
        earliestFinish: to,
        latestStart: Math.min(latestStart, leaf.latestStart),
        latestFinish: Math.max(latestFinish, leaf.latestFinish),
        totalSlack: Math.min(totalSlack, leaf.totalSlack),
        freeSlack: Math.min(freeSlack, leaf.freeSlack),
        critical: critical || leaf.critical,
      });
    }
  }
  return spans;
}
