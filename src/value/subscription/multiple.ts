import type { ReadTerms } from "./terms.ts";

/** What one unit of margin per period is worth, and how that moves with the rates, the retention rate above 0. */
export interface Multiple {
  readonly value: number;
  readonly byRetention: number;
  readonly byDiscount: number;
}

/** Below this size of L·N the closed form of ∫ t·e^(Lt) loses digits to its series. */
const SERIES_BELOW = 0.5;

/**
 * The multiple of the margin at a constant retention rate r, with z = (1 + growth) × discount factor and k = r·z:
 * Σ kᵗ where payments come at the start, r·v·Σ kᵗ at the end, ∫ kᵗ dt in between; undefined where the sum has no end and
 * k is not below 1.
 *
 * @see Gupta & Lehmann (2003), Customers as Assets, Journal of Interactive Marketing 17(1), equations 2–5
 */
export function multipleOf(retention: number, discount: number, terms: ReadTerms): Multiple | undefined {
  const { growth, payment, periods, continuousDiscount } = terms;
  const logDiscount = continuousDiscount ? -discount : -Math.log1p(discount);
  const log = Math.log(retention) + Math.log1p(growth) + logDiscount;
  if (periods === undefined && log >= 0) return undefined;
  const sums = payment === "continuous" ? flow(log, periods) : payments(log, periods);
  const logByDiscount = continuousDiscount ? -1 : -1 / (1 + discount);
  const factor = payment === "end" ? retention * Math.exp(logDiscount) : 1;
  const value = factor * sums.value;
  if (!Number.isFinite(value)) return undefined;
  // at the end, the first payment itself waits for a renewal and a period
  const byLog = factor * (payment === "end" ? sums.value + sums.byLog : sums.byLog);
  return { value, byRetention: byLog / retention, byDiscount: byLog * logByDiscount };
}

interface Sums {
  readonly value: number;
  /** Slope by the logarithm of k. */
  readonly byLog: number;
}

/** Σ kᵗ, t = 0 … N − 1. */
function payments(log: number, periods: number | undefined): Sums {
  const k = Math.exp(log);
  if (periods === undefined) {
    const rest = -Math.expm1(log);
    return { value: 1 / rest, byLog: k / rest / rest };
  }
  let [value, byLog, power] = [0, 0, 1];
  for (let t = 0; t < periods; t++) {
    value += power;
    byLog += t * power;
    power *= k;
  }
  return { value, byLog };
}

/** ∫ e^(Lt) dt from 0 to N. */
function flow(log: number, periods: number | undefined): Sums {
  if (log === Number.NEGATIVE_INFINITY) return { value: 0, byLog: 0 };
  if (periods === undefined) return { value: -1 / log, byLog: 1 / log / log };
  const reach = log * periods;
  if (Math.abs(reach) >= SERIES_BELOW) {
    return { value: Math.expm1(reach) / log, byLog: (Math.exp(reach) * (reach - 1) + 1) / log / log };
  }
  let [value, byLog, term] = [0, 0, 1];
  for (let k = 0; k < 20; k++) {
    value += term / (k + 1);
    byLog += term / (k + 2);
    term *= reach / (k + 1);
  }
  return { value: value * periods, byLog: byLog * periods * periods };
}
