import { formatNumber, type Label, labelOf } from "clientele/core";
import { type UpliftSegment, upliftChart } from "clientele/targeting";
import type { Cell, Section } from "../../page/document.ts";
import { bothLanguages, say, shareWithInterval } from "../../page/words.ts";
import { MAILINGS, type MailingId } from "../data.ts";
import type { Findings } from "../findings.ts";
import type { Responders } from "../responders.ts";
import { of, sure } from "../sure.ts";
import { titled } from "../titled.ts";
import { ARM_NAMES, numberWithInterval, pointsWithInterval, pValueText } from "../words.ts";

/** Who visits because of a mailing. */
export function respondersSection({ responders, buyers }: Findings): Section {
  const qini = (id: MailingId) => sure(of(responders, id).measured.qini);
  const chance = (id: MailingId) => of(responders, id).measured.chance.pValue;
  const [first, second] = of(responders, "womens").segments;
  if (first === undefined || second === undefined) throw new Error("the women's e-mail has no segments");
  return {
    id: "responders",
    title: { en: "Who responds", zh: "谁会响应" },
    finding: say(
      "The women's e-mail works on those who bought women's wear: {0} in visits. On the others no effect is shown: {1}. For the men's e-mail no field tells apart who responds more.",
      "女装邮件对买过女装的客户有效：访问率 {0}；对其他客户未能证实效果：{1}。对男装邮件，没有任何字段能区分谁响应更多。",
      pointsWithInterval(sure(first.uplift), 1),
      pointsWithInterval(sure(second.uplift), 1),
    ),
    figures: [
      ...MAILINGS.map((id) => ({
        label: say("{0}: does a score beat chance?", "{0}：评分是否优于随机？", ARM_NAMES[id]),
        value: chance(id) < 0.05 ? { en: "Yes", zh: "是" } : { en: "Not shown", zh: "未能证实" },
        basis: say(
          "Qini {0}, p {1}; {2} customers not used for learning",
          "Qini 系数 {0}，p {1}；{2} 位未用于学习的客户",
          numberWithInterval(qini(id), 3),
          pValueText(chance(id)),
          of(responders, id).measured.n,
        ),
      })),
      {
        label: { en: "Customers to leave alone", zh: "请勿打扰的客户" },
        value: leaveAlone(responders) === 0 ? { en: "None found", zh: "未发现" } : formatNumber(leaveAlone(responders)),
        basis: {
          en: "No segment, and no end of the score's order, is shown to come less because of an e-mail",
          zh: "没有任何群体，也没有评分排序的任何末段，被证实因收到邮件而减少访问或消费",
        },
      },
    ],
    pictures: MAILINGS.map((id) => ({
      caption: say(
        "{0}: extra visits when only the best share by score is written to. Above the dashed line the score finds those whom the e-mail moves.",
        "{0}：只联系评分最高的一部分客户时增加的访问。高于虚线表示评分能找到被邮件打动的客户。",
        ARM_NAMES[id],
      ),
      chart: (locale) => titled(ARM_NAMES[id][locale], upliftChart(of(responders, id).measured, { locale })),
    })),
    tables: [
      {
        caption: { en: "Segments by extra visits", zh: "按增加的访问划分的群体" },
        header: [
          { en: "E-mail", zh: "邮件" },
          { en: "Segment", zh: "群体" },
          { en: "Written to", zh: "已发送" },
          { en: "Left alone", zh: "未发送" },
          { en: "Visit rate with", zh: "发送时访问率" },
          { en: "Without", zh: "不发送时" },
          { en: "Uplift (95% interval)", zh: "增量（95% 区间）" },
          { en: "Kind, on average", zh: "平均类型" },
        ],
        rows: MAILINGS.flatMap((id) =>
          of(responders, id).segments.map((segment) => rowOf(id, of(responders, id), segment)),
        ),
      },
    ],
    notes: [
      {
        en: "One half of the customers shaped the segments, the other half, counted here, gives the figures; so they do not flatter.",
        zh: "一半客户用于划分群体，另一半（即表中客户）用于得出数字，因此数字不会偏向乐观。",
      },
      say(
        "Visits are learned from because spending is too rare: {2} in a thousand buy. A contact pays from {0} points more visits for men's and {1} for women's, at the spending that an extra visit brought in this test.",
        "之所以从访问学习，是因为购买太少：千人中仅 {2} 人购买。按本次测试中每次增加的访问所带来的消费计算，男装邮件使访问增加 {0} 个百分点、女装邮件增加 {1} 个百分点即可回本。",
        formatNumber(of(responders, "mens").worthwhile * 100, 1),
        formatNumber(of(responders, "womens").worthwhile * 100, 1),
        Math.round(1000 * buyers),
      ),
      {
        en: "Nobody is seen both with and without the e-mail: a kind describes a group on average, never a person.",
        zh: "没有人既收到又未收到邮件：类型描述的是群体的平均情况，而不是某个人。",
      },
    ],
  };
}

/** Customers of segments, or of an end of the order, that are shown to be driven away. */
function leaveAlone(responders: ReadonlyMap<MailingId, Responders>): number {
  return MAILINGS.reduce((total, id) => {
    const { segments, plan } = of(responders, id);
    const driven = segments.filter(({ type }) => type === "leave_alone").reduce((sum, { n }) => sum + n, 0);
    const tail = plan.groups.find(({ status }) => status === "leave_alone")?.share ?? 0;
    return total + Math.max(driven, Math.round(tail * plan.n));
  }, 0);
}

/** A segment in words that say the fields as the shop calls them. */
export function segmentWords({ rules, segments }: Responders, leaf: number): Label {
  return bothLanguages((locale) => {
    if (segments.length === 1) return locale === "zh" ? "全部客户" : "All customers";
    const text = of(rules[locale], leaf);
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  });
}

function rowOf(id: MailingId, found: Responders, { leaf, treated, control, uplift, type }: UpliftSegment): Cell[] {
  const [own, other] = [sure(treated), sure(control)];
  return [
    ARM_NAMES[id],
    segmentWords(found, leaf),
    formatNumber(own.n),
    formatNumber(other.n),
    shareWithInterval(own),
    shareWithInterval(other),
    pointsWithInterval(sure(uplift), 1),
    bothLanguages((locale) => labelOf("upliftSegmentType", type, locale)),
  ];
}
