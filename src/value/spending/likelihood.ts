import { digamma } from "../../math/gamma.ts";
import { logGammaDifference, logGammaUnchecked } from "../../math/stirling.ts";
import type { LogLikelihood } from "../fit/maximize.ts";
import type { SpendingState } from "./types.ts";

/** Cells as the likelihood reads them; spend is in units of `scale`, a power of two near its geometric mean. */
export interface SpendingCells {
  /** Different numbers of purchases, ascending, and where the cells of each end. */
  readonly purchases: Float64Array;
  readonly ends: Int32Array;
  /** Logarithm of x·z̄, and e to its negative. */
  readonly logTotal: Float64Array;
  readonly inverseTotal: Float64Array;
  readonly counts: Float64Array;
  /** Customers in the cells. */
  readonly customers: number;
  /** Σ ln z̄ over customers, in the currency itself. */
  readonly logSpend: number;
  readonly logScale: number;
}

/** Beyond this ratio of v to a customer's total, ln(1 + ratio) is ln(ratio) to the last digit. */
const DOMINANT = 1e16;

/** Brings a state into columns; undefined where it holds no customer with a repeat purchase. */
export function cellsOf({ frequency, meanSpend, counts }: SpendingState): SpendingCells {
  const rows = counts.length;
  let customers = 0;
  let logSpend = 0;
  for (let i = 0; i < rows; i++) {
    customers += counts[i] as number;
    logSpend += (counts[i] as number) * Math.log(meanSpend[i] as number);
  }
  const logScale = rows === 0 ? 0 : Math.round(logSpend / customers / Math.LN2) * Math.LN2;
  const logTotal = new Float64Array(rows);
  const purchases: number[] = [];
  const ends: number[] = [];
  for (let i = 0; i < rows; i++) {
    const x = frequency[i] as number;
    logTotal[i] = Math.log(x) + (Math.log(meanSpend[i] as number) - logScale);
    if (x !== purchases.at(-1)) purchases.push(x);
    ends[purchases.length - 1] = i + 1;
  }
  return {
    purchases: Float64Array.from(purchases),
    ends: Int32Array.from(ends),
    logTotal,
    inverseTotal: logTotal.map((cell) => Math.exp(-cell)),
    counts: Float64Array.from(counts),
    customers,
    logSpend,
    logScale,
  };
}

/**
 * Gamma-Gamma log-likelihood in ln p, ln q and ln v (v in the cells' scale), the constants included, so that it is that
 * of the amounts themselves.
 *
 * @see Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value, equation 1
 */
export function gammaGammaLikelihood(cells: SpendingCells, counts: Float64Array = cells.counts): LogLikelihood {
  const { purchases, ends, logTotal, inverseTotal, logSpend } = cells;
  return (point, gradient) => {
    const [p, q, v] = [Math.exp(point[0] as number), Math.exp(point[1] as number), Math.exp(point[2] as number)];
    const logV = point[2] as number;
    const logGammaQ = logGammaUnchecked(q);
    const digammaQ = digamma(q);
    let [total, byP, byQ, byV] = [-logSpend, 0, 0, 0];
    for (let g = 0, i = 0; g < purchases.length; g++) {
      const x = purchases[g] as number;
      const shape = p * x;
      let n = 0;
      let own = 0;
      let common = 0;
      let share = 0;
      for (; i < (ends[g] as number); i++) {
        const count = counts[i] as number;
        const logRatio = logV - (logTotal[i] as number);
        const ratio = v * (inverseTotal[i] as number);
        const soft = ratio < DOMINANT ? Math.log1p(ratio) : logRatio;
        n += count;
        own += count * soft;
        common += count * (logRatio - soft);
        share += count * (ratio < DOMINANT ? ratio / (1 + ratio) : 1);
      }
      const digammaSum = digamma(shape + q);
      total += n * (logGammaDifference(shape, q) - logGammaQ) - shape * own + q * common;
      byP += shape * (n * (digammaSum - digamma(shape)) - own);
      byQ += q * (n * (digammaSum - digammaQ) + common);
      byV += n * q - (shape + q) * share;
    }
    gradient[0] = byP;
    gradient[1] = byQ;
    gradient[2] = byV;
    return total;
  };
}
