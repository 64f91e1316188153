import { expect, test } from "vitest";
import { isClienteleError } from "../../src/core/errors.ts";
import { describe as wordsOf } from "../../src/core/reasons.ts";
import { pipelineDealSchema } from "../../src/funnel/change/schema.ts";
import {
  compareForecasts,
  comparePipeline,
  type ForecastedDeal,
  fitFunnel,
  forecastFunnel,
  type OpportunityEvent,
  type PipelineDeal,
  snapshotAt,
  standardPipeline,
  toPipelineDeals,
  waterfallChart,
} from "../../src/funnel/index.ts";
import { wilsonInterval } from "../../src/math/proportion.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { makeBook } from "./books.ts";

const open = (dealId: string, amountMinor: number, more: Partial<PipelineDeal> = {}): PipelineDeal => ({
  dealId,
  stage: "bid",
  category: "open",
  amountMinor,
  owner: "Ann",
  ...more,
});
const won = { stage: "contract", category: "won" } as const;
const lost = { stage: "lost", category: "lost" } as const;
const held = { category: "suspended" } as const;
const amounts = (change: { flows: readonly { flow: string; amountMinor: number }[] }): Record<string, number> =>
  Object.fromEntries(change.flows.map(({ flow, amountMinor }) => [flow, amountMinor]));

test("every way in and out of the pipeline has its own flow", () => {
  const before = [
    open("won", 100),
    open("lost", 200),
    open("held", 300),
    open("gone", 400),
    open("up", 500),
    open("down", 600),
    open("back", 70, lost),
    open("resumed", 80, held),
    open("same", 1),
  ];
  const after = [
    open("won", 90, won),
    open("lost", 200, lost),
    open("held", 300, held),
    open("up", 550),
    open("down", 500),
    open("back", 70),
    open("resumed", 80),
    open("new", 10),
    open("quick", 20, won),
    open("same", 1),
  ];
  const change = comparePipeline(before, after, { pipeline: standardPipeline });
  expect(amounts(change)).toEqual({
    created: 30,
    reopened: 70,
    resumed: 80,
    amount_up: 50,
    amount_down: -110,
    suspended: -300,
    won: -110,
    lost: -200,
    removed: -400,
  });
  expect(change.flows.find(({ flow }) => flow === "won")?.dealIds).toEqual(["quick", "won"]);
  expect([change.openingMinor, change.closingMinor]).toEqual([2101, 1211]);
  expect(change.reasons.map((reason) => reason.code)).toEqual(["change_removed_deals"]);
  for (const locale of ["en", "zh"] as const)
    for (const reason of change.reasons) expect(wordsOf(reason, locale)).toMatch(/1/);
});

test("inside a window deals come and go with their promised date, and a deal won early is pulled in and won", () => {
  const window = { from: "2026-04-01", to: "2026-06-30" };
  const due = (day: string) => ({ expectedClose: day });
  const before = [
    open("push", 100, due("2026-05-01")),
    open("undate", 110, due("2026-05-01")),
    open("ahead", 120, due("2026-06-01")),
    open("pull", 130, due("2026-08-01")),
    open("slip", 140, due("2026-03-01")),
    open("early", 150, due("2026-09-01")),
    open("last", 160, due("2026-06-30")),
    open("never", 170),
  ];
  const after = [
    open("push", 100, due("2026-07-01")),
    open("undate", 110),
    open("ahead", 120, due("2026-03-31")),
    open("pull", 130, due("2026-06-30T23:59")),
    open("slip", 140, due("2026-04-01")),
    open("early", 150, { ...won, ...due("2026-09-01"), closed: "2026-05-05" }),
    open("last", 160, due("2026-06-30")),
    open("never", 170),
  ];
  const change = comparePipeline(before, after, { window });
  expect(amounts(change)).toEqual({
    pulled_in: 280,
    slipped_in: 140,
    pushed_out: -210,
    pulled_ahead: -120,
    won: -150,
  });
  expect(change.openingDeals).toBe(4);
  expect(change.reasons).toContainEqual({ code: "change_undated_deals", params: { n: 3 } });
  // two of the four due were put off, one of them to a new date 61 days later
  expect(change.slippage).toMatchObject({ due: 4, slipped: 2, dueMinor: 490, slippedMinor: 210 });
  if ("abstained" in change.slippage) throw new Error("there is slippage");
  expect(change.slippage.byCount.interval).toEqual(wilsonInterval(2, 4));
  expect(change.slippage.pushDays).toEqual({ abstained: { code: "too_few_rows", params: { n: 1, needed: 2 } } });
});

