import { liftChart } from "clientele/campaign";
import { formatShare, type Label, type Locale } from "clientele/core";
import type { Cell, Picture, Section } from "../../page/document.ts";
import { dollarRange, dollars, dollarsWithInterval } from "../../page/dollars.ts";
import { say } from "../../page/words.ts";
import { MAILINGS, type MailingId } from "../data.ts";
import { METRICS, type Metric, type MetricEffects } from "../effects.ts";
import type { Findings } from "../findings.ts";
import { of, sure } from "../sure.ts";
import { titled } from "../titled.ts";
import { ARM_NAMES, METRIC_NAMES, percentWithInterval, pointsWithInterval, pValueText } from "../words.ts";

/** What each mailing changed. */
export function effectsSection({ effects: { metrics } }: Findings): Section {
  const spend = of(metrics, "spend");
  const visit = of(metrics, "visit");
  const gained = (metric: MetricEffects, id: MailingId) => sure(of(metric.lifts, id).absolute);
  const level = formatShare(spend.comparison.intervalLevel, 1);
  return {
    id: "effects",
    title: { en: "What each e-mail changed", zh: "每封邮件带来的变化" },
    finding: say(
      "Both e-mails brought visits, buyers and money. Per customer written to, men's wear added {0} of spending and women's wear {1}; of a hundred written to, {2} and {3} more came to the site.",
      "两封邮件都带来了更多访问、购买和消费。平均每位收件客户，男装邮件增加消费 {0}，女装邮件增加 {1}；每一百位收件客户中，访问网站的分别多出 {2} 位和 {3} 位。",
      dollars(gained(spend, "mens").value, 2),
      dollars(gained(spend, "womens").value, 2),
      (gained(visit, "mens").value * 100).toFixed(1),
      (gained(visit, "womens").value * 100).toFixed(1),
    ),
    figures: MAILINGS.map((id) => ({
      label: say("{0}: spending per customer", "{0}：每位客户消费", ARM_NAMES[id]),
      value: { en: `+${dollars(gained(spend, id).value, 2).en}`, zh: `+${dollars(gained(spend, id).value, 2).zh}` },
      basis: say(
        "{0} interval {1}; {2} customers",
        "{0} 区间 {1}；{2} 位客户",
        level,
        dollarRange(gained(spend, id).interval, 2),
        gained(spend, id).n,
      ),
    })),
    pictures: METRICS.map((metric) => pictureOf(metric, of(metrics, metric))),
    tables: [
      {
        caption: { en: "Against the customers who got no e-mail", zh: "与不发邮件的客户相比" },
        header: [
          { en: "Measure", zh: "指标" },
          { en: "E-mail", zh: "邮件" },
          { en: "With", zh: "发送" },
          { en: "Without", zh: "不发送" },
          { en: `Difference (${level} interval)`, zh: `差值（${level} 区间）` },
          { en: "Relative (interval)", zh: "相对变化（区间）" },
          { en: "Customers", zh: "客户数" },
          { en: "p (Holm)", zh: "p（Holm）" },
        ],
        rows: METRICS.flatMap((metric) => MAILINGS.map((id) => rowOf(metric, of(metrics, metric), id))),
      },
    ],
    notes: [
      say(
        "Each measure is asked of two e-mails, so two chances to be fooled. Intervals are at {0}, so that both of a measure hold together with 95%; p-values are raised by Holm's steps.",
        "每个指标都对两封邮件各问一次，误判的机会也就有两次。区间取 {0}，使同一指标的两个区间同时成立的把握为 95%；p 值按 Holm 方法上调。",
        level,
      ),
      {
        en: "Rates by Newcombe's interval, spending by Welch's. Everybody counts as drawn, whether the e-mail was opened or not.",
        zh: "比率采用 Newcombe 区间，消费采用 Welch 区间。无论邮件是否被打开，客户都按所分的组计入。",
      },
    ],
  };
}

/** The same comparison under names that a reader knows. */
function pictureOf(metric: Metric, { comparison }: MetricEffects): Picture {
  return {
    caption: say(
      "{0}: the dot is what the e-mail changed, the line its interval; right of the dashed line is more than without.",
      "{0}：圆点为邮件带来的变化，横线为区间；虚线右侧表示高于不发邮件。",
      METRIC_NAMES[metric],
    ),
    chart: (locale: Locale) =>
      titled(
        METRIC_NAMES[metric][locale],
        liftChart(
          {
            ...comparison,
            control: ARM_NAMES.none[locale],
            comparisons: comparison.comparisons.map((row) => ({ ...row, id: ARM_NAMES[row.id as MailingId][locale] })),
          },
          { locale },
        ),
      ),
  };
}

function rowOf(metric: Metric, { comparison, lifts }: MetricEffects, id: MailingId): Cell[] {
  const lift = of(lifts, id);
  const absolute = sure(lift.absolute);
  const level = (value: number): Label =>
    metric === "spend" ? dollars(value, 2) : say("{0}", "{0}", formatShare(value, 2));
  const p = comparison.comparisons.find((row) => row.id === id)?.adjustedPValue ?? 1;
  return [
    METRIC_NAMES[metric],
    ARM_NAMES[id],
    level(lift.treated.value),
    level(lift.control.value),
    metric === "spend" ? dollarsWithInterval(absolute, 2) : pointsWithInterval(absolute),
    percentWithInterval(sure(lift.relative)),
    say("{0}", "{0}", absolute.n),
    pValueText(p),
  ];
}
