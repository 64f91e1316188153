import { requireColumn, requireFinite, requireNumber, requireObject, requireSameLength } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { dot } from "./dot.ts";
import { project } from "./project.ts";

/** Options of {@link leastSquares}. */
export interface LeastSquaresOptions {
  /** How much each row counts, above 0; 1 where left out. */
  readonly weights?: ArrayLike<number>;
  /**
   * Part of a column's spread that the columns before it must leave, in (0, 1), for it to count as one of its own;
   * default 1e-11.
   */
  readonly tolerance?: number;
}

/** A column that the kept columns before it make up. */
export interface AliasedColumn {
  readonly column: number;
  /** The kept columns that make it up (up to a constant), and by which factor. */
  readonly of: readonly { readonly column: number; readonly factor: number }[];
}

/**
 * A line, plane or more through rows, by least squares and always with a constant. Spreads are taken around centres:
 * the figure at `centers[j]` for all j is `center`.
 */
export interface LeastSquaresFit {
  readonly n: number;
  /** Columns that count, the constant included. */
  readonly rank: number;
  /** Columns that the fit rests on, in their own order. */
  readonly kept: readonly number[];
  readonly aliased: readonly AliasedColumn[];
  /** Fitted value where every column is 0. */
  readonly intercept: number;
  /** One per column; 0 where it is aliased. */
  readonly coefficients: Float64Array;
  /** Mean of each column, and fitted value there. */
  readonly centers: Float64Array;
  readonly center: number;
  readonly residuals: Float64Array;
  /** Weight of each row in its own fitted value, in [0, 1]. */
  readonly leverage: Float64Array;
  /** Weighted sums of squares of the residuals, and of the outcome around its mean. */
  readonly residualSquares: number;
  readonly totalSquares: number;
  /** Orthonormal columns, `rank` of them; each row holds its root weight. What robust errors are made of. */
  readonly basis: readonly Float64Array[];
  /** Takes coordinates in `basis` to `[center, ...kept coefficients]`: rank × rank, row by row. */
  readonly fromBasis: Float64Array;
}

/** Largest size of a cell, and smallest of a spread, whose squares a double holds with room for sums of them. */
const LARGEST = 1e140;

/**
 * The straight-line formula that misses an outcome by least squares, with what its uncertainty is reckoned from.
 *
 * Columns are centred, brought to one length and made orthogonal twice over, which keeps as many digits as Householder
 * reflections do and shows at once which column only repeats others.
 *
 * @param columns - One column of finite numbers per predictor, without a constant; may be none. Not mutated.
 * @param outcome - What is to be explained, one row each, at least one.
 * @param options - `weights`, `tolerance`.
 * @returns The fit. A constant column, and one made up of those before it, has the coefficient 0 and stands in `aliased`.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `length_mismatch`, `out_of_range`.
 * @example
 * ```ts
 * const fit = leastSquares([Float64Array.of(1, 2, 3, 4)], Float64Array.of(3, 5, 7, 10));
 * fit.coefficients[0]; // ≈ 2.3
 * fit.intercept; // ≈ 0.5
 * fit.leverage[0]; // ≈ 0.7
 * ```
 * @see Giraud, Langou & Rozložník (2005), Computers & Mathematics with Applications 50, 1069–1075 (twice is enough)
 */
