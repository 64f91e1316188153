import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Interval } from "../../core/estimate.ts";
import { fiellerInterval } from "../../math/fieller.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import type { LiftKind } from "./arm-types.ts";
import type { ArmFigures } from "./arms.ts";
import { effect, intervalLevel, multiplier, type Reference } from "./difference.ts";
import type { ComplierLift, LiftEffect } from "./types.ts";

/** How many of an arm got the campaign, and how that goes along with the outcome. */
interface Reach {
  readonly share: number;
  readonly count: number;
  /** Squared standard error of the share. */
  readonly error: number;
  /** Covariance of the share with the arm's figure; `undefined` where the outcome of those reached is not known. */
  readonly covariance: number | undefined;
}

/**
 * The effect on customers whom the campaign reached because they were meant to be: the difference by intention to treat
 * divided by the difference in who got it. It holds where being meant to get the campaign works through getting it alone,
 * and where it keeps nobody from it.
 *
 * The interval holds every effect β for which difference − β · difference of shares may be zero (Anderson and Rubin,
 * which here is Fieller's), and stays right for few compliers. Where the outcome of those reached is not known, the
 * correlation is taken at its worst.
 *
 * @see Imbens & Angrist (1994), Identification and estimation of local average treatment effects, Econometrica 62, 467–475
 */
export function complierLift(
  kind: LiftKind,
  treated: ArmFigures,
  control: ArmFigures,
  reference: Reference,
  level: number,
): ComplierLift {
  const t = reachOf(kind, treated, treated.n);
  const c = reachOf(kind, control, 0);
  const shareOf = ({ share, count }: Reach, n: number) => ({
    value: share,
    n,
    interval: wilsonInterval(count, n, level),
  });
  return {
    treatedShare: shareOf(t, treated.n),
    controlShare: shareOf(c, control.n),
    effect: effectOf(treated, control, t, c, reference, level),
  };
}

function effectOf(
  treated: ArmFigures,
  control: ArmFigures,
  t: Reach,
  c: Reach,
  reference: Reference,
  level: number,
): LiftEffect | Abstention {
  const difference = treated.value - control.value;
  const error = treated.error + control.error;
  if (error === 0) return { abstained: { code: "lift_zero_variance", params: {} } };
  const gap = t.share - c.share;
  const shareError = t.error + c.error;
  const factor = multiplier(reference, level);
  const covariance = t.covariance === undefined || c.covariance === undefined ? undefined : t.covariance + c.covariance;
  const ends =
    gap <= 0
      ? undefined
      : covariance === undefined
        ? worstCase(difference, error, gap, shareError, factor)
        : fiellerInterval(
            {
              numerator: difference,
              denominator: gap,
              numeratorVariance: error,
              denominatorVariance: shareError,
              covariance,
            },
            factor,
          );
  if (ends === undefined) {
    return { abstained: { code: "lift_weak_reach", params: { treated: t.share, control: c.share } } };
  }
  const value = difference / gap;
  const along = covariance ?? -Math.sign(value) * Math.sqrt(error * shareError);
  const variance = error - 2 * value * along + value * value * shareError;
  const standardError = Math.sqrt(Math.max(0, variance)) / gap;
  // "no effect on compliers" is "no difference by intention to treat"
  const test = { standardError, statistic: difference / Math.sqrt(error), reference, level };
  const interval: Interval = { ...ends, level: intervalLevel(reference, level) };
  return effect("fieller", treated, control, interval, test, value);
}

/** All ratios that some correlation between difference and share would not reject. */
function worstCase(
  difference: number,
  error: number,
  gap: number,
  shareError: number,
  factor: number,
): { lower: number; upper: number } | undefined {
  const slack = factor * Math.sqrt(shareError);
  if (gap <= slack) return undefined;
  const high = difference + factor * Math.sqrt(error);
  const low = difference - factor * Math.sqrt(error);
  return { lower: low / (low < 0 ? gap - slack : gap + slack), upper: high / (high > 0 ? gap - slack : gap + slack) };
}

function reachOf(kind: LiftKind, arm: ArmFigures, byDefault: number): Reach {
  const { n, value, received } = arm;
  const count = received?.n ?? byDefault;
  const share = count / n;
  const all = count === 0 || count === n;
  const error = (share * (1 - share)) / n;
  if (all) return { share, count, error: 0, covariance: 0 };
  if (received?.value === undefined) return { share, count, error, covariance: undefined };
  const along = received.value - count * value;
  if (Math.abs(along) > Math.sqrt(arm.spread * n * share * (1 - share)) * (1 + 1e-9)) {
    throw new ClienteleError(
      "inconsistent",
      `receivedValue ${received.value} of ${count} customers contradicts the arm's totals; take both from the same rows`,
      { received: count, receivedValue: received.value },
    );
  }
  const divisor = kind === "rate" ? n : n - 1;
  return { share, count, error, covariance: along / divisor / n };
}
