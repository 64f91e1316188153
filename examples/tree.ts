// Whom should the bank have called? A tree of 45,211 telephone calls, its size chosen by cross-validation and judged on
// every fifth customer. Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import { brierScore, rocAuc } from "clientele/math";
import {
  fitTree,
  measureTreeImportance,
  predictTree,
  predictTreeColumn,
  readFeatures,
  treePruningPath,
} from "clientele/targeting";

const path = new URL("../../shared/data/bank/bank-full.csv", import.meta.url);
if (existsSync(path)) {
  const [header = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = header.split(",");
  const calls = lines.map((line) => {
    const cells = line.split(",");
    return (name: string): string => cells[names.indexOf(name)] as string;
  });
  assert.equal(calls.length, 45_211);
  const numbers = ["age", "balance", "campaign", "previous"];
  const categories = ["job", "housing", "loan", "contact", "month", "poutcome"];
  const read = (rows: typeof calls) =>
    readFeatures(rows, [
      ...numbers.map((id) => ({ id, value: (call: (typeof calls)[number]) => Number(call(id)) })),
      // -1 days since the last campaign means that there was none
      { id: "pdays", value: (call) => (Number(call("pdays")) < 0 ? null : Number(call("pdays"))) },
      ...categories.map((id) => ({ id, value: (call: (typeof calls)[number]) => call(id).replace("unknown", "") })),
    ]);
  const said = (rows: typeof calls) => rows.map((call) => call("y") === "yes");

  const learned = calls.filter((_, i) => i % 5 !== 0);
  const unseen = calls.filter((_, i) => i % 5 === 0);
  const tree = fitTree(read(learned), said(learned), { maxDepth: 6, minLeaf: 100, pruning: { folds: 5, seed: 1 } });
  if ("abstained" in tree) throw new Error(describe(tree.abstained));
  const sizes = treePruningPath(tree);
  console.log(`${sizes[0]?.leaves} segments of ${formatNumber(learned.length)} customers`);
  for (const { id, share } of measureTreeImportance(tree).slice(0, 3)) console.log(`  ${id}: ${formatShare(share)}`);

  const shares = predictTreeColumn(tree, read(unseen));
  const outcome = said(unseen).map(Number);
  const area = rocAuc(shares, outcome);
  const brier = brierScore(shares, outcome);
  assert(area !== undefined && "value" in area && "value" in brier);
  assert(area.value > 0.7 && brier.skill !== undefined && brier.skill > 0.1);
  console.log(`of customers not seen: a yes outranks a no in ${formatShare(area.value)} of pairs`);

  const won = predictTree(tree, { poutcome: "success", pdays: 90, age: 40, balance: 1000, housing: "no" });
  assert(won.value > 0.5 && won.interval !== undefined);
  const { lower, upper } = won.interval;
  console.log(`won last time: ${formatShare(won.value)} say yes (${formatShare(lower)} to ${formatShare(upper)})`);
} else {
  console.log("bank/bank-full.csv is not beside the project: nothing to show");
}
