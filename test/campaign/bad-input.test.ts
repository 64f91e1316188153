import { describe, expect, test } from "vitest";
import {
  type Campaign,
  compareCampaigns,
  measureCampaignRoi,
  measureLift,
  measureSampleRatio,
  roiChart,
} from "../../src/campaign/index.ts";
import { isClienteleError } from "../../src/core/index.ts";
import { expectValidChart, renderSvg } from "../support/charts.ts";
import { small } from "./sample.ts";

const options = { asOf: "2026-12-31", marginRate: 0.4 };
const campaign: Campaign = { id: "c", region: "East", form: "dinner", start: "2026-01-01", plannedCost: 10 };
const opportunity = { id: "o", amount: 5, won: true };
const link = { campaignId: "c", opportunityId: "o" };

/** A caller without TypeScript. */
type Loose = (...args: readonly unknown[]) => unknown;
const roi = measureCampaignRoi as unknown as Loose;
const compare = ((a: unknown, b: unknown, c: unknown, d: object) =>
  (compareCampaigns as unknown as Loose)(a, b, c, { by: "region", ...d })) as unknown as Loose;
const lift = measureLift as unknown as Loose;
const ratio = measureSampleRatio as unknown as Loose;
const chart = roiChart as unknown as Loose;

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (isClienteleError(error)) return error.code;
    throw error;
  }
  return "no error";
}

const BAD_NUMBERS: readonly (readonly [unknown, string])[] = [
  [Number.NaN, "not_finite"],
  [Number.POSITIVE_INFINITY, "not_finite"],
  [-1, "out_of_range"],
  ["12", "invalid_type"],
  [null, "invalid_type"],
];

