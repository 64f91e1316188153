import { describe, expect, test } from "vitest";
import { describe as inWords } from "../../src/core/index.ts";
import { brierScore, createRandom, logLoss, rocAuc } from "../../src/math/index.ts";
import {
  backtestChurn,
  type ChurnTable,
  type ChurnValidation,
  crossValidateChurn,
  fitChurn,
  fitDiscreteHazard,
  predictChurnColumn,
} from "../../src/retention/index.ts";
import { describeWithData } from "../support/shared-data.ts";
import { subscriptionBook, trueLogOdds } from "../support/subscription-book.ts";
import { TELCO_FILE, telcoCustomers } from "../support/telco-customers.ts";

const validate = (...args: Parameters<typeof crossValidateChurn>): ChurnValidation => {
  const result = crossValidateChurn(...args);
  if ("abstained" in result) throw new Error(inWords(result.abstained));
  return result;
};

describe("cross-validation", () => {
  const book = subscriptionBook(900, 12, 21);
  const { judgement, base, gain, chances, notes } = validate(book, { rows: "months", ridge: 0.1, folds: 3 });

  test("figures are those of the chances and of what happened", () => {
    const left = book.left.map(Number);
    expect(chances).toHaveLength(left.length);
    expect(judgement.n).toBe(left.length);
    expect(judgement.customers).toBe(new Set(book.customers).size);
    expect(judgement.left).toBe(left.reduce((a, b) => a + b, 0));
    expect(judgement.auc?.value).toBeCloseTo(rocAuc(chances, left)?.value as number, 12);
    expect(judgement.brier.value).toBeCloseTo(brierScore(chances, left).value, 12);
    expect(judgement.logLoss.value).toBeCloseTo(logLoss(chances, left).value, 12);
    expect(gain.auc?.value).toBeCloseTo((judgement.auc?.value as number) - (base.auc?.value as number), 12);
    expect(gain.brier.value).toBeCloseTo(judgement.brier.value - base.brier.value, 12);
    const top = [...chances.keys()].sort((i, j) => (chances[j] as number) - (chances[i] as number));
    const held = top.slice(0, Math.floor(left.length / 10)).reduce((sum, i) => sum + (left[i] as number), 0);
    expect(judgement.topDecile?.captured.value).toBeCloseTo(held / judgement.left, 2);
    expect(judgement.reliability.reduce((n, bin) => n + bin.n, 0)).toBe(left.length);
  });

  test("it is nearly as good as the truth, and better than the rate by tenure", () => {
    const { plan, usage, complaints } = book.covariates;
    const truth = book.tenure.map((tenure, i) =>
      trueLogOdds(tenure, { plan: plan[i] as string, usage: usage[i] as number, complaints: complaints[i] as number }),
    );
    const best = rocAuc(truth, book.left.map(Number))?.value as number;
    expect(judgement.auc?.value).toBeGreaterThan(best - 0.03);
    expect(gain.auc?.interval.lower).toBeGreaterThan(0);
    expect(gain.logLoss.interval.upper).toBeLessThan(0);
    expect(judgement.calibration?.slope.interval.lower).toBeLessThan(1);
    expect(judgement.calibration?.slope.interval.upper).toBeGreaterThan(1);
    expect(notes).toEqual([]);
  });

  test("facts that tell nothing are said to be no better than tenure", () => {
    const random = createRandom(6);
    const table = {
      tenure: Array.from({ length: 800 }, (_, i) => i % 30),
      left: Array.from({ length: 800 }, () => random.uniform() < 0.15),
      covariates: { dice: Array.from({ length: 800 }, () => random.integer(1, 6)) },
    };
    const result = validate(table, { rows: "months" });
    expect(result.notes.map(({ code }) => code)).toEqual(["churn_no_better"]);
    expect(inWords(result.notes[0] as never, "en")).toMatch(/^no better than the rate by months stayed/);
  });

  test("an interval over customers is wider than one that takes a customer's months for strangers", () => {
    // each customer three times over
    const once = subscriptionBook(300, 6, 5);
    const repeat = <T>(column: readonly T[]): T[] => [...column, ...column, ...column];
    const table = {
      tenure: repeat(once.tenure),
      left: repeat(once.left),
      customers: repeat(once.customers),
      covariates: {
        plan: repeat(once.covariates.plan),
        usage: repeat(once.covariates.usage),
        complaints: repeat(once.covariates.complaints),
      },
    };
    const known = validate(table, { rows: "months", ridge: 1, folds: 3 }).judgement;
    const unknown = validate(
      { ...table, customers: table.left.map((_, i) => i) },
      { rows: "months", ridge: 1, folds: 3 },
    );
    const width = (e?: { interval: { lower: number; upper: number } }) =>
      (e?.interval.upper as number) - (e?.interval.lower as number);
    expect(width(known.auc)).toBeGreaterThan(1.4 * width(unknown.judgement.auc));
    expect(width(known.calibration?.slope)).toBeGreaterThan(1.4 * width(unknown.judgement.calibration?.slope));
    expect(width(known.brier)).toBeGreaterThan(1.4 * width(unknown.judgement.brier));
  });

  test("too few leavers abstain, and bad options are named", () => {
    const few = crossValidateChurn({ tenure: [1, 2], left: [0, 1], covariates: {} }, { rows: "months" });
    expect(few).toHaveProperty("abstained.code", "churn_one_outcome");
    const act = (options: object) => () => crossValidateChurn(book, { rows: "months", ...options });
    expect(act({ parts: 1 })).toThrow(expect.objectContaining({ code: "out_of_range" }));
    expect(act({ ridge: -1 })).toThrow(expect.objectContaining({ code: "out_of_range" }));
  });
});

