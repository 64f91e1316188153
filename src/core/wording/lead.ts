import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";

/** Reason codes of `lead`, each with the parameters its wording needs. */
export interface LeadReasonParams {
  /** Too few closed leads of one kind to learn from. */
  lead_too_few: { readonly won: number; readonly lost: number; readonly needed: number };
  /** Open leads were given and left out. */
  lead_open_excluded: { readonly n: number };
  /** One field alone tells won from lost almost without a miss. */
  lead_leak: { readonly field: string; readonly auc: number };
  /** The stage had no part in the judgement. */
  lead_stage_not_judged: { readonly field: string };
  /** A field that no closed lead fills in. */
  lead_field_empty: { readonly field: string };
  /** Where the score of every lead starts. */
  lead_base: { readonly chance: number; readonly n: number };
  /** What a field's value does to the odds. */
  lead_effect: { readonly field: string; readonly value: string; readonly factor: number };
  /** The field is not known, and counts for nothing. */
  lead_missing: { readonly field: string };
  /** The field is not known, which itself says something. */
  lead_missing_effect: { readonly field: string; readonly factor: number };
  /** A value that no closed lead had. */
  lead_unknown: { readonly field: string; readonly value: string };
  /** A number smaller or larger than any seen. */
  lead_beyond: { readonly field: string; readonly value: number; readonly from: number; readonly to: number };
  /** What the calibration makes of the raw score. */
  lead_calibrated: { readonly raw: number; readonly chance: number };
}

const closed = (n: number): string => `${formatNumber(n)} closed ${n === 1 ? "lead" : "leads"}`;
const open = (n: number): string => `${formatNumber(n)} open ${n === 1 ? "lead was" : "leads were"}`;

/** A factor below one as a division, so that 0.01 does not read as "hardly". */
function effectEn(factor: number): string {
  if (Math.abs(Math.log(factor)) < 0.005) return "leaves the odds as they are";
  return factor > 1
    ? `multiplies the odds of winning by ${formatNumber(factor, 2)}`
    : `divides the odds of winning by ${formatNumber(1 / factor, 2)}`;
}
function effectZh(factor: number): string {
  if (Math.abs(Math.log(factor)) < 0.005) return "不改变赢单胜算";
  return factor > 1
    ? `使赢单胜算变为 ${formatNumber(factor, 2)} 倍`
    : `使赢单胜算降至 1/${formatNumber(1 / factor, 2)}`;
}

export const leadEn: Messages<LeadReasonParams> = {
  lead_too_few: ({ won, lost, needed }) =>
    `no score: ${formatNumber(won)} won and ${formatNumber(lost)} lost leads, at least ${formatNumber(needed)} of each are needed`,
  lead_open_excluded: ({ n }) =>
    `${open(n)} left out: only closed leads teach. The stage model is the one that counts open deals`,
  lead_leak: ({ field, auc }) =>
    `${field} alone ranks a won lead above a lost one in ${formatShare(auc)} of pairs: check that it is not filled in after the outcome`,
  lead_stage_not_judged: ({ field }) =>
    `${field} was left out of the judgement, because the last stage of a closed lead gives its outcome away`,
  lead_field_empty: ({ field }) => `${field} is not filled in by any closed lead and says nothing`,
  lead_base: ({ chance, n }) => `starts at ${formatShare(chance)}, from ${closed(n)}`,
  lead_effect: ({ field, value, factor }) => `${field} (${value}) ${effectEn(factor)}`,
  lead_missing: ({ field }) => `${field} is not known and counts for nothing`,
  lead_missing_effect: ({ field, factor }) => `${field} is not known, which ${effectEn(factor)}`,
  lead_unknown: ({ field, value }) => `${field} (${value}) was seen in no closed lead, or too seldom to tell`,
  lead_beyond: ({ field, value, from, to }) =>
    `${field} (${formatNumber(value, 2)}) lies beyond the ${formatNumber(from, 2)} to ${formatNumber(to, 2)} of closed leads and counts as the nearest of these`,
  lead_calibrated: ({ raw, chance }) =>
    `calibrated from ${formatShare(raw)} to ${formatShare(chance)}, by what came true for leads that had no part in the fit`,
};

export const leadZh: Messages<LeadReasonParams> = {
  lead_too_few: ({ won, lost, needed }) =>
    `无法评分：赢单线索 ${formatNumber(won)} 条、丢单线索 ${formatNumber(lost)} 条，每类至少需要 ${formatNumber(needed)} 条`,
  lead_open_excluded: ({ n }) =>
    `${formatNumber(n)} 条进行中的线索未参与学习：只有已结束的线索可供学习；需计入进行中的商机时请用阶段模型`,
  lead_leak: ({ field, auc }) =>
    `仅凭 ${field} 就能在 ${formatShare(auc)} 的配对中把赢单排在丢单之前：请核实该字段并非在结果揭晓后才填写`,
  lead_stage_not_judged: ({ field }) => `${field} 未参与检验：已结束线索的最后阶段本身就透露了结果`,
  lead_field_empty: ({ field }) => `所有已结束的线索都没有填写 ${field}，该字段不起作用`,
  lead_base: ({ chance, n }) => `起点为 ${formatShare(chance)}，依据 ${formatNumber(n)} 条已结束的线索`,
  lead_effect: ({ field, value, factor }) => `${field}（${value}）${effectZh(factor)}`,
  lead_missing: ({ field }) => `${field} 未知，不计入`,
  lead_missing_effect: ({ field, factor }) => `${field} 未知，这本身${effectZh(factor)}`,
  lead_unknown: ({ field, value }) => `${field}（${value}）在已结束的线索中没有出现过，或出现太少而无法判断`,
  lead_beyond: ({ field, value, from, to }) =>
    `${field}（${formatNumber(value, 2)}）超出已结束线索的范围 ${formatNumber(from, 2)} 至 ${formatNumber(to, 2)}，按最接近的值计`,
  lead_calibrated: ({ raw, chance }) =>
    `按未参与拟合的线索的实际结果，由 ${formatShare(raw)} 校准为 ${formatShare(chance)}`,
};
