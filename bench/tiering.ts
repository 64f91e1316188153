// Tiers of 1,000,000 customers against three peers, in one process on the same values, interleaved.
// Prints medians and ratios; asserts that all found the same cuts and the same counts, never a time.
import assert from "node:assert/strict";
import { DOUBLE, type DuckDBConnection, DuckDBDataChunk, DuckDBInstance } from "@duckdb/node-api";
import { op, table } from "arquero";
import * as statistics from "simple-statistics";
import { createRandom } from "../src/math/random.ts";
import { assignTierColumn, fitTiers } from "../src/tiering/index.ts";

const N = 1_000_000;
const RUNS = 15;
const WARM_UP = 3;
const PS = [0.99, 0.95, 0.8] as const;
/** Rows of one DuckDB vector. */
const VECTOR = 2048;

const random = createRandom(20_260_101);
const values = Float64Array.from({ length: N }, () => Math.exp(4 + 1.2 * random.normal()));
const model = fitTiers(values);

type Cuts = readonly number[];
interface Task {
  readonly step: "fit" | "assign";
  readonly peer: string;
  readonly run: () => unknown | Promise<unknown>;
}

/** Hyndman & Fan type 7, read from a sorted column. */
function typeSeven(sorted: Float64Array): Cuts {
  return PS.map((p) => {
    const rank = (N - 1) * p;
    const low = Math.floor(rank);
    const lower = sorted[low] as number;
    return lower + (rank - low) * ((sorted[Math.min(N - 1, low + 1)] as number) - lower);
  });
}

async function loadDuckDb(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run("CREATE TABLE book (value DOUBLE)");
  const appender = await connection.createAppender("book");
  for (let from = 0; from < N; from += VECTOR) {
    const slice = values.subarray(from, Math.min(N, from + VECTOR));
    const chunk = DuckDBDataChunk.create([DOUBLE]);
    chunk.setColumns([Array.from(slice)]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  return connection;
}

const duck = await loadDuckDb();
const frame = table({ value: values });
const [first, second, third] = model.cuts as [number, number, number];
const params = { first, second, third };

const QUANTILES = `SELECT ${PS.map((p) => `quantile_cont(value, ${p})`).join(", ")} FROM book`;
const CASE = `SELECT (CASE WHEN value >= ${first} THEN 0 WHEN value >= ${second} THEN 1
  WHEN value >= ${third} THEN 2 ELSE 3 END)::UTINYINT AS tier FROM book`;

const tasks: readonly Task[] = [
  { step: "fit", peer: "clientele", run: () => fitTiers(values).cuts },
  { step: "fit", peer: "Float64Array.sort", run: () => typeSeven(values.slice().sort()) },
  { step: "fit", peer: "simple-statistics", run: () => PS.map((p) => statistics.quantile(values as never, p)) },
  {
    step: "fit",
    peer: "DuckDB",
    run: async () => (await (await duck.run(QUANTILES)).getRows())[0] as Cuts,
  },
  {
    step: "fit",
    peer: "arquero",
    run: () => {
      const row = frame
        .rollup({ a: op.quantile("value", 0.99), b: op.quantile("value", 0.95), c: op.quantile("value", 0.8) })
        .object() as { a: number; b: number; c: number };
      return [row.a, row.b, row.c];
    },
  },
  { step: "assign", peer: "clientele", run: () => assignTierColumn(model, values) },
  {
    step: "assign",
    peer: "DuckDB",
    run: async () => {
      const tiers = new Uint8Array(N);
      let at = 0;
      for (const chunk of await (await duck.run(CASE)).fetchAllChunks()) {
        const column = chunk.getColumnValues(0) as readonly number[];
        tiers.set(column, at);
        at += column.length;
      }
      assert.equal(at, N);
      return tiers;
    },
  },
  {
    step: "assign",
    peer: "arquero",
    run: () =>
      frame
        .params(params)
        .derive({
          tier: (row: { value: number }, cut: typeof params) =>
            row.value >= cut.first ? 0 : row.value >= cut.second ? 1 : row.value >= cut.third ? 2 : 3,
        })
        .array("tier", Uint8Array),
  },
];

/** simple-statistics takes no type 7: it averages or picks neighbours, so its cuts agree to the gap between two customers. */
const TOLERANCE: Readonly<Record<string, number>> = { "simple-statistics": 1e-3 };

function check(task: Task, result: unknown): void {
  if (task.step === "fit") {
    model.cuts.forEach((cut, i) => {
      const error = Math.abs((result as Cuts)[i] as number) / cut - 1;
      assert.ok(Math.abs(error) <= (TOLERANCE[task.peer] ?? 1e-9), `${task.peer}: cut ${i} is off by ${error}`);
    });
    return;
  }
  const counts = [0, 0, 0, 0];
  for (const tier of result as Uint8Array) counts[tier] = (counts[tier] as number) + 1;
  assert.deepEqual(
    counts,
    model.fittedOn.realised.map((row) => row.customers),
    task.peer,
  );
}

const times = new Map<Task, number[]>(tasks.map((task) => [task, []]));
for (let round = 0; round < WARM_UP + RUNS; round++) {
  for (const task of tasks) {
    const start = performance.now();
    const result = await task.run();
    const elapsed = performance.now() - start;
    if (round === 0) check(task, result);
    if (round >= WARM_UP) times.get(task)?.push(elapsed);
  }
}

const median = (of: readonly number[]): number => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)] as number;
const ours = new Map<string, number>();
for (const [task, of] of times) if (task.peer === "clientele") ours.set(task.step, median(of));
console.log(`${N.toLocaleString("en")} customers, medians of ${RUNS} runs, Node ${process.version}`);
console.log("step    peer                 median ms     × clientele");
for (const [task, of] of times) {
  const ratio = median(of) / (ours.get(task.step) as number);
  const cells = [
    task.step.padEnd(7),
    task.peer.padEnd(18),
    median(of).toFixed(2).padStart(11),
    ratio.toFixed(1).padStart(14),
  ];
  console.log(cells.join(" "));
}
