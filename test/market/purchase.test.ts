import { describe, expect, test } from "vitest";
import { labelsOf, loadModel, parseRecords, describe as word } from "../../src/core/index.ts";
import {
  fitPurchaseChoice,
  measurePurchaseCriteria,
  type PurchaseAnswer,
  type PurchaseChoiceModel,
  predictPurchaseChoice,
  purchaseCriteriaChart,
} from "../../src/market/index.ts";
import { purchaseAnswerSchema, purchaseChoiceModelSpec } from "../../src/schemas.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { codeOf, js, OURS, WRONG } from "./portfolio-support.ts";
import { coverage, market, SENSITIVITY, survey } from "./purchase-support.ts";

const SUPPLIERS = ["us", "alpha", "beta"];
const two = { us: "us", rivals: ["alpha", "beta"], criteria: ["price", "service"] } as const;

/** Sixty made-up answers that R was given too: weighted ratings and choices by a rule. */
const sixty: PurchaseAnswer[] = Array.from({ length: 60 }, (_, i) => {
  const rating = (s: number, c: number) => 1 + ((i * (3 + 2 * s) + c * 4 + s * i * i) % 5);
  const points = { price: 1 + (i % 3), service: 2 + (i % 4) };
  const totals = SUPPLIERS.map(
    (_, s) => (points.price * rating(s, 0) + points.service * rating(s, 1)) / (points.price + points.service),
  );
  const best = totals.indexOf(Math.max(...totals));
  return {
    weights: points,
    ratings: Object.fromEntries(SUPPLIERS.map((id, s) => [id, { price: rating(s, 0), service: rating(s, 1) }])),
    choice: SUPPLIERS[i % 5 < 3 ? best : (i * i) % 3] as string,
  };
});
const found = <T extends object>(value: T | { readonly abstained: never }): T => {
  if ("abstained" in value) throw new Error(word((value as { abstained: never }).abstained));
  return value as T;
};
const fitted = (answers: readonly PurchaseAnswer[], options: object = two) =>
  found(fitPurchaseChoice(answers, options as never) as PurchaseChoiceModel);
const group = (answers: readonly PurchaseAnswer[]) =>
  found(measurePurchaseCriteria(answers, two).overall as never) as never as {
    criteria: {
      criterion: string;
      weight: { value: number; n: number; interval: { lower: number; upper: number } };
      gaps: {
        rival: string;
        gap: { value: number; interval: { lower: number; upper: number } };
        weighted: { value: number };
      }[];
    }[];
    scores: { supplier: string; score: { value: number }; lead?: { value: number } }[];
    notes: { code: string }[];
  };

