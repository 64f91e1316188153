// Whom should the bank ring up next? A scorecard of 45,211 calls, judged on calls it has not seen.
// Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import {
  crossValidate,
  explainScorecard,
  fitScorecard,
  gainsChart,
  measureGains,
  measureLeakage,
  readFeatures,
  scorecardToSql,
  scoreScorecardColumn,
} from "clientele/targeting";

const path = new URL("../../shared/data/bank/bank-full.csv", import.meta.url);
if (existsSync(path)) {
  const [header = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = header.split(",");
  const numbers = new Set(["day", "campaign", "duration", "pdays", "previous", "age", "balance"]);
  const calls = lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, i) => [name, numbers.has(name) ? Number(cells[i]) : (cells[i] ?? "")]));
  });
  const yes = calls.map((call) => (call["y"] === "yes" ? 1 : 0));
  assert.equal(calls.length, 45_211);

  // Is a field known only when the call is over?
  const fields = names.filter((name) => name !== "y");
  const leakage = measureLeakage(readFeatures(calls, fields), yes);
  assert.ok(!("abstained" in leakage));
  for (const suspicion of leakage.suspicions) console.log(`- ${describe(suspicion)}`);
  assert.deepEqual([...new Set(leakage.suspicions.map(({ params }) => params.field))], ["duration"]);

  // So the card is learned without it, and judged on calls that each fit had not seen.
  const table = readFeatures(
    calls,
    fields.filter((name) => name !== "duration"),
  );
  const judged = crossValidate(table, yes, {
    folds: 3,
    fit: (some, outcomes) => fitScorecard(some, outcomes),
    predict: (card, some) => scoreScorecardColumn(card, some).chance,
  });
  assert.ok(!("abstained" in judged) && !("abstained" in judged.meanAuc));
  const { value, interval } = judged.meanAuc;
  console.log(
    `ranks ${formatShare(value)} of pairs right (${formatShare(interval.lower)} to ${formatShare(interval.upper)})`,
  );
  assert.ok(interval.lower > 0.75 && interval.upper < 0.81);
  const gains = measureGains(judged.scores, yes);
  assert.ok(!("abstained" in gains));
  const [first] = gains.groups;
  assert.ok(first !== undefined && first.lift.interval.lower > 3.5);
  console.log(
    `the best tenth holds ${formatShare(first.gain.value)} of all yes, a lift of ${formatNumber(first.lift.value, 2)}`,
  );
  mkdirSync("out", { recursive: true });
  writeFileSync("out/bank-gains.vl.json", JSON.stringify(gainsChart(gains)));

  // One customer, and the card as SQL.
  const card = fitScorecard(table, yes);
  const told = explainScorecard(card, calls[0] ?? {});
  assert.equal(
    told.contributions.reduce((sum, one) => sum + one.points, told.basePoints),
    told.points,
  );
  console.log(`${told.points} points, a chance of ${formatShare(told.chance)}:`);
  for (const reason of told.reasons.slice(0, 4)) console.log(`- ${describe(reason)}`);
  writeFileSync("out/bank-score.sql", scorecardToSql(card, { dialect: "postgres", as: "score" }));
} else {
  console.log("skipped: needs ../shared/data/bank/bank-full.csv beside the project");
}
