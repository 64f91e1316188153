import { gaussLegendre } from "../../math/gauss-legendre.ts";
import { betaTail } from "../../math/incomplete-beta.ts";
import { logGammaDifference, logGammaUnchecked } from "../../math/stirling.ts";
import type { BuyingPoint } from "./kernel.ts";
import type { BuyingKind } from "./types.ts";

/** Shape from which rates are alike to ten digits, so that it may stand for any larger one. */
const ALIKE = 1e10;

/** Growth from one panel to the next, and the widest one, in logarithms of time. */
const GROWTH = 1.5;
const WIDEST = 1;

/**
 * Chances of 0, 1, … `most` purchases within t, of a customer who is live at an age of T after x repeats.
 *
 * BG/NBD and MBG/NBD: n purchases without a stop, or a stop at the n-th where at least n were due. Pareto/NBD: n
 * purchases and live at the end, or n until the stop, integrated over its time.
 *
 * @see Fader, Hardie, Lee (2005), eq. 8; Fader, Hardie, Deriving an Expression for P(X(t) = x) Under the Pareto/NBD
 * Model (2006), before the integral is solved
 * @internal
 */
export function countChances(
  kind: BuyingKind,
  point: BuyingPoint,
  x: number,
  age: number,
  t: number,
  most: number,
): Float64Array {
  const shape = (point[0] as number) + x;
  const rho = Math.min(shape, ALIKE);
  const rate = ((point[1] as number) + age) * (rho / shape);
  const chances = new Float64Array(most + 1);
  const choices = Float64Array.from(chances, (_, n) => logGammaDifference(rho, n) - logGammaUnchecked(n + 1));
  const log1 = Math.log1p(t / rate);
  if (t === 0) {
    chances[0] = 1;
    return chances;
  }
  if (kind === "pareto_nbd") {
    const [s, beta] = [point[2] as number, (point[3] as number) + age];
    addDue(chances, choices, rho, t / rate, Math.exp(-s * Math.log1p(t / beta)));
    addStopped(chances, choices, rho, rate, s, beta, t);
    return chances;
  }
  const a = point[2] as number;
  const b = (point[3] as number) + x + (kind === "mbg_nbd" ? 1 : 0);
  const z = t / (rate + t);
  const logZ = Math.log(z);
  // chances to pass n tosses, and to stop at the n-th
  let [kept, stopped] = [1, 0];
  for (let n = 0; n <= most; n++) {
    chances[n] = kept * due(choices[n] as number, rho, log1, logZ, n);
    if (n > 0) {
      chances[n] = (chances[n] as number) + stopped * betaTail(z, rate / (rate + t), n, rho, false);
    }
    stopped = (kept * a) / (a + b + n);
    kept *= (b + n) / (a + b + n);
  }
  return chances;
}

/** Chance that exactly n purchases are due within a time, whoever is still there to make them. */
function due(choice: number, rho: number, log1: number, logZ: number, n: number): number {
  return Math.exp(choice - rho * log1 + (n === 0 ? 0 : n * logZ));
}

function addDue(chances: Float64Array, choices: Float64Array, rho: number, ratio: number, weight: number): void {
  const log1 = Math.log1p(ratio);
  const logZ = Math.log(ratio / (1 + ratio));
  for (let n = 0; n < chances.length; n++) {
    chances[n] = (chances[n] as number) + weight * due(choices[n] as number, rho, log1, logZ, n);
  }
}

/** Adds the customers who stop at y, over all y up to t, in panels that grow with y. */
function addStopped(
  chances: Float64Array,
  choices: Float64Array,
  rho: number,
  rate: number,
  s: number,
  beta: number,
  t: number,
): void {
  const { nodes, weights } = gaussLegendre(40);
  const scale = Math.min(rate, beta);
  const whole = Math.log1p(t / scale);
  // the first panel ends before anything has happened; below it nothing bends
  let to = Math.min(whole, 0.25 / (1 + rho + s));
  let from = 0;
  for (;;) {
    const half = (to - from) / 2;
    for (let k = 0; k < nodes.length; k++) {
      const w = from + half * (1 + (nodes[k] as number));
      const y = scale * Math.expm1(w);
      const stopping = (s / (beta + y)) * Math.exp(-s * Math.log1p(y / beta)) * (scale + y);
      addDue(chances, choices, rho, y / rate, half * (weights[k] as number) * stopping);
    }
    if (to >= whole) return;
    from = to;
    to = Math.min(whole, to * GROWTH, to + WIDEST);
  }
}
