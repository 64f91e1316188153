import type { BacktestBaseline, BacktestMeasure, BacktestTotal } from "../../core/labels/backtest.ts";
import type { Reason } from "../../core/reasons.ts";
import type { BacktestVerdict, FunnelBacktest, TotalJudgement } from "./types.ts";

/** What P10–P90 is to hold. */
const NOMINAL = 0.8;

/** A bias of less than this share of what came, or a total worse than a baseline's by less, is not worth a warning. */
const SMALL = 0.05;

/** Slopes of calibration within these bounds do little harm, however sure they are. */
const HONEST_SLOPE = { from: 0.8, to: 1.25 };

/** The evidence a verdict asks for. */
export interface Evidence {
  readonly minimumOrigins: number;
  readonly minimumDeals: number;
}

type Judged = Pick<FunnelBacktest, "deals" | "count" | "amount" | "skill">;

/**
 * Words what the figures come to. Not yet: too little evidence, single deals rated no better than by a rule of thumb, or a
 * range worse than one beyond doubt. With care: something else fails, such as totals worse than the run-rate's.
 */
export function reachVerdict(judged: Judged, evidence: Evidence): BacktestVerdict {
  const stops = [...tooLittle(judged, evidence), ...worse(judged)];
  const cares = [...notBetter(judged), ...dishonest(judged)].filter((care) => !stops.some((stop) => same(stop, care)));
  const parts = [...stops, ...cares];
  const { brier, count_pinball: total } = judged.skill;
  const figures = {
    origins: judged.count.origins,
    covered: coveredBy(judged.count),
    ...(brier === undefined ? {} : { dealSkill: brier.value, dealBaseline: brier.baseline }),
    ...(total === undefined ? {} : { totalSkill: total.value, totalBaseline: total.baseline }),
  };
  const failed = { ...figures, parts: parts.length };
  if (stops.length > 0) return { code: "not_yet", reason: { code: "backtest_not_yet", params: failed }, parts };
  if (cares.length > 0) {
    return { code: "use_with_care", reason: { code: "backtest_use_with_care", params: failed }, parts };
  }
  return { code: "use", reason: { code: "backtest_use", params: figures }, parts };
}

/** Ranges so wide that more falls inside than should: no fault that misleads, but worth a note. */
export function wideRanges(judged: Pick<Judged, "count" | "amount">): Reason[] {
  return totalsOf(judged).flatMap(([total, one]): Reason[] =>
    one.coverage.interval.lower > NOMINAL ? [coverageReason("backtest_coverage_high", total, one)] : [],
  );
}

function tooLittle({ deals, count }: Judged, { minimumOrigins, minimumDeals }: Evidence): Reason[] {
  const reasons: Reason[] = [];
  if (count.origins < minimumOrigins) {
    reasons.push({ code: "backtest_too_few_origins", params: { origins: count.origins, needed: minimumOrigins } });
  }
  const seen = deals?.deals ?? 0;
  if (seen < minimumDeals) {
    reasons.push({ code: "backtest_too_few_deals", params: { deals: seen, needed: minimumDeals } });
  }
  if (deals !== undefined && (deals.won === 0 || deals.won === deals.n)) {
    reasons.push({ code: "backtest_one_outcome", params: { forecasts: deals.n, won: deals.won } });
  }
  return reasons;
}

/** Single deals rated no better than by a rule of thumb, or a range worse beyond doubt. */
function worse({ skill }: Judged): Reason[] {
  const reasons: Reason[] = [];
  if (skill.brier !== undefined && skill.brier.value <= 0) reasons.push(notBetterThan("brier", skill.brier));
  for (const measure of ["count_pinball", "amount_pinball"] as const) {
    const against = skill[measure];
    if ((against?.interval?.upper ?? 0) < 0) reasons.push(notBetterThan(measure, against as Against));
  }
  return reasons;
}

function notBetter({ skill }: Judged): Reason[] {
  return (["count_pinball", "count_wape", "amount_pinball", "amount_wape"] as const).flatMap((measure) => {
    const against = skill[measure];
    // four totals' measures against the hardest of four rules: luck alone makes one or another look worse now and then
    return against !== undefined && against.value <= -Math.max(SMALL, against.differenceError ?? SMALL)
      ? [notBetterThan(measure, against)]
      : [];
  });
}

/** Ranges too narrow, totals off in one direction, chances too bold or too timid. */
function dishonest(judged: Judged): Reason[] {
  const reasons: Reason[] = [];
  for (const [total, one] of totalsOf(judged)) {
    if (one.coverage.interval.upper < NOMINAL) reasons.push(coverageReason("backtest_coverage_low", total, one));
    const { share = 0, interval } = one.bias;
    const beyondChance = interval !== undefined && (interval.lower > 0 || interval.upper < 0);
    if (Math.abs(share) >= SMALL && beyondChance) {
      reasons.push({ code: "backtest_biased", params: { total, share, origins: one.origins } });
    }
  }
  const slope = judged.deals?.calibration?.slope;
  if (slope !== undefined && (slope.value < HONEST_SLOPE.from || slope.value > HONEST_SLOPE.to)) {
    const { lower, upper } = slope.interval;
    if (lower > 1 || upper < 1) reasons.push({ code: "backtest_slope", params: { slope: slope.value, lower, upper } });
  }
  return reasons;
}

function totalsOf({ count, amount }: Pick<Judged, "count" | "amount">): [BacktestTotal, TotalJudgement][] {
  return amount === undefined
    ? [["count", count]]
    : [
        ["count", count],
        ["amount", amount],
      ];
}

function coveredBy({ coverage }: TotalJudgement): number {
  return Math.round(coverage.value * coverage.n);
}

function coverageReason(
  code: "backtest_coverage_low" | "backtest_coverage_high",
  total: BacktestTotal,
  judged: TotalJudgement,
): Reason {
  const { lower, upper } = judged.coverage.interval;
  return { code, params: { total, covered: coveredBy(judged), origins: judged.origins, lower, upper } };
}

type Against = NonNullable<FunnelBacktest["skill"][BacktestMeasure]> & { readonly baseline: BacktestBaseline };

function notBetterThan(measure: BacktestMeasure, { baseline, value, interval }: Against): Reason {
  const bounds = interval === undefined ? {} : { lower: interval.lower, upper: interval.upper };
  return { code: "backtest_not_better", params: { measure, baseline, skill: value, ...bounds } };
}

/** Whether both say that the same measure fails. */
function same(a: Reason, b: Reason): boolean {
  return a.code === "backtest_not_better" && b.code === a.code && a.params.measure === b.params.measure;
}

/** Notes on baselines that have nothing to say at some origins. */
export function silentBaselines(baselines: FunnelBacktest["baselines"], origins: number): Reason[] {
  return baselines.flatMap(({ baseline, origins: spoke }): Reason[] =>
    spoke === origins
      ? []
      : [{ code: "backtest_baseline_silent", params: { baseline, silent: origins - spoke, origins } }],
  );
}
