import { formatNumber, formatShare } from "../format.ts";
import {
  type RelationshipDriver,
  type RelationshipLevel,
  type RelationshipSign,
  relationshipLabels,
} from "../labels/relationship.ts";
import type { Label, Messages } from "../locale.ts";

/** Reason codes of `relationship`, each with the parameters its wording needs. */
export interface RelationshipReasonParams {
  /** Nothing that carries weight was answered, so there is no score. */
  relationship_unanswered: { readonly parts: number };
  /** A sign that nobody answered; the others carry its weight. */
  relationship_part_missing: {
    readonly part: RelationshipSign | RelationshipDriver;
    readonly weightShare: number;
  };
  /** The level, and what it rests on. */
  relationship_level: { readonly level: RelationshipLevel; readonly score: number; readonly respondents: number };
  /** How far the next level is. */
  relationship_next_level: { readonly level: RelationshipLevel; readonly points: number };
  /** The missing answers could change the level. */
  relationship_level_open: {
    readonly lowest: RelationshipLevel;
    readonly highest: RelationshipLevel;
    readonly coverage: number;
  };
  /** The sign whose fulfilment would bring the most points. */
  relationship_work_on: { readonly part: RelationshipSign | RelationshipDriver; readonly gain: number };
  /** What we believe of them runs ahead of what they do. */
  relationship_belief_ahead: { readonly belief: number; readonly behaviour: number };
  /** Personalisation and guilt speak for another level than the signs. */
  relationship_drivers_differ: { readonly level: RelationshipLevel; readonly drivers: RelationshipLevel };
  /** No sign was answered by two people, so their agreement cannot be told. */
  relationship_no_overlap: { readonly respondents: number };
  /** How near the answers of several people lie. */
  relationship_agreement: { readonly closeness: number; readonly exact: number; readonly respondents: number };
  /** The sign on which they disagree most. */
  relationship_disputed: {
    readonly part: RelationshipSign | RelationshipDriver;
    readonly lowest: number;
    readonly highest: number;
  };
  /** One respondent sees the account otherwise than everybody else. */
  relationship_stray: { readonly respondent: string; readonly nearest: number };
  /** No unit was rated by two raters. */
  agreement_no_overlap: { readonly units: number; readonly raters: number };
  /** Every rating is the same, so agreement cannot be told from a habit of giving that answer. */
  agreement_no_variation: { readonly n: number };
  /** No two raters ever differ, so no interval can be told. */
  agreement_no_disagreement: { readonly n: number };
  /** Units do not differ beyond what raters do; a ratio to their spread is without meaning. */
  agreement_units_alike: { readonly n: number };
  /** Nearly all ratings are one value: too few units carry another for an interval. */
  agreement_few_deviations: { readonly units: number; readonly needed: number };
  /** Most ratings are one value, so the interval is somewhat too narrow. */
  agreement_one_value: { readonly share: number };
}

const PARTS: Readonly<Record<RelationshipSign | RelationshipDriver, Label>> = /* @__PURE__ */ (() => ({
  ...relationshipLabels.relationshipSign,
  ...relationshipLabels.relationshipDriver,
}))();

const figure = (value: number): string => formatNumber(value, 2);
const points = (value: number): string => formatNumber(value, 1);
const partEn = (part: RelationshipSign | RelationshipDriver): string => `“${PARTS[part].en}”`;
const partZh = (part: RelationshipSign | RelationshipDriver): string => `“${PARTS[part].zh}”`;
const levelEn = (level: RelationshipLevel): string => relationshipLabels.relationshipLevel[level].en.toLowerCase();
const levelZh = (level: RelationshipLevel): string => relationshipLabels.relationshipLevel[level].zh;
const count = (n: number, one: string, many: string): string => {
  const text = points(n);
  return `${text} ${text === "1" ? one : many}`;
};
const answers = (n: number): string => count(n, "person's answers", "people's answers");

