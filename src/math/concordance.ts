import {
  requireFinite,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireSameLength,
  show,
} from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import type { Estimate } from "../core/estimate.ts";
import { concordanceOf } from "./concordance-count.ts";
import { readEnds } from "./watched.ts";

/** Options of {@link concordanceIndex}. */
export interface ConcordanceOptions {
  /** Age from which each row was watched, 0 or more and below its duration; 0 where left out. */
  readonly entries?: ArrayLike<number>;
  /** How often each row counts, from 1e-100 to 1e100; 1 where left out. */
  readonly weights?: ArrayLike<number>;
  /** Group of each row; only rows of one group are compared. */
  readonly strata?: ArrayLike<string | number>;
  /** Whose row it is; rows of one cluster are taken as one when the interval is made. */
  readonly clusters?: ArrayLike<string | number>;
  /** Nominal coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** How well a score orders cases by when they ended. */
export interface Concordance extends Estimate {
  /** Infinitesimal jackknife. */
  readonly standardError: number;
  /** Weight of the pairs whose order is known: in the right order, in the wrong one, and with equal scores. */
  readonly concordant: number;
  readonly discordant: number;
  readonly tiedScores: number;
}

/**
 * How well a score tells who ends first: of all pairs whose order is known, the share in which the one with the higher
 * score ended first. One half is guessing, 1 is perfect.
 *
 * A pair counts where one was seen to end while the other was watched and stayed longer; a case last seen open at the
 * age at which the other ended stayed longer. Two that ended at one age say nothing. Equal scores count half (Harrell).
 *
 * @param durations - Age of each case at its end, or when it was last seen open; 0 or more. Not mutated.
 * @param ended - 1 or `true` where it ended, 0 or `false` where it was still open.
 * @param scores - Finite numbers, higher for an earlier end: a risk, not an expected stay.
 * @param options - `entries`, `weights`, `strata`, `clusters`, `level`.
 * @returns The index over `n` rows, its interval on the scale of log-odds from the infinitesimal jackknife; where the
 * index is 0 or 1 or does not vary, Wilson's over the rows that ended. `undefined` where no pair can be compared.
 * @throws ClienteleError `empty_input`, `length_mismatch`, `not_finite`, `out_of_range`, `invalid_type`, `inconsistent`.
 * @example
 * ```ts
 * concordanceIndex([1, 2, 3, 4], [1, 1, 1, 0], [4, 2, 3, 1])?.value; // ≈ 0.8333
 * concordanceIndex([1, 2, 3, 4], [0, 0, 0, 0], [4, 2, 3, 1]); // => undefined
 * ```
 * @see Harrell, Lee & Mark (1996), Statistics in Medicine 15, 361–387; Therneau & Watson (2017), Mayo Clinic Technical
 * Report 85, for the variance
 */
export function concordanceIndex(
  durations: ArrayLike<number>,
  ended: ArrayLike<boolean | number>,
  scores: ArrayLike<number>,
  options: ConcordanceOptions = {},
): Concordance | undefined {
  requireSameLength(durations, "durations", ended, "ended");
  requireSameLength(durations, "durations", scores, "scores");
  requireNonEmpty(durations, "durations");
  requireFinite(scores, "scores");
  requireObject(options, "options");
  const { entries, weights, strata, clusters, level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const n = durations.length;
  const { ages: stops, ends } = readEnds(durations, ended, { durations: "durations", ended: "ended" });
  const column = (cells: ArrayLike<number>, name: string, min: number, max: number): Float64Array => {
    requireSameLength(durations, "durations", cells, name);
    return Float64Array.from({ length: n }, (_, i) => {
      requireNumber(cells[i] as number, `${name}[${i}]`, { min, max });
      return cells[i] as number;
    });
  };
  const starts = entries === undefined ? undefined : column(entries, "options.entries", 0, Number.MAX_VALUE);
  starts?.forEach((start, i) => {
    if (start < (stops[i] as number)) return;
    throw new ClienteleError("inconsistent", `options.entries[${i}] must lie below durations[${i}]`, { index: i });
  });
  return concordanceOf(
    {
      stops,
      ends,
      scores: Float64Array.from(scores),
      starts,
      weights: weights === undefined ? undefined : column(weights, "options.weights", 1e-100, 1e100),
      strata: strata === undefined ? undefined : codesOf(strata, "options.strata", durations),
      clusters: clusters === undefined ? undefined : codesOf(clusters, "options.clusters", durations),
    },
    level,
  );
}

function codesOf(column: ArrayLike<string | number>, name: string, durations: ArrayLike<number>): Uint32Array {
  requireSameLength(durations, "durations", column, name);
  const seen = new Map<string | number, number>();
  return Uint32Array.from({ length: column.length }, (_, i) => {
    const id: unknown = column[i];
    if (typeof id !== "string" && !(typeof id === "number" && Number.isFinite(id))) {
      throw new ClienteleError("invalid_type", `${name}[${i}] must be a text or a finite number, got ${show(id)}`, {
        index: i,
      });
    }
    const code = seen.get(id) ?? seen.size;
    seen.set(id, code);
    return code;
  });
}
