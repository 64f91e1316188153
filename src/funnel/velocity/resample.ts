import type { Random } from "../../math/random.ts";

/** No deal counts more often in a resampled history; the chance of it is below 1e-18. */
const MOST = 19;

/** Chances that a Poisson count with mean one is at most 0, 1, 2… */
const AT_MOST = /* @__PURE__ */ (() => {
  const table = new Float64Array(MOST);
  let chance = Math.exp(-1);
  let total = 0;
  for (let k = 0; k < MOST; k++) {
    total += chance;
    table[k] = total;
    chance /= k + 1;
  }
  return table;
})();

/** How often each deal counts in a resampled history: Poisson counts, so that the number of deals varies as it would. */
export function drawWeights(n: number, random: Random): Uint8Array {
  const weights = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const u = random.uniform();
    let k = 0;
    while (k < MOST && u > (AT_MOST[k] as number)) k++;
    weights[i] = k;
  }
  return weights;
}
