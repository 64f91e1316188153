import {
  type DealExplanation,
  describe,
  explainDeal,
  fitFunnel,
  forecastChart,
  forecastFunnel,
  formatNumber,
  formatShare,
  funnelChart,
  type Label,
  type Locale,
  labelOf,
  type Reason,
  summarizeFunnel,
  toDayFraction,
} from "clientele";
import type { Section } from "../../page/document.ts";
import { amount, bothLanguages, counted, say, sentence, shareWithInterval } from "../../page/words.ts";
import type { Book } from "../book.ts";

/** Deals listed one by one, by what they are expected to bring. */
const LISTED = 12;

/** What the open deals will bring by the horizon, and how sure that is. */
export function funnelSection(book: Book): Section {
  const { pipeline, histories, asOf, horizonDays, quota, seed, customers } = book;
  const openStages = new Set(pipeline.stages.filter(({ category }) => category === "open").map(({ id }) => id));
  const today = toDayFraction(asOf);
  const entered = histories.filter(({ stages }) =>
    stages.some((entry) => openStages.has(entry.stage) && toDayFraction(entry.entered) <= today),
  );
  if (entered.length === 0) return nothingEntered(book);
  const model = fitFunnel(histories, { pipeline, asOf });
  const forecast = forecastFunnel(model, histories, {
    asOf,
    horizonDays,
    seed,
    ...(quota === undefined ? {} : { quota }),
  });
  const summary = summarizeFunnel(histories, { pipeline, asOf, horizonDays, model });
  const { fittedOn } = model;
  const withNew = forecast.contains.newDeals;
  const stageName = (id: string): Label => {
    const own = pipeline.stages.find((stage) => stage.id === id)?.name ?? id;
    return bothLanguages((locale) => {
      const label = labelOf("stage", id, locale);
      return label === id ? own : label;
    });
  };
  const nameOf = new Map(customers.map(({ id, name }) => [id, name]));
  const historyOf = new Map(histories.map((history) => [history.dealId, history]));
  const best = forecast.deals
    .filter(({ status }) => status === "open")
    .sort((a, b) => b.expectedAmount - a.expectedAmount || (a.dealId < b.dealId ? -1 : 1))
    .slice(0, LISTED);
  return {
    id: "funnel",
    title: { en: "What the funnel will bring", zh: "漏斗将带来什么" },
    finding:
      fittedOn.open === 0
        ? say("No deal is open on {0}, so the funnel brings nothing.", "{0} 没有进行中的商机，漏斗不会带来收入。", asOf)
        : say(
            "In the next {0} {1} will bring about {2}, and with 80% probability between {3} and {4}.",
            "未来 {0}，{1}预计带来约 {2}，80% 的可能在 {3} 至 {4} 之间。",
            counted(horizonDays, "day", "天"),
            {
              en: `the ${fittedOn.open === 1 ? "1 open deal" : `${formatNumber(fittedOn.open)} open deals`}${withNew ? " and those still to come" : ""}`,
              zh: `${formatNumber(fittedOn.open)} 个进行中的商机${withNew ? "和将要创建的商机" : ""}`,
            },
            amount(forecast.expected),
            amount(forecast.p10),
            amount(forecast.p90),
          ),
    figures: [
      {
        label: { en: "Expected amount", zh: "预期金额" },
        value: amount(forecast.expected),
        basis: say(
          "P10 {0}, P50 {1}, P90 {2}",
          "P10 {0}，P50 {1}，P90 {2}",
          amount(forecast.p10),
          amount(forecast.p50),
          amount(forecast.p90),
        ),
      },
      ...(withNew
        ? [
            {
              label: { en: "Of it from deals to come", zh: "其中来自将要创建的商机" },
              value: amount(forecast.newDeals.expectedAmount),
              basis: say(
                "{0} deals come in, {1} of them are won in time",
                "预计新增 {0} 个商机，其中 {1} 个按期赢单",
                formatNumber(forecast.newDeals.created),
                formatNumber(forecast.newDeals.won, 1),
              ),
            },
          ]
        : []),
      {
        label: { en: "Expected contracts", zh: "预期合同数" },
        value: formatNumber(forecast.count.expected, 1),
        basis: say("P10 {0}, P90 {1}", "P10 {0}，P90 {1}", forecast.count.p10, forecast.count.p90),
      },
      ...(quota === undefined || forecast.chanceOfQuota === undefined
        ? []
        : [
            {
              label: { en: "Chance of the quota", zh: "达成指标的概率" },
              value: formatShare(forecast.chanceOfQuota.value, 0),
              basis: say(
                "quota {0}; {1} simulated futures",
                "指标 {0}；{1} 次模拟",
                amount(quota),
                forecast.method.draws,
              ),
            },
          ]),
      {
        label: { en: "Learned from", zh: "学习样本" },
        value: formatNumber(fittedOn.deals),
        basis: say(
          "{0} won, {1} lost, {2} cancelled, {3} open and counted as open{4}",
          "赢单 {0}，丢单 {1}，取消 {2}，进行中 {3}（按进行中计）{4}",
          fittedOn.won,
          fittedOn.lost,
          fittedOn.cancelled,
          fittedOn.open,
          fittedOn.notStarted === 0 ? "" : say(", {0} not started", "，尚未开始 {0}", fittedOn.notStarted),
        ),
      },
    ],
    pictures: [
      {
        caption: {
          en: "Open deals by stage, and the share of stays in each stage that went on or were won so far, with 95% interval.",
          zh: "各阶段进行中的商机，以及各阶段迄今向前推进或赢单的比例（95% 区间）。",
        },
        chart: (locale) => funnelChart(summary, { locale }),
      },
      ...(fittedOn.open === 0
        ? []
        : [
            {
              caption: say(
                withNew
                  ? "{0} simulated futures of the funnel, {1} ahead."
                  : "{0} simulated futures of the open deals, {1} ahead.",
                withNew ? "对漏斗未来 {1}的 {0} 次模拟。" : "对进行中商机未来 {1}的 {0} 次模拟。",
                forecast.method.draws,
                counted(horizonDays, "day", "天"),
              ),
              chart: (locale: Locale) => forecastChart(forecast, { locale }),
            },
          ]),
    ],
    tables: [
      {
        caption: { en: "By stage", zh: "按阶段" },
        header: [
          { en: "Stage", zh: "阶段" },
          { en: "Open deals", zh: "进行中" },
          { en: "Amount", zh: "金额" },
          { en: "Went on so far (95% interval)", zh: "迄今推进（95% 区间）" },
          { en: "Expected by the horizon", zh: "期内预期" },
        ],
        rows: summary.stages.map((stage) => [
          stageName(stage.stage),
          formatNumber(stage.deals),
          amount(stage.amount),
          stage.movedOn === undefined ? "–" : shareWithInterval(stage.movedOn),
          stage.expectedAmount === undefined ? "–" : amount(stage.expectedAmount),
        ]),
      },
      {
        caption: say(
          "The {0} most",
          "最重要的 {0}",
          best.length === 1
            ? { en: "deal that matters", zh: "1 个商机" }
            : { en: `${best.length} deals that matter`, zh: `${best.length} 个商机` },
        ),
        pageOnly: true,
        header: [
          { en: "Deal", zh: "商机" },
          { en: "Customer", zh: "客户" },
          { en: "Stage", zh: "阶段" },
          { en: "Days there", zh: "停留天数" },
          { en: "Amount", zh: "金额" },
          { en: "Chance", zh: "概率" },
          { en: "Why", zh: "原因" },
        ],
        rows: best.map((deal) => {
          const history = historyOf.get(deal.dealId);
          const reasons = history === undefined ? [] : mainReasons(explainDeal(model, history, { asOf, horizonDays }));
          return [
            deal.dealId,
            nameOf.get(history?.customerId ?? "") ?? history?.owner ?? "–",
            stageName(deal.stage ?? ""),
            formatNumber(deal.ageDays ?? 0),
            deal.amount === undefined ? "–" : amount(deal.amount),
            formatShare(deal.chance, 0),
            bothLanguages((locale) =>
              reasons.map((reason) => describe(reason, locale)).join(locale === "en" ? "; " : "；"),
            ),
          ];
        }),
      },
    ],
    notes: [
      ...(withNew
        ? []
        : [
            {
              en: "Deals that will be created and won inside the horizon are not contained: the whole business brings more.",
              zh: "期内新建并赢单的商机不包含在内，因此整体业务的收入会更高。",
            },
          ]),
      ...forecast.reasons.map(sentence),
    ],
  };
}

