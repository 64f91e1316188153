import { describe, expect, test } from "vitest";
import { loadModel } from "../../src/core/index.ts";
import { fitLoyalty } from "../../src/loyalty/index.ts";
import { loyaltyModelSpec } from "../../src/loyalty/quadrant/schema.ts";
import { createRandom } from "../../src/math/random.ts";
import { describeWithData } from "../support/shared-data.ts";
import { passengers } from "./curve-support.ts";
import { axes, byHand, codeOf, ELEVEN, FIVE, survey } from "./support.ts";

const scales = { satisfactionScale: FIVE, loyaltyScale: ELEVEN };
const highs = (model: { satisfaction: { high: number }; loyalty: { high: number } }) => [
  model.satisfaction.high,
  model.loyalty.high,
];

/** Customers who stay with a chance that jumps at satisfaction 4 and at loyalty 6. */
function outcomes(n: number, seed: number) {
  const random = createRandom(seed);
  return survey(n, seed).map((answer) => ({
    ...answer,
    stayed: random.uniform() < (answer.satisfaction >= 4 ? 0.5 : 0.2) + (answer.loyalty >= 6 ? 0.4 : 0),
  }));
}
const byOutcome = {
  ...axes,
  ...scales,
  cuts: "outcome",
  stayed: (a: { stayed: boolean }) => a.stayed,
  outcome: { seed: 1, replicates: 200 },
} as const;

describe("more ways to cut", () => {
  const answers = survey(501, 1);

  test("the best answer alone is high", () => {
    expect(highs(fitLoyalty(answers, { ...axes, ...scales, cuts: "top_box" }))).toEqual([5, 10]);
    expect(codeOf(() => fitLoyalty([{ satisfaction: 2.5, loyalty: 1 }], { ...axes, ...scales, cuts: "top_box" }))).toBe(
      "out_of_range",
    );
  });

  test("half of the customers stand at or above the median", () => {
    const model = fitLoyalty(answers, { ...axes, ...scales, cuts: "median" });
    expect(model.method).toBe("median");
    expect(answers.filter((a) => a.satisfaction >= model.satisfaction.high).length).toBeGreaterThanOrEqual(251);
  });

  test("Youden's index by hand: four stayers, four leavers", () => {
    const rows = [
      [5, 9, 1],
      [4, 8, 1],
      [4, 7, 1],
      [2, 3, 1],
      [4, 6, 0],
      [2, 4, 0],
      [1, 2, 0],
      [1, 1, 0],
    ].map(([satisfaction = 0, loyalty = 0, stayed]) => ({ satisfaction, loyalty, stayed: stayed === 1 }));
    const { satisfaction, fittedOn } = fitLoyalty(rows, byOutcome);
    // at 2: 4 of 4 stayers, 2 of 4 leavers; at 4: 3 and 1; of equal cuts the lowest; pairs: 5 beats 4, 4 beats 3 and ties 1, twice, 2 beats 2 and ties 1
    expect(satisfaction.high).toBe(2);
    expect(fittedOn.separation?.satisfaction.youden.value).toBe(0.5);
    expect(fittedOn.separation?.satisfaction.rank.value).toBe((4 + 3.5 + 3.5 + 2.5) / 16);
  });

  test("the cut that was built in is found, and its interval covers it", () => {
    let held = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const { separation } = fitLoyalty(outcomes(400, seed), byOutcome).fittedOn;
      const { lower, upper } = (separation as NonNullable<typeof separation>).satisfaction.cut.interval;
      if (lower <= 4 && 4 <= upper) held++;
    }
    // an interval over whole answers covers at least as often as it says
    expect(held).toBeGreaterThanOrEqual(54);
  });

  test("an axis that tells nothing is said to", () => {
    const random = createRandom(3);
    const rows = survey(200, 3).map((a) => ({ ...a, stayed: random.uniform() < 0.5 }));
    expect(fitLoyalty(rows, byOutcome).fittedOn.separation?.loyalty.notes[0]?.code).toBe("loyalty_cut_weak");
  });

  test("the order of the customers does not matter, the seed decides the interval", () => {
    const rows = outcomes(300, 9);
    expect(fitLoyalty([...rows].reverse(), byOutcome)).toEqual(fitLoyalty(rows, byOutcome));
  });

  test("outcomes that are missing, unclear or all alike are refused", () => {
    const rows = outcomes(50, 2);
    const refusal = (more: object) => codeOf(() => fitLoyalty(rows, { ...byOutcome, ...more }));
    for (const bad of [undefined, null, 7, "x", () => 1, () => undefined])
      expect(refusal({ stayed: bad })).toBe("invalid_type");
    for (const bad of [undefined, null, 7, {}, { seed: "x" }]) expect(refusal({ outcome: bad })).toBe("invalid_type");
    expect(refusal({ outcome: { seed: Number.NaN } })).toBe("not_finite");
    expect(refusal({ outcome: { seed: 1, replicates: 5 } })).toBe("out_of_range");
    expect(refusal({ stayed: () => true })).toBe("inconsistent");
  });
});

test("models of the first format still load, and new ones travel whole", () => {
  const old = byHand({ scale: FIVE, low: 3, high: 3 }, { scale: ELEVEN, low: 5, high: 5 });
  expect(loadModel(loyaltyModelSpec, JSON.parse(JSON.stringify(old)))).toEqual(old);
  for (const cuts of ["top_box", "median"] as const) {
    const model = fitLoyalty(survey(50, 1), { ...axes, ...scales, cuts });
    expect(loadModel(loyaltyModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
  }
  const model = fitLoyalty(outcomes(100, 4), byOutcome);
  expect(loadModel(loyaltyModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
});

describeWithData("20,000 airline passengers", ["satisfaction/airline_passenger_satisfaction.csv"], () => {
  test("loyal passengers are told from the others a little, at a mean rating near 3.5", () => {
    const people = passengers();
    const { separation } = fitLoyalty(people, {
      satisfaction: (p) => p.satisfaction,
      loyalty: (p) => (p.loyal ? 1 : 0),
      satisfactionScale: FIVE,
      loyaltyScale: { min: 0, max: 1 },
      cuts: "outcome",
      stayed: (p) => p.loyal,
      outcome: { seed: 1, replicates: 200 },
    }).fittedOn;
    const found = (separation as NonNullable<typeof separation>).satisfaction;
    // counted again over all cuts, one by one
    const loyal = people.filter((p) => p.loyal);
    const others = people.filter((p) => !p.loyal);
    const youden = (cut: number) =>
      loyal.filter((p) => p.satisfaction >= cut).length / loyal.length -
      others.filter((p) => p.satisfaction >= cut).length / others.length;
    const best = Math.max(...[...new Set(people.map((p) => p.satisfaction))].map(youden));
    expect(found.youden.value).toBeCloseTo(best, 12);
    expect(found.cut.value).toBeGreaterThan(3.2);
    expect(found.cut.value).toBeLessThan(4);
    expect(found.rank.interval.lower).toBeGreaterThan(0.55);
    expect(found.notes).toEqual([]);
  });
});
