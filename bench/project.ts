// A project of 10,000 tasks and 30,000 links: time to schedule it, and to simulate 1,000 tasks 2,000 times, beside walking
// the chains again for every draw in plain objects, the usual way.
import assert from "node:assert/strict";
import { createRandom } from "clientele/math";
import { forecastProject, type ProjectTask, scheduleProject, type ThreePoint } from "clientele/strategy";

const ROUNDS = 5;

function median(run: () => unknown): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const before = performance.now();
    run();
    return performance.now() - before;
  });
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] as number;
}

function network(n: number): ProjectTask[] {
  const random = createRandom(3);
  return Array.from({ length: n }, (_, i) => {
    const likely = random.integer(1, 20);
    return {
      id: `task ${i}`,
      duration: { optimistic: likely / 2, mostLikely: likely, pessimistic: likely * 3 },
      predecessors:
        i === 0 ? [] : Array.from({ length: 3 }, () => `task ${random.integer(Math.max(0, i - 200), i - 1)}`),
    };
  });
}

const large = network(10_000);
const scheduled = median(() => scheduleProject(large));
console.log(`schedule 10,000 tasks, 30,000 links: ${scheduled.toFixed(0)} ms (target 100)`);

const small = network(1000);
const draws = 2000;
const options = { draws, seed: 1 };
const forecast = forecastProject(small, options);
const own = median(() => forecastProject(small, options));

/** Every draw walks the tasks as objects, by name. */
function naive(): number {
  const random = createRandom(1);
  let total = 0;
  for (let d = 0; d < draws; d++) {
    const ends = new Map<string, number>();
    let finish = 0;
    for (const { id, duration, predecessors = [] } of small) {
      const { optimistic: a, mostLikely: m, pessimistic: b } = duration as ThreePoint;
      const length = a + (b - a) * random.beta(1 + (4 * (m - a)) / (b - a), 1 + (4 * (b - m)) / (b - a));
      const start = Math.max(0, ...predecessors.map((one) => ends.get(one as string) as number));
      ends.set(id, start + length);
      finish = Math.max(finish, start + length);
    }
    total += finish / draws;
  }
  return total;
}
const plain = median(naive);
assert.ok(Math.abs(naive() - forecast.mean.value) < 0.02 * forecast.mean.value);
console.log(
  `forecast 1,000 tasks × 2,000 draws: ${own.toFixed(0)} ms (target about 1,000), plain objects ${plain.toFixed(0)} ms: ${(plain / own).toFixed(1)} times`,
);
