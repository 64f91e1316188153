import { describe, formatShare, labelOf } from "clientele/core";
import type { Cell, Section } from "../../page/document.ts";
import { dollarRange, dollars, dollarsWithInterval } from "../../page/dollars.ts";
import { bothLanguages, say } from "../../page/words.ts";
import { ASSUMPTIONS } from "../assumptions.ts";
import { MAILINGS, type MailingId } from "../data.ts";
import type { Findings } from "../findings.ts";
import { of } from "../sure.ts";
import { ARM_NAMES, chanceText, pValueText } from "../words.ts";

/** From what changed to what remains, and what to do. */
export function moneySection({ effects }: Findings): Section {
  const { contactCost, marginRate, per } = ASSUMPTIONS;
  const { duel, breakEvens } = effects;
  const profit = (id: MailingId) => of(effects.profits, id);
  const decision = (id: MailingId) => bothLanguages((locale) => labelOf("liftDecision", profit(id).decision, locale));
  const level = formatShare(profit("mens").total.interval.level, 1);
  const rows = MAILINGS.map((id): Cell[] => [
    ARM_NAMES[id],
    dollarsWithInterval(profit(id).effect, 2),
    dollars(profit(id).breakEvenEffect, 2),
    dollarsWithInterval(profit(id).total),
    chanceText(profit(id).chanceOfProfit),
    dollars(profit(id).valueOfCertainty, 2),
    decision(id),
  ]);
  return {
    id: "money",
    title: { en: "What it earns", zh: "带来多少利润" },
    finding: say(
      "If a contact costs {0} and {1} of what is spent remains, a contact pays from {2} of extra spending. Men's wear earns {3} per {4} customers; even the low end of its interval is a profit. Women's wear earns {5}, but the interval holds losses too.",
      "假设每次联系成本为 {0}，消费额中有 {1} 留作利润，则每位客户多消费 {2}即可回本。男装邮件每 {4} 位客户获利 {3}，区间下限仍为盈利。女装邮件获利 {5}，但区间中也包含亏损。",
      dollars(contactCost, 2),
      formatShare(marginRate, 0),
      dollars(profit("mens").breakEvenEffect, 2),
      dollarsWithInterval(profit("mens").total),
      per,
      dollarsWithInterval(profit("womens").total),
    ),
    figures: [
      ...MAILINGS.map((id) => ({
        label: say("{0}: profit per {1} customers", "{0}：每 {1} 位客户的利润", ARM_NAMES[id], per),
        value: dollars(profit(id).total.value),
        basis: say(
          "{0} interval {1}; {2} customers",
          "{0} 区间 {1}；{2} 位客户",
          level,
          dollarRange(profit(id).total.interval),
          profit(id).total.n,
        ),
      })),
      {
        label: say("Men's beyond women's, per {0}", "男装邮件比女装邮件多（每 {0} 位）", per),
        value: dollars(duel.profit.total.value),
        basis: say(
          "95% interval {0}; {1} customers, p {2}",
          "95% 区间 {0}；{1} 位客户，p {2}",
          dollarRange(duel.profit.total.interval),
          duel.effect.n,
          pValueText(duel.effect.pValue),
        ),
      },
    ],
    pictures: [],
    tables: [
      {
        caption: { en: "What is assumed, not measured: put in your own", zh: "以下为假设而非测得：请换成您自己的数字" },
        header: [
          { en: "Assumption", zh: "假设" },
          { en: "Value", zh: "数值" },
          { en: "What it means", zh: "含义" },
        ],
        rows: [
          [
            { en: "Cost of a contact", zh: "每次联系成本" },
            dollars(contactCost, 2),
            {
              en: "Sending, design, discounts, and the wear on a customer's patience",
              zh: "发送、设计、折扣，以及对客户耐心的消耗",
            },
          ],
          [
            { en: "Margin", zh: "利润率" },
            formatShare(marginRate, 0),
            { en: "Part of spending that remains after goods and shipping", zh: "消费额扣除货品与运费后的部分" },
          ],
        ],
      },
      {
        caption: say("Profit per {0} customers written to", "每 {0} 位收件客户的利润", per),
        header: [
          { en: "E-mail", zh: "邮件" },
          { en: "Extra spending per customer", zh: "每位客户增加消费" },
          { en: "Pays from", zh: "回本所需" },
          { en: `Profit (${level} interval)`, zh: `利润（${level} 区间）` },
          { en: "Chance of a profit", zh: "盈利的可能性" },
          { en: "Worth of certainty", zh: "确知结果的价值" },
          { en: "Decision", zh: "决定" },
        ],
        rows,
      },
      {
        caption: { en: "From cost to decision, step by step (dollars)", zh: "从成本到决定，逐步说明（美元）" },
        header: MAILINGS.map((id) => ARM_NAMES[id]),
        rows: profit("mens").reasons.map((_, i): Cell[] =>
          MAILINGS.map((id) =>
            bothLanguages((locale) => profit(id).reasons.map((reason) => describe(reason, locale))[i] ?? ""),
          ),
        ),
      },
      {
        caption: {
          en: "Your own figures: highest cost of a contact that each e-mail bears",
          zh: "换成您的数字：各邮件能承受的最高联系成本",
        },
        header: [
          { en: "Margin", zh: "利润率" },
          ...MAILINGS.map((id) => say("{0} ({1} interval)", "{0}（{1} 区间）", ARM_NAMES[id], level)),
        ],
        rows: breakEvens.map(({ marginRate: rate, costs }): Cell[] => [
          formatShare(rate, 0),
          ...MAILINGS.map((id) => dollarsWithInterval(of(costs, id), 2)),
        ]),
      },
    ],
    notes: [
      {
        en: "How to read the table of costs: below the low end of the interval send, above the high end do not, between them keep testing.",
        zh: "最高联系成本表的读法：成本低于区间下限则发送，高于区间上限则不发送，介于两者之间则继续测试。",
      },
      {
        en: "Men's against women's is one question of its own, so its interval is at 95%.",
        zh: "男装与女装邮件的比较是单独一个问题，因此区间取 95%。",
      },
    ],
  };
}
