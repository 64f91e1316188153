import { formatNumber, formatShare } from "clientele/core";
import { reliabilityChart } from "clientele/funnel";
import { churnChart } from "clientele/retention";
import type { Section } from "../../page/document.ts";
import { numberInterval, say, shareWithInterval } from "../../page/words.ts";
import type { Findings } from "../findings.ts";
import { contractName } from "../words.ts";

/** Who leaves, and how far the chances can be trusted. */
export function churnSection({ n, left, churn, portraits }: Findings): Section {
  const { judgement, base, gain } = churn;
  const { auc, calibration, topDecile } = judgement;
  if (auc === undefined || calibration === undefined || topDecile === undefined || base.auc === undefined)
    throw new Error("the chances cannot be judged");
  const example = judgement.reliability.reduce((best, bin) => (distance(bin) < distance(best) ? bin : best));
  return {
    id: "churn",
    title: { en: "Who leaves", zh: "谁会离开" },
    finding: say(
      "{0} of {1} customers left in the month of the file. On customers that the model has not seen, a leaver has the higher chance than a stayer in {2} of pairs; by time with the operator alone it is {3}. The chances come true: of {4} customers who were told {5} on average, {6} left.",
      "文件所载月份中，{1} 位客户里有 {0} 位离开。对模型未见过的客户，流失者的预测概率高于留存者的比例为 {2}；若仅按在网时间则为 {3}。概率可信：平均预测为 {5} 的 {4} 位客户中有 {6} 离开。",
      left,
      n,
      shareWithInterval(auc),
      formatShare(base.auc.value, 1),
      example.n,
      formatShare(example.meanForecast, 1),
      formatShare(example.observed.value, 1),
    ),
    figures: [
      {
        label: { en: "Area under the ROC curve", zh: "ROC 曲线下面积" },
        value: formatNumber(auc.value, 3),
        basis: say(
          "95% interval {0}; every customer judged by fits without them",
          "95% 区间 {0}；每位客户均由未见过该客户的模型评判",
          numberInterval(auc.interval, 3),
        ),
      },
      {
        label: { en: "Calibration slope", zh: "校准斜率" },
        value: formatNumber(calibration.slope.value, 3),
        basis: say(
          "1 where chances are neither too bold nor too shy; {0}",
          "等于 1 表示概率既不过激也不保守；{0}",
          numberInterval(calibration.slope.interval, 3),
        ),
      },
      {
        label: { en: "In the riskiest tenth", zh: "风险最高的十分之一" },
        value: `×${formatNumber(topDecile.lift, 2)}`,
        basis: say(
          "{0} of all leavers in {1} customers",
          "{1} 位客户中包含全部流失者的 {0}",
          shareWithInterval(topDecile.captured),
          topDecile.n,
        ),
      },
      ...(gain.auc === undefined
        ? []
        : [
            {
              label: { en: "Beyond time with the operator", zh: "相比仅按在网时间" },
              value: `+${formatNumber(gain.auc.value, 3)}`,
              basis: say("more area; {0}", "面积增加；{0}", numberInterval(gain.auc.interval, 3)),
            },
          ]),
    ],
    pictures: [
      {
        caption: {
          en: "What was said of customers that a fit had not seen, and what they did.",
          zh: "对模型未见过的客户的预测与实际结果。",
        },
        chart: (locale) => reliabilityChart(judgement.reliability, { locale }),
      },
      {
        caption: {
          en: "Three customers who are still here, by contract. The longer the contract, the smaller the chance, and the more it rests on months that few have lived through.",
          zh: "三位仍在网客户，按合约类型。合约越长流失概率越低，但所依据的较长月份样本也越少。",
        },
        chart: (locale) =>
          churnChart(
            portraits.map(({ customer, prediction }) => ({
              name: contractName(customer.row["Contract"] ?? "")[locale],
              prediction,
            })),
            { locale },
          ),
      },
    ],
    tables: [],
    notes: [
      {
        en: "More than a quarter leaving in one month is more than an operator lives through: the file holds leavers in excess. The order of the customers stands; before the chances are used for another month, calibrate them to its share of leavers.",
        zh: "一个月内超过四分之一的客户离开，高于任何运营商的实际情况：文件中流失者占比偏高。客户的排序依然可用；将概率用于其他月份之前，应按该月的流失比例重新校准。",
      },
    ],
  };
}

/** How far the chances of a group lie from the one in three by which the page shows that they come true. */
const distance = ({ meanForecast }: { readonly meanForecast: number }): number => Math.abs(meanForecast - 1 / 3);
