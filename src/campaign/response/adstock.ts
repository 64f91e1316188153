import type { Adstock } from "./types.ts";

/** Weights of spend by lag, this week first, before they are divided by their sum. */
export function adstockWeights(kind: Adstock["kind"], rate: number, maxLag: number): Float64Array {
  const weights = new Float64Array(maxLag + 1);
  weights[0] = 1;
  if (rate === 0) return weights;
  for (let lag = 1; lag <= maxLag; lag++) {
    weights[lag] = kind === "geometric" ? rate ** lag : (1 - lag / (maxLag + 1)) ** (1 / rate - 1);
  }
  return weights;
}

/** How the weights change with the rate. */
function weightSlopes(kind: Adstock["kind"], rate: number, maxLag: number): Float64Array {
  const slopes = new Float64Array(maxLag + 1);
  for (let lag = 1; lag <= maxLag; lag++) {
    if (kind === "geometric") slopes[lag] = lag * rate ** (lag - 1);
    else if (rate > 0) {
      const left = 1 - lag / (maxLag + 1);
      slopes[lag] = (-(left ** (1 / rate - 1)) * Math.log(left)) / (rate * rate);
    }
  }
  return slopes;
}

/**
 * Spend with carryover in each week from `first` on; constant spend stays what it is. `slope` is filled with its change
 * by the rate where it is given.
 */
export function carry(
  spend: Float64Array,
  adstock: Adstock,
  first: number,
  out: Float64Array,
  slope?: Float64Array,
): void {
  const { kind, rate, maxLag } = adstock;
  const raw = adstockWeights(kind, rate, maxLag);
  const total = raw.reduce((sum, w) => sum + w, 0);
  const weights = raw.map((w) => w / total);
  weighted(spend, weights, first, out);
  if (slope === undefined) return;
  const slopes = weightSlopes(kind, rate, maxLag);
  const change = slopes.reduce((sum, w) => sum + w, 0);
  weighted(
    spend,
    slopes.map((s, lag) => (s - (weights[lag] as number) * change) / total),
    first,
    slope,
  );
}

function weighted(spend: Float64Array, weights: Float64Array, first: number, out: Float64Array): void {
  for (let t = 0; t < out.length; t++) {
    const at = t + first;
    let total = 0;
    for (let lag = Math.min(weights.length - 1, at); lag >= 0; lag--) {
      total += (weights[lag] as number) * (spend[at - lag] as number);
    }
    out[t] = total;
  }
}