describe("rolling origins", () => {
  const book = subscriptionBook(1200, 18, 31);
  const result = backtestChurn(book, { origins: [12, 9], horizonMonths: 3, fit: { ridge: 0.1, calibration: "none" } });

  test("each origin knows the past alone and is judged by the three months after it", () => {
    expect(result.origins.map(({ origin }) => origin)).toEqual([9, 12]);
    for (const { origin, months, followed, lost, result: judged } of result.origins) {
      expect(months).toBe(book.periods.filter((period) => period <= origin).length);
      expect(followed).toBe(book.periods.filter((period) => period === origin + 1).length);
      expect(lost).toBe(0);
      if ("abstained" in judged) throw new Error("not judged");
      const gone = book.left.filter((left, i) => {
        const period = book.periods[i] as number;
        if (!left || period <= origin || period > origin + 3) return false;
        const first = book.customers.indexOf(book.customers[i] as string);
        return (book.periods[first] as number) <= origin + 1;
      }).length;
      expect(judged.judgement.left).toBe(gone);
      expect(judged.judgement.auc?.value).toBeGreaterThan(0.6);
    }
  });

  test("chances are those of a fit on the past", () => {
    const known = book.periods.flatMap((period, i) => (period <= 9 ? [i] : []));
    const asked = book.periods.flatMap((period, i) => (period === 10 ? [i] : []));
    const take = (rows: readonly number[]): ChurnTable => ({
      tenure: rows.map((i) => book.tenure[i] as number),
      left: rows.map((i) => book.left[i] as boolean),
      customers: rows.map((i) => book.customers[i] as string),
      covariates: {
        plan: rows.map((i) => book.covariates.plan[i] as string),
        usage: rows.map((i) => book.covariates.usage[i] as number),
        complaints: rows.map((i) => book.covariates.complaints[i] as number),
      },
    });
    const model = fitChurn(take(known), { rows: "months", ridge: 0.1, calibration: "none" });
    if ("abstained" in model) throw new Error("no model");
    const chances = predictChurnColumn(model, take(asked), { horizonMonths: 3 });
    const mean = chances.reduce((a, b) => a + b, 0) / chances.length;
    const [first] = result.origins;
    if (first === undefined || "abstained" in first.result) throw new Error("not judged");
    const { reliability, n } = first.result.judgement;
    expect(reliability.reduce((sum, bin) => sum + bin.n * bin.meanForecast, 0) / n).toBeCloseTo(mean, 10);
  });

  test("whatever happens later changes nothing of what was said, only how it is judged", () => {
    const seen: unknown[] = [];
    const spy = (table: ChurnTable) =>
      backtestChurn(table, {
        origins: [9],
        horizonMonths: 3,
        fit: (known) => {
          seen.push(JSON.stringify(known));
          return (asked) => {
            seen.push(JSON.stringify(asked));
            return Array.from(asked.tenure, () => 0.1);
          };
        },
      });
    const shaken = {
      ...book,
      left: book.left.map((left, i) => ((book.periods[i] as number) > 9 ? i % 7 === 0 : left)),
      covariates: {
        ...book.covariates,
        usage: book.covariates.usage.map((x, i) => ((book.periods[i] as number) > 10 ? 999 : x)),
      },
    };
    spy(book);
    spy(shaken);
    expect(seen[2]).toBe(seen[0]);
    expect(seen[3]).toBe(seen[1]);
  });

  test("pooled figures count a customer asked twice as one, and beat the rate by tenure", () => {
    if ("abstained" in result.pooled) throw new Error("not judged");
    const { judgement, gain } = result.pooled;
    expect(judgement.n).toBe(result.origins.reduce((n, { followed }) => n + followed, 0));
    expect(judgement.customers).toBeLessThan(judgement.n);
    expect(gain.auc?.interval.lower).toBeGreaterThan(0);
    expect(judgement.topDecile?.lift).toBeGreaterThan(1.5);
    expect(result.notes).toEqual([]);
  });

  test("a model of another kind, and a function, are judged the same way", () => {
    const learn = (known: ChurnTable) => {
      const entries = Array.from(known.tenure);
      const stays = { durations: entries.map((age) => age + 1), left: known.left, entries };
      return fitDiscreteHazard(stays, { complaints: known.covariates["complaints"] as number[] });
    };
    const hazard = backtestChurn(book, { origins: [9], horizonMonths: 3, fit: learn });
    const rule = backtestChurn(book, {
      origins: [9],
      horizonMonths: 3,
      fit: () => (asked) => Array.from(asked.covariates["complaints"] as number[], (x) => Math.min(0.9, 0.1 + 0.2 * x)),
    });
    for (const { pooled } of [hazard, rule]) {
      if ("abstained" in pooled) throw new Error("not judged");
      expect(pooled.judgement.auc?.value).toBeGreaterThan(0.5);
    }
  });

  test("customers who vanish are counted as lost, not as stayers", () => {
    const keep = book.customers.map((id, i) => (book.periods[i] as number) <= 11 || !id.endsWith("3"));
    const only = <T>(column: readonly T[]): T[] => column.filter((_, i) => keep[i]);
    const thinned = {
      tenure: only(book.tenure),
      left: only(book.left),
      customers: only(book.customers),
      periods: only(book.periods),
      covariates: { complaints: only(book.covariates.complaints) },
    };
    const { origins } = backtestChurn(thinned, { origins: [9], horizonMonths: 3, fit: { ridge: 1 } });
    expect(origins[0]?.lost).toBeGreaterThan(30);
  });

  test("an origin whose horizon has not passed yet is not judged, and says so", () => {
    const { origins, pooled } = backtestChurn(book, { origins: [16], horizonMonths: 3 });
    expect(origins[0]?.result).toHaveProperty("abstained.code", "churn_origin_thin");
    expect(pooled).toHaveProperty("abstained.params.origin", 16);
  });

  test("bad input is named", () => {
    const { periods: _, ...timeless } = book;
    const act = (table: object, options: object) => () =>
      backtestChurn(table as never, { origins: [9], horizonMonths: 3, ...options });
    const refused = (code: string) => expect.objectContaining({ code });
    expect(act(timeless, {})).toThrow(refused("inconsistent"));
    expect(act({ ...book, periods: book.periods.map(() => 1) }, {})).toThrow(refused("duplicate_id"));
    expect(act({ ...book, periods: book.periods.map(() => 0.5) }, {})).toThrow(refused("out_of_range"));
    expect(act(book, { origins: [] })).toThrow(refused("empty_input"));
    expect(act(book, { origins: [1.5] })).toThrow(refused("out_of_range"));
    expect(act(book, { horizonMonths: 0 })).toThrow(refused("out_of_range"));
    expect(act(book, { fit: () => () => [2] })).toThrow(refused("length_mismatch"));
    expect(act(book, { fit: () => (asked: ChurnTable) => Array.from(asked.tenure, () => 2) })).toThrow(
      refused("out_of_range"),
    );
    expect(act(book, { fit: () => 3 })).toThrow(refused("invalid_type"));
  });
});

describeWithData("7,043 customers of a telecom operator", [TELCO_FILE], () => {
  test("area under the curve at least .84 and slope within .95 to 1.05, on customers the fits have not seen", () => {
    const table = telcoCustomers();
    const { judgement, gain } = validate(table, { rows: "months", parts: 4, folds: 2, ridge: [0.1, 10] });
    expect(judgement.n).toBe(7043);
    expect(judgement.left).toBe(1869);
    expect(judgement.auc?.value).toBeGreaterThan(0.84);
    expect(judgement.auc?.interval.lower).toBeGreaterThan(0.83);
    expect(judgement.calibration?.slope.value).toBeGreaterThan(0.95);
    expect(judgement.calibration?.slope.value).toBeLessThan(1.05);
    expect(judgement.topDecile?.lift).toBeGreaterThan(2.7);
    expect(gain.auc?.interval.lower).toBeGreaterThan(0.08);
  });
});
