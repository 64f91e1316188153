import { gaussLegendre, type QuadratureRule } from "../../math/gauss-legendre.ts";

/** Nodes of a rule, and the decay over its panel up to which it holds thirteen digits (against 400 nodes). */
const RULES: readonly (readonly [nodes: number, decay: number])[] = [
  [8, 2.2],
  [12, 5.5],
  [16, 10],
  [24, 22],
  [40, 60],
];
const rules: (QuadratureRule | undefined)[] = [];

/** Beyond this decay what is left of the integral lies below the last digit. */
const NEGLIGIBLE = 42;

/** Longest panel: the integrand has its nearest singularity at ±iπ. */
const PANEL = 4;

/** Mean of what the likelihood's derivatives need over the time at which a customer stopped. @internal */
export interface Stopping {
  /** ln of ∫ (α+y)^(−ρ) · s·(β+y)^(−s−1) dy over (t_x, T); −Infinity where t_x = T. */
  log: number;
  /** Means under the integrand of ln(α+y), 1/(α+y), ln(β+y), 1/(β+y). */
  logAlpha: number;
  inverseAlpha: number;
  logBeta: number;
  inverseBeta: number;
}

/**
 * The chance that a Pareto/NBD customer stopped between the last purchase and now: the integral that the literature
 * writes as a difference of two hypergeometric functions. Over w = ln((m+y)/(m+t_x)), m the smaller of α and β, the
 * integrand has no singularity nearer than ±iπ, so few Gauss–Legendre nodes give all digits; nothing is subtracted,
 * and α = β or x in the hundreds are no special cases.
 *
 * @param out - Is written to and returned. With `means` false only `log` is.
 * @see Fader, Hardie, A Note on Deriving the Pareto/NBD Model (2005), before the integral is solved
 * @internal
 */
export function stoppingIntegral(
  rho: number,
  alpha: number,
  s: number,
  beta: number,
  recency: number,
  age: number,
  out: Stopping,
  means: boolean,
): Stopping {
  const alphaFirst = alpha <= beta;
  const base = (alphaFirst ? alpha : beta) + recency;
  const gap = Math.abs(alpha - beta);
  const whole = Math.log1p((age - recency) / base);
  const near = alphaFirst ? rho : s + 1;
  const far = alphaFirst ? s + 1 : rho;
  // the integrand falls ever faster; where nothing is left of it the integral may end
  const slowest = near - 1 + (far * base) / (base + gap);
  let length = slowest * whole > NEGLIGIBLE ? NEGLIGIBLE / slowest : whole;
  while (decayAt(length, near, far, base, gap) > 2 * NEGLIGIBLE) length /= 2;
  const end = base * Math.exp(length);
  const total = (near - 1 + (far * end) / (end + gap)) * length;
  const panels = Math.max(1, Math.ceil(length / PANEL), Math.ceil(total / 60));
  const width = length / panels;
  const rule = ruleFor(Math.max(total / panels, 2.2 * width));
  const { nodes, weights } = rule;
  let [sum, la, ia, lb, ib] = [0, 0, 0, 0, 0];
  for (let panel = 0; panel < panels; panel++) {
    for (let k = 0; k < nodes.length; k++) {
      const w = width * (panel + (1 + (nodes[k] as number)) / 2);
      const nearer = base * Math.exp(w);
      const farther = nearer + gap;
      const other = Math.log(farther / (base + gap));
      const height = (weights[k] as number) * Math.exp((1 - near) * w - far * other);
      sum += height;
      if (!means) continue;
      la += height * w;
      ia += height / nearer;
      lb += height * other;
      ib += height / farther;
    }
  }
  const scale = Math.log(base + gap);
  out.log = Math.log((sum * width) / 2) + Math.log(s) + (1 - near) * Math.log(base) - far * scale;
  if (means && sum > 0) {
    const [nearLog, farLog] = [la / sum + Math.log(base), lb / sum + scale];
    out.logAlpha = alphaFirst ? nearLog : farLog;
    out.inverseAlpha = (alphaFirst ? ia : ib) / sum;
    out.logBeta = alphaFirst ? farLog : nearLog;
    out.inverseBeta = (alphaFirst ? ib : ia) / sum;
  }
  return out;
}

/** By how many powers of e the integrand has fallen at w. */
function decayAt(w: number, near: number, far: number, base: number, gap: number): number {
  return (near - 1) * w + far * Math.log1p((base * Math.expm1(w)) / (base + gap));
}

function ruleFor(decay: number): QuadratureRule {
  let at = RULES.findIndex(([, most]) => decay <= most);
  if (at < 0) at = RULES.length - 1;
  const known = rules[at];
  if (known !== undefined) return known;
  const rule = gaussLegendre((RULES[at] as readonly [number, number])[0]);
  rules[at] = rule;
  return rule;
}

/** An empty result to hand to {@link stoppingIntegral}. @internal */
export function newStopping(): Stopping {
  return { log: 0, logAlpha: 0, inverseAlpha: 0, logBeta: 0, inverseBeta: 0 };
}
