import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { dot } from "../../math/dot.ts";
import { kendallCount } from "../../math/kendall-count.ts";
import { normalQuantile, normalSurvival } from "../../math/normal.ts";
import { midranks } from "../../math/ranks.ts";
import { studentTSurvival } from "../../math/student-t.ts";
import { bendOf, lineOf } from "./line.ts";
import { pointsOf } from "./points.ts";
import type { Correlation, NumberAssociation } from "./types.ts";

/** Fewest rows: Kendall's interval needs a root of n − 4. */
const NEEDED = 5;

/** Bend that is called one. */
const CLEAR = 0.01;

/** By how much one row may move Pearson's coefficient before it is named. */
const STRONG_ROW = 0.1;

/** By how much rank and straight-line correlation may differ before the ranks are read. */
const APART = 0.1;

/** Measures how two figures go together; NaN in neither. `rows` holds the place of each in the caller's rows. */
export function associateNumbers(
  x: Float64Array,
  y: Float64Array,
  rows: Uint32Array,
  level: number,
): Omit<NumberAssociation, "missing"> {
  const n = x.length;
  const points = pointsOf(x, y);
  const constant = [x, y].find((column) => column.every((value) => value === column[0]));
  const refusal: Abstention | undefined =
    n < NEEDED
      ? { abstained: { code: "too_few_rows", params: { n, needed: NEEDED } } }
      : constant === undefined
        ? undefined
        : { abstained: { code: "all_values_equal", params: { n, value: constant[0] as number } } };
  if (refusal !== undefined) {
    const base = { kind: "number_number", n, level, read: "pearson", points, reasons: [refusal.abstained] } as const;
    return { ...base, pearson: refusal, spearman: refusal, kendall: refusal };
  }
  const [u, v] = [standard(x), standard(y)];
  const r = product(u, v);
  const rho = product(standard(midranks(x).ranks), standard(midranks(y).ranks));
  const pearson = correlation(r, 1 / (n - 3), n, level, studentP(r, n));
  // Bonett & Wright (2000), Psychometrika 65, 23–28
  const spearman = correlation(rho, (1 + rho ** 2 / 2) / (n - 3), n, level, studentP(rho, n));
  const kendall = kendallOf(x, y, level);
  const bend = bendOf(x, y);
  const strongest = strongestRow(u, v, r, rows);
  const reasons: Reason[] = [];
  const bent = bend !== undefined && bend < CLEAR;
  const moved = strongest !== undefined && Math.abs(strongest.pearsonWithout - r) > STRONG_ROW;
  const apart = Math.abs(rho) - Math.abs(r) > APART;
  const read = bent || moved || apart ? "spearman" : "pearson";
  const found = read === "pearson" ? pearson : spearman;
  reasons.push({
    code: "association_numbers",
    params: {
      read,
      value: found.value,
      from: found.interval.lower,
      to: found.interval.upper,
      n,
      clear: found.interval.lower > 0 || found.interval.upper < 0,
    },
  });
  if (bent) reasons.push({ code: "association_bent", params: { pValue: bend } });
  if (moved) {
    reasons.push({
      code: "association_strong_row",
      params: { row: strongest.row, pearson: r, without: strongest.pearsonWithout },
    });
  }
  if (apart) reasons.push({ code: "association_ranks_closer", params: { pearson: r, spearman: rho } });
  return {
    kind: "number_number",
    n,
    level,
    pearson,
    spearman,
    kendall,
    ...(bend !== undefined && { bendPValue: bend }),
    ...(strongest !== undefined && { strongest }),
    read,
    line: lineOf(x, y, level),
    points,
    reasons,
  };
}

/** Correlation of two columns that {@link standard} made. */
const product = (u: Float64Array, v: Float64Array): number => Math.min(1, Math.max(-1, dot(u, v)));

/** The row without which the coefficient would move most. */
function strongestRow(
  u: Float64Array,
  v: Float64Array,
  r: number,
  rows: Uint32Array,
): { row: number; pearsonWithout: number } | undefined {
  const n = u.length;
  // sums around the mean without row i: Σ − n/(n − 1) · own product
  const keep = n / (n - 1);
  let best: { row: number; pearsonWithout: number } | undefined;
  let most = 0;
  for (let i = 0; i < n; i++) {
    const [a, b] = [u[i] as number, v[i] as number];
    const [xx, yy] = [1 - keep * a * a, 1 - keep * b * b];
    if (!(xx > 1e-9 && yy > 1e-9)) continue;
    const without = Math.min(1, Math.max(-1, (r - keep * a * b) / Math.sqrt(xx * yy)));
    const move = Math.abs(without - r);
    if (move > most * (1 + 1e-12)) {
      most = move;
      best = { row: rows[i] as number, pearsonWithout: without };
    }
  }
  return best;
}

/** A column around its mean, brought to the length 1, so that figures of any size can be squared. */
function standard(column: Float64Array): Float64Array {
  const n = column.length;
  const base = column[0] as number;
  let far = 0;
  for (const value of column) far = Math.max(far, Math.abs(value - base));
  const scaled = column.map((value) => (value - base) / far);
  const center = scaled.reduce((total, value) => total + value, 0) / n;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const value = (scaled[i] as number) - center;
    scaled[i] = value;
    squares += value * value;
  }
  const root = Math.sqrt(squares);
  return scaled.map((value) => value / root);
}

/** A coefficient with its interval on Fisher's scale. */
function correlation(value: number, variance: number, n: number, level: number, pValue: number): Correlation {
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(variance);
  const z = Math.atanh(value);
  return { value, n, interval: { lower: Math.tanh(z - half), upper: Math.tanh(z + half), level }, pValue };
}

function studentP(r: number, n: number): number {
  const rest = 1 - r * r;
  if (!(rest > 0)) return 0;
  return Math.min(1, 2 * studentTSurvival(Math.abs(r) * Math.sqrt((n - 2) / rest), n - 2));
}

/** Interval after Fieller, Hartley & Pearson (1957), Biometrika 44: variance 0.437/(n − 4) on Fisher's scale. */
function kendallOf(x: Float64Array, y: Float64Array, level: number): Correlation {
  const { n, s, variance, xPairs, yPairs } = kendallCount(x, y);
  const tau = Math.min(1, Math.max(-1, s / Math.sqrt(xPairs) / Math.sqrt(yPairs)));
  const pValue = variance > 0 ? Math.min(1, 2 * normalSurvival(Math.abs(s) / Math.sqrt(variance))) : 1;
  return correlation(tau, 0.437 / (n - 4), n, level, pValue);
}
