import { describe, expect, test } from "vitest";
import { attributionChart, compareAttribution, measureAttribution, type TouchPath } from "../../src/campaign/index.ts";
import { isClienteleError, describe as word } from "../../src/core/index.ts";
import { touchPathSchema } from "../../src/schemas.ts";
import { attributionCoverage, credit, creditsBy, path, unfold } from "./attribution-support.ts";

const codes = (notes: readonly { readonly code: string }[]) => notes.map(({ code }) => code);
const day = (n: number) => n * 86_400_000;

describe("the rules share one conversion", () => {
  const one = [path("A B C A D >")];

  test("all to the first touch, all to the last", () => {
    expect(credit("first", one)).toEqual({ A: 1, B: 0, C: 0, D: 0 });
    expect(credit("last", one)).toEqual({ A: 0, B: 0, C: 0, D: 1 });
  });

  test("equally among touches, so that a channel touched twice earns twice", () => {
    expect(credit("linear", one).A).toBeCloseTo(0.4, 12);
  });

  test("40 % to each end and the rest to the middle; two touches share as the ends do, one takes all", () => {
    const shares = credit("position", one);
    expect(shares.A).toBeCloseTo(0.4 + 0.2 / 3, 12);
    expect(shares.D).toBeCloseTo(0.4, 12);
    const positionShares = { first: 0.6, last: 0.2 };
    expect(credit("position", [path("A B >")], { positionShares }).A).toBeCloseTo(0.75, 12);
    expect(credit("position", [path("A B >")], { positionShares: { first: 0, last: 0 } })).toEqual({ A: 0.5, B: 0.5 });
    expect(credit("position", [path("A >")], { positionShares })).toEqual({ A: 1 });
    expect(credit("position", [path("A B C >")], { positionShares: { first: 0, last: 0 } })).toEqual({
      A: 0,
      B: 1,
      C: 0,
    });
  });

  test("a touch one half-life older than another weighs half", () => {
    const touches = [
      { channel: "A", at: "2026-03-01" },
      { channel: "B", at: "2026-03-08" },
      { channel: "C", at: "2026-03-15" },
    ];
    const found = credit("time_decay", [{ touches, converted: true, convertedAt: "2026-04-30" }]);
    expect([found.A, found.B, found.C].map((x) => 7 * (x as number))).toEqual(
      [1, 2, 4].map((x) => expect.closeTo(x, 12)),
    );
    const slow = credit("time_decay", [{ touches, converted: true }], { halfLifeDays: 14 });
    expect((slow.B as number) / (slow.A as number)).toBeCloseTo(Math.SQRT2, 12);
  });

  test("the last touch that is not direct, unless there is no other", () => {
    const paths = [path("A direct >"), path("direct >"), path("B own direct >")];
    expect(credit("last_non_direct", paths)).toEqual({ A: 1, B: 0, direct: 1, own: 1 });
    expect(credit("last_non_direct", paths, { direct: ["direct", "own"] })).toEqual({ A: 1, B: 1, direct: 1, own: 0 });
    expect(codes(measureAttribution([path("A >")], { methods: ["last_non_direct"] }).notes)).toContain(
      "attribution_no_direct",
    );
  });

  test("the same with its value, which is shared like the conversion it belongs to", () => {
    const rows = creditsBy("linear", [path("A B >", { value: 300, count: 3 }), path("B >", { value: 50 })]);
    expect(rows.map(({ value }) => value?.value)).toEqual([150, 200]);
    expect(rows.map(({ valueShare }) => valueShare?.value)).toEqual([150 / 350, 200 / 350]);
  });
});

