import { describe, expect, test } from "vitest";
import { campaignEventSchema } from "../../src/campaign/activity/schema.ts";
import {
  applyCampaignEvent,
  type CampaignActivity,
  type CampaignEvent,
  type CampaignEventResult,
  type CampaignLinePlan,
  campaignSnapshotAt,
  compareCampaigns,
  measureCampaignPlan,
  measureCampaignRoi,
  measureCampaignYield,
  replayCampaign,
  replayCampaigns,
  toCampaigns,
} from "../../src/campaign/index.ts";
import { describe as word } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/random.ts";

const base = { campaignId: "fair" };
const lines: readonly CampaignLinePlan[] = [
  { line: "stand", planned: 600, invited: 200, attended: 100, leads: 40, opportunities: 10, contracts: 3 },
  { line: "dinner", planned: 300, invited: 20, attended: 16, leads: 10, opportunities: 4, contracts: 2 },
];
const planned: CampaignEvent = {
  ...base,
  at: "2026-01-05",
  type: "planned",
  name: "Spring fair",
  region: "East",
  form: "exhibition",
  start: "2026-02-01",
  end: "2026-02-10",
  lines,
};
const on = (at: string, event: object) => ({ ...base, at, ...event }) as CampaignEvent;
const approved = [
  planned,
  on("2026-01-06", { type: "submitted" }),
  on("2026-01-07", { type: "approved", limit: 1000, by: "cy" }),
];
const running = [...approved, on("2026-02-01", { type: "started" })];

function replayed(events: readonly CampaignEvent[], rules = {}): CampaignActivity {
  const { state, refused } = replayCampaign(events, { rules });
  expect(refused).toEqual([]);
  return state as CampaignActivity;
}

function refusal(result: CampaignEventResult) {
  if (result.accepted) throw new Error("accepted");
  return {
    code: result.refusal.code,
    allowed: result.allowed,
    en: word(result.refusal),
    zh: word(result.refusal, "zh"),
  };
}

