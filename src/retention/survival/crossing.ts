import type { KaplanMeierCurve } from "../../math/kaplan-meier.ts";
import { lastAge } from "./horizon.ts";
import type { CurveCrossing } from "./types.ts";

/** Curves of equal groups wander about each other; a lesser side below this part of the gap is called no crossing. */
const LEAST_SHARE = 0.1;

/** A gap narrower than this is none. */
const TIE = 1e-12;

/** Pairs of curves of which one is clearly ahead at first and clearly behind later, up to the age known of both. */
export function crossingsOf(curves: readonly KaplanMeierCurve[], ids: readonly string[]): CurveCrossing[] {
  const found: CurveCrossing[] = [];
  for (let a = 0; a < curves.length; a++) {
    for (let b = a + 1; b < curves.length; b++) {
      const crossing = crossingOf(curves[a] as KaplanMeierCurve, curves[b] as KaplanMeierCurve);
      if (crossing !== undefined) found.push({ first: ids[a] as string, second: ids[b] as string, ...crossing });
    }
  }
  return found;
}

function crossingOf(a: KaplanMeierCurve, b: KaplanMeierCurve): { age: number; share: number } | undefined {
  const end = Math.min(lastAge(a), lastAge(b));
  if (end === 0) return undefined;
  // running areas of the side on which the gap lies; the largest sway back marks the crossing
  let i = 0;
  let j = 0;
  let [openA, openB, at, above, below] = [1, 1, 0, 0, 0];
  const balances: [age: number, balance: number][] = [];
  while (at < end) {
    const next = Math.min(a.times[i] ?? end, b.times[j] ?? end, end);
    const gap = openA - openB;
    if (Math.abs(gap) > TIE) {
      // shares of the end, so that no area overflows
      const area = gap * (next / end - at / end);
      if (area > 0) above += area;
      else below -= area;
      balances.push([next, above - below]);
    }
    at = next;
    if (at >= end) break;
    if (a.times[i] === at) openA = a.survival[i++] as number;
    if (b.times[j] === at) openB = b.survival[j++] as number;
  }
  const share = Math.min(above, below) / (above + below);
  if (!(share >= LEAST_SHARE)) return undefined;
  return { age: turnOf(balances), share };
}

/** Age at which the leader changes: the peak or trough of the balance of areas with most on both of its sides. */
function turnOf(balances: readonly (readonly [age: number, balance: number])[]): number {
  const last = (balances.at(-1) as readonly [number, number])[1];
  let turn = 0;
  let most = -1;
  for (const [age, balance] of balances) {
    const sway = Math.min(balance, balance - last);
    const dip = Math.min(-balance, last - balance);
    if (Math.max(sway, dip) > most) [turn, most] = [age, Math.max(sway, dip)];
  }
  return turn;
}
