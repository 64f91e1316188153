import { requireNonEmpty, requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type IntentionGradeId, intentionLabels } from "../../core/labels/intention.ts";
import type { Label } from "../../core/locale.ts";
import { requireId, requireLabel, requireOnce } from "../questionnaire/read.ts";
import type { QuestionnaireItem } from "../questionnaire/types.ts";
import type { IntentionGrade } from "./types.ts";

const grade = (id: IntentionGradeId, withinDays: number, fromScore: number): IntentionGrade => ({
  id,
  name: intentionLabels.intentionGrade[id],
  withinDays,
  fromScore,
});

/**
 * The intention grades of D21 (意向级别): expected to buy within 5 days, half a month, a month, two months. The points
 * from which signals give a grade are a convention; {@link measureIntentionGrades} checks both on your own leads.
 *
 * @example
 * ```ts
 * intentionGrades.map(({ id, withinDays }) => `${id} ${withinDays}`); // => ["H 5", "A 15", "B 30", "C 60"]
 * ```
 */
export const intentionGrades: readonly IntentionGrade[] = /* @__PURE__ */ (() => [
  grade("H", 5, 80),
  grade("A", 15, 60),
  grade("B", 30, 40),
  grade("C", 60, 20),
])();

const text = (en: string, zh: string): Label => ({ en, zh });

/** A question with its answers from the worst to the best, evenly spaced from 0 to 1. */
function ask(
  id: string,
  question: Label,
  answers: readonly (readonly [string, Label])[],
  weight: number,
): QuestionnaireItem {
  const last = answers.length - 1;
  const options = answers.map(([key, label], i) => ({ id: key, text: label, value: i / last }));
  return { id, text: question, options, weight };
}

const yesNo = (id: string, question: Label, weight: number): QuestionnaireItem =>
  ask(
    id,
    question,
    [
      ["no", text("No", "否")],
      ["yes", text("Yes", "是")],
    ],
    weight,
  );

/**
 * Signals of intention on the shop floor, each a yes or no or a graded answer, with weights stated by judgement.
 *
 * @example
 * ```ts
 * intentionSignals.length; // => 7
 * intentionSignals[0].text.zh; // => "资金是否到位？"
 * ```
 */
export const intentionSignals: readonly QuestionnaireItem[] = /* @__PURE__ */ (() => [
  ask(
    "money",
    text("Is the money there?", "资金是否到位？"),
    [
      ["none", text("Not yet thought of", "尚未考虑")],
      ["planned", text("Planned", "已有计划")],
      ["ready", text("Ready", "已经到位")],
    ],
    2,
  ),
  ask(
    "choice",
    text("How far has the choice come?", "选型进展如何？"),
    [
      ["looking", text("Looking around", "随便看看")],
      ["few", text("A few in question", "锁定几款")],
      ["one", text("One chosen", "已选定一款")],
    ],
    2,
  ),
  yesNo("named_day", text("Has the customer named a day?", "客户是否说出了购买日期？"), 2),
  yesNo("decider_present", text("Was the decider there?", "决策人是否到场？"), 1),
  yesNo("tried", text("Has the customer tried it?", "是否试用（试驾）过？"), 1),
  ask(
    "terms",
    text("What did the customer ask about?", "客户询问了什么？"),
    [
      ["general", text("General matters", "一般情况")],
      ["price", text("The price", "价格")],
      ["contract", text("Contract, delivery, payment", "合同、交付、付款")],
    ],
    1,
  ),
  yesNo("came_back", text("Has the customer come back?", "是否再次来访？"), 1),
])();

/** Refuses grades whose days do not rise or whose points do not fall from the best to the worst. */
export function requireGrades(grades: readonly IntentionGrade[]): readonly IntentionGrade[] {
  requireNonEmpty(grades, "options.grades");
  const seen = new Set<string>();
  const list = Array.from(grades);
  list.forEach((each, i) => {
    const where = `options.grades[${i}]`;
    requireObject(each, where);
    requireId(each.id, `${where}.id`);
    requireOnce(seen, each.id, where);
    requireLabel(each.name, `${where}.name`);
    requireNumber(each.withinDays, `${where}.withinDays`, { above: 0, max: 36_500 });
    requireNumber(each.fromScore, `${where}.fromScore`, { min: 0, max: 100 });
    const before = list[i - 1];
    if (before !== undefined && !(each.withinDays > before.withinDays && each.fromScore < before.fromScore)) {
      throw new ClienteleError(
        "inconsistent",
        `${where} must allow more days and fewer points than the better grade before it`,
        { index: i },
      );
    }
  });
  return list;
}
