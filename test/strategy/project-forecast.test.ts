import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { errorOf, forecastProject, type ProjectTask } from "./project-support.ts";
import { reliable } from "./reliable-construction.ts";

const guess = { optimistic: 2, mostLikely: 4, pessimistic: 12 };
const twin: ProjectTask[] = [
  { id: "ours", duration: guess },
  { id: "theirs", duration: guess },
  { id: "go", duration: 0, predecessors: ["ours", "theirs"] },
];

describe("PERT's rule on the Reliable Construction project (Hillier & Lieberman 2001, section 10.4)", () => {
  const forecast = forecastProject(reliable, { seed: 1, draws: 4000, deadline: 47 });

  test("mean 44 weeks, variance 9, chance of 0.84 to be done in 47 weeks", () => {
    expect(forecast.pert.mean).toBeCloseTo(44, 12);
    expect(forecast.pert.variance).toBeCloseTo(9, 12);
    // Φ((47 − 44) / 3)
    expect(forecast.pert.chance).toBeCloseTo(0.8413447460685429, 12);
    expect(forecast.pert.path).toEqual(["A", "B", "C", "E", "F", "J", "L", "N"]);
  });

  test("means and variances of the activities are those of table 10.5", () => {
    const mean = { A: 2, B: 4, C: 10, D: 6, E: 4, F: 5, G: 7, H: 9, I: 7, J: 8, K: 4, L: 5, M: 2, N: 6 };
    const variance = {
      A: 1 / 9,
      B: 1,
      C: 4,
      D: 1,
      E: 4 / 9,
      F: 1,
      G: 1,
      H: 4,
      I: 1,
      J: 1,
      K: 0,
      L: 1,
      M: 1 / 9,
      N: 4 / 9,
    };
    for (const row of forecast.tasks) {
      expect(row.mean).toBeCloseTo(mean[row.id as keyof typeof mean], 12);
      expect(row.deviation ** 2).toBeCloseTo(variance[row.id as keyof typeof variance], 12);
    }
  });

  // R 4.2.2, a million beta-PERT projects: d <- function(a, m, b) a + (b - a) * rbeta(1e6, 1 + 4 * (m - a) / (b - a),
  // 5 - 4 * (m - a) / (b - a)), the finish by pmax over predecessors, set.seed(1): mean 44.32712 (standard error
  // 0.0029), sd 2.932838, mean(T <= 47) 0.816141, quantiles 0.1 40.63375, 0.5 44.19887, 0.8 46.8128, 0.95 49.36806
  const at = (share: number) => forecast.percentiles.find((row) => row.share === share)?.finish.value as number;
  test("the simulated finish is that of a million projects in R", () => {
    expect(forecast.mean.interval.lower).toBeLessThan(44.32712);
    expect(forecast.mean.interval.upper).toBeGreaterThan(44.32712);
    expect(Math.abs(forecast.deviation - 2.932838)).toBeLessThan((4 * 2.93) / Math.sqrt(2 * 4000));
    expect(Math.abs((forecast.chance?.value ?? 0) - 0.816141)).toBeLessThan(4 * Math.sqrt((0.816 * 0.184) / 4000));
    const reference = { 0.1: 40.63375, 0.5: 44.19887, 0.8: 46.8128, 0.95: 49.36806 };
    for (const [share, finish] of Object.entries(reference))
      expect(Math.abs(at(Number(share)) - finish)).toBeLessThan(0.25);
  });

  test("PERT's chance is too rosy, and the note says so", () => {
    expect(forecast.chance?.interval.upper).toBeLessThan(forecast.pert.chance as number);
    const words = forecast.notes.map((note) => word(note)).join("\n");
    expect(words).toContain("PERT's rule says 84.1%");
    expect(words).toContain("the mean finish is 0.3");
    expect(forecast.notes.map((note) => word(note, "zh")).join("\n")).toContain("PERT 公式");
  });

  test("the wall drives the finish; what cannot be doubted does not", () => {
    expect(forecast.driver).toBe("C");
    const row = (id: string) => forecast.tasks.find((task) => task.id === id);
    expect(row("C")?.criticality.value).toBe(1);
    expect(row("K")?.cruciality).toMatchObject({ value: 0, interval: { lower: 0, upper: 0 } });
    expect(row("D")?.criticality.value).toBeGreaterThan(0.05);
    expect(row("D")?.criticality.value).toBeLessThan(0.4);
  });
});

