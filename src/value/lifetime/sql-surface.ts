import type { BuyingPoint } from "../buying/kernel.ts";
import type { BuyingKind } from "../buying/types.ts";
import { type Discounting, discountedStay, slowest } from "./discount.ts";
import { isEndless, mixtureOf, timeConstant } from "./stay.ts";

/** A polynomial in powers of a centred logarithm, lowest power first. */
export type Powers = readonly number[];

/** Customers with at most so many repeat purchases share a polynomial; those with fewer have one of an earlier block. */
export interface SurfaceBlock {
  readonly upTo: number;
  /** Centre c of ln((κ + x) / c), and κ; the first piece's coefficients are constants where only one x is meant. */
  readonly centre: number;
  /** One polynomial over ln(time constant) per piece and power of the logarithm of x: pieces[piece][power of w]. */
  readonly pieces: readonly (readonly Powers[])[];
}

/** Expected stay over the time constant, for all customers up to a number of purchases and an age. */
export interface StaySurface {
  /** Added to x inside its logarithm. */
  readonly shift: number;
  /** Largest age of each piece, ascending, and the centre of its time constants. */
  readonly pieces: readonly { readonly upTo: number; readonly centre: number }[];
  readonly blocks: readonly SurfaceBlock[];
}

/** Longest piece, in logarithms of the time constant; the nearest singularity lies at ±iπ. */
const PIECE = 2.5;

/** Places per piece, and per block of repeat purchases: with them the error stays below 1e−8. */
const AGE_PLACES = 13;
const COUNT_PLACES = 9;

/** Up to here each number of repeat purchases has its own polynomials, then each doubling. */
const SINGLE = 8;

/**
 * Writes expected stays as polynomials, so that an engine without special functions can evaluate them.
 *
 * @internal
 */
export function staySurface(
  kind: BuyingKind,
  point: BuyingPoint,
  plan: Discounting,
  most: number,
  oldest: number,
): StaySurface {
  const base = timeConstant(kind, point, 0);
  const width = Math.log1p(oldest / base);
  const count = Math.max(1, Math.ceil(width / PIECE));
  const pieces = Array.from({ length: count }, (_, i) => ({
    upTo: i === count - 1 ? oldest : base * Math.expm1((width * (i + 1)) / count),
    centre: base * Math.exp((width * (i + 0.5)) / count),
  }));
  const half = width / count / 2;
  const shift = kind === "pareto_nbd" ? 1 : (point[2] as number) + (point[3] as number) + (kind === "mbg_nbd" ? 1 : 0);
  const stayAt = (x: number): readonly Powers[] => {
    const whole = plan.length === 0 || isEndless(plan);
    const mixture = whole ? undefined : mixtureOf(kind, point, x, slowest(plan) * base);
    return pieces.map(({ centre }) =>
      powersOf(half, AGE_PLACES, (w) => {
        const constant = centre * Math.exp(w);
        return mixture === undefined ? 0 : discountedStay(mixture, constant, plan) / constant;
      }),
    );
  };
  const blocks: SurfaceBlock[] = [];
  // a live customer's stay under Pareto/NBD does not depend on x
  const last = kind === "pareto_nbd" ? 0 : most;
  for (let x = 0; x <= Math.min(last, SINGLE - 1); x++) {
    blocks.push({ upTo: x, centre: 1, pieces: stayAt(x).map((powers) => powers.map((cell) => [cell])) });
  }
  for (let from = SINGLE; from <= last; from *= 2) {
    const upTo = Math.min(last, 2 * from - 1);
    const centre = Math.sqrt((shift + from) * (shift + upTo));
    const reach = Math.log((shift + upTo) / (shift + from)) / 2;
    const places = chebyshev(COUNT_PLACES).map((at) => stayAt(centre * Math.exp(reach * at) - shift));
    blocks.push({
      upTo,
      centre,
      pieces: pieces.map((_, piece) =>
        Array.from({ length: AGE_PLACES }, (_, power) =>
          powersOf(reach, COUNT_PLACES, (_, k) => ((places[k] as readonly Powers[])[piece] as Powers)[power] as number),
        ),
      ),
    });
  }
  return { shift, pieces, blocks };
}

const chebyshev = (n: number): readonly number[] =>
  Array.from({ length: n }, (_, k) => Math.cos((Math.PI * (k + 0.5)) / n));

/** The polynomial through the Chebyshev places of [−reach, reach], by powers of the variable itself. */
function powersOf(reach: number, n: number, value: (at: number, k: number) => number): Powers {
  const values = chebyshev(n).map((at, k) => value(reach * at, k));
  const powers = new Array<number>(n).fill(0);
  // T₀, T₁, … by powers, each from the two before
  let before = new Array<number>(n).fill(0);
  let now = [1, ...new Array<number>(n - 1).fill(0)];
  for (let j = 0; j < n; j++) {
    let coefficient = 0;
    values.forEach((cell, k) => {
      coefficient += (cell * Math.cos((j * Math.PI * (k + 0.5)) / n) * (j === 0 ? 1 : 2)) / n;
    });
    now.forEach((cell, power) => {
      powers[power] = (powers[power] as number) + coefficient * cell;
    });
    const next = now.map(
      (_, power) => (j === 0 ? 1 : 2) * (now[power - 1] ?? 0) - (j === 0 ? 0 : (before[power] as number)),
    );
    before = now;
    now = next;
  }
  // one place where there is nothing to interpolate over
  return reach === 0
    ? [values[0] as number, ...new Array<number>(n - 1).fill(0)]
    : powers.map((cell, k) => cell / reach ** k);
}
