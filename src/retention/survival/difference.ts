import type { Interval } from "../../core/estimate.ts";
import { normalSurvival } from "../../math/normal.ts";
import { studentTSurvival } from "../../math/student-t.ts";
import type { GroupDifference } from "./types.ts";

/** From so many degrees of freedom on Student's t is the normal one. */
const MANY = 1e6;

/** A figure with its interval and standard error, of one group. */
interface GroupFigure {
  readonly value: number;
  readonly n: number;
  readonly interval: Interval;
  readonly standardError: number;
  /** Of its standard error; many where left out. */
  readonly degreesOfFreedom?: number;
}

/**
 * Second less first. Each side of the interval takes its width from the sides of both intervals, which for symmetric
 * ones is the usual root of the sum of variances.
 *
 * @see Zou & Donner (2008), Statistics in Medicine 27, 1693–1702
 */
export function differenceOf(
  first: GroupFigure,
  second: GroupFigure,
  level: number,
): Omit<GroupDifference, "first" | "second"> {
  const value = second.value - first.value;
  const error = Math.hypot(first.standardError, second.standardError);
  const down = Math.hypot(second.value - second.interval.lower, first.interval.upper - first.value);
  const up = Math.hypot(second.interval.upper - second.value, first.value - first.interval.lower);
  const both = first.standardError > 0 && second.standardError > 0;
  return {
    value,
    n: first.n + second.n,
    interval: { lower: value - down, upper: value + up, level },
    ...(both && { pValue: pValueOf(value / error, first, second) }),
  };
}

/** By Student's t with Welch's degrees of freedom where the errors have theirs, else by the normal. */
function pValueOf(statistic: number, first: GroupFigure, second: GroupFigure): number {
  const [a, b] = [first.degreesOfFreedom, second.degreesOfFreedom];
  const z = Math.abs(statistic);
  if (a === undefined || b === undefined) return Math.min(1, 2 * normalSurvival(z));
  const ratio = (first.standardError / second.standardError) ** 2;
  const df = (1 + ratio) ** 2 / (ratio ** 2 / a + 1 / b);
  return Math.min(1, 2 * (df > 0 && df < MANY ? studentTSurvival(z, df) : normalSurvival(z)));
}
