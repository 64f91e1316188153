import type { Label } from "../locale.ts";

/** How firmly a deal is counted on. */
export type ForecastCategory = "commit" | "best_case" | "pipeline" | "omitted";

/** How somebody's calls compare with what comes. */
export type ForecastTendency = "over_forecaster" | "sandbagger" | "cannot_tell";

/** What a quota is set for. */
export type QuotaDimension = "person" | "team" | "region" | "product";

/** Ahead of where the past stood, behind within what the past shows, behind beyond it. */
export type PaceLight = "green" | "amber" | "red";

/** Enough open deals for eight periods in ten, for one in two, or for fewer. */
export type PipelineSufficiency = "enough" | "thin" | "short";

/** Names of `quota` that are shown, by family. */
export interface QuotaLabels {
  readonly forecastCategory: Readonly<Record<ForecastCategory, Label>>;
  readonly forecastTendency: Readonly<Record<ForecastTendency, Label>>;
  readonly quotaDimension: Readonly<Record<QuotaDimension, Label>>;
  readonly paceLight: Readonly<Record<PaceLight, Label>>;
  readonly pipelineSufficiency: Readonly<Record<PipelineSufficiency, Label>>;
}

export const quotaLabels: QuotaLabels = {
  forecastCategory: {
    commit: { en: "Commit", zh: "承诺" },
    best_case: { en: "Best case", zh: "最佳情况" },
    pipeline: { en: "Pipeline", zh: "跟进中" },
    omitted: { en: "Omitted", zh: "不计入" },
  },
  forecastTendency: {
    over_forecaster: { en: "Calls too much", zh: "预测偏高" },
    sandbagger: { en: "Calls too little", zh: "预测偏低" },
    cannot_tell: { en: "Cannot tell", zh: "无法判断" },
  },
  quotaDimension: {
    person: { en: "Person", zh: "个人" },
    team: { en: "Team", zh: "团队" },
    region: { en: "Region", zh: "区域" },
    product: { en: "Product", zh: "产品" },
  },
  paceLight: {
    green: { en: "On pace", zh: "进度正常" },
    amber: { en: "Slightly behind", zh: "略有落后" },
    red: { en: "Behind", zh: "明显落后" },
  },
  pipelineSufficiency: {
    enough: { en: "Enough", zh: "充足" },
    thin: { en: "Thin", zh: "偏少" },
    short: { en: "Short", zh: "不足" },
  },
};
