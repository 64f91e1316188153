// Recency, frequency and money of 1,000,000 transactions against two peers, in one process on the same columns,
// interleaved. Prints medians and ratios; asserts that all found the same figures for every customer, never a time.
import assert from "node:assert/strict";
import { DOUBLE, type DuckDBConnection, DuckDBDataChunk, DuckDBInstance, INTEGER } from "@duckdb/node-api";
import { op, table } from "arquero";
import { createRandom } from "../src/math/random.ts";
import { summarizeRfmColumn } from "../src/tiering/index.ts";
import { toIsoDate } from "../src/time/day.ts";

const N = 1_000_000;
const CUSTOMERS = 100_000;
const RUNS = 11;
const WARM_UP = 2;
const FIRST_DAY = 20_000;
const DAYS = 730;
const AS_OF = FIRST_DAY + DAYS;
/** Rows of one DuckDB vector. */
const VECTOR = 2048;

interface Columns {
  readonly customers: Int32Array;
  readonly days: Int32Array;
  readonly amounts: Float64Array;
}
interface Figures {
  readonly customers: ArrayLike<number>;
  readonly last: ArrayLike<number>;
  readonly first: ArrayLike<number>;
  readonly frequency: ArrayLike<number>;
  readonly monetary: ArrayLike<number>;
}

/** Customers buy unevenly: a quarter of them makes half of the purchases. */
function makeBook(inOrder: boolean): Columns {
  const random = createRandom(20_260_301);
  const days = Int32Array.from({ length: N }, () => FIRST_DAY + random.integer(0, DAYS - 1));
  if (inOrder) days.sort();
  const customers = Int32Array.from({ length: N }, () => Math.floor(CUSTOMERS * random.uniform() ** 2));
  const amounts = Float64Array.from({ length: N }, () => Math.round(100 * Math.exp(3 + random.normal())) / 100);
  return { customers, days, amounts };
}

async function loadDuckDb(connection: DuckDBConnection, name: string, book: Columns): Promise<void> {
  await connection.run(`CREATE TABLE ${name} (customer INTEGER, day INTEGER, amount DOUBLE)`);
  const appender = await connection.createAppender(name);
  for (let from = 0; from < N; from += VECTOR) {
    const to = Math.min(N, from + VECTOR);
    const chunk = DuckDBDataChunk.create([INTEGER, INTEGER, DOUBLE]);
    chunk.setColumns([book.customers, book.days, book.amounts].map((column) => Array.from(column.subarray(from, to))));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

const QUERY = (name: string): string => `SELECT customer, max(day), min(day), count(DISTINCT day), sum(amount)
  FROM ${name} WHERE day <= ${AS_OF} GROUP BY customer`;

async function queryDuckDb(connection: DuckDBConnection, name: string): Promise<Figures> {
  const columns: [number[], number[], number[], bigint[], number[]] = [[], [], [], [], []];
  for (const chunk of await (await connection.run(QUERY(name))).fetchAllChunks()) {
    columns.forEach((column, i) => {
      for (const cell of chunk.getColumnValues(i)) (column as unknown[]).push(cell);
    });
  }
  return {
    customers: columns[0],
    last: columns[1],
    first: columns[2],
    frequency: columns[3].map(Number),
    monetary: columns[4],
  };
}

function queryArquero(frame: ReturnType<typeof table>): Figures {
  const result = frame.groupby("customer").rollup({
    last: op.max("day"),
    first: op.min("day"),
    frequency: op.distinct("day"),
    monetary: op.sum("amount"),
  });
  return {
    customers: result.array("customer") as number[],
    last: result.array("last") as number[],
    first: result.array("first") as number[],
    frequency: result.array("frequency") as number[],
    monetary: result.array("monetary") as number[],
  };
}

function queryOurs(book: Columns): Figures {
  const summary = summarizeRfmColumn(book, { asOf: toIsoDate(AS_OF) });
  return {
    customers: summary.customers,
    last: summary.recencyDays,
    first: summary.tenureDays,
    frequency: summary.frequency,
    monetary: summary.monetary,
  };
}

/** Everything is compared with clientele's columns; its days count back from `asOf`. */
function check(peer: string, theirs: Figures, ours: Figures): void {
  assert.equal(theirs.customers.length, ours.customers.length, peer);
  const rowOf = new Map(Array.from(ours.customers, (customer, row) => [customer, row]));
  for (let i = 0; i < theirs.customers.length; i++) {
    const row = rowOf.get(theirs.customers[i] as number) as number;
    assert.equal(theirs.last[i], AS_OF - (ours.last[row] as number), peer);
    assert.equal(theirs.first[i], AS_OF - (ours.first[row] as number), peer);
    assert.equal(theirs.frequency[i], ours.frequency[row], peer);
    const error = (theirs.monetary[i] as number) / (ours.monetary[row] as number) - 1;
    assert.ok(Math.abs(error) < 1e-12, `${peer}: money off by ${error}`);
  }
}

const median = (of: readonly number[]): number => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)] as number;

const connection = await (await DuckDBInstance.create(":memory:")).connect();
console.log(`${N.toLocaleString("en")} transactions, medians of ${RUNS} runs, Node ${process.version}`);
console.log("rows            peer         median ms   × clientele");
for (const [name, inOrder] of [
  ["in_time_order", true],
  ["in_any_order", false],
] as const) {
  const book = makeBook(inOrder);
  const frame = table({ customer: book.customers, day: book.days, amount: book.amounts });
  await loadDuckDb(connection, name, book);
  const peers: Readonly<Record<string, () => Figures | Promise<Figures>>> = {
    clientele: () => queryOurs(book),
    DuckDB: () => queryDuckDb(connection, name),
    arquero: () => queryArquero(frame),
  };
  const ours = queryOurs(book);
  const times = new Map<string, number[]>(Object.keys(peers).map((peer) => [peer, []]));
  for (let round = 0; round < WARM_UP + RUNS; round++) {
    for (const [peer, run] of Object.entries(peers)) {
      const start = performance.now();
      const figures = await run();
      const elapsed = performance.now() - start;
      if (round === 0 && peer !== "clientele") check(peer, figures, ours);
      if (round >= WARM_UP) times.get(peer)?.push(elapsed);
    }
  }
  for (const [peer, of] of times) {
    const ratio = median(of) / median(times.get("clientele") as number[]);
    const cells = [name.padEnd(15), peer.padEnd(10), median(of).toFixed(2).padStart(11), ratio.toFixed(1).padStart(13)];
    console.log(cells.join(" "));
  }
}
