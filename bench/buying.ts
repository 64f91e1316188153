// Models of buying on the 2,357 customers of CDNOW and on a million simulated ones, in one process with the usual way to
// fit BG/NBD: Nelder–Mead on the likelihood of every single customer. Prints medians of clock and processor, the first
// call, and the ratio; asserts what is found, and times only where there is room.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { logGamma, minimizeNelderMead } from "../src/math/index.ts";
import { createRandom } from "../src/math/random.ts";
import {
  type BuyingTable,
  fitBgNbd,
  fitMbgNbd,
  fitParetoNbd,
  mergeStates,
  predictAliveColumn,
  predictPurchasesColumn,
  predictSilenceColumn,
  stateOf,
  summarizePurchases,
} from "../src/value/index.ts";

interface Timed<T> {
  /** Milliseconds of the clock: the first call, before anything has been compiled, and the median of later ones. */
  readonly first: number;
  readonly median: number;
  /** Milliseconds of the processor, which a busy machine does not stretch. */
  readonly processor: number;
  readonly result: T;
}

const medianOf = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] as number;

/** The first call is timed apart; `warmUp` more let the compiler do its work. */
function time<T>(run: () => T, runs: number, warmUp: number = 0): Timed<T> {
  const walls: number[] = [];
  const busy: number[] = [];
  let result: T | undefined;
  for (let k = 0; k < 1 + warmUp + runs; k++) {
    const started = performance.now();
    const before = process.cpuUsage();
    result = run();
    busy.push(process.cpuUsage(before).user / 1000);
    walls.push(performance.now() - started);
  }
  const [first = 0] = walls;
  const from = 1 + warmUp;
  return { first, median: medianOf(walls.slice(from)), processor: medianOf(busy.slice(from)), result: result as T };
}

function show(name: string, { first, median, processor }: Timed<unknown>, target: string): void {
  const cells = [
    name.padEnd(58),
    `${median.toFixed(1)} ms`.padStart(11),
    `processor ${processor.toFixed(1)} ms`.padStart(21),
    `first ${first.toFixed(0)} ms`.padStart(15),
  ];
  console.log(`${cells.join("")}${target === "" ? "" : `  target ${target}`}`);
}

/** What a direct translation of the paper does: every customer for themselves, no slopes, one start. */
function usualBgNbd({ frequency, recency, age }: BuyingTable<"week">): readonly number[] {
  const rows = frequency.length;
  const loss = (logs: Float64Array): number => {
    const [r, alpha, a, b] = Array.from(logs, Math.exp) as [number, number, number, number];
    let total = 0;
    for (let i = 0; i < rows; i++) {
      const [x, last, T] = [frequency[i] as number, recency[i] as number, age[i] as number];
      const common = logGamma(r + x) - logGamma(r) + r * Math.log(alpha);
      const stay = logGamma(a + b) + logGamma(b + x) - logGamma(b) - logGamma(a + b + x);
      const live = -(r + x) * Math.log(alpha + T);
      const gone = x === 0 ? Number.NEGATIVE_INFINITY : Math.log(a / (b + x - 1)) - (r + x) * Math.log(alpha + last);
      const most = Math.max(live, gone);
      total += common + stay + most + Math.log(Math.exp(live - most) + Math.exp(gone - most));
    }
    return -total / rows;
  };
  return minimizeNelderMead(loss, [0, 0, 0, 0], { tolerance: 1e-8, maxIterations: 2000 }).x.map(Math.exp);
}

