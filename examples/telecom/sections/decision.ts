import { formatNumber } from "clientele/core";
import type { Section } from "../../page/document.ts";
import { dollarRange, dollars } from "../../page/dollars.ts";
import { say } from "../../page/words.ts";
import type { Findings } from "../findings.ts";

/** What to do, before anything else. */
export function decisionSection({ n, left, plan }: Findings): Section {
  const { naive, savedInterval } = plan;
  const staying = n - left;
  const ahead = plan.gain - naive.gain;
  return {
    id: "decision",
    title: { en: "What to do", zh: "该做什么" },
    finding: say(
      "Of {0} customers who are still here, reach {1} with the levers below. {2} is spent to keep {3}: {4} more in hand than by giving a gift contract to the dearest customers at risk, the list that one would make by hand.",
      "在仍在网的 {0} 位客户中，用下列手段联系 {1} 位。花费 {2}，预计留住 {3}；比手工名单（按风险价值从高到低逐个送合约礼）多得 {4}。",
      staying,
      plan.accounts,
      dollars(plan.cost),
      dollars(plan.saved),
      dollars(ahead),
    ),
    figures: [
      {
        label: { en: "Margin kept, after cost", zh: "扣除成本后留住的毛利" },
        value: dollars(plan.gain),
        basis:
          savedInterval === undefined
            ? say("{0} customers", "{0} 位客户", plan.accounts)
            : say(
                "kept before cost {0}, from the ranges of the effects believed; {1} customers",
                "扣除成本前为 {0}，取决于所设效果的范围；{1} 位客户",
                dollarRange(savedInterval),
                plan.accounts,
              ),
      },
      {
        label: { en: "The list made by hand", zh: "手工名单" },
        value: dollars(naive.gain),
        basis: say(
          "{0} customers for {1}, one lever for all",
          "{0} 位客户，花费 {1}，所有人用同一手段",
          naive.accounts,
          dollars(naive.cost),
        ),
      },
      {
        label: { en: "At stake next month", zh: "下月面临风险的毛利" },
        value: dollars(plan.atStake),
        basis: say(
          "a year's margin of each of {0} customers times the chance to leave",
          "{0} 位客户各自一年毛利乘以流失概率之和",
          formatNumber(staying),
        ),
      },
    ],
    pictures: [],
    tables: [],
    notes: [
      {
        en: "Chances to leave are measured; what a lever does about them is believed, not measured. Give a part of each group no lever, and next month tells what the levers are worth.",
        zh: "流失概率是测得的，各手段的效果只是假设。每组留出一部分客户不用任何手段，下个月就能测出手段的真实价值。",
      },
    ],
  };
}
