import { gaussLegendre, type QuadratureRule } from "../../math/gauss-legendre.ts";
import { studentTCdf, studentTSurvival } from "../../math/student-t.ts";

/** What the rest of the year brings: its expected value, the error of that, and how well the error is known. */
export interface RestOfYear {
  readonly value: number;
  readonly error: number;
  readonly df: number;
}

const RULE: QuadratureRule = /* @__PURE__ */ (() => gaussLegendre(12))();

/** Pieces about the middle, in errors, within which the chance changes fast. */
const EDGES = [-6, -2, 2, 6] as const;

/** Standard errors beyond which the t distribution needs no digits. */
const FAR = 1e6;

/**
 * The chance that the rest of the year closes a gap, and what is expected to be missing. The square root of the rest is
 * Student's t about the root of its estimate: amounts do not go below 0 and scatter further upwards than downwards.
 */
export function shortfallOf(rest: RestOfYear, gap: number): { readonly chance: number; readonly expected: number } {
  if (gap <= 0) return { chance: 1, expected: 0 };
  const { value, error, df } = rest;
  if (!(error > 0 && value > 0)) return { chance: value >= gap ? 1 : 0, expected: Math.max(0, gap - value) };
  const root = Math.sqrt(value);
  const unit = error / (2 * root);
  const end = Math.sqrt(gap);
  const at = (u: number): number => Math.min(FAR, Math.max(-FAR, (u - root) / unit));
  // E max(0, gap − R) = ∫ P(R < r) dr from 0 to the gap, with r = u²
  let expected = 0;
  let from = 0;
  for (const edge of [...EDGES.map((e) => root + e * unit), end]) {
    const to = Math.min(end, Math.max(from, edge));
    if (to > from) {
      const half = (to - from) / 2;
      for (let i = 0; i < RULE.nodes.length; i++) {
        const u = from + half * (1 + (RULE.nodes[i] as number));
        expected += half * (RULE.weights[i] as number) * 2 * u * studentTCdf(at(u), df);
      }
    }
    from = to;
  }
  return { chance: studentTSurvival(at(end), df), expected: Math.min(gap, expected) };
}
