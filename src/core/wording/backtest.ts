import { formatNumber, formatShare } from "../format.ts";
import { type BacktestBaseline, type BacktestMeasure, type BacktestTotal, backtestLabels } from "../labels/backtest.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** The figures behind a verdict; what could not be judged is absent. */
export interface BacktestVerdictFigures {
  readonly origins: number;
  /** Totals of deals won that fell between P10 and P90. */
  readonly covered: number;
  /** Share of the best baseline's loss that the forecast saves, per deal and on the count. */
  readonly dealSkill?: number;
  readonly dealBaseline?: BacktestBaseline;
  readonly totalSkill?: number;
  readonly totalBaseline?: BacktestBaseline;
}

/** Reason codes of `backtest`, each with the parameters its wording needs. */
export interface BacktestReasonParams {
  /** No horizon has ended by the data's last moment after an origin with history, so nothing can be judged. */
  backtest_nothing_resolved: { readonly origins: number; readonly unresolved: number };
  backtest_use: BacktestVerdictFigures;
  backtest_use_with_care: BacktestVerdictFigures & { readonly parts: number };
  backtest_not_yet: BacktestVerdictFigures & { readonly parts: number };
  backtest_too_few_origins: { readonly origins: number; readonly needed: number };
  backtest_too_few_deals: { readonly deals: number; readonly needed: number };
  /** All deals that were open met the same end in time, so chances cannot be told from guesses. */
  backtest_one_outcome: { readonly forecasts: number; readonly won: number };
  /** A baseline loses no more than the forecast. */
  backtest_not_better: {
    readonly measure: BacktestMeasure;
    readonly baseline: BacktestBaseline;
    readonly skill: number;
    readonly lower?: number;
    readonly upper?: number;
  };
  backtest_coverage_low: {
    readonly total: BacktestTotal;
    readonly covered: number;
    readonly origins: number;
    readonly lower: number;
    readonly upper: number;
  };
  backtest_coverage_high: {
    readonly total: BacktestTotal;
    readonly covered: number;
    readonly origins: number;
    readonly lower: number;
    readonly upper: number;
  };
  /** Expected totals lie above (share > 0) or below what came by more than chance. */
  backtest_biased: { readonly total: BacktestTotal; readonly share: number; readonly origins: number };
  /** Chances are too bold (slope below 1) or too timid. */
  backtest_slope: { readonly slope: number; readonly lower: number; readonly upper: number };
  backtest_unresolved: { readonly origins: number; readonly knownUntil: string };
  backtest_no_history: { readonly origins: number };
  /** Histories carry one amount, close date and owner, which may be later than the origin. */
  backtest_facts_as_given: { readonly deals: number };
  backtest_overlap: { readonly horizonDays: number; readonly shortestGapDays: number };
  backtest_baseline_silent: { readonly baseline: BacktestBaseline; readonly silent: number; readonly origins: number };
}

const { backtestBaseline, backtestMeasure, backtestTotal } = backtestLabels;

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
const share = (value: number): string => formatShare(value);
const better = (skill: number): string => `${share(Math.abs(skill))} ${skill < 0 ? "more" : "less"}`;
const betterZh = (skill: number): string => `${skill < 0 ? "多" : "少"} ${share(Math.abs(skill))}`;

function figuresEn(figures: BacktestVerdictFigures): string {
  const { origins, covered, dealSkill, dealBaseline, totalSkill, totalBaseline } = figures;
  return [
    ...(dealSkill === undefined || dealBaseline === undefined
      ? []
      : [`error per deal ${better(dealSkill)} than ${lowered(backtestBaseline[dealBaseline].en)}`]),
    ...(totalSkill === undefined || totalBaseline === undefined
      ? []
      : [`error of the count's range ${better(totalSkill)} than ${lowered(backtestBaseline[totalBaseline].en)}`]),
    `${formatNumber(covered)} of ${formatNumber(origins)} counts between P10 and P90`,
  ].join("; ");
}

