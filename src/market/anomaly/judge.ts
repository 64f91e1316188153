import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { chiSquaredQuantile, chiSquaredSurvival } from "../../math/chi-squared.ts";
import { normalQuantile } from "../../math/normal.ts";
import { type Baseline, fitBaseline } from "./baseline.ts";
import { degreesOfFreedom } from "./calibrate.ts";
import { type CountScore, countScore, fitCounts } from "./counts.ts";
import { fitLocal } from "./local.ts";
import type { AnomalyInput } from "./read.ts";
import { flag, HEAVY, same, scoreRows } from "./scores.ts";
import { FEWEST_FOR_TAILS } from "./tails.ts";

/** Every row judged, in the order of the series. */
export interface Verdict {
  readonly expected: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly z: Float64Array;
  readonly flagged: Uint8Array;
  readonly pOf: (row: number) => number;
  readonly isClear: (row: number) => boolean;
  readonly limit: number;
  readonly reference: "normal" | "student_t" | "poisson" | "negative_binomial";
  readonly tails?: number;
  readonly spread: Estimate;
  readonly beyondChance?: number;
  readonly notes: readonly Reason[];
}

/** Counts are set aside and the rest is fitted anew, at most so many times. */
const ROUNDS = 12;

export function judgeValues(input: AnomalyInput): Verdict | undefined {
  const { series, season, trend, window, tails, rate, control, level } = input;
  const { values, periods } = series;
  const n = values.length;
  const learn = (y: Float64Array, x: Float64Array, excluded: Uint8Array, before?: Baseline): Baseline =>
    trend === "local"
      ? fitLocal(y, x, season, window, excluded)
      : fitBaseline(y, x, season, trend, excluded, before?.slope);
  const df = degreesOfFreedom(n, season, trend, (y, x) => learn(y, x, new Uint8Array(y.length)));
  const scores = scoreRows(values, {
    learn: (excluded, before) => learn(values, periods, excluded, before),
    degreesOfFreedom: df,
    tails,
    rate,
    control,
  });
  if (scores === undefined) return undefined;
  const { baseline, scale, z, flagged, limit, reach, stretch } = scores;
  const half = stretch.map((share) => reach(level) * scale * share);
  const normal = !Number.isFinite(scores.tails);
  const notes: Reason[] = [];
  if (!normal && tails === "auto") notes.push({ code: "anomaly_heavy_tails", params: { tails: scores.tails } });
  if (tails === "auto" && n < FEWEST_FOR_TAILS) {
    notes.push({ code: "anomaly_tails_unknown", params: { n, needed: FEWEST_FOR_TAILS } });
  }
  const isClear = (row: number): boolean => Math.abs(z[row] as number) >= scores.clearOf;
  const anomalies = flagged.reduce((sum, one) => sum + one, 0);
  const unclear = flagged.reduce((sum, one, i) => sum + (one === 1 && !isClear(i) ? 1 : 0), 0);
  if (unclear > 0) notes.push({ code: "anomaly_tails_decide", params: { unclear, anomalies, tails: HEAVY } });
  const doubt = normalQuantile((1 + level) / 2) * Math.sqrt(1 / (2 * df));
  return {
    expected: baseline.expected,
    lower: baseline.expected.map((value, i) => value - (half[i] as number)),
    upper: baseline.expected.map((value, i) => value + (half[i] as number)),
    z,
    flagged,
    pOf: (row) => scores.pOf(z[row] as number),
    isClear,
    limit,
    reference: normal ? "normal" : "student_t",
    ...(!normal && { tails: scores.tails }),
    spread: {
      value: scale,
      n: n - anomalies,
      interval: { lower: scale * Math.exp(-doubt), upper: scale * Math.exp(doubt), level },
    },
    notes,
  };
}

export function judgeCounts(input: AnomalyInput): Verdict | undefined {
  const { series, exposure, season, rate, control, level } = input;
  const { values, periods } = series;
  const n = values.length;
  const phases = Uint32Array.from(periods, (period) => period % season);
  let excluded: Uint8Array = new Uint8Array(n);
  for (let round = 0; ; round++) {
    const fit = fitCounts(values, exposure, phases, season, excluded);
    const known = new Map<number, Map<number, CountScore>>();
    const scoreOf = (row: number): CountScore => {
      const mean = fit.expected[row] as number;
      const value = values[row] as number;
      const own = known.get(mean) ?? new Map<number, CountScore>();
      const score = own.get(value) ?? countScore(value, mean, fit.dispersion);
      own.set(value, score);
      known.set(mean, own);
      return score;
    };
    const scored = values.map((_, row) => scoreOf(row).z);
    const pOf = (row: number): number => scoreOf(row).p;
    const { flagged, limit } = flag(
      scored,
      (_, row) => pOf(row),
      () => 1,
      { rate, control },
    );
    if (round < ROUNDS && !same(flagged, excluded)) {
      if (flagged.reduce((sum, one) => sum + one, 0) > n / 2) return undefined;
      excluded = flagged;
      continue;
    }
    const { expected, dispersion, measured, degreesOfFreedom: df } = fit;
    const reach = (normalQuantile((1 + level) / 2) * Math.sqrt(dispersion)) / 2;
    const side = (mean: number, sign: 1 | -1): number => {
      // the spread of roots is about one half whatever the mean
      const root = Math.sqrt(mean + 3 / 8) + sign * reach;
      return root <= 0 ? 0 : Math.max(0, root * root - 3 / 8);
    };
    const tail = chiSquaredSurvival(measured * df, df);
    const beyondChance = Math.min(1, 2 * Math.min(tail, 1 - tail));
    const over = dispersion > 1;
    return {
      expected,
      lower: expected.map((mean) => side(mean, -1)),
      upper: expected.map((mean) => side(mean, 1)),
      z: scored,
      flagged,
      pOf,
      // tails of counts follow from their means; there is no shape left to doubt
      isClear: () => true,
      limit,
      reference: over ? "negative_binomial" : "poisson",
      spread: {
        value: measured,
        n: df,
        interval: {
          lower: (measured * df) / chiSquaredQuantile((1 + level) / 2, df),
          upper: (measured * df) / chiSquaredQuantile((1 - level) / 2, df),
          level,
        },
      },
      beyondChance,
      notes: over ? [{ code: "anomaly_over_dispersed", params: { dispersion: measured, pValue: tail } }] : [],
    };
  }
}
