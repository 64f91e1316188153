import {
  requireColumn,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireOneOf,
  requireText,
  requireUnique,
  show,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { ProjectClock } from "./calendar.ts";
import { MOST, readThreePoint } from "./three-point.ts";
import type { ProjectLink, ProjectLinkType, ProjectTask, ThreePoint } from "./types.ts";

const LINK_TYPES: readonly ProjectLinkType[] = ["FS", "SS", "FF", "SF"];

/** The tasks that take time, by number, with what each waits for. Summaries are not among them. */
export interface Network {
  /** The row of `tasks` behind each number. */
  readonly rows: readonly number[];
  readonly ids: readonly string[];
  readonly durations: readonly ThreePoint[];
  /** Links into task j stand from `first[j]` to `first[j + 1]`. */
  readonly first: Int32Array;
  readonly from: Int32Array;
  /** Whether a link waits for the finish of its task (else for its start), and holds the finish (else the start). */
  readonly waitsForFinish: Uint8Array;
  readonly holdsFinish: Uint8Array;
  readonly lag: Float64Array;
  readonly notBefore: Float64Array;
  /** NaN where a task has none. */
  readonly deadline: Float64Array;
  /** Every task after all that it waits for. */
  readonly order: Int32Array;
}

/** Refuses what is no list of tasks with ids of their own. */
export function requireTasks(tasks: readonly ProjectTask[]): void {
  requireNonEmpty(tasks, "tasks");
  for (let i = 0; i < tasks.length; i++) {
    const task = tasks[i] as ProjectTask;
    requireObject(task, `tasks[${i}]`);
    requireText(task.id, `tasks[${i}].id`);
    if (task.name !== undefined) requireText(task.name, `tasks[${i}].name`);
  }
  requireUnique(
    Array.from(tasks, ({ id }) => id),
    "tasks",
  );
}

/** Row of each task's parent, −1 at the top; refuses parents that do not exist and loops of parents. */
export function parentsOf(tasks: readonly ProjectTask[]): Int32Array {
  const rowOf = new Map(Array.from(tasks, ({ id }, row) => [id, row]));
  const parents = Int32Array.from(tasks, ({ parent }, i) => {
    if (parent === undefined) return -1;
    return rowOf.get(parent) ?? unknownTask(parent, `tasks[${i}].parent`);
  });
  // 1 while a climb is under way, 2 once its end is known
  const seen = new Uint8Array(parents.length);
  for (let i = 0; i < parents.length; i++) {
    const climb: number[] = [];
    let row = i;
    for (; row >= 0 && seen[row] === 0; row = parents[row] as number) {
      seen[row] = 1;
      climb.push(row);
    }
    if (row >= 0 && seen[row] === 1) {
      throwCycle(
        climb.slice(climb.indexOf(row)).map((at) => (tasks[at] as ProjectTask).id),
        "parent",
      );
    }
    for (const at of climb) seen[at] = 2;
  }
  return parents;
}

/** Refuses an id that no task has. */
export function unknownTask(id: unknown, name: string): never {
  throw new ClienteleError("unknown_id", `${name} names ${show(id)}, which is the id of no task`, { name, id });
}

function throwCycle(ids: readonly string[], what: string): never {
  const ring = [...ids, ids[0] as string];
  const shown = ring.length > 12 ? [...ring.slice(0, 11), "…", ring[0] as string] : ring;
  throw new ClienteleError(
    "inconsistent",
    `tasks go round in a circle by ${what}: ${shown.join(" → ")}; take one of these links out`,
    { cycle: ids },
  );
}

/** Reads tasks and links once, into arrays. */
export function readNetwork(tasks: readonly ProjectTask[], clock: ProjectClock): Network {
  requireTasks(tasks);
  const isSummary = new Uint8Array(tasks.length);
  for (const parent of parentsOf(tasks)) if (parent >= 0) isSummary[parent] = 1;
  const rows: number[] = [];
  const numberOf = new Map<string, number>();
  for (let i = 0; i < tasks.length; i++) {
    const { id, duration, predecessors, notBefore, deadline } = tasks[i] as ProjectTask;
    if (isSummary[i] === 0) {
      numberOf.set(id, rows.length);
      rows.push(i);
    } else if (
      duration !== undefined ||
      predecessors !== undefined ||
      notBefore !== undefined ||
      deadline !== undefined
    ) {
      throw new ClienteleError(
        "inconsistent",
        `tasks[${i}] (${show(id)}) is a summary of others; put duration, predecessors, notBefore and deadline on those, or on a milestone`,
        { index: i, id },
      );
    }
  }
  const n = rows.length;
  const [from, waits, holds, lags]: [number[], number[], number[], number[]] = [[], [], [], []];
  const first = new Int32Array(n + 1);
  const [notBefore, deadline] = [new Float64Array(n), new Float64Array(n).fill(Number.NaN)];
  const durations = rows.map((row, j) => {
    const task = tasks[row] as ProjectTask;
    const name = `tasks[${row}]`;
    if (task.notBefore !== undefined) notBefore[j] = clock.offset(task.notBefore, `${name}.notBefore`, false);
    if (task.deadline !== undefined) deadline[j] = clock.offset(task.deadline, `${name}.deadline`, true);
    if (task.predecessors !== undefined) {
      requireColumn(task.predecessors, `${name}.predecessors`);
      for (let k = 0; k < task.predecessors.length; k++) {
        const at = `${name}.predecessors[${k}]`;
        const { task: other, type, lag } = readLink(task.predecessors[k] as string | ProjectLink, at);
        from.push(numberOf.get(other) ?? noLeaf(other, tasks, at));
        waits.push(type[0] === "F" ? 1 : 0);
        holds.push(type[1] === "F" ? 1 : 0);
        lags.push(lag);
      }
    }
    first[j + 1] = from.length;
    return readThreePoint(task.duration as number | ThreePoint, `${name}.duration`);
  });
  const ids = rows.map((row) => (tasks[row] as ProjectTask).id);
  const starts = Int32Array.from(from);
  return {
    rows,
    ids,
    durations,
    first,
    from: starts,
    waitsForFinish: Uint8Array.from(waits),
    holdsFinish: Uint8Array.from(holds),
    lag: Float64Array.from(lags),
    notBefore,
    deadline,
    order: orderOf(first, starts, ids),
  };
}

function readLink(link: string | ProjectLink, name: string): Required<ProjectLink> {
  if (typeof link === "string") return { task: link, type: "FS", lag: 0 };
  requireObject(link, name);
  const { task, type = "FS", lag = 0 } = link;
  requireOneOf(type, LINK_TYPES, `${name}.type`);
  requireNumber(lag, `${name}.lag`, { min: -MOST, max: MOST });
  return { task, type, lag };
}

function noLeaf(id: string, tasks: readonly ProjectTask[], name: string): never {
  if (!Array.from(tasks).some((task) => task.id === id)) unknownTask(id, name);
  throw new ClienteleError(
    "inconsistent",
    `${name} names the summary ${show(id)}; name the tasks below it or a milestone after them`,
    { name, id },
  );
}

/** Kahn's order; what is left over holds a circle, which is named. */
function orderOf(first: Int32Array, from: Int32Array, ids: readonly string[]): Int32Array {
  const n = ids.length;
  // links out of each task, the mirror image of those into it
  const out = new Int32Array(n + 1);
  for (const i of from) out[i + 1] = (out[i + 1] as number) + 1;
  for (let i = 0; i < n; i++) out[i + 1] = (out[i + 1] as number) + (out[i] as number);
  const next = out.slice();
  const to = new Int32Array(from.length);
  const waiting = new Int32Array(n);
  for (let j = 0; j < n; j++) {
    waiting[j] = (first[j + 1] as number) - (first[j] as number);
    for (let k = first[j] as number; k < (first[j + 1] as number); k++) {
      const i = from[k] as number;
      to[next[i] as number] = j;
      next[i] = (next[i] as number) + 1;
    }
  }
  const order = new Int32Array(n);
  let filled = 0;
  for (let j = 0; j < n; j++) if (waiting[j] === 0) order[filled++] = j;
  for (let at = 0; at < filled; at++) {
    const i = order[at] as number;
    for (let k = out[i] as number; k < (out[i + 1] as number); k++) {
      const j = to[k] as number;
      waiting[j] = (waiting[j] as number) - 1;
      if (waiting[j] === 0) order[filled++] = j;
    }
  }
  if (filled < n)
    throwCycle(
      circleOf(first, from, waiting).map((j) => ids[j] as string),
      "predecessors",
    );
  return order;
}

/** Walks back from a task that still waits, over tasks that still wait, until one comes again. */
function circleOf(first: Int32Array, from: Int32Array, waiting: Int32Array): number[] {
  const placeOf = new Map<number, number>();
  const walk: number[] = [];
  let j = waiting.findIndex((links) => links > 0);
  while (!placeOf.has(j)) {
    placeOf.set(j, walk.length);
    walk.push(j);
    let k = first[j] as number;
    while ((waiting[from[k] as number] as number) === 0) k++;
    j = from[k] as number;
  }
  return walk.slice(placeOf.get(j)).reverse();
}
