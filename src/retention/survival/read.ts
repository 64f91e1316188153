import { requireColumn, requireObject, requireSameLength, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { readWatched, type Watched } from "../../math/watched.ts";
import { type Coded, coded } from "../coded.ts";
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

/** Reads one name per stay. Ids such as `__proto__` are ordinary names. */
export function readNames(names: ArrayLike<string>, name: string, n: number): Coded {
  requireColumn(names, name);
  requireSameLength(names, name, { length: n }, "stays.durations");
  for (let i = 0; i < n; i++) {
    const id: unknown = names[i];
    if (typeof id === "string") continue;
    throw new ClienteleError("invalid_type", `${name}[${i}] must be text, got ${show(id)}`, { name, index: i });
  }
  return coded(names);
}
