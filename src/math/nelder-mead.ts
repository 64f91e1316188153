import { requireNumber } from "../core/checks.ts";
import {
  centralGradient,
  countCalls,
  type Minimum,
  type MinimumReason,
  minimumOf,
  type Objective,
  requireSearch,
} from "./minimum.ts";

/** Options of {@link minimizeNelderMead}. */
export interface NelderMeadOptions {
  /** Size of the simplex and spread of its values, both relative, that count as a point; 1e-9 unless asked otherwise. */
  readonly tolerance?: number;
  /** Steps after which the search gives up; 500 per dimension unless asked otherwise. */
  readonly maxIterations?: number;
  /** Length of the edges of the first simplex, in units of x; a tenth of each coordinate, at least 0.1, if left out. */
  readonly initialStep?: number;
}

interface Vertex {
  readonly x: Float64Array;
  readonly value: number;
}

/**
 * Finds the lowest point of a function of a few numbers without its slope: slower than {@link minimizeBfgs}, but
 * content with kinks and noise. Meant for up to about ten dimensions.
 *
 * @param f - The function. NaN and infinite values count as infinitely high, so a forbidden region may be marked so.
 * @param start - Where to begin: finite numbers; f must be finite there.
 * @param options - Tolerance, limit and first step.
 * @returns The minimum with its diagnostics. The search starts afresh around the point it found until that gains
 * nothing; `gradientNorm` is by central differences and says little at a kink.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range` for the arguments
 * themselves, never for what f does.
 * @example
 * ```ts
 * const found = minimizeNelderMead(([a = 0, b = 0]) => Math.abs(a - 1) + (b + 2) ** 2, [0, 0]);
 * found.reason; // => "simplex_small"
 * found.x[0]; // ≈ 1.000000
 * ```
 * @see Nelder, Mead, A simplex method for function minimization, The Computer Journal 7 (1965); Gao, Han, Implementing
 * the Nelder–Mead simplex algorithm with adaptive parameters, Computational Optimization and Applications 51 (2012)
 */
export function minimizeNelderMead(f: Objective, start: ArrayLike<number>, options: NelderMeadOptions = {}): Minimum {
  requireSearch(f, start, options);
  const n = start.length;
  const { tolerance = 1e-9, maxIterations = 500 * n, initialStep } = options;
  if (initialStep !== undefined) requireNumber(initialStep, "options.initialStep", { above: 0 });
  const evaluate = countCalls(f);
  let unbounded = false;
  const vertexAt = (x: Float64Array): Vertex => {
    const value = evaluate(x);
    unbounded ||= value === Number.NEGATIVE_INFINITY;
    return { x, value: Number.isFinite(value) ? value : Number.POSITIVE_INFINITY };
  };
  const simplexAround = (centre: Vertex): Vertex[] => {
    const simplex = [centre];
    for (let i = 0; i < n; i++) {
      const x = Float64Array.from(centre.x);
      x[i] = (x[i] as number) + (initialStep ?? Math.max(0.1, 0.1 * Math.abs(x[i] as number)));
      simplex.push(vertexAt(x));
    }
    return simplex.sort(byValue);
  };

  let best = vertexAt(Float64Array.from(start));
  const done = (iterations: number, reason: MinimumReason): Minimum => {
    const slope = new Float64Array(n);
    centralGradient(evaluate, best.x, slope);
    return minimumOf(best.x, best.value, slope, iterations, evaluate.calls, reason);
  };
  if (unbounded) return done(0, "unbounded");
  if (best.value === Number.POSITIVE_INFINITY) return done(0, "not_finite_start");

  let simplex = simplexAround(best);
  for (let iterations = 0; ; iterations++) {
    const lowest = simplex[0] as Vertex;
    if (unbounded) {
      best = lowest;
      return done(iterations, "unbounded");
    }
    if (isSmall(simplex, tolerance)) {
      const gained = best.value - lowest.value;
      best = lowest;
      if (gained <= tolerance * Math.max(1, Math.abs(best.value))) return done(iterations, "simplex_small");
      simplex = simplexAround(best);
    }
    if (iterations === maxIterations) {
      best = simplex[0] as Vertex;
      return done(iterations, "max_iterations");
    }
    move(simplex, vertexAt);
  }
}

/** One step of the simplex, which is kept in order of value. */
function move(simplex: Vertex[], vertexAt: (x: Float64Array) => Vertex): void {
  const n = simplex.length - 1;
  // Gao and Han eq. 4.1; the classical 2, ½, ½ up to two dimensions
  const size = Math.max(2, n);
  const expansion = 1 + 2 / size;
  const contraction = 0.75 - 1 / (2 * size);
  const shrinkage = 1 - 1 / size;
  const lowest = simplex[0] as Vertex;
  const worst = simplex[n] as Vertex;
  const centre = lowest.x.map(
    (_, i) => simplex.reduce((total, v) => total + (v.x[i] as number), -(worst.x[i] as number)) / n,
  );
  const along = (t: number): Vertex => vertexAt(centre.map((c, i) => c + t * (c - (worst.x[i] as number))));

  const reflected = along(1);
  let replacement: Vertex | undefined;
  if (reflected.value < lowest.value) {
    const expanded = along(expansion);
    replacement = expanded.value < reflected.value ? expanded : reflected;
  } else if (reflected.value < (simplex[n - 1] as Vertex).value) {
    replacement = reflected;
  } else {
    const outside = reflected.value < worst.value;
    const contracted = along(outside ? contraction : -contraction);
    if (contracted.value < (outside ? reflected.value : worst.value)) replacement = contracted;
  }
  if (replacement !== undefined) simplex[n] = replacement;
  else {
    for (let k = 1; k <= n; k++) {
      const { x } = simplex[k] as Vertex;
      simplex[k] = vertexAt(lowest.x.map((low, i) => low + shrinkage * ((x[i] as number) - low)));
    }
  }
  simplex.sort(byValue);
}

function isSmall(simplex: readonly Vertex[], tolerance: number): boolean {
  const lowest = simplex[0] as Vertex;
  const highest = simplex[simplex.length - 1] as Vertex;
  if (!(highest.value - lowest.value <= tolerance * Math.max(1, Math.abs(lowest.value)))) return false;
  return simplex.every(({ x }) =>
    x.every((cell, i) => Math.abs(cell - (lowest.x[i] as number)) <= tolerance * Math.max(1, Math.abs(cell))),
  );
}

function byValue(a: Vertex, b: Vertex): number {
  return a.value === b.value ? 0 : a.value - b.value;
}