/** Where a deal stands, how long it has, what moves it most, and what to bear in mind: as much as a table can hold. */
function mainReasons({ reasons, cautions }: DealExplanation): readonly Reason[] {
  const kept = new Set(cautions.map(({ code }) => code));
  return reasons.filter(({ code }, i) => i < 3 || kept.has(code));
}

/** Opportunities were given, and none of them was seen in an open stage by the day of the brief. */
function nothingEntered({ histories, asOf, pipeline, sources }: Book): Section {
  const later = sources.get("stages")?.later ?? 0;
  const names = pipeline.stages.filter(({ category }) => category === "open").map(({ id }) => id);
  const why =
    later > 0
      ? say(
          "{0} of the stage file {1} dated later; is --as-of right?",
          "阶段文件中有 {0}日期更晚；--as-of 是否正确？",
          counted(later, "row", "行"),
          later === 1 ? "is" : "are",
        )
      : say(
          "the stage file shows only how deals ended, not when they entered {0}.",
          "阶段文件只记录了商机的结局，没有记录何时进入 {0}。",
          names.join(", "),
        );
  return {
    id: "funnel",
    title: { en: "What the funnel will bring", zh: "漏斗将带来什么" },
    finding: say(
      "None of the {0} had entered an open stage by {1}: {2}",
      "截至 {1}，{0}均未进入任何进行中的阶段：{2}",
      counted(histories.length, "opportunity", "个商机", "opportunities"),
      asOf,
      why,
    ),
    figures: [],
    pictures: [],
    tables: [],
    notes: [],
    empty: true,
  };
}
