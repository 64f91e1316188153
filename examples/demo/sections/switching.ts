import {
  type Abstention,
  defaultSwitchingModel,
  describe,
  formatNumber,
  formatShare,
  type Label,
  labelOf,
  type SwitchingScore,
  type SwitchingSummary,
  scoreSwitchingCosts,
  summarizeSwitching,
  switchingBookChart,
} from "clientele";
import type { Section } from "../../page/document.ts";
import { amount, bothLanguages, customersOf, numberInterval, say } from "../../page/words.ts";
import type { Book } from "../book.ts";
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
  const { accounts, asOf, customers, pointsLeftOut } = book;
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
    finding: finding(summary, free?.n ?? 0),
    figures: [
      {
        label: { en: "Mean switching index", zh: "平均转移成本指数" },
        value: "value" in summary.meanIndex ? formatNumber(summary.meanIndex.value, 1) : "–",
        basis:
          "value" in summary.meanIndex
            ? say(
                "0–100; 95% interval {0}, {1}",
                "0–100；95% 区间 {0}，{1}",
                numberInterval(summary.meanIndex.interval),
                customersOf(summary.meanIndex.n),
              )
            : abstention(summary.meanIndex),
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
        caption: say(
          "The most valuable {0}",
          "价值最高的 {0}",
          best.length === 1 ? { en: "customer", zh: "1 位客户" } : customersOf(best.length),
        ),
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
        en: "Contracts, balances, points and levers are as the file has them, whatever the day of the brief.",
        zh: "合同、余额、积分与各方法的证据均按文件原样采用，与简报日无关。",
      },
      ...(pointsLeftOut > 0
        ? [
            say(
              "The points of {0} are left out: nothing says what one is worth (--point-value X).",
              "{0}的积分未计入：没有说明每分价值（--point-value X）。",
              customersOf(pointsLeftOut),
            ),
          ]
        : []),
      {
        en: "Missing evidence lowers the coverage, never the index; the range shows where the index could lie.",
        zh: "缺少的证据只降低覆盖率，不会降低指数；范围表示指数可能的高低。",
      },
    ],
  };
}

function abstention({ abstained }: Abstention): Label {
  return bothLanguages((locale) => describe(abstained, locale));
}

function finding({ money, scored, meanIndex }: SwitchingSummary, free: number): Label {
  const held =
    "abstained" in meanIndex
      ? say("No switching index can be named: {0}.", "无法给出转移成本指数：{0}。", abstention(meanIndex))
      : say(
          "{0} of {1} {2} free to go: little holds them.",
          "在已评分的 {1}中，{0} 位几乎没有转移成本，随时可以离开。",
          free,
          {
            en: `${formatNumber(scored)} scored customer${scored === 1 ? "" : "s"}`,
            zh: `${formatNumber(scored)} 位客户`,
          },
          free === 1 ? "is" : "are",
        );
  const bound =
    money.customers > 0
      ? say(
          "{0} would lose money by leaving today, {1} in all.",
          "今天离开会有金钱损失的有 {0}，共计 {1}。",
          customersOf(money.customers),
          amount(money.total),
        )
      : {
          en: "Of contracts, balances and points nothing is known that would cost them money.",
          zh: "合同、预存与积分中没有已知的金钱损失。",
        };
  return say("{0} {1}", "{0}{1}", held, bound);
}
