import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { chiSquaredQuantile, chiSquaredSurvival } from "../../math/chi-squared.ts";
import { normalQuantile } from "../../math/normal.ts";
import { type Baseline, fitBaseline } from "./baseline.ts";
import { type CountScore, countScore, fitCounts } from "./counts.ts";
import { fitLocal } from "./local.ts";
import type { AnomalyInput } from "./read.ts";
import { flag, same, scoreRows } from "./scores.ts";
import { FEWEST_FOR_TAILS } from "./tails.ts";

/** Every row judged, in the order of the series. */
export interface Verdict {
  readonly expected: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly z: Float64Array;
  readonly flagged: Uint8Array;
  /** Rows that would be anomalies if ordinary rows strayed no further than they seem to, and what each hangs on. */
  readonly doubtful: Uint8Array;
  readonly why?: Reason;
  readonly pOf: (row: number) => number;
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
  const learn = (excluded: Uint8Array, before?: Baseline): Baseline =>
    trend === "local"
      ? fitLocal(values, periods, season, window, excluded)
      : fitBaseline(values, periods, season, trend, excluded, before?.slope);
  const scores = scoreRows(values, {
    learn,
    tails,
    rate,
    control,
  });
  if (scores === undefined) return undefined;
  const { baseline, scale, z, flagged, doubtful, limit, reach, stretch } = scores;
  const half = stretch.map((share) => reach(level) * scale * share);
  const { likely, degreesOfFreedom, tails: careful } = scores;
  const normal = !Number.isFinite(careful);
  const notes: Reason[] = [];
  if (Number.isFinite(likely) && tails === "auto")
    notes.push({ code: "anomaly_heavy_tails", params: { tails: careful } });
  if (tails === "auto" && n < FEWEST_FOR_TAILS) {
    notes.push({ code: "anomaly_tails_unknown", params: { n, needed: FEWEST_FOR_TAILS, tails: careful } });
  }
  const aside = sumOf(flagged) + sumOf(doubtful);
  const some = doubtful.includes(1);
  if (some) notes.push({ code: "anomaly_tails_decide", params: { doubtful: sumOf(doubtful), tails: careful } });
  const doubt = normalQuantile((1 + level) / 2) * Math.sqrt(1 / (2 * degreesOfFreedom));
  return {
    expected: baseline.expected,
    lower: baseline.expected.map((value, i) => value - (half[i] as number)),
    upper: baseline.expected.map((value, i) => value + (half[i] as number)),
    z,
    flagged,
    doubtful,
    ...(some && { why: { code: "anomaly_if_light_tails", params: { tails: careful } } }),
    pOf: scores.pOf,
    limit,
    reference: normal ? "normal" : "student_t",
    ...(!normal && { tails: careful }),
    spread: {
      value: scale,
      n: n - aside,
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
    const likely = scorerOf(values, fit.expected, fit.dispersion);
    const marked = (scoreOf: (row: number) => CountScore) =>
      flag(
        values.map((_, row) => scoreOf(row).z),
        (_, row) => scoreOf(row).p,
        () => 1,
        { rate, control },
      );
    const aside = marked(likely).flagged;
    if (round < ROUNDS && !same(aside, excluded)) {
      if (sumOf(aside) > n / 2) return undefined;
      excluded = aside;
      continue;
    }
    const { expected, dispersion, careful, measured, degreesOfFreedom: df } = fit;
    const scoreOf = scorerOf(values, expected, careful);
    const { flagged, limit } = marked(scoreOf);
    const doubtful = aside.map((one, row) => (one === 1 && flagged[row] === 0 ? 1 : 0));
    const some = doubtful.includes(1);
    const reach = (normalQuantile((1 + level) / 2) * Math.sqrt(dispersion)) / 2;
    const side = (mean: number, sign: 1 | -1): number => {
      // the spread of roots is about one half whatever the mean
      const root = Math.sqrt(mean + 3 / 8) + sign * reach;
      return root <= 0 ? 0 : Math.max(0, root * root - 3 / 8);
    };
    const tail = chiSquaredSurvival(measured * df, df);
    const beyondChance = Math.min(1, 2 * Math.min(tail, 1 - tail));
    return {
      expected,
      lower: expected.map((mean) => side(mean, -1)),
      upper: expected.map((mean) => side(mean, 1)),
      z: values.map((_, row) => scoreOf(row).z),
      flagged,
      doubtful,
      ...(some && { why: { code: "anomaly_if_steady_counts", params: { dispersion: careful } } }),
      pOf: (row) => scoreOf(row).p,
      limit,
      reference: careful > 1 ? "negative_binomial" : "poisson",
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
      notes: [
        ...(dispersion > 1
          ? [{ code: "anomaly_over_dispersed", params: { dispersion: measured, pValue: tail } } as const]
          : []),
        ...(some
          ? [
              {
                code: "anomaly_dispersion_decides",
                params: { doubtful: sumOf(doubtful), dispersion: careful },
              } as const,
            ]
          : []),
      ],
    };
  }
}

/** Scores of rows; equal counts of one mean are scored once. */
function scorerOf(values: Float64Array, expected: Float64Array, dispersion: number): (row: number) => CountScore {
  const known = new Map<number, Map<number, CountScore>>();
  return (row) => {
    const mean = expected[row] as number;
    const value = values[row] as number;
    const own = known.get(mean) ?? new Map<number, CountScore>();
    const score = own.get(value) ?? countScore(value, mean, dispersion);
    own.set(value, score);
    known.set(mean, own);
    return score;
  };
}

function sumOf(marks: Uint8Array): number {
  return marks.reduce((sum, one) => sum + one, 0);
}
