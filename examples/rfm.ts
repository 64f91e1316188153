// Who bought lately, often and for much: the segments of a book of purchases, one customer explained, and the accounts
// that look like the best ones. Runs over the CDNOW purchases where they lie beside the project, else over a few rows.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, labelOf, loadModel } from "clientele/core";
import { rfmModelSpec } from "clientele/schemas";
import {
  assignRfm,
  explainRfm,
  fitRfm,
  nearestAccounts,
  rfmChart,
  rfmSegmentChart,
  summarizeRfm,
  summarizeRfmSegments,
} from "clientele/tiering";

interface Purchase {
  readonly customer: string;
  readonly date: string;
  readonly dollars: number;
}

const CDNOW = new URL("../../shared/data/cdnow/CDNOW_master.txt", import.meta.url);
const real = existsSync(CDNOW);

function readCdnow(): Purchase[] {
  const lines = readFileSync(CDNOW, "utf8").split("\n").slice(1);
  return lines.flatMap((line) => {
    const [customer, day = "", , dollars] = line.trim().split(/\s+/);
    if (customer === undefined || dollars === undefined) return [];
    return [{ customer, date: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`, dollars: Number(dollars) }];
  });
}

// forty customers: the first buy every month, the last bought once, long ago
const few: readonly Purchase[] = Array.from({ length: 40 }, (_, i) =>
  Array.from({ length: Math.max(1, 18 - i) }, (_, order) => ({
    customer: `C${String(i + 1).padStart(2, "0")}`,
    date: `1998-${String(Math.max(1, 6 - order - Math.floor(i / 8))).padStart(2, "0")}-${String(1 + ((3 * i + order) % 28)).padStart(2, "0")}`,
    dollars: 10 + ((7 * i + 3 * order) % 40),
  })),
).flat();
const purchases = real ? readCdnow() : few;

// Recency and tenure are days up to asOf; purchases of one day count as one; nothing disappears.
const summary = summarizeRfm(purchases, {
  asOf: "1998-06-30",
  customerId: (purchase) => purchase.customer,
  date: (purchase) => purchase.date,
  amount: (purchase) => purchase.dollars,
});
assert.equal(summary.purchaseDays + summary.merged, purchases.length);
const cents = purchases.reduce((total, purchase) => total + Math.round(100 * purchase.dollars), 0);
assert.ok(Math.abs(summary.total - cents / 100) < 1e-6);
if (real) assert.deepEqual([purchases.length, summary.customers.length, summary.total], [69_659, 23_570, 2_500_315.63]);

// The model is JSON with its cuts; another service checks it once and scores customers as they come.
const model = loadModel(rfmModelSpec, JSON.parse(JSON.stringify(fitRfm(summary))));
console.log(`${summary.customers.length} customers; recency cuts ${JSON.stringify(model.cuts.recency)}`);
for (const note of model.fittedOn.notes) console.log(describe(note));
const segments = summarizeRfmSegments(model, summary);
for (const { id, customers, value } of segments.rows) {
  console.log(
    `${labelOf("rfmSegment", id)} (${labelOf("rfmSegment", id, "zh")}): ${customers} customers, ${value.toFixed(2)}`,
  );
}
assert.equal(
  segments.rows.reduce((customers, row) => customers + row.customers, 0),
  summary.customers.length,
);

// One customer, with reasons in either language and what the next better scores take.
const customer = summary.customers[2];
assert.ok(customer !== undefined);
const why = explainRfm(model, customer);
for (const reason of why.reasons) console.log(`${customer.id}: ${describe(reason)} / ${describe(reason, "zh")}`);
if (real) assert.deepEqual([why.cell, why.segment], ["555", "champions"]);

// Who looks like the ten best, by what they buy like?
const best = [...summary.customers].sort((a, b) => b.monetary - a.monetary).slice(0, 10);
const alike = nearestAccounts(
  summary.customers,
  best.map((row) => row.id),
  {
    id: (row) => row.id,
    attributes: [
      { id: "purchase days (log)", kind: "numeric", value: (row) => Math.log(row.frequency) },
      { id: "days since last purchase", kind: "numeric", value: (row) => row.recencyDays },
      { id: "segment", kind: "category", value: (row) => assignRfm(model, row).segment },
    ],
    k: 5,
  },
);
for (const row of alike.nearest) console.log(`${row.id} is like ${row.closest}: distance ${row.distance.toFixed(3)}`);
for (const trait of alike.shared.slice(0, 2)) console.log(`the best: ${describe(trait.reason)}`);
assert.equal(alike.nearest.length, 5);
assert.ok(alike.nearest.every((row) => !best.some(({ id }) => id === row.id)));

// Where the money stands: a heat map as plain Vega-Lite JSON in either language. Open it in any Vega-Lite viewer.
const corner = segments.grid.find((cell) => cell.recency === 5 && cell.frequency === 5);
assert.ok(corner !== undefined);
if (real) assert.deepEqual([corner.customers, Math.round((100 * corner.value) / segments.total)], [2_767, 45]);
mkdirSync("out", { recursive: true });
writeFileSync("out/rfm.vl.json", JSON.stringify(rfmChart(segments, { locale: "en" })));
writeFileSync("out/rfm-segments.vl.json", JSON.stringify(rfmSegmentChart(segments, { locale: "zh" })));
console.log("out/rfm.vl.json and out/rfm-segments.vl.json hold the charts");