function figuresZh(figures: BacktestVerdictFigures): string {
  const { origins, covered, dealSkill, dealBaseline, totalSkill, totalBaseline } = figures;
  return [
    ...(dealSkill === undefined || dealBaseline === undefined
      ? []
      : [`单笔误差比${backtestBaseline[dealBaseline].zh}${betterZh(dealSkill)}`]),
    ...(totalSkill === undefined || totalBaseline === undefined
      ? []
      : [`数量区间误差比${backtestBaseline[totalBaseline].zh}${betterZh(totalSkill)}`]),
    `${formatNumber(origins)} 期中 ${formatNumber(covered)} 期的赢单数落在 P10–P90 内`,
  ].join("；");
}

export const backtestEn: Messages<BacktestReasonParams> = {
  backtest_nothing_resolved: ({ origins, unresolved }) =>
    `nothing to judge: of ${counted(origins, "origin", "origins")}, ${formatNumber(unresolved)} ${unresolved === 1 ? "has" : "have"} a horizon that ends after the data, the others no history before them`,
  backtest_use: (figures) => `use it: ${figuresEn(figures)}`,
  backtest_use_with_care: ({ parts, ...figures }) =>
    `use with care, ${counted(parts, "part fails", "parts fail")}: ${figuresEn(figures)}`,
  backtest_not_yet: ({ parts, ...figures }) =>
    `do not use it yet, ${counted(parts, "part fails", "parts fail")}: ${figuresEn(figures)}`,
  backtest_too_few_origins: ({ origins, needed }) =>
    `too few origins to tell: ${formatNumber(origins)} judged, at least ${formatNumber(needed)} are needed`,
  backtest_too_few_deals: ({ deals, needed }) =>
    `too few deals to tell: ${formatNumber(deals)} were open at an origin, at least ${formatNumber(needed)} are needed`,
  backtest_one_outcome: ({ forecasts, won }) =>
    `nothing to tell chances by: of ${counted(forecasts, "forecast", "forecasts")}, ${formatNumber(won)} came true`,
  backtest_not_better: ({ measure, baseline, skill, lower, upper }) =>
    `${lowered(backtestMeasure[measure].en)}: no better than ${lowered(backtestBaseline[baseline].en)}, ${share(-skill)} more error${lower === undefined || upper === undefined ? "" : ` (${share(-upper)} to ${share(-lower)})`}`,
  backtest_coverage_low: ({ total, covered, origins, lower, upper }) =>
    `${lowered(backtestTotal[total].en)}: ranges are too narrow, ${formatNumber(covered)} of ${formatNumber(origins)} fell between P10 and P90 (${share(lower)} to ${share(upper)}) where 80% should`,
  backtest_coverage_high: ({ total, covered, origins, lower, upper }) =>
    `${lowered(backtestTotal[total].en)}: ranges are wider than they need be, ${formatNumber(covered)} of ${formatNumber(origins)} fell between P10 and P90 (${share(lower)} to ${share(upper)}) where 80% should`,
  backtest_biased: ({ total, share: off, origins }) =>
    `${lowered(backtestTotal[total].en)}: ${share(Math.abs(off))} too ${off > 0 ? "high" : "low"} over ${counted(origins, "origin", "origins")}`,
  backtest_slope: ({ slope, lower, upper }) =>
    `chances are too ${slope < 1 ? "bold" : "timid"}: the slope of what came true on what was forecast is ${formatNumber(slope, 2)} (${formatNumber(lower, 2)} to ${formatNumber(upper, 2)}) where 1 is honest`,
  backtest_unresolved: ({ origins, knownUntil }) =>
    `${counted(origins, "origin is", "origins are")} not judged: the horizon ends after ${knownUntil}, the data's last moment`,
  backtest_no_history: ({ origins }) =>
    `${counted(origins, "origin is", "origins are")} not judged: no deal had entered a stage by then`,
  backtest_facts_as_given: ({ deals }) =>
    `amounts, close dates and owners of ${counted(deals, "deal", "deals")} are taken as given, also where they were set after the origin; give the log of events to judge what was known`,
  backtest_overlap: ({ horizonDays, shortestGapDays }) =>
    `horizons of ${counted(horizonDays, "day", "days", 1)} overlap, as origins lie ${counted(shortestGapDays, "day", "days", 1)} apart: neighbouring origins share their luck, intervals over origins are too narrow`,
  backtest_baseline_silent: ({ baseline, silent, origins }) =>
    `${lowered(backtestBaseline[baseline].en)} has nothing to say at ${formatNumber(silent)} of ${counted(origins, "origin", "origins")}: history is too short`,
};

