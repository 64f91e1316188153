import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { hypergeometric2F1 } from "../../src/math/index.ts";
import {
  type BgBbModel,
  type BuyingRecord,
  type CashFlowForecast,
  defineBuyingModel,
  explainLifetimeValue,
  fitBgNbd,
  fitGammaGamma,
  forecastCashFlows,
  type LifetimeValue,
  type LifetimeValueColumns,
  type ModelFigure,
  type NewCustomerValue,
  predictDiscountedPurchases,
  predictLifetimeValue,
  predictLifetimeValueColumn,
  predictNewCustomerValue,
  predictPurchases,
} from "../../src/value/index.ts";
import { staySurface } from "../../src/value/lifetime/sql-surface.ts";
import { expectedStay } from "../../src/value/lifetime/stay.ts";
import { simulatedBook } from "./buying-books.ts";
import { learned, lifetimeCoverage, publishedSpending as spending } from "./lifetime-books.ts";

/** Published for the CDNOW sample: Fader, Hardie & Lee (2005), Marketing Science 24. */
const buying = defineBuyingModel("bg_nbd", {
  unit: "week",
  parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
});
const pareto = defineBuyingModel("pareto_nbd", {
  unit: "week",
  parameters: { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 },
});
const customer = { unit: "week", frequency: 2, recency: 30.43, age: 38.86, meanSpend: 22.35 } as const;
const WEEKS_PER_YEAR = 365.2425 / 7;
/** The effective rate per year whose force per week is this. */
const rateOf = (force: number): number => Math.expm1(force * WEEKS_PER_YEAR);
const endless = (force: number) => ({ horizon: "infinite", discountRate: rateOf(force) }) as const;
const figure = (found: unknown): number => (found as ModelFigure).value;
const relative = (found: number, right: number): number => Math.abs(found / right - 1);
const refused = (code: string) => expect.objectContaining({ name: "ClienteleError", code });

