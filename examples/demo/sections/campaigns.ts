import {
  type CampaignRoiResult,
  compareCampaigns,
  describe,
  formatNumber,
  formatShare,
  type Label,
  type Lift,
  labelOf,
  measureCampaignRoi,
  measureLift,
  roiChart,
} from "clientele";
import type { Book } from "../book.ts";
import type { DataTable, Figure, Picture, Section } from "../document.ts";
import { amount, bothLanguages, numberWithInterval, say, sentence, shareWithInterval } from "../words.ts";

/** What the campaigns returned, by the books and by their control groups. */
export function campaignSection(book: Book): Section {
  const { campaigns, opportunities, links, asOf, marginRate, experiments } = book;
  const result =
    campaigns.length > 0 && links.length > 0
      ? measureCampaignRoi(campaigns, opportunities, links, { asOf, marginRate })
      : undefined;
  const lifts = experiments.flatMap(({ name, form, treated, control }) => {
    const lift = measureLift(treated, control);
    return "abstained" in lift ? [] : [{ name, form, lift }];
  });
  const proven = lifts.filter(({ lift }) => "value" in lift.absolute && lift.absolute.interval.lower > 0);
  const finding =
    result === undefined ? liftFinding(lifts.length, proven.length) : roiFinding(result, lifts.length, proven.length);
  return {
    id: "campaigns",
    title: { en: "What the campaigns returned", zh: "市场活动的回报" },
    finding,
    figures: result === undefined ? [] : roiFigures(result),
    pictures: result === undefined ? [] : pictures(result, book),
    tables: [...(result === undefined ? [] : [comparisonTable(book)]), ...(lifts.length > 0 ? [liftTable(lifts)] : [])],
    notes: [
      ...(result === undefined
        ? []
        : [
            ...result.totals.cautions.map(sentence),
            say(
              "Return counts contribution at a margin of {0} of the contract amount; credit shared among campaigns says who took part, not who caused the sale.",
              "回报按合同金额 {0} 的毛利计算；活动之间分摊的功劳只说明谁参与了，并不说明谁促成了销售。",
              formatShare(marginRate, 0),
            ),
          ]),
      {
        en: "Lift compares with customers who were left out on purpose: it is what would not have come anyway.",
        zh: "增量效果与有意不触达的对照组比较：即若不做活动就不会发生的部分。",
      },
    ],
  };
}

function roiFinding({ totals }: CampaignRoiResult, tested: number, proven: number): Label {
  const roi = "value" in totals.roi ? totals.roi : undefined;
  return say(
    "{0} campaigns cost {1} and took part in contracts that contribute {2}: a return of {3}. By their control groups, {4} of {5} did more than would have happened anyway.",
    "{0} 项活动花费 {1}，参与的合同贡献 {2}：投入产出比 {3}。与对照组相比，{5} 项中有 {4} 项确有增量效果。",
    totals.campaigns,
    amount(totals.cost),
    amount(totals.contribution),
    roi === undefined ? "–" : shareWithInterval(roi),
    proven,
    tested,
  );
}

function liftFinding(tested: number, proven: number): Label {
  return say(
    "By their control groups, {0} of {1} measured effects are more than would have happened anyway.",
    "与对照组相比，{1} 项测量中有 {0} 项确有增量效果。",
    proven,
    tested,
  );
}

function roiFigures({ totals, unlinked }: CampaignRoiResult): Figure[] {
  const per = (measured: typeof totals.costPerContract): Label | string =>
    "value" in measured ? amount(measured.value) : "–";
  return [
    {
      label: { en: "Real cost against plan", zh: "实际费用与计划" },
      value: totals.overrun === undefined ? "–" : amount(totals.overrun),
      basis: say("planned {0}; above zero is overspent", "计划 {0}；大于零为超支", amount(totals.plannedCost)),
    },
    {
      label: { en: "Campaigns : opportunities : contracts", zh: "活动 : 商机 : 合同" },
      value: `1 : ${formatNumber(totals.ratios.opportunitiesPerCampaign, 1)} : ${formatNumber(totals.ratios.contractsPerCampaign, 1)}`,
      basis: say("{0} campaigns, counted by credit", "{0} 项活动，按分摊计", totals.campaigns),
    },
    {
      label: { en: "Cost per contract", zh: "每份合同费用" },
      value: per(totals.costPerContract),
      basis: say("{0} contracts by credit", "按分摊 {0} 份合同", formatNumber(totals.contracts, 1)),
    },
    {
      label: { en: "Opportunities without a campaign", zh: "与活动无关的商机" },
      value: formatNumber(unlinked.ids.length),
      basis: say("{0} won, {1}", "赢单 {0}，{1}", unlinked.won, amount(unlinked.revenue)),
    },
  ];
}

function pictures(result: CampaignRoiResult, book: Book): Picture[] {
  const comparison = compareByForm(book);
  return [
    {
      caption: {
        en: "Return of each campaign with its interval; at the line the campaign paid for itself.",
        zh: "每项活动的投入产出比及区间；竖线处为收支平衡。",
      },
      chart: (locale) => roiChart(result, { locale }),
    },
    {
      caption: sentence(comparison.verdict),
      chart: (locale) => roiChart(comparison, { locale }),
    },
  ];
}

function compareByForm({ campaigns, opportunities, links, asOf, marginRate, seed }: Book) {
  return compareCampaigns(campaigns, opportunities, links, { by: "form", asOf, marginRate, seed });
}

function comparisonTable({ campaigns, opportunities, links, asOf, marginRate, seed }: Book): DataTable {
  const groupings = ["region", "form", "scale"] as const;
  const rows = groupings.flatMap((by) => {
    const { groups } = compareCampaigns(campaigns, opportunities, links, { by, asOf, marginRate, seed });
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
      { en: "Return (95 % interval)", zh: "投入产出比（95% 区间）" },
      { en: "Expected next time", zh: "预期下次" },
    ],
    rows,
  };
}

function liftTable(lifts: readonly { readonly name: string; readonly form: string; readonly lift: Lift }[]): DataTable {
  const format = (lift: Lift, value: number) => (lift.kind === "rate" ? formatShare(value, 2) : formatNumber(value, 2));
  return {
    caption: { en: "Measured against a control group", zh: "与对照组比较" },
    header: [
      { en: "Campaign", zh: "活动" },
      { en: "Form", zh: "形式" },
      { en: "Treated", zh: "实验组" },
      { en: "Control", zh: "对照组" },
      { en: "Difference (95 % interval)", zh: "差异（95% 区间）" },
      { en: "p", zh: "p 值" },
    ],
    rows: lifts.map(({ name, form, lift }) => [
      name,
      form,
      format(lift, lift.treated.value),
      format(lift, lift.control.value),
      !("value" in lift.absolute)
        ? bothLanguages((locale) => ("abstained" in lift.absolute ? describe(lift.absolute.abstained, locale) : ""))
        : lift.kind === "rate"
          ? shareWithInterval(lift.absolute, 2)
          : numberWithInterval(lift.absolute, 2),
      "value" in lift.absolute ? pValue(lift.absolute.pValue) : "–",
    ]),
  };
}

function pValue(p: number): string {
  return p < 0.0001 ? "< 0.0001" : formatNumber(p, 4);
}
