import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { type KaplanMeierCurve, kaplanMeier } from "../../math/kaplan-meier.ts";
import { normalSurvival } from "../../math/normal.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { newcombeInterval } from "../../math/proportion-difference.ts";
import { survivalAt, survivalQuantile } from "../../math/survival-read.ts";
import { lightOf } from "./light.ts";
import { HOUR_MS, type Promised, type Run } from "./read.ts";
import type { ServiceFigures, ServiceLightRule, ServicePercentile, ServiceShare, ServiceTrend } from "./types.ts";

/** What the figures of a clock and of each of its groups have in common. @internal */
export interface FigureSettings {
  readonly rules: readonly ServiceLightRule[];
  readonly minimumCases: number;
  readonly percentiles: readonly number[];
  readonly level: number;
}

/** Shares that differ by less are the same, told by two ways of reckoning. */
const SAME = 1e-12;

interface Tally {
  readonly n: number;
  readonly closed: number;
  readonly kept: number;
  readonly broken: number;
  readonly undecided: number;
  readonly overdue: number;
  readonly curve?: KaplanMeierCurve;
}

/** Everything that is known of some runs of one clock. @internal */
export function figuresOf(
  runs: readonly Run[],
  former: readonly Run[] | undefined,
  promised: Promised,
  settings: FigureSettings,
): ServiceFigures {
  const { rules, minimumCases, percentiles, level } = settings;
  const { targetShare } = promised.clock;
  const { curve, ...counts } = tally(runs, promised, level);
  const share = shareKept({ ...counts, ...(curve !== undefined && { curve }) }, promised, level);
  const known = "abstained" in share ? undefined : share;
  const reasons: Reason[] = [];
  const light =
    known === undefined
      ? (share as Abstention)
      : known.effective < minimumCases
        ? tooFew(Math.floor(known.effective), minimumCases)
        : lightOf(known, targetShare, rules);
  if (known !== undefined && typeof light === "string") {
    const { value, interval } = known;
    const params = { light, share: value, lower: interval.lower, upper: interval.upper, target: targetShare };
    reasons.push({ code: "service_light", params });
  } else reasons.push((light as Abstention).abstained);
  const { n, closed, kept, undecided } = counts;
  if (undecided > 0) reasons.push({ code: "service_undecided", params: { undecided, n } });
  const alone = closed === 0 ? undefined : kept / closed;
  const differs = alone !== undefined && closed < n && !(Math.abs(alone - (known?.value ?? -1)) <= SAME);
  if (differs && known !== undefined) {
    reasons.push({ code: "service_closed_only", params: { closedShare: alone, share: known.value } });
  }
  const trend = former === undefined ? undefined : trendOf(share, former, promised, level);
  if (trend !== undefined && "former" in trend) {
    const { difference, pValue, former: before } = trend;
    reasons.push({ code: "service_trend", params: { difference, pValue, former: before.value } });
  }
  return {
    ...counts,
    share,
    ...(differs && { closedShare: { value: alone, n: closed, interval: wilsonInterval(kept, closed, level) } }),
    percentiles: curve === undefined ? [] : percentiles.map((p) => percentileOf(curve, p)),
    light,
    ...(trend !== undefined && { trend }),
    reasons,
  };
}

function tally(runs: readonly Run[], { limitMs }: Promised, level: number): Tally {
  const n = runs.length;
  const ages = new Float64Array(n);
  const ends = new Uint8Array(n);
  let [closed, kept, overdue] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const { age, ended } = runs[i] as Run;
    ages[i] = age;
    if (ended) {
      ends[i] = 1;
      closed++;
      if (age <= limitMs) kept++;
    } else if (age > limitMs) overdue++;
  }
  const undecided = n - closed - overdue;
  const counts = { n, closed, kept, broken: n - kept - undecided, undecided, overdue };
  return n === 0 ? counts : { ...counts, curve: kaplanMeier(ages, ends, { level, interval: "wilson" }) };
}

function shareKept(counts: Tally, { limitMs, clock }: Promised, level: number): ServiceShare | Abstention {
  const { n, kept, undecided, curve } = counts;
  if (curve === undefined) return tooFew(0, 1);
  if (undecided === 0) return { value: kept / n, n, interval: wilsonInterval(kept, n, level), effective: n };
  const open = survivalAt(curve, limitMs);
  if (open === undefined) {
    const longestHours = (curve.ages[n - 1] as number) / HOUR_MS;
    return {
      abstained: { code: "service_limit_not_reached", params: { limitHours: clock.limitHours, longestHours, n } },
    };
  }
  const { lower, upper } = open.interval;
  return {
    value: 1 - open.value,
    n,
    interval: { lower: 1 - upper, upper: 1 - lower, level },
    effective: open.effective,
  };
}

function percentileOf(curve: KaplanMeierCurve, share: number): ServicePercentile {
  const { value, lower, upper } = survivalQuantile(curve, share);
  return {
    share,
    ...(value !== undefined && { hours: value / HOUR_MS }),
    lower: lower / HOUR_MS,
    ...(upper !== undefined && { upper: upper / HOUR_MS }),
  };
}

/** The pooled test of two shares, each over the decided cases that it is worth; Newcombe's interval beside it. */
function trendOf(
  share: ServiceShare | Abstention,
  formerRuns: readonly Run[],
  promised: Promised,
  level: number,
): ServiceTrend | Abstention {
  const former = shareKept(tally(formerRuns, promised, level), promised, level);
  if ("abstained" in former) return former;
  if ("abstained" in share) return share;
  const [a, b] = [share.effective, former.effective];
  const pooled = (share.value * a + former.value * b) / (a + b);
  const difference = share.value - former.value;
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a + 1 / b));
  return {
    former,
    difference,
    interval: newcombeInterval(share.value * a, a, former.value * b, b, level),
    pValue: error > 0 ? 2 * normalSurvival(Math.abs(difference) / error) : 1,
  };
}

function tooFew(n: number, needed: number): Abstention {
  return { abstained: { code: "too_few_rows", params: { n, needed } } };
}
