// Decision trees against ml-cart on the same 4,000 customers, and a million customers from a table of columns, in one
// process. Prints medians, processor time and ratios; asserts what the trees say, and times only where there is room.
import assert from "node:assert/strict";
// @ts-expect-error the package has no types
import { DecisionTreeClassifier } from "ml-cart";
import type { Abstention } from "../src/core/estimate.ts";
import { createRandom } from "../src/math/random.ts";
import type { FeatureTable, NumberFeature } from "../src/targeting/index.ts";
import { binFeatures, fitTree, predictTreeColumn, type TreeModel } from "../src/targeting/index.ts";

const RUNS = 5;
const random = createRandom(20_260_105);

/** Continuous doubles, skewed amounts, few whole numbers, half zeros, and one third not known, in turn. */
function customers(rows: number, fields: number, missing: boolean): FeatureTable & { features: NumberFeature[] } {
  const draw: readonly (() => number)[] = [
    () => random.normal(),
    () => Math.exp(4 + 1.2 * random.normal()),
    () => Math.floor(random.uniform() * 50),
    () => (missing && random.uniform() < 1 / 3 ? Number.NaN : random.uniform()),
    () => (random.uniform() < 0.5 ? 0 : Math.floor(random.normal() * 1000)),
  ];
  const features = Array.from({ length: fields }, (_, f): NumberFeature => {
    const values = new Float64Array(rows);
    for (let i = 0; i < rows; i++) values[i] = (draw[f % draw.length] as () => number)();
    return { id: `field ${f}`, kind: "number", values };
  });
  return { rows, features };
}

function outcomeOf(table: FeatureTable & { features: NumberFeature[] }): Uint8Array {
  const at = (f: number, i: number): number => table.features[f]?.values[i] as number;
  return Uint8Array.from({ length: table.rows }, (_, i) => {
    const score = at(0, i) + (at(3, i) > 0.5 ? 1 : 0) + at(2, i) / 25 - 2 + (at(1, i) > 60 ? 0.8 : -0.2);
    return random.uniform() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
  });
}

interface Measured<T> {
  readonly milliseconds: number;
  readonly processor: number;
  readonly result: T;
}

function measure<T>(run: () => T, runs: number = RUNS): Measured<T> {
  let result = run();
  const wall: number[] = [];
  const busy: number[] = [];
  for (let k = 0; k < runs; k++) {
    const started = performance.now();
    const before = process.cpuUsage();
    result = run();
    busy.push(process.cpuUsage(before).user / 1000);
    wall.push(performance.now() - started);
  }
  const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1] as number;
  return { milliseconds: median(wall), processor: median(busy), result };
}

function tree(result: TreeModel | Abstention): TreeModel {
  assert("nodes" in result);
  return result;
}

function show(name: string, { milliseconds, processor }: Measured<unknown>, target: string): void {
  const times = `${milliseconds.toFixed(1).padStart(9)} ms  (processor ${processor.toFixed(1)} ms)`;
  console.log(`${name.padEnd(52)}${times}${target === "" ? "" : `  target ${target}`}`);
}

{
  const table = customers(4000, 5, false);
  const yes = outcomeOf(table);
  const rows = Array.from({ length: table.rows }, (_, i) =>
    (table.features as readonly NumberFeature[]).map(({ values }) => values[i] as number),
  );
  const ours = measure(() => tree(fitTree(table, yes, { maxDepth: 5, minLeaf: 3 })), 15);
  const theirs = measure(() => {
    const peer = new DecisionTreeClassifier({ gainFunction: "gini", maxDepth: 5, minNumSamples: 3 });
    peer.train(rows, Array.from(yes));
    return peer;
  }, 1);
  const shares = predictTreeColumn(ours.result, table);
  const right = (said: ArrayLike<number>): number =>
    yes.filter((is, i) => (said[i] as number) > 0.5 === (is === 1)).length;
  const [own, peer] = [right(shares), right(theirs.result.predict(rows))];
  assert(own >= peer - 40, `ours tells ${own} right, ml-cart ${peer}`);
  show("4,000 × 5, depth 5, clientele", ours, "");
  show("4,000 × 5, depth 5, ml-cart", theirs, "");
  const ratio = theirs.processor / ours.processor;
  console.log(`clientele is ${ratio.toFixed(0)} times faster (target 100), ${own} against ${peer} told right`);
  assert(ratio > 50);
}

{
  const table = customers(1_000_000, 20, true);
  const yes = outcomeOf(table);
  const whole = (maxDepth: number) => () => tree(fitTree(table, yes, { maxDepth }));
  const five = measure(whole(5));
  const ten = measure(whole(10), 3);
  const binning = measure(() => binFeatures(table));
  const second = measure(() => tree(fitTree(binning.result, yes, { maxDepth: 5 })));
  assert.deepEqual(second.result.nodes, five.result.nodes);
  const scoring = measure(() => predictTreeColumn(five.result, table));
  show("1,000,000 × 20, cutting into groups alone", binning, "");
  show("1,000,000 × 20, depth 5, from columns", five, "1,600 ms");
  show("1,000,000 × 20, depth 10, from columns", ten, "2,200 ms");
  show("1,000,000 × 20, depth 5, a second tree", second, "400 ms");
  show("1,000,000 customers scored", scoring, "60 ms");
  const mean = scoring.result.reduce((sum, share) => sum + share, 0) / table.rows;
  assert(Math.abs(mean - yes.reduce((sum, one) => sum + one, 0) / table.rows) < 1e-9);
  assert(ten.result.nodes.length > five.result.nodes.length);
}
