import type { Label } from "../locale.ts";

/** On which list of a campaign a segment stands: nearly sure to say yes, nearly sure not to, or between. */
export type SegmentListName = "likely" | "unlikely" | "between";

/** What customers whom the tree has not seen say about a segment's place on a list. */
export type SegmentVerdict = "confirmed" | "refuted" | "undecided";

/** Label families of `segment`. */
export interface SegmentLabels {
  readonly segmentList: Readonly<Record<SegmentListName, Label>>;
  readonly segmentVerdict: Readonly<Record<SegmentVerdict, Label>>;
}

export const segmentLabels: SegmentLabels = {
  segmentList: {
    likely: { en: "Likely", zh: "很可能" },
    unlikely: { en: "Unlikely", zh: "不太可能" },
    between: { en: "Between", zh: "介于两者之间" },
  },
  segmentVerdict: {
    confirmed: { en: "Confirmed", zh: "已证实" },
    refuted: { en: "Refuted", zh: "已否定" },
    undecided: { en: "Undecided", zh: "尚难判定" },
  },
};
