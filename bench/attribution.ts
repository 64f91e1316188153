// Attribution over 1,000,000 dated journeys and 10 channels: rules, chain and Shapley, against implementations that
// rescan the rows for every set of channels or walk the chain at random, in one process on the same journeys. Asserts
// that both find the same; prints processor times and ratios, never asserts a time.
import assert from "node:assert/strict";
import { type AttributionOptions, measureAttribution, type TouchPath } from "../src/campaign/index.ts";
import type { AttributionMethod } from "../src/core/index.ts";
import { createRandom } from "../src/math/index.ts";
import { naiveShapley, walkedRemovalEffects } from "../test/campaign/attribution-support.ts";

const N = 1_000_000;
const CHANNELS = 10;
const WALKS = 1_000_000;
const names = Array.from({ length: CHANNELS }, (_, i) => `c${i}`);

function journeys(n: number, seed: number): TouchPath[] {
  const random = createRandom(seed);
  return Array.from({ length: n }, () => {
    const length = 1 + random.poisson(2.5);
    let strength = 0;
    const touches = Array.from({ length }, (_, i) => {
      const c = Math.floor(CHANNELS * random.uniform() ** 1.5);
      strength = Math.max(strength, c / CHANNELS);
      return { channel: names[c] as string, at: 1_700_000_000_000 + 86_400_000 * i + random.integer(0, 80_000_000) };
    });
    const converted = random.uniform() < 0.03 + 0.1 * strength;
    return { touches, converted, ...(converted && { value: random.integer(10, 500) }) };
  });
}

/** Milliseconds of processor time, which other work on the machine disturbs less than the clock on the wall. */
const timed = <T>(act: () => T): [T, number] => {
  const start = process.cpuUsage();
  const result = act();
  const { user, system } = process.cpuUsage(start);
  return [result, (user + system) / 1000];
};
const line = (what: string, ms: number, more: string = ""): void =>
  console.log(`  ${what.padEnd(52)} ${ms.toFixed(0).padStart(7)} ms  ${more}`);

const paths = journeys(N, 1);
const touches = paths.reduce((sum, path) => sum + path.touches.length, 0);
console.log(`${N.toLocaleString("en")} journeys, ${touches.toLocaleString("en")} touches, ${CHANNELS} channels`);

function run(what: string, methods: readonly AttributionMethod[], options: AttributionOptions = {}): number {
  const [found, ms] = timed(() => measureAttribution(paths, { ...options, methods }));
  const conversions = paths.reduce((sum, { converted }) => sum + Number(converted), 0);
  for (const entry of found.methods) {
    assert.ok("channels" in entry);
    const sum = entry.channels.reduce((total, row) => total + row.conversions.value, 0);
    assert.ok(Math.abs(sum / conversions - 1) < 1e-9, `${entry.method} loses credit`);
  }
  line(what, ms);
  return ms;
}

run("warm-up: last touch", ["last"]);
run("last touch", ["last"]);
run("all six rules, intervals and value", ["first", "last", "last_non_direct", "linear", "time_decay", "position"]);
run("Markov of order 1", ["markov"]);
run("Markov of order 3", ["markov"], { order: 3 });
run("Shapley by conversions", ["shapley"]);
run("Shapley by rate, all subsets", ["shapley"], { game: "rate" });
run("all seven defaults", ["first", "last", "linear", "time_decay", "position", "markov", "shapley"]);

// the same rows for both sides, few enough that the slow side ends
const some = paths.slice(0, 20_000);
const shapley = timed(() => measureAttribution(some, { methods: ["shapley"], game: "rate" }));
const slowShapley = timed(() => naiveShapley(some, names, "rate"));
const [entry] = shapley[0].methods;
assert.ok(entry !== undefined && "channels" in entry);
entry.channels.forEach((row, i) => {
  assert.ok(Math.abs(row.conversions.value - (slowShapley[0][i] as number)) < 1e-7, `Shapley of ${row.channel}`);
});
console.log(`\n${some.length.toLocaleString("en")} journeys`);
line("Shapley by rate, intervals included", shapley[1]);
line("rows scanned for every subset", slowShapley[1], `× ${(slowShapley[1] / shapley[1]).toFixed(0)}`);

const markov = timed(() => measureAttribution(some, { methods: ["markov"] }));
const slowMarkov = timed(() => walkedRemovalEffects(some, names, WALKS, 7));
const [chain] = markov[0].methods;
assert.ok(chain !== undefined && "channels" in chain);
let worst = 0;
chain.channels.forEach((row, i) => {
  worst = Math.max(worst, Math.abs((row.removalEffect as number) - (slowMarkov[0][i] as number)));
});
// a conversion in about twelve walks: the ratio of two such shares scatters by about 0.005
assert.ok(worst < 0.02, `removal effects differ by ${worst}`);
line("Markov, exact, intervals included", markov[1]);
line(
  `${WALKS.toLocaleString("en")} random walks a channel`,
  slowMarkov[1],
  `× ${(slowMarkov[1] / markov[1]).toFixed(0)}, off by up to ${worst.toFixed(4)}`,
);