describe("discounted purchases still to come", () => {
  test("are 86.26367 for the customer of the literature, at ln 1.15 a year of 52 weeks", () => {
    const record = { unit: "week", frequency: 26, recency: 30.86, age: 31 } as const;
    const found = figure(predictDiscountedPurchases(pareto, record, endless(Math.log(1.15) / 52)));
    // BTYD's pnbd.DERT for these parameters, published to five decimals
    expect(found).toBeCloseTo(86.26367, 5);
    // by mpmath 1.3: P(alive) · (r + x)/(α + T) · (β + T) · Ψ(1, 2 − s, δ(β + T)), 30 digits
    expect(relative(found, 86.2636698689598490112407678093)).toBeLessThan(1e-12);
  });

  test("of BG/NBD equal the integral of the published conditional expectation's slope", () => {
    // by mpmath 1.3, 30 digits: P(alive) · (r + x)/(α + T) · ∫ e^(−δu) ₂F₁(r + x + 1, a; a + b + x; −u/(α + T)) du
    for (const [force, right] of [
      [0.0027, 5.15637982640583754501182243148618],
      [1e-5, 43.3441530581444852094226815671],
      [1e-9, 376.239791449749777334277258892],
    ] as const) {
      expect(relative(figure(predictDiscountedPurchases(buying, customer, endless(force))), right)).toBeLessThan(1e-9);
    }
  });

  // by mpmath 1.3, 25 digits, the same integral for a customer who is alive, at random laws with a small, b small or x in
  // the hundreds: [r, α, a, b], x, T, force, horizon, to the horizon, without end
  test.each([
    [
      [0.043651963660394436, 0.29549760610236314, 0.16862348988553008, 7.342940530940934],
      120,
      1000,
      3.133172359979997e-5,
      84.08816342266674,
      10.012231846668797,
      2363.7860522293417,
    ],
    [
      [2.138662668106524, 0.4114703477278976, 12.7415071887234, 1.9015966588395334],
      120,
      30,
      0.00030863151431814094,
      553.5675492339959,
      11.371229333822164,
      11.371229333822187,
    ],
    [
      [4.2353901351767576, 1.2547390881529281, 0.8111704769993435, 0.010714173540994477],
      0,
      1,
      0.5325579307989448,
      0.2992831238590099,
      0.38400002710902337,
      0.7620841914197212,
    ],
    [
      [6.624828833064802, 0.12879373558378793, 13.217234966412686, 0.019993717513275756],
      30,
      1000,
      0.32249509469917764,
      2.2900138370455965,
      0.05861516426030928,
      0.10965288633445404,
    ],
    [
      [9.8931267316295, 4.319486403359102, 0.10742026485399941, 0.11102990102904531],
      1,
      0,
      0.021223169458603107,
      1.7266898128595238,
      3.7822152198400025,
      73.23741312990877,
    ],
    [
      [0.6400931648926823, 14.467265750305124, 0.018499592675817043, 0.9597152568592004],
      120,
      0,
      0.003662362463524957,
      201.9212598140509,
      1151.868386789829,
      2172.4118678731847,
    ],
    [
      [0.5373976636869217, 1.8419245895972358, 0.015269818055109314, 10.544569408529814],
      0,
      100,
      1.7472672872661237e-5,
      841.7864765707958,
      4.38174947754643,
      285.84475481886443,
    ],
  ] as const)("hold ten digits for laws that are hard: %j, x %d, T %d", (point, x, age, force, length, finite, all) => {
    const rate = (point[0] + x) / (point[1] + age);
    const stay = (plan: { length: number }) =>
      rate * expectedStay("bg_nbd", point, x, age, { force, step: 0, ...plan });
    expect(relative(stay({ length }), finite)).toBeLessThan(1e-10);
    expect(relative(stay({ length: Number.POSITIVE_INFINITY }), all)).toBeLessThan(1e-10);
  });

  test.each([
    [[7.288111547818018, 0.3517442375481039, 7.288111547818018, 0.19281602625184918], 0, 1, 0.000466, 0.338],
    [[0.3028766276474403, 12.984006433843202, 0.08449125950970883, 0.4006463943444696], 5, 30, 0.003, 0.11],
    [[0.8496072663063181, 0.31515039296665415, 5.765632119737579, 12.398226918691018], 300, 30, 0.0208, 83.4],
    [[2, 5, 1, 3], 4, 20, 0, 52],
  ] as const)(
    "agree with predictPurchases where nothing is discounted: %j, x %d, T %d",
    (values, x, age, _, length) => {
      const [r, alpha, a, b] = values;
      for (const kind of ["bg_nbd", "mbg_nbd"] as const) {
        const model = defineBuyingModel(kind, { unit: "week", parameters: { r, alpha, a, b } });
        const record = { unit: "week", frequency: x, recency: x === 0 ? 0 : age, age } as const;
        const horizon = { unit: "week", length } as const;
        const found = figure(predictDiscountedPurchases(model, record, { horizon, discountRate: 0 }));
        expect(relative(found, predictPurchases(model, record, horizon).value)).toBeLessThan(1e-10);
      }
    },
  );

  test("have a limit without discount only where a (or s) exceeds 1, and say so otherwise", () => {
    const options = { horizon: "infinite", discountRate: 0 } as const;
    expect(predictDiscountedPurchases(buying, customer, options)).toEqual({
      abstained: { code: "buying_endless_mean", params: { parameter: "a", value: 0.793 } },
    });
    expect(predictDiscountedPurchases(pareto, customer, options)).toEqual({
      abstained: { code: "buying_endless_mean", params: { parameter: "s", value: 0.6061 } },
    });
    const mortal = defineBuyingModel("pareto_nbd", {
      unit: "week",
      parameters: { r: 0.5, alpha: 5, s: 2, beta: 10 },
    });
    const fresh = { unit: "week", frequency: 0, recency: 0, age: 0 } as const;
    // r/α · β/(s − 1)
    expect(figure(predictDiscountedPurchases(mortal, fresh, options))).toBeCloseTo(1, 12);
  });

  test("exist for any legal customer", () => {
    for (const third of [1e-6, 0.3, 1, 1.0000001, 50]) {
      for (const model of [
        defineBuyingModel("bg_nbd", { unit: "week", parameters: { r: 0.2, alpha: 3, a: third, b: 1e-4 } }),
        defineBuyingModel("mbg_nbd", { unit: "week", parameters: { r: 1e4, alpha: 1e-3, a: third, b: 1e8 } }),
        defineBuyingModel("pareto_nbd", { unit: "week", parameters: { r: 0.2, alpha: 3, s: third, beta: 1e6 } }),
      ]) {
        for (const [frequency, recency, age] of [
          [0, 0, 0],
          [0, 0, 1e9],
          [400, 1, 900],
          [400, 900, 900],
          [1e9, 1e-3, 1e9],
        ] as const) {
          for (const discountRate of [0, 1e-12, 0.15, 100]) {
            for (const horizon of ["infinite", { unit: "week", length: 0 }, { unit: "week", length: 1e9 }] as const) {
              for (const compounding of ["continuous", "periodic"] as const) {
                const record: BuyingRecord<"week"> = { unit: "week", frequency, recency, age };
                const found = predictDiscountedPurchases(model, record, { horizon, discountRate, compounding });
                if ("abstained" in found) expect(discountRate === 0 && third <= 1).toBe(true);
                else expect(Number.isFinite(found.value) && found.value >= 0).toBe(true);
              }
            }
          }
        }
      }
    }
  });
});

