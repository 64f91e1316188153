import { describe, expect, test } from "vitest";
import { describe as inWords, loadModel } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/random.ts";
import {
  type ChurnModel,
  type ChurnTable,
  explainChurn,
  fitAft,
  fitChurn,
  fitChurnCalibration,
  fitCox,
  fitDiscreteHazard,
  predictChurn,
  predictChurnColumn,
  predictSurvival,
  readChurnMonths,
} from "../../src/retention/index.ts";
import { churnCalibrationSpec, churnModelSpec } from "../../src/schemas.ts";
import { subscriptionBook, trueChance } from "../support/subscription-book.ts";
import { coverageOfChurn } from "./churn-support.ts";

const learn = (table: ChurnTable, more: object = {}): ChurnModel => {
  const model = fitChurn(table, { rows: "months", ...more });
  if ("abstained" in model) throw new Error(inWords(model.abstained));
  return model;
};
const book = subscriptionBook(1500, 12, 7);
const model = learn(book);
const ann = { tenure: 4, covariates: { plan: "monthly", usage: 20, complaints: 1 } };

describe("a book of subscriptions whose truth is known", () => {
  test("chances come near the truth, and rise with the horizon", () => {
    const { horizons } = predictChurn(model, ann, { horizonMonths: [12, 1, 6, 6] });
    expect(horizons.map(({ months }) => months)).toEqual([1, 6, 12]);
    for (const { months, chance } of horizons) {
      const truth = trueChance(ann.tenure, ann.covariates, months);
      expect(chance.interval.lower).toBeLessThan(truth);
      expect(chance.interval.upper).toBeGreaterThan(truth);
      expect(chance.n).toBe(book.tenure.length);
    }
    expect(horizons[0]?.chance.value).toBeLessThan(horizons[1]?.chance.value as number);
  });

  test("usage bends: both the idle and the overworked leave more often than the middle", () => {
    const at = (usage: number) =>
      predictChurn(model, { ...ann, covariates: { ...ann.covariates, usage } }, { horizonMonths: 1 }).horizons[0]
        ?.chance.value as number;
    expect(at(2)).toBeGreaterThan(1.5 * at(40));
    expect(at(78)).toBeGreaterThan(1.5 * at(40));
  });

  test("intervals cover the truth in about 95 of 100 books", () => {
    const { chances, monthsLost } = coverageOfChurn(24, 700, 1, { ridge: 0.1, calibration: "none" });
    // 240 intervals of 24 books: four standard errors of a share that is alike within a book
    expect(Math.min(chances, monthsLost)).toBeGreaterThan(0.87);
  });

  test("a snapshot of stays and its months, row by row, are one model", () => {
    const random = createRandom(3);
    const stays = Array.from({ length: 300 }, () => ({
      tenure: random.integer(1, 20),
      left: random.uniform() < 0.5,
      plan: random.uniform() < 0.5 ? "a" : "b",
    }));
    const months = stays.flatMap(({ tenure, left, plan }) =>
      Array.from({ length: tenure }, (_, age) => ({ age, left: left && age + 1 === tenure, plan })),
    );
    const whole = learn(
      {
        tenure: stays.map(({ tenure }) => tenure),
        left: stays.map(({ left }) => left),
        covariates: { plan: stays.map(({ plan }) => plan) },
      },
      { rows: "stays", ridge: 1, calibration: "none" },
    );
    const split = learn(
      {
        tenure: months.map(({ age }) => age),
        left: months.map(({ left }) => left),
        covariates: { plan: months.map(({ plan }) => plan) },
      },
      { ridge: 1, calibration: "none" },
    );
    expect(whole.tenure).toEqual(split.tenure);
    expect(whole.fields).toEqual(split.fields);
    expect(whole.covariance).toEqual(split.covariance);
  });

  test("customers watched from later on bring no months before", () => {
    const tenure = Array.from({ length: 200 }, (_, i) => 5 + (i % 10));
    const left = tenure.map((_, i) => i % 3 === 0);
    const table = { tenure, left, covariates: {}, entries: tenure.map((t) => t - 2) };
    expect(learn(table, { rows: "stays" }).fittedOn.months).toBe(400);
  });

  test("an effect that fades with tenure is found where it pays, and left out where it does not", () => {
    const random = createRandom(5);
    const rows = Array.from({ length: 4000 }, () => {
      const tenure = random.integer(0, 40);
      const plan = random.uniform() < 0.5 ? "monthly" : "yearly";
      const noise = random.uniform() < 0.5 ? "x" : "y";
      const logOdds = -2 + (plan === "monthly" ? 2 - tenure / 10 : 0);
      return { tenure, plan, noise, left: random.uniform() < 1 / (1 + Math.exp(-logOdds)) };
    });
    const table = {
      tenure: rows.map((r) => r.tenure),
      left: rows.map((r) => r.left),
      covariates: { plan: rows.map((r) => r.plan), noise: rows.map((r) => r.noise) },
    };
    const learned = learn(table, { interactions: ["plan", "noise"], ridge: 0.1 });
    expect(learned.interactions.map(({ id }) => id)).toEqual(["plan"]);
    const chance = (tenure: number) =>
      predictChurn(learned, { tenure, covariates: { plan: "monthly" } }, { horizonMonths: 1 }).horizons[0]?.chance
        .value as number;
    expect(chance(0)).toBeCloseTo(0.5, 1);
    expect(chance(40)).toBeLessThan(0.06);
    const why = explainChurn(learned, { tenure: 0, covariates: { plan: "monthly" } });
    expect(why.drivers.reduce((sum, { logOdds }) => sum + logOdds.value, 0)).toBeCloseTo(why.logOdds - why.average, 10);
  });
});

