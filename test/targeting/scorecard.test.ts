import { describe, expect, test } from "vitest";
import { loadModel, describe as words } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { scorecardModelSpec } from "../../src/schemas.ts";
import {
  type CrossValidation,
  crossValidate,
  explainScorecard,
  type FeatureValue,
  fitScorecard,
  type Leakage,
  measureLeakage,
  readFeatures,
  scoreScorecard,
  scoreScorecardColumn,
} from "../../src/targeting/index.ts";
import { expectClose } from "../support/close.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { coverageOfChance } from "./scorecard-support.ts";

const refused = (code: string) => expect.objectContaining({ name: "ClienteleError", code });

/** Young and old say yes more often, Lyon more than Oslo, and whose balance is not known hardly ever. */
function book(n: number, seed: number) {
  const random = createRandom(seed);
  const rows: Record<string, FeatureValue>[] = [];
  const yes: number[] = [];
  for (let i = 0; i < n; i++) {
    const age = random.integer(18, 80);
    const city = ["Lyon", "Oslo", "Rome"][random.integer(0, 2)] as string;
    const balance = random.uniform() < 0.15 ? null : Math.round(1000 * random.normal());
    const logOdds =
      -2 + ((age - 49) / 20) ** 2 + (city === "Lyon" ? 1 : 0) + (balance === null ? -1.5 : balance / 1000);
    rows.push({ age, city, balance, noise: random.normal() });
    yes.push(random.uniform() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0);
  }
  return { rows, yes, table: readFeatures(rows, ["age", "city", "balance", "noise"]) };
}

const { rows, yes, table } = book(4000, 2);
const card = fitScorecard(table, yes);
const field = (id: string, model = card) =>
  model.fields.find((one) => one.id === id) ??
  (() => {
    throw new Error(id);
  })();

describe("a card", () => {
  test("finds the shape of each field: a valley is cut freely, a rise rises, the unknown has a group of its own", () => {
    expect(field("age").direction).toBe("free");
    expect(field("balance").direction).toBe("up");
    const ranges = field("balance").bins.slice(0, -1);
    ranges.forEach(({ woe }, k) => {
      if (k > 0) expect(woe).toBeGreaterThan(ranges[k - 1]?.woe ?? 0);
    });
    expect(field("balance").bins.at(-1)?.group).toEqual({ kind: "missing" });
    expect(field("balance").bins.at(-1)?.points).toBeLessThan(-10);
    expect(field("city").bins[0]?.group).toEqual({ kind: "levels", levels: ["Lyon"] });
    expect(field("noise").coefficient).toBeUndefined();
    expect(card.fittedOn.notes).toEqual([{ code: "scorecard_says_nothing", params: { field: "noise" } }]);
  });

  test("weights of evidence and information value are those of the definition, counted by hand", () => {
    const events = yes.reduce((sum, y) => sum + y, 0);
    let value = 0;
    for (const { n, events: won, woe, group } of field("city").bins) {
      if (group.kind !== "levels") continue;
      const inside = rows.flatMap((row, i) => (group.levels.includes(String(row["city"])) ? [yes[i] as number] : []));
      expect([n, won]).toEqual([inside.length, inside.reduce((sum, y) => sum + y, 0)]);
      const p = won / events;
      const q = (n - won) / (rows.length - events);
      expectClose(woe, Math.log(p / q), 1e-14);
      value += (p - q) * Math.log(p / q);
    }
    const { informationValue } = field("city");
    expectClose(informationValue.value, value, 1e-12);
    expect(informationValue.interval.lower).toBeLessThan(value);
    expect(informationValue.interval.upper).toBeGreaterThan(value);
  });

  test("points double the odds as agreed: 20 points more are odds twice as high, 600 are even odds", () => {
    const { pointsToDouble, basePoints } = card.scale;
    for (const row of rows.slice(0, 50)) {
      const { points, logOdds } = scoreScorecard(card, row);
      // each of five whole numbers is off by half a point at most
      expect(Math.abs(points - basePoints - (pointsToDouble * logOdds) / Math.LN2)).toBeLessThanOrEqual(2.5);
    }
    const other = fitScorecard(table, yes, { basePoints: 500, baseOdds: 0.1, pointsToDouble: 50 });
    expectClose(other.basePoints, 500 + (50 / Math.LN2) * (other.intercept - Math.log(0.1)), 0.51 / 500);
  });

  test("a single field with weight of evidence has the coefficient one and the chances of its groups", () => {
    const single = fitScorecard({ rows: table.rows, features: table.features.slice(1, 2) }, yes, { ridge: 1e-9 });
    expectClose(single.fields[0]?.coefficient?.value ?? 0, 1, 1e-6);
    const lyon = single.fields[0]?.bins[0];
    expectClose(scoreScorecard(single, { city: "Lyon" }).chance, (lyon?.events ?? 0) / (lyon?.n ?? 1), 1e-6);
  });

  test.each(["woe", "bins"] as const)(
    "coded by %s: scalar, column, JSON and explanation agree to the last bit",
    (coding) => {
      const model = loadModel(scorecardModelSpec, JSON.parse(JSON.stringify(fitScorecard(table, yes, { coding }))));
      const { points, logOdds, chance } = scoreScorecardColumn(model, table);
      rows.slice(0, 200).forEach((row, i) => {
        const score = scoreScorecard(model, row);
        expect([score.points, score.logOdds, score.chance]).toEqual([points[i], logOdds[i], chance[i]]);
        const told = explainScorecard(model, row);
        expect(told.contributions.reduce((sum, one) => sum + one.points, told.basePoints)).toBe(score.points);
        const weights = told.contributions.map((one) => Math.abs(one.logOdds));
        expect(weights).toEqual([...weights].sort((a, b) => b - a));
        for (const reason of told.reasons) for (const locale of ["en", "zh"] as const) words(reason, locale);
      });
      expect(score(model, {}).points).toBe(
        model.basePoints + model.fields.reduce((sum, { bins }) => sum + (bins.at(-1)?.points ?? 0), 0),
      );
    },
  );
  const score = scoreScorecard;

  test("the order of customers does not matter", () => {
    const back = readFeatures([...rows].reverse(), ["age", "city", "balance", "noise"]);
    const other = fitScorecard(back, [...yes].reverse());
    expect(
      other.fields.map(({ bins }) => bins.map(({ n, events, group, points }) => ({ n, events, group, points }))),
    ).toEqual(
      card.fields.map(({ bins }) => bins.map(({ n, events, group, points }) => ({ n, events, group, points }))),
    );
  });

  test("a level never seen counts as not known, and the explanation says so", () => {
    const told = explainScorecard(card, { age: 30, city: "Paris", balance: 0, noise: 0 });
    expect(told.reasons).toContainEqual({
      code: "scorecard_unseen",
      params: { field: "city", value: "Paris", points: 0 },
    });
  });

  test("a coefficient that contradicts its own groups is named", () => {
    const random = createRandom(4);
    const a = Array.from({ length: 3000 }, () => random.integer(0, 5));
    const b = a.map((x) => x + random.integer(0, 2));
    const outcome = a.map((x, i) => (random.uniform() < 1 / (1 + Math.exp(3 - 2 * x + (b[i] as number))) ? 1 : 0));
    const features = [
      { id: "a", kind: "number", values: a },
      { id: "b", kind: "number", values: b },
    ] as const;
    for (const coding of ["woe", "bins"] as const) {
      const { notes } = fitScorecard({ rows: 3000, features }, outcome, { coding }).fittedOn;
      expect(notes.map((note) => [note.code, "field" in note.params && note.params.field])).toEqual([
        ["scorecard_sign", "b"],
      ]);
    }
  });

  test("too few of a kind weigh nothing: everybody gets the base rate, with a note", () => {
    const few = fitScorecard(readFeatures([{ a: 1 }, { a: 2 }, { a: null }], ["a"]), [1, 0, 0]);
    expect(few.fittedOn.notes[0]?.code).toBe("scorecard_too_few");
    expect(scoreScorecard(few, { a: 1 }).points).toBe(scoreScorecard(few, { a: 2 }).points);
    loadModel(scorecardModelSpec, JSON.parse(JSON.stringify(few)));
  });

  test("the interval of a customer's chance covers it", () => {
    const share = coverageOfChance(120, 1500, 7);
    expect(share).toBeGreaterThanOrEqual(0.92);
    expect(share).toBeLessThanOrEqual(0.985);
  });
});

