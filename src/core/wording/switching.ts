import { formatNumber, formatShare } from "../format.ts";
import {
  type CommitmentKind,
  type LeverId,
  type LeverSilence,
  type LeverVerdict,
  type SwitchingBand,
  type SwitchingFacet,
  switchingLabels,
} from "../labels/switching.ts";
import type { Label, Locale, Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `switching`, each with the parameters its wording needs. Points are of an index from 0 to 100. */
export type SwitchingReasonParams = {
  /** The index itself and its band. */
  switching_index: { readonly index: number; readonly band: SwitchingBand };
  /** No lever that counts has been answered. */
  switching_no_evidence: { readonly levers: number };
  /** No lever of a facet has been answered. */
  switching_facet_unanswered: { readonly facet: SwitchingFacet };
  /** The model gives a facet no weight. */
  switching_facet_unweighted: { readonly facet: SwitchingFacet };
  /** Part of the weight is unanswered; the index would lie in a range. */
  switching_partly_answered: { readonly coverage: number; readonly lower: number; readonly upper: number };
  /** A lever that holds the customer. */
  switching_held_by: { readonly lever: LeverId; readonly points: number; readonly evidence: number };
  /** A lever that could hold the customer more. */
  switching_could_raise: { readonly lever: LeverId; readonly gain: number; readonly evidence: number };
  /** A lever about which nothing is known. */
  switching_find_out: { readonly lever: LeverId; readonly gain: number };
  /** What leaving costs in money, if known in months of what the customer pays. */
  switching_money_total: { readonly amount: number; readonly months?: number };
  /** One sum that is lost on leaving, and the day from which it is not. */
  switching_money_item: { readonly commitment: CommitmentKind; readonly amount: number; readonly ends?: string };
  /** Nothing that is known would be lost in money. */
  switching_no_money: { readonly known: number };
  /** The contract has run out and holds nobody any more. */
  switching_contract_over: { readonly end: string };
  /** A contract renews itself unless notice is given in time. */
  switching_renews: {
    readonly contract?: string;
    readonly noticeBy: string;
    readonly end: string;
    readonly months: number;
  };
  /** Too few stayers or leavers have answered for weights to be learned. */
  switching_fit_too_few: { readonly left: number; readonly stayed: number; readonly needed: number };
  /** How much better learned weights foresee who leaves, in nats per customer. */
  switching_fit_gain: { readonly gain: number; readonly lower: number; readonly upper: number };
  /** How often a stayer has the higher index than a leaver. */
  switching_fit_auc: {
    readonly learned: number;
    readonly stated: number;
    readonly lower: number;
    readonly upper: number;
  };
  /** What the data say of a lever. */
  switching_fit_lever: {
    readonly lever: LeverId;
    readonly verdict: LeverVerdict;
    readonly stated: number;
    readonly weight: number;
  };
  /** A lever whose effect cannot be told. */
  switching_fit_not_told: { readonly lever: LeverId; readonly silence: LeverSilence };
  /** Customers without an answer, who teach nothing. */
  switching_fit_unanswered: { readonly n: number; readonly of: number };
  /** By the stated weights, leavers are held more firmly than stayers. */
  switching_fit_reversed: { readonly scale: number; readonly upper: number };
  /** Learned weights foresee no better than the stated ones. */
  switching_fit_no_gain: { readonly lower: number; readonly upper: number };
};

function named(label: Label | undefined, id: string, locale: Locale): string {
  return label?.[locale] ?? id;
}

const lever = (id: LeverId, locale: Locale): string => named(switchingLabels.lever[id], id, locale);
const facet = (id: SwitchingFacet, locale: Locale): string => named(switchingLabels.facet[id], id, locale);
const hold = (id: SwitchingBand, locale: Locale): string => named(switchingLabels.hold[id], id, locale);
const money = (id: CommitmentKind, locale: Locale): string => named(switchingLabels.commitment[id], id, locale);
const points = (value: number): string => formatNumber(value, 1);
const nats = (value: number): string => formatNumber(value, 3);
const amounts = (value: number): string => formatNumber(value, 2);

export const switchingEn: Messages<SwitchingReasonParams> = {
  switching_index: ({ index, band }) =>
    `switching index ${points(index)} of 100: the customer is ${hold(band, "en").toLowerCase()}`,
  switching_no_evidence: ({ levers }) =>
    `${levers === 1 ? "the one lever that counts is not" : `none of the ${levers} levers that count is`} answered, so no index can be named`,
  switching_facet_unanswered: ({ facet: id }) => `no lever of the ${facet(id, "en").toLowerCase()} facet is answered`,
  switching_facet_unweighted: ({ facet: id }) =>
    `the model gives the ${facet(id, "en").toLowerCase()} facet no weight, so it has no index`,
  switching_partly_answered: ({ coverage, lower, upper }) =>
    `only ${formatShare(coverage, 0)} of the weight is answered; with every answer in, the index would lie between ${points(lower)} and ${points(upper)}`,
  switching_held_by: ({ lever: id, points: value, evidence }) =>
    `${lever(id, "en")} holds the customer with ${counted(value, "point", "points", 1)} (evidence ${formatNumber(evidence, 2)} of 1)`,
  switching_could_raise: ({ lever: id, gain, evidence }) =>
    `${lever(id, "en")} could add ${counted(gain, "point", "points", 1)} (evidence ${formatNumber(evidence, 2)} of 1)`,
  switching_find_out: ({ lever: id, gain }) =>
    `nothing is known about ${lowerFirst(lever(id, "en"))}, worth up to ${counted(gain, "point", "points", 1)}: ask first`,
  switching_money_total: ({ amount, months }) =>
    `leaving would cost the customer ${amounts(amount)}${months === undefined ? "" : `, as much as ${counted(months, "month", "months", 1)} of what they pay`}`,
  switching_money_item: ({ commitment, amount, ends }) =>
    `${money(commitment, "en")}: ${amounts(amount)}${ends === undefined ? "" : ` until ${ends}`}`,
  switching_no_money: ({ known }) =>
    known === 0 ? "nothing is known about money lost on leaving" : "no money is known to be lost on leaving",
  switching_contract_over: ({ end }) => `the contract ended on ${end} and binds the customer no longer`,
  switching_renews: ({ contract, noticeBy, end, months }) =>
    `without notice by ${noticeBy} ${contract === undefined ? "the contract" : `contract ${contract}`} renews itself on ${end} for ${counted(months, "month", "months")}`,
  switching_fit_too_few: ({ left, stayed, needed }) =>
    `no weights can be learned from ${counted(left, "leaver", "leavers")} and ${counted(stayed, "stayer", "stayers")} with answers: at least ${formatNumber(needed)} of each are needed`,
  switching_fit_gain: ({ gain, lower, upper }) =>
    `on customers not seen before the learned weights gain ${nats(gain)} nats per customer on the stated ones (${nats(lower)} to ${nats(upper)})`,
  switching_fit_auc: ({ learned, stated, lower, upper }) =>
    `a stayer has the higher index than a leaver in ${formatShare(learned)} of pairs by learned and ${formatShare(stated)} by stated weights (difference ${nats(lower)} to ${nats(upper)})`,
  switching_fit_lever: ({ lever: id, verdict, stated, weight }) =>
    `${lever(id, "en")}: ${named(switchingLabels.leverVerdict[verdict], verdict, "en").toLowerCase()}, weight ${formatShare(stated)} stated, ${formatShare(weight)} learned`,
  switching_fit_not_told: ({ lever: id, silence }) =>
    `${lever(id, "en")} keeps its stated weight: ${named(switchingLabels.leverSilence[silence], silence, "en")}`,
  switching_fit_unanswered: ({ n, of }) =>
    `${formatNumber(n)} of ${counted(of, "customer has", "customers have")} no answer that weighs and teach nothing`,
  switching_fit_reversed: ({ scale, upper }) =>
    `by the stated weights leavers are held more firmly than stayers (${formatNumber(scale, 2)} log-odds over the scale, at most ${formatNumber(upper, 2)}): look at how the evidence was taken`,
  switching_fit_no_gain: ({ lower, upper }) =>
    `it is not shown that the learned weights foresee better than the stated ones (gain ${nats(lower)} to ${nats(upper)} nats per customer)`,
};

export const switchingZh: Messages<SwitchingReasonParams> = {
  switching_index: ({ index, band }) => `转移成本指数 ${points(index)}（满分 100）：${hold(band, "zh")}`,
  switching_no_evidence: ({ levers }) => `计入权重的 ${levers} 种方法均无依据，无法给出指数`,
  switching_facet_unanswered: ({ facet: id }) => `${facet(id, "zh")}转移成本的各项方法均无依据`,
  switching_facet_unweighted: ({ facet: id }) => `模型未给${facet(id, "zh")}转移成本分配权重，因此没有该项指数`,
  switching_partly_answered: ({ coverage, lower, upper }) =>
    `仅有 ${formatShare(coverage, 0)} 的权重有依据；若全部答齐，指数将在 ${points(lower)} 至 ${points(upper)} 之间`,
  switching_held_by: ({ lever: id, points: value, evidence }) =>
    `“${lever(id, "zh")}”留住客户，贡献 ${points(value)} 分（依据强度 ${formatNumber(evidence, 2)}，满值 1）`,
  switching_could_raise: ({ lever: id, gain, evidence }) =>
    `“${lever(id, "zh")}”还可提升 ${points(gain)} 分（依据强度 ${formatNumber(evidence, 2)}，满值 1）`,
  switching_find_out: ({ lever: id, gain }) => `“${lever(id, "zh")}”尚无依据，最多值 ${points(gain)} 分：请先了解情况`,
  switching_money_total: ({ amount, months }) =>
    `客户离开将损失 ${amounts(amount)}${months === undefined ? "" : `，相当于其 ${formatNumber(months, 1)} 个月的消费`}`,
  switching_money_item: ({ commitment, amount, ends }) =>
    `${money(commitment, "zh")}：${amounts(amount)}${ends === undefined ? "" : `，至 ${ends} 为止`}`,
  switching_no_money: ({ known }) => (known === 0 ? "客户离开时的金钱损失尚不清楚" : "目前未发现客户离开时有金钱损失"),
  switching_contract_over: ({ end }) => `合同已于 ${end} 到期，不再约束客户`,
  switching_renews: ({ contract, noticeBy, end, months }) =>
    `若 ${noticeBy} 当日及之前未提出解约，合同${contract === undefined ? "" : ` ${contract} `}将于 ${end} 自动续约 ${formatNumber(months)} 个月`,
  switching_fit_too_few: ({ left, stayed, needed }) =>
    `无法学习权重：有答案的流失客户 ${formatNumber(left)} 个、留存客户 ${formatNumber(stayed)} 个，各至少需要 ${formatNumber(needed)} 个`,
  switching_fit_gain: ({ gain, lower, upper }) =>
    `对未见过的客户，学得的权重比既定权重每户多 ${nats(gain)} 纳特（${nats(lower)} 至 ${nats(upper)}）`,
  switching_fit_auc: ({ learned, stated, lower, upper }) =>
    `留存客户指数高于流失客户的配对：学得权重 ${formatShare(learned)}，既定权重 ${formatShare(stated)}（差值 ${nats(lower)} 至 ${nats(upper)}）`,
  switching_fit_lever: ({ lever: id, verdict, stated, weight }) =>
    `“${lever(id, "zh")}”${named(switchingLabels.leverVerdict[verdict], verdict, "zh")}：既定权重 ${formatShare(stated)}，学得权重 ${formatShare(weight)}`,
  switching_fit_not_told: ({ lever: id, silence }) =>
    `“${lever(id, "zh")}”保留既定权重：${named(switchingLabels.leverSilence[silence], silence, "zh")}`,
  switching_fit_unanswered: ({ n, of }) =>
    `${formatNumber(of)} 个客户中有 ${formatNumber(n)} 个没有计入权重的答案，不参与学习`,
  switching_fit_reversed: ({ scale, upper }) =>
    `按既定权重，流失客户反而被留得更牢（全量程对数几率 ${formatNumber(scale, 2)}，至多 ${formatNumber(upper, 2)}）：请检查依据的取得方式`,
  switching_fit_no_gain: ({ lower, upper }) =>
    `未能证明学得的权重优于既定权重（每户增益 ${nats(lower)} 至 ${nats(upper)} 纳特）`,
};

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
