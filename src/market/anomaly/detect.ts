import { requireNonEmpty } from "../../core/checks.ts";
import type { Reason } from "../../core/reasons.ts";
import { toIsoDate } from "../../time/day.ts";
import { autocorrelationOf } from "../trend/autocorrelation.ts";
import { spreadChange } from "./dispersion.ts";
import { judgeCounts, judgeValues, type Verdict } from "./judge.ts";
import { type AnomalyInput, readAnomalyInput } from "./read.ts";
import type { Anomaly, AnomalyDispersion, AnomalyReport, DetectAnomaliesOptions, NoAnomalyReport } from "./types.ts";

/** Rows, and rows per season, without which ordinary cannot be told from odd. */
const FEWEST = 8;
const SEASONS = 2;

/** Below this many values per season its level is doubtful. */
const FEW_SEASONS = 4;

/** Resemblance of neighbours that is worth a note, in standard errors and as it stands. */
const RESEMBLES = 2.33;
const MUCH = 0.2;

/** Share of anomalies that is worth a note, and chance below which a change of spread is. */
const MANY = 0.2;
const CHANGED = 0.01;

/**
 * Which values do not belong, and is that more than chance? For a series (this week's sales among all weeks) or for rows
 * that stand beside each other (one region among all regions).
 *
 * Each value is compared with what the others let expect: level or line, season on top, all from medians and from rows
 * that behave, so that up to a quarter of wild values cannot hide themselves. The distance in robust spreads becomes a
 * p-value, and `rate` is the chance of any false alarm in the whole column. How heavy tails are is told from the other
 * values, a far one never from itself, and averaged over as far as they leave it open; over-dispersion of counts is counted
 * in likewise. What is an anomaly only with tails as light as they look comes back as `doubtful`.
 *
 * @param series - Values in order, or dated rows in any order, one per period; each within ±1e100. Not mutated.
 * @param options - `shape`, `value`, `date`, `unit`, `id`, `season` (2–366), `trend`, `window`, `counts` with `exposure`,
 * `tails`, `rate` (above 0, at most 0.5), `control`, `unitValue`, `level`; defaults stand in
 * {@link DetectAnomaliesOptions}.
 * @returns Anomalies and doubtful values with expectation, interval, z, p, gap and reasons, the furthest off first; every
 * row as columns; whether the spread itself is abnormal; and what was checked and does not hold. An abstention below 8 rows or two
 * seasons, or where half the values are the same. A constant column has no anomalies.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`, `invalid_date`,
 * `duplicate_id` (two rows in one period), `inconsistent` (exposure without counts, dates of a cross-section).
 * @example
 * ```ts
 * const weeks = [102, 98, 101, 105, 97, 99, 103, 100, 160, 104, 98, 101, 99, 102];
 * const report = detectAnomalies(weeks, { trend: "level", unitValue: 20 });
 * report.anomalies.map(({ index, direction }) => [index, direction]); // => [[8, "high"]]
 * report.anomalies[0].gap; // ≈ 59.35
 * ```
 * @see Maronna, Martin & Yohai, Robust Statistics (2006), 4.4; Spiegelhalter (2005), Quality and Safety in Health Care
 * 14, 347–351: counts; Benjamini & Hochberg (1995), JRSS B 57, 289–300
 */
export function detectAnomalies<T>(
  series: ArrayLike<T>,
  options: DetectAnomaliesOptions<T> = {},
): AnomalyReport | NoAnomalyReport {
  requireNonEmpty(series, "series");
  const input = readAnomalyInput(series, options);
  const { values } = input.series;
  const n = values.length;
  const needed = Math.max(FEWEST, SEASONS * input.season);
  if (n < needed) return { abstained: { code: "too_few_rows", params: { n, needed } } };
  const constant = values.every((value) => value === values[0]);
  const verdict = input.counts ? judgeCounts(input) : constant ? nothingOdd(input) : judgeValues(input);
  if (verdict === undefined) return { abstained: { code: "anomaly_no_spread", params: { n } } };
  const { spread, beyondChance, limit, reference, tails } = verdict;
  const change = input.shape === "series" ? changeOf(input, verdict) : undefined;
  return {
    n,
    shape: input.shape,
    ...(options.date !== undefined && { unit: options.unit ?? "month" }),
    anomalies: anomaliesOf(input, verdict, verdict.flagged, options.unitValue),
    doubtful: anomaliesOf(input, verdict, verdict.doubtful, options.unitValue),
    rate: input.rate,
    control: input.control,
    limit,
    reference,
    ...(tails !== undefined && { tails }),
    level: input.level,
    dispersion: {
      spread,
      ...(beyondChance !== undefined && { beyondChance }),
      ...(change !== undefined && { change }),
    },
    rows: {
      index: Array.from(input.series.rows),
      ...(input.ids !== undefined && { id: input.ids }),
      ...(input.series.days !== undefined && { date: Array.from(input.series.days, toIsoDate) }),
      value: Array.from(values),
      expected: Array.from(verdict.expected),
      lower: Array.from(verdict.lower),
      upper: Array.from(verdict.upper),
      z: Array.from(verdict.z),
    },
    notes: notesOf(input, verdict, change),
  };
}

