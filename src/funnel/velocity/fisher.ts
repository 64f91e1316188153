import { logGamma } from "../../math/gamma.ts";

/** Tables as likely as the one seen, up to rounding, count as extreme. */
const ROUNDING = 1 + 1e-7;

/**
 * Fisher's exact test, two-sided: the chance, given all totals, of a table no likelier than the one seen.
 *
 * @see Fisher (1922), Journal of the Royal Statistical Society 85, 87–94; the two-sided rule is that of R's fisher.test
 */
export function fisherExact(wonA: number, nA: number, wonB: number, nB: number): number {
  const won = wonA + wonB;
  const low = Math.max(0, won - nB);
  const high = Math.min(nA, won);
  const logChoose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  const logAt = (k: number): number => logChoose(nA, k) + logChoose(nB, won - k) - logChoose(nA + nB, won);
  // from the likeliest table outwards, so that nothing underflows before it matters
  const mode = Math.min(high, Math.max(low, Math.floor(((nA + 1) * (won + 1)) / (nA + nB + 2))));
  const peak = logAt(mode);
  const seen = Math.exp(logAt(wonA) - peak) * ROUNDING;
  let total = 0;
  let extreme = 0;
  const add = (chance: number): void => {
    total += chance;
    if (chance <= seen) extreme += chance;
  };
  let chance = 1;
  for (let k = mode; k <= high && chance > 0; k++) {
    add(chance);
    chance *= ((nA - k) / (k + 1)) * ((won - k) / (nB - won + k + 1));
  }
  chance = 1;
  for (let k = mode; k > low && chance > 0; k--) {
    chance *= (k / (nA - k + 1)) * ((nB - won + k) / (won - k + 1));
    add(chance);
  }
  return Math.min(1, extreme / total);
}