export const backtestZh: Messages<BacktestReasonParams> = {
  backtest_nothing_resolved: ({ origins, unresolved }) =>
    `无法评判：共 ${formatNumber(origins)} 个预测起点，其中 ${formatNumber(unresolved)} 个的预测期在数据截止之后才结束，其余起点之前没有历史`,
  backtest_use: (figures) => `可以使用：${figuresZh(figures)}`,
  backtest_use_with_care: ({ parts, ...figures }) =>
    `谨慎使用，有 ${formatNumber(parts)} 项未达标：${figuresZh(figures)}`,
  backtest_not_yet: ({ parts, ...figures }) => `暂不使用，有 ${formatNumber(parts)} 项未达标：${figuresZh(figures)}`,
  backtest_too_few_origins: ({ origins, needed }) =>
    `预测起点太少，无法判断：只评判了 ${formatNumber(origins)} 个，至少需要 ${formatNumber(needed)} 个`,
  backtest_too_few_deals: ({ deals, needed }) =>
    `商机太少，无法判断：起点时在跟进的只有 ${formatNumber(deals)} 个，至少需要 ${formatNumber(needed)} 个`,
  backtest_one_outcome: ({ forecasts, won }) =>
    `无从检验机会：${formatNumber(forecasts)} 次预测中有 ${formatNumber(won)} 次兑现`,
  backtest_not_better: ({ measure, baseline, skill, lower, upper }) =>
    `${backtestMeasure[measure].zh}：不优于${backtestBaseline[baseline].zh}，误差多 ${share(-skill)}${lower === undefined || upper === undefined ? "" : `（区间 ${share(-upper)} 至 ${share(-lower)}）`}`,
  backtest_coverage_low: ({ total, covered, origins, lower, upper }) =>
    `${backtestTotal[total].zh}：预测区间过窄，${formatNumber(origins)} 期中 ${formatNumber(covered)} 期落在 P10–P90 内（区间 ${share(lower)} 至 ${share(upper)}），应为 80%`,
  backtest_coverage_high: ({ total, covered, origins, lower, upper }) =>
    `${backtestTotal[total].zh}：预测区间偏宽，${formatNumber(origins)} 期中 ${formatNumber(covered)} 期落在 P10–P90 内（区间 ${share(lower)} 至 ${share(upper)}），应为 80%`,
  backtest_biased: ({ total, share: off, origins }) =>
    `${backtestTotal[total].zh}：${formatNumber(origins)} 期合计${off > 0 ? "高估" : "低估"} ${share(Math.abs(off))}`,
  backtest_slope: ({ slope, lower, upper }) =>
    `预测机会过于${slope < 1 ? "激进" : "保守"}：实际对预测的斜率为 ${formatNumber(slope, 2)}（区间 ${formatNumber(lower, 2)} 至 ${formatNumber(upper, 2)}），准确时为 1`,
  backtest_unresolved: ({ origins, knownUntil }) =>
    `${formatNumber(origins)} 个起点未评判：预测期在数据截止（${knownUntil}）之后才结束`,
  backtest_no_history: ({ origins }) => `${formatNumber(origins)} 个起点未评判：当时还没有商机进入任何阶段`,
  backtest_facts_as_given: ({ deals }) =>
    `${formatNumber(deals)} 个商机的金额、预计成交日和负责人按所给数据采用，可能是起点之后才确定的；提供事件日志才能只用当时所知`,
  backtest_overlap: ({ horizonDays, shortestGapDays }) =>
    `预测期 ${formatNumber(horizonDays, 1)} 天互相重叠（起点最近相隔 ${formatNumber(shortestGapDays, 1)} 天）：相邻起点的运气相同，按起点计算的区间偏窄`,
  backtest_baseline_silent: ({ baseline, silent, origins }) =>
    `${backtestBaseline[baseline].zh}在 ${formatNumber(origins)} 个起点中有 ${formatNumber(silent)} 个无法给出：历史太短`,
};
