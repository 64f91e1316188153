import { formatShare, type Label, labelOf } from "clientele/core";
import type { Section } from "../../page/document.ts";
import { dollars, dollarsWithInterval } from "../../page/dollars.ts";
import { bothLanguages, say } from "../../page/words.ts";
import { ASSUMPTIONS } from "../assumptions.ts";
import { MAILINGS, type MailingId } from "../data.ts";
import type { Findings } from "../findings.ts";
import { of } from "../sure.ts";
import { ARM_NAMES, beyondZero } from "../words.ts";

/** The answer first: what to do, and the figures that carry it. */
export function decisionSection({ n, effects, lists }: Findings): Section {
  const { contactCost, marginRate, per } = ASSUMPTIONS;
  const profit = (id: MailingId) => of(effects.profits, id);
  const { duel } = effects;
  const word = (id: MailingId): Label =>
    bothLanguages((locale) => labelOf("liftDecision", profit(id).decision, locale));
  const better = beyondZero(of(lists, "womens").overAll.interval) === "above";
  return {
    id: "decision",
    title: { en: "The decision", zh: "决定" },
    finding: say(
      "{0}: {1}. {2}: {3}. Per {4} customers the men's e-mail earns {5} and the women's {6}, at {7} a contact and a margin of {8}.",
      "{0}：{1}。{2}：{3}。按每次联系 {7}、利润率 {8} 计，每 {4} 位客户男装邮件获利 {5}，女装邮件获利 {6}。",
      ARM_NAMES.mens,
      { en: word("mens").en.toLowerCase(), zh: word("mens").zh },
      ARM_NAMES.womens,
      { en: word("womens").en.toLowerCase(), zh: word("womens").zh },
      per,
      dollarsWithInterval(profit("mens").total),
      dollarsWithInterval(profit("womens").total),
      dollars(contactCost, 2),
      formatShare(marginRate, 0),
    ),
    figures: MAILINGS.map((id) => ({
      label: ARM_NAMES[id],
      value: word(id),
      basis: say(
        "{0} per {1} customers, {3} interval; {2} customers in the test",
        "每 {1} 位客户 {0}，{3} 区间；测试客户 {2} 位",
        dollarsWithInterval(profit(id).total),
        per,
        profit(id).total.n,
        formatShare(profit(id).total.interval.level, 1),
      ),
    })),
    pictures: [],
    tables: [
      {
        caption: { en: "What to do", zh: "怎么做" },
        header: [
          { en: "Step", zh: "步骤" },
          { en: "Action", zh: "行动" },
          { en: "Why", zh: "理由" },
        ],
        rows: [
          [
            "1",
            say("Send the men's e-mail to all {0} customers", "向全部 {0} 位客户发送男装邮件", n),
            say(
              "It earns even at the low end of its interval, and {0} per {1} more than the women's",
              "区间下限仍盈利；每 {1} 位比女装邮件多 {0}",
              dollarsWithInterval(duel.profit.total),
              per,
            ),
          ],
          [
            "2",
            {
              en: "Do not cut the list",
              zh: "不要缩减名单",
            },
            better
              ? { en: "A list would earn more for the women's e-mail only", zh: "只有女装邮件用名单更赚" }
              : {
                  en: "Nobody is found whom the men's e-mail does not move, and no list is shown to beat writing to all",
                  zh: "没有发现不受男装邮件影响的客户，也没有名单被证实优于全部发送",
                },
          ],
          [
            "3",
            {
              en: "Do not send the women's e-mail in its place; where there is room for a second e-mail, test it first on those who bought women's wear",
              zh: "不要用女装邮件代替男装邮件；若能再发一封，先在买过女装的客户中测试女装邮件",
            },
            say(
              "Only they are shown to visit more because of it; to be sure of its profit is worth at most {0} per {1} customers, so keep the test cheap",
              "只有他们被证实因此多访问；确知其利润每 {1} 位客户最多值 {0}，测试应当省钱",
              dollars(profit("womens").valueOfCertainty, 2),
              per,
            ),
          ],
          [
            "4",
            { en: "Leave a random part without e-mail each time", zh: "每次随机留一部分客户不发" },
            {
              en: "Without them nobody can tell what the next e-mail changes",
              zh: "没有对照，就无法知道下一封邮件带来了什么变化",
            },
          ],
        ],
      },
    ],
    notes: [
      {
        en: "Money rests on two assumptions, cost and margin; the section on money says from which cost on each answer turns. The shop's customers of 2008 may not be like yours: repeat the test with your own.",
        zh: "利润取决于成本与利润率两项假设；“带来多少利润”一节说明成本达到多少时答案会改变。2008 年这家店的客户未必与您的客户相同：请用自己的客户重做测试。",
      },
    ],
  };
}
