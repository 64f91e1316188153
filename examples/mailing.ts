// Which bank customers are worth a call? A scorecard learns on a third of 45,211 calls, a second third tells what calls to
// such customers bring, and the plan is made for the last third, whose answers then say whether it was right.
// Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import {
  assignMailing,
  findLookalikes,
  fitScorecard,
  mailingChart,
  planMailing,
  readFeatures,
  scoreScorecard,
  splitByChance,
} from "clientele/targeting";

const path = new URL("../../shared/data/bank/bank-full.csv", import.meta.url);
if (existsSync(path)) {
  const [header = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = header.split(",");
  const customers = lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, k) => [name, cells[k] ?? ""]));
  });
  type Customer = (typeof customers)[number];
  // the length of the call is known only after it, so it must not choose whom to call
  const numbers = ["age", "balance", "previous"];
  const categories = ["job", "marital", "education", "housing", "loan", "contact", "month", "poutcome"];
  const fields = [
    ...numbers.map((id) => ({ id, value: (row: Customer) => Number(row[id]) })),
    ...categories.map((id) => ({ id, value: (row: Customer) => row[id] })),
  ];
  const part = (k: number) => customers.filter((_, i) => i % 3 === k);
  const saidYes = (rows: readonly Customer[]) => rows.map((row): number => (row["y"] === "yes" ? 1 : 0));
  const [learn, past, list] = [part(0), part(1), part(2)];

  const card = fitScorecard(readFeatures(learn, fields), saidYes(learn));
  const record = (row: Customer) =>
    Object.fromEntries(fields.map(({ id, value }): [string, string | number | undefined] => [id, value(row)]));
  const chances = (rows: readonly Customer[]) => rows.map((row) => scoreScorecard(card, record(row)).chance);

  const listed = chances(list);
  const plan = planMailing(listed, {
    contactCost: 8,
    valuePerResponse: 50,
    capacity: 5000,
    past: { chances: chances(past), outcomes: saidYes(past) },
  });
  console.log(describe(plan.decision));
  for (const note of plan.notes) console.log(`- ${describe(note)}`);
  for (const { status, customers: n, rate } of plan.groups) {
    if (rate !== undefined)
      console.log(`${status}: ${formatNumber(n)} customers, ${formatShare(rate.value)} said yes before`);
  }
  assert.equal(plan.decision.code, "mailing_pays");
  assert.ok(plan.heldOut !== undefined && "value" in plan.heldOut);

  // what calling by the plan really brought on the third that nobody had seen
  const cut = plan.best.score as number;
  const answers = saidYes(list);
  const real = answers.reduce((sum, y, i) => sum + ((listed[i] as number) >= cut ? 50 * y - 8 : 0), 0);
  const { value, interval } = plan.heldOut;
  console.log(
    `planned ${formatNumber(value)} (${formatNumber(interval.lower)} to ${formatNumber(interval.upper)}), came ${formatNumber(real)}`,
  );
  // two thirds of the calls scatter, the one that told and the one that came: √2 of the interval
  assert.ok(Math.abs(real - value) < (Math.SQRT2 * (interval.upper - interval.lower)) / 2);
  assert.notEqual(assignMailing(plan, Math.max(...listed)), "out");

  const split = splitByChance(listed, { outcomes: answers });
  for (const note of split.notes) console.log(`- ${describe(note)}`);
  assert.equal(
    split.lists.reduce((sum, { customers: n }) => sum + n, 0),
    list.length,
  );

  // who else looks like those who said yes, and what do these have in common?
  const few = list.filter((_, i) => i % 5 === 0);
  const found = findLookalikes(
    readFeatures(few, fields),
    saidYes(few).flatMap((y, i) => (y === 1 ? [i] : [])),
  );
  assert.ok("lookalikes" in found);
  console.log(
    found.common
      .slice(0, 5)
      .map(({ reason }) => `- ${describe(reason)}`)
      .join("\n"),
  );
  assert.ok(found.heldOut.interval.lower > 0.6);

  mkdirSync("out", { recursive: true });
  writeFileSync("out/mailing.vl.json", JSON.stringify(mailingChart(plan)));
} else {
  console.log("skipped: needs ../shared/data/bank/bank-full.csv beside the project");
}
