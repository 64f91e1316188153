import { decisionChainLabels, type MaturityPartId } from "../../core/labels/decision-chain.ts";
import type { Label } from "../../core/locale.ts";
import type { QuestionnaireItem } from "../questionnaire/types.ts";
import type { ChainRole, MaturityPart } from "./types.ts";

const text = (en: string, zh: string): Label => ({ en, zh });

/** A question with its answers from the worst to the best, evenly spaced from 0 to 1. */
function ask(id: string, question: Label, answers: readonly (readonly [string, Label])[]): QuestionnaireItem {
  const last = answers.length - 1;
  return { id, text: question, options: answers.map(([key, label], i) => ({ id: key, text: label, value: i / last })) };
}

const part = (id: MaturityPartId, questions: readonly QuestionnaireItem[]): MaturityPart => ({
  id,
  name: decisionChainLabels.maturityPart[id],
  questions,
});

/**
 * The seven parts of a deal's maturity (D22, 成熟度评估) with their questions in words. Values are evenly spaced and all
 * parts weigh alike: a convention, not learned from deals. Check it on your own with {@link measureScoreSeparation}.
 *
 * @example
 * ```ts
 * dealMaturityParts.length; // => 7
 * dealMaturityParts[0].questions[0].options.map((option) => option.id); // => ["none", "potential", "planned"]
 * ```
 */
export const dealMaturityParts: readonly MaturityPart[] = /* @__PURE__ */ (() => [
  part("need", [
    ask("need", text("Is there a need?", "是否存在需求？"), [
      ["none", text("None to be seen", "看不到需求")],
      ["potential", text("Potential, not yet planned", "潜在需求，尚未列入计划")],
      ["planned", text("Planned", "已列入计划")],
    ]),
  ]),
  part("finances", [
    ask("finances", text("Is there money for it?", "是否有资金预算？"), [
      ["none", text("No budget", "没有预算")],
      ["initial", text("An initial figure", "有初步预算")],
      ["allotted", text("Allotted", "预算已拨定")],
    ]),
  ]),
  part("urgency", [
    ask("urgency", text("Does something drive the customer to act?", "是否有驱动机制促使客户行动？"), [
      ["undriven", text("Without a driving mechanism", "没有驱动机制")],
      ["driven", text("With a driving mechanism", "有驱动机制")],
    ]),
  ]),
  part("timing", [
    ask("timing", text("Is there a date?", "时间是否确定？"), [
      ["flexible", text("Flexible", "时间灵活")],
      ["dated", text("Dated", "日期已定")],
    ]),
  ]),
  part("feasibility", [
    ask("feasibility", text("Can we deliver what is asked for?", "我方能否满足要求？"), [
      ["no", text("Not as it stands", "目前无法满足")],
      ["adapted", text("With changes", "需要调整后满足")],
      ["as_is", text("As it is", "可直接满足")],
    ]),
  ]),
  part("competitive_position", [
    ask("competitive_position", text("Where do we stand against the rivals?", "与竞争对手相比处于什么位置？"), [
      ["behind", text("Behind", "落后")],
      ["level", text("Level", "相当")],
      ["ahead", text("Ahead", "领先")],
    ]),
  ]),
  part("relations", [
    ask("executive_trust", text("Do their executives trust us?", "客户高层是否信任我们？"), [
      ["none", text("No contact or no trust", "没有接触或不信任")],
      ["some", text("They listen", "愿意倾听")],
      ["firm", text("They rely on us", "信赖我们")],
    ]),
    ask("decision_pattern", text("Do we know how they decide?", "是否掌握客户的决策模式？"), [
      ["unknown", text("We do not", "不了解")],
      ["roughly", text("Roughly", "大致了解")],
      ["in_full", text("Steps, people and criteria", "清楚步骤、人员和标准")],
    ]),
    ask("decider_leverage", text("Can we influence the decider?", "能否影响决策者？"), [
      ["none", text("No", "不能")],
      ["indirect", text("Through others", "通过他人间接影响")],
      ["direct", text("Directly", "能直接影响")],
    ]),
  ]),
])();

const role = (id: keyof typeof decisionChainLabels.chainRole, influence: number, needed: boolean): ChainRole => ({
  id,
  name: decisionChainLabels.chainRole[id],
  influence,
  needed,
});

/**
 * The roles of a decision chain (D23, 决策链), what each weighs unless you state it, and which a purchase cannot do
 * without. The weights are stated by judgement, not learned.
 *
 * @example
 * ```ts
 * decisionChainRoles.filter((role) => role.needed).map((role) => role.id); // => ["decider", "budget_holder", "user"]
 * ```
 */
export const decisionChainRoles: readonly ChainRole[] = /* @__PURE__ */ (() => [
  role("decider", 0.9, true),
  role("budget_holder", 0.8, true),
  role("user", 0.4, true),
  role("technical_evaluator", 0.5, false),
  role("purchaser", 0.4, false),
  role("influencer", 0.4, false),
  role("coach", 0.3, false),
  role("gatekeeper", 0.3, false),
])();
