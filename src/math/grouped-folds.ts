import { show } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";

/** Rows that stay together: how many of each class there are. */
interface Group {
  readonly id: string | number;
  readonly hash: number;
  rows: number;
  readonly counts: Map<number, number>;
}

/**
 * Deals whole groups into parts, the largest first, each into the part where its classes are fewest so far: greedy
 * descent on Σ (rows of a class in a part / rows of the class)².
 *
 * @internal
 */
export function groupedFolds(
  classes: ArrayLike<number>,
  groups: ArrayLike<string | number>,
  folds: number,
  hashOf: (name: string) => number,
): Uint16Array {
  const byId = new Map<string | number, Group>();
  const totals = new Map<number, number>();
  for (let i = 0; i < classes.length; i++) {
    const id = requireGroup(groups[i], i);
    let group = byId.get(id);
    if (group === undefined) {
      group = { id, hash: hashOf(String(id)), rows: 0, counts: new Map() };
      byId.set(id, group);
    }
    const kind = classes[i] as number;
    group.rows++;
    group.counts.set(kind, (group.counts.get(kind) ?? 0) + 1);
    totals.set(kind, (totals.get(kind) ?? 0) + 1);
  }
  const held = Array.from({ length: folds }, () => ({ rows: 0, counts: new Map<number, number>() }));
  const part = new Map<string | number, number>();
  for (const { id, rows, counts } of [...byId.values()].sort(largestFirst)) {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < folds; k++) {
      const fold = held[k] as (typeof held)[number];
      let cost = 0;
      for (const [kind, count] of counts) {
        cost += ((fold.counts.get(kind) ?? 0) * count) / (totals.get(kind) as number) ** 2;
      }
      if (cost < least || (cost === least && fold.rows < (held[best] as (typeof held)[number]).rows)) {
        least = cost;
        best = k;
      }
    }
    const fold = held[best] as (typeof held)[number];
    fold.rows += rows;
    for (const [kind, count] of counts) fold.counts.set(kind, (fold.counts.get(kind) ?? 0) + count);
    part.set(id, best);
  }
  return Uint16Array.from({ length: classes.length }, (_, i) => part.get(groups[i] as string | number) as number);
}

/** By size, then by hash, then by name, so that the order of rows has no say. */
function largestFirst(a: Group, b: Group): number {
  if (a.rows !== b.rows) return b.rows - a.rows;
  if (a.hash !== b.hash) return a.hash - b.hash;
  // the number 1 and the text "1" are two groups of one name
  const [first, second] = [`${a.id} ${typeof a.id}`, `${b.id} ${typeof b.id}`];
  return first < second ? -1 : 1;
}

function requireGroup(id: unknown, index: number): string | number {
  if (typeof id === "string" || (typeof id === "number" && Number.isFinite(id))) return id;
  throw new ClienteleError("invalid_type", `options.groups[${index}] must be text or a number, got ${show(id)}`, {
    index,
  });
}
