import { formatNumber, formatShare } from "../format.ts";
import { type RivalFieldId, type RivalSignal, type RivalStance, rivalProfileLabels } from "../labels/rival-profile.ts";
import { type Locale, labelIn, type Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `rival-profile`, each with the parameters its wording needs. */
export interface RivalProfileReasonParams {
  /** A field that nobody knows. */
  rival_fact_missing: { readonly field: RivalFieldId | (string & {}) };
  /** A field that was known once. */
  rival_fact_stale: {
    readonly field: RivalFieldId | (string & {});
    readonly ageDays: number;
    readonly shelfLifeDays: number;
  };
  /** A field that is known from a source of little trust. */
  rival_fact_doubtful: { readonly field: RivalFieldId | (string & {}); readonly confidence: number };
  /** Facts dated after the day of the report. */
  rival_facts_future: { readonly n: number };
  /** The posture, and what told it. */
  rival_posture: {
    readonly stance: RivalStance;
    readonly wins: RivalSignal;
    readonly meetings: RivalSignal;
    readonly n: number;
  };
  /** One signal says attack, the other retreat. */
  rival_signals_mixed: { readonly wins: RivalSignal; readonly meetings: RivalSignal };
  /** Nothing moved for certain, and it is not certain either that nothing moved. */
  rival_trend_unsure: { readonly recent: number; readonly before: number };
}

const fieldIn = (field: string, locale: Locale): string => {
  const label = labelIn(rivalProfileLabels.rivalField, field, locale);
  // a name that the caller gave keeps its letters
  return locale === "en" && Object.hasOwn(rivalProfileLabels.rivalField, field) ? label.toLowerCase() : label;
};
const signalIn = (signal: RivalSignal, locale: Locale): string => {
  const label = rivalProfileLabels.rivalSignal[signal][locale];
  return locale === "en" ? label.toLowerCase() : label;
};

export const rivalProfileEn: Messages<RivalProfileReasonParams> = {
  rival_fact_missing: ({ field }) => `nothing is known about ${fieldIn(field, "en")}`,
  rival_fact_stale: ({ field, ageDays, shelfLifeDays }) =>
    `${fieldIn(field, "en")}: last known ${counted(ageDays, "day", "days")} ago, keeps for ${formatNumber(shelfLifeDays)}`,
  rival_fact_doubtful: ({ field, confidence }) =>
    `${fieldIn(field, "en")}: known with a confidence of ${formatShare(confidence, 0)} only`,
  rival_facts_future: ({ n }) => `${counted(n, "fact is", "facts are")} dated after the report and left out`,
  rival_posture: ({ stance, wins, meetings, n }) =>
    `${rivalProfileLabels.rivalStance[stance].en.toLowerCase()}: their wins ${signalIn(wins, "en")}, meetings ${signalIn(meetings, "en")}; ${counted(n, "encounter", "encounters")}`,
  rival_signals_mixed: ({ wins, meetings }) =>
    `no posture: their wins ${signalIn(wins, "en")}, meetings ${signalIn(meetings, "en")} contradict each other`,
  rival_trend_unsure: ({ recent, before }) =>
    `no posture: ${counted(recent, "encounter", "encounters")} lately and ${formatNumber(before)} before tell neither a change nor that there is none`,
};

export const rivalProfileZh: Messages<RivalProfileReasonParams> = {
  rival_fact_missing: ({ field }) => `${fieldIn(field, "zh")}尚不掌握`,
  rival_fact_stale: ({ field, ageDays, shelfLifeDays }) =>
    `${fieldIn(field, "zh")}已是 ${formatNumber(ageDays)} 天前的信息，有效期为 ${formatNumber(shelfLifeDays)} 天`,
  rival_fact_doubtful: ({ field, confidence }) => `${fieldIn(field, "zh")}的可信度仅 ${formatShare(confidence, 0)}`,
  rival_facts_future: ({ n }) => `${formatNumber(n)} 条信息的日期晚于报告日，未计入`,
  rival_posture: ({ stance, wins, meetings, n }) =>
    `${rivalProfileLabels.rivalStance[stance].zh}：对手胜率${signalIn(wins, "zh")}，交锋次数${signalIn(meetings, "zh")}；共 ${formatNumber(n)} 次交锋`,
  rival_signals_mixed: ({ wins, meetings }) =>
    `无法判定态势：对手胜率${signalIn(wins, "zh")}与交锋次数${signalIn(meetings, "zh")}相互矛盾`,
  rival_trend_unsure: ({ recent, before }) =>
    `无法判定态势：近期 ${formatNumber(recent)} 次、此前 ${formatNumber(before)} 次交锋既不能证明变化，也不能证明没有变化`,
};