describe("what a card refuses", () => {
  test("bad options, records, tables and models", () => {
    expect(() => fitScorecard(table, yes.slice(1))).toThrow(refused("length_mismatch"));
    expect(() => fitScorecard(table, yes, { ridge: 0 })).toThrow(refused("out_of_range"));
    expect(() => fitScorecard(table, yes, { coding: "x" as never })).toThrow(refused("unknown_id"));
    expect(() => fitScorecard(table, yes, { direction: { age: "left" as never } })).toThrow(refused("unknown_id"));
    expect(() => scoreScorecard(card, { age: "old" })).toThrow(refused("invalid_type"));
    expect(() => scoreScorecard(card, { age: Number.POSITIVE_INFINITY })).toThrow(refused("not_finite"));
    expect(() => scoreScorecardColumn(card, readFeatures([{ age: 3 }], ["age"]))).toThrow(refused("unknown_id"));
    expect(() => scoreScorecard({ kind: "scorecard" } as never, {})).toThrow(refused("invalid_model"));
    const broken = JSON.parse(JSON.stringify(card));
    broken.covariance.pop();
    expect(() => loadModel(scorecardModelSpec, broken)).toThrow(refused("invalid_model"));
  });
});

const BANK = "bank/bank-full.csv";
describeWithData("a bank's calls", [BANK], () => {
  const numbers = new Set(["day", "campaign", "duration", "pdays", "previous", "age", "balance"]);
  const load = () => {
    const calls = readSharedCsv(BANK);
    const names = Object.keys(calls[0] ?? {}).filter((name) => name !== "y");
    const fields = names.map((id) => ({
      id,
      value: (row: Record<string, string>) => (numbers.has(id) ? Number(row[id]) : row[id]),
    }));
    return { table: readFeatures(calls, fields), yes: calls.map((row) => (row["y"] === "yes" ? 1 : 0)) };
  };

  test("the length of the call is suspicious by far, and without it the card holds on calls not seen", () => {
    const bank = load();
    const leakage = measureLeakage(bank.table, bank.yes) as Leakage;
    expect(leakage.fields[0]).toMatchObject({ field: "duration" });
    expectClose(leakage.fields[0]?.auc.value ?? 0, 0.805, 0.01);
    expect(leakage.suspicions.map(({ code }) => code)).toEqual(["judging_leak_stands_out"]);
    const known = { rows: bank.table.rows, features: bank.table.features.filter(({ id }) => id !== "duration") };
    const judged = crossValidate(known, bank.yes, {
      folds: 2,
      fit: (some, outcomes) => fitScorecard(some, outcomes),
      predict: (model, some) => scoreScorecardColumn(model, some).chance,
    }) as CrossValidation;
    if ("abstained" in judged.meanAuc || "abstained" in judged.measures.chances) throw 0;
    expect(judged.meanAuc.value).toBeGreaterThan(0.76);
    const { calibration } = judged.measures.chances;
    if ("abstained" in calibration) throw 0;
    expect(Math.abs(calibration.slope.value - 1)).toBeLessThan(0.06);
  });
});
