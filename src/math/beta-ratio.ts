import { trigamma } from "./gamma.ts";
import { gaussLegendre, type QuadratureRule } from "./gauss-legendre.ts";
import { logGammaDifference, STIRLING_FROM } from "./stirling.ts";

/** Below this share of b both steps are small, and differences of logarithms would cancel. */
const SMALL = 0.25;

let rule: QuadratureRule | undefined;

/**
 * ln[Γ(b + a)·Γ(b + s) / (Γ(b)·Γ(b + a + s))] ≤ 0 for a, b > 0 and s ≥ 0: the logarithm of the expected chance to
 * survive, B(a, b + s) / B(a, b). It keeps its digits where it is almost 0, because none of the three cancel.
 *
 * @see NIST DLMF 5.5.1 (recurrence); the tail is the double integral of −ψ′, by Gauss–Legendre
 * @internal
 */
export function logBetaRatio(a: number, b: number, s: number): number {
  if (s === 0) return 0;
  let log = 0;
  let from = b;
  for (; from < STIRLING_FROM; from++) {
    const lost = (a / (from + a)) * (s / (from + s));
    log +=
      lost < 0.5
        ? Math.log1p(-lost)
        : Math.log(from / (from + Math.min(a, s))) + Math.log1p(Math.min(a, s) / (from + Math.max(a, s)));
  }
  const small = Math.min(a, s);
  const large = Math.max(a, s);
  if (large > SMALL * from) return log + logGammaDifference(from, small) - logGammaDifference(from + large, small);
  rule ??= gaussLegendre(6);
  const { nodes, weights } = rule;
  let integral = 0;
  for (let i = 0; i < nodes.length; i++) {
    for (let j = 0; j < nodes.length; j++) {
      const at = from + (a * (1 + (nodes[i] as number))) / 2 + (s * (1 + (nodes[j] as number))) / 2;
      integral += (weights[i] as number) * (weights[j] as number) * trigamma(at);
    }
  }
  return log - (integral * a * s) / 4;
}
