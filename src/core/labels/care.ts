import type { Label } from "../locale.ts";

/** The ready triggers of care, D16; a caller may add triggers under any other id. */
export type CareTriggerName =
  | "birthday"
  | "founding"
  | "founding_jubilee"
  | "cooperation"
  | "contract_end"
  | "illness"
  | "bereavement"
  | "failure"
  | "change"
  | "hardship"
  | "spring_festival"
  | "mid_autumn";

/** Where an act of care stands on the day of the plan. */
export type CareStatus = "upcoming" | "due" | "overdue";

/** How an account stands against the promised contact; `never` is a state of its own, not an endless silence. */
export type ContactStatus = "on_time" | "due_soon" | "overdue" | "silent" | "never";

/** What a contact was about. */
export type ContactKind = "contact" | "deal" | "service";

/** Names of `care` that are shown, by family. */
export interface CareLabels {
  readonly careTrigger: Readonly<Record<CareTriggerName, Label>>;
  readonly careStatus: Readonly<Record<CareStatus, Label>>;
  readonly contactStatus: Readonly<Record<ContactStatus, Label>>;
  readonly contactKind: Readonly<Record<ContactKind, Label>>;
}

export const careLabels: CareLabels = {
  careTrigger: {
    birthday: { en: "Birthday", zh: "生日" },
    founding: { en: "Founding day", zh: "公司成立纪念日" },
    founding_jubilee: { en: "Founding jubilee", zh: "公司成立整五周年" },
    cooperation: { en: "Anniversary of cooperation", zh: "合作周年" },
    contract_end: { en: "Contract end", zh: "合同到期" },
    illness: { en: "Illness", zh: "生病" },
    bereavement: { en: "Bereavement", zh: "亲人离世" },
    failure: { en: "Failure", zh: "受挫" },
    change: { en: "Change", zh: "变动" },
    hardship: { en: "Hardship", zh: "困难" },
    spring_festival: { en: "Spring Festival", zh: "春节" },
    mid_autumn: { en: "Mid-Autumn Festival", zh: "中秋节" },
  },
  careStatus: {
    upcoming: { en: "Upcoming", zh: "未到期" },
    due: { en: "Due today", zh: "今日应办" },
    overdue: { en: "Overdue", zh: "已逾期" },
  },
  contactStatus: {
    on_time: { en: "On time", zh: "按时联系" },
    due_soon: { en: "Due soon", zh: "即将到期" },
    overdue: { en: "Overdue", zh: "逾期未联系" },
    silent: { en: "Silent", zh: "失联" },
    never: { en: "Never contacted", zh: "从未联系" },
  },
  contactKind: {
    contact: { en: "Contact", zh: "联系" },
    deal: { en: "Deal", zh: "成交" },
    service: { en: "Service", zh: "服务" },
  },
};