test("without a window a later date is slippage, and equal amounts count as the deals do", () => {
  const before = [10, 20, 30, 40].map((day) => open(`d${day}`, 500, { expectedClose: day * 86_400_000 }));
  const after = before.map((deal, i) => ({
    ...deal,
    expectedClose: ([40, 60][i] ?? (i + 1) * 10) * 86_400_000,
  }));
  const { slippage } = comparePipeline(before, after);
  if ("abstained" in slippage) throw new Error("there is slippage");
  expect(slippage.byCount.value).toBe(0.5);
  expect(slippage.byAmount).toMatchObject({ value: 0.5 });
  if ("abstained" in slippage.byAmount || "abstained" in slippage.pushDays) throw new Error("there is slippage");
  expect(slippage.byAmount.interval.lower).toBeCloseTo(slippage.byCount.interval.lower, 12);
  // pushes of 30 and 40 days: mean 35, half width t(0.975, 1) · 5 = 12.7062 · 5
  expect(slippage.pushDays.value).toBe(35);
  expect(slippage.pushDays.interval.upper).toBeCloseTo(35 + 63.531, 3);
  expect(comparePipeline([open("a", 1)], []).slippage).toEqual({
    abstained: { code: "change_nothing_due", params: { n: 1 } },
  });
});

test("a deal that changed hands and stage before it was won is won by its last owner from its last open stage", () => {
  const change = comparePipeline(
    [open("a", 100, { stage: "prospect" })],
    [open("a", 100, { ...won, owner: "Bob", leftStage: "negotiation" })],
    { pipeline: standardPipeline },
  );
  expect(change.owners.map((part) => [part.owner, amounts(part)])).toEqual([
    ["Ann", { owner_out: -100 }],
    ["Bob", { owner_in: 100, won: -100 }],
  ]);
  expect(change.stages.map((part) => [part.stage, amounts(part)])).toEqual([
    ["prospect", { stage_out: -100 }],
    ["negotiation", { stage_in: 100, won: -100 }],
  ]);
});

test("a lost deal without an amount leaves with the amount it had, and ids such as __proto__ are ordinary ids", () => {
  const { amountMinor: _, ...bare } = open("__proto__", 0, { ...lost, owner: "__proto__" });
  const change = comparePipeline([open("__proto__", 700, { owner: "__proto__" })], [bare]);
  expect(amounts(change)).toEqual({ lost: -700 });
  expect(change.owners[0]?.owner).toBe("__proto__");
});

test("snapshots of an event log become the two lists", () => {
  const log: OpportunityEvent[] = [
    { type: "created", dealId: "a", at: "2026-01-01", stage: "bid", amountMinor: 100, owner: "Ann" },
    { type: "stage_moved", dealId: "a", at: "2026-02-02", stage: "negotiation" },
    { type: "won", dealId: "a", at: "2026-02-03", signedAmountMinor: 80 },
    { type: "created", dealId: "b", at: "2026-01-01", amountMinor: 50 },
    { type: "suspended", dealId: "b", at: "2026-01-15" },
  ];
  const on = (day: string) =>
    toPipelineDeals(snapshotAt(log, day, { pipelines: [standardPipeline] }), { pipeline: standardPipeline });
  const change = comparePipeline(on("2026-01-10"), on("2026-03-01"), { pipeline: standardPipeline });
  expect(amounts(change)).toEqual({ amount_down: -20, stage_in: 80, stage_out: -80, suspended: -50, won: -80 });
  const mixed = [...log, { type: "created", dealId: "c", at: 0, amountMinor: 1, currency: "USD" } as const];
  expect(() =>
    toPipelineDeals(snapshotAt(mixed, "2026-01-10", { pipelines: [standardPipeline] }), { pipeline: standardPipeline }),
  ).toThrow(/several currencies/);
});

