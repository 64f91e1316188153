import { requireColumn, requireNumber, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { LiftState, NamedState, ReceivedCounts } from "./arm-types.ts";
import { requireNamed } from "./arms.ts";
import { MAX_N, requirePossible } from "./comoments.ts";
import { requireState } from "./state.ts";

/**
 * Puts the states of two shards (regions, days, workers) together, arm by arm, as if their rows had stood in one table.
 * The order of merging changes nothing beyond the last digits.
 *
 * @param a - States of one shard, from `liftStateOf`, `liftStateColumn` or `readLiftStates`. Not mutated.
 * @param b - States of the other shard; an arm that only one of them holds is kept as it is.
 * @returns States of both, by id.
 * @throws `ClienteleError` `inconsistent` where an arm measures two things, has other columns, is capped at two bounds, or
 * says in one shard alone who `received` the campaign; `duplicate_id`, `length_mismatch`, `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const north = liftStateColumn({ arm: ["a", "a", "b"], value: [1, 3, 5] });
 * const south = liftStateColumn({ arm: ["b", "a"], value: [7, 8] });
 * const both = mergeLiftStates(north, south);
 * both.map(({ id, arm }) => [id, arm.n, arm.means[0], arm.comoments[0][0]]); // => [["a", 3, 4, 26], ["b", 2, 6, 2]]
 * ```
 * @see Chan, Golub, LeVeque, Algorithms for computing the sample variance, The American Statistician 37 (1983), eq. 2.1;
 * Pébay (2008), SAND2008-6212, eq. 3.2 for products
 */
export function mergeLiftStates(a: readonly NamedState[], b: readonly NamedState[]): NamedState[] {
  const [first, second] = [byId(a, "a"), byId(b, "b")];
  const merged = new Map(first);
  for (const [id, arm] of second) {
    const other = merged.get(id);
    merged.set(id, other === undefined ? arm : mergeArm(other, arm, id));
  }
  return Array.from(merged, ([id, arm]) => ({ id, arm })).sort((x, y) => (x.id < y.id ? -1 : 1));
}

function byId(states: readonly NamedState[], name: string): Map<string, LiftState> {
  requireColumn(states, name);
  const rows = Array.from(states);
  rows.forEach((state, i) => {
    requireNamed(state, `${name}[${i}]`, i);
    requireState(state.arm, `${name}[${i}].arm`);
  });
  requireUnique(
    rows.map(({ id }) => id),
    name,
  );
  return new Map(rows.map(({ id, arm }) => [id, arm]));
}

function mergeArm(a: LiftState, b: LiftState, id: string): LiftState {
  if (a.measures !== b.measures || a.bound !== b.bound || a.means.length !== b.means.length) {
    const shown = ({ measures, bound, means }: LiftState): string =>
      `a ${measures} of ${means.length} columns${bound === undefined ? "" : ` capped at ${bound}`}`;
    throw new ClienteleError("inconsistent", `arm ${show(id)} is ${shown(a)} in a and ${shown(b)} in b`, { id });
  }
  const n = a.n + b.n;
  const gap = a.means.map((mean, i) => (b.means[i] as number) - mean);
  const share = n === 0 ? 0 : b.n / n;
  const weight = a.n * share;
  const means = a.n === 0 ? b.means : b.n === 0 ? a.means : a.means.map((mean, i) => mean + (gap[i] as number) * share);
  const comoments = a.comoments.map((row, i) =>
    row.map(
      (cell, j) =>
        cell + (b.comoments[i]?.[j] as number) + (weight === 0 ? 0 : (gap[i] as number) * weight * (gap[j] as number)),
    ),
  );
  // two arms that are each within bounds may together exceed them
  const together = `arm ${show(id)} of a and b together`;
  requireNumber(n, `customers in ${together}`, { max: MAX_N });
  requirePossible({ n, means, comoments }, together);
  return {
    kind: "state",
    measures: a.measures,
    n,
    means: Array.from(means),
    // both halves from one side, so that rounding cannot make a cell differ from its mirror image
    comoments: comoments.map((row, i) => row.map((_, j) => comoments[Math.min(i, j)]?.[Math.max(i, j)] as number)),
    ...(a.bound === undefined ? {} : { bound: a.bound }),
    ...summed("capped", a.capped, b.capped),
    ...summed("excluded", a.excluded, b.excluded),
    ...receivedBy(a, b, together),
  };
}

/**
 * Who got the campaign, of both shards. Left out means all of a treated arm and none of a control, and a shard does not
 * know which it is; so it is refused where one shard says it and the other does not. Their outcome is dropped where one
 * shard does not know it, which only widens the interval.
 */
function receivedBy(a: LiftState, b: LiftState, name: string): ReceivedCounts {
  const [first, ...others] = [a, b].filter(({ n }) => n > 0);
  if (first === undefined) return {};
  if (others.some(({ received }) => (received === undefined) !== (first.received === undefined))) {
    throw new ClienteleError("inconsistent", `${name} states received in one shard alone; state it in both`, { name });
  }
  const told = [first, ...others];
  return {
    ...(first.received === undefined ? {} : { received: told.reduce((sum, one) => sum + (one.received ?? 0), 0) }),
    ...(told.some(({ receivedValue }) => receivedValue === undefined)
      ? {}
      : { receivedValue: told.reduce((sum, one) => sum + (one.receivedValue ?? 0), 0) }),
  };
}

/** A count that either shard may leave out. */
function summed<K extends string>(
  key: K,
  a: number | undefined,
  b: number | undefined,
): { readonly [key in K]?: number } {
  if (a === undefined && b === undefined) return {};
  return { [key]: (a ?? 0) + (b ?? 0) } as { readonly [key in K]: number };
}
