import type { Abstention, Estimate } from "../../core/estimate.ts";
import { calibrationLine } from "../../math/calibration-line.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import type { MailingCell } from "./past.ts";
import type { MailingCalibration } from "./types.ts";

/**
 * Whether the past mailing brought what its chances promised: how many in all, and whether high ones rose enough. The
 * cells are by chance.
 */
export function calibrationOf(cells: readonly MailingCell[], level: number): MailingCalibration {
  let n = 0;
  let observed = 0;
  let expected = 0;
  const means: number[] = [];
  const answers: number[] = [];
  const weights: number[] = [];
  for (const cell of cells) {
    n += cell.n;
    observed += cell.yes;
    expected += cell.promised;
    for (const [answer, weight] of [
      [1, cell.yes],
      [0, cell.n - cell.yes],
    ] as const) {
      if (weight === 0) continue;
      means.push(Math.min(1, cell.promised / cell.n));
      answers.push(answer);
      weights.push(weight);
    }
  }
  const ratioAt = (doubt: number): Estimate => {
    const { lower, upper } = wilsonInterval(observed, n, doubt);
    const scale = n / expected;
    return { value: observed / expected, n, interval: { lower: lower * scale, upper: upper * scale, level: doubt } };
  };
  const slopeAt = (doubt: number): Estimate | Abstention =>
    calibrationLine(means, answers, { level: doubt, weights })?.slope ?? {
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