describe("the life of a campaign", () => {
  test("a draft is approved before it starts, unless it is below what needs approval", () => {
    const draft = replayed([planned]);
    const early = refusal(applyCampaignEvent(draft, on("2026-02-01", { type: "started" })));
    expect(early.code).toBe("campaign_event_unapproved");
    expect(early.allowed).toEqual(["submitted"]);
    expect(early.zh).toBe("“启动”须先审批：预算 900，已批准 0；可执行：“提交审批”");
    const small = applyCampaignEvent(draft, on("2026-02-01", { type: "started" }), { rules: { approvalAbove: 900 } });
    expect(small.accepted).toBe(true);
  });

  test("what is rejected goes back to the drafter with the reason, and may be handed in again", () => {
    const back = replayed([
      planned,
      on("2026-01-06", { type: "submitted" }),
      on("2026-01-07", { type: "rejected", reason: "too dear", by: "cy" }),
    ]);
    expect(back.standing).toBe("planned");
    expect(back.rejections).toEqual([{ at: Date.UTC(2026, 0, 7), by: "cy", reason: "too dear" }]);
    expect(applyCampaignEvent(back, on("2026-01-08", { type: "submitted" })).state?.standing).toBe("submitted");
  });

  test("an approval below the budget is refused with the least limit", () => {
    const submitted = replayed(approved.slice(0, 2));
    const low = refusal(applyCampaignEvent(submitted, on("2026-01-07", { type: "approved", limit: 899.99 })));
    expect(low.allowed).toEqual(["900"]);
  });

  test("a budget up to the limit changes at once; one above it waits for approval while the old one holds", () => {
    const within = replayed([
      ...running,
      on("2026-02-02", { type: "budget_changed", lines: [{ line: "bus", planned: 100 }] }),
    ]);
    expect(within.lines.map(({ line, planned: money }) => [line, money])).toEqual([
      ["stand", 600],
      ["dinner", 300],
      ["bus", 100],
    ]);
    const asked = replayed([
      ...running,
      on("2026-02-02", { type: "budget_changed", lines: [{ line: "bus", planned: 101 }], by: "ann" }),
    ]);
    expect(asked.lines).toHaveLength(2);
    expect(asked.request?.lines).toHaveLength(3);
    const given = applyCampaignEvent(asked, on("2026-02-03", { type: "approved", limit: 1001 })).state;
    expect(given?.lines).toHaveLength(3);
    expect(given?.standing).toBe("running");
    expect(given?.request).toBeUndefined();
    const dropped = applyCampaignEvent(asked, on("2026-02-03", { type: "rejected" })).state;
    expect(dropped?.lines).toHaveLength(2);
    expect(dropped?.standing).toBe("running");
  });

  test("without a budget that waits a running campaign has nothing to approve", () => {
    const result = refusal(applyCampaignEvent(replayed(running), on("2026-02-03", { type: "approved" })));
    expect(result.code).toBe("campaign_event_not_allowed");
    expect(result.allowed).not.toContain("approved");
    expect(result.zh).toMatch(/^活动当前为“进行中”，不能执行“审批通过”；可执行：“暂停”、“完成”/);
  });

  test("what would be refused for want of approval is not on offer", () => {
    const draft = replayed([planned]);
    const early = on("2026-01-06", { type: "completed" });
    const offered = refusal(applyCampaignEvent(draft, early)).allowed;
    expect(offered).toContain("submitted");
    expect(offered).not.toContain("started");
    expect(offered).not.toContain("cost_booked");
    const small = refusal(applyCampaignEvent(draft, early, { rules: { approvalAbove: 900 } })).allowed;
    expect(small).toEqual(expect.arrayContaining(["started", "cost_booked"]));
  });

  test("late bills and contracts still come in after the end, and a review gives a listed grade", () => {
    const rules = { grades: ["A", "B"], cancelReasons: ["venue"] };
    const done = replayed([...running, on("2026-02-10", { type: "completed" })], rules);
    const bill = applyCampaignEvent(
      done,
      on("2026-03-01", { type: "cost_booked", recordId: "b1", line: "stand", amount: 610 }),
    );
    expect(bill.accepted).toBe(true);
    const graded = refusal(applyCampaignEvent(done, on("2026-03-02", { type: "reviewed", grade: "C" }), { rules }));
    expect(graded.allowed).toEqual(["A", "B"]);
    const again = refusal(applyCampaignEvent(done, on("2026-03-02", { type: "started" }), { rules }));
    expect(again.allowed).toEqual([
      "cost_booked",
      "attendance_recorded",
      "result_recorded",
      "linked",
      "unlinked",
      "reviewed",
    ]);
    const off = refusal(
      applyCampaignEvent(replayed(running), on("2026-03-02", { type: "cancelled", reason: "rain" }), { rules }),
    );
    expect(off.en).toBe("the rules do not list the reason rain; allowed: venue");
  });

  test("nobody comes who was not invited, and no line gives back more than it cost", () => {
    const state = replayed([
      ...running,
      on("2026-02-01", { type: "attendance_recorded", recordId: "a", line: "stand", segment: "top", invited: 10 }),
      on("2026-02-01", { type: "cost_booked", recordId: "b", line: "stand", amount: 0.3 }),
    ]);
    const many = applyCampaignEvent(
      state,
      on("2026-02-02", { type: "attendance_recorded", recordId: "c", line: "stand", segment: "top", attended: 11 }),
    );
    expect(refusal(many).allowed).toEqual(["10"]);
    const back = applyCampaignEvent(
      state,
      on("2026-02-02", { type: "cost_booked", recordId: "c", line: "stand", amount: -0.31 }),
    );
    expect(refusal(back).allowed).toEqual(["-0.3"]);
    const twice = applyCampaignEvent(
      state,
      on("2026-02-02", { type: "result_recorded", recordId: "a", line: "stand", leads: 1 }),
    );
    expect(refusal(twice).code).toBe("campaign_event_repeated");
  });

  test("a past day is seen as it was", () => {
    const log = [...running, on("2026-02-10", { type: "completed" })];
    expect(campaignSnapshotAt(log, "2026-01-06").campaigns[0]?.standing).toBe("submitted");
    expect(campaignSnapshotAt(log, "2026-02-09T23:59").campaigns[0]?.standing).toBe("running");
  });

  test("a log of 100,000 events of 5,000 campaigns is replayed in time that grows with the events alone", () => {
    const log: CampaignEvent[] = [];
    for (let c = 0; c < 5000; c++) {
      const own = (at: number, event: object) => ({ campaignId: `c${c}`, at, ...event }) as CampaignEvent;
      log.push(own(0, { ...planned, campaignId: `c${c}`, at: 0 }), own(1, { type: "submitted" }));
      log.push(own(2, { type: "approved" }), own(3, { type: "started" }));
      for (let k = 0; k < 16; k++) {
        log.push(own(4 + k, { type: "cost_booked", recordId: `r${k}`, line: "stand", amount: 0.1 }));
      }
    }
    const { campaigns, refused } = replayCampaigns(log);
    expect(refused).toEqual([]);
    expect(campaigns).toHaveLength(5000);
    // sixteen times 0.1, to the last bit
    expect(measureCampaignPlan(campaigns.slice(0, 1), { asOf: 20 })[0]?.total.cost.real).toBe(1.6);
  });
});

