import { formatNumber, formatShare } from "clientele/core";
import type { Cell, Section } from "../../page/document.ts";
import { dollars } from "../../page/dollars.ts";
import { bothLanguages, counted } from "../../page/words.ts";
import { ASSUMPTIONS, LEVERS } from "../assumptions.ts";
import { leverName } from "../words.ts";

/** What is believed and not measured, so that readers put in their own. */
export function assumptionsSection(): Section {
  const { marginRate, monthsLost, budget, staffHours, atRisk } = ASSUMPTIONS;
  return {
    id: "assumptions",
    title: { en: "What is assumed", zh: "假设" },
    finding: {
      en: "The file tells who left, not what a customer costs to serve or to keep. These figures are beliefs: put in your own.",
      zh: "文件只说明谁离开了，没有服务成本和挽留成本。以下数字均为假设：请换成您自己的数字。",
    },
    figures: [],
    pictures: [],
    tables: [
      {
        caption: { en: "Money and limits", zh: "金额与限制" },
        header: [
          { en: "Assumption", zh: "假设" },
          { en: "Value", zh: "数值" },
        ],
        rows: [
          [{ en: "Margin of a bill", zh: "账单毛利率" }, formatShare(marginRate, 0)],
          [{ en: "Margin lost with a customer", zh: "流失一位客户损失的毛利" }, counted(monthsLost, "month", "个月")],
          [{ en: "Budget", zh: "预算" }, dollars(budget)],
          [{ en: "Staff hours", zh: "人员工时" }, formatNumber(staffHours)],
          [{ en: "At risk from a chance of", zh: "视为有风险的流失概率" }, formatShare(atRisk, 0)],
        ],
      },
      {
        caption: { en: "Levers", zh: "手段" },
        header: [
          { en: "Lever", zh: "手段" },
          { en: "Money per customer", zh: "每位客户金额" },
          { en: "Hours", zh: "工时" },
          { en: "Takes away of the chance to leave", zh: "降低流失概率的比例" },
          { en: "Range", zh: "范围" },
        ],
        rows: LEVERS.map(({ id, cost, costShare, hours, effect }): Cell[] => [
          leverName(id),
          costShare === undefined
            ? dollars(cost ?? 0)
            : bothLanguages(
                (locale) => `${formatShare(costShare, 0)}${locale === "en" ? " of the value" : "（占价值）"}`,
              ),
          formatNumber(hours ?? 0, 2),
          formatShare(typeof effect === "number" ? effect : effect.value, 0),
          typeof effect === "number"
            ? ""
            : bothLanguages(
                (locale) =>
                  `${formatShare(effect.interval.lower, 0)}${locale === "en" ? " to " : " 至 "}${formatShare(effect.interval.upper, 0)}`,
              ),
        ]),
      },
    ],
    notes: [],
  };
}
