import { indexAt, loyaltyQuadrants } from "../quadrant/axis.ts";
import type { RatedPair } from "./tally.ts";
import { answerChances, answerEdges, answerIndex, type TrueAxis } from "./true-axis.ts";

/** Highest degree of the polynomial that the logarithm of the true ratings' density is. */
const DEGREE = 10;

/** One axis as matrices: chance of each answer (row) in each cell, and polynomials (row) over the cells. */
interface GridSide {
  readonly answers: number;
  readonly cells: number;
  readonly chances: Float64Array;
  readonly basis: readonly Float64Array[];
}

/** Everything the search for the distribution of true ratings needs: answers × answers, cells × cells, row by row. */
export interface Grid {
  readonly across: GridSide;
  readonly upwards: GridSide;
  /** Customers per pair of answers. */
  readonly counts: Float64Array;
  readonly n: number;
  /** Degrees of the polynomials that are multiplied, by the degree across. */
  readonly terms: readonly (readonly [across: number, upwards: number])[];
  /** Logarithm of each cell's area: a flat density fills cells by area. */
  readonly logArea: Float64Array;
  /** Index of the quadrant of each cell. */
  readonly quadrant: Uint8Array;
}

/** Lays out the grid for the ratings of a book. */
export function gridOf(x: TrueAxis, y: TrueAxis, pairs: readonly RatedPair[]): Grid {
  const edges = { x: answerEdges(x), y: answerEdges(y) };
  const across = sideOf(x, edges.x);
  const upwards = sideOf(y, edges.y);
  const counts = new Float64Array(across.answers * upwards.answers);
  let n = 0;
  for (const pair of pairs) {
    const at = answerIndex(edges.x, x, pair.satisfaction) * upwards.answers + answerIndex(edges.y, y, pair.loyalty);
    counts[at] = (counts[at] as number) + pair.n;
    n += pair.n;
  }
  const terms = across.basis.flatMap((_, a) =>
    upwards.basis.flatMap((_b, b) => (a + b > 0 && a + b <= DEGREE ? [[a, b] as const] : [])),
  );
  const cells = across.cells * upwards.cells;
  return {
    across,
    upwards,
    counts,
    n,
    terms,
    logArea: Float64Array.from({ length: cells }, (_, i) => {
      const [a, b] = [Math.floor(i / upwards.cells), i % upwards.cells];
      return logWidth(x, a) + logWidth(y, b);
    }),
    quadrant: quadrantsOf(x, y),
  };
}

/** Index into {@link loyaltyQuadrants} of every cell. */
export function quadrantsOf(x: TrueAxis, y: TrueAxis): Uint8Array {
  const position = ["low", "between", "high"] as const;
  const at = (axis: TrueAxis, i: number) => position[axis.position[i] as number] ?? "between";
  const rows = y.from.length;
  return Uint8Array.from({ length: x.from.length * rows }, (_, i) =>
    indexAt(at(x, Math.floor(i / rows)), at(y, i % rows)),
  );
}

export const QUADRANTS: number = loyaltyQuadrants.length;

function logWidth({ from, to }: TrueAxis, cell: number): number {
  const width = (to[cell] as number) - (from[cell] as number);
  return width > 0 ? Math.log(width) : 0;
}

function sideOf(axis: TrueAxis, edges: Float64Array): GridSide {
  const cells = axis.from.length;
  return {
    answers: edges.length - 1,
    cells,
    chances: answerChances(axis, edges),
    basis: legendre(axis, Math.min(DEGREE, cells - 1)),
  };
}

/** Legendre polynomials over the range of true ratings, scaled to a mean square of one: Abramowitz & Stegun 22.7.10. */
function legendre({ from, to }: TrueAxis, degree: number): Float64Array[] {
  const [start, end] = [from[0] as number, to[to.length - 1] as number];
  const u = from.map((a, i) => (a + (to[i] as number) - start - end) / (end - start));
  const rows = [u.map(() => 1), u];
  for (let k = 1; k < degree; k++) {
    const [one, two] = [rows[k] as Float64Array, rows[k - 1] as Float64Array];
    rows.push(u.map((v, i) => ((2 * k + 1) * v * (one[i] as number) - k * (two[i] as number)) / (k + 1)));
  }
  return rows.slice(0, degree + 1).map((row, k) => row.map((v) => v * Math.sqrt(2 * k + 1)));
}
