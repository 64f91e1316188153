import type { Label } from "../locale.ts";

/** The ten signs of a solid relationship, D14. */
export type RelationshipSign =
  | "points_out_faults"
  | "talks_business"
  | "returns_calls"
  | "thinks_us_best"
  | "signs_no_rival"
  | "postpones_rivals"
  | "scolds_us"
  | "believes_we_help"
  | "chooses_no_rival_product"
  | "needs_us_mutually";

/** What makes a relationship rise from level to level, D13. */
export type RelationshipDriver = "personalisation" | "guilt_on_leaving";

/** The four levels of a relationship, D13, from the loosest to the closest. */
export type RelationshipLevel = "distant" | "brand" | "face_to_face" | "intimate";

/** Label families of `relationship`. */
export interface RelationshipLabels {
  readonly relationshipSign: Readonly<Record<RelationshipSign, Label>>;
  readonly relationshipDriver: Readonly<Record<RelationshipDriver, Label>>;
  readonly relationshipLevel: Readonly<Record<RelationshipLevel, Label>>;
}

export const relationshipLabels: RelationshipLabels = {
  relationshipSign: {
    points_out_faults: { en: "Points out our faults", zh: "指出我方不足" },
    talks_business: { en: "Likes to discuss business", zh: "乐于谈业务" },
    returns_calls: { en: "Returns our calls", zh: "回复来电" },
    thinks_us_best: { en: "Thinks we are the best", zh: "认为我方最好" },
    signs_no_rival: { en: "Signs no rival's contract", zh: "不与对手签约" },
    postpones_rivals: { en: "Puts rivals' meetings off", zh: "推迟与对手会面" },
    scolds_us: { en: "Scolds us now and then", zh: "偶尔责备我方" },
    believes_we_help: { en: "Believes we help them succeed", zh: "相信我方能助其成功" },
    chooses_no_rival_product: { en: "Chooses no rival product", zh: "不选对手产品" },
    needs_us_mutually: { en: "Needs us as we need them", zh: "彼此需要" },
  },
  relationshipDriver: {
    personalisation: { en: "Personalisation", zh: "个性化程度" },
    guilt_on_leaving: { en: "Guilt felt on leaving", zh: "离开时的愧疚感" },
  },
  relationshipLevel: {
    distant: { en: "Distant", zh: "疏远关系" },
    brand: { en: "Brand", zh: "品牌关系" },
    face_to_face: { en: "Face to face", zh: "面对面关系" },
    intimate: { en: "Intimate", zh: "亲密伙伴关系" },
  },
};
