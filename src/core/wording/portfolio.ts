import { formatNumber, formatShare } from "../format.ts";
import { type PestArea, type PortfolioAxis, type PortfolioCell, portfolioLabels } from "../labels/portfolio.ts";
import type { Label, Locale, Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `portfolio`, each with the parameters its wording needs. */
export interface PortfolioReasonParams {
  /** The business cannot be placed because one axis is not known. */
  portfolio_axis_unknown: { readonly axis: PortfolioAxis };
  /** Too little of an axis was rated to place the segment. */
  portfolio_unrated: { readonly axis: PortfolioAxis; readonly coverage: number; readonly needed: number };
  /** Criteria that were not rated; the others of the axis carry their weight. */
  portfolio_rating_missing: {
    readonly axis: PortfolioAxis;
    readonly missing: readonly string[];
    readonly coverage: number;
  };
  /** No quadrant has clearly the most chance. */
  portfolio_undecided: { readonly quadrant: PortfolioCell; readonly chance: number; readonly certainty: number };
  /** Both figures came without an interval, so the quadrant only looks certain. */
  portfolio_no_doubt: { readonly quadrant: PortfolioCell };
  /** One side sold nothing in the sample. */
  portfolio_share_empty: { readonly ours: number; readonly rival: number };
  /** Some businesses have no cash figures. */
  portfolio_cash_unknown: { readonly missing: number; readonly units: number };
  /** Nothing was sold, so there are no shares. */
  portfolio_no_size: Readonly<Record<never, never>>;
  /** Threats and weaknesses that no link names. */
  swot_unanswered: { readonly ids: readonly string[] };
  /** Items that rest on nothing. */
  swot_no_evidence: { readonly ids: readonly string[]; readonly items: number };
  /** The first rank does not hold under the doubt of the ratings. */
  ranking_first_unsure: { readonly chance: number };
  /** Areas of the environment that nobody looked at. */
  pest_blind_spot: { readonly areas: readonly PestArea[] };
}

const CELLS: Readonly<Record<PortfolioCell, Label>> = /* @__PURE__ */ (() => ({
  ...portfolioLabels.portfolioQuadrant,
  ...portfolioLabels.spanCell,
}))();

const named = (label: Label, locale: Locale): string => (locale === "en" ? label.en.toLowerCase() : label.zh);
const axisEn = (axis: PortfolioAxis): string => named(portfolioLabels.portfolioAxis[axis], "en");
const axisZh = (axis: PortfolioAxis): string => portfolioLabels.portfolioAxis[axis].zh;
const areaEn = (area: PestArea): string => named(portfolioLabels.pestArea[area], "en");
const areaZh = (area: PestArea): string => portfolioLabels.pestArea[area].zh;

export const portfolioEn: Messages<PortfolioReasonParams> = {
  portfolio_axis_unknown: ({ axis }) => `cannot be placed: ${axisEn(axis)} is not known`,
  portfolio_unrated: ({ axis, coverage, needed }) =>
    `cannot be placed: ${formatShare(coverage)} of the weight of ${axisEn(axis)} is rated, at least ${formatShare(needed)} is needed`,
  portfolio_rating_missing: ({ axis, missing, coverage }) =>
    `${missing.join(", ")} not rated; the other ${formatShare(coverage)} of the weight of ${axisEn(axis)} carries the rest`,
  portfolio_undecided: ({ quadrant, chance, certainty }) =>
    `cannot be told: ${named(CELLS[quadrant], "en")} is likeliest with ${formatShare(chance)}, at least ${formatShare(certainty)} is asked for`,
  portfolio_no_doubt: ({ quadrant }) =>
    `both figures came without an interval: ${named(CELLS[quadrant], "en")} looks more certain than it is`,
  portfolio_share_empty: ({ ours, rival }) =>
    `no ratio: the sample holds ${counted(ours, "purchase", "purchases")} of ours and ${formatNumber(rival)} of the largest rival`,
  portfolio_cash_unknown: ({ missing, units }) =>
    `no balance of cash: ${formatNumber(missing)} of ${counted(units, "business", "businesses")} without figures`,
  portfolio_no_size: () => "no shares: nothing that was placed has a size above zero",
  swot_unanswered: ({ ids }) => `without an answer: ${ids.join(", ")}`,
  swot_no_evidence: ({ ids, items }) =>
    `${formatNumber(ids.length)} of ${counted(items, "item rests", "items rest")} on no evidence: ${ids.join(", ")}`,
  ranking_first_unsure: ({ chance }) =>
    `the first rank is not sure: within the doubt of the ratings it stays first in ${formatShare(chance)} of draws`,
  pest_blind_spot: ({ areas }) => `nobody looked at: ${areas.map(areaEn).join(", ")}`,
};

export const portfolioZh: Messages<PortfolioReasonParams> = {
  portfolio_axis_unknown: ({ axis }) => `无法定位：${axisZh(axis)}未知`,
  portfolio_unrated: ({ axis, coverage, needed }) =>
    `无法定位：${axisZh(axis)}仅有 ${formatShare(coverage)} 的权重获得评分，至少需要 ${formatShare(needed)}`,
  portfolio_rating_missing: ({ axis, missing, coverage }) =>
    `${missing.join("、")}未评分；由${axisZh(axis)}其余 ${formatShare(coverage)} 的权重分担`,
  portfolio_undecided: ({ quadrant, chance, certainty }) =>
    `无法判定：最可能是${CELLS[quadrant].zh}，概率 ${formatShare(chance)}，要求至少 ${formatShare(certainty)}`,
  portfolio_no_doubt: ({ quadrant }) => `两项数据均未给出区间：${CELLS[quadrant].zh}看起来比实际更确定`,
  portfolio_share_empty: ({ ours, rival }) =>
    `无法给出比值：样本中我方 ${formatNumber(ours)} 次购买，最大对手 ${formatNumber(rival)} 次`,
  portfolio_cash_unknown: ({ missing, units }) =>
    `无法给出现金平衡：${formatNumber(units)} 项业务中有 ${formatNumber(missing)} 项缺少数据`,
  portfolio_no_size: () => "无法给出占比：已定位的业务规模均为零",
  swot_unanswered: ({ ids }) => `尚无对策：${ids.join("、")}`,
  swot_no_evidence: ({ ids, items }) =>
    `${formatNumber(items)} 项中有 ${formatNumber(ids.length)} 项没有依据：${ids.join("、")}`,
  ranking_first_unsure: ({ chance }) =>
    `首位并不稳固：在评分的不确定范围内，仅 ${formatShare(chance)} 的抽样中仍居首位`,
  pest_blind_spot: ({ areas }) => `尚未考察：${areas.map(areaZh).join("、")}`,
};
