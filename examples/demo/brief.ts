import type { Label } from "clientele";
import type { Book } from "./book.ts";
import type { Brief, Section } from "./document.ts";
import { campaignSection } from "./sections/campaigns.ts";
import { funnelSection } from "./sections/funnel.ts";
import { loyaltySection, quadrants } from "./sections/loyalty.ts";
import { switchingSection } from "./sections/switching.ts";
import { tierSection, tiersOf } from "./sections/tiers.ts";
import { say } from "./words.ts";

/** The five questions of the brief, each with its own section. A section without data says so. */
export function makeBrief(book: Book, progress: (step: string) => void): Brief {
  const { customers, answers, accounts, histories, campaigns, asOf } = book;
  const make = (id: string, title: Label, rows: number, needs: Label, build: () => Section): Section => {
    progress(title.en.toLowerCase());
    return rows > 0 ? build() : absent(id, title, needs);
  };
  const sections = [
    make("tiers", { en: "Who is worth what", zh: "谁值多少" }, customers.length, file("customers"), () =>
      tierSection(book),
    ),
    make(
      "loyalty",
      { en: "Who is loyal, and who is only held", zh: "谁真忠诚，谁只是被留住" },
      answers.length,
      file("satisfaction"),
      () => loyaltySection(book),
    ),
    make(
      "funnel",
      { en: "What the funnel will bring", zh: "漏斗将带来什么" },
      histories.length,
      file("opportunities, stages"),
      () => funnelSection(book),
    ),
    make(
      "switching",
      { en: "What holds each customer", zh: "什么留住了客户" },
      accounts.length,
      file("customers, switching"),
      () => switchingSection(book, tiersOf(book), quadrants(book)),
    ),
    make(
      "campaigns",
      { en: "What the campaigns returned", zh: "市场活动的回报" },
      campaigns.length + book.experiments.length,
      file("campaigns, links"),
      () => campaignSection(book),
    ),
  ];
  return {
    title: book.title,
    subtitle: say("As of {0}, UTC days", "截至 {0}（UTC 日期）", asOf),
    sections,
  };
}

function file(names: string): Label {
  return say("No rows were given. This section needs: {0}.", "没有数据。本节需要：{0}。", names);
}

function absent(id: string, title: Label, finding: Label): Section {
  return { id, title, finding, figures: [], pictures: [], tables: [], notes: [] };
}
