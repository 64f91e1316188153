import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { parseRecords } from "../../src/core/records.ts";
import {
  compareSurvival,
  measureStays,
  measureSurvival,
  type StayTable,
  type SurvivalMeasure,
} from "../../src/retention/index.ts";
import { stayRecordSchema } from "../../src/schemas.ts";
import { codeOf } from "../loyalty/support.ts";
import { expectClose } from "../support/close.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { survivalCoverage } from "./survival-support.ts";

const read = (measure: SurvivalMeasure) =>
  measure.at.map(({ staying, atRisk }) => [staying?.value, staying?.interval.lower, staying?.interval.upper, atRisk]);
const expectRows = (
  found: readonly (readonly unknown[])[],
  expected: readonly (readonly number[])[],
  tolerance = 1e-9,
) => {
  expect(found).toHaveLength(expected.length);
  expected.forEach((row, i) => {
    row.forEach((value, j) => {
      expectClose(found[i]?.[j] as number, value, tolerance);
    });
  });
};

describeWithData("lung cancer patients against R 4.2, survival 3.5-3", ["survival/lung.csv"], () => {
  const rows = readSharedCsv("survival/lung.csv");
  const stays = { durations: rows.map((r) => Number(r["time"])), left: rows.map((r) => Number(r["status"])) };
  const sexes = rows.map((r) => r["sex"] as string);
  const ages = [100, 365, 700];

  test.each([
    // survfit(conf.type = …), summary(times = …), quantile()
    [
      "log_log",
      [
        [0.863968967645, 0.812222319754, 0.902310180515, 196],
        [0.40924162446, 0.338714269088, 0.478380767647, 65],
        [0.142391505655, 0.089373801688, 0.207370310114, 16],
      ],
      [
        [144, 170, 194],
        [284, 310, 361],
        [457, 550, 643],
      ],
    ],
    [
      "log",
      [
        [0.863968967645, 0.8205848920813, 0.90964674619, 196],
        [0.40924162446, 0.3447215817958, 0.485837603547, 65],
        [0.142391505655, 0.0937792807208, 0.216202776635, 16],
      ],
      [
        [145, 170, 197],
        [285, 310, 363],
        [460, 550, 654],
      ],
    ],
    [
      "plain",
      [
        [0.863968967645, 0.8194577339137, 0.908480201377, 196],
        [0.40924162446, 0.3390285838477, 0.479454665072, 65],
        [0.142391505655, 0.0829236295402, 0.201859381769, 16],
      ],
      [
        [145, 170, 197],
        [284, 310, 361],
        [457, 550, 643],
      ],
    ],
  ] as const)("the share staying with its %s interval, and the quartiles", (interval, expected, quantiles) => {
    const measure = measureSurvival(stays, { interval, ages });
    expectRows(read(measure), expected);
    expect(measure.quantiles.map((q) => [q.lower, q.value, q.upper])).toEqual(quantiles);
  });

  test("the cumulative hazard, and its standard error on the logarithm", () => {
    // summary(survfit)$cumhaz and $std.chaz at 365
    const { times, hazard, upper } = measureSurvival(stays).hazard;
    const step = Array.from(times).filter((time) => time <= 365).length - 1;
    expectClose(hazard[step] as number, 0.888324574368, 1e-11);
    const error = Math.log((upper[step] as number) / (hazard[step] as number)) / 1.959963984540054;
    expectClose(error * 0.888324574368, 0.0869653876569, 1e-10);
  });

  test("the mean up to 700 days, of all and by sex, and its difference", () => {
    // summary(survfit, rmean = 700)$table
    const { mean, groups } = measureSurvival(stays, { horizon: 700, by: sexes });
    expect(mean).toMatchObject({ horizon: 700, n: 228 });
    const figures = [mean, ...(groups ?? []).map((group) => group.mean)].map((found) => {
      if ("abstained" in found) throw new Error(word(found.abstained));
      return [found.value, found.standardError];
    });
    expectRows(figures, [
      [353.2464798958, 15.7091306947],
      [308.6959191, 18.83712343],
      [428.0584544, 26.085514],
    ]);
    const [difference] = compareSurvival(stays, sexes, { horizon: 700 }).meanDifferences;
    expectClose(difference?.value as number, 428.0584544 - 308.6959191, 1e-8);
    const error = Math.hypot(18.83712343, 26.085514);
    const half = ((difference?.interval.upper ?? 0) - (difference?.interval.lower ?? 0)) / 2;
    // a normal interval would be ±1.96 standard errors; Student's t over 98 and 46 deaths is a little wider
    expect(half / error).toBeGreaterThan(1.96);
    expect(half / error).toBeLessThan(2.02);
  });

  test("log-rank and weighted tests", () => {
    // survdiff(rho = 0) and (rho = 1); the others summed in R from their definition over the times of death
    const { test: rank, weightings, groups } = compareSurvival(stays, sexes);
    expect(rank).toMatchObject({ weighting: "log_rank", degreesOfFreedom: 1 });
    expectRows([groups.map(({ expected }) => expected)], [[91.5817390296, 73.4182609704]]);
    expectRows(
      [weightings.map(({ statistic }) => statistic)],
      [[10.3267419549, 12.47213533, 12.4555439, 12.70784777, 3.459984166]],
      1e-8,
    );
    const early = compareSurvival(stays, sexes, { weighting: { kind: "fleming_harrington", p: 1, q: 0 } }).test;
    expectClose("statistic" in early ? early.statistic : 0, 12.7141514012, 1e-10);
  });

  test("four groups, and two groups inside strata", () => {
    const known = rows.filter((r) => r["ph.ecog"] !== "");
    const part = { durations: known.map((r) => Number(r["time"])), left: known.map((r) => Number(r["status"])) };
    const strata = known.map((r) => r["ph.ecog"] as string);
    const { test: four, groups } = compareSurvival(part, strata);
    expect(four).toMatchObject({ degreesOfFreedom: 3 });
    expectRows(
      [[(four as { statistic: number }).statistic, ...groups.map(({ expected }) => expected)]],
      [[21.962131682476, 54.152697018923, 83.527564575082, 26.14735306533, 0.172385340665]],
    );
    const layered = compareSurvival(
      part,
      known.map((r) => r["sex"] as string),
      { strata },
    ).test;
    expectClose("statistic" in layered ? layered.statistic : 0, 10.7950596335, 1e-10);
  });

  test("customers who come into sight late, and rows that count more than once", () => {
    const entry = (r: Record<string, string>) => (Number(r["age"]) * 7) % 91;
    const late = rows.filter((r) => entry(r) < Number(r["time"]));
    const truncated = measureSurvival(
      {
        durations: late.map((r) => Number(r["time"])),
        left: late.map((r) => Number(r["status"])),
        entries: late.map(entry),
      },
      { ages },
    );
    expectRows(read(truncated), [
      [0.793485956515, 0.5876920307112, 0.904235939801, 196],
      [0.37585549249, 0.2817352000647, 0.469589142529, 65],
      [0.13077513695, 0.0783460630732, 0.196909987544, 16],
    ]);
    expect(truncated.median).toMatchObject({ lower: 183, value: 288, upper: 353 });
    const weighted = measureSurvival({ ...stays, weights: rows.map((r) => 1 + (Number(r["age"]) % 3)) }, { ages });
    expectRows(read(weighted), [
      [0.855839269991, 0.820501753046, 0.88471180669, 396],
      [0.396857285079, 0.348108935349, 0.445127221397, 132],
      [0.140706452775, 0.103000012157, 0.184161196452, 34],
    ]);
  });
});

