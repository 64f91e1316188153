import { requireNonEmpty, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type DateLike, dayToMs, msToDay, toEpochMs } from "../../time/day.ts";
import { addPeriods } from "../../time/period.ts";
import { MS_PER_DAY } from "../stages/grid.ts";
import type { BacktestOriginSteps } from "./types.ts";

/** Each origin costs a fit and a forecast; more is a typing mistake. */
const MOST_ORIGINS = 1000;

/** Origins as epoch milliseconds, ascending. */
export function readOrigins(origins: readonly DateLike[] | BacktestOriginSteps): number[] {
  const moments = isList(origins) ? readList(origins) : readSteps(origins);
  if (moments.length > MOST_ORIGINS) {
    throw new ClienteleError(
      "out_of_range",
      `options.origins must hold at most ${MOST_ORIGINS} moments, got ${moments.length}; take a longer step`,
      { n: moments.length },
    );
  }
  return moments;
}

function isList(origins: readonly DateLike[] | BacktestOriginSteps): origins is readonly DateLike[] {
  return Array.isArray(origins);
}

function readList(origins: readonly DateLike[]): number[] {
  requireNonEmpty(origins, "options.origins");
  const moments = Array.from(origins, (origin, i) => toEpochMs(origin, `options.origins[${i}]`));
  moments.forEach((at, i) => {
    const before = moments[i - 1];
    if (before === undefined || before < at) return;
    throw new ClienteleError(
      before === at ? "duplicate_id" : "inconsistent",
      `options.origins[${i}] must lie after options.origins[${i - 1}]; give each moment once, in time order`,
      { index: i },
    );
  });
  return moments;
}

function readSteps(steps: BacktestOriginSteps): number[] {
  requireObject(steps, "options.origins");
  const from = toEpochMs(steps.from, "options.origins.from");
  const to = toEpochMs(steps.to, "options.origins.to");
  const { every } = steps;
  if (every !== "week" && every !== "month") {
    if (typeof every !== "number") {
      throw new ClienteleError(
        typeof every === "string" ? "unknown_id" : "invalid_type",
        `options.origins.every must be "week", "month" or a number of days, got ${show(every)}`,
        {},
      );
    }
    requireNumber(every, "options.origins.every", { min: 1, max: 3650, integer: true });
  }
  if (to < from) {
    throw new ClienteleError("inconsistent", "options.origins.to must not lie before options.origins.from", {});
  }
  const day = msToDay(from);
  const timeOfDay = from - dayToMs(day);
  const moments: number[] = [];
  // counted from the first each time, so that the 31st comes back after a short month
  for (let k = 0; moments.length <= MOST_ORIGINS; k++) {
    const at =
      every === "month"
        ? addPeriods(day, k, "month") * MS_PER_DAY + timeOfDay
        : from + k * (every === "week" ? 7 : every) * MS_PER_DAY;
    if (at > to) break;
    moments.push(at);
  }
  return moments;
}
