import { normalQuantile, normalSurvival } from "../../math/normal.ts";
import { adjustPValues } from "../../math/p-values.ts";
import { studentTQuantile, studentTSurvival } from "../../math/student-t.ts";
import type { Cohort, CohortDrift } from "./types.ts";

/** Two cohorts always lie on a line. */
const FEWEST = 3;

/**
 * Tests at each age whether the share kept rises or falls with the period of start, over the cohorts whose cell is
 * complete. Where cohorts scatter more than chance allows, that scatter is what the drift is held against.
 *
 * @see Cochran (1954), Biometrics 10, 417–451; Armitage (1955), Biometrics 11, 375–386; McCullagh & Nelder (1989),
 * Generalized Linear Models, section 4.5, for the dispersion
 */
export function driftOf(cohorts: readonly Cohort[], ages: number, level: number): CohortDrift[] {
  const found: Omit<CohortDrift, "adjustedPValue">[] = [];
  for (let age = 0; age < ages; age++) {
    const drift = driftAt(cohorts, age, level);
    if (drift !== undefined) found.push(drift);
  }
  const adjusted = adjustPValues(
    found.map(({ pValue }) => pValue),
    "holm",
  );
  return found.map((drift, i) => ({ ...drift, adjustedPValue: adjusted[i] as number }));
}

function driftAt(
  cohorts: readonly Cohort[],
  age: number,
  level: number,
): Omit<CohortDrift, "adjustedPValue"> | undefined {
  const points = cohorts.flatMap(({ place, cells }) => {
    const cell = cells[age];
    return cell?.complete ? [{ place, n: cell.share.n, kept: cell.kept }] : [];
  });
  const n = points.reduce((sum, point) => sum + point.n, 0);
  const kept = points.reduce((sum, point) => sum + point.kept, 0);
  if (points.length < FEWEST || kept === 0 || kept === n) return undefined;
  const share = kept / n;
  const middle = points.reduce((sum, point) => sum + point.n * point.place, 0) / n;
  let spread = 0;
  let pull = 0;
  let chi = 0;
  for (const point of points) {
    const off = point.place - middle;
    spread += point.n * off * off;
    pull += off * (point.kept - point.n * share);
    chi += (point.kept - point.n * share) ** 2 / point.n;
  }
  const chance = share * (1 - share);
  const slope = pull / spread;
  const df = points.length - 2;
  const dispersion = Math.max(1, Math.max(0, chi - slope * pull) / chance / df);
  const error = Math.sqrt((dispersion * chance) / spread);
  const statistic = Math.abs(slope) / error;
  const scattered = dispersion > 1;
  const tail = scattered ? studentTSurvival(statistic, df) : normalSurvival(statistic);
  const quantile = scattered ? studentTQuantile((1 - level) / 2, df) : normalQuantile((1 - level) / 2);
  const half = -quantile * error;
  return {
    age,
    cohorts: points.length,
    slope: { value: slope, n, interval: { lower: slope - half, upper: slope + half, level } },
    pValue: Math.min(1, 2 * tail),
    dispersion,
  };
}
