import { type Estimate, formatNumber, formatShare, type Label } from "clientele/core";
import type { Cell, Section } from "../../page/document.ts";
import { dollarRange, dollars, dollarsWithInterval } from "../../page/dollars.ts";
import { say } from "../../page/words.ts";
import { ASSUMPTIONS } from "../assumptions.ts";
import { MAILINGS } from "../data.ts";
import type { Findings } from "../findings.ts";
import { of, scaled, sure } from "../sure.ts";
import { ARM_NAMES, beyondZero } from "../words.ts";

/** Per so many customers of the book. */
const per1000 = (gain: Estimate): Estimate => scaled(gain, ASSUMPTIONS.per);

/** What an interval of a gain lets one say. */
function verdict({ interval }: Estimate): Label {
  if (interval.lower === 0 && interval.upper === 0)
    return { en: "The same: the list is everybody", zh: "相同：名单即全部客户" };
  return {
    above: { en: "Better", zh: "更好" },
    below: { en: "Worse", zh: "更差" },
    open: { en: "Not shown to be better", zh: "未能证实更好" },
  }[beyondZero(interval)];
}

/** Whether a list earns more than writing to everybody. */
export function listSection({ n, lists, responders, eachTheirOwn }: Findings): Section {
  const { per } = ASSUMPTIONS;
  const womens = of(lists, "womens");
  const gain = per1000(womens.overAll);
  const leftOut = 1 - womens.listed / n;
  const saved = leftOut * per * ASSUMPTIONS.contactCost;
  const comparisons: readonly (readonly [Label, Label, Estimate, number])[] = [
    ...MAILINGS.flatMap((id) => {
      const { overAll, overNobody, listed } = of(lists, id);
      const name = say("{0} to its list", "{0}发给名单", ARM_NAMES[id]);
      return [
        [name, say("{0} to all", "{0}发给全部客户", ARM_NAMES[id]), overAll, listed],
        [name, { en: "Nobody", zh: "不联系任何人" }, overNobody, listed],
      ] as const;
    }),
    [
      { en: "Women's e-mail to its list, men's to the rest", zh: "名单内发女装邮件，其余发男装邮件" },
      say("{0} to all", "{0}发给全部客户", ARM_NAMES.mens),
      eachTheirOwn,
      n,
    ],
  ];
  return {
    id: "list",
    title: { en: "Does a list beat writing to all?", zh: "名单是否优于全部发送？" },
    finding: say(
      "No. For the men's e-mail the most profitable list is everybody. For the women's e-mail a list of those who respond is not shown to earn more than writing to all: {0} per {1} customers of the book. Leaving out {2} of the customers saves {3} of contacts and gives up {4} of margin.",
      "不优于。男装邮件最赚钱的名单就是全部客户。女装邮件只发给会响应的客户，未能证实比全部发送赚得更多：每 {1} 位客户 {0}。少联系 {2} 的客户，节省联系成本 {3}，却放弃利润 {4}。",
      dollarsWithInterval(gain),
      per,
      formatShare(leftOut, 0),
      dollars(saved),
      dollars(saved - gain.value),
    ),
    figures: [
      {
        label: say("Women's list beyond all, per {0}", "女装名单比全部发送多（每 {0} 位）", per),
        value: dollars(gain.value),
        basis: say(
          "95% interval {0}; {1} customers, none used for the rule that lists them",
          "95% 区间 {0}；{1} 位客户，均未用于制定列入自己的规则",
          dollarRange(gain.interval),
          gain.n,
        ),
      },
      {
        label: { en: "Customers on the women's list", zh: "女装名单上的客户" },
        value: formatNumber(womens.listed),
        basis: say(
          "{0} of {1} by the rules of five parts; {2} by the final rule",
          "按五份规则占 {1} 的 {0}；按最终规则占 {2}",
          formatShare(womens.listed / n, 0),
          n,
          formatShare(womens.final / n, 0),
        ),
      },
    ],
    pictures: [],
    tables: [
      {
        caption: say("Profit per {0} customers of the book, by way of mailing", "各种做法每 {0} 位客户的利润差", per),
        header: [
          { en: "This", zh: "做法" },
          { en: "Against", zh: "对比" },
          { en: "Gain (95% interval)", zh: "多得（95% 区间）" },
          { en: "Written to", zh: "联系人数" },
          { en: "Verdict", zh: "结论" },
        ],
        rows: comparisons.map(([way, against, estimate, listed]): Cell[] => [
          way,
          against,
          dollarsWithInterval(per1000(estimate)),
          formatNumber(listed),
          verdict(estimate),
        ]),
      },
      {
        caption: { en: "The same asked of a finer score", zh: "用更细的评分再问一次" },
        header: [
          { en: "E-mail", zh: "邮件" },
          { en: "Best share", zh: "最佳比例" },
          { en: "Redrawn tests say", zh: "重抽测试的范围" },
          { en: "Choosing so, against nobody", zh: "这样选择（对比不联系）" },
          { en: "All, against nobody", zh: "全部发送（对比不联系）" },
          { en: "Customers", zh: "客户数" },
        ],
        rows: MAILINGS.map((id): Cell[] => {
          const { plan } = of(responders, id);
          const range = [plan.wander.lower, plan.wander.upper].map((share) => formatShare(share, 0));
          return [
            ARM_NAMES[id],
            formatShare(plan.best.share, 0),
            say("{0} to {1}", "{0} 至 {1}", ...range),
            dollarsWithInterval(plan.heldOut),
            dollarsWithInterval(sure(plan.everybody)),
            formatNumber(plan.n),
          ];
        }),
      },
    ],
    notes: [
      say(
        "The customers were dealt into five parts; each part was listed by a rule from the other four, and judged by what it really spent. For {0} of the customers that rule says what the final one says: where the others stand is not settled by this test.",
        "客户被分成五份，每份按另外四份得出的规则列入名单，再按实际消费评判。其中 {0} 的客户，该规则与最终规则一致；其余客户该不该列入，本次测试尚不能确定。",
        formatShare(womens.agree / n, 0),
      ),
      {
        en: "Each part helped to write the rules of the others, which the interval leaves aside; it is a little too narrow.",
        zh: "每一份都参与了其他份规则的制定，区间没有计入这一点，因而略窄。",
      },
      {
        en: "The finer score: half of the customers gave the score, the others its judgement. The best share is chosen for its height; how it fares on customers without a say in the choice stands beside it.",
        zh: "更细的评分：一半客户用于得出评分，另一半用于评判。最佳比例因其利润最高而被选中；旁边一列是在未参与选择的客户上的表现。",
      },
    ],
  };
}
