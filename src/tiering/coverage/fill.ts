import { type Draft, emptyDraft, type Field, isWorthwhile, place, roomAfter } from "./draft.ts";
import { type Group, worthOf } from "./problem.ts";

/** Managers alike in all but their hours, by place. */
export type Pool = readonly number[];

/** Places of groups, ordered by a figure, the greatest first; equal ones stay in the order of the book. */
function byGreatest(groups: readonly Group[], figure: (group: Group) => number): number[] {
  return groups.map((_, g) => g).sort((a, b) => figure(groups[b] as Group) - figure(groups[a] as Group));
}

/** The manager for whom the account fits with the least (or greatest) of a figure, or -1. */
function choose(draft: Draft, pool: Pool, g: number, figure: (w: number, after: number) => number): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const w of pool) {
    const after = roomAfter(draft, w, g);
    if (Number.isNaN(after)) continue;
    const value = figure(w, after);
    if (value < least) {
      least = value;
      best = w;
    }
  }
  return best;
}

/** The naive plan: the biggest promise first, each account to the nearest manager, there to the one with most room. */
export function naiveDraft(field: Field): Draft {
  const draft = emptyDraft(field);
  const everyone = field.workers.map((_, w) => w);
  const { travel, groups } = field;
  for (const g of byGreatest(groups, (group) => group.tier.hours)) {
    const reach = everyone.filter((w) => !Number.isNaN(travel[w * groups.length + g]));
    const distances = new Set(reach.map((w) => travel[w * groups.length + g] as number));
    for (const distance of [...distances].sort((a, b) => a - b)) {
      const near = reach.filter((w) => travel[w * groups.length + g] === distance);
      while ((draft.left[g] as number) > 0) {
        const w = choose(draft, near, g, (_, after) => -after);
        if (w < 0) break;
        place(draft, w, g, 1);
      }
    }
  }
  return draft;
}

/** Gives what is left over to whoever has room: dearest hours first, least travel first, tightest fit first. */
export function fillUp(draft: Draft): void {
  const { field, left } = draft;
  const { groups, travel } = field;
  const everyone = field.workers.map((_, w) => w);
  const order = byGreatest(groups, (group) => group.tier.hours);
  order.sort((a, b) => (groups[b] as Group).tier.weight - (groups[a] as Group).tier.weight);
  for (const g of order) {
    if (left[g] === 0) continue;
    const reach = everyone.filter((w) => roomAfter(draft, w, g) >= 0 && isWorthwhile(field, w, g));
    while ((left[g] as number) > 0) {
      // room is below a year of hours, so that the tightness of the fit only decides between equal distances
      const w = choose(draft, reach, g, (at, after) => (travel[at * groups.length + g] as number) + after * 1e-9);
      if (w < 0) break;
      place(draft, w, g, 1);
    }
  }
}

/** Splits what each pool was given among its managers: evenly where that fits, else tightly. */
export function splitPools(field: Field, pools: readonly Pool[], given: readonly Int32Array[]): Draft {
  const draft = emptyDraft(field);
  pools.forEach((pool, p) => {
    const demand = given[p] as Int32Array;
    const order = byGreatest(field.groups, (group) => group.tier.hours);
    const evenly = (w: number, after: number): number => -after / (field.workers[w] as { hours: number }).hours;
    const tightly = (_: number, after: number): number => after;
    if (splitOne(draft, pool, demand, order, evenly) > 0) {
      takeBack(draft, pool);
      splitOne(draft, pool, demand, order, tightly);
    }
  });
  return draft;
}

/** Places what it can and returns how many accounts did not fit. */
function splitOne(
  draft: Draft,
  pool: Pool,
  demand: Int32Array,
  order: readonly number[],
  figure: (w: number, after: number) => number,
): number {
  let stranded = 0;
  for (const g of order) {
    let wanted = demand[g] as number;
    while (wanted > 0) {
      const w = choose(draft, pool, g, figure);
      if (w < 0) break;
      place(draft, w, g, 1);
      wanted--;
    }
    stranded += wanted;
  }
  return stranded;
}

function takeBack(draft: Draft, pool: Pool): void {
  const { counts, field } = draft;
  for (const w of pool) {
    for (let g = 0; g < field.groups.length; g++) {
      const count = counts[w * field.groups.length + g] as number;
      if (count > 0) place(draft, w, g, -count);
    }
  }
}

/** A group's worth to a pool, or undefined where none of its managers may serve it. */
export function worthToPool(field: Field, pool: Pool, g: number): { worth: number; need: number } | undefined {
  for (const w of pool) {
    const travel = field.travel[w * field.groups.length + g] as number;
    if (Number.isNaN(travel)) continue;
    const group = field.groups[g] as Group;
    return { worth: worthOf(field, group, travel), need: group.tier.hours + travel };
  }
  return undefined;
}
