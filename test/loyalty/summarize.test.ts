import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { fitLoyalty, type LoyaltySummary, summarizeLoyalty } from "../../src/loyalty/index.ts";
import { logGamma } from "../../src/math/gamma.ts";
import { wilsonInterval } from "../../src/math/proportion.ts";
import { expectClose } from "../support/close.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { type Answer, axes, byHand, ELEVEN, FIVE, survey } from "./support.ts";

const model = byHand({ scale: FIVE, low: 2, high: 4 }, { scale: ELEVEN, low: 4, high: 7 });
const value = (answer: Answer): number => answer.revenue;
const row = (satisfaction: number, loyalty: number, revenue: number): Answer => ({ satisfaction, loyalty, revenue });
const groupOf = (summary: LoyaltySummary, quadrant: string) => {
  const group = summary.groups.find((candidate) => candidate.quadrant === quadrant);
  if (group === undefined) throw new Error(`no group ${quadrant}`);
  return group;
};

describe("the book by quadrant", () => {
  const rows = [row(5, 10, 300), row(4, 7, 100), row(2, 8, 500), row(1, 0, 100), row(3, 9, 0)];
  const summary = summarizeLoyalty(model, rows, { ...axes, value });

  test("counts customers, ratings and value", () => {
    expect(summary.groups.map(({ quadrant, n }) => [quadrant, n])).toEqual([
      ["apostle", 2],
      ["hostage", 1],
      ["mercenary", 0],
      ["defector", 1],
      ["indifferent", 1],
    ]);
    expect(groupOf(summary, "apostle")).toMatchObject({
      meanSatisfaction: 4.5,
      meanLoyalty: 8.5,
      value: 400,
      valueShare: 0.4,
    });
    expect(summary).toMatchObject({ customers: 5, value: 1000, binned: false, notes: [] });
  });

  test("a share carries its Wilson interval and the number of all customers", () => {
    expect(groupOf(summary, "hostage").share).toEqual({ value: 0.2, n: 5, interval: wilsonInterval(1, 5) });
    const wide = summarizeLoyalty(model, rows, { ...axes, level: 0.8 });
    expect(groupOf(wide, "hostage").share.interval).toEqual(wilsonInterval(1, 5, 0.8));
  });

  test("a quadrant without customers has no mean, and a worth of zero", () => {
    const empty = groupOf(summary, "mercenary");
    expect(empty).not.toHaveProperty("meanSatisfaction");
    expect(empty).not.toHaveProperty("meanLoyalty");
    expect(empty).toMatchObject({ n: 0, value: 0, valueShare: 0 });
    expect(empty.share.interval.lower).toBe(0);
  });

  test("nothing is said about value when none was given", () => {
    const plain = summarizeLoyalty(model, rows, axes);
    expect(plain).not.toHaveProperty("value");
    for (const group of plain.groups) {
      expect(group).not.toHaveProperty("value");
      expect(group).not.toHaveProperty("valueShare");
    }
  });

  test("a worthless book has values and no shares of value, and says why", () => {
    const worthless = summarizeLoyalty(model, [row(5, 9, 0), row(1, 1, 0)], { ...axes, value });
    expect(worthless.notes).toEqual([{ code: "loyalty_value_zero", params: { n: 2 } }]);
    expect(groupOf(worthless, "apostle")).toMatchObject({ value: 0 });
    expect(groupOf(worthless, "apostle")).not.toHaveProperty("valueShare");
  });

  test("where returns exceed the sales of a quadrant no share is named, and it says which", () => {
    const returns = summarizeLoyalty(model, [row(5, 9, 80), row(1, 1, -30)], { ...axes, value });
    expect(returns.notes).toEqual([{ code: "loyalty_value_negative", params: { quadrant: "defector", value: -30 } }]);
    expect(returns.value).toBe(50);
    expect(word(returns.notes[0] as NonNullable<(typeof returns.notes)[0]>, "zh")).toContain("破坏者");
  });
});

