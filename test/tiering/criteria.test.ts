import { expect, test } from "vitest";
import { describe, loadModel } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { criteriaModelSpec } from "../../src/tiering/criteria/schema.ts";
import {
  type Criterion,
  explainAccountScore,
  fitCriteria,
  keyAccountCriteria,
  measureWeightSensitivity,
  nonMonetaryCriteria,
  scoreAccount,
  scoreAccounts,
  solveAhp,
} from "../../src/tiering/index.ts";
import { expectClose } from "../support/close.ts";

const quantitative = (id: string, rest: object = {}): Criterion => ({ id, kind: "quantitative", ...rest });
const scoresOf = (criteria: readonly Criterion[], rows: readonly object[]) =>
  scoreAccounts(fitCriteria(rows, { criteria }), rows).map(({ score }) => score);

test("each normalisation puts numbers where it says", () => {
  const rows = [{ x: 10 }, { x: 20 }, { x: 20 }, { x: 60 }];
  expect(scoresOf([quantitative("x", { normalise: "min_max" })], rows)).toEqual([0, 20, 20, 100]);
  // percent rank, ties at their middle: 0, 1.5, 1.5 and 3 accounts of 3 others
  expect(scoresOf([quantitative("x")], rows)).toEqual([0, 50, 50, 100]);
  expect(scoresOf([quantitative("x", { direction: "less" })], rows)).toEqual([100, 50, 50, 0]);
  expect(scoresOf([quantitative("x", { anchors: { worst: 0, best: 40 } })], rows)).toEqual([25, 50, 50, 100]);
  expect(scoresOf([quantitative("x", { anchors: { worst: 60, best: 20 } })], rows)).toEqual([100, 100, 100, 0]);
  // mean 27.5, standard deviation 22.17: a value at z stands at 50 + 100 z / 6
  const z = scoresOf([quantitative("x", { normalise: "z" })], rows);
  expectClose(z[0] as number, 50 + (100 * (10 - 27.5)) / 22.173557826083453 / 6, 1e-12);
});

test("a giant squeezes everybody else under min–max and moves nobody under percentiles", () => {
  const book = Array.from({ length: 100 }, (_, i) => ({ x: i === 99 ? 1e6 : i }));
  expect(scoresOf([quantitative("x", { normalise: "min_max" })], book)[98]).toBeLessThan(0.01);
  expect(scoresOf([quantitative("x")], book)[98]).toBeCloseTo((100 * 98) / 99, 10);
});

test("percentiles of a large book carry a hundred points and stay within one per cent of the true rank", () => {
  const random = createRandom(3);
  const rows = Array.from({ length: 5000 }, () => ({ x: Math.exp(2 * random.normal()) }));
  const model = fitCriteria(rows, { criteria: [quantitative("x")] });
  const [fitted] = model.criteria;
  expect(fitted?.kind === "quantitative" && fitted.at.length).toBe(101);
  const sorted = rows.map(({ x }) => x).sort((a, b) => a - b);
  for (const row of rows) {
    const rank = (100 * sorted.indexOf(row.x)) / 4999;
    expect(Math.abs((scoreAccount(model, row).score as number) - rank)).toBeLessThan(1);
  }
});

test("a missing answer is left out, not counted as zero", () => {
  const model = fitCriteria([], { criteria: nonMonetaryCriteria });
  const full = { loyal_two_years: true, forgives: true, gives_opinions: true };
  expect(scoreAccount(model, full)).toEqual({ score: 100, coverage: 0.75, range: [75, 100], missing: ["refers"] });
  expect(scoreAccount(model, { ...full, refers: null }).score).toBe(100);
  expect(scoreAccount(model, { ...full, refers: false }).score).toBe(75);
  expect(scoreAccount(model, {})).toEqual({
    coverage: 0,
    range: [0, 100],
    missing: nonMonetaryCriteria.map(({ id }) => id),
    abstained: { code: "criteria_unanswered", params: { criteria: 4 } },
  });
});