describe("what customers weigh", () => {
  test("is the mean of each respondent's own shares, with Student's interval", () => {
    const { criteria } = group(sixty);
    const shares = sixty.map(
      ({ weights }) =>
        (weights?.["service"] as number) / ((weights?.["service"] as number) + (weights?.["price"] as number)),
    );
    const mean = shares.reduce((a, b) => a + b, 0) / 60;
    const sd = Math.sqrt(shares.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 59);
    expect(criteria.map(({ criterion }) => criterion)).toEqual(["service", "price"]);
    expect(criteria[0]?.weight.value).toBeCloseTo(mean, 12);
    // R 4.2.2: qt(0.975, 59)
    const half = (2.00099537704821 * sd) / Math.sqrt(60);
    expect(criteria[0]?.weight.interval.upper).toBeCloseTo(mean + half, 10);
  });

  test("is a share: the interval of what hardly anybody weighs does not reach below nothing", () => {
    const ratings = { us: { price: 4, service: 4 }, alpha: { price: 4, service: 3 }, beta: { price: 3, service: 3 } };
    const answers = Array.from({ length: 12 }, (_, i) => ({
      weights: { price: 100, service: i === 0 ? 20 : 0 },
      ratings,
    }));
    const [price, service] = group(answers).criteria;
    expect(service?.weight).toMatchObject({ value: expect.closeTo(1 / 72, 12), interval: { lower: 0 } });
    expect(price?.weight.interval.upper).toBe(1);
    // R 4.2.2: x <- c(1/6, rep(0, 11)); mean(x) + qt(0.975, 11) * sd(x) / sqrt(12)
    expect(service?.weight.interval.upper).toBeCloseTo(0.0444581272234952, 9);
  });

  test("a gap between two suppliers rated by the same people is a paired comparison", () => {
    const answers = Array.from({ length: 20 }, (_, i) => ({
      weights: { price: 1, service: 1 },
      ratings: {
        us: { price: 1 + (i % 4), service: 3 },
        alpha: { price: 2 + (i % 4), service: 3 },
        beta: { price: 1 + (i % 5), service: 3 },
      },
    }));
    const [price] = group(answers).criteria;
    const [alpha, beta] = price?.gaps ?? [];
    // always one point behind alpha, so there is no doubt about it
    expect(alpha?.gap.value).toBe(-1);
    expect(alpha?.gap.interval.upper).toBeCloseTo(-1, 9);
    expect((beta?.gap.interval.upper as number) - (beta?.gap.interval.lower as number)).toBeGreaterThan(1);
    expect(alpha?.weighted.value).toBeCloseTo(-0.5, 12);
  });

  test("a rival that too few rated is left out and named, and weights too few are refused", () => {
    const thin = sixty.map((answer, i) =>
      i < 55
        ? { ...answer, ratings: { us: answer.ratings?.["us"] as never, alpha: answer.ratings?.["alpha"] as never } }
        : answer,
    );
    const { scores, notes } = group(thin);
    expect(scores.map(({ supplier }) => supplier).sort()).toEqual(["alpha", "us"]);
    expect(notes).toEqual([
      { code: "purchase_supplier_unrated", params: { supplier: "beta", criterion: "price", n: 5, needed: 10 } },
    ]);
    expect(measurePurchaseCriteria(sixty.slice(0, 9), two).overall).toMatchObject({
      abstained: { code: "purchase_weights_missing" },
    });
  });

  test("segments stand by id, whatever they are called, and one too thin says so", () => {
    const answers = sixty.map((answer, i) => ({ ...answer, segment: i < 30 ? "__proto__" : i < 55 ? "b" : "c" }));
    const { segments } = measurePurchaseCriteria(answers, two);
    expect(segments.map((own) => [own.id, "abstained" in own])).toEqual([
      ["__proto__", false],
      ["b", false],
      ["c", true],
    ]);
  });

  test("asks by default about the eight criteria of $APPEALS", () => {
    expect(Object.keys(labelsOf("purchaseCriterion"))).toHaveLength(8);
    expect(
      codeOf(() => measurePurchaseCriteria([{ weights: { social_acceptance: 1 } }], { us: "a", rivals: ["b"] })),
    ).toBe("nothing");
    expect(codeOf(() => measurePurchaseCriteria([{ weights: { colour: 1 } }], { us: "a", rivals: ["b"] }))).toBe(
      "unknown_id",
    );
  });
});

