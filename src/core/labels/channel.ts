import type { Label } from "../locale.ts";

/** The eight channels of the preference map, D34. */
export type SalesChannel =
  | "newsstand"
  | "telephone"
  | "supermarket"
  | "internet"
  | "mail_order"
  | "shop"
  | "distributor"
  | "representative";

/** The four answers about a channel, D34, from far to near. */
export type ChannelAnswer = "never" | "consider" | "may" | "bought";

/** What a planned channel rests on. */
export type ChannelEvidence = "own_bought" | "own_may" | "own_consider" | "similar" | "overall";

/** Label families of `channel`. */
export interface ChannelLabels {
  readonly salesChannel: Readonly<Record<SalesChannel, Label>>;
  readonly channelAnswer: Readonly<Record<ChannelAnswer, Label>>;
  readonly channelEvidence: Readonly<Record<ChannelEvidence, Label>>;
}

export const channelLabels: ChannelLabels = {
  salesChannel: {
    newsstand: { en: "Newsstand", zh: "报刊亭" },
    telephone: { en: "Telephone", zh: "电话" },
    supermarket: { en: "Supermarket", zh: "超市" },
    internet: { en: "Internet", zh: "互联网" },
    mail_order: { en: "Mail order", zh: "邮购" },
    shop: { en: "Shop", zh: "专卖店" },
    distributor: { en: "Distributor", zh: "经销商" },
    representative: { en: "Representative", zh: "销售代表" },
  },
  channelAnswer: {
    never: { en: "Would never", zh: "绝不会" },
    consider: { en: "Would consider", zh: "会考虑" },
    may: { en: "Have not, but may", zh: "没有但可能会" },
    bought: { en: "Have bought", zh: "买过" },
  },
  channelEvidence: {
    own_bought: { en: "has bought there", zh: "曾在此购买" },
    own_may: { en: "says may", zh: "自称可能会" },
    own_consider: { en: "says would consider", zh: "自称会考虑" },
    similar: { en: "similar customers", zh: "相似客户" },
    overall: { en: "all customers", zh: "全体客户" },
  },
};
