import {
  assignLoyalty,
  fitLoyalty,
  formatNumber,
  type Label,
  type LoyaltyModel,
  labelOf,
  measureNps,
  quadrantChart,
  summarizeLoyalty,
} from "clientele";
import type { Section } from "../../page/document.ts";
import { amount, counted, customersOf, numberInterval, say, shareWithInterval } from "../../page/words.ts";
import type { Book, BookAnswer } from "../book.ts";

export const quadrantLabel = (id: string): Label => ({
  en: labelOf("quadrant", id, "en"),
  zh: labelOf("quadrant", id, "zh"),
});

function loyaltyModelOf({ answers, satisfactionScale, loyaltyScale, indifference }: Book): LoyaltyModel {
  return fitLoyalty(answers, { ...axes, satisfactionScale, loyaltyScale, indifference });
}

const axes = {
  satisfaction: (answer: BookAnswer): number => answer.satisfaction,
  loyalty: (answer: BookAnswer): number => answer.loyalty,
};

/** Quadrant of each customer who answered. */
export function quadrants(book: Book): ReadonlyMap<string, string> {
  if (book.answers.length === 0) return new Map();
  const model = loyaltyModelOf(book);
  return new Map(book.answers.map((answer) => [answer.customerId, assignLoyalty(model, answer)]));
}

/** Who is loyal, and who is only held. */
export function loyaltySection(book: Book): Section {
  const { answers, customers, recommend } = book;
  const worth = new Map(customers.map(({ id, value }) => [id, value]));
  const model = loyaltyModelOf(book);
  // the real sets are of different companies: there nobody who answered is in the list of customers
  const joined = answers.some((answer) => worth.has(answer.customerId));
  const value = (answer: BookAnswer): number => worth.get(answer.customerId) ?? 0;
  const summary = summarizeLoyalty(model, answers, joined ? { ...axes, value } : axes);
  const group = (id: string) => summary.groups.find((g) => g.quadrant === id) as (typeof summary.groups)[number];
  const [apostles, hostages] = [group("apostle"), group("hostage")];
  const nps = recommend.length > 0 ? measureNps(recommend) : undefined;
  return {
    id: "loyalty",
    title: { en: "Who is loyal, and who is only held", zh: "谁真忠诚，谁只是被留住" },
    finding: say(
      "{0} of the {1} who answered are loyal without being satisfied: hostages, who stay until something lets them go. {2} are satisfied and loyal.",
      "在答复的 {1}中，{0} 忠诚却不满意，属于囚禁者，一旦有机会就会离开；{2} 既满意又忠诚。",
      shareWithInterval(hostages.share),
      customersOf(answers.length),
      shareWithInterval(apostles.share),
    ),
    figures: [
      ...summary.groups.map((g) => ({
        label: quadrantLabel(g.quadrant),
        value: formatNumber(g.n),
        basis: say("{0} of those who answered, 95% interval", "占答复者 {0}，95% 区间", shareWithInterval(g.share)),
      })),
      ...(nps === undefined
        ? []
        : [
            {
              label: { en: "Net promoter score", zh: "净推荐值 (NPS)" },
              value: formatNumber(nps.value, 1),
              basis: say(
                "95% interval {0}; {1}, adjusted Wald",
                "95% 区间 {0}；{1}，调整 Wald 法",
                numberInterval(nps.interval),
                counted(nps.n, "answer", "份答复"),
              ),
            },
          ]),
    ],
    pictures: [
      {
        caption: say(
          "The latest answer of each customer. Satisfaction is high from {0} and low up to {1} on its scale of {2} to {3}; between lies the zone of indifference.",
          "每位客户的最新答复。满意度（{2}–{3} 分）{0} 分及以上为高，{1} 分及以下为低，两者之间为无差异区。",
          formatNumber(model.satisfaction.high, 1),
          formatNumber(model.satisfaction.low, 1),
          formatNumber(model.satisfaction.scale.min),
          formatNumber(model.satisfaction.scale.max),
        ),
        chart: (locale) => quadrantChart(summary, { locale }),
      },
    ],
    tables: [
      {
        caption: { en: "By quadrant", zh: "按象限" },
        header: [
          { en: "Quadrant", zh: "象限" },
          { en: "Customers", zh: "客户数" },
          { en: "Share (95% interval)", zh: "占比（95% 区间）" },
          { en: "Mean satisfaction", zh: "平均满意度" },
          { en: "Mean loyalty", zh: "平均忠诚度" },
          ...(joined ? [{ en: "Annual value", zh: "年价值" }] : []),
        ],
        rows: summary.groups.map((g) => [
          quadrantLabel(g.quadrant),
          formatNumber(g.n),
          shareWithInterval(g.share),
          formatNumber(g.meanSatisfaction ?? Number.NaN, 1),
          formatNumber(g.meanLoyalty ?? Number.NaN, 1),
          ...(g.value === undefined ? [] : [amount(g.value)]),
        ]),
      },
    ],
    notes: joined
      ? [
          say(
            "{0} of {1} answered; those who did not may differ from those who did.",
            "{1}中有 {0} 位答复；未答复者可能与答复者不同。",
            answers.length,
            customersOf(customers.length),
          ),
        ]
      : [],
  };
}