describeWithData("the flies of Walton", ["survival/waltons.csv"], () => {
  const rows = readSharedCsv("survival/waltons.csv");
  const stays = { durations: rows.map((r) => Number(r["T"])), left: rows.map((r) => Number(r["E"])) };
  const groups = rows.map((r) => r["group"] as string);

  test("live 56 days in the median, 58 the controls, 26 those with miR-137, χ² 122.24913", () => {
    // medians and χ² as published with lifelines (Davidson-Pilon); intervals by R
    const measure = measureSurvival(stays, { by: groups, horizon: 60 });
    expect(measure.median).toMatchObject({ value: 56, lower: 53, upper: 58 });
    expect(measure.groups?.map(({ id, median }) => [id, median.lower, median.value, median.upper])).toEqual([
      ["control", 56, 58, 60],
      ["miR-137", 19, 26, 29],
    ]);
    const { test: rank, weightings } = compareSurvival(stays, groups);
    expectClose("statistic" in rank ? rank.statistic : 0, 122.24912557301, 1e-11);
    expect(weightings.every(({ pValue }) => pValue < 1e-5)).toBe(true);
  });
});

describe("facts about the data are told, not hidden", () => {
  const codes = (stays: StayTable, options = {}) => measureSurvival(stays, options).notes.map(({ code }) => code);

  test("nobody was seen to leave", () => {
    const measure = measureSurvival({ durations: [3, 5, 8], left: [0, 0, 0] }, { ages: [4, 9] });
    expect(measure.notes.map(({ code }) => code)).toEqual(["survival_no_leavers"]);
    expect(measure.median).toEqual({ n: 3, lower: 0, level: 0.95 });
    expect(measure.at[0]).toMatchObject({ staying: { value: 1 }, atRisk: 2 });
    expect(measure.at[1]).toEqual({ age: 9, atRisk: 0 });
    expect(measure.mean).toMatchObject({ value: 8, horizon: 8 });
    expect("interval" in measure.mean && measure.mean.interval.lower).toBeLessThan(4);
  });

  test("more than half stay at the end", () => {
    expect(codes({ durations: [1, 5, 5], left: [1, 0, 0] })).toContain("survival_median_unreached");
  });

  test("the first watched all left before the others came into sight", () => {
    const stays = { durations: [5, 20, 30], left: [1, 1, 0], entries: [0, 10, 10] };
    expect(codes(stays)).toContain("survival_risk_set_emptied");
    expect(word(measureSurvival(stays).notes[0] as never)).toContain("2 customers were watched only later");
  });

  test("the mean reaches into a tail of few customers", () => {
    const durations = Array.from({ length: 40 }, (_, i) => i + 1);
    expect(codes({ durations, left: durations.map((d) => d % 2) })).toContain("survival_few_at_horizon");
  });

  test("no mean can be named beyond the last customer watched, or where no time passed", () => {
    const stays = { durations: [3, 5], left: [1, 0] };
    const { mean } = measureSurvival(stays, { horizon: 6 });
    expect("abstained" in mean && mean.abstained.code).toBe("survival_horizon_unseen");
    const still = measureSurvival({ durations: [0, 0], left: [1, 0] });
    expect("abstained" in still.mean && still.mean.abstained.code).toBe("survival_no_time");
  });

  test("curves that cross are named with the age at which they do", () => {
    const early = Array.from({ length: 50 }, (_, i) => (i < 25 ? 2 + i / 50 : 30));
    const late = Array.from({ length: 50 }, (_, i) => (i < 40 ? 10 + i / 40 : 30));
    const found = compareSurvival({ durations: [...early, ...late], left: [...early, ...late].map((d) => d < 30) }, [
      ...early.map(() => "early"),
      ...late.map(() => "late"),
    ]);
    expect(found.crossings).toHaveLength(1);
    expect(found.crossings[0]?.age).toBeGreaterThan(10);
    expect(found.crossings[0]?.age).toBeLessThan(11);
    expect(found.notes.map(({ code }) => code)).toContain("survival_curves_cross");
    expect(found.notes.map(({ code }) => code)).toContain("survival_weighting_matters");
    for (const note of found.notes) for (const locale of ["en", "zh"] as const) expect(word(note, locale)).not.toBe("");
  });

  test("groups never watched together cannot be compared", () => {
    const stays = { durations: [2, 3, 12, 14], left: [1, 1, 1, 1], entries: [0, 0, 10, 10] };
    const { test: rank, weightings } = compareSurvival(stays, ["a", "a", "b", "b"]);
    expect("abstained" in rank && rank.abstained.code).toBe("survival_nothing_to_compare");
    expect(weightings).toEqual([]);
  });
});

