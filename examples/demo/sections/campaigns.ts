import {
  type CampaignGrouping,
  type CampaignRoiResult,
  compareCampaigns,
  describe,
  formatNumber,
  formatShare,
  type Label,
  labelOf,
  measureCampaignRoi,
  roiChart,
} from "clientele";
import type { DataTable, Figure, Picture, Section } from "../../page/document.ts";
import { amount, bothLanguages, counted, say, sentence, shareWithInterval } from "../../page/words.ts";
import type { Book } from "../book.ts";
import { isProven, liftFinding, liftsOf, liftTable, type MeasuredLift } from "./lifts.ts";

/** What the campaigns returned, by the books and by their control groups. */
export function campaignSection(book: Book): Section {
  const { campaigns, opportunities, links, asOf, marginRate, histories } = book;
  const lifts = liftsOf(book);
  const linked = links.length > 0;
  // without stage histories nobody knows what was won
  const outcomes = linked && histories.length > 0;
  const returns = outcomes && marginRate !== undefined;
  const result =
    campaigns.length > 0
      ? // a margin of one counts contracts; what it says of contribution is shown only where a margin was given
        measureCampaignRoi(campaigns, opportunities, links, { asOf, marginRate: marginRate ?? 1 })
      : undefined;
  const booked = result === undefined ? [] : [bookFinding(result, linked, outcomes, returns)];
  const tested = lifts.length > 0 ? [liftFinding(lifts)] : [];
  return {
    id: "campaigns",
    title: { en: "What the campaigns returned", zh: "市场活动的回报" },
    finding: joined([...booked, ...tested]),
    figures: result === undefined ? [] : roiFigures(result, linked, outcomes),
    pictures: result !== undefined && returns ? pictures(result, book, lifts) : [],
    tables: [...(returns ? [comparisonTable(book)] : []), ...(lifts.length > 0 ? [liftTable(lifts)] : [])],
    notes: [
      ...(result === undefined ? [] : missingNotes(book, result, linked, outcomes)),
      ...(lifts.length > 0 ? [LIFT_NOTE] : []),
    ],
  };
}

const LIFT_NOTE: Label = {
  en: "Lift compares with customers who were left out on purpose: it is what would not have come anyway. By chance alone 2.5% of campaigns without effect would show one.",
  zh: "增量效果与有意不触达的对照组比较：即若不做活动就不会发生的部分。即使活动毫无效果，也有 2.5% 会偶然显示增量。",
};

function joined(texts: readonly Label[]): Label {
  return { en: texts.map((text) => text.en).join(" "), zh: texts.map((text) => text.zh).join("") };
}

const campaignsOf = (n: number): Label => counted(n, "campaign", "项活动");

function bookFinding({ totals }: CampaignRoiResult, linked: boolean, outcomes: boolean, returns: boolean): Label {
  const { overrun, plannedCost } = totals;
  const against =
    overrun === undefined
      ? say("{1} planned at {0}", "计划费用 {0}", amount(plannedCost), totals.campaigns === 1 ? "is" : "are")
      : say(
          "cost {0}, {1} {2} plan",
          "花费 {0}，比计划{2} {1}",
          amount(totals.cost),
          amount(Math.abs(overrun)),
          overrun < 0 ? { en: "below", zh: "低" } : { en: "above", zh: "高" },
        );
  if (!linked) return say("{0} {1}.", "{0}{1}。", campaignsOf(totals.campaigns), against);
  const opportunities = counted(totals.opportunities, "opportunity", "个商机", "opportunities");
  if (!outcomes) {
    return say(
      "{0} {1} and had a part in {2}.",
      "{0}{1}，参与了 {2}。",
      campaignsOf(totals.campaigns),
      against,
      opportunities,
    );
  }
  if (!returns) {
    return say(
      "{0} {1} and had a part in {2} and {3} contracts, counted by credit.",
      "{0}{1}，按分摊参与了 {2}和 {3} 份合同。",
      campaignsOf(totals.campaigns),
      against,
      opportunities,
      formatNumber(totals.contracts, 1),
    );
  }
  const roi = "value" in totals.roi ? totals.roi : undefined;
  return say(
    "{0} cost {1} and took part in contracts that contribute {2}: {3}.",
    "{0}花费 {1}，参与的合同贡献 {2}：{3}。",
    campaignsOf(totals.campaigns),
    amount(totals.cost),
    amount(totals.contribution),
    roi !== undefined
      ? say("a return of {0}", "投入产出比 {0}", shareWithInterval(roi))
      : totals.realizedRoi !== undefined
        ? say(
            "a return of {0} by the books, on too few contracts for an interval",
            "账面投入产出比 {0}，合同太少，无法给出区间",
            formatShare(totals.realizedRoi),
          )
        : bothLanguages((locale) => ("abstained" in totals.roi ? describe(totals.roi.abstained, locale) : "")),
  );
}

