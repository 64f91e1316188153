import type { Abstention, Estimate } from "../../core/estimate.ts";
import { calibrationLine } from "../../math/calibration-line.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { cellsOf, rankPast } from "./past.ts";
import { rankList } from "./ranked.ts";
import type { MailingCalibration } from "./types.ts";

/** Whether the past mailing brought what its chances promised: how many in all, and whether high ones rose enough. */
export function calibrationOf(chances: ArrayLike<number>, outcomes: Uint8Array, level: number): MailingCalibration {
  const scores = Float64Array.from(chances, (chance) => chance + 0);
  const past = rankPast(scores, chances, outcomes, () => 1);
  const cells = cellsOf(past, rankList(scores, 1), scores.length, 1);
  const n = scores.length;
  let observed = 0;
  let expected = 0;
  const [means, answers, weights]: number[][] = [[], [], []];
  for (const cell of cells) {
    observed += cell.yes;
    expected += cell.promised;
    for (const [answer, weight] of [
      [1, cell.yes],
      [0, cell.n - cell.yes],
    ] as const) {
      if (weight === 0) continue;
      means?.push(Math.min(1, cell.promised / cell.n));
      answers?.push(answer);
      weights?.push(weight);
    }
  }
  const ratioAt = (doubt: number): Estimate => {
    const { lower, upper } = wilsonInterval(observed, n, doubt);
    const scale = n / expected;
    return { value: observed / expected, n, interval: { lower: lower * scale, upper: upper * scale, level: doubt } };
  };
  const slopeAt = (doubt: number): Estimate | Abstention =>
    calibrationLine(means ?? [], answers ?? [], { level: doubt, weights: weights ?? [] })?.slope ?? {
      abstained: { code: "judging_no_line", params: { n } },
    };
  // two looks share the doubt
  const strict = 1 - (1 - level) / 2;
  const known = expected > n * 1e-12;
  const checks = [...(known ? [ratioAt(strict)] : []), slopeAt(strict)];
  return {
    expected,
    observed,
    ...(known && { ratio: ratioAt(level) }),
    slope: slopeAt(level),
    off:
      (!known && observed > 0) ||
      checks.some((check) => "value" in check && (check.interval.lower > 1 || check.interval.upper < 1)),
  };
}
