import { describe, expect, test } from "vitest";
import { compareCampaigns, measureCampaignRoi, roiChart } from "../../src/campaign/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { simulatedBook, small } from "./sample.ts";

const book = simulatedBook(
  11,
  {
    "North-East": { campaigns: 8, multiple: 2.2 },
    "Pearl River": { campaigns: 8, multiple: 1.3 },
    West: { campaigns: 8, multiple: 0.6 },
  },
  { campaignSigma: 0.2 },
);
const forms = ["seminar", "exhibition", "dinner", "mailing"];
const zhForms = ["研讨会", "展会", "答谢晚宴", "直邮"];
const named = book.campaigns.map((campaign, i) => ({
  ...campaign,
  form: forms[i % 4] ?? "",
  name: `${campaign.region} ${forms[i % 4]} ${campaign.id.slice(-2)}`,
}));
const zh = named.map((campaign, i) => ({
  ...campaign,
  region: ["华北", "华南", "西部"][Math.floor(i / 8)] ?? "",
  form: zhForms[i % 4] ?? "",
  name: `${["华北", "华南", "西部"][Math.floor(i / 8)]}${zhForms[i % 4]}第 ${campaign.id.slice(-2)} 场`,
}));
const options = { asOf: "2026-06-30", marginRate: 1 } as const;
const roi = (campaigns: typeof named) => measureCampaignRoi(campaigns, book.opportunities, book.links, options);
const compare = (campaigns: typeof named, by: "region" | "form" | "scale") =>
  compareCampaigns(campaigns, book.opportunities, book.links, { ...options, by });

interface Spec {
  readonly data: { readonly values: readonly Record<string, unknown>[] };
  readonly title: { readonly text: string; readonly subtitle: string };
}
const spec = (chart: unknown) => chart as Spec;

test.each([
  ["campaign-roi-en", () => roiChart(roi(named))],
  ["campaign-roi-zh", () => roiChart(roi(zh), { locale: "zh" })],
  ["campaign-by-region-en", () => roiChart(compare(named, "region"))],
  ["campaign-by-scale-zh", () => roiChart(compare(zh, "scale"), { locale: "zh" })],
  ["campaign-by-form-zh", () => roiChart(compare(zh, "form"), { locale: "zh", width: 420, height: 160 })],
  [
    "campaign-roi-small",
    () => roiChart(measureCampaignRoi(small.campaigns, small.opportunities, small.links, options)),
  ],
] as const)("%s is a valid chart and draws without a warning", async (name, draw) => {
  const chart = draw();
  expectValidChart(chart);
  const svg = await writePicture(chart, name);
  for (const row of spec(chart).data.values) expect(svg).toContain(String(row["label"]));
});

describe("what the chart shows", () => {
  test("every campaign with a cost, best return first", () => {
    const { values } = spec(roiChart(roi(named))).data;
    expect(values).toHaveLength(24);
    const returns = values.map((row) => row["roi"] as number);
    expect(returns).toEqual([...returns].sort((a, b) => b - a));
  });

  test("campaigns without cost are counted in the subtitle, and names that repeat are told apart", () => {
    const campaigns = [
      { id: "a", name: "Spring dinner", region: "E", form: "dinner", start: "2026-01-01", plannedCost: 5 },
      { id: "b", name: "Spring dinner", region: "W", form: "dinner", start: "2026-01-01", plannedCost: 5 },
      { id: "c", region: "W", form: "dinner", start: "2026-01-01", plannedCost: 0 },
    ];
    const { data, title } = spec(roiChart(measureCampaignRoi(campaigns, [], [], options)));
    expect(data.values.map((row) => row["label"])).toEqual(["Spring dinner · a", "Spring dinner · b"]);
    expect(title.subtitle).toBe("As of 2026-06-30; without cost or not begun: 1");
  });

  test("groups carry their expectation after shrinkage", () => {
    const { values } = spec(roiChart(compare(named, "region"))).data;
    expect(values.every((row) => typeof row["expected"] === "number")).toBe(true);
  });
});