test("weights come from judgements, and the model warns when these contradict one another", () => {
  const criteria = [quantitative("a"), quantitative("b"), quantitative("c")];
  const rows = [
    { a: 1, b: 2, c: 3 },
    { a: 2, b: 1, c: 4 },
  ];
  const good = solveAhp(
    [
      [1, 2, 4],
      [null, 1, 2],
      [null, null, 1],
    ],
    { ids: ["a", "b", "c"] },
  );
  const model = fitCriteria(rows, { criteria, weights: good });
  model.criteria.forEach(({ weight }, i) => {
    expectClose(weight, good.weights[i]?.weight as number, 1e-15);
  });
  expect(model.weighting).toBe("ahp");
  expect(model.fittedOn.notes).toEqual([]);
  const bad = solveAhp(
    [
      [1, 9, 1 / 9],
      [null, 1, 9],
      [null, null, 1],
    ],
    { ids: ["c", "b", "a"] },
  );
  const warned = fitCriteria(rows, { criteria, weights: bad });
  expect(warned.fittedOn.notes.map(({ code }) => code)).toEqual(["criteria_weights_inconsistent"]);
  expect(warned.criteria[0]?.weight).toBe(bad.weights[2]?.weight);
});

// python3, NumPy 2.4: X = (M - M.min(0)) / (M.max(0) - M.min(0)); P = X / X.sum(0);
// E = -np.nansum(np.where(P > 0, P * np.log(P), 0), 0) / np.log(5); (1 - E) / (1 - E).sum()
test("entropy weights are those of the closed formula", () => {
  const table = [
    [250, 16, 12, 5],
    [200, 16, 8, 3],
    [300, 32, 16, 4],
    [275, 32, 8, 4],
    [225, 16, 16, 2],
  ];
  const rows = table.map(([a, b, c, d]) => ({ a, b, c, d }));
  const criteria = ["a", "b", "c", "d"].map((id) => quantitative(id));
  const model = fitCriteria(rows, { criteria, weights: "entropy" });
  const expected = [0.15777543313866, 0.4386387220604463, 0.26545390706614574, 0.13813193773474786];
  model.criteria.forEach(({ weight }, i) => {
    expectClose(weight, expected[i] as number, 1e-12);
  });
});

test("criteria that tell nobody apart say so, and entropy falls back to equal weights openly", () => {
  const rows = [{ a: 5, b: 1 }, { a: 5, b: 1 }, { a: 5 }];
  const model = fitCriteria(rows, { criteria: [quantitative("a"), quantitative("b")], weights: "entropy" });
  expect(model.fittedOn.notes.map((note) => describe(note))).toEqual([
    "a is the same for all 3 accounts and tells none apart",
    "b is the same for all 2 accounts and tells none apart",
    "b is unknown for 1 of 3 accounts",
    "the 2 criteria spread the accounts too little to weigh by entropy, so all weigh the same",
  ]);
  expect(scoreAccounts(model, rows).map(({ score }) => score)).toEqual([50, 50, 50]);
});

test("an explanation sums to the score and is worded in both languages", () => {
  const rows = Array.from({ length: 20 }, (_, i) => ({
    sales: 100 * i,
    size: 300 - i,
    growth_potential: i % 7,
    satisfaction: 5 + (i % 5),
    cooperation: 1 + (i % 5),
    development: 1 + ((i * 3) % 5),
    strategic_importance: i % 2 === 0 ? 5 : null,
  }));
  const model = fitCriteria(rows, { criteria: keyAccountCriteria });
  const why = explainAccountScore(model, rows[7] as object);
  expectClose(
    why.contributions.reduce((sum, { points }) => sum + points, 0),
    why.score as number,
    1e-12,
  );
  // (7 + 12 + 1 + 9.5) / 19 + 0.5 + 0.25 of 7 criteria, one of them open
  expect(why.reasons.map((reason) => describe(reason, "zh"))).toEqual([
    "评分依据占权重的 85.7%；补齐后可能在 32.9 到 47.2 之间",
    "“企业规模”贡献最大，为 10.5 分",
    "“增长潜力”提升空间最大，最多可增加 15.8 分",
    "“战略重要性”尚不清楚，是缺失项中权重最大的一项",
  ]);
});

