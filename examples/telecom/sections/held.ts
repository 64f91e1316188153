import { describe, formatNumber, formatShare } from "clientele/core";
import { explainSwitchingFit, lockInChart } from "clientele/switching";
import type { Cell, Section } from "../../page/document.ts";
import { dollars } from "../../page/dollars.ts";
import { bothLanguages, numberInterval, numberWithInterval, say, shareWithInterval } from "../../page/words.ts";
import type { Findings } from "../findings.ts";

/** Months shown in the table. */
const SHOWN = [0, 1, 3, 6, 12, 24];

/** What holds those who are still here, and when it gives way. */
export function heldSection({ index, fit, lockIn }: Findings): Section {
  const start = lockIn.months[0];
  const afterSix = lockIn.months.slice(1, 7);
  if (start === undefined) throw new Error("the forecast has no months");
  const coming = afterSix.reduce((sum, { comingFree }) => sum + comingFree, 0);
  const bills = afterSix.reduce((sum, { valueComingFree }) => sum + valueComingFree, 0);
  const { auc } = fit.report;
  return {
    id: "held",
    title: { en: "What holds them, and until when", zh: "什么留住他们，到什么时候" },
    finding: say(
      "{0} of {1} customers can leave any day; contracts hold the others with {2}. In the coming six months {3} more come free, with {4} of bills a month. The index of what holds a customer tells a stayer from a leaver in {5} of pairs, before anything is learned from who left.",
      "{1} 位客户中 {0} 位随时可以离开，其余由合约约束，共 {2}。未来六个月又有 {3} 位到期，月账单合计 {4}。在未学习任何流失数据之前，转移成本指数区分留存者与流失者的正确率为 {5}。",
      start.free,
      lockIn.n,
      dollars(start.money.total),
      coming,
      dollars(bills),
      shareWithInterval(index),
    ),
    figures: [
      {
        label: { en: "The index by stated weights", zh: "按给定权重的指数" },
        value: formatNumber(index.value, 3),
        basis: say(
          "stayer above leaver; {0}; four of seventeen levers are answered",
          "留存者高于流失者的比例；{0}；十七个手段中答了四个",
          numberInterval(index.interval, 3),
        ),
      },
      {
        label: { en: "By weights learned", zh: "按学得的权重" },
        value: formatNumber(auc.learned.value, 3),
        basis: say("out of fold; better by {0}", "折外评估；提高 {0}", numberWithInterval(auc.difference, 3)),
      },
    ],
    pictures: [
      {
        caption: {
          en: "What those who are still here would lose on leaving, and how many are free to go.",
          zh: "仍在网客户离开时的损失，以及可自由离开的客户数。",
        },
        chart: (locale) => lockInChart(lockIn, { locale }),
      },
    ],
    tables: [
      {
        caption: { en: "Who can leave when", zh: "谁在何时可以离开" },
        header: [
          { en: "In months", zh: "月后" },
          { en: "Held by contract", zh: "受合约约束" },
          { en: "Free", zh: "可自由离开" },
          { en: "Share free", zh: "自由比例" },
          { en: "Money that holds", zh: "约束金额" },
        ],
        rows: SHOWN.flatMap((month): Cell[][] => {
          const row = lockIn.months[month];
          if (row === undefined) return [];
          return [
            [
              formatNumber(month),
              formatNumber(row.bound),
              formatNumber(row.free),
              formatShare(row.free / lockIn.n, 1),
              dollars(row.money.total),
            ],
          ];
        }),
      },
      {
        caption: { en: "What was believed, and what those who left say", zh: "原先的判断与流失数据的说法" },
        header: [{ en: "Finding", zh: "发现" }],
        rows: explainSwitchingFit(fit)
          .slice(0, 6)
          .map((reason): Cell[] => [bothLanguages((locale) => describe(reason, locale))]),
      },
    ],
    notes: [
      {
        en: "The file tells the term of a contract, not its end: contracts are taken to renew for the same term from the day of joining.",
        zh: "文件只给出合约期限而无到期日：假设合约自入网之日起按同一期限续签。",
      },
    ],
  };
}
