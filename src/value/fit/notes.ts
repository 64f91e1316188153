import type { FitReport } from "../types.ts";

/** Slope per customer below which a likelihood is level, even where it has no peak. */
const LEVEL = 1e-6;

/**
 * What a reader must know of a search: `level`, where other parameters explain the data practically as well, `sloping`,
 * where the end of the search is no best point; undefined where all is well.
 *
 * @internal
 */
export function verdictOf({ converged, identifiable, gradientNorm }: FitReport): "level" | "sloping" | undefined {
  if (converged) return identifiable ? undefined : "level";
  return gradientNorm <= LEVEL ? "level" : "sloping";
}