describe("money at stake", () => {
  test("value at stake is value times chance; months lost are those after leaving", () => {
    const { horizons } = predictChurn(model, ann, { horizonMonths: [1, 2, 3], value: 1000, monthlyValue: 50 });
    let lost = 0;
    for (const { chance, valueAtStake, monthsLost, monthlyValueAtStake } of horizons) {
      lost += chance.value;
      expect(valueAtStake?.value).toBeCloseTo(1000 * chance.value, 9);
      expect(valueAtStake?.interval.upper).toBeCloseTo(1000 * chance.interval.upper, 9);
      expect(monthsLost.value).toBeCloseTo(lost, 12);
      expect(monthlyValueAtStake?.value).toBeCloseTo(50 * lost, 9);
      expect(monthsLost.interval.lower).toBeLessThan(lost);
      expect(monthsLost.interval.upper).toBeGreaterThan(lost);
    }
    const [first] = horizons;
    expect(first?.monthsLost.interval.upper).toBeCloseTo(first?.chance.interval.upper as number, 12);
  });
});

describe("what is not known", () => {
  test("an unknown fact and a new level count as the average customer's and are named", () => {
    const { unknown, beyond, horizons } = predictChurn(
      model,
      { tenure: 500, covariates: { plan: "weekly", usage: null, complaints: 99 } },
      { horizonMonths: 1 },
    );
    expect(unknown).toEqual(["plan", "usage"]);
    expect(beyond).toEqual(["tenure", "complaints"]);
    expect(horizons[0]?.chance.value).toBeGreaterThan(0);
    const nothing = explainChurn(model, { tenure: 4, covariates: {} });
    expect(nothing.drivers.filter(({ logOdds }) => logOdds.value !== 0).map(({ field }) => field)).toEqual(["tenure"]);
  });

  test("months ahead that leave the tenures seen are named as beyond them", () => {
    const oldest = Math.max(...book.tenure);
    const beyond = (tenure: number, months: number) =>
      predictChurn(model, { ...ann, tenure }, { horizonMonths: months }).beyond;
    expect(beyond(oldest, 1)).toEqual([]);
    expect(beyond(oldest, 2)).toEqual(["tenure"]);
    expect(beyond(oldest + 1, 2)).toEqual(["tenure"]);
  });

  test("where facts were missing in the data, missing itself can tell", () => {
    const random = createRandom(11);
    const rows = Array.from({ length: 3000 }, () => {
      const age = random.uniform() < 0.2 ? null : 20 + Math.floor(random.uniform() * 50);
      return { age, left: random.uniform() < (age === null ? 0.5 : 0.1), tenure: random.integer(0, 30) };
    });
    const learned = learn({
      tenure: rows.map((r) => r.tenure),
      left: rows.map((r) => r.left),
      covariates: { age: rows.map((r) => r.age) },
    });
    const chance = (age: number | null) =>
      predictChurn(learned, { tenure: 10, covariates: { age } }, { horizonMonths: 1 }).horizons[0]?.chance
        .value as number;
    expect(chance(null)).toBeCloseTo(0.5, 1);
    expect(chance(40)).toBeCloseTo(0.1, 1);
  });
});

