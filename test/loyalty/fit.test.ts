import { describe, expect, test } from "vitest";
import { loadModel, describe as word } from "../../src/core/index.ts";
import { assignLoyalty, fitLoyalty, type LoyaltyModel } from "../../src/loyalty/index.ts";
import { loyaltyModelSpec } from "../../src/loyalty/quadrant/schema.ts";
import { axes, byHand, codeOf, ELEVEN, FIVE, survey } from "./support.ts";

const scales = { satisfactionScale: FIVE, loyaltyScale: ELEVEN };
const answers = survey(500, 1);

function cutsOf({ satisfaction, loyalty }: LoyaltyModel): number[] {
  return [satisfaction.low, satisfaction.high, loyalty.low, loyalty.high];
}

describe("where the cuts lie", () => {
  test("the middle of each scale unless asked otherwise, without a zone", () => {
    const model = fitLoyalty(answers, { ...axes, ...scales });
    expect(model.method).toBe("midpoint");
    expect(cutsOf(model)).toEqual([3, 3, 5, 5]);
  });

  test("a zone of indifference lies evenly around the middle, for both axes or for one", () => {
    expect(cutsOf(fitLoyalty(answers, { ...axes, ...scales, indifference: 2 }))).toEqual([2, 4, 4, 6]);
    expect(cutsOf(fitLoyalty(answers, { ...axes, ...scales, indifference: { loyalty: 3 } }))).toEqual([3, 3, 3.5, 6.5]);
  });

  test("the two best answers are high, and a zone lies below them", () => {
    expect(cutsOf(fitLoyalty(answers, { ...axes, ...scales, cuts: "top_two_box" }))).toEqual([4, 4, 9, 9]);
    const zoned = fitLoyalty(answers, { ...axes, ...scales, cuts: "top_two_box", indifference: 2 });
    expect(cutsOf(zoned)).toEqual([2, 4, 7, 9]);
    expect(assignLoyalty(zoned, { satisfaction: 3, loyalty: 10 })).toBe("indifferent");
  });

  test("given cuts stand as they are, a single point widened by the zone", () => {
    const cuts = { satisfaction: { low: 2, high: 4 }, loyalty: 7 };
    expect(cutsOf(fitLoyalty(answers, { ...axes, ...scales, cuts }))).toEqual([2, 4, 7, 7]);
    const widened = fitLoyalty(answers, { ...axes, ...scales, cuts, indifference: { loyalty: 1 } });
    expect(cutsOf(widened)).toEqual([2, 4, 6.5, 7.5]);
    expect(widened.method).toBe("given");
  });

  test("a zone as wide as the scale leaves only its two ends", () => {
    const scale = { min: 0.1, max: 0.7 };
    const rows = [{ satisfaction: 0.1, loyalty: 0.7 }];
    const width = { satisfactionScale: scale, loyaltyScale: scale, indifference: 0.7 - 0.1 };
    const model = fitLoyalty(rows, { ...axes, ...width });
    expect(assignLoyalty(model, { satisfaction: 0.1, loyalty: 0.7 })).toBe("hostage");
    expect(assignLoyalty(model, { satisfaction: 0.2, loyalty: 0.7 })).toBe("indifferent");
  });
});

