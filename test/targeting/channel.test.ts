import { describe, expect, test } from "vitest";
import { labelsOf, describe as words } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { channelAnswersSchema } from "../../src/schemas.ts";
import {
  type ChannelAnswers,
  type ChannelCheck,
  type ChannelFigures,
  type ChannelPair,
  channelMapChart,
  measureChannelPreferences,
  planNextChannel,
} from "../../src/targeting/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { drawAnswers, WORLD_CHANNELS } from "./channel-worlds.ts";

const shareOf = ({ shares }: ChannelFigures, code: number) => (shares[code] as ChannelFigures["shares"][number]).share;
const customers = drawAnswers(createRandom(4), 600, 1.2);

describe("the channel preference map", () => {
  const map = measureChannelPreferences(customers);

  test("holds the eight channels and four answers of D34, and an unanswered channel is no refusal", () => {
    expect(map.channels.map(({ channel }) => channel)).toEqual(Object.keys(labelsOf("salesChannel")));
    expect(map.channels[0]?.shares.map(({ answer }) => answer)).toEqual(Object.keys(labelsOf("channelAnswer")));
    for (const { n, unanswered, shares } of map.channels) {
      expect(n + unanswered).toBe(600);
      expect(shares.reduce((sum, { share }) => sum + share.value, 0)).toBeCloseTo(1, 12);
    }
    const nobody = measureChannelPreferences([{ id: "__proto__", answers: { shop: null } }], { channels: ["shop"] });
    expect(nobody.channels[0]?.openness).toEqual({
      abstained: { code: "channel_unanswered", params: { channel: "shop" } },
    });
  });

  test("openness, conversion and potential follow from the counts", () => {
    const answers = ["never", "consider", "may", "may", "bought", "bought"] as const;
    const { channels } = measureChannelPreferences(
      answers.map((shop, i) => ({ id: `${i}`, answers: { shop } })),
      { channels: ["shop"] },
    );
    expect(channels[0]?.openness).toMatchObject({ value: 5 / 6, n: 6 });
    expect(channels[0]?.conversion).toMatchObject({ value: 2 / 5, n: 5 });
    expect(channels[0]?.potential).toMatchObject({ value: 3 / 6, n: 6 });
  });

  test("intervals that hold together are wider than those that hold one by one", () => {
    const together = measureChannelPreferences(customers, { intervals: "together" });
    const width = (m: typeof map) => {
      const { lower, upper } = shareOf(m.channels[0] as ChannelFigures, 1).interval;
      return upper - lower;
    };
    // z at 0.05/4 over z at 0.05: 2.4977 / 1.9600
    expect(width(together) / width(map)).toBeCloseTo(2.4977 / 1.96, 1);
  });

  test("Cochran's Q and McNemar's test give the figures of their formulas", () => {
    const rows = ["111", "110", "110", "110", "110", "100", "100", "101", "000", "000"];
    const { comparison } = measureChannelPreferences(
      rows.map((row, i) => ({
        id: `${i}`,
        answers: Object.fromEntries(["a", "b", "c"].map((c, k) => [c, row[k] === "1" ? "may" : "never"] as const)),
      })),
      { channels: ["a", "b", "c"] },
    );
    // G = 8, 5, 2, N = 15, Σ L² = 9 + 4·4 + 1 + 1 + 4 = 31: Q = 2·(3·93 − 225)/(3·15 − 31) = 108/14
    expect(comparison.overall).toMatchObject({ df: 2, n: 10 });
    expect((comparison.overall as { statistic: number }).statistic).toBeCloseTo(108 / 14, 12);
    // survival of χ² with 2 degrees is exp(−Q/2)
    expect((comparison.overall as { p: number }).p).toBeCloseTo(Math.exp(-54 / 14), 12);
    // a against c: six open to a alone, none to c alone: 2 · ½⁶; Holm: × 3
    const pair = comparison.pairs.find(({ first, second }) => first === "a" && second === "c");
    expect(pair?.p).toBeCloseTo(2 / 64, 12);
    expect(pair?.adjusted).toBeCloseTo(6 / 64, 12);
    expect(pair?.difference.value).toBeCloseTo(0.6, 12);
    // b against c: four to one: 2 · (1 + 5)/32
    expect(comparison.pairs[2]?.p).toBeCloseTo(12 / 32, 12);
  });

  test("channels of equal openness are called different in at most 5 % of surveys, and differences are covered", () => {
    const random = createRandom(6);
    let q = 0;
    let any = 0;
    let covered = 0;
    for (let run = 0; run < 400; run++) {
      const survey = Array.from({ length: 120 }, (_, i): ChannelAnswers => {
        const taste = random.normal();
        const answer = () => (taste + random.normal() > 0 ? ("may" as const) : ("never" as const));
        return { id: `${i}`, answers: { a: answer(), b: answer(), c: answer(), d: answer() } };
      });
      const { comparison } = measureChannelPreferences(survey, { channels: ["a", "b", "c", "d"] });
      if ("p" in comparison.overall && comparison.overall.p < 0.05) q++;
      if (comparison.pairs.some(({ adjusted }) => adjusted < 0.05)) any++;
      const { lower, upper } = (comparison.pairs[0] as ChannelPair).difference.interval;
      if (lower <= 0 && 0 <= upper) covered++;
    }
    expect(q / 400).toBeLessThan(0.075);
    expect(any / 400).toBeLessThan(0.06);
    expect(covered / 400).toBeGreaterThan(0.925);
  });

  test("a small segment is drawn towards all customers, a large one keeps its own rate", () => {
    const mixed = customers.map((customer, i) => (i < 6 ? { ...customer, segment: "tiny" } : customer));
    const { segments } = measureChannelPreferences(mixed);
    expect(segments.map(({ segment }) => segment)).toEqual(["old", "tiny", "young"]);
    const weight = (s: number) => segments[s]?.openness[3]?.weight ?? 0;
    expect(weight(1)).toBeLessThan(weight(0));
    expect(weight(0)).toBeGreaterThan(0.8);
  });

  test("the interval of a segment drawn towards all covers its true openness, whether segments differ or not", () => {
    for (const spread of [0, 0.1]) {
      let covered = 0;
      for (let seed = 1; seed <= 100; seed++) {
        const random = createRandom(seed);
        const truth = Array.from({ length: 6 }, () => Math.min(0.95, Math.max(0.05, 0.6 + spread * random.normal())));
        const asked = truth.flatMap((open, s) =>
          Array.from({ length: 30 }, (_, i) => ({
            id: `${s}-${i}`,
            segment: `s${s}`,
            answers: { shop: random.uniform() < open ? ("may" as const) : ("never" as const) },
          })),
        );
        measureChannelPreferences(asked, { channels: ["shop"] }).segments.forEach(({ openness }, s) => {
          const { lower, upper } = openness[0]?.shrunk.interval ?? { lower: 1, upper: 0 };
          if (lower <= (truth[s] as number) && (truth[s] as number) <= upper) covered++;
        });
      }
      // of 600 segments; 0.95 − 3 standard errors
      expect(covered / 600).toBeGreaterThan(0.923);
    }
  });

  test("three customers who are all open do not prove that everybody of their segment is", () => {
    const three = ["a", "b", "c"].map((id) => ({ id, segment: "new", answers: { shop: "may" as const } }));
    const shrunk = measureChannelPreferences(three, { channels: ["shop"] }).segments[0]?.openness[0]?.shrunk;
    expect(shrunk?.interval.lower).toBeLessThan(0.6);
    expect(shrunk?.value).toBeLessThan(1);
  });

  test("the chart shows the bars in both languages", async () => {
    for (const locale of ["en", "zh"] as const) {
      const chart = channelMapChart(map, { locale });
      expectValidChart(chart);
      expect(await writePicture(chart, `channel-map-${locale}`)).toContain(
        locale === "zh" ? "销售代表" : "Representative",
      );
    }
  });
});

