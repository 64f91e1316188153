import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { sum } from "../../math/sum.ts";
import { parentsOf, requireTasks } from "./network.ts";
import type { ProjectTask } from "./types.ts";
import type { WorkBreakdown, WorkBreakdownOptions, WorkRow } from "./work-types.ts";

/** No plan holds more hours or money in one line. */
const LARGEST = 1e15;

/** Amounts whose parts miss them by less than this share are whole: sums of cents round. */
const ROUNDING = 1e-9;

const SUMMED = ["hours", "cost", "spentHours", "spentCost"] as const;

/**
 * Rolls up hours, cost and progress over the work breakdown and checks that the parts make up the whole.
 *
 * Each line is the sum of the tasks at the bottom below it, without drift: whole hours and cents come out exact. What a
 * summary itself states is not added; it is compared with the sum of its parts (the 100 % rule), as are shares.
 *
 * @param tasks - Tasks of which some name a `parent`; amounts at least 0, shares and progress in [0, 1]. Not mutated.
 * @param options - `basis` of progress: planned `hours` (default) or `cost`.
 * @returns A row per task with its code (`1.2.3`), the total, and what does not add up.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `duplicate_id`, `unknown_id` for
 * a parent that is no task, `inconsistent` for parents in a circle.
 * @example
 * ```ts
 * const work = measureWorkBreakdown([
 *   { id: "win", hours: 50 },
 *   { id: "audit", parent: "win", hours: 30, progress: 1 },
 *   { id: "offer", parent: "win", hours: 10, progress: 0.5 },
 * ]);
 * work.rows.map((row) => `${row.code} ${row.id} ${row.hours}`); // => ["1 win 40", "1.1 audit 30", "1.2 offer 10"]
 * work.total.progress; // => 0.875
 * describe(work.findings[0]); // => "win states 50 hours, the tasks below it make 40"
 * ```
 * @see Project Management Institute, Practice Standard for Work Breakdown Structures (100 % rule) and for Earned Value
 * Management (cost index, estimate at completion)
 */
export function measureWorkBreakdown(tasks: readonly ProjectTask[], options: WorkBreakdownOptions = {}): WorkBreakdown {
  requireObject(options, "options");
  const { basis = "hours" } = options;
  requireOneOf(basis, ["hours", "cost"], "options.basis");
  requireTasks(tasks);
  tasks.forEach(requireAmounts);
  const parents = parentsOf(tasks);
  const children: number[][] = Array.from(tasks, () => []);
  const top: number[] = [];
  for (let i = 0; i < parents.length; i++) (children[parents[i] as number] ?? top).push(i);

  const findings: WorkBreakdown["findings"][number][] = [];
  const rows: WorkRow[] = [];
  const leavesBelow: number[][] = Array.from(tasks, () => []);
  const everyLeaf: number[] = [];
  for (let i = 0; i < parents.length; i++) {
    if ((children[i] as number[]).length > 0) continue;
    everyLeaf.push(i);
    for (let row = i; row >= 0; row = parents[row] as number) (leavesBelow[row] as number[]).push(i);
  }
  const stack = top.map((row, at) => ({ row, code: `${at + 1}`, depth: 1 })).reverse();
  while (stack.length > 0) {
    const { row, code, depth } = stack.pop() as { row: number; code: string; depth: number };
    const task = tasks[row] as ProjectTask;
    const rolled = rollUp(tasks, leavesBelow[row] as number[], basis);
    rows.push({ id: task.id, code, depth, ...rolled });
    const below = children[row] as number[];
    if (below.length > 0)
      findings.push(
        ...gapsOf(
          task,
          rolled,
          below.map((at) => tasks[at] as ProjectTask),
        ),
      );
    for (let at = below.length - 1; at >= 0; at--) {
      stack.push({ row: below[at] as number, code: `${code}.${at + 1}`, depth: depth + 1 });
    }
  }
  findings.push(
    ...shareGaps(
      "",
      top.map((at) => tasks[at] as ProjectTask),
    ),
  );
  return { rows, total: rollUp(tasks, everyLeaf, basis), findings };
}

function requireAmounts(task: ProjectTask, index: number): void {
  for (const field of SUMMED) {
    if (task[field] !== undefined) requireNumber(task[field], `tasks[${index}].${field}`, { min: 0, max: LARGEST });
  }
  for (const field of ["progress", "share"] as const) {
    if (task[field] !== undefined) requireNumber(task[field], `tasks[${index}].${field}`, { min: 0, max: 1 });
  }
}

function rollUp(
  tasks: readonly ProjectTask[],
  leaves: readonly number[],
  basis: "hours" | "cost",
): WorkBreakdown["total"] {
  const total = (read: (task: ProjectTask) => number): number =>
    sum(leaves.map((row) => read(tasks[row] as ProjectTask)));
  const [hours, cost, spentHours, spentCost] = SUMMED.map((field) => total((task) => task[field] ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  const earnedHours = total(({ hours: own = 0, progress = 0 }) => own * progress);
  const earnedCost = total(({ cost: own = 0, progress = 0 }) => own * progress);
  const [whole, done] = basis === "hours" ? [hours, earnedHours] : [cost, earnedCost];
  const costIndex = spentCost > 0 ? earnedCost / spentCost : undefined;
  const atCompletion =
    costIndex !== undefined && costIndex > 0 ? spentCost + (cost - earnedCost) / costIndex : undefined;
  return {
    leaves: leaves.length,
    hours,
    cost,
    spentHours,
    spentCost,
    earnedHours,
    earnedCost,
    ...(whole > 0 ? { progress: Math.min(1, done / whole) } : {}),
    ...(costIndex === undefined || !Number.isFinite(costIndex) ? {} : { costIndex }),
    ...(atCompletion === undefined || !Number.isFinite(atCompletion) ? {} : { costAtCompletion: atCompletion }),
  };
}

function gapsOf(
  task: ProjectTask,
  rolled: WorkBreakdown["total"],
  below: readonly ProjectTask[],
): WorkBreakdown["findings"][number][] {
  const gaps: WorkBreakdown["findings"][number][] = [];
  for (const amount of ["hours", "cost"] as const) {
    const stated = task[amount];
    if (stated === undefined || Math.abs(stated - rolled[amount]) <= ROUNDING * Math.max(stated, rolled[amount]))
      continue;
    gaps.push({ code: "project_work_gap", params: { task: task.id, amount, stated, parts: rolled[amount] } });
  }
  return [...gaps, ...shareGaps(task.id, below)];
}

/** Shares of one parent's parts, where any is stated: all of them, making one whole. */
function shareGaps(parent: string, below: readonly ProjectTask[]): WorkBreakdown["findings"][number][] {
  const stated = below.filter(({ share }) => share !== undefined);
  if (stated.length === 0) return [];
  const missing = below.filter(({ share }) => share === undefined).map(({ id }) => id);
  if (missing.length > 0) return [{ code: "project_share_missing", params: { parent, tasks: missing } }];
  const shares = sum(stated.map(({ share = 0 }) => share));
  return Math.abs(shares - 1) <= ROUNDING ? [] : [{ code: "project_share_gap", params: { parent, shares } }];
}