const priced = (dealId: string, status: string, amount: number, expectedAmount = 0, stage = "bid"): ForecastedDeal => ({
  dealId,
  status: status as "open",
  stage,
  amount,
  expectedAmount,
});

test("a forecast's change is split by what happened to each deal", () => {
  const before = {
    deals: [
      priced("won", "open", 100, 40),
      priced("lost", "open", 100, 30),
      priced("moved", "open", 100, 20),
      priced("aged", "open", 100, 20),
      priced("dearer", "open", 100, 20),
      priced("gone", "open", 100, 5),
    ],
    newDeals: { expectedAmount: 60 },
  };
  const after = {
    deals: [
      priced("won", "won", 100),
      priced("lost", "lost", 100),
      priced("moved", "open", 100, 50, "negotiation"),
      priced("aged", "open", 100, 15),
      priced("dearer", "open", 150, 27),
      priced("new", "open", 100, 10),
    ],
    newDeals: { expectedAmount: 35 },
  };
  const change = compareForecasts(before, after, { minorPerUnit: 1 });
  const causes = {
    created: 10,
    won: 60,
    lost: -30,
    removed: -5,
    amount: 10,
    stage_moved: 30,
    aged: -8,
    new_deals: -25,
  };
  expect(amounts(change)).toEqual(causes);
  expect(change.openingMinor + 42).toBe(change.closingMinor);
  expect(change.reasons).toEqual([{ code: "forecast_model_not_apart", params: { n: 3 } }]);

  // the earlier model would have seen 45 in the deal that moved: five are the new model's
  const byEarlierModel = {
    deals: after.deals.map((deal) => (deal.dealId === "moved" ? { ...deal, expectedAmount: 45 } : deal)),
    newDeals: { expectedAmount: 40 },
  };
  const apart = compareForecasts(before, after, { minorPerUnit: 1, byEarlierModel });
  expect(amounts(apart)).toEqual({ ...causes, stage_moved: 25, new_deals: -20, model: 0 });
});

test("two forecasts of one quarter differ by exactly what their causes add up to", () => {
  const book = makeBook({ seed: 5, periods: 20, perPeriod: 30, shock: 0, horizonDays: 60 });
  const model = fitFunnel(book.histories, { pipeline: standardPipeline, asOf: book.asOf });
  const forecast = (asOf: number, horizonDays: number) =>
    forecastFunnel(model, book.histories, { asOf, horizonDays, seed: 1, draws: 200 });
  const before = forecast(book.asOf, 60);
  const after = forecast(book.asOf + 20 * 86_400_000, 40);
  const signed = new Map(book.histories.map((deal) => [deal.dealId, deal.signedAmount]));
  const change = compareForecasts(before, after, { signedAmount: (id) => signed.get(id) });
  expect(change.flows.reduce((total, { amountMinor }) => total + amountMinor, change.openingMinor)).toBe(
    change.closingMinor,
  );
  expect(change.flows.map(({ flow }) => flow)).toEqual(expect.arrayContaining(["won", "lost", "stage_moved", "aged"]));
  const standing = after.deals.reduce((total, deal) => total + deal.expectedAmount, after.newDeals.expectedAmount);
  const realised = after.deals
    .filter(({ status }) => status === "won")
    .reduce((total, { dealId, amount = 0 }) => total + (signed.get(dealId) ?? amount), 0);
  expect(change.closingMinor / 100).toBeCloseTo(standing + realised, -1);
});

test.each(["en", "zh"] as const)("a waterfall leads from opening to closing (%s)", async (locale) => {
  const window = { from: "2026-04-01", to: "2026-06-30" };
  const before = Array.from({ length: 60 }, (_, i) =>
    open(`d${i}`, 100_000 * (1 + (i % 7)), { expectedClose: i % 4 === 0 ? "2026-08-01" : "2026-05-15" }),
  );
  const after = [
    ...before.map((deal, i): PipelineDeal => {
      if (i % 9 === 1) return { ...deal, ...won };
      if (i % 9 === 2) return { ...deal, ...lost };
      if (i % 9 === 3) return { ...deal, expectedClose: "2026-07-10" };
      if (i % 9 === 4) return { ...deal, expectedClose: "2026-06-10", amountMinor: 2 * (deal.amountMinor as number) };
      return i % 9 === 5 ? { ...deal, amountMinor: 50_000 } : deal;
    }),
    ...[1, 2, 3].map((i) => open(`n${i}`, 900_000, { expectedClose: "2026-06-01" })),
  ];
  const change = comparePipeline(before, after, { window });
  const chart = waterfallChart(change, { locale });
  expectValidChart(chart);
  const svg = await writePicture(chart, `waterfall-${locale}`);
  expect(svg).toContain(locale === "zh" ? "推迟移出" : "Pushed out");
  expect(() => waterfallChart({ ...change, closingMinor: 1 })).toThrow(/closingMinor/);
  expectValidChart(waterfallChart(comparePipeline([], []), { locale }));
});

