import { describe, expect, test } from "vitest";
import { labelOf, describe as word } from "../../src/core/index.ts";
import { assignLoyalty, assignLoyaltyColumn, explainLoyalty, loyaltyQuadrants } from "../../src/loyalty/index.ts";
import { byHand, ELEVEN, FIVE } from "./support.ts";

const plain = byHand({ scale: FIVE, low: 3, high: 3 }, { scale: ELEVEN, low: 5, high: 5 });
const zoned = byHand({ scale: FIVE, low: 2, high: 4 }, { scale: ELEVEN, low: 4, high: 7 });
const at = (satisfaction: number, loyalty: number) => ({ satisfaction, loyalty });

describe("which quadrant a customer belongs to", () => {
  test("satisfied and loyal is an apostle, held against their will a hostage, content but gone a mercenary", () => {
    expect(assignLoyalty(plain, at(5, 9))).toBe("apostle");
    expect(assignLoyalty(plain, at(1, 9))).toBe("hostage");
    expect(assignLoyalty(plain, at(5, 1))).toBe("mercenary");
    expect(assignLoyalty(plain, at(1, 1))).toBe("defector");
  });

  test("without a zone a rating at the cut is high", () => {
    expect(assignLoyalty(plain, at(3, 5))).toBe("apostle");
    expect(assignLoyalty(plain, at(2.999, 5))).toBe("hostage");
  });

  test("with a zone its ends belong to high and to low, and only what lies strictly between is indifferent", () => {
    expect(assignLoyalty(zoned, at(4, 7))).toBe("apostle");
    expect(assignLoyalty(zoned, at(2, 7))).toBe("hostage");
    expect(assignLoyalty(zoned, at(2, 4))).toBe("defector");
    expect(assignLoyalty(zoned, at(3, 4))).toBe("indifferent");
    expect(assignLoyalty(zoned, at(2.001, 10))).toBe("indifferent");
  });

  test("between the cuts on one axis is enough to be indifferent", () => {
    expect(assignLoyalty(zoned, at(5, 5))).toBe("indifferent");
    expect(assignLoyalty(zoned, at(3, 10))).toBe("indifferent");
    expect(assignLoyalty(zoned, at(3, 5))).toBe("indifferent");
  });

  test("a whole column gets the same answers, an empty one an empty answer", () => {
    const column = assignLoyaltyColumn(zoned, [5, 1, 5, 1, 3], [9, 9, 1, 1, 5]);
    expect([...column].map((index) => loyaltyQuadrants[index])).toEqual(loyaltyQuadrants);
    expect(assignLoyaltyColumn(zoned, [], [])).toEqual(new Uint8Array(0));
  });

  test("every quadrant has a name in both languages", () => {
    expect(loyaltyQuadrants.map((id) => labelOf("quadrant", id, "zh"))).toEqual([
      "传道者",
      "囚禁者",
      "图利者",
      "破坏者",
      "无差异区",
    ]);
    expect(labelOf("loyaltyAxis", "satisfaction", "zh")).toBe("满意度");
  });
});

describe("why a customer stands there, and what would move them", () => {
  test("a hostage becomes an apostle by satisfaction alone", () => {
    const { quadrant, moves, reasons } = explainLoyalty(plain, at(2.5, 9));
    expect(quadrant).toBe("hostage");
    expect(moves).toEqual([
      { axis: "satisfaction", direction: "rise", to: 3, change: 0.5, reached: true, quadrant: "apostle" },
      { axis: "loyalty", direction: "fall", to: 5, change: -4, reached: false, quadrant: "defector" },
    ]);
    expect(reasons.map((reason) => word(reason))).toEqual([
      "satisfaction 2.5 is low: 0.5 below the cut 3",
      "loyalty 9 is high: 4 above the cut 5",
      "a rise by 0.5 in satisfaction, to 3, would lead to: apostle",
      "a fall by 4 in loyalty, past 5, would lead to: defector",
    ]);
    expect(reasons.map((reason) => word(reason, "zh"))).toEqual([
      "满意度 2.5 属于低：低于切分点 3 共 0.5 分",
      "忠诚度 9 属于高：高于切分点 5 共 4 分",
      "满意度上升 0.5 分、达到 3，即转为传道者",
      "忠诚度下降 4 分、越过 5，即转为破坏者",
    ]);
  });

  test("an apostle at the cut is lost by any fall", () => {
    const { moves, reasons } = explainLoyalty(plain, at(3, 9));
    expect(moves[0]).toMatchObject({ direction: "fall", change: 0, reached: false, quadrant: "hostage" });
    expect(word(reasons[0] as (typeof reasons)[number])).toBe("satisfaction 3 is high: exactly at the cut 3");
    expect(word(reasons[2] as (typeof reasons)[number])).toBe(
      "any fall in satisfaction, past 3, would lead to: hostage",
    );
  });

  test("a defector at the lower end of the zone is one step from indifference", () => {
    const { moves } = explainLoyalty(zoned, at(2, 1));
    expect(moves[0]).toMatchObject({ direction: "rise", change: 0, reached: false, quadrant: "indifferent" });
  });

  test("a customer who is indifferent on both axes is moved by no single rating", () => {
    const { quadrant, moves, reasons } = explainLoyalty(zoned, at(3, 5));
    expect(quadrant).toBe("indifferent");
    expect(moves).toEqual([]);
    expect(word(reasons[0] as (typeof reasons)[number])).toBe(
      "satisfaction 3 is neither high nor low: it lies between 2 and 4",
    );
  });

  test("ratings on a narrow scale are not worded as zeros", () => {
    const narrow = byHand(
      { scale: { min: 0, max: 0.01 }, low: 0.005, high: 0.005 },
      { scale: ELEVEN, low: 5, high: 5 },
    );
    const [first] = explainLoyalty(narrow, at(0.00425, 9)).reasons;
    expect(word(first as NonNullable<typeof first>)).toBe("satisfaction 0.00425 is low: 0.00075 below the cut 0.005");
  });
});
