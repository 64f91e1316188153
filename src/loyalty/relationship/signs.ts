import { type RelationshipLevel, type RelationshipSign, relationshipLabels } from "../../core/labels/relationship.ts";
import type { Label } from "../../core/locale.ts";
import type { RelationshipDriver, RelationshipPart, RelationshipSignQuestion, SignKind } from "./types.ts";

const QUESTIONS: readonly (readonly [RelationshipSign, SignKind, Label])[] = [
  ["points_out_faults", "behaviour", { en: "Do they tell us what we do badly?", zh: "客户会主动指出我们的不足吗？" }],
  [
    "talks_business",
    "behaviour",
    { en: "Do they seek talks about business with us?", zh: "客户乐于主动与我们谈业务吗？" },
  ],
  ["returns_calls", "behaviour", { en: "Do they return our calls?", zh: "客户会回复我们的电话吗？" }],
  ["thinks_us_best", "belief", { en: "Do they think that we are the best?", zh: "客户认为我们是最好的吗？" }],
  ["signs_no_rival", "behaviour", { en: "Do they leave rivals' contracts unsigned?", zh: "客户不与竞争对手签约吗？" }],
  [
    "postpones_rivals",
    "behaviour",
    { en: "Do they put meetings with rivals off?", zh: "客户会推迟与竞争对手的会面吗？" },
  ],
  ["scolds_us", "behaviour", { en: "Do they scold us now and then?", zh: "客户偶尔会责备我们吗？" }],
  [
    "believes_we_help",
    "belief",
    { en: "Do they believe that we can help them succeed?", zh: "客户相信我们能帮助其成功吗？" },
  ],
  [
    "chooses_no_rival_product",
    "behaviour",
    { en: "Do they pass rivals' products over?", zh: "客户不选用竞争对手的产品吗？" },
  ],
  ["needs_us_mutually", "belief", { en: "Do they need us as we need them?", zh: "客户需要我们，如同我们需要客户吗？" }],
];

/**
 * The ten signs of a solid relationship (D14) as questions to the people who know an account: seven are behaviour
 * that can be seen, three are what we believe the customer thinks. Answers run from `never` over `sometimes` to
 * `often`, or from 0 to 1.
 *
 * @example
 * ```ts
 * relationshipSigns.length; // => 10
 * relationshipSigns[0].question.en; // => "Do they tell us what we do badly?"
 * relationshipSigns.filter((sign) => sign.kind === "belief").length; // => 3
 * ```
 */
export const relationshipSigns: readonly RelationshipSignQuestion[] = /* @__PURE__ */ (() =>
  QUESTIONS.map(([id, kind, question]) => ({ id, kind, name: relationshipLabels.relationshipSign[id], question })))();

/**
 * The four levels of a relationship (D13), from the loosest to the closest.
 *
 * @example
 * ```ts
 * relationshipLevels; // => ["distant", "brand", "face_to_face", "intimate"]
 * ```
 */
export const relationshipLevels: readonly RelationshipLevel[] = ["distant", "brand", "face_to_face", "intimate"];

/** D13: what makes a relationship rise from level to level. */
export const DRIVERS: readonly RelationshipDriver[] = ["personalisation", "guilt_on_leaving"];

/** Everything that can be answered, in the order in which scores list it. */
export const PARTS: readonly RelationshipPart[] = /* @__PURE__ */ (() => [
  ...QUESTIONS.map(([id]) => id),
  ...DRIVERS,
])();

/** What each sign rests on. */
export const KINDS: ReadonlyMap<RelationshipPart, SignKind> = /* @__PURE__ */ (() =>
  new Map<RelationshipPart, SignKind>(QUESTIONS.map(([id, kind]) => [id, kind])))();