test("100,000 deals are compared to the unit", () => {
  const stages = ["prospect", "bid", "negotiation"];
  const list = (shift: number) =>
    Array.from({ length: 100_000 }, (_, i) =>
      open(`deal-${(i * 7919) % 100_003}`, (i * 31 + shift) % 100_000, {
        owner: `o${(i + (i % 10 === 0 ? shift : 0)) % 200}`,
        stage: stages[(i + (i % 3 === 0 ? shift : 0)) % 3] as string,
        expectedClose: `2026-0${1 + ((i + shift) % 9)}-15`,
      }),
    );
  const [before, after] = [list(0), list(1)];
  const change = comparePipeline(before, after, { window: { from: "2026-02-01", to: "2026-07-01" } });
  expect(change.openingDeals).toBeGreaterThan(50_000);
});

const refused = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (isClienteleError(error)) return error.code;
    throw error;
  }
  return "nothing";
};

test.each<[string, () => unknown]>([
  ["duplicate_id", () => comparePipeline([open("a", 1), open("a", 1)], [])],
  ["out_of_range", () => comparePipeline([open("a", 1.5)], [])],
  ["out_of_range", () => comparePipeline([open("a", -1)], [])],
  ["not_finite", () => comparePipeline([open("a", Number.NaN)], [])],
  ["out_of_range", () => comparePipeline([open("a", 2 ** 53 - 1), open("b", 1)], [])],
  ["unknown_id", () => comparePipeline([open("a", 1, { category: "dead" as "lost" })], [])],
  ["unknown_id", () => comparePipeline([open("a", 1, { stage: "?" })], [], { pipeline: standardPipeline })],
  ["empty_input", () => comparePipeline([open("", 1)], [])],
  ["invalid_date", () => comparePipeline([], [open("a", 1, { expectedClose: "soon" })])],
  ["inconsistent", () => comparePipeline([], [], { window: { from: "2026-02-02", to: "2026-02-01" } })],
  ["duplicate_id", () => compareForecasts({ deals: [priced("a", "open", 1), priced("a", "open", 1)] }, { deals: [] })],
  ["unknown_id", () => compareForecasts({ deals: [priced("a", "dead", 1)] }, { deals: [] })],
  ["out_of_range", () => compareForecasts({ deals: [] }, { deals: [] }, { minorPerUnit: 3 })],
  ["out_of_range", () => compareForecasts({ deals: [priced("a", "open", 1, -1)] }, { deals: [] })],
  ["out_of_range", () => compareForecasts({ deals: [priced("a", "won", 1e15)] }, { deals: [] })],
  [
    "unknown_id",
    () =>
      waterfallChart({
        openingMinor: 0,
        closingMinor: 0,
        flows: [{ flow: "?", amountMinor: 0, dealIds: [] }] as never,
      }),
  ],
  ["invalid_type", () => toPipelineDeals({ kind: "x" } as never, { pipeline: standardPipeline })],
])("bad input is refused with a code: %s", (code, act) => {
  expect(refused(act)).toBe(code);
});

test("a row from outside is checked before it is compared", () => {
  expect(pipelineDealSchema.safeParse(open("a", 1, { expectedClose: "2026-01-01" })).success).toBe(true);
  for (const row of [{ ...open("a", 1.5) }, { ...open("a", 1), expectedClose: "soon" }, { dealId: "a" }]) {
    expect(pipelineDealSchema.safeParse(row).success).toBe(false);
  }
});