/** What was not computed and what it would need. */
function missingNotes(book: Book, { totals }: CampaignRoiResult, linked: boolean, outcomes: boolean): Label[] {
  const { marginRate } = book;
  if (!linked) {
    return [
      {
        en: "No usable link says which opportunity a campaign had a part in (--links with --opportunities and --stages), so no return is named.",
        zh: "没有活动与商机的关联（需要 --links 以及 --opportunities 和 --stages），因此未给出回报。",
      },
    ];
  }
  if (!outcomes) {
    return [
      {
        en: "Without stage histories (--stages) nobody knows which opportunities were won, so neither contracts nor a return are named.",
        zh: "没有阶段历史（--stages），无法得知哪些商机赢单，因此未给出合同数与回报。",
      },
    ];
  }
  const cautions = totals.cautions.map(sentence);
  if (marginRate === undefined) {
    return [
      ...cautions,
      {
        en: "No return is named, for nothing says what is left of a contract's amount: add --margin RATE.",
        zh: "未给出回报：不知道合同金额中有多少毛利，请加上 --margin RATE。",
      },
    ];
  }
  return [
    ...cautions,
    say(
      "Return counts contribution at a margin of {0} of the contract amount; credit shared among campaigns says who took part, not who caused the sale.",
      "回报按合同金额 {0} 的毛利计算；活动之间分摊的功劳只说明谁参与了，并不说明谁促成了销售。",
      formatShare(marginRate, 0),
    ),
  ];
}

function roiFigures({ totals, unlinked }: CampaignRoiResult, linked: boolean, outcomes: boolean): Figure[] {
  const per = (measured: typeof totals.costPerContract): Label | string =>
    "value" in measured ? amount(measured.value) : "–";
  const cost: Figure = {
    label: { en: "Real cost against plan", zh: "实际费用与计划" },
    value: totals.overrun === undefined ? "–" : amount(totals.overrun),
    basis:
      totals.overrun === undefined
        ? say("planned {0}; no real cost is known", "计划 {0}；实际费用未知", amount(totals.plannedCost))
        : say("planned {0}; above zero is overspent", "计划 {0}；大于零为超支", amount(totals.plannedCost)),
  };
  if (!linked) return [cost];
  const perOpportunity: Figure = {
    label: { en: "Cost per opportunity", zh: "每个商机费用" },
    value: per(totals.costPerOpportunity),
    basis: say("{0} by credit", "按分摊 {0}", counted(totals.opportunities, "opportunity", "个商机", "opportunities")),
  };
  if (!outcomes) return [cost, perOpportunity];
  return [
    cost,
    {
      label: { en: "Campaigns : opportunities : contracts", zh: "活动 : 商机 : 合同" },
      value: `1 : ${formatNumber(totals.ratios.opportunitiesPerCampaign, 1)} : ${formatNumber(totals.ratios.contractsPerCampaign, 1)}`,
      basis: say("{0}, counted by credit", "{0}，按分摊计", campaignsOf(totals.campaigns)),
    },
    perOpportunity,
    {
      label: { en: "Cost per contract", zh: "每份合同费用" },
      value: per(totals.costPerContract),
      basis: say(
        "{0} {1} by credit",
        "按分摊 {0} 份合同",
        formatNumber(totals.contracts, 1),
        totals.contracts === 1 ? "contract" : "contracts",
      ),
    },
    {
      label: { en: "Opportunities without a campaign", zh: "与活动无关的商机" },
      value: formatNumber(unlinked.ids.length),
      basis: say("{0} won, {1}", "赢单 {0}，{1}", unlinked.won, amount(unlinked.revenue)),
    },
  ];
}

function pictures(result: CampaignRoiResult, book: Book, lifts: readonly MeasuredLift[]): Picture[] {
  const comparison = compare(book, "form");
  const best = [...comparison.groups].sort((a, b) => b.realizedRoi - a.realizedRoi)[0];
  const tested = lifts.filter(({ form }) => form === best?.id);
  const verdict = sentence(comparison.verdict);
  return [
    {
      caption: {
        en: "Return of each campaign with its interval; at the line the campaign paid for itself.",
        zh: "每项活动的投入产出比及区间；竖线处为收支平衡。",
      },
      chart: (locale) => roiChart(result, { locale }),
    },
    {
      caption:
        best === undefined || tested.length === 0
          ? verdict
          : say(
              "{0} Of the form that booked the highest return, {1}, {2} of {3} control groups {4} a lift.",
              "{0}账面回报最高的形式为 {1}，其 {3} 个对照组中有 {2} 个显示增量效果。",
              verdict,
              best.id,
              tested.filter(isProven).length,
              tested.length,
              tested.filter(isProven).length === 1 ? "shows" : "show",
            ),
      chart: (locale) => roiChart(comparison, { locale }),
    },
  ];
}

function compare({ campaigns, opportunities, links, asOf, marginRate = 1, seed }: Book, by: CampaignGrouping) {
  return compareCampaigns(campaigns, opportunities, links, { by, asOf, marginRate, seed });
}

function comparisonTable(book: Book): DataTable {
  const groupings = ["region", "form", "scale"] as const;
  const rows = groupings.flatMap((by) => {
    const { groups } = compare(book, by);
    return groups.map((group) => [
      bothLanguages((locale) => labelOf("campaignGrouping", by, locale)),
      by === "scale" ? bothLanguages((locale) => labelOf("spendingBand", group.id, locale)) : group.id,
      formatNumber(group.n),
      amount(group.cost),
      formatNumber(group.contracts, 1),
      "value" in group.roi ? shareWithInterval(group.roi) : formatShare(group.realizedRoi),
      group.shrunk === undefined ? "–" : formatShare(group.shrunk.value),
    ]);
  });
  return {
    caption: { en: "By region, form and scale of spending", zh: "按区域、形式与投入规模" },
    header: [
      { en: "By", zh: "维度" },
      { en: "Group", zh: "组别" },
      { en: "Campaigns", zh: "活动数" },
      { en: "Cost", zh: "费用" },
      { en: "Contracts", zh: "合同数" },
      { en: "Return (95% interval)", zh: "投入产出比（95% 区间）" },
      { en: "Expected next time", zh: "预期下次" },
    ],
    rows,
  };
}