describe("stays from dates", () => {
  const customers = [
    { id: "old", from: "2015-01-01", to: "2018-06-30", why: "price" },
    { id: "kept", from: "2018-01-01", to: null, why: undefined },
    { id: "gone", from: "2019-07-01", to: "2020-07-01", why: undefined },
    { id: "later", from: "2020-01-01", to: "2022-01-01", why: "service" },
    { id: "next year", from: "2021-05-01", to: null, why: undefined },
  ];
  const read = { start: (c: (typeof customers)[0]) => c.from, end: (c: (typeof customers)[0]) => c.to };

  test("who leaves after the day of the data still stays, who starts after it is not counted", () => {
    const stays = measureStays(customers, { ...read, asOf: "2020-12-31", unit: "year", reason: (c) => c.why });
    expect(Array.from(stays.left)).toEqual([1, 0, 1, 0]);
    expect(stays.reasons).toEqual(["price", "", "", ""]);
    expect(stays.notStarted).toBe(1);
    expectClose(stays.durations[2] as number, 366 / 365.2425, 1e-12);
    expect(Array.from(stays.rows)).toEqual([0, 1, 2, 3]);
  });

  test("who left before the records begin is unseen, who was there already counts from then on", () => {
    const stays = measureStays(customers, { ...read, asOf: "2020-12-31", watchedFrom: "2019-01-01" });
    expect(stays.endedUnseen).toBe(1);
    expect(Array.from(stays.entries ?? [])).toEqual([365, 0, 0]);
    expect(measureSurvival(stays).curve.atRisk).toEqual(Float64Array.of(2));
  });

  test("an end before its start is named by its row", () => {
    const bad = [{ from: "2020-01-02", to: "2020-01-01" }];
    const act = () => measureStays(bad, { start: (c) => c.from, end: (c) => c.to, asOf: "2021-01-01" });
    expect(codeOf(act)).toBe("inconsistent");
    expect(act).toThrow(/customers\[0\] ends 1 days before/);
  });
});