describe("purchases still to come at set occasions", () => {
  // Fader, Hardie & Shang (2010), donations
  const parameters = { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 };
  const fitReport = {
    converged: true,
    logLikelihood: -33_225.6,
    gradientNorm: 0,
    identifiable: true,
    starts: 1,
    agreeing: 1,
    evaluations: 1,
  };
  const model: BgBbModel<"year"> = {
    kind: "bg_bb",
    version: 1,
    unit: "year",
    parameters,
    level: 0.95,
    fittedOn: { ...spending.fittedOn, report: fitReport, periods: 6, cohorts: [] },
  };

  test("equal the closed form of the paper (equation 14)", () => {
    const { alpha, beta, gamma, delta } = parameters;
    for (const [frequency, recency, periods] of [
      [0, 0, 6],
      [4, 6, 6],
      [6, 6, 6],
      [2, 4, 6],
    ] as const) {
      const record = { unit: "year", frequency, recency, periods } as const;
      const found = figure(predictDiscountedPurchases(model, record, { horizon: "infinite", discountRate: 0.1 }));
      // P(alive at n) from its definition, in ordinary arithmetic
      const rising = (a: number, k: number): number =>
        Array.from({ length: k }, (_, i) => a + i).reduce((p, c) => p * c, 1);
      const used = (x: number, n: number): number => (rising(alpha, x) * rising(beta, n - x)) / rising(alpha + beta, n);
      const stayed = (n: number): number => rising(delta, n) / rising(gamma + delta, n);
      let likelihood = used(frequency, periods) * stayed(periods);
      for (let i = recency; i < periods; i++) {
        likelihood += (used(frequency, i) * stayed(i) * gamma) / (gamma + delta + i);
      }
      const now = (used(frequency, periods) * stayed(periods)) / likelihood;
      const sum =
        (((delta + periods) / (gamma + delta + periods)) *
          hypergeometric2F1(1, delta + periods + 1, gamma + delta + periods + 1, 1 / 1.1)) /
        1.1;
      expect(relative(found, (now * sum * (alpha + frequency)) / (alpha + beta + periods))).toBeLessThan(1e-9);
    }
  });

  test("count whole occasions within a horizon, and have a limit without discount only for gamma above 1", () => {
    const record = { unit: "year", frequency: 4, recency: 6, periods: 6 } as const;
    const upTo = (length: number) =>
      figure(predictDiscountedPurchases(model, record, { horizon: { unit: "year", length }, discountRate: 0 }));
    expect(upTo(0.9)).toBe(0);
    expect(upTo(1.9)).toBe(upTo(1));
    expect(upTo(2)).toBeGreaterThan(upTo(1));
    expect(predictDiscountedPurchases(model, record, { horizon: "infinite", discountRate: 0 })).toEqual({
      abstained: { code: "lifetime_endless_occasions", params: { gamma: 0.657 } },
    });
  });
});