describe("the best next channel", () => {
  test("a customer's own answer goes first, a closed channel is never named", () => {
    const { customers: planned } = planNextChannel(customers);
    planned.forEach((plan, i) => {
      const { answers } = customers[i] as ChannelAnswers;
      if ("abstained" in plan) return;
      for (const { channel } of plan.ranked) expect(answers[channel]).not.toBe("never");
      const said = Object.values(answers);
      const nearest = (["bought", "may", "consider"] as const).find((answer) => said.includes(answer));
      if (nearest !== undefined) expect(plan.next.evidence).toBe(`own_${nearest}`);
    });
  });

  test("who closed every channel is told apart from who was never asked", () => {
    const closed = Object.fromEntries(WORLD_CHANNELS.map((channel) => [channel, "never" as const]));
    const more = [...customers, { id: "closed", answers: closed }, { id: "new", answers: {} }];
    const { customers: planned } = planNextChannel(more);
    expect(planned.at(-2)).toEqual({
      id: "closed",
      abstained: { code: "channel_all_closed", params: { channels: 8 } },
    });
    const last = planned.at(-1);
    expect(last !== undefined && "next" in last && last.next.evidence).toBe("similar");
  });

  test("hidden answers prove that similar customers tell more than the overall order, where they do", () => {
    const helped = planNextChannel(customers);
    expect(helped.method).toBe("similar");
    expect((helped.check as ChannelCheck).gain.interval.lower).toBeGreaterThan(0);
    expect(words(helped.notes[0] as never)).toMatch(/^hidden answers: similar customers order/);
    const blind = planNextChannel(drawAnswers(createRandom(12), 600, 0).map(({ id, answers }) => ({ id, answers })));
    expect(blind.method).toBe("overall");
    expect((blind.check as ChannelCheck).gain.interval.lower).toBeLessThanOrEqual(0);
  });

  test("chances by similar customers come true: hidden purchases fall within a few points of what was said", () => {
    // every answer for the internet is hidden from half of the customers
    const whole = drawAnswers(createRandom(21), 3000, 1.2, 0);
    const half = whole.map((customer, i) =>
      i % 2 === 0 ? customer : { ...customer, answers: { ...customer.answers, internet: null } },
    );
    const { customers: planned } = planNextChannel(half);
    let said = 0;
    let real = 0;
    let likelyReal = 0;
    let likely = 0;
    planned.forEach((plan, i) => {
      if (i % 2 === 0 || "abstained" in plan) return;
      const chance = plan.ranked.find(({ channel }) => channel === "internet")?.chance.value ?? 0;
      const bought = whole[i]?.answers["internet"] === "bought" ? 1 : 0;
      said += chance;
      real += bought;
      if (chance > 0.75) {
        likely++;
        likelyReal += bought;
      }
    });
    expect(Math.abs(said - real) / 1500).toBeLessThan(0.04);
    expect(likely).toBeGreaterThan(100);
    expect(likelyReal / likely).toBeGreaterThan(0.75);
  });

  test("with money a dear channel gives way, and where none pays the plan says so", () => {
    const options = { channels: ["shop", "internet"], margin: 10 };
    const one = [{ id: "a", answers: { shop: "bought", internet: "bought" } as const }];
    const free = planNextChannel(one, { ...options, costs: { shop: 4 } }).customers[0];
    expect(free).toMatchObject({ next: { channel: "internet", expectedMargin: 10 } });
    const dear = planNextChannel(one, { ...options, costs: { shop: 12, internet: 11 } }).customers[0];
    expect(dear).toEqual({
      id: "a",
      abstained: { code: "channel_none_pays", params: { channel: "internet", margin: -1 } },
    });
  });

  test("the order of records has no say", () => {
    const few = customers.slice(0, 200);
    const there = planNextChannel(few);
    const back = planNextChannel([...few].reverse());
    expect(back.customers.toReversed()).toEqual(there.customers);
    expect(back.check).toEqual(there.check);
    expect(measureChannelPreferences([...few].reverse())).toEqual(measureChannelPreferences(few));
  });
});

