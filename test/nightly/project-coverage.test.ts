import { expect, test } from "vitest";
import { forecastProject } from "../../src/strategy/project/forecast.ts";

// Two equal chains of beta-PERT(2, 4, 12) that merge; R 4.2.2:
// 10 * (integrate(function(x) 2 * x * dbeta(x, 1.8, 4.2) * pbeta(x, 1.8, 4.2), 0, 1)$value - 0.3)
const BIAS = 0.9767868691;
// pbeta(0.4, 1.8, 4.2)^2
const CHANCE = 0.5305449493;
// 2 + 10 * qbeta(sqrt(0.8), 1.8, 4.2)
const P80 = 7.3867021632;

test("intervals of merge bias, chance and P80 hold the truth in 93 to 97 of 100 forecasts", () => {
  const duration = { optimistic: 2, mostLikely: 4, pessimistic: 12 };
  const tasks = [
    { id: "ours", duration },
    { id: "theirs", duration },
    { id: "go", duration: 0, predecessors: ["ours", "theirs"] },
  ];
  const runs = 2000;
  const held = { bias: 0, chance: 0, p80: 0 };
  for (let seed = 0; seed < runs; seed++) {
    const { mergeBias, chance, percentiles } = forecastProject(tasks, { seed, draws: 500, deadline: 6 });
    const p80 = percentiles.find(({ share }) => share === 0.8)?.finish.interval;
    if (mergeBias.interval.lower <= BIAS && BIAS <= mergeBias.interval.upper) held.bias++;
    if (chance !== undefined && chance.interval.lower <= CHANCE && CHANCE <= chance.interval.upper) held.chance++;
    if (p80 !== undefined && p80.lower <= P80 && P80 <= p80.upper) held.p80++;
  }
  console.log(held);
  for (const share of Object.values(held)) {
    expect(share / runs).toBeGreaterThan(0.93);
    expect(share / runs).toBeLessThan(0.97);
  }
});