describe("what is refused", () => {
  const refusalOf = (more: object) => codeOf(() => fitLoyalty(answers, { ...axes, ...scales, ...more }));

  test("a scale that is none", () => {
    expect(refusalOf({ satisfactionScale: { min: 5, max: 1 } })).toBe("out_of_range");
    expect(refusalOf({ satisfactionScale: { min: 3, max: 3 } })).toBe("out_of_range");
    expect(refusalOf({ loyaltyScale: { min: -1e308, max: 1e308 } })).toBe("out_of_range");
    expect(refusalOf({ loyaltyScale: [0, 10] })).toBe("invalid_type");
  });

  test("an answer outside its scale, by row, with what to do about it", () => {
    const rows = [...answers.slice(0, 3), { satisfaction: 0, loyalty: 5, revenue: 1 }];
    const run = () => fitLoyalty(rows, { ...axes, ...scales });
    expect(run).toThrow(
      expect.objectContaining({ code: "out_of_range", details: expect.objectContaining({ index: 3 }) }),
    );
    expect(run).toThrow(/satisfaction\[3\].*from 1 to 5, got 0.*unanswered/);
  });

  test("top two boxes of a scale or of answers that are not whole", () => {
    expect(refusalOf({ cuts: "top_two_box", satisfactionScale: { min: 0.5, max: 5 } })).toBe("out_of_range");
    expect(refusalOf({ cuts: "top_two_box", loyaltyScale: { min: 0, max: 1 } })).toBe("out_of_range");
    const averages = [
      { satisfaction: 4, loyalty: 9 },
      { satisfaction: 3.5, loyalty: 9 },
    ];
    const run = () => fitLoyalty(averages, { ...axes, ...scales, cuts: "top_two_box" });
    expect(run).toThrow(/satisfaction\[1\] must be a whole number/);
  });

  test("cuts outside the scale, in the wrong order, or a zone stated twice", () => {
    expect(refusalOf({ cuts: { satisfaction: 6, loyalty: 5 } })).toBe("out_of_range");
    expect(refusalOf({ cuts: { satisfaction: 1, loyalty: 5 } })).toBe("out_of_range");
    expect(refusalOf({ cuts: { satisfaction: { low: 4, high: 2 }, loyalty: 5 } })).toBe("out_of_range");
    expect(refusalOf({ cuts: { satisfaction: { low: 2, high: 4 }, loyalty: 5 }, indifference: 1 })).toBe(
      "inconsistent",
    );
    expect(refusalOf({ cuts: "top_two_box", indifference: 4 })).toBe("out_of_range");
    expect(refusalOf({ cuts: "mode" })).toBe("unknown_id");
    expect(refusalOf({ indifference: -1 })).toBe("out_of_range");
    expect(refusalOf({ indifference: Number.NaN })).toBe("not_finite");
  });
});

describe("what the answers say against the scale and the cuts", () => {
  const notesOf = (rows: readonly { satisfaction: number; loyalty: number }[], more: object = {}) =>
    fitLoyalty(rows, { ...axes, ...scales, ...more }).fittedOn.notes;

  test("nothing, when customers lie on both sides", () => {
    expect(notesOf(answers)).toEqual([]);
  });

  test("five-point answers under an eleven-point scale are noticed", () => {
    const rows = answers.map(({ satisfaction }) => ({ satisfaction, loyalty: satisfaction }));
    const [first] = notesOf(rows, { cuts: { satisfaction: 3, loyalty: 3 } });
    expect(first).toEqual({
      code: "loyalty_scale_top_unused",
      params: { axis: "loyalty", highest: 5, max: 10, n: 500 },
    });
    expect(word(first as NonNullable<typeof first>)).toContain("check that this is the scale that was asked");
  });

  test("an axis on which everybody stands on one side tells nobody apart", () => {
    const rows = [
      { satisfaction: 4, loyalty: 9 },
      { satisfaction: 5, loyalty: 2 },
    ];
    expect(notesOf(rows)).toEqual([
      { code: "loyalty_axis_one_sided", params: { axis: "satisfaction", position: "high", n: 2 } },
    ]);
    expect(notesOf(rows.slice(0, 1))).toEqual([]);
  });

  test("a zone in which nobody lies is said to be empty", () => {
    const rows = [
      { satisfaction: 2, loyalty: 9 },
      { satisfaction: 5, loyalty: 2 },
    ];
    const notes = notesOf(rows, { indifference: { satisfaction: 1 } });
    expect(notes).toEqual([
      { code: "loyalty_zone_empty", params: { axis: "satisfaction", low: 2.5, high: 3.5, n: 2 } },
    ]);
  });
});

describe("the model as JSON", () => {
  test("a model written by hand loads and works", () => {
    const model = byHand({ scale: FIVE, low: 2, high: 4 }, { scale: ELEVEN, low: 6, high: 9 });
    const loaded = loadModel(loyaltyModelSpec, JSON.parse(JSON.stringify(model)));
    expect(loaded).toEqual(model);
    expect(assignLoyalty(loaded, { satisfaction: 4, loyalty: 6 })).toBe("mercenary");
  });

  test("cuts out of order, counts that do not add up, and unknown fields do not load", () => {
    const model = fitLoyalty(answers, { ...axes, ...scales });
    const load = (change: object) => codeOf(() => loadModel(loyaltyModelSpec, { ...model, ...change }));
    expect(load({})).toBe("nothing was thrown");
    expect(load({ satisfaction: { ...model.satisfaction, low: 4 } })).toBe("invalid_model");
    expect(load({ fittedOn: { ...model.fittedOn, customers: 7 } })).toBe("invalid_model");
    expect(load({ owner: "me" })).toBe("invalid_model");
    expect(load({ kind: "tiers" })).toBe("invalid_model");
    expect(load({ version: 2 })).toBe("unsupported_version");
  });
});
