import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { medianOf } from "../../src/loyalty/care/gaps.ts";
import { type Contact, contactChart, type MeasureContactOptions, measureContact } from "../../src/loyalty/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { toDay, toIsoDate } from "../../src/time/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { codeOf } from "./support.ts";

const AS_OF = "2026-06-30";
const ago = (days: number) => toIsoDate(toDay(AS_OF) - days);
const cadence = [
  { tier: "top", days: 30 },
  { tier: "small", days: 180 },
];
const options: MeasureContactOptions = { cadence, asOf: AS_OF };
const contactsOf = (account: string, ...days: number[]): Contact[] => days.map((day) => ({ account, on: ago(day) }));
const statusOf = (days: number[], more: Partial<MeasureContactOptions> = {}) =>
  measureContact([{ id: "a", tier: "top" }], contactsOf("a", ...days), { ...options, ...more }).accounts[0]?.status;

describe("who has been heard from", () => {
  test("a promise is kept up to its last day, due soon within a week of it, late from the day after", () => {
    expect(statusOf([22])).toBe("on_time");
    expect(statusOf([23])).toBe("due_soon");
    expect(statusOf([30])).toBe("due_soon");
    expect(statusOf([31])).toBe("overdue");
    expect(statusOf([23], { soonDays: 0 })).toBe("on_time");
  });

  test("without others to compare with, twice the promise is silence", () => {
    expect(statusOf([59])).toBe("overdue");
    expect(statusOf([60])).toBe("silent");
    expect(statusOf([60], { silence: { factor: 3 } })).toBe("overdue");
  });

  test("an account that has been quiet for longer before is late, not silent", () => {
    expect(statusOf([70, 170])).toBe("overdue");
    expect(statusOf([101, 201])).toBe("silent");
    expect(statusOf([70, 170], { silence: { ownExceptions: 1 } })).toBe("silent");
  });

  test("with enough gaps of others an account is silent where nearly all of them are shorter", () => {
    const accounts = ["a", "b", "c"].map((id) => ({ id, tier: "top" }));
    // ten gaps of 40 days each
    const others = ["b", "c"].flatMap((id) => contactsOf(id, ...Array.from({ length: 11 }, (_, i) => 40 * i)));
    const status = (days: number) =>
      measureContact(accounts, [...others, ...contactsOf("a", days)], options).accounts.find(
        ({ account }) => account === "a",
      );
    expect(status(40)?.status).toBe("overdue");
    expect(status(41)?.status).toBe("silent");
    expect(status(41)?.reason).toEqual({
      code: "care_contact_silent",
      params: { days: 41, cadence: 30, share: 1 },
    });
    expect(word(status(41)?.reason as never, "en")).toBe(
      "silent for 41 days where 30 days are promised; 100% of the gaps of its tier are shorter",
    );
  });

  test("never contacted is a state of its own, due by the start of the account where that is known", () => {
    const { accounts, tiers } = measureContact(
      [
        { id: "old", tier: "top", since: ago(100) },
        { id: "new", tier: "top", since: ago(10) },
        { id: "unknown", tier: "top" },
      ],
      [],
      options,
    );
    expect(accounts.map(({ account, status, daysOverdue }) => [account, status, daysOverdue])).toEqual([
      ["old", "never", 70],
      ["new", "never", 0],
      ["unknown", "never", 0],
    ]);
    expect(accounts[0]).not.toHaveProperty("daysSince");
    expect(accounts[2]).not.toHaveProperty("due");
    // only the new account's first contact is not yet due
    expect(tiers[0]?.kept).toMatchObject({ value: 1 / 3, n: 3 });
  });

  test("tells last contact, deal and service apart, and counts only what is asked for", () => {
    const contacts: Contact[] = [
      { account: "a", on: ago(5), kind: "deal" },
      { account: "a", on: ago(50), kind: "contact" },
      { account: "a", on: ago(20), kind: "service" },
      { account: "a", on: ago(90), kind: "service" },
    ];
    const row = measureContact([{ id: "a", tier: "top" }], contacts, options).accounts[0];
    expect(row).toMatchObject({ last: ago(5), lastContact: ago(50), lastDeal: ago(5), lastService: ago(20), gaps: 3 });
    const strict = measureContact([{ id: "a", tier: "top" }], contacts, { ...options, counts: ["contact"] });
    expect(strict.accounts[0]).toMatchObject({ status: "overdue", daysSince: 50, lastDeal: ago(5), gaps: 0 });
  });

  test("contacts in the future and of strangers are left out and counted", () => {
    const { accounts, notes } = measureContact(
      [{ id: "a", tier: "top" }],
      [...contactsOf("a", -1, -90), ...contactsOf("stranger", 3)],
      options,
    );
    expect(accounts[0]?.status).toBe("never");
    expect(notes).toEqual([
      { code: "care_contacts_future", params: { n: 2 } },
      { code: "care_contacts_unknown", params: { n: 1 } },
    ]);
  });
});

