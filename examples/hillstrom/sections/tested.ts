import { describe, formatNumber, formatShare } from "clientele/core";
import type { Cell, Section } from "../../page/document.ts";
import { bothLanguages, say } from "../../page/words.ts";
import type { ArmId } from "../data.ts";
import type { Findings } from "../findings.ts";
import { of } from "../sure.ts";
import { ARM_NAMES, pValueText } from "../words.ts";

/** What was tested, and whether the split can be trusted. */
export function testedSection({ n, effects: { split, arms } }: Findings): Section {
  const ids: readonly ArmId[] = ["mens", "womens", "none"];
  return {
    id: "tested",
    title: { en: "What was tested", zh: "测试了什么" },
    finding: say(
      "{0} customers who had bought within a year were drawn by lot into three equal groups: one got an e-mail about men's wear, one about women's wear, one none. The lot was carried out as planned, so what differs afterwards beyond chance is the work of the e-mails.",
      "{0} 位一年内购买过的客户被随机分成人数相等的三组：一组收到男装邮件，一组收到女装邮件，一组不发邮件。分组与计划相符，因此之后超出偶然的差异就是邮件带来的。",
      n,
    ),
    figures: [
      {
        label: { en: "Customers in the test", zh: "参加测试的客户" },
        value: formatNumber(n),
        basis: { en: "Hillstrom, 2008; two weeks after the e-mails", zh: "Hillstrom，2008 年；邮件发出后两周" },
      },
      {
        label: { en: "Was the split as planned?", zh: "分组是否符合计划？" },
        value: split.mismatch ? { en: "No", zh: "否" } : { en: "Yes", zh: "是" },
        basis: bothLanguages((locale) => describe(split.verdict, locale)),
      },
    ],
    pictures: [],
    tables: [
      {
        caption: { en: "Customers by group", zh: "各组客户" },
        header: [
          { en: "Group", zh: "组别" },
          { en: "Customers", zh: "客户数" },
          { en: "Planned", zh: "计划" },
          { en: "Share", zh: "占比" },
        ],
        rows: ids.map((id): Cell[] => {
          const { count, expected } = of(arms, id);
          return [ARM_NAMES[id], formatNumber(count), formatNumber(expected, 1), formatShare(count / n, 2)];
        }),
      },
    ],
    notes: [
      say(
        "Chi-squared {0} on {1} degrees of freedom, p {2}: a split as uneven as this or more comes up by chance in {3} of such tests.",
        "卡方 {0}，自由度 {1}，p {2}：若分组正常，{3} 的同类测试会出现同样或更大的偏差。",
        formatNumber(split.statistic, 3),
        split.df,
        pValueText(split.pValue),
        formatShare(split.pValue, 0),
      ),
      {
        en: "The file does not say whether other campaigns ran in these weeks; by lot they would have reached all groups alike.",
        zh: "文件没有说明这两周是否还有其他活动；由于随机分组，其他活动对各组的影响应当相同。",
      },
    ],
  };
}
