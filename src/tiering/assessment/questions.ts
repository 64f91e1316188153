import type { Label } from "../../core/locale.ts";
import type { Assessment, AssessmentQuestion } from "./types.ts";

const text = (en: string, zh: string): Label => ({ en, zh });

/** A question with its answers from the lowest to the highest, evenly spaced from 0 to 1. */
function ask(id: string, question: Label, answers: readonly (readonly [string, Label])[]): AssessmentQuestion {
  const last = answers.length - 1;
  return { id, text: question, options: answers.map(([key, label], i) => ({ id: key, text: label, value: i / last })) };
}

const personal = (question: AssessmentQuestion): AssessmentQuestion => ({ ...question, sensitive: true });

/**
 * How ready an account is to buy (D4, willingness 意愿): nine questions, each with answers from 0 to 1. The values are
 * stated by judgement, evenly spaced, not learned from who bought.
 *
 * @example
 * ```ts
 * willingnessAssessment.questions.length; // => 9
 * willingnessAssessment.questions[0].text.en; // => "Has the customer used a product of this kind before?"
 * ```
 */
export const willingnessAssessment: Assessment = /* @__PURE__ */ (() => ({
  id: "willingness",
  name: text("Willingness", "意愿"),
  questions: [
    ask("used_before", text("Has the customer used a product of this kind before?", "以前是否使用过此类产品？"), [
      ["never", text("Never", "从未使用")],
      ["tried", text("Tried it", "试用过")],
      ["uses", text("Uses one now", "正在使用")],
    ]),
    ask("knows_ours", text("Does the customer know ours?", "是否知道我们的产品？"), [
      ["no", text("No", "不知道")],
      ["name", text("By name", "听说过")],
      ["yes", text("Has seen it at work", "见过实际使用")],
    ]),
    ask("knows_how_well", text("How well does the customer know ours?", "对我们的产品了解到什么程度？"), [
      ["hardly", text("Hardly", "几乎不了解")],
      ["main_points", text("The main points", "了解要点")],
      ["in_depth", text("In depth", "深入了解")],
    ]),
    ask("knows_rivals", text("Does the customer know rival products?", "是否了解竞争对手的产品？"), [
      ["no", text("None", "不了解")],
      ["some", text("One or two", "了解一两种")],
      ["compared", text("Has compared several", "比较过多种")],
    ]),
    ask("knows_others_use", text("Does the customer know that others use it?", "是否知道其他企业在使用？"), [
      ["no", text("No", "不知道")],
      ["heard", text("Has heard of it", "听说过")],
      ["peers", text("Knows users in the same trade", "知道同行在使用")],
    ]),
    ask("knows_value", text("Does the customer know how it creates value?", "是否了解产品如何创造价值？"), [
      ["no", text("No", "不了解")],
      ["roughly", text("Roughly", "大致了解")],
      ["in_figures", text("Can put it into figures", "能用数字说明")],
    ]),
    ask(
      "knows_service_terms",
      text(
        "Does the customer know what delivery time and quality mean to them?",
        "是否清楚交付时间和质量对自身的意义？",
      ),
      [
        ["no", text("No", "不清楚")],
        ["roughly", text("Roughly", "大致清楚")],
        ["stated", text("Has stated requirements", "提出过明确要求")],
      ],
    ),
    ask("own_influence", text("How much influence on the purchase has our contact?", "联系人对采购有多大影响？"), [
      ["none", text("None", "没有影响")],
      ["heard", text("Is heard", "意见会被听取")],
      ["decides", text("Decides", "可以决定")],
    ]),
    ask("deciders", text("How many people decide?", "由多少人决策？"), [
      ["more", text("More than five", "五人以上")],
      ["few", text("Two to five", "二至五人")],
      ["one", text("One", "一人")],
    ]),
  ],
}))();

/**
 * What kind of people one deals with at an account (D4, calibre 素质): nine questions, each with answers from 0 to 1. The
 * values are stated by judgement. Questions about the person are marked sensitive and left out unless the person agreed.
 *
 * @example
 * ```ts
 * calibreAssessment.questions.length; // => 9
 * calibreAssessment.questions.filter((question) => question.sensitive).length; // => 6
 * ```
 */
export const calibreAssessment: Assessment = /* @__PURE__ */ (() => ({
  id: "calibre",
  name: text("Calibre", "素质"),
  questions: [
    personal(
      ask("education", text("What education has the decider had?", "决策人受过怎样的教育？"), [
        ["basic", text("School", "中等教育")],
        ["vocational", text("Vocational or college", "大专或职业教育")],
        ["university", text("University", "本科及以上")],
      ]),
    ),
    personal(
      ask("reading", text("Does the decider read about the trade and beyond?", "决策人是否有阅读学习的习惯？"), [
        ["seldom", text("Seldom", "很少")],
        ["trade", text("About the trade", "阅读行业资料")],
        ["wide", text("Widely and regularly", "经常广泛阅读")],
      ]),
    ),
    personal(
      ask("beliefs", text("How firm are the principles the decider does business by?", "决策人的经营信念是否坚定？"), [
        ["none", text("None to be seen", "看不出")],
        ["some", text("Some, bent under pressure", "有，但遇压力会动摇")],
        ["firm", text("Firm and lived", "坚定并身体力行")],
      ]),
    ),
    personal(
      ask(
        "self_assessment",
        text("How soundly does the decider judge their own position?", "决策人的自我评价是否客观？"),
        [
          ["unsound", text("Far too high or too low", "过高或过低")],
          ["partly", text("Partly sound", "部分客观")],
          ["sound", text("Sound", "客观")],
        ],
      ),
    ),
    ask("years_in_business", text("How long has the business existed?", "从业年限有多长？"), [
      ["under_3", text("Under 3 years", "不足三年")],
      ["to_10", text("3 to 10 years", "三至十年")],
      ["over_10", text("Over 10 years", "十年以上")],
    ]),
    personal(
      ask("setbacks", text("What setbacks has the decider lived through?", "决策人经历过怎样的挫折？"), [
        ["none", text("None known", "没有经历过")],
        ["some", text("Some, partly overcome", "有过，部分克服")],
        ["overcome", text("Serious ones, overcome", "经历重大挫折并走出")],
      ]),
    ),
    ask(
      "industry_position",
      text("Where does the business stand in its industry, and where is it heading?", "在行业中的地位和趋势如何？"),
      [
        ["falling", text("Small or falling back", "规模小或在下滑")],
        ["steady", text("In the middle and steady", "居中且平稳")],
        ["rising", text("Leading or rising", "领先或上升")],
      ],
    ),
    ask("standing", text("How do others in the trade speak of the business?", "业内对其评价如何？"), [
      ["doubtful", text("With doubts", "有所保留")],
      ["fair", text("Fairly", "一般")],
      ["well", text("With respect", "受到尊重")],
    ]),
    personal(
      ask("stability", text("How stable are the decider's values?", "决策人的价值观是否稳定？"), [
        ["changing", text("Change with the day", "经常变化")],
        ["mostly", text("Mostly stable", "基本稳定")],
        ["stable", text("Stable", "稳定")],
      ]),
    ),
  ],
}))();