describe.each([
  ["measureCampaignRoi", roi],
  ["compareCampaigns", compare],
] as const)("%s refuses what it cannot read", (_, run) => {
  test.each([undefined, null, 3, "rows", {}])("%s in place of a table", (rows) => {
    expect(codeOf(() => run(rows, [], [], options))).toBe("invalid_type");
    expect(codeOf(() => run([campaign], rows, [], options))).toBe("invalid_type");
    expect(codeOf(() => run([campaign], [], rows, options))).toBe("invalid_type");
  });

  test.each([undefined, null, 3, "row", []])("%s in place of a row", (row) => {
    expect(codeOf(() => run([row], [], [], options))).toBe("invalid_type");
    expect(codeOf(() => run([campaign], [row], [], options))).toBe("invalid_type");
    expect(codeOf(() => run([campaign], [], [row], options))).toBe("invalid_type");
  });

  test("no campaigns at all", () => {
    expect(codeOf(() => run([], [], [], options))).toBe("empty_input");
  });

  test.each(BAD_NUMBERS)("the amount %s", (value, code) => {
    expect(codeOf(() => run([{ ...campaign, plannedCost: value }], [], [], options))).toBe(code);
    expect(codeOf(() => run([{ ...campaign, realCost: value }], [], [], options))).toBe(code);
    expect(codeOf(() => run([{ ...campaign, lines: [{ kind: "x", planned: value }] }], [], [], options))).toBe(code);
    const lines = [{ kind: "x", planned: 10, real: value }];
    expect(codeOf(() => run([{ ...campaign, lines }], [], [], options))).toBe(code);
    expect(codeOf(() => run([campaign], [{ ...opportunity, amount: value }], [], options))).toBe(code);
    expect(codeOf(() => run([campaign], [{ ...opportunity, marginRate: value }], [], options))).toBe(code);
    expect(codeOf(() => run([campaign], [opportunity], [{ ...link, credit: value }], options))).toBe(code);
    expect(codeOf(() => run([campaign], [], [], { ...options, marginRate: value }))).toBe(code);
  });

  test("ids that are missing, empty, repeated or unknown", () => {
    expect(codeOf(() => run([{ ...campaign, id: "" }], [], [], options))).toBe("invalid_type");
    expect(codeOf(() => run([{ ...campaign, region: undefined }], [], [], options))).toBe("invalid_type");
    expect(codeOf(() => run([campaign, campaign], [], [], options))).toBe("duplicate_id");
    expect(codeOf(() => run([campaign], [opportunity, opportunity], [], options))).toBe("duplicate_id");
    expect(codeOf(() => run([campaign], [opportunity], [link, link], options))).toBe("duplicate_id");
    expect(codeOf(() => run([campaign], [opportunity], [{ ...link, campaignId: "x" }], options))).toBe("unknown_id");
    expect(codeOf(() => run([campaign], [opportunity], [{ ...link, opportunityId: "x" }], options))).toBe("unknown_id");
  });

  test("dates that are none, an end before the start, a won flag that is no flag", () => {
    expect(codeOf(() => run([{ ...campaign, start: "soon" }], [], [], options))).toBe("invalid_date");
    expect(codeOf(() => run([{ ...campaign, end: "2025-12-31" }], [], [], options))).toBe("inconsistent");
    expect(codeOf(() => run([campaign], [{ ...opportunity, wonOn: Number.NaN }], [], options))).toBe("invalid_date");
    expect(codeOf(() => run([campaign], [{ ...opportunity, won: "yes" }], [], options))).toBe("invalid_type");
    expect(codeOf(() => run([campaign], [], [], { asOf: undefined }))).toBe("invalid_type");
    expect(codeOf(() => run([campaign], [], [], { ...options, level: 1 }))).toBe("out_of_range");
    expect(codeOf(() => run([campaign], [], [], { ...options, level: Number.NaN }))).toBe("not_finite");
  });

  test("credits that do not sum to one name the opportunity", () => {
    const two = [campaign, { ...campaign, id: "d" }];
    const links = (a?: number, b?: number) => [
      { ...link, ...(a === undefined ? {} : { credit: a }) },
      { ...link, campaignId: "d", ...(b === undefined ? {} : { credit: b }) },
    ];
    expect(() => run(two, [opportunity], links(0.5, 0.4), options)).toThrow(
      expect.objectContaining({ code: "inconsistent", message: expect.stringContaining('opportunity "o"') }),
    );
    expect(codeOf(() => run(two, [opportunity], links(0.5), options))).toBe("inconsistent");
    expect(codeOf(() => run(two, [opportunity], links(1 / 3, 2 / 3), options))).toBe("no error");
  });

  test("a won deal whose margin nobody names, or that names two", () => {
    expect(codeOf(() => run([campaign], [opportunity], [link], { asOf: "2026-12-31" }))).toBe("inconsistent");
    expect(codeOf(() => run([campaign], [{ ...opportunity, margin: 1 }], [link], { asOf: "2026-12-31" }))).toBe(
      "no error",
    );
    const both = { ...opportunity, margin: 1, marginRate: 0.2 };
    expect(codeOf(() => run([campaign], [both], [], options))).toBe("inconsistent");
  });

  test("cost lines that do not sum to the cost", () => {
    const lines = [{ kind: "venue", planned: 9 }];
    expect(codeOf(() => run([{ ...campaign, lines }], [], [], options))).toBe("inconsistent");
  });

  test("amounts beyond any double are refused, not turned into Infinity", () => {
    const huge = Array.from({ length: 8 }, (_x, i) => ({ id: `o${i}`, amount: 1e308, won: true, marginRate: 1 }));
    const links = huge.map(({ id }) => ({ campaignId: "c", opportunityId: id }));
    expect(codeOf(() => run([campaign], huge, links, options))).toBe("out_of_range");
    const tiny = { ...campaign, plannedCost: 1e-300 };
    expect(codeOf(() => run([tiny], [{ ...opportunity, amount: 1e200 }], [link], options))).toBe("out_of_range");
  });

  test("ids such as __proto__ are ordinary ids", () => {
    const ids = ["__proto__", "constructor", "toString"];
    const campaigns = ids.map((id) => ({ ...campaign, id, region: id, form: id }));
    const opportunities = ids.map((id) => ({ ...opportunity, id }));
    const links = ids.map((id) => ({ campaignId: id, opportunityId: id }));
    const result = run(campaigns, opportunities, links, options) as Record<string, readonly { id: string }[]>;
    const rows = result["campaigns"] ?? result["groups"] ?? [];
    expect(rows.map(({ id }) => id).sort()).toEqual([...ids].sort());
  });
});

test("compareCampaigns refuses unknown groupings, misplaced or unordered cuts and bad seeds", () => {
  const run = (more: object) => codeOf(() => compare([campaign], [], [], { ...options, ...more }));
  expect(run({ by: "colour" })).toBe("unknown_id");
  expect(run({ by: "region", cuts: [5] })).toBe("inconsistent");
  expect(run({ by: "scale", cuts: [5, 5] })).toBe("out_of_range");
  expect(run({ by: "scale", cuts: 5 })).toBe("invalid_type");
  expect(run({ seed: 0.5 })).toBe("out_of_range");
  expect(run({ permutations: 5 })).toBe("out_of_range");
  expect(run({ by: "scale", cuts: [] })).toBe("no error");
});

test("measureCampaignRoi refuses a bad threshold", () => {
  expect(codeOf(() => roi([campaign], [], [], { ...options, minDeals: 0 }))).toBe("out_of_range");
  expect(codeOf(() => roi([campaign], [], [], null))).toBe("invalid_type");
});

