import { beforeAll, describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import {
  cmhTest,
  expectLosses,
  homogeneityTest,
  riskDifference,
  riskRatio,
} from "../../src/loyalty/care/mantel-haenszel.ts";
import { measureSilenceCost, type SilenceHistory } from "../../src/loyalty/index.ts";
import { CONFOUNDED_BOOK, COSTLY_BOOK, costOf, drawBook, LANDMARK, NULL_BOOK, simulate } from "./care-support.ts";
import { codeOf } from "./support.ts";

const stratum = (exposedLost: number, exposed: number, otherLost: number, other: number) => ({
  exposed,
  exposedLost,
  other,
  otherLost,
});

/**
 * Deaths under tolbutamide and placebo below and above the age of 55, University Group Diabetes Program: Rothman,
 * Greenland and Lash (2008), Modern Epidemiology, 3rd ed., table 15-1; the figures to four digits are those of
 * https://www.metafor-project.org/doku.php/analyses:rothman2008.
 */
const TOLBUTAMIDE = [stratum(8, 106, 5, 120), stratum(22, 98, 16, 85)];

/** Response to a drug and a control cream in eight centres: Agresti (2013), Categorical Data Analysis, 3rd ed., table 6.9. */
const CENTRES = [
  stratum(11, 36, 10, 37),
  stratum(16, 20, 22, 32),
  stratum(14, 19, 7, 19),
  stratum(2, 16, 1, 17),
  stratum(6, 17, 0, 12),
  stratum(1, 11, 0, 10),
  stratum(1, 5, 1, 9),
  stratum(4, 6, 6, 7),
];

describe("published examples", () => {
  test("the difference within strata and its interval are those of Rothman's chapter", () => {
    const found = riskDifference(TOLBUTAMIDE, 0.9);
    expect(found?.value).toBeCloseTo(0.0349, 4);
    // the chapter: −0.018 to 0.088
    expect(found?.interval.lower).toBeCloseTo(-0.018, 3);
    expect(found?.interval.upper).toBeCloseTo(0.088, 3);
    expect(found?.n).toBe(409);
  });

  test("the ratio within strata and its interval are those of the chapter", () => {
    const found = riskRatio(TOLBUTAMIDE, 0.9);
    expect(found?.value).toBeCloseTo(1.3256, 4);
    expect(found?.interval.lower).toBeCloseTo(0.8658, 4);
    expect(found?.interval.upper).toBeCloseTo(2.0296, 4);
  });

  test("the tests of association and of one difference are those of the chapter", () => {
    // metafor gives 1.1976 for Cochran's variance; Mantel and Haenszel's has N − 1 in place of N
    expect(cmhTest(expectLosses(TOLBUTAMIDE)).statistic).toBeCloseTo(1.1914, 4);
    expect(cmhTest(expectLosses(TOLBUTAMIDE)).pValue).toBeCloseTo(0.275, 4);
    // the chapter: 0.001, p = 0.97
    expect(homogeneityTest(TOLBUTAMIDE, 0.0349)?.statistic).toBeCloseTo(0.001, 2);
    expect(homogeneityTest(TOLBUTAMIDE, 0.0349)?.pValue).toBeCloseTo(0.97, 2);
  });

  test("Agresti's eight centres give a statistic of 6.38 and p = 0.012", () => {
    const found = cmhTest(expectLosses(CENTRES));
    expect(found.statistic).toBeCloseTo(6.38, 2);
    expect(found.pValue).toBeCloseTo(0.012, 3);
  });
});

const options = { landmark: LANDMARK, followDays: 184, asOf: "2026-01-31", cadence: [{ tier: "top", days: 30 }] };
const account = (id: string, contacts: string[], more: Partial<SilenceHistory> = {}): SilenceHistory => ({
  id,
  tier: "top",
  contacts,
  ...more,
});
const many = (n: number, contact: string, lost: number, more: Partial<SilenceHistory> = {}) =>
  Array.from({ length: n }, (_, i) =>
    account(`${contact} ${i}`, [contact], { ...more, ...(i < lost ? { left: "2025-10-01" } : {}) }),
  );
const QUIET = "2025-01-10";
const RECENT = "2025-06-20";

describe("who is compared", () => {
  test("a contact after the landmark does not make anybody contacted, and a loss before it is no outcome", () => {
    const cost = measureSilenceCost(
      [
        account("quiet, called later", [QUIET, "2025-07-01"]),
        account("on the last day", ["2025-05-31"]),
        account("one day more", ["2025-05-30"]),
        account("gone on the landmark", [QUIET], { left: LANDMARK }),
        account("began later", [], { since: "2025-07-10" }),
        account("never heard of", []),
        account("never contacted since 2024", [], { since: "2024-05-01" }),
        account("left after the follow-up", [RECENT], { left: "2026-01-20" }),
      ],
      options,
    );
    expect(cost.tiers[0]).toMatchObject({ silent: 3, silentLost: 0, contacted: 2, contactedLost: 0, used: false });
    expect(cost.excluded).toEqual({ gone: 1, later: 1, unknown: 1, between: 0, thin: 5 });
    expect(cost.until).toBe("2025-12-31");
  });

  test("between late and silent an account is not compared", () => {
    const histories = [account("a", ["2025-05-15"]), account("b", ["2025-03-01"])];
    const cost = measureSilenceCost(histories, { ...options, factor: 2 });
    expect(cost.tiers[0]).toMatchObject({ silent: 1, contacted: 0 });
    expect(cost.excluded.between).toBe(1);
  });

  test("silence judged over the whole time would look harmless where the landmark shows that nothing happens", () => {
    // nobody is called again; accounts leave evenly. Those that left early never had time to be called "silent"
    const histories = Array.from({ length: 360 }, (_, i) =>
      account(`a${i}`, [i % 2 === 0 ? RECENT : QUIET], { left: `2025-${String(7 + (i % 6)).padStart(2, "0")}-15` }),
    ).concat(Array.from({ length: 360 }, (_, i) => account(`b${i}`, [i % 2 === 0 ? RECENT : QUIET])));
    const cost = measureSilenceCost(histories, options);
    expect(cost.difference).toMatchObject({ value: 0 });
    const silentAtSomeTime = (row: SilenceHistory) =>
      row.contacts[0] === QUIET || (row.left as string) > "2025-07-20" || row.left === undefined;
    const rate = (rows: readonly SilenceHistory[]) =>
      rows.filter(({ left }) => left !== undefined).length / rows.length;
    expect(rate(histories.filter((row) => !silentAtSomeTime(row)))).toBe(1);
  });
});

describe("what is lost", () => {
  test("value lost per silent account and in total follow from the losses within tiers", () => {
    const histories = [...many(40, QUIET, 20, { value: 100 }), ...many(60, RECENT, 12, { value: 100 })];
    const { lossPerSilent, lossTotal, difference, ratio, crude } = measureSilenceCost(histories, options);
    expect(difference).toMatchObject({ n: 100 });
    expect(crude).toMatchObject({ value: expect.closeTo(0.3, 12) });
    expect(ratio).toMatchObject({ value: expect.closeTo(2.5, 12) });
    expect(lossPerSilent).toMatchObject({ value: expect.closeTo(30, 10) });
    expect(lossTotal).toMatchObject({ value: expect.closeTo(1200, 8) });
    // equal values: Agresti and Caffo's interval of the shares 21/42 and 13/62, times 100
    if (!("value" in lossPerSilent)) throw new Error("no loss");
    const centre = 100 * (21 / 42 - 13 / 62);
    const se = 100 * Math.sqrt((0.5 * 0.5) / 41 + ((13 / 62) * (49 / 62)) / 61);
    expect((lossPerSilent.interval.lower + lossPerSilent.interval.upper) / 2).toBeCloseTo(centre, 9);
    const quantile = (lossPerSilent.interval.upper - centre) / se;
    expect(quantile).toBeGreaterThan(1.98);
    expect(quantile).toBeLessThan(2);
  });

  test("with values after the landmark a shrunken account counts as loss, a grown one against it", () => {
    const pair = (contact: string, after: number) =>
      many(30, contact, 0).map((row, i) => ({ ...row, value: 100, valueAfter: after + (i % 3) }));
    const cost = measureSilenceCost([...pair(QUIET, 60), ...pair(RECENT, 110)], options);
    expect(cost.lossPerSilent).toMatchObject({ value: expect.closeTo(50, 9) });
    // nobody left, so nothing can be said about leaving
    expect(cost.difference).toMatchObject({ abstained: { code: "care_silence_few_losses" } });
  });

  test("too few losses, no tier with both sides, no values: each abstains and says so in both languages", () => {
    const few = measureSilenceCost([...many(20, QUIET, 2), ...many(20, RECENT, 1)], options);
    expect(few.difference).toEqual({
      abstained: { code: "care_silence_few_losses", params: { losses: 3, margin: 1.5, needed: 5 } },
    });
    expect(few.lossTotal).toEqual({ abstained: { code: "care_silence_no_values", params: { n: 40 } } });
    const none = measureSilenceCost(many(20, QUIET, 8), options);
    expect(none.crude).toEqual({ abstained: { code: "care_silence_no_tier", params: { needed: 5 } } });
    for (const reason of [...few.reasons, ...none.reasons]) {
      expect(word(reason, "en")).not.toContain("undefined");
      expect(word(reason, "zh")).toMatch(/[一-龥]/);
    }
    const ratio = measureSilenceCost([...many(40, QUIET, 20), ...many(40, RECENT, 0)], options).ratio;
    expect(ratio).toEqual({
      abstained: { code: "care_silence_no_ratio", params: { silentLost: 20, contactedLost: 0 } },
    });
    const flat = measureSilenceCost([...many(40, QUIET, 40), ...many(40, RECENT, 0)], options).difference;
    expect(flat).toEqual({ abstained: { code: "care_silence_no_scatter", params: { n: 80 } } });
  });

  test("always says that it is an association", () => {
    const { reasons } = costOf(drawBook(COSTLY_BOOK, 1), COSTLY_BOOK);
    expect(reasons[0]).toEqual({ code: "care_silence_association", params: { accounts: 720 } });
    expect(word(reasons[0] as never)).toContain("does not prove");
    expect(reasons[1]?.code).toBe("care_silence_difference");
  });
});

describe("simulated books", () => {
  const BOOKS = 250;
  let none: ReturnType<typeof simulate>;
  let confounded: ReturnType<typeof simulate>;
  beforeAll(() => {
    none = simulate(
      NULL_BOOK.map((tier) => ({ ...tier, accounts: tier.accounts / 2 })),
      BOOKS,
      21,
    );
    confounded = simulate(CONFOUNDED_BOOK, BOOKS, 22);
  });

  test("where silence does nothing, the test cries in about 5 % and p-values are uniform", () => {
    const cried = none.pValues.filter((p) => p < 0.05).length / BOOKS;
    // three standard errors of 250 books
    expect(Math.abs(cried - 0.05)).toBeLessThan(0.041);
    const sorted = [...none.pValues].sort((a, b) => a - b);
    const distance = Math.max(
      ...sorted.map((p, i) => Math.max(Math.abs(p - i / BOOKS), Math.abs(p - (i + 1) / BOOKS))),
    );
    // Kolmogorov's bound at 1 %: 1.63/√n
    expect(distance).toBeLessThan(1.63 / Math.sqrt(BOOKS));
  });

  test("intervals of difference and ratio cover the truth about as often as they say", () => {
    for (const { covered, ratioCovered, lossCovered } of [none, confounded]) {
      for (const share of [covered, ratioCovered]) expect(Math.abs(share - 0.95)).toBeLessThan(0.041);
      expect(lossCovered).toBeGreaterThan(0.909);
    }
  });

  test("where small accounts are both silent and lost, the crude difference is biased and the one within tiers is not", () => {
    expect(confounded.crude).toBeGreaterThan(0.1);
    expect(Math.abs(confounded.mean)).toBeLessThan(0.006);
    expect(confounded.crudeCovered).toBeLessThan(0.3);
  });
});

describe("bad input", () => {
  const one = [account("a", [RECENT])];
  const bad: [string, string, () => unknown][] = [
    ["no account", "empty_input", () => measureSilenceCost([], options)],
    ["a follow-up that has not ended", "inconsistent", () => measureSilenceCost(one, { ...options, followDays: 365 })],
    [
      "a tier without a promise",
      "unknown_id",
      () => measureSilenceCost([{ ...account("a", []), tier: "vip" }], options),
    ],
    ["two accounts of one id", "duplicate_id", () => measureSilenceCost([...one, ...one], options)],
    [
      "values for some accounts",
      "inconsistent",
      () => measureSilenceCost([...one, account("b", [], { value: 1 })], options),
    ],
    [
      "a value after without one before",
      "inconsistent",
      () => measureSilenceCost([account("a", [], { valueAfter: 1 })], options),
    ],
    ["a negative value", "out_of_range", () => measureSilenceCost([account("a", [], { value: -1 })], options)],
    [
      "a value that is no number",
      "not_finite",
      () => measureSilenceCost([account("a", [], { value: Number.NaN })], options),
    ],
    [
      "a loss in the future",
      "inconsistent",
      () => measureSilenceCost([account("a", [], { left: "2027-01-01" })], options),
    ],
    [
      "a loss before the start",
      "inconsistent",
      () => measureSilenceCost([account("a", [], { left: "2024-01-01", since: "2025-01-01" })], options),
    ],
    ["a contact that is no date", "invalid_date", () => measureSilenceCost([account("a", ["x"])], options)],
    [
      "contacts that are no list",
      "invalid_type",
      () => measureSilenceCost([{ id: "a", tier: "top" } as never], options),
    ],
    ["one account a side", "out_of_range", () => measureSilenceCost(one, { ...options, minAccounts: 1 })],
    ["a factor below one", "out_of_range", () => measureSilenceCost(one, { ...options, factor: 0.5 })],
  ];
  test.each(bad)("%s is refused", (_what, code, run) => {
    expect(codeOf(run)).toBe(code);
  });
});