describe("where the customers lie", () => {
  test("pairs of whole ratings are kept apart and counted", () => {
    const { cells, binned } = summarizeLoyalty(model, survey(5000, 2), axes);
    expect(binned).toBe(false);
    expect(cells.length).toBeLessThanOrEqual(55);
    expect(cells.reduce((total, cell) => total + cell.n, 0)).toBe(5000);
    expect(cells.every((cell) => Number.isInteger(cell.satisfaction) && Number.isInteger(cell.loyalty))).toBe(true);
  });

  test("many fractional ratings are put on a grid that never straddles a cut", () => {
    const rows = Array.from({ length: 3000 }, (_, i) => ({
      satisfaction: 1 + (4 * ((i * 617) % 3000)) / 2999,
      loyalty: (10 * i) / 2999,
    }));
    const summary = summarizeLoyalty(model, rows, axes);
    expect(summary.binned).toBe(true);
    expect(summary.cells.length).toBeLessThanOrEqual(22 * 22);
    for (const { quadrant, n } of summary.groups) {
      const inside = summary.cells.filter((cell) => cell.quadrant === quadrant);
      expect(inside.reduce((total, cell) => total + cell.n, 0)).toBe(n);
    }
  });

  test("a side of the scale that is a single point keeps its only rating", () => {
    const ends = byHand({ scale: FIVE, low: 1, high: 5 }, { scale: ELEVEN, low: 0, high: 10 });
    const rows = Array.from({ length: 1000 }, (_, i) => ({
      satisfaction: i % 5 === 0 ? 5 : 1 + (i % 400) / 100,
      loyalty: (10 * i) / 999,
    }));
    const { cells, binned } = summarizeLoyalty(ends, rows, axes);
    expect(binned).toBe(true);
    expect(cells.every((cell) => Number.isFinite(cell.satisfaction) && Number.isFinite(cell.loyalty))).toBe(true);
    expect(cells.reduce((total, cell) => total + cell.n, 0)).toBe(1000);
  });
});

test("the interval of a share holds the true share in 93–97 % of surveys of 100, summed over all of them", () => {
  const n = 100;
  const rows = (k: number) => Array.from({ length: n }, (_, i) => (i < k ? row(1, 9, 1) : row(5, 9, 1)));
  const intervals = Array.from({ length: n + 1 }, (_, k) => {
    return groupOf(summarizeLoyalty(model, rows(k), axes), "hostage").share.interval;
  });
  for (const truth of [0.1, 0.25, 0.5, 0.8]) {
    let covered = 0;
    intervals.forEach(({ lower, upper }, k) => {
      if (truth < lower || truth > upper) return;
      const ways = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
      covered += Math.exp(ways + k * Math.log(truth) + (n - k) * Math.log(1 - truth));
    });
    expect(Math.abs(covered - 0.95), `${truth}: ${covered}`).toBeLessThan(0.02);
  }
});

describeWithData("20,000 passengers", ["satisfaction/airline_passenger_satisfaction.csv"], () => {
  // the airline's own two marks: is the passenger a returning customer, and did they call themselves satisfied
  const passengers = readSharedCsv("satisfaction/airline_passenger_satisfaction.csv");
  const RATINGS = Object.keys(passengers[0] ?? {}).slice(7, 21);
  const loyalty = (passenger: Record<string, string>): number =>
    Number(passenger["Customer Type"] === "Loyal Customer");
  const yesNo = { min: 0, max: 1 };

  test("of 16,381 loyal customers 8,509 are not satisfied: more than half are held, not won", () => {
    const read = { satisfaction: (p: Record<string, string>) => Number(p["satisfaction"] === "satisfied"), loyalty };
    const fitted = fitLoyalty(passengers, { ...read, satisfactionScale: yesNo, loyaltyScale: yesNo });
    const { groups } = summarizeLoyalty(fitted, passengers, read);
    // regenerate: cut -d, -f3,23 airline_passenger_satisfaction.csv | sort | uniq -c
    expect(groups.map((group) => group.n)).toEqual([7872, 8509, 887, 2732, 0]);
    const hostage = groups[1] as (typeof groups)[number];
    expectClose(hostage.share.value, 8509 / 20_000, 1e-12);
    // Wilson's closed form in Python with z = 1.959963984540054
    expectClose(hostage.share.interval.lower, 0.41861289747775393, 1e-12);
    expectClose(hostage.share.interval.upper, 0.43231573509821125, 1e-12);
  });

  test("the mean of the questions that were asked puts 9,472 loyal customers below 3.5 of 5", () => {
    const satisfaction = (passenger: Record<string, string>): number => {
      const asked = RATINGS.map((name) => Number(passenger[name])).filter((rating) => rating > 0);
      return asked.reduce((total, rating) => total + rating, 0) / asked.length;
    };
    const read = { satisfaction, loyalty };
    const cuts = { satisfaction: 3.5, loyalty: 0.5 };
    const scales = { satisfactionScale: FIVE, loyaltyScale: yesNo };
    const fitted = fitLoyalty(passengers, { ...read, ...scales, cuts });
    const summary = summarizeLoyalty(fitted, passengers, read);
    // counted with Python's csv module and exact fractions
    expect(summary.groups.map((group) => group.n)).toEqual([6909, 9472, 1067, 2552, 0]);
    const means = (loyal: readonly string[]) => {
      const groups = loyal.map((quadrant) => groupOf(summary, quadrant));
      const n = groups.reduce((total, group) => total + group.n, 0);
      return groups.reduce((total, group) => total + group.n * (group.meanSatisfaction ?? 0), 0) / n;
    };
    expectClose(means(["apostle", "hostage"]), 3.3084250578390213, 1e-12);
    expectClose(means(["mercenary", "defector"]), 3.1162346449718727, 1e-12);
    expect(summary.cells.reduce((total, cell) => total + cell.n, 0)).toBe(20_000);
  });
});