describe("what counts as a touch", () => {
  const dated = (touches: readonly [string, number][], more: Partial<TouchPath> = {}): TouchPath => ({
    touches: touches.map(([channel, at]) => ({ channel, at: day(at) })),
    converted: true,
    ...more,
  });

  test("dated touches are put in order, undated ones stand as they are given", () => {
    expect(
      credit("last", [
        dated([
          ["late", 9],
          ["early", 1],
        ]),
      ]),
    ).toEqual({ early: 0, late: 1 });
    expect(credit("last", [path("late early >")])).toEqual({ early: 1, late: 0 });
  });

  test("what happened after the conversion cannot have led to it", () => {
    const found = measureAttribution(
      [
        dated(
          [
            ["A", 1],
            ["B", 5],
          ],
          { convertedAt: day(3), count: 2 },
        ),
      ],
      { methods: ["last"] },
    );
    expect(found.reach.map(({ journeys }) => journeys)).toEqual([2, 0]);
    expect(found.notes[1]).toEqual({ code: "attribution_after_conversion", params: { n: 2 } });
    expect(word(found.notes[1] as never)).toBe("2 touches after the conversion left out: they cannot have led to it");
    const instant = [dated([["A", 3]], { convertedAt: day(3) })];
    expect(credit("last", instant)).toEqual({ A: 1 });
  });

  test("touches before the look-back window are left out, and their conversion may become nobody's", () => {
    const paths = [
      dated(
        [
          ["A", 1],
          ["B", 20],
        ],
        { convertedAt: day(25) },
      ),
      dated([["A", 1]], { convertedAt: day(25) }),
    ];
    const found = measureAttribution(paths, { methods: ["first"], lookbackDays: 10 });
    expect(found.methods[0]).toMatchObject({
      channels: [{ conversions: { value: 0 } }, { conversions: { value: 1 } }],
    });
    expect(found.unattributed).toEqual({ conversions: 1 });
    expect(codes(found.notes)).toEqual([
      "attribution_not_causal",
      "attribution_unattributed",
      "attribution_before_window",
    ]);
    // without a conversion the window ends with the last touch
    const lost = measureAttribution(
      [
        ...paths,
        {
          ...dated([
            ["A", 1],
            ["B", 20],
          ]),
          converted: false,
        },
      ],
      { lookbackDays: 10 },
    );
    expect(lost.reach.map(({ touches }) => touches)).toEqual([0, 2]);
  });

  test("touches in a row of one channel may count once, at the last of them", () => {
    expect(credit("linear", [path("A A A B >")])).toEqual({ A: 0.75, B: 0.25 });
    expect(credit("linear", [path("A A A B >")], { repeats: "collapse" })).toEqual({ A: 0.5, B: 0.5 });
    const paths = [
      dated([
        ["A", 1],
        ["A", 8],
        ["B", 8.5],
      ]),
    ];
    const found = credit("time_decay", paths, { repeats: "collapse", halfLifeDays: 0.5 });
    expect(found.A).toBeCloseTo(1 / 3, 12);
  });

  test("touches at one instant share what their possible orders would give them", () => {
    const paths = [
      dated([
        ["B", 1],
        ["A", 1],
        ["C", 2],
      ]),
      dated([["C", 4]], { converted: false }),
    ];
    expect(credit("first", paths)).toEqual({ A: 0.5, B: 0.5, C: 0 });
    const { position } = { position: credit("position", paths) };
    expect(position.A).toBeCloseTo(0.3, 12);
    expect(position.B).toBeCloseTo(0.3, 12);
    const markov = credit("markov", paths);
    expect(markov.A).toBeCloseTo(markov.B as number, 12);
    expect(codes(measureAttribution(paths).notes)).toEqual(["attribution_not_causal", "attribution_tied"]);
    expect(credit("first", paths, { ties: "given" })).toEqual({ A: 0, B: 1, C: 0 });
  });

  test("too many possible orders are rotated: each tied touch still stands in each place equally often", () => {
    const names = ["A", "B", "C", "D", "E", "F"];
    const paths = [dated(names.map((name) => [name, 1]))];
    for (const share of Object.values(credit("first", paths))) expect(share).toBeCloseTo(1 / 6, 12);
    expect(codes(measureAttribution(paths).notes)).toContain("attribution_tied_rotated");
    const two = [dated([...names.map((name): [string, number] => [name, 1]), ["G", 2], ["H", 2], ["I", 2], ["J", 2]])];
    for (const name of ["G", "H", "I", "J"]) expect(credit("last", two)[name]).toBeCloseTo(0.25, 12);
  });

  test("a long path given backwards is put in order", () => {
    const many = dated(
      Array.from({ length: 3000 }, (_, i): [string, number] => [i === 0 ? "last" : "other", 3000 - i]),
    );
    expect(credit("last", [many])).toEqual({ last: 1, other: 0 });
    expect(credit("linear", [many]).last).toBeCloseTo(1 / 3000, 12);
  });
});