describe("why", () => {
  const why = explainChurn(model, ann, {
    changeable: { plan: ["yearly", "monthly"], complaints: [0] },
    horizonMonths: 6,
  });

  test("contributions sum to the difference from the average customer, strongest first", () => {
    const sum = why.drivers.reduce((total, { logOdds }) => total + logOdds.value, 0);
    expect(sum).toBeCloseTo(why.logOdds - why.average, 12);
    const sizes = why.drivers.map(({ logOdds }) => Math.abs(logOdds.value));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    const chance = predictChurn(model, ann, { horizonMonths: 1 }).horizons[0]?.chance.value as number;
    expect(Math.log(chance / (1 - chance))).toBeCloseTo(why.logOdds, 10);
  });

  test("they are worded in both languages", () => {
    const plan = why.drivers.find(({ field }) => field === "plan");
    expect(inWords(plan?.reason as never, "en")).toMatch(
      /^plan = monthly: raises the odds to leave in a month by a factor of \d\.?\d* against the average customer \(\d\.?\d* to \d\.?\d*\)$/,
    );
    expect(inWords(plan?.reason as never, "zh")).toMatch(
      /^plan = monthly：与平均客户相比，使当月流失几率升至 \d\.?\d* 倍/,
    );
    const unknown = explainChurn(model, { tenure: 60, covariates: {} }).drivers.map(({ reason }) =>
      inWords(reason, "en"),
    );
    expect(unknown).toContainEqual(expect.stringMatching(/^plan is not known: raises/));
    expect(unknown).toContainEqual(expect.stringMatching(/^months stayed = 60: lowers/));
  });

  test("what can be changed is set against what is, best first; what already is is no change", () => {
    expect(why.changes.map(({ field, to }) => [field, to])).toEqual([
      ["plan", "yearly"],
      ["complaints", 0],
    ]);
    const changed = predictChurn(
      model,
      { ...ann, covariates: { ...ann.covariates, plan: "yearly" } },
      { horizonMonths: 6 },
    ).horizons[0]?.chance;
    expect(why.changes[0]?.chance).toEqual(changed);
    expect(inWords(why.changes[0]?.reason as never, "en")).toMatch(
      /^with plan = yearly the chance to leave within 6 months would be [\d.]+% in place of [\d.]+%, if the fact itself makes the difference$/,
    );
  });
});

describe("what a fit says of its data", () => {
  const random = createRandom(2);
  const rows = Array.from({ length: 400 }, (_, i) => ({
    tenure: i % 20,
    left: random.uniform() < 0.2,
    plan: random.uniform() < 0.5 ? "a" : "b",
  }));
  const table = (covariates: ChurnTable["covariates"]): ChurnTable => ({
    tenure: rows.map((r) => r.tenure),
    left: rows.map((r) => r.left),
    covariates,
  });
  const codes = (t: ChurnTable) => learn(t, { ridge: 1 }).fittedOn.notes.map(({ code }) => code);

  test("a column that says the same of all is named and left out", () => {
    const learned = learn(table({ country: rows.map(() => "FR"), plan: rows.map((r) => r.plan) }), { ridge: 1 });
    expect(learned.fields.map(({ id }) => id)).toEqual(["plan"]);
    expect(learned.fittedOn.notes).toEqual([{ code: "churn_column_constant", params: { column: "country" } }]);
    expect(inWords(learned.fittedOn.notes[0] as never)).toBe(
      "country says the same of every customer and was left out",
    );
  });

  test("columns that repeat one another are named together, whichever way round", () => {
    const fee = rows.map((_, i) => (i * 37) % 90);
    const notes = learn(
      table({
        fee,
        cents: fee.map((x) => 100 * x + 7),
        plan: rows.map((r) => r.plan),
        tariff: rows.map((r) => (r.plan === "a" ? "z" : "y")),
      }),
      { ridge: 1 },
    ).fittedOn.notes;
    expect(notes).toContainEqual({ code: "churn_columns_repeat", params: { columns: ["cents", "fee"] } });
    expect(notes).toContainEqual({ code: "churn_columns_repeat", params: { columns: ["plan", "tariff"] } });
  });

  test("a level of which all left or none did is named", () => {
    const status = rows.map((r) => (r.left ? "cancelled" : "active"));
    const learned = learn(table({ status }), { ridge: 1 });
    expect(learned.fittedOn.notes).toContainEqual({
      code: "churn_level_separates",
      params: { column: "status", level: "active", n: rows.filter((r) => !r.left).length, left: false },
    });
    expect(learned.fields[0]?.coefficients.every(Number.isFinite)).toBe(true);
  });

  test("too few leavers for the coefficients are said to be", () => {
    const towns = rows.map((_, i) => `town ${i % 40}`);
    expect(codes(table({ towns }))).toContain("churn_few_leavers");
  });

  test("without leavers, or stayers, there is no model but a reason", () => {
    const none = fitChurn({ tenure: [1, 2, 3], left: [0, 0, 0], covariates: {} }, { rows: "months" });
    expect(none).toEqual({ abstained: { code: "churn_one_outcome", params: { left: 0, stayed: 3, needed: 10 } } });
    const all = fitChurn(
      { tenure: rows.map(() => 1), left: rows.map(() => true), covariates: {} },
      { rows: "stays", calibration: "none" },
    );
    expect(all).toHaveProperty("abstained.params.stayed", 0);
  });
});