test("a model survives its journey as JSON, and a damaged one is refused", () => {
  const rows = [
    { a: 1, grade: "A" },
    { a: 9, grade: "B" },
    { a: 4, grade: undefined },
  ];
  const model = fitCriteria(rows, {
    criteria: [quantitative("a"), { id: "grade", kind: "ordinal", levels: ["C", "B", "A"] }],
  });
  const loaded = loadModel(criteriaModelSpec, JSON.parse(JSON.stringify(model)));
  expect(loaded).toEqual(model);
  expect(scoreAccounts(loaded, rows)).toEqual(scoreAccounts(model, rows));
  const [first, second] = model.criteria;
  for (const broken of [
    { ...model, criteria: [] },
    { ...model, criteria: [first, first] },
    { ...model, criteria: [{ ...first, weight: 0.9 }, second] },
    { ...model, criteria: [{ ...first, at: [1, 4] }, second] },
    { ...model, criteria: [{ ...first, utility: [0, 1, 0.5] }, second] },
    {
      ...model,
      criteria: [
        first,
        {
          ...second,
          levels: [
            { level: "A", utility: 1 },
            { level: "B", utility: 0 },
          ],
        },
      ],
    },
    { ...model, fittedOn: { ...model.fittedOn, answered: [3] } },
    { ...model, more: 1 },
  ]) {
    expect(() => loadModel(criteriaModelSpec, broken)).toThrow(expect.objectContaining({ code: "invalid_model" }));
  }
});

test("the room of a weight ends exactly where two accounts change places", () => {
  const anchors = { worst: 0, best: 1 };
  const rows = [
    { p: 0.9, q: 0.2 },
    { p: 0.5, q: 0.7 },
    { p: 0.1, q: 0.6 },
  ];
  const model = fitCriteria(rows, {
    criteria: [quantitative("p", { anchors, weight: 1 }), quantitative("q", { anchors, weight: 3 })],
  });
  const { ranking, criteria, mostSensitive } = measureWeightSensitivity(model, rows, { top: 2 });
  // 0.9 w + 0.2 (1 − w) = 0.475 + … : row 0 passes row 2 at w = 1/3, the leader at w = 5/9
  expect(ranking).toEqual([1, 2]);
  expectClose(criteria[0]?.upper as number, 1 / 3, 1e-14);
  expect(criteria[0]?.above).toMatchObject({ rises: 0, falls: 2 });
  expect(criteria[0]?.lower).toBe(0);
  expectClose(criteria[1]?.lower as number, 2 / 3, 1e-14);
  expect(mostSensitive).toBe("p");
});

test("accounts that are level leave no room, unless they answer the same", () => {
  const anchors = { worst: 0, best: 1 };
  const criteria = [quantitative("p", { anchors }), quantitative("q", { anchors })];
  const level = [
    { p: 1, q: 0 },
    { p: 0, q: 1 },
  ];
  const tied = measureWeightSensitivity(fitCriteria(level, { criteria }), level);
  expect(tied.criteria.map(({ lower, upper }) => [lower, upper])).toEqual([
    [0.5, 0.5],
    [0.5, 0.5],
  ]);
  expect(tied.notes.map((note) => describe(note))).toEqual([
    "1 neighbouring pair has the same score in the ranking, so the smallest change of a weight may turn it",
    "only 2 accounts have a score, fewer than the 10 asked for",
  ]);
  const same = [
    { p: 1, q: 0 },
    { p: 1, q: 0 },
  ];
  const free = measureWeightSensitivity(fitCriteria(same, { criteria }), same);
  expect(free.criteria.map(({ lower, upper }) => [lower, upper])).toEqual([
    [0, 1],
    [0, 1],
  ]);
});

test("a hundred thousand accounts are fitted, scored and checked", () => {
  const random = createRandom(1);
  const rows = Array.from({ length: 100_000 }, () => ({
    sales: Math.exp(random.normal()),
    size: random.uniform(),
    growth_potential: random.normal(),
    satisfaction: random.integer(0, 10),
    cooperation: random.integer(1, 5),
    development: random.integer(1, 5),
    strategic_importance: random.uniform() < 0.3 ? null : random.integer(1, 5),
  }));
  const model = fitCriteria(rows, { criteria: keyAccountCriteria });
  const scores = scoreAccounts(model, rows);
  const { criteria } = measureWeightSensitivity(model, rows, { top: 20 });
  expect(scores.every(({ score = -1 }) => score >= 0 && score <= 100)).toBe(true);
  expect(criteria).toHaveLength(7);
});