describe("bad input is named", () => {
  test.each([
    ["empty_input", [], {}],
    [
      "duplicate_id",
      [
        { id: "a", answers: {} },
        { id: "a", answers: {} },
      ],
      {},
    ],
    ["unknown_id", [{ id: "a", answers: { shop: "perhaps" } }], {}],
    ["unknown_id", [{ id: "a", answers: { market: "may" } }], {}],
    ["invalid_type", [{ id: "", answers: {} }], {}],
    ["invalid_type", [{ id: "a" }], {}],
    ["duplicate_id", [{ id: "a", answers: {} }], { channels: ["x", "x"] }],
    ["empty_input", [{ id: "a", answers: {} }], { channels: [] }],
  ])("%s", (code, records, options) => {
    expect(() => measureChannelPreferences(records as never, options)).toThrow(expect.objectContaining({ code }));
    expect(() => planNextChannel(records as never, options)).toThrow(expect.objectContaining({ code }));
  });

  test("costs without a margin, or of a channel that is not listed", () => {
    const records = [{ id: "a", answers: {} }];
    expect(() => planNextChannel(records, { costs: { shop: 1 } })).toThrow(
      expect.objectContaining({ code: "inconsistent" }),
    );
    expect(() => planNextChannel(records, { costs: { x: 1 }, margin: 1 })).toThrow(
      expect.objectContaining({ code: "unknown_id" }),
    );
  });

  test("records from outside are checked by their schema", () => {
    expect(channelAnswersSchema.safeParse({ id: "a", answers: { shop: "may", internet: null } }).success).toBe(true);
    expect(channelAnswersSchema.safeParse({ id: "a", answers: { shop: "perhaps" } }).success).toBe(false);
  });
});