describe("planned against real", () => {
  const ended = replayed([
    ...running,
    on("2026-02-01", { type: "cost_booked", recordId: "b1", line: "stand", amount: 700 }),
    on("2026-02-02", { type: "cost_booked", recordId: "b2", line: "dinner", amount: 250 }),
    on("2026-02-02", {
      type: "attendance_recorded",
      recordId: "a1",
      line: "stand",
      segment: "top",
      invited: 150,
      attended: 60,
    }),
    on("2026-02-02", {
      type: "attendance_recorded",
      recordId: "a2",
      line: "stand",
      invited: 50,
      attended: 10,
      walkIns: 7,
    }),
    on("2026-02-03", { type: "attendance_recorded", recordId: "a3", line: "dinner", invited: 20, attended: 15 }),
    on("2026-02-04", { type: "result_recorded", recordId: "r1", line: "stand", leads: 15, opportunities: 9 }),
    on("2026-02-10", { type: "completed" }),
  ]);
  const [plan] = measureCampaignPlan([ended], { asOf: "2026-03-01" });

  test("money is an account: the lines' differences sum to the whole", () => {
    expect(plan?.lines.map(({ line, cost }) => [line, cost.difference])).toEqual([
      ["stand", 100],
      ["dinner", -50],
    ]);
    expect(plan?.total.cost).toEqual({ planned: 900, real: 950, due: 900, difference: 50, share: 50 / 900 });
  });

  test("attendance is a rate with Wilson's interval", () => {
    const rate = plan?.lines[0]?.attendance.rate;
    if (rate === undefined || "abstained" in rate) throw new Error("abstained");
    expect([rate.value, rate.n]).toEqual([0.35, 200]);
    // Wilson (1927) by hand: (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)
    const z = 1.959963984540054;
    const middle = 0.35 + (z * z) / 400;
    const half = z * Math.sqrt((0.35 * 0.65) / 200 + (z * z) / 160_000);
    expect(rate.interval.lower).toBeCloseTo((middle - half) / (1 + (z * z) / 200), 12);
    expect(rate.interval.upper).toBeCloseTo((middle + half) / (1 + (z * z) / 200), 12);
    expect(plan?.lines[0]?.attendance.walkIns).toBe(7);
    expect(plan?.segments.map(({ segment }) => segment)).toEqual(["top"]);
  });

  test("the reasons name what is off by more than chance, and no more", () => {
    expect(plan?.reasons.map((reason) => word(reason))).toEqual([
      "in all: 50 more was spent than the 900 planned (5.6%)",
      "in all: 38.6% of those invited came (32.4% to 45.2%), below the 52.7% planned",
      "in all: leads 15, fewer than the 50 due by more than chance",
      "in all: contracts 0, fewer than the 5 due by more than chance",
      "line stand: 100 more was spent than the 600 planned (16.7%)",
      "line stand: 35% of those invited came (28.7% to 41.8%), below the 50% planned",
      "line stand: leads 15, fewer than the 40 due by more than chance",
      "line dinner: 50 less was spent than the 300 planned (16.7%)",
      "line dinner: leads 0, fewer than the 10 due by more than chance",
      "line dinner: opportunities 0, fewer than the 4 due by more than chance",
    ]);
    expect(word(plan?.reasons[0] ?? { code: "campaign_plan_no_end", params: {} }, "zh")).toBe(
      "合计：比计划的 900 多支出 50（5.6%）",
    );
  });

  test("a running campaign is held against an even pace, days on hold left out", () => {
    const held = replayed([
      ...running,
      on("2026-02-03", { type: "paused", reason: "snow" }),
      on("2026-02-05", { type: "resumed" }),
      on("2026-02-05", { type: "cost_booked", recordId: "b", line: "stand", amount: 400 }),
    ]);
    const [now] = measureCampaignPlan([held], { asOf: "2026-02-06" });
    // the 1st, 2nd, 5th and 6th of ten days
    expect(now?.elapsed).toBeCloseTo(0.4, 12);
    expect(now?.total.cost.due).toBeCloseTo(360, 9);
    expect(now?.reasons.map(({ code }) => code)).toContain("campaign_plan_cost_ahead");
    expect(now?.total.counts.leads.due).toBeCloseTo(20, 9);
  });

  test("what happened after the day of looking is no part of it", () => {
    expect(() => measureCampaignPlan([ended], { asOf: "2026-02-09" })).toThrow(
      expect.objectContaining({ code: "inconsistent", message: expect.stringContaining("campaigns[0]") }),
    );
    expect(measureCampaignPlan([ended], { asOf: "2026-02-10" })).toHaveLength(1);
  });
});