describe("models of stays answer the same question", () => {
  const stays = {
    durations: Array.from({ length: 200 }, (_, i) => 1 + ((i * 13) % 24)),
    left: Array.from({ length: 200 }, (_, i) => (i % 3 === 0 ? 0 : 1)),
  };
  const covariates = { calls: Array.from({ length: 200 }, (_, i) => (i * 7) % 5) };
  const customer = { tenure: 6, covariates: { calls: 3 } };

  test.each([
    ["Cox", fitCox(stays, covariates)],
    ["accelerated failure time", fitAft(stays, covariates)],
    ["a discrete hazard", fitDiscreteHazard(stays, covariates)],
  ])("%s: the chance to leave is one less the chance to stay, given stayed so far", (_, stayModel) => {
    if ("abstained" in stayModel) throw new Error("no model");
    const { horizons } = predictChurn(stayModel, customer, { horizonMonths: [3, 12], value: 10 });
    const { points } = predictSurvival(stayModel, { calls: 3 }, { times: [9, 18], age: 6 });
    horizons.forEach(({ chance, valueAtStake }, k) => {
      const stay = points[k]?.survival;
      if (stay === undefined || "abstained" in stay || "abstained" in chance) throw new Error("no chance");
      expect(chance.value).toBeCloseTo(1 - stay.value, 12);
      expect(chance.interval.lower).toBeCloseTo(1 - stay.interval.upper, 12);
      expect(valueAtStake?.value).toBeCloseTo(10 * chance.value, 12);
    });
    const column = predictChurnColumn(stayModel, { tenure: [6], covariates: { calls: [3] } }, { horizonMonths: 3 });
    expect(horizons[0]).toHaveProperty("chance.value", expect.closeTo(column[0] as number, 10));
  });

  test("beyond what was watched a Cox model says why it has no chance", () => {
    const cox = fitCox(stays, covariates);
    if ("abstained" in cox) throw new Error("no model");
    const [far] = predictChurn(cox, customer, { horizonMonths: 60, value: 10 }).horizons;
    expect(far).toEqual({
      months: 60,
      chance: { abstained: { code: "hazard_beyond_watched", params: { time: 66, lastAge: 24 } } },
    });
    const act = () => predictChurn(cox, customer, { horizonMonths: 3, monthlyValue: 10 });
    expect(act).toThrow(expect.objectContaining({ code: "inconsistent" }));
  });
});

describe("calibration at a horizon", () => {
  const random = createRandom(4);
  const chances = Array.from({ length: 4000 }, () => random.uniform());
  // true log-odds are half the stated: the chances are too bold
  const left = chances.map((p) => (random.uniform() < 1 / (1 + ((1 - p) / p) ** 0.5) ? 1 : 0));

  test.each(["platt", "isotonic"] as const)("%s brings chances back to the truth", (method) => {
    const calibration = fitChurnCalibration(chances, left, { horizonMonths: 3, method });
    expect(loadModel(churnCalibrationSpec, JSON.parse(JSON.stringify(calibration)))).toEqual(calibration);
    const raw = predictChurn(model, ann, { horizonMonths: 3 }).horizons[0]?.chance;
    const bent = predictChurn(model, ann, { horizonMonths: 3, calibration }).horizons[0]?.chance;
    if (raw === undefined || bent === undefined) throw new Error("no chance");
    const truth = (p: number) => 1 / (1 + ((1 - p) / p) ** 0.5);
    expect(bent.value).toBeCloseTo(truth(raw.value), 1);
    expect(bent.interval.lower).toBeLessThanOrEqual(bent.value);
    expect(bent.interval.upper).toBeGreaterThanOrEqual(bent.value);
    const table = { tenure: [ann.tenure], covariates: { plan: ["monthly"], usage: [20], complaints: [1] } };
    const [column] = predictChurnColumn(model, table, { horizonMonths: 3, calibration });
    expect(column).toBeCloseTo(bent.value, 12);
  });

  test("a calibration of another horizon is refused", () => {
    const calibration = fitChurnCalibration(chances, left, { horizonMonths: 3 });
    const act = () => predictChurn(model, ann, { horizonMonths: [3, 6], calibration });
    expect(act).toThrow(expect.objectContaining({ code: "inconsistent" }));
  });
});