const path = new URL("../../shared/data/cdnow/", import.meta.url);
if (existsSync(path)) {
  const rows = readFileSync(new URL("cdnow_customers_summary.csv", path), "utf8").trim().split("\n").slice(1);
  const column = (at: number): Float64Array => Float64Array.from(rows, (row) => Number(row.split(",")[at]));
  const table: BuyingTable<"week"> = { unit: "week", frequency: column(1), recency: column(2), age: column(3) };
  const ours = time(() => fitBgNbd(table), 21, 10);
  show("BG/NBD, 2,357 customers, collapsing and report included", ours, "20 ms");
  const pareto = time(() => fitParetoNbd(table), 7, 3);
  show("Pareto/NBD, 2,357 customers", pareto, "400 ms");
  show(
    "MBG/NBD, 2,357 customers",
    time(() => fitMbgNbd(table), 11, 5),
    "",
  );
  const usual = time(() => usualBgNbd(table), 3);
  show("BG/NBD the usual way (Nelder–Mead, no slopes, no report)", usual, "");
  const { r, alpha, a, b } = ours.result.parameters;
  [r, alpha, a, b].forEach((value, i) => {
    assert(Math.abs(value / (usual.result[i] as number) - 1) < 1e-3, `${value} against ${usual.result[i]}`);
  });
  console.log(`clientele is ${(usual.processor / ours.processor).toFixed(0)} times faster than the usual way`);
  assert(ours.processor < 60 && pareto.processor < 800);

  const lines = readFileSync(new URL("CDNOW_master.txt", path), "utf8").split("\n");
  const orders = lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, day = ""]) => /^\d{8}$/.test(day))
    .map(([id = "", day = "", , dollars]) => {
      return { id, on: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`, dollars: Number(dollars) };
    });
  const history = time(
    () =>
      summarizePurchases(orders, {
        unit: "week",
        end: "1997-09-30",
        holdoutEnd: "1998-06-30",
        customerId: (o) => o.id,
        date: (o) => o.on,
        amount: (o) => o.dollars,
      }),
    11,
  );
  assert.equal(history.result.table.ids.length, 23_570);
  show("69,659 orders into 23,570 histories with holdout", history, "");
}

{
  const N = 1_000_000;
  const random = createRandom(20_261_126);
  const frequency = new Int32Array(N);
  const recency = new Float64Array(N);
  const age = new Float64Array(N);
  for (let i = 0; i < N; i++) {
    // day by day over twelve weeks they begin; BG/NBD with the parameters of CDNOW
    const days = 273 - (i % 84);
    const rate = random.gamma(0.243, 1 / 4.414) / 7;
    const stop = random.beta(0.793, 2.426);
    let [x, last, t] = [0, 0, 0];
    for (;;) {
      t += Math.ceil(-Math.log(1 - random.uniform()) / rate);
      if (!(t <= days)) break;
      x++;
      last = t;
      if (random.uniform() < stop) break;
    }
    frequency[i] = x;
    recency[i] = last / 7;
    age[i] = days / 7;
  }
  const table: BuyingTable<"week"> = { unit: "week", frequency, recency, age };
  const half = (from: number): BuyingTable<"week"> => ({
    unit: "week",
    frequency: frequency.subarray(from, from + N / 2),
    recency: recency.subarray(from, from + N / 2),
    age: age.subarray(from, from + N / 2),
  });
  const horizon = { unit: "week", length: 39 } as const;
  const state = time(() => stateOf(table), 3);
  show(`counting 1,000,000 customers into ${state.result.count.length.toLocaleString("en")} cells`, state, "");
  const fitted = time(() => fitBgNbd(table), 3);
  show("BG/NBD, 1,000,000 customers", fitted, "1,000 ms");
  const shards = fitBgNbd(mergeStates([stateOf(half(0)), stateOf(half(N / 2))]));
  assert.deepEqual(shards, fitted.result);
  assert(Math.abs(fitted.result.parameters.r / 0.243 - 1) < 0.1 && fitted.result.fittedOn.report?.converged === true);
  const pareto = fitParetoNbd(mergeStates([stateOf(half(0))]), { starts: 1 });
  for (const model of [fitted.result, pareto]) {
    const purchases = time(() => predictPurchasesColumn(model, table, horizon), 3);
    show(`expected purchases of 1,000,000 customers, ${model.kind}`, purchases, "400 ms");
    show(
      `P(alive) of 1,000,000 customers, ${model.kind}`,
      time(() => predictAliveColumn(model, table), 3),
      "400 ms",
    );
    show(
      `P(no purchase) of 1,000,000 customers, ${model.kind}`,
      time(() => predictSilenceColumn(model, table, horizon), 3),
      "400 ms",
    );
    assert(purchases.result.every((value) => value >= 0 && Number.isFinite(value)));
  }
  assert(fitted.processor < 3000);
}