describe("lifetime value", () => {
  const terms = { horizon: "infinite", discountRate: 0.15, marginRate: 0.3 } as const;
  const worth = (models: Parameters<typeof predictLifetimeValue>[0], record: BuyingRecord, options: object) =>
    predictLifetimeValue(models, record, { ...terms, ...options } as never) as LifetimeValue;

  test("is purchases times spend times margin, refunds taken off", () => {
    const found = worth({ buying, spending }, customer, { refundShare: 0.1 });
    const product = found.discountedPurchases.value * found.spend.value * 0.3 * 0.9;
    expect(found.value.value).toBeCloseTo(product, 10);
    expect(found.alive.value).toBeCloseTo(0.726578570080673, 12);
    // expected spend of the first customer, Fader & Hardie (2013)
    expect(found.spend.value).toBeCloseTo(24.65, 1);
  });

  test("does not change where a period ends mid-way or time is counted in days", () => {
    const days = defineBuyingModel("bg_nbd", {
      unit: "day",
      parameters: { r: 0.243, alpha: 7 * 4.414, a: 0.793, b: 2.426 },
    });
    const inDays = { unit: "day", frequency: 2, recency: 7 * 30.43, age: 7 * 38.86, meanSpend: 22.35 } as const;
    for (const compounding of ["continuous", "periodic"] as const) {
      const a = worth({ buying, spending }, customer, { compounding, horizon: { unit: "week", length: 53.3 } });
      const b = worth({ buying: days, spending }, inDays, {
        compounding,
        horizon: { unit: "day", length: 7 * 53.3 },
      });
      expect(relative(a.value.value, b.value.value)).toBeLessThan(1e-11);
    }
  });

  test("with periodic compounding is what the months bring, each valued at its end", () => {
    const month = 365.2425 / 84;
    let sum = 0;
    for (let k = 1; k <= 30; k++) {
      const upTo = (length: number) => predictPurchases(buying, customer, { unit: "week", length }).value;
      sum += (upTo(k * month) - upTo((k - 1) * month)) * 1.15 ** (-k / 12);
    }
    const options = { compounding: "periodic", horizon: { unit: "week", length: 30 * month } };
    const found = worth({ buying, spending }, customer, options);
    expect(relative(found.discountedPurchases.value, sum)).toBeLessThan(1e-9);
  });

  test("below zero is a negative value with a note, not a zero", () => {
    const found = worth({ buying, spending }, customer, { marginRate: -0.1 });
    const gain = worth({ buying, spending }, customer, { marginRate: 0.1 });
    expect(found.value.value).toBeCloseTo(-gain.value.value, 12);
    expect(found.notes).toEqual([{ code: "lifetime_negative_margin", params: { marginRate: -0.1 } }]);
    const table = {
      unit: "week",
      frequency: [2, 2],
      recency: [30.43, 30.43],
      age: [38.86, 38.86],
      meanSpend: [20, 20],
    };
    const columns = predictLifetimeValueColumn({ buying, spending }, table as never, {
      ...terms,
      marginRate: [0.1, -0.1],
    }) as LifetimeValueColumns;
    expect(columns.value[1]).toBe(-(columns.value[0] as number));
    expect(columns.notes[0]).toMatchObject({ code: "lifetime_negative_margins", params: { customers: 1 } });
  });

  test("of a new customer is the first purchase and all that follow", () => {
    const found = predictNewCustomerValue({ buying }, { ...terms, spendPerPurchase: 40 }) as NewCustomerValue;
    expect(found.first.value).toBe(12);
    expect(found.value.value).toBeCloseTo(12 + found.later.value.value, 10);
    const fresh = { unit: "week", frequency: 0, recency: 0, age: 0 } as const;
    const residual = figure(predictDiscountedPurchases(buying, fresh, terms));
    expect(found.later.discountedPurchases.value).toBe(residual);
  });

  test("carries the doubt of both models and of the refunds", () => {
    const book = simulatedBook("bg_nbd", [0.25, 4.5, 0.8, 2.5], 2000, 3);
    const meanSpend = Array.from(book.frequency, (x, i) => (x === 0 ? 0 : 10 + ((i * 37) % 50)));
    const table = { ...book, meanSpend };
    const models = { buying: fitBgNbd(table), spending: learned(fitGammaGamma(table)) };
    const width = ({ value: { interval } }: LifetimeValue) => Math.log((interval?.upper ?? 0) / (interval?.lower ?? 0));
    const both = worth(models, customer, {});
    const known = worth({ buying: models.buying }, customer, { spendPerPurchase: both.spend.value });
    const refundShare = { value: 0.2, n: 300, interval: { lower: 0.1, upper: 0.3, level: 0.95 } };
    expect(width(both)).toBeGreaterThan(width(known));
    expect(width(worth(models, customer, { refundShare }))).toBeGreaterThan(width(both));
    expect(both.value.n).toBe(models.spending.fittedOn.repeaters);
    expect(known.value.n).toBe(2000);
    const narrow = worth(models, customer, { level: 0.5 });
    expect(width(narrow)).toBeLessThan(width(both) / 2);
    // a schedule of one customer has the same interval
    const length = (24 * 365.2425) / 84;
    const flows = forecastCashFlows(models, { ...customer }, { ...terms, periods: 24 }) as CashFlowForecast;
    const same = worth(models, customer, { horizon: { unit: "week", length } });
    expect(flows.value.interval?.upper).toBeCloseTo(same.value.interval?.upper as number, 6);
  });

  test("is explained in both languages, by reasons that multiply to it", () => {
    const found = explainLifetimeValue({ buying, spending }, customer, terms);
    const reasons = "reasons" in found ? found.reasons : [];
    expect(reasons.map(({ code }) => code)).toEqual([
      "lifetime_alive",
      "lifetime_discounted_endless",
      "lifetime_spend",
      "lifetime_margin",
    ]);
    expect(reasons.map((reason) => word(reason, "zh"))[0]).toBe("仍是客户的概率为 72.7%：复购 2 次，已沉默 8.43 周");
    expect(word(reasons.at(-1) as never)).toBe("30% of it is margin");
  });

  test("has no number where the spend has no mean, and says why", () => {
    const wild = { ...spending, parameters: { p: 6, q: 0.5, v: 15 } };
    const one = { unit: "week", frequency: 0, recency: 0, age: 10 } as const;
    const abstained = { code: "spend_mean_infinite", params: { q: 0.5 } };
    expect(predictLifetimeValue({ buying, spending: wild }, one, terms)).toEqual({ abstained });
    expect(forecastCashFlows({ buying, spending: wild }, one, { ...terms, periods: 3 })).toEqual({ abstained });
  });

  test("of fitted models covers the expected value as often as it says, in a few simulated books", () => {
    const shares = lifetimeCoverage(
      "bg_nbd",
      ["r", "alpha", "a", "b"],
      [0.25, 4.5, 0.8, 2.5],
      40,
      2000,
      1,
      (parameters) => defineBuyingModel("bg_nbd", { unit: "week", parameters }),
    );
    // 0.95 less four standard errors of 40 books; the long simulation is nightly
    for (const share of shares) expect(share).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / 40));
  });
});