test("a model survives the way through JSON", () => {
  const random = createRandom(8);
  const table = {
    ...book,
    covariates: { ...book.covariates, note: book.tenure.map(() => (random.uniform() < 0.5 ? null : "x")) },
  };
  const learned = learn(table, { ridge: 1, shapes: { complaints: "groups" }, interactions: ["plan"] });
  const back = loadModel(churnModelSpec, JSON.parse(JSON.stringify(learned)));
  expect(back).toEqual(learned);
  expect(predictChurn(back, ann, { horizonMonths: 6 })).toEqual(predictChurn(learned, ann, { horizonMonths: 6 }));
});

describe("bad input is named", () => {
  const good = { tenure: [1, 2], left: [0, 1], covariates: { plan: ["a", "b"] } };
  test.each([
    ["invalid_type", { ...good, left: [0, 2] }],
    ["out_of_range", { ...good, tenure: [1, -1] }],
    ["out_of_range", { ...good, tenure: [1, 1.5] }],
    ["not_finite", { ...good, tenure: [1, Number.NaN] }],
    ["length_mismatch", { ...good, left: [0] }],
    ["length_mismatch", { ...good, covariates: { plan: ["a"] } }],
    ["invalid_type", { ...good, covariates: { plan: ["a", 1] } }],
    ["not_finite", { ...good, covariates: { fee: [1, Number.POSITIVE_INFINITY] } }],
    ["invalid_type", { ...good, covariates: { fee: [1, "x"] } }],
    ["duplicate_id", { ...good, covariates: { tenure: [1, 2] } }],
    ["invalid_type", { ...good, customers: [{}, {}] }],
    ["inconsistent", { ...good, entries: [0, 0] }],
    ["empty_input", { tenure: [], left: [], covariates: {} }],
  ])("%s: %j", (code, table) => {
    expect(() => fitChurn(table as never, { rows: "months" })).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    ["unknown_id", { rows: "weeks" }],
    ["unknown_id", { rows: "months", interactions: ["fee"] }],
    ["unknown_id", { rows: "months", shapes: { fee: "spline" } }],
    ["inconsistent", { rows: "months", shapes: { plan: "spline" } }],
    ["out_of_range", { rows: "months", ridge: 0 }],
    ["invalid_type", { rows: "months", ridge: [] }],
    ["out_of_range", { rows: "months", folds: 1 }],
    ["out_of_range", { rows: "months", level: 1 }],
  ])("%s: %j", (code, options) => {
    expect(() => fitChurn(good, options as never)).toThrow(expect.objectContaining({ code }));
  });

  test("a stay that ended before it began, and a customer watched only after leaving", () => {
    const act = (table: object) => () => fitChurn({ ...good, ...table }, { rows: "stays" });
    expect(act({ tenure: [0, 0] })).toThrow(expect.objectContaining({ code: "out_of_range" }));
    expect(act({ entries: [0, 2] })).toThrow(expect.objectContaining({ code: "inconsistent" }));
  });

  test.each([
    ["out_of_range", ann, { horizonMonths: 0 }],
    ["empty_input", ann, { horizonMonths: [] }],
    ["out_of_range", ann, { horizonMonths: 1, value: -1 }],
    ["out_of_range", { ...ann, tenure: -1 }, { horizonMonths: 1 }],
    ["invalid_type", { ...ann, covariates: { plan: 3 } }, { horizonMonths: 1 }],
    ["invalid_type", { ...ann, covariates: { usage: "much" } }, { horizonMonths: 1 }],
    ["not_finite", { ...ann, covariates: { usage: Number.POSITIVE_INFINITY } }, { horizonMonths: 1 }],
    ["inconsistent", ann, { horizonMonths: 1, stratum: "x" }],
  ])("%s: %j %j", (code, customer, options) => {
    expect(() => predictChurn(model, customer as never, options)).toThrow(expect.objectContaining({ code }));
  });

  test("a field or level that the model does not hold cannot be changed", () => {
    const act = (changeable: object) => () => explainChurn(model, ann, { changeable: changeable as never });
    expect(act({ colour: ["red"] })).toThrow(expect.objectContaining({ code: "unknown_id" }));
    expect(act({ plan: ["weekly"] })).toThrow(expect.objectContaining({ code: "unknown_id" }));
    expect(act({ plan: [1] })).toThrow(expect.objectContaining({ code: "invalid_type" }));
  });

  test("a model that was cut or edited is refused", () => {
    for (const broken of [
      {},
      { ...model, version: 2 },
      { ...model, covariance: [] },
      { ...model, fields: [{}] },
      { ...model, tenure: { ...model.tenure, averages: [] } },
      { ...model, interactions: [{ id: "x", coefficients: [], averages: [] }] },
      { ...model, calibration: undefined },
      { ...model, fittedOn: undefined },
      { ...model, covariance: model.covariance.map(() => Number.NaN) },
    ]) {
      expect(() => predictChurn(broken as never, ann, { horizonMonths: 1 })).toThrow(
        expect.objectContaining({ code: "invalid_model" }),
      );
    }
  });
});

