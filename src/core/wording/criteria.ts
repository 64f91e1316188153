import { formatNumber, formatShare } from "../format.ts";
import type { Label, Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `criteria`, each with the parameters its wording needs. Names come in both languages. */
export interface CriteriaReasonParams {
  /** Pairwise judgements contradict one another little enough. */
  ahp_consistent: { readonly ratio: number; readonly limit: number };
  ahp_inconsistent: { readonly ratio: number; readonly limit: number };
  /** No judgement can be checked by another. */
  ahp_unchecked: { readonly items: number; readonly judgements: number };
  ahp_incomplete: { readonly missing: number; readonly pairs: number };
  /** The judgement that contradicts the others most. */
  ahp_revise: {
    readonly item: string;
    readonly over: string;
    readonly given: number;
    readonly suggested: number;
    readonly ratioAfter: number;
  };
  /** All accounts answer the same, so the criterion tells none apart. */
  criterion_constant: { readonly criterion: Label; readonly accounts: number };
  /** Accounts without an answer on a criterion. */
  criterion_gaps: { readonly criterion: Label; readonly missing: number; readonly accounts: number };
  /** Entropy weights need criteria that differ; here all weigh the same. */
  criteria_entropy_flat: { readonly criteria: number };
  /** The weights came from judgements that contradict one another. */
  criteria_weights_inconsistent: { readonly ratio: number; readonly limit: number };
  /** No criterion that weighs is answered. */
  criteria_unanswered: { readonly criteria: number };
  /** The score rests on part of the weight. */
  criteria_partly_answered: { readonly coverage: number; readonly lower: number; readonly upper: number };
  criterion_strength: { readonly criterion: Label; readonly points: number };
  criterion_to_raise: { readonly criterion: Label; readonly gain: number };
  criterion_to_ask: { readonly criterion: Label };
  /** Accounts at the same score, so their order is open already. */
  criteria_ranking_tied: { readonly pairs: number };
  /** Fewer accounts than the ranking asked for. */
  criteria_ranking_short: { readonly accounts: number; readonly asked: number };
  assessment_unanswered: { readonly questions: number };
  assessment_partly_answered: {
    readonly answered: number;
    readonly questions: number;
    readonly lower: number;
    readonly upper: number;
  };
  /** Sensitive questions or facts that were left out because nobody opted in. */
  sensitive_withheld: { readonly items: number };
  dossier_ask_next: { readonly fact: Label; readonly group: Label; readonly gain: number };
  dossier_complete: { readonly facts: number };
}

const points = (value: number): string => formatNumber(value, 1);
const ratio = (value: number): string =>
  value >= 1 || value <= 0 ? formatNumber(value, 2) : `1/${formatNumber(1 / value, 2)}`;

export const criteriaEn: Messages<CriteriaReasonParams> = {
  ahp_consistent: ({ ratio: found, limit }) =>
    `the judgements agree well enough: consistency ratio ${formatShare(found)}, up to ${formatShare(limit)} is usual`,
  ahp_inconsistent: ({ ratio: found, limit }) =>
    `the judgements contradict one another too much: consistency ratio ${formatShare(found)}, up to ${formatShare(limit)} is usual`,
  ahp_unchecked: ({ items, judgements }) =>
    `no judgement can be checked by another: ${formatNumber(judgements)} over ${counted(items, "item", "items")}`,
  ahp_incomplete: ({ missing, pairs }) =>
    `${formatNumber(missing)} of ${counted(pairs, "pair", "pairs")} ${missing === 1 ? "was" : "were"} not judged; the others stand in for ${missing === 1 ? "it" : "them"}`,
  ahp_revise: ({ item, over, given, suggested, ratioAfter }) =>
    `look again at ${item} over ${over}: judged ${ratio(given)}, while all other judgements call for ${ratio(suggested)}, which would bring the consistency ratio to ${formatShare(ratioAfter)}`,
  criterion_constant: ({ criterion, accounts }) =>
    `${criterion.en} ${accounts === 1 ? "is known of one account alone" : `is the same for all ${formatNumber(accounts)} accounts`} and tells none apart`,
  criterion_gaps: ({ criterion, missing, accounts }) =>
    `${criterion.en} is unknown for ${formatNumber(missing)} of ${counted(accounts, "account", "accounts")}`,
  criteria_entropy_flat: ({ criteria }) =>
    `the ${counted(criteria, "criterion spreads", "criteria spread")} the accounts too little to weigh by entropy, so all weigh the same`,
  criteria_weights_inconsistent: ({ ratio: found, limit }) =>
    `the weights rest on judgements that contradict one another: consistency ratio ${formatShare(found)}, up to ${formatShare(limit)} is usual`,
  criteria_unanswered: ({ criteria }) =>
    `no score, because ${criteria === 1 ? "the one criterion that weighs is not" : `none of the ${formatNumber(criteria)} criteria that weigh is`} answered`,
  criteria_partly_answered: ({ coverage, lower, upper }) =>
    `rests on ${formatShare(coverage)} of the weight; the missing answers could bring it anywhere from ${points(lower)} to ${points(upper)}`,
  criterion_strength: ({ criterion, points: brought }) =>
    `${criterion.en} brings the most, ${counted(brought, "point", "points", 1)}`,
  criterion_to_raise: ({ criterion, gain }) =>
    `${criterion.en} has the most room: up to ${counted(gain, "point", "points", 1)} more`,
  criterion_to_ask: ({ criterion }) => `${criterion.en} is not known and counts most among what is missing`,
  criteria_ranking_tied: ({ pairs }) =>
    `${formatNumber(pairs)} neighbouring ${pairs === 1 ? "pair has" : "pairs have"} the same score in the ranking, so the smallest change of a weight may turn ${pairs === 1 ? "it" : "them"}`,
  criteria_ranking_short: ({ accounts, asked }) =>
    `only ${counted(accounts, "account has", "accounts have")} a score, fewer than the ${formatNumber(asked)} asked for`,
  assessment_unanswered: ({ questions }) =>
    `no score, because ${questions === 1 ? "the one question is not" : `none of the ${formatNumber(questions)} questions is`} answered`,
  assessment_partly_answered: ({ answered, questions, lower, upper }) =>
    `${formatNumber(answered)} of ${counted(questions, "question", "questions")} answered; the others could bring it anywhere from ${points(lower)} to ${points(upper)}`,
  sensitive_withheld: ({ items }) =>
    `${formatNumber(items)} sensitive ${items === 1 ? "item was" : "items were"} left out, because nobody opted in`,
  dossier_ask_next: ({ fact, group, gain }) =>
    `ask next for ${fact.en} (${group.en}), worth ${counted(gain * 100, "point", "points", 1)} of completeness`,
  dossier_complete: ({ facts }) => `${facts === 1 ? "the one fact is" : `all ${formatNumber(facts)} facts are`} known`,
};

export const criteriaZh: Messages<CriteriaReasonParams> = {
  ahp_consistent: ({ ratio: found, limit }) =>
    `判断基本一致：一致性比率 ${formatShare(found)}，通常不超过 ${formatShare(limit)}`,
  ahp_inconsistent: ({ ratio: found, limit }) =>
    `判断之间矛盾过大：一致性比率 ${formatShare(found)}，通常不超过 ${formatShare(limit)}`,
  ahp_unchecked: ({ items, judgements }) =>
    `${formatNumber(items)} 个项目只有 ${formatNumber(judgements)} 个判断，无法相互印证`,
  ahp_incomplete: ({ missing, pairs }) =>
    `${formatNumber(pairs)} 对中有 ${formatNumber(missing)} 对未作判断，由其余判断推算`,
  ahp_revise: ({ item, over, given, suggested, ratioAfter }) =>
    `请复核“${item}”对“${over}”的判断：给出 ${ratio(given)}，其余判断推算为 ${ratio(suggested)}；改后一致性比率为 ${formatShare(ratioAfter)}`,
  criterion_constant: ({ criterion, accounts }) =>
    `全部 ${formatNumber(accounts)} 个客户的“${criterion.zh}”相同，无法区分客户`,
  criterion_gaps: ({ criterion, missing, accounts }) =>
    `${formatNumber(accounts)} 个客户中有 ${formatNumber(missing)} 个缺少“${criterion.zh}”`,
  criteria_entropy_flat: ({ criteria }) => `${formatNumber(criteria)} 项标准的差异太小，无法用熵值法赋权，因此权重相等`,
  criteria_weights_inconsistent: ({ ratio: found, limit }) =>
    `权重所依据的判断相互矛盾：一致性比率 ${formatShare(found)}，通常不超过 ${formatShare(limit)}`,
  criteria_unanswered: ({ criteria }) => `${formatNumber(criteria)} 项有权重的标准均未填写，无法评分`,
  criteria_partly_answered: ({ coverage, lower, upper }) =>
    `评分依据占权重的 ${formatShare(coverage)}；补齐后可能在 ${points(lower)} 到 ${points(upper)} 之间`,
  criterion_strength: ({ criterion, points: brought }) => `“${criterion.zh}”贡献最大，为 ${points(brought)} 分`,
  criterion_to_raise: ({ criterion, gain }) => `“${criterion.zh}”提升空间最大，最多可增加 ${points(gain)} 分`,
  criterion_to_ask: ({ criterion }) => `“${criterion.zh}”尚不清楚，是缺失项中权重最大的一项`,
  criteria_ranking_tied: ({ pairs }) =>
    `排名中有 ${formatNumber(pairs)} 对相邻客户得分相同，权重稍有变动就可能改变次序`,
  criteria_ranking_short: ({ accounts, asked }) =>
    `只有 ${formatNumber(accounts)} 个客户有评分，少于所要求的 ${formatNumber(asked)} 个`,
  assessment_unanswered: ({ questions }) => `${formatNumber(questions)} 个问题均未回答，无法评分`,
  assessment_partly_answered: ({ answered, questions, lower, upper }) =>
    `${formatNumber(questions)} 个问题回答了 ${formatNumber(answered)} 个；补齐后可能在 ${points(lower)} 到 ${points(upper)} 之间`,
  sensitive_withheld: ({ items }) => `未经授权，${formatNumber(items)} 项敏感内容未纳入`,
  dossier_ask_next: ({ fact, group, gain }) =>
    `下一步询问“${fact.zh}”（${group.zh}），可提高完整度 ${points(gain * 100)} 个百分点`,
  dossier_complete: ({ facts }) => `${formatNumber(facts)} 项资料全部齐备`,
};