describe("nothing is lost", () => {
  test("conversions without a touch stand apart, with their value", () => {
    const found = measureAttribution([path("A >", { value: 10 }), path(">", { value: 7, count: 2 }), path("")]);
    expect(found).toMatchObject({ journeys: 4, conversions: 3, value: 17, unattributed: { conversions: 2, value: 7 } });
    expect(word(found.notes[1] as never, "zh")).toBe("2 次转化之前没有计入的触点，不归于任何渠道");
  });

  test("where nobody converted, or nobody after a touch, every method says so", () => {
    const none = measureAttribution([path("A", { count: 5 })]);
    expect(none.methods.map((entry) => "abstained" in entry && entry.abstained.code)).toEqual(
      Array(7).fill("attribution_no_conversions"),
    );
    const [untouched] = measureAttribution([path("A"), path(">")]).methods;
    expect(untouched).toMatchObject({ abstained: { code: "attribution_no_touches", params: { conversions: 1 } } });
  });

  test("time decay abstains without dates, the others do not", () => {
    const { methods } = measureAttribution([path("A B >"), path("A")]);
    expect(methods.filter((entry) => "abstained" in entry)).toEqual([
      { method: "time_decay", abstained: { code: "attribution_undated", params: { method: "time_decay" } } },
    ]);
  });

  test("names such as __proto__ and constructor are ordinary channels", () => {
    expect(creditsBy("linear", [path("__proto__ constructor >")]).map(({ channel }) => channel)).toEqual([
      "__proto__",
      "constructor",
    ]);
  });

  test("every result says that credit is not cause, in both languages", () => {
    const [first] = measureAttribution([path("A >")]).notes;
    expect(word(first as never)).toContain("not causal");
    expect(word(first as never, "zh")).toContain("并非因果");
  });

  test("success alone teaches nothing about chances, and a note says so", () => {
    const only = (methods: readonly ["markov"] | readonly ["first"]) =>
      codes(measureAttribution([path("A >")], { methods }).notes);
    expect(only(["markov"])).toContain("attribution_only_converting");
    expect(only(["first"])).not.toContain("attribution_only_converting");
  });
});

describe("rows and counts", () => {
  test("a row with a count is so many journeys, in every figure and interval", () => {
    const paths = [
      path("A B >", { count: 9, value: 90 }),
      path("B", { count: 40 }),
      path("A C", { count: 12 }),
      path("C >"),
    ];
    const one = unfold(paths).map((row) => ({ ...row, ...(row.value !== undefined && { value: 10 }) }));
    const [a, b] = [measureAttribution(paths), measureAttribution(one)];
    expect(JSON.parse(JSON.stringify(a), round)).toEqual(JSON.parse(JSON.stringify(b), round));
  });

  test("costs become the cost of a credited conversion, its interval turned over", () => {
    const paths = [path("A >", { count: 50 }), path("B A >", { count: 10 }), path("B", { count: 200 })];
    const [a, b] = creditsBy("last", paths, {
      costs: [
        { channel: "A", cost: 600 },
        { channel: "B", cost: 90 },
      ],
    });
    expect(a?.costPerConversion).toMatchObject({
      value: 10,
      interval: { lower: 600 / (a?.conversions.interval.upper ?? 0) },
    });
    expect(b?.costPerConversion).toEqual({ abstained: { code: "attribution_no_credit", params: { channel: "B" } } });
  });
});

const round = (_: string, value: unknown): unknown =>
  typeof value === "number" ? Number(value.toPrecision(10)) : value;