describe("cash flows", () => {
  const terms = { discountRate: 0.15, marginRate: 0.3, periods: 36 } as const;
  const table = { ...simulatedBook("bg_nbd", [0.25, 4.5, 0.8, 2.5], 300, 9) };
  const meanSpend = Array.from(table.frequency, (x, i) => (x === 0 ? 0 : 5 + (i % 60)));
  const customers = {
    unit: "week",
    frequency: table.frequency,
    recency: table.recency,
    age: table.age,
    meanSpend,
  } as const;

  test.each(["continuous", "periodic"] as const)(
    "sum to the value of the customers, with what comes after: %s",
    (compounding) => {
      for (const model of [buying, pareto]) {
        const models = { buying: model, spending };
        const plan = forecastCashFlows(models, customers, { ...terms, compounding }) as CashFlowForecast;
        const sum = plan.flows.reduce((total, flow) => total + flow.discounted.value, 0);
        expect(plan.value.value).toBe(sum);
        const horizon = { unit: "week", length: (36 * 365.2425) / 84 } as const;
        const of = (options: object) =>
          (
            predictLifetimeValueColumn(models, customers, {
              ...terms,
              compounding,
              ...options,
            } as never) as LifetimeValueColumns
          ).total;
        expect(relative(plan.value.value, of({ horizon }))).toBeLessThan(1e-10);
        expect(relative(plan.value.value + figure(plan.residual), of({ horizon: "infinite" }))).toBeLessThan(1e-10);
      }
    },
  );

  test("without discount leave over what the closed formula counts, or say that it has no end", () => {
    const mortal = defineBuyingModel("bg_nbd", { unit: "week", parameters: { r: 0.5, alpha: 5, a: 1.5, b: 2 } });
    const plan = forecastCashFlows({ buying: mortal, spending }, customers, {
      ...terms,
      discountRate: 0,
    }) as CashFlowForecast;
    const options = { ...terms, horizon: "infinite", discountRate: 0 } as const;
    const all = predictLifetimeValueColumn({ buying: mortal, spending }, customers, options) as LifetimeValueColumns;
    expect(relative(plan.value.value + figure(plan.residual), all.total)).toBeLessThan(1e-12);
    for (const { cash, discounted } of plan.flows) expect(discounted.value).toBeCloseTo(cash.value, 9);
    const open = forecastCashFlows({ buying, spending }, customers, { ...terms, discountRate: 0 }) as CashFlowForecast;
    expect(open.residual).toMatchObject({ abstained: { code: "buying_endless_mean" } });
  });

  test("without an end name the parameter of the customers who stay longest, not that of the model", () => {
    const effects = [{ covariate: "shop", on: "a", coefficient: 2 }] as const;
    const mortal = defineBuyingModel("bg_nbd", { unit: "week", parameters: { r: 0.5, alpha: 5, a: 3, b: 2 } });
    const rows = {
      unit: "week",
      frequency: [1, 2],
      recency: [3, 20],
      age: [40, 30],
      covariates: { shop: [0, -1] },
    } as const;
    const { residual } = forecastCashFlows({ buying: { ...mortal, effects } }, rows, {
      ...terms,
      discountRate: 0,
      spendPerPurchase: 40,
    }) as CashFlowForecast;
    const value = expect.closeTo(3 * Math.exp(-2), 12);
    expect(residual).toEqual({ abstained: { code: "buying_endless_mean", params: { parameter: "a", value } } });
  });
});

