import { formatNumber, formatShare } from "../format.ts";
import { careLabels } from "../labels/care.ts";
import { type Locale, labelIn, type Messages } from "../locale.ts";

/** Reason codes of `care`, each with the parameters its wording needs. */
export interface CareReasonParams {
  /** A feast whose date for a year was not given; it is not guessed. */
  care_date_missing: { readonly trigger: string; readonly year: number };
  /** Dates that no trigger reads, often a misspelt id. */
  care_dates_unused: { readonly date: string; readonly n: number };
  /** Contacts dated after the day of the measurement; they are left out. */
  care_contacts_future: { readonly n: number };
  /** Contacts of accounts that were not given; they are left out. */
  care_contacts_unknown: { readonly n: number };
  /** The promised contact is kept. */
  care_contact_on_time: { readonly days: number; readonly cadence: number };
  /** The promised contact is kept, and the next one falls due soon. */
  care_contact_due_soon: { readonly left: number; readonly cadence: number };
  /** The promised contact is late. */
  care_contact_overdue: { readonly days: number; readonly cadence: number; readonly overdue: number };
  /** Late, and longer than this account and its tier are used to. */
  care_contact_silent: {
    readonly days: number;
    readonly cadence: number;
    /** Longest completed gap of the account that the rule compares with; absent without one. */
    readonly longest?: number;
    /** Share of the gaps of the tier's other accounts that are shorter; absent where these are too few. */
    readonly share?: number;
  };
  /** No contact is on record. */
  care_contact_never: { readonly cadence: number };
  /** What the figures about silence are, and what they are not. */
  care_silence_association: { readonly accounts: number };
  /** How many accounts more are lost after silence, out of accounts of the same tier. */
  care_silence_difference: {
    readonly silent: number;
    readonly contacted: number;
    readonly difference: number;
    readonly lower: number;
    readonly upper: number;
  };
  /** Accounts that could not be compared, by why. */
  care_silence_excluded: {
    readonly gone: number;
    readonly later: number;
    readonly unknown: number;
    readonly between: number;
  };
  /** Tiers with too few accounts on one of both sides. */
  care_silence_thin_tiers: {
    readonly tiers: readonly string[];
    readonly accounts: number;
    readonly needed: number;
  };
  /** No tier holds enough silent and enough contacted accounts. */
  care_silence_no_tier: { readonly needed: number };
  /** Too few accounts left for the comparison (Mantel and Fleiss). */
  care_silence_few_losses: { readonly losses: number; readonly margin: number; readonly needed: number };
  /** Nobody left on one side, so that no ratio can be named. */
  care_silence_no_ratio: { readonly silentLost: number; readonly contactedLost: number };
  /** Outcomes do not differ within any group, so that there is no interval. */
  care_silence_no_scatter: { readonly n: number };
  /** The tiers do not share one difference; read them one by one. */
  care_silence_tiers_differ: { readonly pValue: number };
  /** No values were given. */
  care_silence_no_values: { readonly n: number };
}

const figure = (value: number): string => formatNumber(value, value < 0.01 && value > 0 ? 4 : 2);
const points = (value: number): string => formatNumber(value * 100, 1);
const daysEn = (n: number): string => `${formatNumber(n)} ${n === 1 ? "day" : "days"}`;
const accountsEn = (n: number): string => `${formatNumber(n)} ${n === 1 ? "account" : "accounts"}`;
const contactsEn = (n: number): string => `${formatNumber(n)} ${n === 1 ? "contact" : "contacts"}`;
const triggerName = (id: string, locale: Locale): string => labelIn(careLabels.careTrigger, id, locale);

export const careEn: Messages<CareReasonParams> = {
  care_date_missing: ({ trigger, year }) => `no date was given for ${triggerName(trigger, "en")} in ${year}`,
  care_dates_unused: ({ date, n }) => `no trigger reads the date "${date}", given ${formatNumber(n)} times`,
  care_contacts_future: ({ n }) => `${contactsEn(n)} dated in the future left out`,
  care_contacts_unknown: ({ n }) => `${contactsEn(n)} of accounts that are not in the list left out`,
  care_contact_on_time: ({ days, cadence }) => `last contact ${daysEn(days)} ago, promised every ${daysEn(cadence)}`,
  care_contact_due_soon: ({ left, cadence }) =>
    left === 0
      ? `contact is due today, promised every ${daysEn(cadence)}`
      : `contact is due in ${daysEn(left)}, promised every ${daysEn(cadence)}`,
  care_contact_overdue: ({ days, cadence, overdue }) =>
    `last contact ${daysEn(days)} ago, ${daysEn(overdue)} past the promised ${daysEn(cadence)}`,
  care_contact_silent: ({ days, cadence, longest, share }) =>
    `silent for ${daysEn(days)} where ${daysEn(cadence)} are promised${longest === undefined ? "" : `; its own gaps reached ${daysEn(longest)}`}${share === undefined ? "" : `; ${formatShare(share)} of the gaps of its tier are shorter`}`,
  care_contact_never: ({ cadence }) => `no contact on record where one every ${daysEn(cadence)} is promised`,
  care_silence_association: ({ accounts }) =>
    `an association in ${accountsEn(accounts)}, compared within tiers; it does not prove that silence drove anybody away: accounts about to leave may fall silent by themselves`,
  care_silence_difference: ({ silent, contacted, difference, lower, upper }) =>
    `after silence ${points(difference)} more accounts of 100 left than among those in contact, within tiers (interval ${points(lower)} to ${points(upper)}; ${formatNumber(silent)} silent, ${formatNumber(contacted)} in contact)`,
  care_silence_excluded: ({ gone, later, unknown, between }) =>
    `not compared: ${formatNumber(gone)} had left already, ${formatNumber(later)} began later, ${formatNumber(unknown)} without any contact or start on record, ${formatNumber(between)} neither in contact nor silent`,
  care_silence_thin_tiers: ({ tiers, accounts, needed }) =>
    `${accountsEn(accounts)} of ${tiers.join(", ")} left out: fewer than ${formatNumber(needed)} silent or fewer than ${formatNumber(needed)} in contact`,
  care_silence_no_tier: ({ needed }) =>
    `no comparison: no tier has ${formatNumber(needed)} silent accounts and ${formatNumber(needed)} in contact`,
  care_silence_few_losses: ({ losses, margin, needed }) =>
    `no comparison: ${accountsEn(losses)} left, spread so that ${figure(margin)} could have fallen otherwise; ${formatNumber(needed)} are needed`,
  care_silence_no_ratio: ({ silentLost, contactedLost }) =>
    `no ratio: ${formatNumber(silentLost)} left after silence, ${formatNumber(contactedLost)} of those in contact`,
  care_silence_no_scatter: ({ n }) => `no interval: the outcomes of ${accountsEn(n)} do not differ within any group`,
  care_silence_tiers_differ: ({ pValue }) =>
    `the tiers do not share one difference (p = ${figure(pValue)}); read them one by one`,
  care_silence_no_values: ({ n }) => `no loss in money: none of ${accountsEn(n)} carries a value`,
};

