import { requireColumn, requireObject, requireSameLength, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { readWatched, type Watched } from "../../math/watched.ts";
import type { StayTable } from "../types.ts";

const NAMES = {
  durations: "stays.durations",
  ended: "stays.left",
  entries: "stays.entries",
  weights: "stays.weights",
} as const;

/** Checks the columns of stays and copies them. */
export function readStays(stays: StayTable): Watched {
  requireObject(stays, "stays");
  const { durations, left, entries, weights } = stays;
  return readWatched(durations, left, { entries, weights }, NAMES);
}

/** Names in code point order, which is the same whatever order the rows come in, and each row's number among them. */
export interface Coded {
  readonly ids: readonly string[];
  readonly codes: Uint32Array;
}

/** Reads one name per stay. Ids such as `__proto__` are ordinary names. */
export function readNames(names: ArrayLike<string>, name: string, n: number): Coded {
  requireColumn(names, name);
  requireSameLength(names, name, { length: n }, "stays.durations");
  const found = new Map<string, number>();
  const codes = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const id: unknown = names[i];
    if (typeof id !== "string") {
      throw new ClienteleError("invalid_type", `${name}[${i}] must be text, got ${show(id)}`, { name, index: i });
    }
    let code = found.get(id);
    if (code === undefined) {
      code = found.size;
      found.set(id, code);
    }
    codes[i] = code;
  }
  const ids = [...found.keys()].sort(byCodePoint);
  const rank = new Map(ids.map((id, place) => [found.get(id) as number, place]));
  for (let i = 0; i < n; i++) codes[i] = rank.get(codes[i] as number) as number;
  return { ids, codes };
}

/** Not by language: that differs from machine to machine. */
export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