describe("measureLift refuses what it cannot read", () => {
  const rate = { kind: "rate", n: 100, successes: 9 };
  const mean = { kind: "mean", n: 100, sum: 50, sumOfSquares: 900 };

  test.each([undefined, null, 3, "arm", []])("%s in place of an arm", (arm) => {
    expect(codeOf(() => lift(arm, rate))).toBe("invalid_type");
    expect(codeOf(() => lift(rate, arm))).toBe("invalid_type");
  });

  test.each(BAD_NUMBERS)("the count %s", (value, code) => {
    expect(codeOf(() => lift({ ...rate, n: value }, rate))).toBe(code);
    expect(codeOf(() => lift(rate, { ...rate, successes: value }))).toBe(code);
    expect(codeOf(() => lift({ ...mean, n: value }, mean))).toBe(code);
    expect(codeOf(() => lift({ ...mean, sumOfSquares: value }, mean))).toBe(code);
    expect(codeOf(() => lift(rate, rate, { minimumEffect: value }))).toBe(code);
  });

  test("arms of two kinds, of no kind, or that cannot be", () => {
    expect(codeOf(() => lift(rate, mean))).toBe("inconsistent");
    expect(codeOf(() => lift({ ...rate, kind: "sum" }, rate))).toBe("unknown_id");
    expect(codeOf(() => lift({ ...rate, successes: 101 }, rate))).toBe("inconsistent");
    expect(codeOf(() => lift({ ...rate, n: 1.5 }, rate))).toBe("out_of_range");
    expect(codeOf(() => lift({ ...mean, sum: Number.NaN }, mean))).toBe("not_finite");
    expect(codeOf(() => lift({ ...mean, sumOfSquares: 1 }, mean))).toBe("inconsistent");
    expect(codeOf(() => lift(mean, { ...mean, n: 0 }))).toBe("inconsistent");
  });

  test("options of another kind or outside their range", () => {
    expect(codeOf(() => lift(rate, rate, null))).toBe("invalid_type");
    expect(codeOf(() => lift(rate, rate, { level: 0 }))).toBe("out_of_range");
    expect(codeOf(() => lift(rate, rate, { power: Number.NaN }))).toBe("not_finite");
    expect(codeOf(() => lift(rate, rate, { method: "exact" }))).toBe("unknown_id");
    expect(codeOf(() => lift(rate, rate, { relativeMethod: "exact" }))).toBe("unknown_id");
    expect(codeOf(() => lift(rate, rate, { distribution: "cauchy" }))).toBe("unknown_id");
    expect(codeOf(() => lift(rate, rate, { metric: 5 }))).toBe("invalid_type");
    expect(codeOf(() => lift(mean, mean, { method: "wald" }))).toBe("inconsistent");
    expect(codeOf(() => lift(mean, mean, { relativeMethod: "log" }))).toBe("inconsistent");
  });

  test("one customer in each arm is no crash", () => {
    for (const distribution of ["normal", "t"]) {
      for (const method of ["newcombe", "wald", "agresti_caffo", "score"]) {
        const answer = lift({ ...rate, n: 1, successes: 1 }, { ...rate, n: 1, successes: 0 }, { distribution, method });
        expect(JSON.stringify(answer)).not.toMatch(/null|NaN/);
      }
    }
  });
});

test("measureSampleRatio refuses what is no split", () => {
  expect(codeOf(() => ratio(undefined))).toBe("invalid_type");
  expect(codeOf(() => ratio([]))).toBe("empty_input");
  expect(codeOf(() => ratio([5]))).toBe("inconsistent");
  expect(codeOf(() => ratio([5, -1]))).toBe("out_of_range");
  expect(codeOf(() => ratio([5, 1.5]))).toBe("out_of_range");
  expect(codeOf(() => ratio([5, Number.NaN]))).toBe("not_finite");
  expect(codeOf(() => ratio([5, 5], [0.5]))).toBe("length_mismatch");
  expect(codeOf(() => ratio([5, 5], [0.5, 0.6]))).toBe("inconsistent");
  expect(codeOf(() => ratio([5, 5], [1, 0]))).toBe("out_of_range");
  expect(codeOf(() => ratio([5, 5], "50:50"))).toBe("invalid_type");
  expect(codeOf(() => ratio([5, 5], undefined, { alarm: 0 }))).toBe("out_of_range");
});

describe("roiChart", () => {
  const result = measureCampaignRoi(small.campaigns, small.opportunities, small.links, options);

  test.each([undefined, null, 3, "chart", [], {}])("refuses %s", (given) => {
    expect(codeOf(() => chart(given))).toBe("invalid_type");
  });

  test("refuses unknown languages and sizes", () => {
    expect(codeOf(() => chart(result, { locale: "fr" }))).toBe("unknown_id");
    expect(codeOf(() => chart(result, { width: Number.NaN }))).toBe("not_finite");
    expect(codeOf(() => chart(result, { height: 0 }))).toBe("out_of_range");
    expect(codeOf(() => chart(result, null))).toBe("invalid_type");
  });

  test("draws an empty frame where no campaign has a cost, and a single campaign", async () => {
    for (const plannedCost of [0, 10]) {
      const empty = roiChart(measureCampaignRoi([{ ...campaign, plannedCost }], [], [], options));
      expectValidChart(empty);
      await renderSvg(empty);
    }
    const none = roiChart(compareCampaigns([{ ...campaign, plannedCost: 0 }], [], [], { ...options, by: "scale" }));
    expectValidChart(none);
    await renderSvg(none);
  });
});
