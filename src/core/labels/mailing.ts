import type { Label } from "../locale.ts";

/** What a plan does with a customer. */
export type MailingStatus = "in" | "edge" | "out";

/** On which list a customer stands by chance. */
export type ChanceList = "likely" | "between" | "unlikely";

/** Label families of `mailing`. */
export interface MailingLabels {
  readonly mailingStatus: Readonly<Record<MailingStatus, Label>>;
  readonly chanceList: Readonly<Record<ChanceList, Label>>;
}

export const mailingLabels: MailingLabels = {
  mailingStatus: {
    in: { en: "Contact", zh: "联系" },
    edge: { en: "On the edge", zh: "临界" },
    out: { en: "Not worth a contact", zh: "不值得联系" },
  },
  chanceList: {
    likely: { en: "Likely", zh: "很可能" },
    between: { en: "Between", zh: "介于两者之间" },
    unlikely: { en: "Unlikely", zh: "不太可能" },
  },
};
