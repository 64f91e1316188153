import { requireColumn, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { epochMsOrNaN, toEpochMs } from "../../time/day.ts";
import type { TouchPath } from "./types.ts";

/** One path at a time, in buffers that the next one overwrites. */
export interface PathReader {
  /** Reads a path and returns how many of its touches count; they stand first in `channels` and `times`, in time. */
  read(path: TouchPath, index: number): number;
  readonly channels: number[];
  /** Epoch milliseconds; 0 where the path has no dates. */
  readonly times: number[];
  /** Channels in the order in which they were met. */
  readonly names: readonly string[];
  /** What the last path said, and what was left out so far. */
  readonly state: {
    dated: boolean;
    count: number;
    /** Value of one conversion. */
    value: number;
    valued: boolean;
    afterConversion: number;
    beforeWindow: number;
  };
}

export const DAY_MS: number = 86_400_000;

/** Opens a reader that checks each path and keeps the touches that count. */
export function openPathReader(lookbackDays: number | undefined): PathReader {
  const ids = new Map<string, number>();
  const names: string[] = [];
  const channels: number[] = [];
  const times: number[] = [];
  const state = { dated: false, count: 1, value: 0, valued: false, afterConversion: 0, beforeWindow: 0 };

  const idOf = (channel: unknown, index: number, j: number): number => {
    const known = ids.get(channel as string);
    if (known !== undefined) return known;
    if (typeof channel !== "string" || channel === "") {
      const name = `paths[${index}].touches[${j}].channel`;
      throw new ClienteleError("invalid_type", `${name} must be a text that is not empty, got ${show(channel)}`, {
        name,
        index,
      });
    }
    ids.set(channel, names.length);
    names.push(channel);
    return names.length - 1;
  };

  const read = (path: TouchPath, index: number): number => {
    if (typeof path !== "object" || path === null) requireObject(path, `paths[${index}]`);
    const { touches, converted, convertedAt, count = 1, value } = path;
    if (!Array.isArray(touches)) requireColumn(touches, `paths[${index}].touches`);
    if (typeof converted !== "boolean") {
      throw new ClienteleError(
        "invalid_type",
        `paths[${index}].converted must be true or false, got ${show(converted)}`,
        {
          index,
        },
      );
    }
    if (count !== 1)
      requireNumber(count, `paths[${index}].count`, { min: 1, max: Number.MAX_SAFE_INTEGER, integer: true });
    if (value !== undefined) requireNumber(value, `paths[${index}].value`, { min: 0, max: 1e100 });
    if (!converted && (convertedAt !== undefined || (value !== undefined && value !== 0))) {
      throw new ClienteleError(
        "inconsistent",
        `paths[${index}] did not convert, so it has neither convertedAt nor a value; leave them out or set converted`,
        { index },
      );
    }
    state.count = count;
    state.value = (value ?? 0) / count;
    state.valued ||= value !== undefined;
    const n = touches.length;
    state.dated = n > 0 && (touches[0] as TouchPath["touches"][number] | null | undefined)?.at !== undefined;
    let latest = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < n; j++) {
      const touch = touches[j] as TouchPath["touches"][number];
      if (typeof touch !== "object" || touch === null) requireObject(touch, `paths[${index}].touches[${j}]`);
      channels[j] = idOf(touch.channel, index, j);
      if ((touch.at !== undefined) !== state.dated) {
        throw new ClienteleError(
          "inconsistent",
          `paths[${index}].touches[${j}] must have a date like the path's first touch, or neither; date all or none`,
          { index, touch: j },
        );
      }
      const ms = state.dated ? epochMsOrNaN(touch.at) : 0;
      times[j] = Number.isNaN(ms) ? toEpochMs(touch.at as never, `paths[${index}].touches[${j}].at`) : ms;
      latest = Math.max(latest, times[j] as number);
    }
    const end = convertedAt === undefined ? undefined : toEpochMs(convertedAt, `paths[${index}].convertedAt`);
    if (!state.dated) {
      if (lookbackDays === undefined || n === 0) return n;
      throw new ClienteleError(
        "inconsistent",
        `paths[${index}].touches have no dates, which lookbackDays needs; date them or leave lookbackDays out`,
        { index },
      );
    }
    const kept = end === undefined && lookbackDays === undefined ? n : keep(n, end ?? latest);
    sortByTime(channels, times, kept);
    return kept;
  };

  /** Closes up over touches after the end and before the window. */
  const keep = (n: number, end: number): number => {
    const start = lookbackDays === undefined ? Number.NEGATIVE_INFINITY : end - lookbackDays * DAY_MS;
    let kept = 0;
    for (let j = 0; j < n; j++) {
      const at = times[j] as number;
      if (at > end) state.afterConversion += state.count;
      else if (at < start) state.beforeWindow += state.count;
      else {
        channels[kept] = channels[j] as number;
        times[kept++] = at;
      }
    }
    return kept;
  };

  return { read, channels, times, names, state };
}

/** Sorts by insertion: paths are short, and mostly in order already. Long unsorted ones take the general way. */
function sortByTime(channels: number[], times: number[], n: number): void {
  let moves = 0;
  for (let i = 1; i < n; i++) {
    const time = times[i] as number;
    const channel = channels[i] as number;
    let j = i - 1;
    for (; j >= 0 && (times[j] as number) > time; j--) {
      times[j + 1] = times[j] as number;
      channels[j + 1] = channels[j] as number;
    }
    times[j + 1] = time;
    channels[j + 1] = channel;
    moves += i - 1 - j;
    // what is sorted so far stays sorted, so the general way may take over at any place
    if (moves > 10_000) {
      sortLong(channels, times, n);
      return;
    }
  }
}

function sortLong(channels: number[], times: number[], n: number): void {
  const rows = Array.from({ length: n }, (_, i) => ({ time: times[i] as number, channel: channels[i] as number }));
  rows.sort((a, b) => a.time - b.time);
  rows.forEach(({ time, channel }, i) => {
    times[i] = time;
    channels[i] = channel;
  });
}
