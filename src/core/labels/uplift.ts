import type { Label } from "../locale.ts";

/** What a plan does with a customer. */
export type UpliftMailingStatus = "in" | "edge" | "out" | "leave_alone";

/** What kind of customers a segment holds on average; `undecided` where the interval does not tell. */
export type UpliftSegmentType = "persuadable" | "sure_thing" | "lost_cause" | "leave_alone" | "undecided";

/** Label families of `uplift`. */
export interface UpliftLabels {
  readonly upliftMailingStatus: Readonly<Record<UpliftMailingStatus, Label>>;
  readonly upliftSegmentType: Readonly<Record<UpliftSegmentType, Label>>;
}

export const upliftLabels: UpliftLabels = {
  upliftMailingStatus: {
    in: { en: "Contact", zh: "联系" },
    edge: { en: "On the edge", zh: "临界" },
    out: { en: "Not worth a contact", zh: "不值得联系" },
    leave_alone: { en: "Leave alone", zh: "请勿打扰" },
  },
  upliftSegmentType: {
    persuadable: { en: "Persuadable", zh: "可打动" },
    sure_thing: { en: "Sure thing", zh: "必定响应" },
    lost_cause: { en: "Lost cause", zh: "无动于衷" },
    leave_alone: { en: "Leave alone", zh: "请勿打扰" },
    undecided: { en: "Undecided", zh: "尚难判定" },
  },
};