export const relationshipEn: Messages<RelationshipReasonParams> = {
  relationship_unanswered: ({ parts }) =>
    `no score: none of ${count(parts, "sign", "signs")} that carry weight was answered`,
  relationship_part_missing: ({ part, weightShare }) =>
    `${partEn(part)} was not answered; its weight of ${formatShare(weightShare)} is carried by the rest`,
  relationship_level: ({ level, score, respondents }) =>
    `${levelEn(level)} relationship: ${points(score)} of 100 from ${answers(respondents)}`,
  relationship_next_level: ({ level, points: missing }) =>
    `${count(missing, "point is", "points are")} missing to the level ${levelEn(level)}`,
  relationship_level_open: ({ lowest, highest, coverage }) =>
    `with ${formatShare(coverage)} of the weight answered the level may be anything from ${levelEn(lowest)} to ${levelEn(highest)}`,
  relationship_work_on: ({ part, gain }) =>
    `most worth working on: ${partEn(part)}, up to ${count(gain, "point", "points")}`,
  relationship_belief_ahead: ({ belief, behaviour }) =>
    `what we believe of them (${points(belief)}) runs ahead of what they do (${points(behaviour)})`,
  relationship_drivers_differ: ({ level, drivers }) =>
    `the signs say ${levelEn(level)}, personalisation and guilt on leaving say ${levelEn(drivers)}`,
  relationship_no_overlap: ({ respondents }) =>
    `agreement cannot be told: no sign was answered by two of ${count(respondents, "person", "people")}`,
  relationship_agreement: ({ closeness, exact, respondents }) =>
    `${count(respondents, "person", "people")} asked: two answers lie ${formatShare(1 - closeness)} of the scale apart on average and are the same in ${formatShare(exact)} of pairs`,
  relationship_disputed: ({ part, lowest, highest }) =>
    `most disputed: ${partEn(part)}, answers from ${figure(lowest)} to ${figure(highest)}`,
  relationship_stray: ({ respondent, nearest }) =>
    `${respondent} sees the account otherwise than the rest: ${formatShare(nearest)} of the scale from the nearest colleague`,
  agreement_no_overlap: ({ units, raters }) =>
    `agreement cannot be told: none of ${count(units, "unit", "units")} was rated by two of ${count(raters, "rater", "raters")}`,
  agreement_no_variation: ({ n }) =>
    `agreement cannot be told: all ${count(n, "rating is", "ratings are")} the same, so nothing could be told apart`,
  agreement_no_disagreement: ({ n }) =>
    `no interval: the raters never differ on ${count(n, "unit", "units")}, so the data hold no trace of error`,
  agreement_units_alike: ({ n }) => `no figure: the ${count(n, "unit", "units")} have the same mean rating`,
  agreement_few_deviations: ({ units, needed }) =>
    `no interval: only ${count(units, "unit holds", "units hold")} another rating than the commonest, at least ${formatNumber(needed)} are needed`,
  agreement_one_value: ({ share }) =>
    `${formatShare(share)} of ratings are one value; the interval is likely somewhat too narrow`,
};

export const relationshipZh: Messages<RelationshipReasonParams> = {
  relationship_unanswered: ({ parts }) => `无法评分：${formatNumber(parts)} 项有权重的征兆均未作答`,
  relationship_part_missing: ({ part, weightShare }) =>
    `${partZh(part)}未作答，其 ${formatShare(weightShare)} 的权重由其余各项分担`,
  relationship_level: ({ level, score, respondents }) =>
    `${levelZh(level)}：${points(score)} 分（满分 100），依据 ${formatNumber(respondents)} 人的回答`,
  relationship_next_level: ({ level, points: missing }) => `距${levelZh(level)}还差 ${points(missing)} 分`,
  relationship_level_open: ({ lowest, highest, coverage }) =>
    `仅 ${formatShare(coverage)} 的权重有回答，层次可能介于${levelZh(lowest)}与${levelZh(highest)}之间`,
  relationship_work_on: ({ part, gain }) => `最值得着力：${partZh(part)}，最多可提高 ${points(gain)} 分`,
  relationship_belief_ahead: ({ belief, behaviour }) =>
    `我们的判断（${points(belief)} 分）高于客户的实际行为（${points(behaviour)} 分）`,
  relationship_drivers_differ: ({ level, drivers }) =>
    `征兆表明为${levelZh(level)}，个性化程度与离开时的愧疚感则表明为${levelZh(drivers)}`,
  relationship_no_overlap: ({ respondents }) =>
    `无法衡量一致性：${formatNumber(respondents)} 位回答者没有两人答过同一项`,
  relationship_agreement: ({ closeness, exact, respondents }) =>
    `共 ${formatNumber(respondents)} 人作答：两人答案平均相差量表的 ${formatShare(1 - closeness)}，${formatShare(exact)} 的配对完全相同`,
  relationship_disputed: ({ part, lowest, highest }) =>
    `分歧最大：${partZh(part)}，答案从 ${figure(lowest)} 到 ${figure(highest)}`,
  relationship_stray: ({ respondent, nearest }) =>
    `${respondent} 的看法与众不同：与最接近的同事相差量表的 ${formatShare(nearest)}`,
  agreement_no_overlap: ({ units, raters }) =>
    `无法衡量一致性：${formatNumber(units)} 个对象中，没有一个由 ${formatNumber(raters)} 位评分者中的两位评过`,
  agreement_no_variation: ({ n }) => `无法衡量一致性：全部 ${formatNumber(n)} 个评分都相同，无从区分`,
  agreement_no_disagreement: ({ n }) => `无法给出区间：评分者在 ${formatNumber(n)} 个对象上从无分歧，数据中看不到误差`,
  agreement_units_alike: ({ n }) => `无法给出数值：${formatNumber(n)} 个对象的平均评分相同`,
  agreement_few_deviations: ({ units, needed }) =>
    `无法给出区间：只有 ${formatNumber(units)} 个对象出现最常见评分以外的值，至少需要 ${formatNumber(needed)} 个`,
  agreement_one_value: ({ share }) => `${formatShare(share)} 的评分为同一个值，区间可能略窄`,
};