describe("intervals", () => {
  test.each([
    ["conversions", 300],
    ["rate", 400],
  ] as const)("cover the population's credits about as often as they say (%s game, %i journeys)", (game, n) => {
    const methods = game === "rate" ? (["shapley"] as const) : undefined;
    const told = attributionCoverage(2, n, 250, { game, ...(methods && { methods }) });
    expect(told.size).toBe(game === "rate" ? 4 : 28);
    for (const [what, { covered, told: of }] of told) {
      // the five channels of one draw are not independent: 0.95 ± 4 standard errors of 250 draws
      expect(covered / of, what).toBeGreaterThan(0.895);
      expect(covered / of, what).toBeLessThan(0.992);
    }
  });

  test("a channel without credit has an upper end, one with all of it a lower end", () => {
    const [a, b] = creditsBy("last", [path("A B >", { count: 20 }), path("A", { count: 80 })]);
    expect(a?.conversions).toMatchObject({ value: 0, n: 100, interval: { lower: 0, upper: expect.closeTo(2.47, 1) } });
    expect(a?.share.interval.lower).toBe(0);
    expect(b?.share.interval).toMatchObject({ lower: expect.closeTo(0.883, 2), upper: 1 });
  });
});

describe("beside an experiment", () => {
  const paths = [path("search mail >", { count: 60 }), path("search >", { count: 40 }), path("mail", { count: 900 })];
  const attribution = measureAttribution(paths, { methods: ["last", "linear", "first"] });
  const found = (value: number, lower: number, upper: number) => ({
    value,
    n: 2000,
    interval: { lower, upper, level: 0.95 },
  });

  test("the gap is a number with an interval that carries the doubt of both sides", () => {
    const { channels, distance, notes } = compareAttribution(attribution, [
      { channel: "mail", conversions: found(25, 12, 38) },
    ]);
    const [last] = channels[0]?.methods ?? [];
    expect(last?.gap.value).toBe(35);
    // Zou & Donner (2008): the squares of both sides' distances add up
    const { lower, upper } = last?.credited.interval ?? { lower: 0, upper: 0 };
    expect(last?.gap.interval.lower).toBeCloseTo(35 - Math.hypot(60 - lower, 13), 10);
    expect(last?.gap.interval.upper).toBeCloseTo(35 + Math.hypot(upper - 60, 13), 10);
    expect(last?.ratio).toBe(2.4);
    expect(channels[0]?.methods.map(({ verdict }) => verdict.code)).toEqual([
      "attribution_gap_over",
      "attribution_gap_open",
      "attribution_gap_under",
    ]);
    expect(distance).toEqual([
      { method: "linear", conversions: 5 },
      { method: "first", conversions: 25 },
      { method: "last", conversions: 35 },
    ]);
    expect(codes(notes)).toEqual(["attribution_not_causal", "attribution_untested"]);
  });

  test("an experiment that may have found nothing gives a gap but no ratio", () => {
    const { channels } = compareAttribution(attribution, [{ channel: "mail", conversions: found(3, -4, 10) }]);
    const [last] = channels[0]?.methods ?? [];
    expect(last?.gap.value).toBe(57);
    expect(last?.ratio).toMatchObject({ abstained: { code: "attribution_ratio_unclear" } });
  });

  test("a tested channel that no touch names is credited nothing, and a note says so", () => {
    const { channels, notes } = compareAttribution(attribution, [{ channel: "TV", conversions: found(30, 20, 40) }]);
    expect(channels[0]?.methods[0]).toMatchObject({
      gap: { value: -30, interval: { lower: -40, upper: -20 } },
      ratio: 0,
    });
    expect(notes).toContainEqual({ code: "attribution_channel_unseen", params: { channel: "TV" } });
  });
});

