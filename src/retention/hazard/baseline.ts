import type { Coded } from "../coded.ts";
import type { DesignTerm } from "./coding.ts";
import type { HazardSteps } from "./hazard-steps.ts";
import type { StayColumns } from "./stays.ts";
import type { CoxBaseline } from "./types.ts";

/** Turns steps into one baseline per stratum, given at the centre of every covariate. */
export function baselines(
  steps: HazardSteps,
  terms: readonly DesignTerm[],
  stays: StayColumns,
  strata: Coded | undefined,
  most: number | undefined,
): CoxBaseline[] {
  const groups = strata?.ids.length ?? 1;
  const rows = new Array<number>(groups).fill(0);
  const leavers = new Array<number>(groups).fill(0);
  const lastAge = new Array<number>(groups).fill(0);
  for (let i = 0; i < stays.n; i++) {
    const s = strata === undefined ? 0 : (strata.codes[i] as number);
    rows[s] = (rows[s] as number) + 1;
    leavers[s] = (leavers[s] as number) + (stays.left[i] as number);
    lastAge[s] = Math.max(lastAge[s] as number, stays.durations[i] as number);
  }
  return rows.map((n, s) => ({
    ...(strata !== undefined && { stratum: strata.ids[s] as string }),
    rows: n,
    leavers: leavers[s] as number,
    lastAge: lastAge[s] as number,
    ...columnsOf(steps, terms, steps.strata[s] as number, steps.strata[s + 1] as number, most),
  }));
}

function columnsOf(
  steps: HazardSteps,
  terms: readonly DesignTerm[],
  from: number,
  to: number,
  most: number | undefined,
): Pick<CoxBaseline, "ages" | "atRisk" | "cumulativeHazard" | "variance" | "means" | "thinned"> {
  const p = terms.length;
  const count = to - from;
  const kept = most === undefined ? count : Math.min(count, most);
  // evenly over the ages, the first and the last among them
  const places = new Uint32Array(kept);
  for (let k = 0; k < kept; k++) places[k] = kept === count ? k : Math.round((k * (count - 1)) / (kept - 1));
  const cumulate = (column: Float64Array, width: number, j: number, scale: number): number[] => {
    const out = new Array<number>(kept);
    let total = 0;
    for (let k = 0, step = 0; k < kept; k++) {
      for (const last = places[k] as number; step <= last; step++) {
        total += column[(from + step) * width + j] as number;
      }
      out[k] = total * scale;
    }
    return out;
  };
  const read = (column: Float64Array): number[] => {
    const out = new Array<number>(kept);
    for (let k = 0; k < kept; k++) out[k] = column[from + (places[k] as number)] as number;
    return out;
  };
  return {
    ages: read(steps.ages),
    atRisk: read(steps.atRisk),
    cumulativeHazard: cumulate(steps.hazard, 1, 0, 1),
    variance: cumulate(steps.variance, 1, 0, 1),
    means: terms.map(({ scale }, j) => cumulate(steps.means, p, j, scale)),
    thinned: kept < count,
  };
}