describe("months out of records with dates", () => {
  type Contract = Readonly<{ id: string; from: string; to: string | null; fee?: number }>;
  const read = (records: readonly Contract[], more: object = {}) =>
    readChurnMonths(records, {
      customer: (c) => c.id,
      start: (c) => c.from,
      end: (c) => c.to,
      facts: (c, monthStart) => (c.fee === undefined ? { month: monthStart } : { month: monthStart, fee: c.fee }),
      from: "2026-01-15",
      asOf: "2026-04-29",
      ...more,
    });

  test("only months that have ended are rows, and only for those who were there when they began", () => {
    const months = read([
      { id: "old", from: "2024-12-31", to: "2026-02-28", fee: 9 },
      { id: "new", from: "2026-02-01", to: null },
      { id: "gone before", from: "2025-01-01", to: "2025-12-31" },
      { id: "came and went within March", from: "2026-03-02", to: "2026-03-20" },
      { id: "leaves after the data end", from: "2026-03-01", to: "2026-05-02" },
    ]);
    expect(months.customers).toEqual(["old", "old", "new", "new", "leaves after the data end"]);
    expect(months.periods).toEqual([0, 1, 1, 2, 2]);
    expect(months.tenure).toEqual([12, 13, 0, 1, 0]);
    expect(months.left).toEqual([false, true, false, false, false]);
    expect(months.covariates["fee"]).toEqual([9, 9, null, null, null]);
    expect(months.covariates["month"]).toEqual(["2026-01-01", "2026-02-01", "2026-02-01", "2026-03-01", "2026-03-01"]);
  });

  test("who leaves on the first day of a month leaves in that month", () => {
    const months = read([{ id: "x", from: "2026-01-01", to: "2026-02-01" }]);
    expect(months.left).toEqual([false, true]);
  });

  test("a customer who comes back is one customer with two stays", () => {
    const months = read([
      { id: "x", from: "2025-01-01", to: "2026-01-20" },
      { id: "x", from: "2026-02-10", to: null },
    ]);
    expect(months.customers).toEqual(["x", "x"]);
    expect(months.tenure).toEqual([12, 0]);
  });

  test("bad records are named", () => {
    const refused = (code: string) => expect.objectContaining({ code });
    const good = { id: "x", from: "2025-01-01", to: null };
    expect(() => read([good, good])).toThrow(refused("inconsistent"));
    expect(() => read([{ ...good, to: "2024-01-01" }])).toThrow(refused("inconsistent"));
    expect(() => read([{ ...good, from: "soon" }])).toThrow(refused("invalid_date"));
    expect(() => read([good], { customer: () => ({}) })).toThrow(refused("invalid_type"));
    expect(() => read([good], { facts: () => 3 })).toThrow(refused("invalid_type"));
    expect(() => read([good], { from: "1800-01-01" })).toThrow(refused("out_of_range"));
  });
});