describe("where two chains merge", () => {
  // R 4.2.2: 10 * (integrate(function(x) 2 * x * dbeta(x, 1.8, 4.2) * pbeta(x, 1.8, 4.2), 0, 1)$value - 0.3)
  const BIAS = 0.9767868691;
  // pbeta(0.4, 1.8, 4.2)^2
  const CHANCE = 0.5305449493;

  test("the mean finish lies after either chain's, by what the integral says", () => {
    const { mergeBias, mean, pert } = forecastProject(twin, { seed: 5, draws: 20_000, level: 0.999 });
    expect(mergeBias.interval.lower).toBeLessThan(BIAS);
    expect(mergeBias.interval.upper).toBeGreaterThan(BIAS);
    expect(mergeBias.interval.upper - mergeBias.interval.lower).toBeLessThan(0.09);
    expect(mean.value).toBeCloseTo(pert.mean + mergeBias.value, 12);
  });

  test("the interval of the merge bias holds the truth in 19 of 20 simulations, that of the chance too", () => {
    const runs = Array.from({ length: 300 }, (_, seed) => forecastProject(twin, { seed, draws: 200, deadline: 6 }));
    const held = (read: (run: (typeof runs)[number]) => { lower: number; upper: number } | undefined, truth: number) =>
      runs.filter((run) => (read(run)?.lower ?? 1) <= truth && truth <= (read(run)?.upper ?? 0)).length / runs.length;
    // 300 runs: 95 % ± 3.8 points is three standard errors
    expect(held((run) => run.mergeBias.interval, BIAS)).toBeGreaterThan(0.912);
    expect(held((run) => run.chance?.interval, CHANCE)).toBeGreaterThan(0.912);
    expect(held((run) => run.mergeBias.interval, BIAS)).toBeLessThan(0.988);
    expect(held((run) => run.chance?.interval, CHANCE)).toBeLessThan(0.988);
  });

  test("durations that hang together widen the finish and merge with less bias", () => {
    const alone = forecastProject(twin, { seed: 5, draws: 4000 });
    const together = forecastProject(twin, { seed: 5, draws: 4000, correlation: 0.8 });
    expect(together.mergeBias.value).toBeLessThan(alone.mergeBias.value - 0.3);
    expect(together.deviation).toBeGreaterThan(alone.deviation);
    // two chains of the same task never part when the correlation is nearly 1
    expect(forecastProject(twin, { seed: 5, draws: 4000, correlation: 0.9999 }).mergeBias.value).toBeLessThan(0.05);
  });

  test("correlation leaves every task its own distribution", () => {
    const tasks: ProjectTask[] = [{ id: "one", duration: guess }];
    const alone = forecastProject(tasks, { seed: 2, draws: 1000 });
    const ranked = forecastProject(tasks, { seed: 2, draws: 1000, correlation: 0.5 });
    expect(ranked.percentiles).toEqual(alone.percentiles);
  });
});

describe("one task", () => {
  // beta(1.8, 4.2) on [2, 12]: mean 5, variance (mean − 2)(12 − mean) / 7 = 3
  const forecast = forecastProject([{ id: "one", duration: guess, deadline: 6 }], { seed: 3, draws: 10_000 });
  test("has the moments of its beta-PERT and no merge bias", () => {
    expect(forecast.mergeBias.value).toBe(0);
    expect(Math.abs(forecast.deviation - Math.sqrt(3))).toBeLessThan(0.05);
    expect(forecast.tasks[0]?.cruciality.value).toBeCloseTo(1, 12);
    expect(forecast.tasks[0]?.criticality.value).toBe(1);
  });
  test("holds its own deadline with the chance of the beta distribution", () => {
    // R 4.2.2: pbeta(0.4, 1.8, 4.2)
    expect(Math.abs((forecast.tasks[0]?.chance?.value as number) - 0.7283851655)).toBeLessThan(0.018);
  });
});

test("a chain through overlapping links has the length that its links say", () => {
  const tasks: ProjectTask[] = [
    { id: "a", duration: guess },
    { id: "b", duration: guess, predecessors: [{ task: "a", type: "SS", lag: 1 }] },
    {
      id: "c",
      duration: guess,
      predecessors: [
        { task: "b", type: "FF", lag: 2 },
        { task: "a", type: "FS", lag: 3 },
      ],
    },
  ];
  const { pert, mean, mergeBias } = forecastProject(tasks, { seed: 1, draws: 2000 });
  // a 5, then 3 of waiting, then c 5 makes 13; b's end at 6 plus 2 is earlier
  expect(pert).toMatchObject({ path: ["a", "c"], mean: 13 });
  expect(mean.value - mergeBias.value).toBeCloseTo(13, 12);
  const held = forecastProject(
    tasks.map((task) =>
      task.id === "c" ? { ...task, predecessors: [{ task: "b", type: "FF", lag: 2 }] } : task,
    ) as ProjectTask[],
    { seed: 1 },
  );
  // c is held by its finish: its own duration does not count, b's does
  expect(held.pert).toMatchObject({ path: ["a", "b", "c"], mean: 8 });
  expect(held.pert.variance).toBeCloseTo((10 / 6) ** 2, 12);
});

test("sure durations leave no doubt, and the forecast says so", () => {
  const forecast = forecastProject(
    [
      { id: "a", duration: 3 },
      { id: "b", duration: 2, predecessors: ["a"] },
    ],
    { seed: 1, deadline: 5 },
  );
  expect(forecast).toMatchObject({ deviation: 0, pert: { mean: 5, chance: 1 }, chance: { value: 1 } });
  expect(forecast.driver).toBeUndefined();
  expect(forecast.notes.map(({ code }) => code)).toContain("project_no_doubt");
});

test("percentiles fall on days where the project has a start", () => {
  const { percentiles } = forecastProject(twin, { seed: 1, start: "2026-03-02", draws: 500 });
  for (const { date } of percentiles) expect(date).toMatch(/^2026-03-\d\d$/);
});

test("another plan of the same tasks is compared on the same luck", () => {
  const shorter = twin.map((task) =>
    task.id === "theirs" ? { ...task, duration: { ...guess, pessimistic: 6 } } : task,
  );
  const more = [...twin, { id: "report", duration: 0.1 }];
  const base = forecastProject(twin, { seed: 9, draws: 300 });
  expect(forecastProject(more, { seed: 9, draws: 300 }).percentiles).toEqual(base.percentiles);
  expect(forecastProject(shorter, { seed: 9, draws: 300 }).mean.value).toBeLessThan(base.mean.value);
});

test.each([
  ["out_of_range", { seed: 1, draws: 10 }],
  ["out_of_range", { seed: 1, correlation: 1 }],
  ["out_of_range", { seed: 0.5 }],
  ["invalid_type", {}],
  ["out_of_range", { seed: 1, level: 1 }],
])("%s: %j", (code, options) => {
  expect(errorOf(() => forecastProject(twin, options as never)).code).toBe(code);
});