test("the polynomials of clvToSql hold eight digits for customers with hundreds of purchases and long ages", () => {
  const plan = { length: Number.POSITIVE_INFINITY, force: 0.0027, step: 0 };
  for (const [kind, point] of [
    ["bg_nbd", [0.243, 4.414, 0.793, 2.426]],
    ["mbg_nbd", [0.525, 6.183, 0.891, 1.614]],
    ["pareto_nbd", [0.5534, 10.5802, 0.6061, 11.6562]],
  ] as const) {
    const surface = staySurface(kind, point, plan, 500, 400);
    const base = kind === "pareto_nbd" ? point[3] : point[1];
    const powers = (row: readonly number[], at: number): number => row.reduceRight((sum, cell) => cell + at * sum, 0);
    for (const x of [0, 3, 7, 8, 13, 40, 77, 300, 500]) {
      for (const age of [0, 1.7, 20, 41, 150, 399]) {
        const block = (surface.blocks.find(({ upTo }) => x <= upTo) ??
          surface.blocks.at(-1)) as (typeof surface.blocks)[number];
        const piece = surface.pieces.findIndex(({ upTo }) => age <= upTo);
        const u = Math.log((surface.shift + x) / block.centre);
        const w = Math.log((base + age) / (surface.pieces[piece] as { centre: number }).centre);
        const rows = (block.pieces[piece] as readonly (readonly number[])[]).map((row) => powers(row, u));
        const right = expectedStay(kind, point, x, age, plan) / (base + age);
        expect(relative(powers(rows, w), right)).toBeLessThan(1e-8);
      }
    }
  }
});

describe("what is refused", () => {
  const terms = { horizon: "infinite", discountRate: 0.15, marginRate: 0.3 } as const;
  test.each([
    ["another unit", { horizon: { unit: "month", length: 3 } }, "inconsistent"],
    ["no horizon", { horizon: undefined }, "invalid_type"],
    ["another word", { horizon: "forever" }, "invalid_type"],
    ["a negative rate", { discountRate: -0.1 }, "out_of_range"],
    ["a rate that is no number", { discountRate: "15%" }, "invalid_type"],
    ["another compounding", { compounding: "yearly" }, "unknown_id"],
    ["another period", { compounding: "periodic", period: "decade" }, "unknown_id"],
    ["a margin above 1", { marginRate: 1.1 }, "out_of_range"],
    ["refunds above 1", { refundShare: 1.1 }, "out_of_range"],
    ["a spend given twice", { spendPerPurchase: 10 }, "inconsistent"],
    ["a level of 1", { level: 1 }, "out_of_range"],
  ])("%s", (_, options, code) => {
    const all = { ...terms, ...options } as never;
    expect(() => predictLifetimeValue({ buying, spending }, customer, all)).toThrow(refused(code));
  });

  test("a spend that is nowhere, and rows that cannot be", () => {
    expect(() => predictLifetimeValue({ buying }, customer, terms)).toThrow(refused("inconsistent"));
    const table = { unit: "week", frequency: [1, 1], recency: [3, 9], age: [5, 5], meanSpend: [1, 1] } as const;
    expect(() => predictLifetimeValueColumn({ buying, spending }, table, terms)).toThrow(refused("inconsistent"));
    const good = { ...table, recency: [3, 4] };
    const margins = { ...terms, marginRate: [0.1] };
    expect(() => predictLifetimeValueColumn({ buying, spending }, good, margins)).toThrow(refused("length_mismatch"));
    expect(() => forecastCashFlows({ buying, spending }, good, { ...terms, periods: 0 })).toThrow(
      refused("out_of_range"),
    );
    const bare = { unit: "week", frequency: [1], recency: [3], age: [5] } as const;
    expect(() => predictLifetimeValueColumn({ buying, spending }, bare, terms)).toThrow(refused("invalid_type"));
  });
});
