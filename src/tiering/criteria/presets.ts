import type { Label } from "../../core/locale.ts";
import type { Criterion, OrdinalCriterion, QuantitativeCriterion } from "./types.ts";

const number = (id: string, name: Label): QuantitativeCriterion => ({ id, name, kind: "quantitative" });
const grade = (id: string, name: Label): OrdinalCriterion => ({ id, name, kind: "ordinal", levels: [1, 2, 3, 4, 5] });
const yesNo = (id: string, name: Label): OrdinalCriterion => ({ id, name, kind: "ordinal", levels: [false, true] });

/**
 * The seven criteria by which key accounts are selected (D2): sales, company size, growth potential and satisfaction in
 * numbers; willingness to cooperate, development potential and strategic importance as grades from 1 (lowest) to 5.
 *
 * All weigh the same until you pass weights. Sizes and amounts may be in any unit; each counts by the share of accounts
 * it is better than.
 *
 * @example
 * ```ts
 * keyAccountCriteria.map((criterion) => criterion.id); // => ["sales", "size", "growth_potential", "satisfaction", "cooperation", "development", "strategic_importance"]
 * keyAccountCriteria[6].name.zh; // => "战略重要性"
 * ```
 */
export const keyAccountCriteria: readonly Criterion[] = /* @__PURE__ */ (() => [
  number("sales", { en: "Sales", zh: "销售额" }),
  number("size", { en: "Company size", zh: "企业规模" }),
  number("growth_potential", { en: "Growth potential", zh: "增长潜力" }),
  number("satisfaction", { en: "Satisfaction", zh: "满意度" }),
  grade("cooperation", { en: "Willingness to cooperate", zh: "合作意愿" }),
  grade("development", { en: "Development potential", zh: "发展潜力" }),
  grade("strategic_importance", { en: "Strategic importance", zh: "战略重要性" }),
])();

/**
 * What a customer is worth beyond money (D3), as four questions answered yes (`true`) or no (`false`): loyal for two
 * years or more, forgives a failure, gives opinions when asked, stays and refers others.
 *
 * @example
 * ```ts
 * nonMonetaryCriteria.map((criterion) => criterion.id); // => ["loyal_two_years", "forgives", "gives_opinions", "refers"]
 * ```
 */
export const nonMonetaryCriteria: readonly Criterion[] = /* @__PURE__ */ (() => [
  yesNo("loyal_two_years", { en: "Loyal for two years or more", zh: "忠诚两年以上" }),
  yesNo("forgives", { en: "Forgives a service failure", zh: "能谅解服务失误" }),
  yesNo("gives_opinions", { en: "Gives opinions when asked", zh: "应邀提供意见" }),
  yesNo("refers", { en: "Stays and refers others", zh: "持续使用并推荐他人" }),
])();