describe("tiers", () => {
  test("the share kept carries Wilson's interval", () => {
    const accounts = Array.from({ length: 10 }, (_, i) => ({ id: `a${i}`, tier: "top" }));
    const contacts = accounts.flatMap(({ id }, i) => contactsOf(id, i < 8 ? 10 : 45));
    const kept = measureContact(accounts, contacts, options).tiers[0]?.kept;
    if (kept === undefined || "abstained" in kept) throw new Error("no share");
    expect(kept.value).toBe(0.8);
    // R: prop.test(8, 10, correct = FALSE)$conf.int
    expect(kept.interval.lower).toBeCloseTo(0.4901625, 6);
    expect(kept.interval.upper).toBeCloseTo(0.943318, 6);
  });

  test("a median needs six accounts; its interval runs between the ranks of the sign test", () => {
    expect(medianOf(Float64Array.of(1, 2, 3, 4, 5), 0.95)).toEqual({
      abstained: { code: "too_few_rows", params: { n: 5, needed: 6 } },
    });
    // Conover (1999), table A3 (binomial, p = ½): for n = 20 ranks 6 and 15 hold the median in 95.9 %
    const values = Float64Array.from({ length: 20 }, (_, i) => 20 - i);
    expect(medianOf(values, 0.95)).toEqual({ value: 10.5, n: 20, interval: { lower: 6, upper: 15, level: 0.95 } });
  });

  test("the interval of the median covers it at least as often as it says", () => {
    const random = createRandom(3);
    let covered = 0;
    for (let b = 0; b < 5000; b++) {
      const found = medianOf(
        Float64Array.from({ length: 25 }, () => random.gamma(2, 10)),
        0.95,
      );
      // median of a gamma number with shape 2 and scale 10: qgamma(0.5, 2, scale = 10) in R
      if ("interval" in found && found.interval.lower <= 16.7834699 && found.interval.upper >= 16.7834699) covered++;
    }
    // the ranks 8 and 18 of 25 hold the median in 95.67 % (pbinom(7, 25, 0.5) is 2.16 %); 3.5 standard errors either way
    expect(Math.abs(covered / 5000 - 0.9567)).toBeLessThan(0.0101);
  });

  test("a promise for a tier without accounts stays visible", () => {
    const { tiers } = measureContact([{ id: "a", tier: "top" }], [], options);
    expect(tiers[1]).toMatchObject({ tier: "small", accounts: 0, kept: { abstained: { code: "too_few_rows" } } });
  });
});

describe("bad input", () => {
  const one = [{ id: "a", tier: "top" }];
  const bad: [string, string, () => unknown][] = [
    ["no account", "empty_input", () => measureContact([], [], options)],
    ["a tier without a promise", "unknown_id", () => measureContact([{ id: "a", tier: "vip" }], [], options)],
    ["two accounts of one id", "duplicate_id", () => measureContact([...one, ...one], [], options)],
    [
      "two promises for a tier",
      "duplicate_id",
      () => measureContact(one, [], { ...options, cadence: [...cadence, ...cadence] }),
    ],
    [
      "an account of the future",
      "inconsistent",
      () => measureContact([{ ...one[0], since: ago(-1) } as never], [], options),
    ],
    [
      "a contact of no kind",
      "unknown_id",
      () => measureContact(one, [{ account: "a", on: AS_OF, kind: "x" as never }], options),
    ],
    ["a contact without a day", "invalid_type", () => measureContact(one, [{ account: "a" } as never], options)],
    ["no kind that counts", "empty_input", () => measureContact(one, [], { ...options, counts: [] })],
    [
      "a promise of no days",
      "out_of_range",
      () => measureContact(one, [], { ...options, cadence: [{ tier: "top", days: 0 }] }),
    ],
    ["a level of one", "out_of_range", () => measureContact(one, [], { ...options, level: 1 })],
    [
      "a share of the tier above one",
      "out_of_range",
      () => measureContact(one, [], { ...options, silence: { tierShare: 2 } }),
    ],
    ["a measurement that is none", "invalid_type", () => contactChart({} as never)],
  ];
  test.each(bad)("%s is refused", (_what, code, run) => {
    expect(codeOf(run)).toBe(code);
  });
});

describe("the chart", () => {
  test.each(["en", "zh"] as const)("is valid and drawn in %s", async (locale) => {
    const random = createRandom(8);
    const sizes = { top: 40, large: 120, small: 400 } as const;
    const promised = [
      { tier: "top", days: 14 },
      { tier: "large", days: 45 },
      { tier: "small", days: 120 },
    ];
    const accounts = promised.flatMap(({ tier }) =>
      Array.from({ length: sizes[tier as "top"] }, (_, i) => ({ id: `${tier}${i}`, tier })),
    );
    const contacts = accounts.flatMap(({ id, tier }) => {
      if (random.uniform() < 0.04) return [];
      const typical = promised.find((promise) => promise.tier === tier)?.days ?? 1;
      const days: number[] = [];
      for (let at = 0; at < 500; ) {
        at += Math.round(random.gamma(2, typical * 0.4));
        days.push(at);
      }
      return contactsOf(id, ...days);
    });
    const found = measureContact(accounts, contacts, { cadence: promised, asOf: AS_OF });
    const chart = contactChart(found, { locale });
    expectValidChart(chart);
    await writePicture(chart, `contact-${locale}`);
  });
});
