import { formatNumber, formatShare, type Label } from "clientele";
import { SWITCHING_FACTOR, YEARLY_CHANCE_TO_LEAVE } from "../../book/strategies.ts";
import { amount, counted, customersOf, say, sentence } from "../../page/words.ts";
import type { Book } from "../book.ts";
import { BUDGET_SHARE, DISCOUNT_RATE, DOUBT, named, type Strategies } from "../strategies.ts";
import { quadrantLabel } from "./loyalty.ts";

/** What the explanation, the plan and the frontier say in words. */
export function reasonNotes(known: Strategies): Label[] {
  const { why, plan, found } = known;
  const wanted = new Set(["strategy_best", "strategy_holds", "strategy_on_beliefs", "strategy_information"]);
  const reasons = [
    ...why.reasons.filter(({ code }) => wanted.has(code)),
    ...("moves" in plan ? plan.notes : []),
    ...found.notes,
  ];
  return reasons.map((reason) => ({
    en: sentence(named(reason, known, "en")).en,
    zh: sentence(named(reason, known, "zh")).zh,
  }));
}

/** Every assumption that stands in no file. */
export function assumptionNotes(book: Book, known: Strategies): Label[] {
  const { tested, budget, leftOut, moves } = known;
  const chance = (id: keyof typeof YEARLY_CHANCE_TO_LEAVE): string => formatShare(YEARLY_CHANCE_TO_LEAVE[id], 0);
  const listed = (["apostle", "hostage", "mercenary", "defector"] as const).map(
    (id) => [quadrantLabel(id), id] as const,
  );
  const develops = moves.some(({ move }) => move.aim === "develop");
  return [
    say(
      "Belief: the chance to leave within a year is {0}, not answered {1}; × {2} at a switching index of 0, falling to × {3} at 100. The brief knows nobody who left.",
      "判断：一年内离开的概率为 {0}，未答复者 {1}；转移成本指数为 0 时乘以 {2}，为 100 时降至乘以 {3}。简报中没有已流失的客户。",
      {
        en: listed.map(([label, id]) => `${label.en.toLowerCase()} ${chance(id)}`).join(", "),
        zh: listed.map(([label, id]) => `${label.zh} ${chance(id)}`).join("、"),
      },
      chance("unknown"),
      formatNumber(SWITCHING_FACTOR.free, 1),
      formatNumber(SWITCHING_FACTOR.bound, 1),
    ),
    say(
      "Assumed: no growth; doubt common to all of {0} about leaving, {1} about revenue and {2} points about growth; money is discounted at {3} a year.",
      "假设：无增长；共同的不确定性为离开率 {0}、收入 {1}、增长 {2} 个百分点；年折现率 {3}。",
      formatShare(DOUBT.churn, 0),
      formatShare(DOUBT.revenue, 0),
      formatNumber(DOUBT.growth * 100),
      formatShare(DISCOUNT_RATE, 0),
    ),
    ...(tested !== undefined
      ? [
          say(
            "What visits sell comes from experiment: of {0} campaign forms the control groups of “{1}” show most. {2} more buy, and a contract brings {3} of what such customers bring in a year ({4}). That the best of several forms was taken flatters it a little; that it lasts the whole horizon is a belief.",
            "深耕效果取自 {0} 种形式中对照组增量最明显的“{1}”：购买率提高 {2}，而一份合同约为此类客户年价值的 {3}（{4}）。取多种形式中最好者，结果略偏乐观；效果持续整个期间只是判断。",
            tested.forms,
            tested.form,
            {
              en: `${formatNumber(tested.lift.mean * 100, 1)} in a hundred`,
              zh: `${formatNumber(tested.lift.mean * 100, 1)} 个百分点`,
            },
            formatShare(tested.saleShare, 0),
            counted(tested.sales, "contract", "份合同"),
          ),
        ]
      : develops
        ? [
            {
              en: "No campaign with control groups shows a lift for these customers, so what visits sell is a belief as well.",
              zh: "没有对照组证实增量的活动，因此深耕效果同样只是判断。",
            },
          ]
        : []),
    ...(book.marginRate === undefined
      ? [
          {
            en: "No margin is known (--margin RATE), so gains count revenue, not contribution.",
            zh: "未给出毛利率（--margin RATE），收益按收入而非毛利计算。",
          },
        ]
      : [
          say(
            "Gains count contribution at a margin of {0}.",
            "收益按 {0} 的毛利率计算。",
            formatShare(book.marginRate, 0),
          ),
        ]),
    book.budget === undefined
      ? say(
          "Assumption: no budget was given (--budget AMOUNT), so {0} is taken: {1} of what all the moves together would cost, or what the dearest costs where that is more.",
          "假设：未给出预算（--budget AMOUNT），取 {0}：全部举措合计费用的 {1}，或最贵一项的费用（取较大者）。",
          amount(budget),
          formatShare(BUDGET_SHARE, 0),
        )
      : say("The budget of {0} was given.", "预算 {0} 由 --budget 给出。", amount(budget)),
    {
      en: "The book holds no customers of a rival, lost ones or prospects, so winning over, winning back and acquiring are not among the moves.",
      zh: "客户名单中没有竞争对手的客户、已流失客户或潜在客户，因此不含策反、赢回与拓新。",
    },
    ...(leftOut === 0
      ? []
      : [say("{0} who bring nothing or less are left out.", "{0}年价值不为正，未计入。", customersOf(leftOut))]),
  ];
}
