import { requireColumn, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import { jeffreysInterval } from "../../math/proportion.ts";
import { isTerminal } from "../pipeline/category.ts";
import { type Journeys, readHistories } from "../pipeline/history.ts";
import type {
  DealHistory,
  Incidence,
  IncidenceAt,
  IncidenceBeyond,
  IncidenceOptions,
  MedianDays,
  PipelineStage,
} from "../types.ts";
import { countAbove, type SortedTimes, sortTimes, walkRisks } from "./competing-risks.ts";
import { MS_PER_DAY } from "./grid.ts";

const OUTCOMES = ["won", "lost", "cancelled"] as const;
const DEFAULT_DAYS: readonly number[] = [7, 14, 30, 60, 90];

/** A survival of one half reached through products of fractions may miss it by rounding. */
const ROUNDING = 1e-12;

/**
 * Measures how deals end after they enter a stage: the share won, lost and cancelled by so many days, and the median
 * time to close. Deals still open count as open, never as lost and never left out: leaving them out overstates winning.
 *
 * @param histories - One history per deal, in any order. Deals that never entered `from` play no part. Not mutated.
 * @param options - `pipeline`; `asOf`, where open deals are cut off (take the moment the data was drawn, for instance
 * the last time stamp of an event log); `from`, an open stage, counted from its first entry whatever stages follow;
 * `at`, days to report at; `level` of the intervals. Times count in days with fraction, exact to the millisecond.
 * @returns Aalen–Johansen cumulative incidences with `n`, delta-method intervals (complementary log-log) and number at
 * risk; the Kaplan–Meier median. A share of 0 or 1 has Jeffreys' interval over the deals followed that far (those at
 * risk, over the share still open), not over all that ever entered. A day beyond the longest time watched comes back
 * as `abstained`.
 * @throws `ClienteleError` `invalid_type`, `invalid_date`, `unknown_id`, `duplicate_id`, `out_of_range`,
 * `not_finite`, `inconsistent` (see {@link dealSpells}; also `from` not being open).
 * @example
 * ```ts
 * const deal = (dealId: string, end: string, entered: string) =>
 *   ({ dealId, stages: [{ stage: "bid", entered: "2026-01-01" }, { stage: end, entered }] });
 * const incidence = measureIncidence(
 *   [deal("a", "contract", "2026-01-05"), deal("b", "lost", "2026-01-09"), deal("c", "contract", "2026-03-01")],
 *   { pipeline: standardPipeline, asOf: "2026-01-31", from: "bid", at: [7, 30] },
 * );
 * incidence.at[1].won.value; // ≈ 0.3333
 * incidence.at[1].open.value; // ≈ 0.3333
 * incidence.median.value; // => 8
 * ```
 * @see Aalen & Johansen (1978), Scandinavian Journal of Statistics 5, 141–150
 */
export function measureIncidence(histories: readonly DealHistory[], options: IncidenceOptions): Incidence {
  const journeys = readHistories(histories, options, "histories");
  const { from, at = DEFAULT_DAYS, level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireColumn(at, "options.at");
  for (let i = 0; i < at.length; i++) requireNumber(at[i] as number, `options.at[${i}]`, { min: 0 });
  const times = timesFrom(journeys, from);
  const counts = times.causes.map((column) => column.length);
  const n = times.censored.length + counts.reduce((a, b) => a + b, 0);
  const curve = new Curve(times, n, level);
  const [won = 0, lost = 0, cancelled = 0] = counts;
  return {
    from,
    n,
    won,
    lost,
    cancelled,
    open: times.censored.length,
    longestDays: curve.longest / MS_PER_DAY,
    median: curve.median(),
    at: Array.from(at, (days) => curve.at(days)),
  };
}

function timesFrom({ list, lookup, asOf }: Journeys, from: string): SortedTimes {
  requireObject(lookup, "pipeline");
  const stage = lookup.indexOf.get(from);
  if (stage === undefined) {
    throw new ClienteleError("unknown_id", `options.from must be a stage of the pipeline, got ${show(from)}`, { from });
  }
  if (isTerminal((lookup.pipeline.stages[stage] as PipelineStage).category)) {
    throw new ClienteleError("inconsistent", `options.from must be an open stage; ${show(from)} ends a deal`, { from });
  }
  const durations: number[] = [];
  const cause: number[] = [];
  for (const { stages, entered, outcome, closed } of list) {
    const first = stages.indexOf(stage);
    if (first === -1) continue;
    durations.push((closed ?? asOf) - (entered[first] as number));
    cause.push(outcome === undefined ? -1 : OUTCOMES.indexOf(outcome));
  }
  return sortTimes(durations, cause, OUTCOMES.length);
}

/** One moment at which deals closed: at risk, closed by cause, share open before and incidences after. */
interface Step {
  readonly time: number;
  readonly atRisk: number;
  readonly ended: readonly number[];
  readonly endedInAll: number;
  readonly before: number;
  readonly open: number;
  readonly incidence: readonly number[];
}

class Curve {
  readonly times: SortedTimes;
  readonly n: number;
  readonly level: number;
  readonly z: number;
  readonly longest: number;
  readonly steps: Step[] = [];

  constructor(times: SortedTimes, n: number, level: number) {
    this.times = times;
    this.n = n;
    this.level = level;
    this.z = normalQuantile(0.5 + level / 2);
    this.longest = [times.censored, ...times.causes].reduce((most, t) => Math.max(most, t[t.length - 1] ?? 0), 0);
    let open = 1;
    const incidence = times.causes.map(() => 0);
    walkRisks(times, ({ time, atRisk, ended, endedInAll }) => {
      const before = open;
      for (let k = 0; k < ended.length; k++) {
        incidence[k] = (incidence[k] as number) + (before * (ended[k] as number)) / atRisk;
      }
      open = before * (1 - endedInAll / atRisk);
      this.steps.push({ time, atRisk, ended: [...ended], endedInAll, before, open, incidence: [...incidence] });
    });
  }

  at(days: number): IncidenceAt | IncidenceBeyond {
    if (this.n === 0) return { days, abstained: { code: "too_few_rows", params: { n: 0, needed: 1 } } };
    const bound = days * MS_PER_DAY;
    const last = this.steps[this.steps.length - 1];
    if (bound > this.longest && (last?.open ?? 1) > 0) {
      return {
        days,
        abstained: { code: "beyond_history", params: { days, longestDays: this.longest / MS_PER_DAY } },
      };
    }
    let upTo = 0;
    while (upTo < this.steps.length && (this.steps[upTo] as Step).time <= bound) upTo++;
    const { censored, causes } = this.times;
    const followed = this.followedTo(bound);
    const [won, lost, cancelled] = OUTCOMES.map((_, k) => this.closedBy(k, upTo, followed)) as [
      Estimate,
      Estimate,
      Estimate,
    ];
    return {
      days,
      atRisk: [censored, ...causes].reduce((sum, column) => sum + countAbove(column, bound), 0),
      won,
      lost,
      cancelled,
      open: this.stillOpen(upTo, followed),
    };
  }

  median(): MedianDays | Abstention {
    const { n, level } = this;
    const last = this.steps[this.steps.length - 1];
    if (n === 0) return { abstained: { code: "too_few_rows", params: { n: 0, needed: 1 } } };
    const half = this.steps.find((step) => step.open <= 0.5 + ROUNDING);
    if (half === undefined) {
      const closedShare = 1 - (last?.open ?? 1);
      return { abstained: { code: "funnel_median_not_reached", params: { closedShare, n } } };
    }
    // Brookmeyer & Crowley (1982): the times at which one half lies inside the interval of the share still open
    let variance = 0;
    let lower: number | undefined;
    let upper: number | undefined;
    for (const { atRisk, endedInAll, open, time } of this.steps) {
      if (open <= 0) {
        lower ??= time;
        break;
      }
      variance += endedInAll / (atRisk * (atRisk - endedInAll));
      const interval = this.interval(open, open * Math.sqrt(variance), 0);
      if (interval.lower <= 0.5) lower ??= time;
      if (interval.upper <= 0.5) {
        upper = time;
        break;
      }
    }
    return {
      value: half.time / MS_PER_DAY,
      n,
      ...(lower === undefined ? {} : { lower: lower / MS_PER_DAY }),
      ...(upper === undefined ? {} : { upper: upper / MS_PER_DAY }),
      level,
    };
  }

  /**
   * How many deals the data amount to at an age: those at risk there over the share still open. Without cut-offs it is
   * all that entered; where nobody is left it is the number at the last end.
   */
  private followedTo(bound: number): number {
    const { censored, causes } = this.times;
    const atRisk = [censored, ...causes].reduce((sum, column) => sum + countAbove(column, Math.ceil(bound) - 0.5), 0);
    let before = 1;
    let followed = this.n;
    for (const step of this.steps) {
      if (step.time > bound) break;
      followed = step.atRisk / step.before;
      if (step.time < bound) before = step.open;
    }
    return Math.min(this.n, atRisk > 0 ? atRisk / before : followed);
  }

  private closedBy(cause: number, upTo: number, followed: number): Estimate {
    const value = upTo === 0 ? 0 : ((this.steps[upTo - 1] as Step).incidence[cause] as number);
    // delta method on the multinomial increments of each step; without censoring it gives F(1 − F)/n exactly
    let variance = 0;
    for (let i = 0; i < upTo; i++) {
      const { atRisk, endedInAll, ended, before, incidence } = this.steps[i] as Step;
      const own = ended[cause] as number;
      const left = atRisk - endedInAll;
      const later = left === 0 ? 0 : ((value - (incidence[cause] as number)) * atRisk) / left;
      const spread = (before - later) ** 2 * own + later ** 2 * (endedInAll - own);
      variance += spread / atRisk ** 2 - (before * own - later * endedInAll) ** 2 / atRisk ** 3;
    }
    const { lower, upper, level } = this.interval(1 - value, Math.sqrt(Math.max(0, variance)), followed);
    return { value, n: this.n, interval: { lower: 1 - upper, upper: 1 - lower, level } };
  }

  private stillOpen(upTo: number, followed: number): Estimate {
    const value = upTo === 0 ? 1 : (this.steps[upTo - 1] as Step).open;
    let sum = 0;
    for (let i = 0; i < upTo && value > 0; i++) {
      const { atRisk, endedInAll } = this.steps[i] as Step;
      sum += endedInAll / (atRisk * (atRisk - endedInAll));
    }
    return { value, n: this.n, interval: this.interval(value, value * Math.sqrt(sum), followed) };
  }

  /** Interval of a share on the scale log(−log x), which never leaves [0, 1]; at 0 and 1 Jeffreys' of `n` deals. */
  private interval(x: number, error: number, n: number): Interval {
    const { level } = this;
    if (x <= ROUNDING || x >= 1 - ROUNDING) {
      return n === 0 ? { lower: x, upper: x, level } : jeffreysInterval(x < 0.5 ? 0 : n, n, level);
    }
    const stretch = Math.exp((this.z * error) / (x * -Math.log(x)));
    return { lower: x ** stretch, upper: x ** (1 / stretch), level };
  }
}