describe("opportunities and contracts, many to many", () => {
  const campaigns = replayCampaigns(
    ["a", "b", "c"].flatMap((campaignId) => {
      const links: object[] =
        campaignId === "c"
          ? [{ to: "contract", targetId: "k2" }]
          : [
              { to: "opportunity", targetId: "o1", ...(campaignId === "a" ? { credit: 0.6 } : {}) },
              { to: "opportunity", targetId: "o2", credit: campaignId === "a" ? 0.9 : 0.6 },
            ];
      return [
        { ...planned, campaignId, at: 0 },
        ...links.map((link) => ({ campaignId, at: 1, type: "linked", ...link }) as CampaignEvent),
      ];
    }),
  ).campaigns;
  const contracts = [
    { id: "k1", opportunityId: "o1" },
    { id: "k2", opportunityId: "o2" },
    { id: "k3", opportunityId: "nowhere" },
  ];
  const book = toCampaigns(campaigns, { contracts });

  test.each<[string, readonly string[], readonly (readonly [string, number?])[], string, string]>([
    ["a campaign twice", ["a", "a"], [], "duplicate_id", "book.campaigns[1]"],
    ["a link twice", ["a"], [["a"], ["a"]], "duplicate_id", "book.links[1]"],
    [
      "more than the whole of a deal",
      ["a", "b"],
      [
        ["a", 1],
        ["b", 0.5],
      ],
      "inconsistent",
      "sum to 1.5",
    ],
    ["a credit on some links only", ["a", "b"], [["a", 0.5], ["b"]], "inconsistent", "1 of 2 links"],
  ])("a yield counts nothing twice: %s is refused", (_, ids, shares, code, where) => {
    const links = shares.map(([campaignId, credit]) => ({
      campaignId,
      opportunityId: "o",
      ...(credit === undefined ? {} : { credit }),
    }));
    const campaigns = ids.map((id) => ({ id, region: "East", form: "fair", start: "2026-01-05", plannedCost: 1 }));
    expect(() => measureCampaignYield({ campaigns, links, contractLinks: [] })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(where) }),
    );
  });

  test("of a deal shared with a campaign that is left out only the own part counts", () => {
    const campaigns = ["a", "b", "c", "d", "e"].map((id) => ({
      id,
      region: "East",
      form: "fair",
      start: "2026-01-05",
      plannedCost: 1,
    }));
    const links = campaigns.flatMap(({ id }) =>
      [id, "running"].map((campaignId) => ({ campaignId, opportunityId: `of ${id}` })),
    );
    const { opportunities, opportunitiesPerCampaign } = measureCampaignYield({ campaigns, links, contractLinks: [] });
    expect(opportunities).toBe(5);
    expect(opportunitiesPerCampaign).toMatchObject({ value: 0.5, n: 5 });
  });

  test("credits that are all zero become equal parts, and the note says so", () => {
    const none = replayCampaigns(
      ["a", "b"].flatMap((campaignId): CampaignEvent[] => [
        { ...planned, campaignId, at: 0 } as CampaignEvent,
        { campaignId, at: 1, type: "linked", to: "opportunity", targetId: "o", credit: 0 },
      ]),
    ).campaigns;
    const { links, notes } = toCampaigns(none);
    expect(links.map(({ credit }) => credit)).toEqual([0.5, 0.5]);
    expect(notes.map((note) => [word(note), word(note, "zh")])).toEqual([
      [
        "credits of opportunity o sum to 0; they were brought to 1 in equal parts",
        "商机 o 的功劳份额合计为 0，已平均调整为 1",
      ],
    ]);
  });

  test("an amount that no total could hold is refused by name and row", () => {
    const cost = on("2026-02-02", { type: "cost_booked", recordId: "r", line: "stand", amount: 1e291 });
    expect(() => replayCampaign([...running, cost])).toThrow(
      expect.objectContaining({ code: "out_of_range", message: expect.stringContaining("events[4].amount") }),
    );
    const dear = { ...planned, lines: [{ line: "stand", planned: 1e291 }] } as CampaignEvent;
    expect(() => replayCampaign([dear])).toThrow(
      expect.objectContaining({ code: "out_of_range", message: expect.stringContaining("events[0].lines[0].planned") }),
    );
    for (const event of [cost, dear]) expect(campaignEventSchema.safeParse(event).success).toBe(false);
  });

  test("a link without a credit gets what the others leave; credits beyond one are scaled and named", () => {
    const credits = book.links.map((link) => [link.campaignId, link.opportunityId]);
    expect(credits).toEqual([
      ["a", "o1"],
      ["b", "o1"],
      ["a", "o2"],
      ["b", "o2"],
    ]);
    [0.6, 0.4, 0.6, 0.4].forEach((credit, i) => {
      expect(book.links[i]?.credit).toBeCloseTo(credit, 12);
    });
    expect(book.notes.map((note) => word(note))).toEqual([
      "credits of opportunity o2 sum to 1.5; they were brought to 1 in the same ratios",
    ]);
  });

  test("a contract takes over the credits of its opportunity unless it has its own", () => {
    const credits = book.contractLinks.map((link) => [link.campaignId, link.opportunityId, link.credit]);
    expect(credits).toEqual([
      ["a", "k1", 0.6],
      ["b", "k1", 0.4],
      ["c", "k2", 1],
    ]);
    const deals = ["k1", "k2"].map((id) => ({ id, amount: 1000, won: true }));
    const roi = measureCampaignRoi(book.campaigns, deals, book.contractLinks, { asOf: "2026-06-30", marginRate: 0.5 });
    expect(roi.campaigns.map((campaign) => campaign.contribution)).toEqual([300, 200, 500]);
    expect(
      compareCampaigns(book.campaigns, deals, book.contractLinks, { by: "form", asOf: 0, marginRate: 1 }),
    ).toBeDefined();
  });

  test("an ended campaign costs what was booked, a running one what is planned", () => {
    const cost = on("2026-02-01", { type: "cost_booked", recordId: "b", line: "stand", amount: 700 });
    const runs = toCampaigns([replayed([...running, cost])]).campaigns[0];
    expect([runs?.plannedCost, runs?.realCost, runs?.end]).toEqual([900, undefined, "2026-02-10"]);
    const off = [...running, cost, on("2026-02-04", { type: "cancelled", reason: "venue" })];
    const ended = toCampaigns([replayed(off)]).campaigns[0];
    expect([ended?.realCost, ended?.end, ended?.lines?.map((line) => line.real)]).toEqual([
      700,
      "2026-02-04",
      [700, 0],
    ]);
  });

  test("campaigns : opportunities : contracts abstain while there are few campaigns", () => {
    const result = measureCampaignYield(book);
    expect([result.campaigns, result.opportunities, result.contracts]).toEqual([3, 2, 2]);
    expect(result.contractsPerOpportunity).toEqual({
      abstained: { code: "too_few_rows", params: { n: 3, needed: 5 } },
    });
  });

  test("their intervals hold the truth in 93 to 99 of 100 simulated years, also where campaigns differ", () => {
    const random = createRandom(7);
    const runs = 600;
    for (const [n, shape] of [
      [12, 3],
      [40, 3],
    ] as const) {
      const hits = { opportunitiesPerCampaign: 0, contractsPerCampaign: 0, contractsPerOpportunity: 0 };
      for (let run = 0; run < runs; run++) {
        const links = [];
        const contractLinks = [];
        const rows = [];
        for (let c = 0; c < n; c++) {
          rows.push({ id: `c${c}`, region: "r", form: "f", start: 0, plannedCost: 1 });
          const count = random.poisson(random.gamma(shape, 6 / shape));
          for (let k = 0; k < count; k++) {
            links.push({ campaignId: `c${c}`, opportunityId: `o${c}-${k}` });
            if (random.uniform() < 0.4) contractLinks.push({ campaignId: `c${c}`, opportunityId: `k${c}-${k}` });
          }
        }
        const result = measureCampaignYield({ campaigns: rows, links, contractLinks });
        for (const [key, truth] of [
          ["opportunitiesPerCampaign", 6],
          ["contractsPerCampaign", 2.4],
          ["contractsPerOpportunity", 0.4],
        ] as const) {
          const figure = result[key];
          if ("abstained" in figure) throw new Error("abstained");
          if (figure.interval.lower <= truth && truth <= figure.interval.upper) hits[key]++;
        }
      }
      for (const count of Object.values(hits)) {
        // three standard errors of a share simulated so often; the floor of independent events makes few campaigns safe
        expect(count / runs).toBeGreaterThan(0.93 - 0.022);
        expect(count / runs).toBeLessThan(0.99 + 0.01);
      }
    }
  });
});
