import { formatNumber, formatShare } from "clientele/core";
import { defenceChart } from "clientele/switching";
import type { Cell, Section } from "../../page/document.ts";
import { dollars } from "../../page/dollars.ts";
import { bothLanguages, say, sentence } from "../../page/words.ts";
import { ASSUMPTIONS } from "../assumptions.ts";
import type { Findings } from "../findings.ts";
import { leverName } from "../words.ts";

/** Customers shown in the table. */
const SHOWN = 10;

/** Which levers for whom, and what holds the plan back. */
export function planSection({ plan }: Findings): Section {
  const { budget, staffHours } = ASSUMPTIONS;
  const [tightest] = plan.binding;
  return {
    id: "plan",
    title: { en: "Which lever for whom", zh: "对谁用什么手段" },
    finding: say(
      "With {0} and {1} hours the plan reaches {2} customers. No plan could gain more than {3} beyond it. {4}",
      "预算 {0}、工时 {1} 小时，计划覆盖 {2} 位客户；任何计划至多再多得 {3}。{4}",
      dollars(budget),
      staffHours,
      plan.accounts,
      dollars(Math.max(0, plan.method.bound - plan.gain), 2),
      tightest === undefined ? "" : sentence(tightest.reason),
    ),
    figures: [],
    pictures: [
      {
        caption: {
          en: "What each budget would gain, beside the list made by hand.",
          zh: "不同预算的收益，与手工名单对比。",
        },
        chart: (locale) => defenceChart(plan, { locale }),
      },
    ],
    tables: [
      {
        caption: { en: "What each lever does in the plan", zh: "计划中各手段的用量" },
        header: [
          { en: "Lever", zh: "手段" },
          { en: "Customers", zh: "客户数" },
          { en: "Cost", zh: "成本" },
          { en: "Hours", zh: "工时" },
        ],
        rows: plan.levers.map(({ lever, accounts, cost, hours }): Cell[] => [
          leverName(lever),
          formatNumber(accounts),
          dollars(cost),
          formatNumber(hours, 1),
        ]),
      },
      {
        caption: say("The first {0} customers", "前 {0} 位客户", SHOWN),
        header: [
          { en: "Customer", zh: "客户" },
          { en: "Levers", zh: "手段" },
          { en: "Chance to leave", zh: "流失概率" },
          { en: "Afterwards", zh: "采取手段后" },
          { en: "Kept", zh: "留住" },
          { en: "Cost", zh: "成本" },
        ],
        rows: plan.actions
          .slice(0, SHOWN)
          .map(({ account, levers, riskBefore, riskAfter, saved, cost }): Cell[] => [
            account,
            bothLanguages((locale) =>
              levers.map((lever) => leverName(lever)[locale]).join(locale === "en" ? ", " : "、"),
            ),
            formatShare(riskBefore, 1),
            formatShare(riskAfter, 1),
            dollars(saved, 2),
            dollars(cost, 2),
          ]),
      },
    ],
    notes: [
      ...plan.binding.slice(1).map(({ reason }) => sentence(reason)),
      say(
        "Nobody gets the discount: {0} customers are at risk enough for one (a chance to leave of {1} or more), but the file does not tell who answers to a price. Measure that first; a discount to those who would have stayed is money given away.",
        "无人获得折扣：有 {0} 位客户的流失概率达到 {1} 以上，但文件未显示谁对价格敏感。应先测量；给本来就会留下的人折扣等于白送。",
        plan.priceRule.unknown,
        formatShare(plan.priceRule.atRisk, 0),
      ),
    ],
  };
}
