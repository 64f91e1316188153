import { describe, formatShare, type Label, npvFanChart, strategyFrontierChart, tornadoChart } from "clientele";
import type { Figure, Picture, Section } from "../../page/document.ts";
import { amount, bothLanguages, say } from "../../page/words.ts";
import type { Book } from "../book.ts";
import { named, type Strategies, strategiesOf } from "../strategies.ts";
import { assumptionNotes, reasonNotes } from "./strategy-notes.ts";
import { assumptionTable, moveTable, nameOf, strategyTable } from "./strategy-tables.ts";

const TITLE: Label = { en: "What could be done, and what it is worth", zh: "可选策略及其价值" };

/** What could be done with the book, which mix is worth most, and what would change that. */
export function strategySection(book: Book): Section {
  const known = strategiesOf(book);
  if (known === undefined) return nothing();
  return {
    id: "strategies",
    title: TITLE,
    finding: finding(known),
    figures: figures(known),
    pictures: pictures(known),
    tables: [strategyTable(known), assumptionTable(known), moveTable(known)],
    notes: [...reasonNotes(known), ...assumptionNotes(book, known)],
  };
}

function finding(known: Strategies): Label {
  const { why, found } = known;
  const best = found.outcomes.find(({ strategy }) => strategy === why.best);
  if (best === undefined || best.moves.length === 0) {
    return {
      en: "None of the strategies is expected to bring more than it costs: doing nothing is best.",
      zh: "没有任何策略的预期收益超过成本：不采取行动最佳。",
    };
  }
  return say(
    "{0} is worth most: {1} over doing nothing in {2} months (95% interval {3} to {4}), for {5}. It is best in {6} of the simulated futures, so {7}.",
    "{0}价值最高：{2} 个月内比不采取行动多 {1}（95% 区间 {3} 至 {4}），花费 {5}。在 {6} 的模拟中最优，{7}。",
    nameOf(why.best, known),
    amount(best.difference.value),
    found.horizonMonths,
    amount(best.difference.interval.lower),
    amount(best.difference.interval.upper),
    amount(best.spend.value),
    formatShare(why.chanceBest.value, 0),
    why.chanceBest.value >= 0.9
      ? { en: "the choice is clear", zh: "选择明确" }
      : {
          en: `the choice is open: ${nameOf(why.second, known).en.toLowerCase()} comes next`,
          zh: `因此选择尚未定论：次优为${nameOf(why.second, known).zh}`,
        },
  );
}

function figures(known: Strategies): Figure[] {
  const { why, plan, budget, found } = known;
  return [
    {
      label: { en: "Lead of the best over the second", zh: "最优相对次优的领先额" },
      value: amount(why.lead.value),
      basis: say(
        "95% interval {0} to {1}, {2} draws",
        "95% 区间 {0} 至 {1}，{2} 次抽样",
        amount(why.lead.interval.lower),
        amount(why.lead.interval.upper),
        found.draws,
      ),
    },
    {
      label: { en: "Best plan within the budget", zh: "预算内的最佳方案" },
      value: "moves" in plan ? amount(plan.fresh.value) : "–",
      basis:
        "moves" in plan
          ? say("{0}; costs {1} of {2}", "{0}；花费 {1}，预算 {2}", planned(known), amount(plan.spend), amount(budget))
          : bothLanguages((locale) => ("abstained" in plan ? describe(plan.abstained, locale) : "")),
    },
    {
      label: { en: "Worth of knowing everything", zh: "完全信息的价值" },
      value: amount(why.perfectInformation.value),
      basis: { en: "at most, before choosing", zh: "决策前最多值这么多" },
    },
  ];
}

/** The moves of the plan, in words. */
function planned(known: Strategies): Label {
  const { plan } = known;
  const names = "moves" in plan ? plan.moves.filter(({ chosen }) => chosen).map(({ move }) => nameOf(move, known)) : [];
  if (names.length === 0) return nameOf("nothing", known);
  return { en: names.map(({ en }) => en).join(" + "), zh: names.map(({ zh }) => zh).join("+") };
}

function pictures(known: Strategies): Picture[] {
  const { found, why, frontier, budget } = known;
  return [
    {
      caption: say(
        "What each mix brings over doing nothing, month by month, with its 95% band.",
        "各组合相对不采取行动的逐月累计收益及 95% 区间。",
      ),
      chart: (locale) => npvFanChart(named(found, known, locale), { locale }),
    },
    {
      caption: {
        en: "What would change the answer: each assumption at its 10% and 90% point, all else at its mean.",
        zh: "什么会改变答案：每项假设取其 10% 与 90% 分位点，其余取均值。",
      },
      chart: (locale) => tornadoChart(named(why, known, locale), { locale }),
    },
    {
      caption: say(
        "Worth against risk and spend; the budget is {0}.",
        "价值与风险、花费的关系；预算为 {0}。",
        amount(budget),
      ),
      chart: (locale) => strategyFrontierChart(named(frontier, known, locale), { locale }),
    },
  ];
}

function nothing(): Section {
  return {
    id: "strategies",
    title: TITLE,
    finding: {
      en: "No move would touch anybody: strategies need customers of positive value in the larger tiers, and who is loyal (--satisfaction FILE) or held (--switching FILE).",
      zh: "没有任何举措能触及客户：策略需要较高层级中价值为正的客户，以及忠诚情况（--satisfaction FILE）或转移成本证据（--switching FILE）。",
    },
    figures: [],
    pictures: [],
    tables: [],
    notes: [],
    empty: true,
  };
}