describe("how ratings turn into choices", () => {
  test("is the conditional logit of R, with the sandwich variance", () => {
    // R 4.2.2, survival 3.5-3: clogit(ch ~ x + a + b + strata(i), cluster = i, method = "efron"); variance × n / (n − p)
    const model = fitted(sixty);
    expect(model.sensitivity.value).toBeCloseTo(0.98028308764418, 9);
    expect(model.constants[1]).toBeCloseTo(0.385939098430679, 9);
    expect(model.constants[2]).toBeCloseTo(-1.251655048233035, 9);
    expect(model.fittedOn.logLikelihood).toBeCloseTo(-49.4331274754068, 9);
    expect(model.covariance[0]).toBeCloseTo((0.0235522250159762 * 60) / 57, 9);
    expect(model.covariance[5]).toBeCloseTo((0.0776564177021815 * 60) / 57, 9);
    const plain = fitted(sixty, { ...two, constants: false });
    expect(plain.sensitivity.value).toBeCloseTo(0.645378665349792, 9);
    expect(plain.covariance[0]).toBeCloseTo((0.0294599330825194 * 60) / 59, 9);
  });

  test("from sales is the sensitivity under which the survey yields them", () => {
    const answers = market(500, 3, { constants: [0, 0, 0], lifts: [0, 0.9, -0.6] });
    const options = { ...survey, rivals: ["alpha"], criteria: survey.criteria };
    const duel = answers.map(({ weights, ratings }) => ({
      ...(weights && { weights }),
      ratings: { us: ratings?.["us"] as never, alpha: ratings?.["alpha"] as never },
    }));
    const model = fitted(duel, { ...options, sales: { us: 300, alpha: 700 } });
    // with two suppliers one number yields the sales exactly
    const shares = found(predictPurchaseChoice(model, duel, options) as never) as {
      shares: { share: { value: number } }[];
    };
    expect(shares.shares[0]?.share.value).toBeCloseTo(0.3, 9);
  });

  test("finds the truth of a made-up market", () => {
    const { interval } = fitted(market(600, 21), survey).sensitivity;
    expect(interval.lower).toBeLessThan(SENSITIVITY);
    expect(interval.upper).toBeGreaterThan(SENSITIVITY);
  });

  test("abstains where nobody chose a supplier, answers are few, or ratings part the choices", () => {
    const us = sixty.map((answer) => ({ ...answer, choice: "us" }));
    expect(fitPurchaseChoice(us, two)).toMatchObject({ abstained: { code: "purchase_choice_one_sided" } });
    expect(fitPurchaseChoice(sixty.slice(0, 20), two)).toMatchObject({ abstained: { code: "too_few_rows" } });
    const parted = sixty.map((answer, i) => {
      const low = { price: 1, service: 1 };
      return {
        ...answer,
        ratings: {
          us: i % 2 ? { price: 5, service: 5 } : low,
          alpha: i % 2 ? low : { price: 5, service: 5 },
          beta: low,
        },
        choice: i % 2 ? "us" : "alpha",
      };
    });
    expect(fitPurchaseChoice(parted, { ...two, constants: false })).toMatchObject({
      abstained: { code: "purchase_choice_unbounded" },
    });
    const same = sixty.map((answer) => ({
      ...answer,
      ratings: Object.fromEntries(SUPPLIERS.map((s) => [s, { price: 3, service: 3 }])),
    }));
    expect(fitPurchaseChoice(same, { ...two, constants: false })).toMatchObject({
      abstained: { code: "purchase_choice_unbounded" },
    });
  });

  test("travels as JSON and does not load with constants that fit no supplier", () => {
    const model = fitted(sixty);
    expect(loadModel(purchaseChoiceModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
    expect(codeOf(() => loadModel(purchaseChoiceModelSpec, { ...model, constants: [0] }))).toBe("invalid_model");
  });
});

describe("what would move choice", () => {
  const prediction = (
    answers: readonly PurchaseAnswer[],
    model: { sensitivity: number } | PurchaseChoiceModel = { sensitivity: 1 },
    more: object = {},
  ) =>
    found(predictPurchaseChoice(model, answers, { ...two, ...more }) as never) as Exclude<
      ReturnType<typeof predictPurchaseChoice>,
      { abstained: unknown }
    >;

  test("with constants the model gives back the shares that were chosen", () => {
    const { shares } = prediction(sixty, fitted(sixty));
    expect(shares.map(({ share }) => share.value)).toEqual([
      expect.closeTo(20 / 60, 9),
      expect.closeTo(28 / 60, 9),
      expect.closeTo(12 / 60, 9),
    ]);
  });

  test("a small step moves a share by its slope: sensitivity × weight × p × (1 − p)", () => {
    const alike = sixty.map((answer) => ({
      ...answer,
      weights: { price: 1, service: 3 },
      ratings: { us: { price: 2, service: 3 }, alpha: { price: 3, service: 2 }, beta: { price: 2, service: 2 } },
    }));
    const { shares, moves } = prediction(alike, { sensitivity: 1.5 }, { step: 1e-5 });
    const p = shares[0]?.share.value as number;
    const service = moves.find(({ criterion }) => criterion === "service");
    expect((service?.change.value as number) / 1e-5).toBeCloseTo(1.5 * 0.75 * p * (1 - p), 5);
    expect(moves.map(({ criterion }) => criterion)).toEqual(["service", "price"]);
  });

  test("a gap of zero moves nothing, and what we lead by is worth something to lose", () => {
    const alike = sixty.map((answer) => ({
      ...answer,
      ratings: { us: { price: 3, service: 5 }, alpha: { price: 3, service: 2 }, beta: { price: 2, service: 2 } },
    }));
    const { moves } = prediction(alike);
    const price = moves.find(({ criterion }) => criterion === "price");
    expect(price).toMatchObject({ bestRival: "alpha", gap: { value: 0 }, matching: { value: 0 } });
    const service = moves.find(({ criterion }) => criterion === "service");
    expect(service?.change.value).toBe(0);
    expect(service?.matching.value).toBeLessThan(0);
  });

  test("says where the first move is not clearly the best, and that a sensitivity by hand carries no doubt", () => {
    const { moves, notes } = prediction(sixty.slice(0, 12));
    expect(notes.map(({ code }) => code)).toContain("purchase_sensitivity_given");
    const unsure = notes.some(({ code }) => code === "purchase_move_unsure");
    expect(unsure).toBe(!(moves[0]?.stable as boolean));
  });

  test("refuses a model of another survey", () => {
    const model = fitted(sixty);
    expect(codeOf(() => predictPurchaseChoice(model, sixty, { ...two, rivals: ["beta", "alpha"] }))).toBe(
      "inconsistent",
    );
    expect(codeOf(() => predictPurchaseChoice(model, [], { ...two, scale: { min: 1, max: 7 } }))).toBe("inconsistent");
  });
});

test("intervals cover what they should in a hundred and twenty made-up surveys", () => {
  // 0.95 less three and a half standard errors of 120 surveys; 1,000 surveys and the upper bound run at night
  for (const [figure, share] of coverage(80, 120, 500)) {
    expect(share, figure).toBeGreaterThan(0.88);
    expect(share, figure).toBeLessThan(1);
  }
});

describe("the chart", () => {
  const answers = market(120, 4).map((answer, i) => ({ ...answer, segment: i % 2 === 0 ? "East" : "West" }));
  const report = measurePurchaseCriteria(answers, survey);

  test.each(["en", "zh"] as const)("draws weights and ratings in %s", async (locale) => {
    const chart = purchaseCriteriaChart(report, { locale, ...(locale === "zh" ? { segment: "East" } : {}) });
    expectValidChart(chart);
    await writePicture(chart, `purchase-${locale}`);
  });

  test("says why where the group abstained", async () => {
    const chart = purchaseCriteriaChart(measurePurchaseCriteria([], survey));
    expectValidChart(chart);
    expect(JSON.stringify(chart)).toContain("0 respondents said what they weigh");
    await writePicture(chart, "purchase-none");
    expect(codeOf(() => purchaseCriteriaChart(report, { segment: "North" }))).toBe("unknown_id");
  });
});

describe("bad input", () => {
  test.each(WRONG.map((value) => [value]))("%s", (value) => {
    const listed = Array.isArray(value) ? /nothing/ : OURS;
    const fieldless =
      value === undefined || (typeof value === "object" && value !== null && !Array.isArray(value))
        ? /nothing|^[a-z_]+$/
        : OURS;
    for (const act of [measurePurchaseCriteria, fitPurchaseChoice]) {
      expect(codeOf(() => act(js(value), two))).toMatch(listed);
      expect(codeOf(() => act([], js(value)))).toMatch(OURS);
    }
    expect(codeOf(() => predictPurchaseChoice(js(value), sixty, two))).toMatch(OURS);
    expect(codeOf(() => predictPurchaseChoice({ sensitivity: 1 }, js(value), two))).toMatch(listed);
    expect(codeOf(() => purchaseCriteriaChart(js(value)))).toMatch(OURS);
    for (const field of ["weights", "ratings", "choice", "segment"]) {
      if (field === "segment" && value === "x") continue;
      expect(
        codeOf(() => measurePurchaseCriteria([{ [field]: js(value) }], two)),
        field,
      ).toMatch(fieldless);
    }
    if (value !== undefined && value !== 7) {
      for (const field of ["level", "step", "draws", "seed", "minRespondents"]) {
        expect(
          codeOf(() => predictPurchaseChoice({ sensitivity: 1 }, sixty, { ...two, [field]: js(value) })),
          field,
        ).toMatch(OURS);
      }
      for (const field of ["sensitivity", "constants", "covariance", "suppliers", "scale", "fittedOn"]) {
        expect(
          codeOf(() => predictPurchaseChoice({ ...fitted(sixty), [field]: js(value) }, sixty, two)),
          field,
        ).toMatch(OURS);
      }
    }
  });

  test("names ratings off the scale, unknown suppliers, points for nothing, constants with sales", () => {
    const of = (answer: object) => codeOf(() => measurePurchaseCriteria([answer], two));
    expect(of({ ratings: { us: { price: 6 } } })).toBe("out_of_range");
    expect(of({ ratings: { gamma: { price: 1 } } })).toBe("unknown_id");
    expect(of({ weights: { price: 0 } })).toBe("out_of_range");
    expect(of({ weights: { price: 1e-12 } })).toBe("nothing");
    expect(of({ choice: "gamma" })).toBe("unknown_id");
    expect(codeOf(() => fitPurchaseChoice(sixty, { ...two, sales: { us: 1, alpha: 2 }, constants: true }))).toBe(
      "inconsistent",
    );
    expect(codeOf(() => measurePurchaseCriteria([], { ...two, rivals: ["us"] }))).toBe("duplicate_id");
  });

  test("rows come in through the schema", () => {
    expect(parseRecords(purchaseAnswerSchema, sixty).rejected).toEqual([]);
    expect(
      parseRecords(purchaseAnswerSchema, [{ weights: { price: -1 } }, { weights: { price: 0 } }, { age: 3 }]).rejected,
    ).toHaveLength(3);
  });
});
