import {
  defaultSwitchingModel,
  formatNumber,
  formatShare,
  type Label,
  labelOf,
  type SwitchingScore,
  scoreSwitchingCosts,
  summarizeSwitching,
  switchingBookChart,
} from "clientele";
import type { Book } from "../book.ts";
import type { Section } from "../document.ts";
import { amount, numberWithInterval, say } from "../words.ts";
import { quadrantLabel } from "./loyalty.ts";
import { tierLabel } from "./tiers.ts";

const leverLabel = (id: string): Label => ({ en: labelOf("lever", id, "en"), zh: labelOf("lever", id, "zh") });

/** How many key accounts the page shows one by one. */
const SHOWN = 25;

export function switchingScores({ accounts, asOf }: Book): ReadonlyMap<string, SwitchingScore> {
  return new Map(
    accounts.map((account) => [account.id, scoreSwitchingCosts(account, defaultSwitchingModel, { asOf })]),
  );
}

/** What holds each customer, in points and in money. */
export function switchingSection(
  book: Book,
  tierOf: ReadonlyMap<string, string>,
  quadrantOf: ReadonlyMap<string, string>,
): Section {
  const { accounts, asOf, customers } = book;
  const worth = new Map(customers.map(({ id, value }) => [id, Math.max(0, value)]));
  const summary = summarizeSwitching(accounts, defaultSwitchingModel, { asOf, value: ({ id }) => worth.get(id) });
  const scores = switchingScores(book);
  const best = [...customers].sort((a, b) => b.value - a.value || (a.id < b.id ? -1 : 1)).slice(0, SHOWN);
  const free = summary.bands.find(({ band }) => band === "free");
  const list = (ids: readonly string[]): Label => ({
    en: ids.map((id) => leverLabel(id).en).join(", ") || "–",
    zh: ids.map((id) => leverLabel(id).zh).join("、") || "–",
  });
  return {
    id: "switching",
    title: { en: "What holds each customer", zh: "什么留住了客户" },
    finding:
      summary.money.customers > 0
        ? say(
            "{0} of {1} scored customers are free to go: little holds them. {3} customers would lose money by leaving today, {2} in all.",
            "在已评分的 {1} 位客户中，{0} 位几乎没有转移成本，随时可以离开。今天离开会有金钱损失的客户为 {3} 位，共计 {2}。",
            free?.n ?? 0,
            summary.scored,
            amount(summary.money.total),
            summary.money.customers,
          )
        : say(
            "{0} of {1} scored customers are free to go: little holds them. Of contracts, balances and points nothing is known.",
            "在已评分的 {1} 位客户中，{0} 位几乎没有转移成本，随时可以离开。合同、预存与积分的金额未知。",
            free?.n ?? 0,
            summary.scored,
          ),
    figures: [
      {
        label: { en: "Mean switching index", zh: "平均转移成本指数" },
        value: "value" in summary.meanIndex ? formatNumber(summary.meanIndex.value, 1) : "–",
        basis:
          "value" in summary.meanIndex
            ? say(
                "0–100; 95 % interval {0}, {1} customers",
                "0–100；95% 区间 {0}，{1} 位客户",
                numberWithInterval(summary.meanIndex).replace(/^[^(]*\((.*)\)$/, "$1"),
                summary.meanIndex.n,
              )
            : { en: "no lever is answered", zh: "没有任何方法有证据" },
      },
      {
        label: { en: "Evidence known", zh: "证据覆盖率" },
        value: formatShare(summary.meanCoverage ?? 0),
        basis: { en: "mean share of the weight that is answered", zh: "已回答权重的平均占比" },
      },
      {
        label: { en: "Money that binds", zh: "有约束力的金额" },
        value: amount(summary.money.total),
        basis: say(
          "contracts {0}, prepaid {1}, points {2}",
          "合同 {0}，预存 {1}，积分 {2}",
          amount(summary.money.byKind.contract_remainder),
          amount(summary.money.byKind.prepaid_balance),
          amount(summary.money.byKind.points),
        ),
      },
    ],
    pictures: [
      {
        caption: {
          en: "The index of each customer, 0 (nothing holds) to 100 (every lever at work). The weights are stated, not learned.",
          zh: "每位客户的指数，0（毫无约束）至 100（所有方法都起作用）。权重为设定值，并非从数据学得。",
        },
        chart: (locale) => switchingBookChart(summary, { locale }),
      },
    ],
    tables: [
      {
        caption: say("The {0} most valuable customers", "价值最高的 {0} 位客户", best.length),
        pageOnly: true,
        header: [
          { en: "Customer", zh: "客户" },
          { en: "Tier", zh: "层级" },
          { en: "Quadrant", zh: "象限" },
          { en: "Annual value", zh: "年价值" },
          { en: "Index", zh: "指数" },
          { en: "Possible range", zh: "可能范围" },
          { en: "Money held", zh: "约束金额" },
          { en: "Would raise it most", zh: "最能提高的方法" },
        ],
        rows: best.map(({ id, name, value }) => {
          const score = scores.get(id);
          return [
            name,
            tierLabel(tierOf.get(id) ?? "–"),
            quadrantOf.has(id) ? quadrantLabel(quadrantOf.get(id) as string) : { en: "no answer", zh: "未答复" },
            amount(value),
            formatNumber(score?.index ?? Number.NaN, 0),
            score === undefined ? "–" : score.indexRange.map((x) => formatNumber(x, 0)).join("–"),
            score === undefined ? "–" : amount(score.money.total),
            list((score?.raise ?? []).slice(0, 2).map(({ lever }) => lever)),
          ];
        }),
      },
      {
        caption: { en: "Worth much and free to go", zh: "价值高却无约束的客户" },
        header: [
          { en: "Customer", zh: "客户" },
          { en: "Annual value", zh: "年价值" },
          { en: "Index", zh: "指数" },
          { en: "Evidence known", zh: "证据覆盖率" },
        ],
        rows: summary.free.map(({ id, value, index, coverage }) => [
          customers.find((c) => c.id === id)?.name ?? id,
          value === undefined ? "–" : amount(value),
          formatNumber(index, 0),
          formatShare(coverage, 0),
        ]),
      },
    ],
    notes: [
      {
        en: "Missing evidence lowers the coverage, never the index; the range shows where the index could lie.",
        zh: "缺少的证据只降低覆盖率，不会降低指数；范围表示指数可能的高低。",
      },
    ],
  };
}
