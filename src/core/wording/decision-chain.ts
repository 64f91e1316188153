import { formatNumber, formatShare } from "../format.ts";
import { type ChainNeed, type ChainReliance, decisionChainLabels } from "../labels/decision-chain.ts";
import type { Label, Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `decision-chain`, each with the parameters its wording needs. */
export interface DecisionChainReasonParams {
  /** No question that carries weight was answered. */
  maturity_unanswered: { readonly questions: number };
  /** Some questions are open; the score could still move this far. */
  maturity_partly_answered: {
    readonly answered: number;
    readonly questions: number;
    readonly lower: number;
    readonly upper: number;
  };
  /** A part that holds the deal back, with its points from 0 to 100. */
  maturity_weak_part: {
    readonly part: string;
    readonly name: Label;
    readonly score: number;
    readonly weightShare: number;
  };
  /** Nothing about a part was answered. */
  maturity_open_part: { readonly part: string; readonly name: Label; readonly weightShare: number };
  /** The question that can move the score most among the open ones. */
  maturity_ask: { readonly question: string; readonly text: Label; readonly swing: number };
  /** The answer that would raise the score most if it got better. */
  maturity_improve: { readonly question: string; readonly text: Label; readonly swing: number };
  /** No role that decides is filled and nobody has influence, so nothing can be weighed. */
  chain_no_influence: { readonly people: number };
  /** Nobody's stance is known. */
  chain_stances_unknown: { readonly people: number };
  /** Nobody's contact is known. */
  chain_contacts_unknown: { readonly people: number };
  /** Share of the chain's influence that was met lately enough, and what is not known could make of it. */
  chain_coverage: { readonly share: number; readonly lower: number; readonly upper: number };
  /** A role that the purchase needs and that nobody is known to hold. */
  chain_role_missing: { readonly role: string; readonly name: Label };
  /** More than half of something hangs on one person. */
  chain_single_point: { readonly person: string; readonly of: ChainReliance; readonly share: number };
  /** Influence was taken from the role, since it was not stated. */
  chain_influence_assumed: { readonly people: number };
  /** Whom to see next, and why. */
  chain_see_next: { readonly person: string; readonly name: Label; readonly needs: readonly ChainNeed[] };
  /** Whom to find next: nobody is known in the role. */
  chain_find_next: { readonly role: string; readonly name: Label };
  /** The score ranks won deals above lost ones more often than chance. */
  separation_holds: { readonly auc: number; readonly lower: number; readonly upper: number };
  /** The score may as well be a coin. */
  separation_unclear: { readonly auc: number; readonly lower: number; readonly upper: number };
  /** Lost deals score higher than won ones. */
  separation_wrong_way: { readonly auc: number; readonly lower: number; readonly upper: number };
  /** Too few won or lost deals with a score. */
  separation_too_few: { readonly won: number; readonly lost: number; readonly needed: number };
}

const points = (value: number): string => formatNumber(value, 1);
const needs = (list: readonly ChainNeed[], locale: "en" | "zh"): string =>
  list
    .map((need) => decisionChainLabels.chainNeed[need][locale])
    .map((text) => (locale === "en" ? text.toLowerCase() : text))
    .join(locale === "en" ? ", " : "、");
const roleEn = (name: Label): string => name.en.toLowerCase();

export const decisionChainEn: Messages<DecisionChainReasonParams> = {
  maturity_unanswered: ({ questions }) =>
    `no score: none of ${counted(questions, "question", "questions")} is answered`,
  maturity_partly_answered: ({ answered, questions, lower, upper }) =>
    `${formatNumber(answered)} of ${counted(questions, "question", "questions")} answered; the open ones leave the score between ${points(lower)} and ${points(upper)}`,
  maturity_weak_part: ({ name, score, weightShare }) =>
    `${name.en}: ${points(score)} of 100, with ${formatShare(weightShare)} of the weight`,
  maturity_open_part: ({ name, weightShare }) =>
    `${name.en}: nothing is known, with ${formatShare(weightShare)} of the weight`,
  maturity_ask: ({ text, swing }) => `ask next: “${text.en}” (worth up to ${counted(swing, "point", "points", 1)})`,
  maturity_improve: ({ text, swing }) =>
    `work on next: “${text.en}” (the best answer would add ${counted(swing, "point", "points", 1)})`,
  chain_no_influence: ({ people }) =>
    `nothing to weigh: none of ${counted(people, "person", "people")} has any influence`,
  chain_stances_unknown: ({ people }) => `the stance of ${counted(people, "person", "people")} is not known`,
  chain_contacts_unknown: ({ people }) =>
    `whether ${counted(people, "person was", "people were")} ever met is not known`,
  chain_coverage: ({ share, lower, upper }) =>
    `${formatShare(share)} of the chain's influence is covered by living contact; what is not known leaves ${formatShare(lower)} to ${formatShare(upper)}`,
  chain_role_missing: ({ name }) => `nobody is known in the role of ${roleEn(name)}`,
  chain_single_point: ({ person, of, share }) =>
    `${formatShare(share)} of the ${of} hangs on ${person}; without this person most of it is gone`,
  chain_influence_assumed: ({ people }) =>
    `the influence of ${counted(people, "person", "people")} is not stated and was taken from the role`,
  chain_see_next: ({ person, name, needs: list }) => `see ${person} (${roleEn(name)}) next: ${needs(list, "en")}`,
  chain_find_next: ({ name }) => `find out next who the ${roleEn(name)} is`,
  separation_holds: ({ auc, lower, upper }) =>
    `the score separates: a won deal outranks a lost one in ${formatShare(auc)} of pairs (${formatShare(lower)} to ${formatShare(upper)})`,
  separation_unclear: ({ auc, lower, upper }) =>
    `cannot tell whether the score separates: a won deal outranks a lost one in ${formatShare(auc)} of pairs, and ${formatShare(lower)} to ${formatShare(upper)} includes the 50% of a coin`,
  separation_wrong_way: ({ auc, lower, upper }) =>
    `the score is the wrong way round: a won deal outranks a lost one in only ${formatShare(auc)} of pairs (${formatShare(lower)} to ${formatShare(upper)})`,
  separation_too_few: ({ won, lost, needed }) =>
    `too few deals to judge the score: ${formatNumber(won)} won and ${formatNumber(lost)} lost, at least ${formatNumber(needed)} of each are needed`,
};

export const decisionChainZh: Messages<DecisionChainReasonParams> = {
  maturity_unanswered: ({ questions }) => `无法评分：${formatNumber(questions)} 个问题均未回答`,
  maturity_partly_answered: ({ answered, questions, lower, upper }) =>
    `${formatNumber(questions)} 个问题中已回答 ${formatNumber(answered)} 个；其余问题可使得分落在 ${points(lower)} 至 ${points(upper)} 之间`,
  maturity_weak_part: ({ name, score, weightShare }) =>
    `${name.zh}：${points(score)} 分（满分 100），占权重 ${formatShare(weightShare)}`,
  maturity_open_part: ({ name, weightShare }) => `${name.zh}：尚无任何信息，占权重 ${formatShare(weightShare)}`,
  maturity_ask: ({ text, swing }) => `下一步先问：“${text.zh}”（最多影响 ${points(swing)} 分）`,
  maturity_improve: ({ text, swing }) => `下一步着手改善：“${text.zh}”（达到最佳可加 ${points(swing)} 分）`,
  chain_no_influence: ({ people }) => `无从加权：${formatNumber(people)} 人均无影响力`,
  chain_stances_unknown: ({ people }) => `${formatNumber(people)} 人的态度均不明`,
  chain_contacts_unknown: ({ people }) => `是否接触过这 ${formatNumber(people)} 人不明`,
  chain_coverage: ({ share, lower, upper }) =>
    `决策链影响力中 ${formatShare(share)} 有有效接触；未知信息使其介于 ${formatShare(lower)} 与 ${formatShare(upper)} 之间`,
  chain_role_missing: ({ name }) => `尚不知谁是${name.zh}`,
  chain_single_point: ({ person, of, share }) =>
    `${decisionChainLabels.chainReliance[of].zh}的 ${formatShare(share)} 系于 ${person} 一人；失去此人则大半落空`,
  chain_influence_assumed: ({ people }) => `${formatNumber(people)} 人的影响力未注明，按角色取值`,
  chain_see_next: ({ person, name, needs: list }) => `下一步拜访 ${person}（${name.zh}）：${needs(list, "zh")}`,
  chain_find_next: ({ name }) => `下一步先弄清谁是${name.zh}`,
  separation_holds: ({ auc, lower, upper }) =>
    `评分能区分赢单与输单：赢单得分高于输单的配对占 ${formatShare(auc)}（${formatShare(lower)} 至 ${formatShare(upper)}）`,
  separation_unclear: ({ auc, lower, upper }) =>
    `无法判断评分能否区分：赢单得分高于输单的配对占 ${formatShare(auc)}，区间 ${formatShare(lower)} 至 ${formatShare(upper)} 包含掷硬币的 50%`,
  separation_wrong_way: ({ auc, lower, upper }) =>
    `评分方向相反：赢单得分高于输单的配对仅占 ${formatShare(auc)}（${formatShare(lower)} 至 ${formatShare(upper)}）`,
  separation_too_few: ({ won, lost, needed }) =>
    `交易太少，无法检验评分：赢单 ${formatNumber(won)} 个、输单 ${formatNumber(lost)} 个，各至少需要 ${formatNumber(needed)} 个`,
};
