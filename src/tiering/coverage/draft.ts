import { type Group, HAIR, type Problem, travelOf, type Worker, worthOf } from "./problem.ts";

/** Who may serve whom, worked out once. */
export interface Field extends Problem {
  /** Hours of travel a year by manager and group; NaN where the manager may not serve it. */
  readonly travel: Float64Array;
}

/** An assignment in the making. */
export interface Draft {
  readonly field: Field;
  /** Accounts by manager and group. */
  readonly counts: Int32Array;
  /** Hours and accounts that each manager has left. */
  readonly room: Float64Array;
  readonly slots: Float64Array;
  /** Accounts of each group that nobody serves yet. */
  readonly left: Int32Array;
}

export function fieldOf(problem: Problem): Field {
  const { groups, workers } = problem;
  const travel = new Float64Array(workers.length * groups.length);
  workers.forEach((worker, w) => {
    // equal managers stand side by side
    if (w > 0 && worker === workers[w - 1]) {
      travel.copyWithin(w * groups.length, (w - 1) * groups.length, w * groups.length);
      return;
    }
    groups.forEach((group, g) => {
      travel[w * groups.length + g] = travelOf(problem, worker, group) ?? Number.NaN;
    });
  });
  return { ...problem, travel };
}

export function emptyDraft(field: Field): Draft {
  const { groups, workers } = field;
  return {
    field,
    counts: new Int32Array(workers.length * groups.length),
    room: Float64Array.from(workers, (worker) => worker.hours),
    slots: Float64Array.from(workers, (worker) => worker.ceiling),
    left: Int32Array.from(groups, (group) => group.n),
  };
}

/** Hours that the manager has left after one more account of the group; negative or NaN where it does not fit. */
export function roomAfter({ field, room, slots }: Draft, w: number, g: number): number {
  if ((slots[w] as number) < 1) return Number.NaN;
  const travel = field.travel[w * field.groups.length + g] as number;
  const after = (room[w] as number) - (field.groups[g] as Group).tier.hours - travel;
  return after >= -HAIR ? Math.max(after, 0) : Number.NaN;
}

/** Gives `n` accounts of the group to the manager; a negative number takes them back. */
export function place(draft: Draft, w: number, g: number, n: number): void {
  const { field, counts, room, slots, left } = draft;
  const { groups, workers } = field;
  const row = w * groups.length;
  counts[row + g] = (counts[row + g] as number) + n;
  left[g] = (left[g] as number) - n;
  slots[w] = (slots[w] as number) - n;
  // summed anew, so that a thousand small steps do not add up their rounding
  let used = 0;
  for (let i = 0; i < groups.length; i++) {
    const count = counts[row + i] as number;
    if (count > 0) used += count * ((groups[i] as Group).tier.hours + (field.travel[row + i] as number));
  }
  room[w] = (workers[w] as Worker).hours - used;
}

/** What a plan maximises. */
export function scoreOf({ field, counts }: Draft): number {
  const { groups } = field;
  let score = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    if (count > 0) score += count * worthOf(field, groups[i % groups.length] as Group, field.travel[i] as number);
  }
  return score;
}

/** Whether serving one account of the group by the manager is worth the travel. */
export function isWorthwhile(field: Field, w: number, g: number): boolean {
  return worthOf(field, field.groups[g] as Group, field.travel[w * field.groups.length + g] as number) > 0;
}
