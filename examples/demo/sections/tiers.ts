import {
  assignTierColumn,
  type ConcentrationFigure,
  describe,
  fitTiers,
  formatNumber,
  formatShare,
  type Interval,
  type Label,
  labelOf,
  lorenzChart,
  measureConcentration,
  pyramidChart,
  type Reason,
  summarizeTiers,
} from "clientele";
import type { Figure, Section } from "../../page/document.ts";
import { amount, bothLanguages, customersOf, numberInterval, say, sentence, shareInterval } from "../../page/words.ts";
import type { Book, BookCustomer } from "../book.ts";

export const tierLabel = (id: string): Label => ({ en: labelOf("tier", id, "en"), zh: labelOf("tier", id, "zh") });

const value = (customer: BookCustomer): number => customer.value;

/** Tier of every customer by the customer pyramid. */
export function tiersOf({ customers }: Book): ReadonlyMap<string, string> {
  if (customers.length === 0) return new Map();
  const model = fitTiers(customers, { value });
  const tiers = assignTierColumn(model, customers.map(value));
  return new Map(customers.map(({ id }, i) => [id, model.tiers[tiers[i] as number]?.id ?? ""]));
}

/** Who belongs to which tier, and how much hangs on how few. */
export function tierSection({ customers }: Book): Section {
  const model = fitTiers(customers, { value });
  const summary = summarizeTiers(model, customers, { value });
  const concentration = measureConcentration(customers, { value });
  const { gini, customersFor80, topShares, eightyTwenty, notes } = concentration;
  const fifth = topShares.find(({ topShare }) => topShare === 0.2);
  return {
    id: "tiers",
    title: { en: "Who is worth what", zh: "谁值多少" },
    finding: sentence(eightyTwenty),
    figures: [
      {
        label: { en: "Book", zh: "客户总值" },
        value: amount(summary.total),
        basis: say("{0}, one year", "{0}，一年", customersOf(summary.customers)),
      },
      ...(fifth === undefined
        ? []
        : [
            figure(
              { en: "Brought by the best 20%", zh: "前 20% 客户的贡献" },
              fifth.valueShare,
              formatShare,
              shareInterval,
            ),
          ]),
      figure(
        { en: "Customers who bring 80%", zh: "贡献 80% 价值的客户占比" },
        customersFor80,
        formatShare,
        shareInterval,
      ),
      figure(
        { en: "Gini coefficient", zh: "基尼系数" },
        gini,
        (x) => formatNumber(x, 3),
        (x) => numberInterval(x, 3),
      ),
    ],
    pictures: [
      {
        caption: {
          en: "Share of customers beside share of value. Equal values share a tier, so the real shares may differ from 1/4/15/80%.",
          zh: "客户占比与价值占比对照。相同价值归入同一层级，因此实际占比可能与 1/4/15/80% 略有差异。",
        },
        chart: (locale) => pyramidChart(summary, { locale }),
      },
      {
        caption: {
          en: "Customers from the best down, and the share of value they bring; the diagonal is a book of equals.",
          zh: "客户由高到低累计，及其带来的价值占比；对角线表示完全均等。",
        },
        chart: (locale) => lorenzChart(concentration, { locale }),
      },
    ],
    tables: [
      {
        caption: { en: "The pyramid", zh: "客户金字塔" },
        header: [
          { en: "Tier", zh: "层级" },
          { en: "Customers", zh: "客户数" },
          { en: "Share", zh: "占比" },
          { en: "Value", zh: "价值" },
          { en: "Share of value", zh: "价值占比" },
          { en: "Begins at", zh: "起点" },
          { en: "Mean", zh: "均值" },
        ],
        rows: summary.rows.map((row, i) => {
          const cut = model.cuts[i];
          return [
            tierLabel(row.id),
            formatNumber(row.customers),
            formatShare(row.share),
            amount(row.value),
            row.valueShare === undefined ? "–" : formatShare(row.valueShare),
            cut === undefined ? "–" : amount(cut),
            row.mean === undefined ? "–" : amount(row.mean),
          ];
        }),
      },
    ],
    notes: [...model.fittedOn.notes, ...notes].map(sentence),
  };
}

function figure(
  label: Label,
  measured: ConcentrationFigure | { readonly abstained: Reason },
  format: (x: number) => string,
  range: (interval: Interval) => string,
): Figure {
  if ("abstained" in measured) {
    return { label, value: "–", basis: bothLanguages((locale) => describe(measured.abstained, locale)) };
  }
  const { value: at, interval, withoutInterval, n } = measured;
  const basis =
    interval !== undefined
      ? say("95% interval {0}, {1}", "95% 区间 {0}，{1}", range(interval), customersOf(n))
      : bothLanguages((locale) => (withoutInterval === undefined ? "" : describe(withoutInterval, locale)));
  return { label, value: format(at), basis };
}
