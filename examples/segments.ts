// Who leaves a telecom company, and who takes up a bank's offer? Segments grown on half the customers, judged on the
// other half. Without the public data sets beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import { fitMlCart, toMlCart } from "clientele/ml-cart";
import {
  assignTreeLeafColumn,
  describeSegments,
  type FeatureField,
  fitTree,
  predictTreeColumn,
  readFeatures,
  treeChart,
  treeToFilter,
  treeToSql,
} from "clientele/targeting";

type Row = Readonly<Record<string, string>>;

/** Neither of the two files quotes a comma. */
function readRows(path: URL): Row[] {
  const [header = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, i) => [name, cells[i] as string]));
  });
}
const numberOf = (id: string): FeatureField<Row> => ({ id, value: (row) => (row[id] === "" ? null : Number(row[id])) });

/** Every second customer, with what became of them. */
function half(
  rows: readonly Row[],
  which: 0 | 1,
  fields: readonly (string | FeatureField<Row>)[],
  yes: (row: Row) => boolean,
) {
  const own = rows.filter((_, i) => i % 2 === which);
  return { table: readFeatures(own, fields), outcome: own.map(yes) };
}

mkdirSync("out", { recursive: true });
const telco = new URL("../../shared/data/telco/telco-customer-churn.csv", import.meta.url);
if (existsSync(telco)) {
  const rows = readRows(telco);
  assert.equal(rows.length, 7043);
  const fields = [numberOf("tenure"), numberOf("MonthlyCharges"), "Contract", "InternetService", "PaymentMethod"];
  const left = (row: Row): boolean => row["Churn"] === "Yes";
  const grow = half(rows, 0, fields, left);
  const rest = half(rows, 1, fields, left);
  const tree = fitTree(grow.table, grow.outcome, { maxDepth: 4, minLeaf: 40 });
  assert.ok(!("abstained" in tree));
  const names = {
    tenure: { name: "Months with us" },
    MonthlyCharges: { name: "monthly bill" },
    Contract: { name: "contract" },
  };
  const described = describeSegments(tree, { heldOut: rest, fields: names });
  console.log(`who leaves: ${formatShare(described.overall.value)} of all`);
  for (const { text, figure, heldOut, lift = 0 } of described.segments.slice(0, 3)) {
    const told = `${formatShare(figure.value)} of ${formatNumber(figure.n)} (held out ${formatShare(heldOut?.value ?? 0)})`;
    console.log(`- ${text}: ${told}, ${formatNumber(lift, 1)} times as likely`);
  }
  for (const note of described.notes) console.log(`  ${describe(note)}`);
  const [worst] = described.segments;
  assert.ok(worst?.heldOut?.interval !== undefined && worst.heldOut.interval.lower > 2 * described.overall.value);
  assert.ok(worst.text.includes("contract is Month-to-month"));
  // nobody is 95 % likely to leave, but many are nearly sure to stay
  assert.deepEqual(described.likely?.leaves, []);
  assert.ok((described.unlikely?.share ?? 0) > 0.2);

  // the list for the save desk: as a filter, as SQL, and as customers
  const filter = treeToFilter(tree, { minValue: 0.5 });
  const listed = predictTreeColumn(tree, rest.table).filter((value) => value >= 0.5).length;
  const leaves = assignTreeLeafColumn(tree, rest.table);
  const risky = new Set(described.segments.filter(({ figure }) => figure.value >= 0.5).map(({ leaf }) => leaf));
  assert.equal(leaves.filter((leaf) => risky.has(leaf)).length, listed);
  console.log(`to call: ${formatNumber(listed)} of ${formatNumber(rest.outcome.length)} customers`);
  writeFileSync("out/segments-filter.json", JSON.stringify(filter, null, 2));
  writeFileSync("out/segments.sql", treeToSql(tree, { dialect: "postgres", output: "leaf", as: "segment" }));
  writeFileSync("out/segments-telco.vl.json", JSON.stringify(treeChart(tree, { fields: names })));

  // the second engine, on the first 2,000 customers and numbers alone
  const some = rows.slice(0, 2000);
  const theirs = fitMlCart(readFeatures(some, fields.slice(0, 2)), some.map(left), {
    maxDepth: 3,
    gainThreshold: 0.001,
  });
  assert.ok(!("abstained" in theirs) && theirs.fittedOn.engine === "ml-cart" && theirs.nodes.length > 3);
  writeFileSync("out/segments-ml-cart.json", JSON.stringify(toMlCart(theirs)));
} else {
  console.log("skipped: needs ../shared/data/telco/telco-customer-churn.csv beside the project");
}

const bank = new URL("../../shared/data/bank/bank-full.csv", import.meta.url);
if (existsSync(bank)) {
  const rows = readRows(bank);
  assert.equal(rows.length, 45_211);
  // the length of the call is known after it alone, and would give the answer away
  const fields = [
    numberOf("age"),
    numberOf("balance"),
    numberOf("previous"),
    "poutcome",
    "housing",
    "contact",
    "month",
  ];
  const took = (row: Row): boolean => row["y"] === "yes";
  const grow = half(rows, 0, fields, took);
  const tree = fitTree(grow.table, grow.outcome, { maxDepth: 5, minLeaf: 100 });
  assert.ok(!("abstained" in tree));
  const described = describeSegments(tree, { heldOut: half(rows, 1, fields, took) });
  const [best, second] = described.segments;
  assert.ok(best?.cumulative !== undefined && second?.cumulative !== undefined && best.heldOut !== undefined);
  console.log(`who takes the offer: ${formatShare(described.overall.value)} of all; best: ${best.text}`);
  console.log(
    `${formatShare(best.figure.value)} of ${formatNumber(best.figure.n)}, held out ${formatShare(best.heldOut.value)} of ${formatNumber(best.heldOut.n)}`,
  );
  assert.ok(best.heldOut.value > 4 * described.overall.value);
  // of the customers held out: what the best segments hold, and what they bring of those who take the offer
  const top = described.segments.filter(({ cumulative }) => (cumulative?.share ?? 1) <= 0.1);
  const count = (own: typeof described.segments): number => own.reduce((n, { heldOut }) => n + (heldOut?.n ?? 0), 0);
  const takers = (own: typeof described.segments): number =>
    own.reduce((n, { heldOut }) => n + (heldOut === undefined ? 0 : heldOut.n * heldOut.value), 0);
  const brought = takers(top) / takers(described.segments);
  const share = count(top) / count(described.segments);
  console.log(
    `held out: the best ${formatShare(share)} of customers bring ${formatShare(brought)} of those who take it`,
  );
  assert.ok(share < 0.11 && brought > 0.35);
  const zh = describeSegments(tree, { locale: "zh", fields: { poutcome: { name: "上次结果" } } });
  const words = zh.segments[0]?.text ?? "";
  assert.ok(words.includes("上次结果"));
  console.log(words);
} else {
  console.log("skipped: needs ../shared/data/bank/bank-full.csv beside the project");
}