function nothingOdd({ series: { values }, level, rate }: AnomalyInput): Verdict {
  const n = values.length;
  return {
    expected: values.slice(),
    lower: values.slice(),
    upper: values.slice(),
    z: new Float64Array(n),
    flagged: new Uint8Array(n),
    doubtful: new Uint8Array(n),
    pOf: () => 1,
    limit: rate / n,
    reference: "normal",
    spread: { value: 0, n, interval: { lower: 0, upper: 0, level } },
    notes: [{ code: "all_values_equal", params: { n, value: values[0] as number } }],
  };
}

/** The rows that are marked, the furthest off first. */
function anomaliesOf(
  { series, ids, level }: AnomalyInput,
  verdict: Verdict,
  marked: Uint8Array,
  unitValue: number | undefined,
): Anomaly[] {
  const { expected, lower, upper, z, doubtful, why } = verdict;
  const found: number[] = [];
  marked.forEach((one, i) => {
    if (one === 1) found.push(i);
  });
  found.sort((a, b) => Math.abs(z[b] as number) - Math.abs(z[a] as number) || a - b);
  return found.map((i) => {
    const value = series.values[i] as number;
    const own = expected[i] as number;
    const gap = value - own;
    const direction = gap >= 0 ? "high" : "low";
    const p = verdict.pOf(i);
    const reasons: Reason[] = [
      { code: "anomaly_beyond", params: { direction, gap, expected: own, z: z[i] as number, p } },
    ];
    if (doubtful[i] === 1 && why !== undefined) reasons.push(why);
    return {
      index: series.rows[i] as number,
      ...(ids !== undefined && { id: ids[i] as string }),
      ...(series.days !== undefined && { date: toIsoDate(series.days[i] as number) }),
      value,
      expected: own,
      interval: { lower: lower[i] as number, upper: upper[i] as number, level },
      z: z[i] as number,
      p,
      gap,
      ...(unitValue !== undefined && { money: gap * unitValue }),
      direction,
      reasons,
    };
  });
}

/** Looked for among ordinary rows: anomalies stand in the report already. */
function changeOf({ series, level }: AnomalyInput, { z, flagged, doubtful }: Verdict): AnomalyDispersion["change"] {
  const places = Uint32Array.from(z.keys()).filter((i) => flagged[i] === 0 && doubtful[i] === 0);
  const found = spreadChange(
    Float64Array.from(places, (i) => z[i] as number),
    level,
  );
  if (found === undefined) return undefined;
  const { pValue, at, ratio } = found;
  if (pValue >= CHANGED) return { pValue };
  const place = places[at] as number;
  return {
    pValue,
    index: series.rows[place] as number,
    ...(series.days !== undefined && { date: toIsoDate(series.days[place] as number) }),
    ratio,
  };
}

function notesOf(
  { series, season, shape, trend }: AnomalyInput,
  { z, flagged, doubtful, notes }: Verdict,
  change: AnomalyDispersion["change"],
): Reason[] {
  const all: Reason[] = [...notes];
  const n = z.length;
  if (shape === "series") {
    const reach = 4;
    const shared = autocorrelationOf(
      z.map((score) => Math.max(-reach, Math.min(reach, score))),
      series.periods,
      1,
    );
    if (shared !== undefined && trend !== "local" && shared.value > Math.max(MUCH, RESEMBLES / Math.sqrt(shared.n))) {
      all.push({ code: "anomaly_autocorrelated", params: { correlation: shared.value } });
    }
    if (season > 1 && n / season < FEW_SEASONS) {
      all.push({ code: "anomaly_few_seasons", params: { seasons: n / season } });
    }
    if (change?.ratio !== undefined) {
      all.push({ code: "anomaly_spread_changed", params: { ratio: change.ratio.value, pValue: change.pValue } });
    }
  }
  const aside = z.reduce((sum, _, i) => sum + (flagged[i] as number) + (doubtful[i] as number), 0);
  const share = aside / n;
  if (share > MANY) all.push({ code: "anomaly_many", params: { share } });
  return all;
}