describe("bad input", () => {
  const measure = measureAttribution as unknown as (paths: unknown, options?: unknown) => unknown;
  const compare = compareAttribution as unknown as (attribution: unknown, experiments: unknown) => unknown;
  const codeOf = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      if (isClienteleError(error)) return `${error.code}: ${error.message}`;
      throw error;
    }
    return "no error";
  };
  const good = [path("A >")];
  const dated = { channel: "A", at: "2026-03-01" };

  test.each([
    [() => measure([]), /^empty_input: paths/],
    [() => measure([null]), /^invalid_type: paths\[0\]/],
    [() => measure([{ touches: 3, converted: true }]), /^invalid_type: paths\[0\]\.touches/],
    [() => measure([{ touches: [7], converted: true }]), /^invalid_type: paths\[0\]\.touches\[0\]/],
    [() => measure([{ touches: [{ channel: "" }], converted: true }]), /^invalid_type: .*touches\[0\]\.channel/],
    [() => measure([...good, { touches: [] }]), /^invalid_type: paths\[1\]\.converted/],
    [() => measure([{ ...path("A >"), count: 0 }]), /^out_of_range: paths\[0\]\.count/],
    [() => measure([{ ...path("A >"), count: 1.5 }]), /^out_of_range/],
    [() => measure([{ ...path("A >"), value: -1 }]), /^out_of_range: paths\[0\]\.value/],
    [() => measure([{ ...path("A >"), value: Number.NaN }]), /^not_finite/],
    [() => measure([{ ...path("A"), value: 3 }]), /^inconsistent: paths\[0\] did not convert/],
    [
      () => measure([{ touches: [dated, { channel: "B" }], converted: true }]),
      /^inconsistent: paths\[0\]\.touches\[1\]/,
    ],
    [
      () => measure([{ touches: [{ ...dated, at: "2025-02-30" }], converted: true }]),
      /^invalid_date: paths\[0\]\.touches\[0\]\.at/,
    ],
    [() => measure([{ ...path("A >"), convertedAt: "soon" }]), /^invalid_date: paths\[0\]\.convertedAt/],
    [() => measure(good, { lookbackDays: 30 }), /^inconsistent: .*lookbackDays/],
    [() => measure(good, { methods: ["best"] }), /^unknown_id: options\.methods\[0\]/],
    [() => measure(good, { methods: [] }), /^empty_input/],
    [() => measure(good, { methods: ["first", "first"] }), /^duplicate_id/],
    [() => measure(good, { halfLifeDays: 0 }), /^out_of_range: options\.halfLifeDays/],
    [() => measure(good, { positionShares: { first: 0.7, last: 0.4 } }), /^inconsistent: options\.positionShares/],
    [() => measure(good, { order: 0 }), /^out_of_range: options\.order/],
    [() => measure(good, { game: "chess" }), /^unknown_id: options\.game/],
    [() => measure(good, { orders: 31 }), /^out_of_range: options\.orders must be even/],
    [() => measure(good, { costs: [{ channel: "A", cost: -1 }] }), /^out_of_range: options\.costs\[0\]\.cost/],
    [() => measure(good, { costs: [dated, dated].map(() => ({ channel: "A", cost: 1 })) }), /^duplicate_id/],
    [() => measure(good, { level: 1 }), /^out_of_range: options\.level/],
    [() => compare({}, []), /^invalid_type: attribution/],
    [() => compare(measure(good), []), /^empty_input: experiments/],
    [
      () =>
        compare(measure(good), [
          { channel: "A", conversions: { value: 1, n: 1, interval: { lower: 0, upper: 2, level: 0.9 } } },
        ]),
      /^inconsistent: .*level 0\.9/,
    ],
    [
      () =>
        compare(measure(good), [
          { channel: "A", conversions: { value: 5, n: 1, interval: { lower: 0, upper: 2, level: 0.95 } } },
        ]),
      /^inconsistent: .*inside its interval/,
    ],
    [() => attributionChart(measure(good) as never, { comparison: {} as never }), /^invalid_type: options\.comparison/],
  ])("is refused with its place and the remedy (%#)", (run, message) => {
    expect(codeOf(run)).toMatch(message);
  });

  test("the schema of a path refuses what the function refuses", () => {
    expect(touchPathSchema.safeParse({ touches: [dated], converted: true, value: 3, count: 2 }).success).toBe(true);
    for (const row of [
      { touches: [dated, { channel: "B" }], converted: true },
      { touches: [], converted: false, value: 3 },
      { touches: [{ channel: "" }], converted: true },
      { touches: [], converted: true, count: 0 },
    ]) {
      expect(touchPathSchema.safeParse(row).success).toBe(false);
      expect(codeOf(() => measure([row]))).not.toBe("no error");
    }
  });
});