describe("bad input is named", () => {
  const stays = { durations: [1, 2, 3], left: [1, 0, 1] };

  test.each([
    [{ durations: [1, Number.NaN, 2], left: [1, 1, 1] }, "not_finite", /stays\.durations\[1\]/],
    [{ durations: [1, -1], left: [1, 1] }, "out_of_range", /stays\.durations\[1\]/],
    [{ durations: [], left: [] }, "empty_input", /stays\.durations/],
    [{ durations: [1, 2], left: [1] }, "length_mismatch", /stays\.left/],
    [{ durations: [1, 2], left: [1, 2] }, "invalid_type", /stays\.left\[1\]/],
    [{ ...stays, entries: [0, 2, 0] }, "inconsistent", /stays\.entries\[1\] is 2/],
    [{ ...stays, entries: [0, -2, 0] }, "out_of_range", /stays\.entries\[1\]/],
    [{ ...stays, weights: [1, 0, 1] }, "out_of_range", /stays\.weights\[1\]/],
    [{ ...stays, weights: [1, 1] }, "length_mismatch", /stays\.weights/],
  ] as const)("%j", (bad, code, message) => {
    expect(codeOf(() => measureSurvival(bad))).toBe(code);
    expect(() => measureSurvival(bad)).toThrow(message);
  });

  test("options out of their range, and groups that are none", () => {
    expect(codeOf(() => measureSurvival(stays, { level: 1 }))).toBe("out_of_range");
    expect(codeOf(() => measureSurvival(stays, { interval: "exact" as never }))).toBe("unknown_id");
    expect(codeOf(() => measureSurvival(stays, { ages: [-1] }))).toBe("out_of_range");
    expect(codeOf(() => measureSurvival(stays, { shares: [1] }))).toBe("out_of_range");
    expect(codeOf(() => measureSurvival(stays, { horizon: 0 }))).toBe("out_of_range");
    expect(codeOf(() => measureSurvival(stays, { by: ["a"] }))).toBe("length_mismatch");
    expect(codeOf(() => measureSurvival(stays, { by: [1, 2, 3] as never }))).toBe("invalid_type");
    expect(codeOf(() => compareSurvival(stays, ["a", "a", "a"]))).toBe("inconsistent");
    expect(codeOf(() => compareSurvival(stays, ["a", "b", "a"], { weighting: "logrank" as never }))).toBe("unknown_id");
    const power = { kind: "fleming_harrington", p: -1, q: 0 } as const;
    expect(codeOf(() => compareSurvival(stays, ["a", "b", "a"], { weighting: power }))).toBe("out_of_range");
  });

  test("a batch of stays is checked row by row", () => {
    const { accepted, rejected } = parseRecords(stayRecordSchema, [
      { duration: 3, left: true, reason: "price" },
      { duration: -1, left: false },
      { duration: 3, left: "yes" },
    ]);
    expect(accepted).toEqual([{ duration: 3, left: true, reason: "price" }]);
    expect(rejected.map(({ index }) => index)).toEqual([1, 2]);
  });
});

test("intervals cover and tests keep their size in a few hundred simulated books", () => {
  const found = survivalCoverage(120, 300, 1);
  for (const [name, share] of Object.entries(found)) {
    // three standard errors of 300 replicates about 0.95 or 0.05
    const [low, high] = name.startsWith("size") ? [0.012, 0.088] : [0.912, 0.988];
    expect(share, name).toBeGreaterThan(low);
    expect(share, name).toBeLessThan(high);
  }
});
