import { requireNumber } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { betaCdf } from "../../math/beta-distribution.ts";
import { clopperPearsonInterval } from "../../math/proportion.ts";
import { garwood } from "./complaints.ts";
import type { ComplaintEstimate, RateRatio, WaveComparison } from "./types.ts";

/**
 * Two complaint rates: given all complaints together, those of the later wave are binomial, with a chance that holds
 * the ratio of the rates; the difference sets the two exact intervals against one another.
 */
export function compareRates(before: ComplaintEstimate, after: ComplaintEstimate, level: number): WaveComparison {
  requireRate(before, "before");
  requireRate(after, "after");
  if (before.per !== after.per) {
    throw new ClienteleError(
      "inconsistent",
      `before and after must refer to the same units of exposure, got per ${before.per} and per ${after.per}`,
      { before: before.per, after: after.per },
    );
  }
  const { per } = after;
  const [early, late] = [before.complaints / before.exposure, after.complaints / after.exposure];
  const a = garwood(before.complaints, level);
  const b = garwood(after.complaints, level);
  const difference = (late - early) * per;
  const down = Math.hypot(late - b.lower / after.exposure, a.upper / before.exposure - early);
  const up = Math.hypot(b.upper / after.exposure - late, early - a.lower / before.exposure);
  const ratio = ratioOf(before, after, level);
  return {
    metric: "complaints",
    difference,
    interval: { lower: difference - down * per, upper: difference + up * per, level },
    pValue: exactTest(before, after),
    before: before.exposure,
    after: after.exposure,
    ...(ratio === undefined ? {} : { ratio }),
    method: "conditional_exact",
  };
}

function requireRate({ complaints, exposure, per }: ComplaintEstimate, name: string): void {
  requireNumber(complaints, `${name}.complaints`, { min: 0, max: 5e8, integer: true });
  requireNumber(exposure, `${name}.exposure`, { above: 0, max: 1e300 });
  requireNumber(per, `${name}.per`, { above: 0, max: 1e12 });
}

function ratioOf(before: ComplaintEstimate, after: ComplaintEstimate, level: number): RateRatio | undefined {
  if (before.complaints === 0) return undefined;
  const unit = before.exposure / after.exposure;
  const { lower, upper } = clopperPearsonInterval(after.complaints, before.complaints + after.complaints, level);
  const bound = (share: number): number => (share / (1 - share)) * unit;
  const open = upper >= 1 || !Number.isFinite(bound(upper));
  const value = (after.complaints / before.complaints) * unit;
  return { value, interval: { lower: bound(lower), ...(open ? {} : { upper: bound(upper) }), level } };
}

/** Twice the smaller tail of the conditional binomial, so that test and interval never disagree. */
function exactTest(before: ComplaintEstimate, after: ComplaintEstimate): number {
  const [x, y] = [before.complaints, after.complaints];
  if (x + y === 0) return 1;
  const share = 1 / (1 + before.exposure / after.exposure);
  // P(Y ≤ y) = P(beta(y + 1, x) > share), P(Y ≥ y) = P(beta(y, x + 1) ≤ share)
  const atMost = x === 0 ? 1 : 1 - betaCdf(share, y + 1, x);
  const atLeast = y === 0 ? 1 : betaCdf(share, y, x + 1);
  return Math.min(1, 2 * Math.min(atMost, atLeast));
}
