import { expect, describe as group, test } from "vitest";
import { describe } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { randomIndexOf } from "../../src/tiering/ahp/chance.ts";
import { principalOf } from "../../src/tiering/ahp/eigenvector.ts";
import { type AhpMatrix, combineAhp, solveAhp, solveAhpHierarchy } from "../../src/tiering/index.ts";
import { expectClose } from "../support/close.ts";

const _ = null;

/** Buying a house: Saaty, How to make a decision, EJOR 48 (1990), table 3. */
const house: AhpMatrix = [
  [1, 5, 3, 7, 6, 6, 1 / 3, 1 / 4],
  [_, 1, 1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
  [_, _, 1, 6, 3, 4, 6, 1 / 5],
  [_, _, _, 1, 1 / 3, 1 / 4, 1 / 7, 1 / 8],
  [_, _, _, _, 1, 1 / 2, 1 / 5, 1 / 6],
  [_, _, _, _, _, 1, 1 / 5, 1 / 6],
  [_, _, _, _, _, _, 1, 1 / 2],
  [_, _, _, _, _, _, _, 1],
];
const houseIds = ["size", "transport", "neighbourhood", "age", "yard", "facilities", "condition", "financing"];

/** The wealth of seven nations: Saaty, The Analytic Hierarchy Process (1980), p. 42. */
const nations: AhpMatrix = [
  [1, 4, 9, 6, 6, 5, 5],
  [_, 1, 7, 5, 5, 3, 4],
  [_, _, 1, 1 / 5, 1 / 5, 1 / 7, 1 / 5],
  [_, _, _, 1, 1, 1 / 3, 1 / 3],
  [_, _, _, _, 1, 1 / 3, 1 / 3],
  [_, _, _, _, _, 1, 2],
  [_, _, _, _, _, _, 1],
];

/** Choosing a school: the same book, p. 26. */
const school: AhpMatrix = [
  [1, 4, 3, 1, 3, 4],
  [_, 1, 7, 3, 1 / 5, 1],
  [_, _, 1, 1 / 5, 1 / 5, 1 / 6],
  [_, _, _, 1, 1, 1 / 3],
  [_, _, _, _, 1, 3],
  [_, _, _, _, _, 1],
];

// python3: l, v = np.linalg.eig(A); k = l.real.argmax(); x = abs(v[:, k].real); l[k].real, x / x.sum()   (NumPy 2.4)
// with A filled by reciprocals; the incomplete one has zeros in both cells and the diagonal raised by one for each
const numpy = [
  {
    name: "house",
    data: house,
    lambda: 9.66888731711815,
    weights: [
      0.1730174746483477, 0.05397572299903931, 0.1881102988574409, 0.0175079113081957, 0.031043736403902275,
      0.03632220215465615, 0.16683367362634788, 0.3331889800020701,
    ],
  },
  {
    name: "nations",
    data: nations,
    lambda: 7.607720268859605,
    weights: [
      0.42711502174662686, 0.23029319026152562, 0.020838410896480183, 0.052385620869166934, 0.05238562086916694,
      0.12271940076039974, 0.09426273459663365,
    ],
  },
  {
    name: "school",
    data: school,
    lambda: 7.41987010192128,
    weights: [
      0.3207701832631063, 0.1395027454209414, 0.034768307699655665, 0.12848601846309246, 0.23738999474001635,
      0.13908275041318768,
    ],
  },
  {
    name: "house with three pairs left out (Harker)",
    data: house.map((row, i) =>
      row.map((cell, j) =>
        [i, j].join() === "0,7" || [i, j].join() === "2,6" || [i, j].join() === "1,4" ? null : cell,
      ),
    ),
    lambda: 8.681519670125152,
    weights: [
      0.19534284851363884, 0.058746875380184034, 0.10529719201823329, 0.01979431565253863, 0.0368912275019619,
      0.042886135193071176, 0.2350102382056901, 0.30603116753468207,
    ],
  },
];

test.each(numpy)("$name: weights and λmax are those of NumPy's eigenvector", ({ data, lambda, weights }) => {
  const solution = solveAhp(data);
  expectClose(solution.lambdaMax, lambda, 1e-12);
  for (const [i, weight] of weights.entries()) expectClose(solution.weights[i]?.weight as number, weight, 1e-12);
});

group("Saaty's published examples", () => {
  test("buying a house: printed weights, λmax 9.669, consistency index 0.238, ratio 0.17", () => {
    const solution = solveAhp(house, { ids: houseIds });
    const printed = [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333];
    expect(solution.weights.map(({ weight }) => Math.round(weight * 1000) / 1000)).toEqual(printed);
    expect(solution.lambdaMax).toBeCloseTo(9.669, 3);
    expect(solution.consistencyIndex).toBeCloseTo(0.238, 3);
    expect(solution.consistencyRatio).toBeCloseTo(0.17, 2);
    expect(solution.consistency.code).toBe("ahp_inconsistent");
  });

  // Saaty, Decision-making with the AHP: why is the principal eigenvector necessary, EJOR 145 (2003), section 5:
  // the judgement of neighbourhood over condition, 6, is the worst and is replaced by 1/2, which gives λmax 8.811
  test("the judgement to revise is the one that Saaty revised, to the value that he chose", () => {
    const { revision, notes } = solveAhp(house, { ids: houseIds });
    expect(revision).toMatchObject({ item: "neighbourhood", over: "condition", given: 6, onScale: 1 / 2 });
    const mended = house.map((row, i) => row.map((cell, j) => (i === 2 && j === 6 ? 1 / 2 : cell)));
    const after = solveAhp(mended);
    expect(after.lambdaMax).toBeCloseTo(8.811, 2);
    expectClose(revision?.ratioOnScale as number, after.consistencyRatio as number, 1e-12);
    const implied = solveAhp(
      house.map((row, i) => row.map((c, j) => (i === 2 && j === 6 ? (revision?.implied ?? 0) : c))),
    );
    expectClose(revision?.ratioAfter as number, implied.consistencyRatio as number, 1e-12);
    expect(notes.map((note) => describe(note))).toEqual([
      "look again at neighbourhood over condition: judged 6, while all other judgements call for 1/2.18, which would bring the consistency ratio to 8.2%",
    ]);
  });

  test("the wealth of nations: λmax 7.61, consistency ratio 0.08", () => {
    const solution = solveAhp(nations);
    expect(solution.weights.map(({ weight }) => weight.toFixed(3))).toEqual([
      "0.427",
      "0.230",
      "0.021",
      "0.052",
      "0.052",
      "0.123",
      "0.094",
    ]);
    expect(solution.lambdaMax).toBeCloseTo(7.61, 2);
    expect(solution.consistencyRatio).toBeCloseTo(0.08, 2);
  });

  test("choosing a school: weights of the criteria and priorities of the schools as printed", () => {
    const three = (ab: number, ac: number, bc: number): AhpMatrix => [
      [1, ab, ac],
      [_, 1, bc],
      [_, _, 1],
    ];
    const under: [string, AhpMatrix][] = [
      ["learning", three(1 / 3, 1 / 2, 3)],
      ["friends", three(1, 1, 1)],
      ["school life", three(5, 1, 1 / 5)],
      ["vocational training", three(9, 7, 1 / 5)],
      ["college preparation", three(1 / 2, 1, 2)],
      ["music classes", three(6, 4, 1 / 3)],
    ];
    const solution = solveAhpHierarchy({
      id: "school",
      judgements: school,
      children: under.map(([id, judgements]) => ({
        id,
        judgements,
        children: [{ id: "A" }, { id: "B" }, { id: "C" }],
      })),
    });
    const criteria = solution.nodes.filter(({ depth }) => depth === 1);
    expect(criteria.map(({ local }) => local.toFixed(2))).toEqual(["0.32", "0.14", "0.03", "0.13", "0.24", "0.14"]);
    expect(criteria[3]?.solution?.lambdaMax).toBeCloseTo(3.21, 2);
    expect(solution.weights.map(({ id, weight }) => [id, weight.toFixed(2)])).toEqual([
      ["A", "0.37"],
      ["B", "0.38"],
      ["C", "0.25"],
    ]);
  });
});

test("judgements that never contradict one another give their weights back, with nothing to revise", () => {
  const truth = [0.5, 0.3, 0.15, 0.05];
  const solution = solveAhp(truth.map((a) => truth.map((b) => a / b)));
  solution.weights.forEach(({ weight }, i) => {
    expectClose(weight, truth[i] as number, 1e-14);
  });
  expectClose(solution.lambdaMax, 4, 1e-14);
  expect(solution.consistencyRatio).toBeLessThan(1e-14);
  expect(solution.revision).toBeUndefined();
  expect(solution.notes).toEqual([]);
});

test("a chain of judgements is enough for weights, but then none can be checked", () => {
  const solution = solveAhp([
    { item: "a", over: "b", ratio: 2 },
    { item: "b", over: "c", ratio: 3 },
  ]);
  expect(solution.weights.map(({ weight }) => weight)).toEqual([0.6, 0.3, 0.1].map((w) => expect.closeTo(w, 14)));
  expect(solution.consistencyRatio).toBeUndefined();
  expect(solution.consistency).toEqual({ code: "ahp_unchecked", params: { items: 3, judgements: 2 } });
  expect(solution.notes).toEqual([{ code: "ahp_incomplete", params: { missing: 1, pairs: 3 } }]);
  expect(describe(solution.consistency, "zh")).toBe("3 个项目只有 2 个判断，无法相互印证");
});

test("a long chain of judgements far apart neither overflows nor loses digits", () => {
  const chain = Array.from({ length: 40 }, (_v, i) => ({ item: `c${i}`, over: `c${i + 1}`, ratio: 10 }));
  const { weights, lambdaMax } = solveAhp(chain);
  expectClose(lambdaMax, 41, 1e-13);
  for (let i = 0; i < 40; i++) {
    expectClose((weights[i]?.weight as number) / (weights[i + 1]?.weight as number), 10, 1e-12);
  }
});

test("several people's judgements are joined by the geometric mean, in a list and as matrices", () => {
  const list = solveAhp([
    { item: "a", over: "b", ratio: 2, by: "Li" },
    { item: "b", over: "a", ratio: 1 / 8, by: "Wang" },
  ]);
  expectClose(list.weights[0]?.weight as number, 0.8, 1e-14);
  expect(
    combineAhp([
      [
        [1, 2],
        [_, 1],
      ],
      [
        [1, 8],
        [_, 1],
      ],
    ]),
  ).toEqual([
    [1, 4],
    [0.25, 1],
  ]);
  expect(
    combineAhp(
      [
        [
          [1, 2],
          [_, 1],
        ],
        [
          [1, 16],
          [_, 1],
        ],
      ],
      { weights: [2, 1] },
    )[0]?.[1],
  ).toBeCloseTo(4, 12);
  expect(
    combineAhp([
      [
        [1, _],
        [_, 1],
      ],
      [
        [1, 5],
        [_, 1],
      ],
    ])[0]?.[1],
  ).toBe(5);
  expect(
    combineAhp([
      [
        [1, _],
        [_, 1],
      ],
    ]),
  ).toEqual([
    [1, null],
    [null, 1],
  ]);
});

test("the random index with pairs left out is near the mean of random judgements, and errs on the strict side", () => {
  const random = createRandom(20);
  const n = 6;
  for (const missing of [0, 2, 5]) {
    let total = 0;
    let solved = 0;
    for (let round = 0; round < 1500; round++) {
      const pairs: [number, number][] = [];
      for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) pairs.push([i, j]);
      for (let k = pairs.length - 1; k > 0; k--) {
        const other = random.integer(0, k);
        [pairs[k], pairs[other]] = [pairs[other] as [number, number], pairs[k] as [number, number]];
      }
      const cells = new Float64Array(n * n);
      for (const [i, j] of pairs.slice(missing)) {
        const step = random.integer(-8, 8);
        const ratio = step >= 0 ? step + 1 : 1 / (1 - step);
        cells[i * n + j] = ratio;
        cells[j * n + i] = 1 / ratio;
      }
      const found = principalOf(cells, n);
      if (found === undefined) continue;
      total += (found.lambda - n) / (n - 1);
      solved++;
    }
    const listed = randomIndexOf(n, missing) as number;
    expect(total / solved / listed).toBeGreaterThan(0.97);
    expect(total / solved / listed).toBeLessThan(1.1);
  }
});

test("global weights multiply down and sum to one", () => {
  const { weights, nodes } = solveAhpHierarchy({
    id: "goal",
    judgements: [{ item: "x", over: "y", ratio: 4 }],
    children: [
      { id: "x", children: [{ id: "only" }] },
      {
        id: "y",
        judgements: [
          [1, 1],
          [_, 1],
        ],
        children: [{ id: "p" }, { id: "q" }],
      },
    ],
  });
  expect(weights.map(({ id, weight }) => [id, Math.round(weight * 1e12) / 1e12])).toEqual([
    ["only", 0.8],
    ["p", 0.1],
    ["q", 0.1],
  ]);
  expect(nodes.map(({ id, depth }) => [id, depth])).toEqual([
    ["goal", 0],
    ["x", 1],
    ["only", 2],
    ["y", 1],
    ["p", 2],
    ["q", 2],
  ]);
});