export const careZh: Messages<CareReasonParams> = {
  care_date_missing: ({ trigger, year }) => `未提供 ${year} 年${triggerName(trigger, "zh")}的日期`,
  care_dates_unused: ({ date, n }) => `日期“${date}”出现 ${formatNumber(n)} 次，但没有任何关怀时机使用它`,
  care_contacts_future: ({ n }) => `${formatNumber(n)} 条日期在未来的联系记录未计入`,
  care_contacts_unknown: ({ n }) => `${formatNumber(n)} 条不属于所列客户的联系记录未计入`,
  care_contact_on_time: ({ days, cadence }) =>
    `上次联系在 ${formatNumber(days)} 天前，承诺每 ${formatNumber(cadence)} 天联系一次`,
  care_contact_due_soon: ({ left, cadence }) =>
    left === 0
      ? `今天应联系，承诺每 ${formatNumber(cadence)} 天联系一次`
      : `${formatNumber(left)} 天后应联系，承诺每 ${formatNumber(cadence)} 天联系一次`,
  care_contact_overdue: ({ days, cadence, overdue }) =>
    `上次联系在 ${formatNumber(days)} 天前，超过承诺的 ${formatNumber(cadence)} 天已 ${formatNumber(overdue)} 天`,
  care_contact_silent: ({ days, cadence, longest, share }) =>
    `已 ${formatNumber(days)} 天没有联系，承诺为 ${formatNumber(cadence)} 天${longest === undefined ? "" : `；其自身间隔最长 ${formatNumber(longest)} 天`}${share === undefined ? "" : `；同层级 ${formatShare(share)} 的间隔比这更短`}`,
  care_contact_never: ({ cadence }) => `没有任何联系记录，承诺为每 ${formatNumber(cadence)} 天联系一次`,
  care_silence_association: ({ accounts }) =>
    `这是 ${formatNumber(accounts)} 个客户在同层级内比较所得的关联，并不证明失联导致流失：打算离开的客户也可能自己先沉默`,
  care_silence_difference: ({ silent, contacted, difference, lower, upper }) =>
    `同层级内比较，失联后每 100 个客户比保持联系者多流失 ${points(difference)} 个（区间 ${points(lower)} 至 ${points(upper)}；失联 ${formatNumber(silent)} 个，保持联系 ${formatNumber(contacted)} 个）`,
  care_silence_excluded: ({ gone, later, unknown, between }) =>
    `未参与比较：${formatNumber(gone)} 个此前已流失，${formatNumber(later)} 个其后才开始合作，${formatNumber(unknown)} 个既无联系记录也无开始日期，${formatNumber(between)} 个介于按时联系与失联之间`,
  care_silence_thin_tiers: ({ tiers, accounts, needed }) =>
    `未计入层级 ${tiers.join("、")} 的 ${formatNumber(accounts)} 个客户：失联或保持联系者不足 ${formatNumber(needed)} 个`,
  care_silence_no_tier: ({ needed }) =>
    `无法比较：没有任何层级同时具有 ${formatNumber(needed)} 个失联客户和 ${formatNumber(needed)} 个保持联系的客户`,
  care_silence_few_losses: ({ losses, margin, needed }) =>
    `无法比较：仅有 ${formatNumber(losses)} 个客户流失，按其分布只有 ${figure(margin)} 个可能出现别的结果，至少需要 ${formatNumber(needed)} 个`,
  care_silence_no_ratio: ({ silentLost, contactedLost }) =>
    `无法给出比率：失联后流失 ${formatNumber(silentLost)} 个，保持联系者流失 ${formatNumber(contactedLost)} 个`,
  care_silence_no_scatter: ({ n }) => `无法给出区间：${formatNumber(n)} 个客户的结果在各组内毫无差别`,
  care_silence_tiers_differ: ({ pValue }) => `各层级的差异并不一致（p = ${figure(pValue)}），请逐层查看`,
  care_silence_no_values: ({ n }) => `无法计算金额损失：${formatNumber(n)} 个客户均未给出价值`,
};