export function leastSquares(
  columns: readonly Float64Array[],
  outcome: Float64Array,
  options: LeastSquaresOptions = {},
): LeastSquaresFit {
  requireObject(options, "options");
  const { weights, tolerance = 1e-11 } = options;
  requireNumber(tolerance, "options.tolerance", { above: 0, below: 1 });
  requireColumn(columns, "columns");
  requireCells(outcome, "outcome");
  const n = outcome.length;
  requireNumber(n, "outcome.length", { min: 1 });
  Array.from(columns).forEach((column, j) => {
    requireCells(column, `columns[${j}]`);
    requireSameLength(column, `columns[${j}]`, outcome, "outcome");
  });
  const roots = rootsOf(weights, n);

  const first = roots ?? new Float64Array(n).fill(1);
  const length = Math.sqrt(dot(first, first));
  const basis: Float64Array[] = [first.map((root) => root / length)];
  const centers = new Float64Array(columns.length);
  const kept: number[] = [];
  const spreads: number[] = [];
  const triangle: Float64Array[] = [];
  const repeated: { readonly column: number; readonly spread: number; readonly along: Float64Array }[] = [];
  columns.forEach((column, j) => {
    const { center, spread, vector } = centred(column, roots, `columns[${j}]`);
    centers[j] = center;
    if (spread === 0) {
      repeated.push({ column: j, spread: 1, along: new Float64Array(kept.length) });
      return;
    }
    const { along, left } = project(basis, vector);
    if (left <= tolerance) {
      repeated.push({ column: j, spread, along: along.subarray(1) });
      return;
    }
    for (let i = 0; i < n; i++) vector[i] = (vector[i] as number) / left;
    basis.push(vector);
    kept.push(j);
    spreads.push(spread);
    triangle.push(Float64Array.of(...along, left));
  });

  const target = centred(outcome, roots, "outcome");
  const residual = target.vector;
  const coordinates = project(basis, residual).along;
  const rank = basis.length;
  // entry (k, m) of the triangle that takes kept columns to the basis, the constant left out: both are centred
  const entry = (k: number, m: number): number => (triangle[m] as Float64Array)[k + 1] as number;
  const solve = (right: Float64Array): Float64Array => {
    const x = Float64Array.from(right);
    for (let k = x.length - 1; k >= 0; k--) {
      for (let m = k + 1; m < x.length; m++) x[k] = (x[k] as number) - entry(k, m) * (x[m] as number);
      x[k] = (x[k] as number) / entry(k, k);
    }
    return x;
  };
  const scaled = solve(coordinates.subarray(1));
  const coefficients = new Float64Array(columns.length);
  kept.forEach((j, m) => {
    coefficients[j] = ((scaled[m] as number) * target.spread) / (spreads[m] as number);
  });
  // what rounding left of the outcome's mean once it was centred
  const center = target.center + (target.spread * (coordinates[0] as number)) / length;
  const fromBasis = new Float64Array(rank * rank);
  fromBasis[0] = 1 / length;
  for (let k = 0; k < rank - 1; k++) {
    const unit = new Float64Array(rank - 1);
    unit[k] = 1;
    solve(unit).forEach((value, m) => {
      fromBasis[(m + 1) * rank + k + 1] = value / (spreads[m] as number);
    });
  }
  const leverage = new Float64Array(n);
  const residuals = new Float64Array(n);
  let residualSquares = 0;
  for (const column of basis) {
    for (let i = 0; i < n; i++) leverage[i] = (leverage[i] as number) + (column[i] as number) * (column[i] as number);
  }
  for (let i = 0; i < n; i++) {
    leverage[i] = Math.min(1, leverage[i] as number);
    const miss = (residual[i] as number) * target.spread;
    residualSquares += miss * miss;
    residuals[i] = roots === undefined ? miss : miss / (roots[i] as number);
  }
  return {
    n,
    rank,
    kept,
    aliased: repeated.map(({ column, spread, along }) => ({
      column,
      of: Array.from(solve(along), (share, m) => ({
        column: kept[m] as number,
        share,
        factor: (share * spread) / (spreads[m] as number),
      })).flatMap(({ share, column: by, factor }) => (Math.abs(share) < 1e-6 ? [] : [{ column: by, factor }])),
    })),
    intercept: center - dot(coefficients, centers),
    coefficients,
    centers,
    center,
    residuals,
    leverage,
    residualSquares,
    totalSquares: target.spread ** 2,
    basis,
    fromBasis,
  };
}

function requireCells(column: Float64Array, name: string): void {
  requireFinite(column, name);
  for (let i = 0; i < column.length; i++) {
    if (Math.abs(column[i] as number) > LARGEST) {
      throw new ClienteleError("out_of_range", `${name}[${i}] must be at most 1e140 in size; use a larger unit`, {
        name,
        index: i,
      });
    }
  }
}

function rootsOf(weights: ArrayLike<number> | undefined, n: number): Float64Array | undefined {
  if (weights === undefined) return undefined;
  requireColumn(weights, "options.weights");
  if (weights.length !== n) {
    throw new ClienteleError("length_mismatch", `options.weights has ${weights.length} rows and outcome has ${n}`, {
      weights: weights.length,
      outcome: n,
    });
  }
  return Float64Array.from(weights, (weight, i) => {
    requireNumber(weight, `options.weights[${i}]`, { min: 1e-100, max: 1e100 });
    return Math.sqrt(weight);
  });
}

/** A column around its weighted mean, each row times its root weight, brought to the length 1. */
function centred(
  column: Float64Array,
  roots: Float64Array | undefined,
  name: string,
): { center: number; spread: number; vector: Float64Array } {
  const n = column.length;
  const base = column[0] as number;
  let mass = 0;
  let moment = 0;
  for (let i = 0; i < n; i++) {
    const root = roots === undefined ? 1 : (roots[i] as number);
    mass += root * root;
    moment += root * root * ((column[i] as number) - base);
  }
  const center = base + moment / mass;
  const vector = new Float64Array(n);
  let squares = 0;
  let varies = false;
  for (let i = 0; i < n; i++) {
    if (column[i] !== base) varies = true;
    const cell = ((column[i] as number) - center) * (roots === undefined ? 1 : (roots[i] as number));
    vector[i] = cell;
    squares += cell * cell;
  }
  if (!varies) return { center: base, spread: 0, vector: new Float64Array(n) };
  const spread = Math.sqrt(squares);
  if (!(spread > 1 / LARGEST && Number.isFinite(spread))) {
    throw new ClienteleError("out_of_range", `${name} spreads by ${spread}; use a unit in which squares keep digits`, {
      name,
    });
  }
  for (let i = 0; i < n; i++) vector[i] = (vector[i] as number) / spread;
  return { center, spread, vector };
}
