import { show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { countUpTo } from "../../math/count-below.ts";
import type { CovariateRecord } from "../types.ts";
import { type CumulativeHazard, quadraticForm } from "./cumulative.ts";
import { exponential } from "./effects.ts";
import { scoreOf, termValues } from "./read-record.ts";
import type { CoxBaseline, CoxModel } from "./types.ts";

/** How the cumulative hazard of one customer runs; the common ground of all models of this kind. */
export interface StayCurve {
  /** Rows that the curve rests on. */
  readonly n: number;
  /** Highest age at which anybody was watched; absent where the model's shape goes on. */
  readonly lastAge?: number;
  /** Ages at which a stepwise curve steps, ascending; absent where it is smooth. */
  readonly steps?: ArrayLike<number>;
  /** Cumulative hazard after `from` up to and with `to`. */
  between(from: number, to: number): CumulativeHazard;
}

/** The curve of one customer by a Cox model. */
export function coxCurve(model: CoxModel, record: CovariateRecord, stratum: string | number | undefined): StayCurve {
  const values = termValues(model, record);
  const factor = exponential(scoreOf(model, values, "record"));
  const baseline = baselineOf(model, stratum);
  const { ages, cumulativeHazard, variance, means, atRisk, rows, lastAge } = baseline;
  const pull = new Float64Array(values.length);
  return {
    n: rows,
    lastAge,
    steps: ages,
    between: (from, to) => {
      const low = countUpTo(ages, from) - 1;
      const high = countUpTo(ages, to) - 1;
      const rise = (column: readonly number[]): number =>
        (high < 0 ? 0 : (column[high] as number)) - (low < 0 ? 0 : (column[low] as number));
      const hazard = rise(cumulativeHazard);
      const watched = (atRisk[Math.min(low + 1, ages.length - 1)] ?? rows) as number;
      if (!(hazard > 0)) return { value: 0, logVariance: 0, watched };
      for (let j = 0; j < pull.length; j++) {
        pull[j] = rise(means[j] as readonly number[]) / hazard - (values[j] as number);
      }
      const logVariance = rise(variance) / hazard ** 2 + quadraticForm(model.covariance, pull);
      return { value: Math.min(hazard * factor, Number.MAX_VALUE), logVariance, watched };
    },
  };
}

/** The baseline of a stratum; the only one where the model has none. */
export function baselineOf(model: CoxModel, stratum: string | number | undefined): CoxBaseline {
  const first = model.baseline[0] as CoxBaseline;
  if (first.stratum === undefined && stratum === undefined) return first;
  const found = model.baseline.find((one) => stratum !== undefined && one.stratum === String(stratum));
  if (found !== undefined) return found;
  const known = model.baseline.flatMap((one) => one.stratum ?? []);
  throw new ClienteleError(
    "unknown_id",
    known.length === 0
      ? `the model has no strata, got ${show(stratum)}; leave options.stratum out`
      : `options.stratum must be one of ${known.slice(0, 20).join(", ")}; got ${show(stratum)}`,
    { stratum, known },
  );
}
