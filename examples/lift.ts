// What did Hillstrom's two mailings of 2008 bring, and should they go out again? From 64,000 rows to a decision.
// Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import {
  type LiftStateOptions,
  liftChart,
  liftStateOf,
  measureArms,
  measureIncrementalProfit,
  measureLiftPosterior,
  mergeLiftStates,
} from "clientele/campaign";
import { describe, formatNumber, formatShare } from "clientele/core";

const path = new URL("../../shared/data/hillstrom/hillstrom.csv", import.meta.url);
if (existsSync(path)) {
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split("\n");
  const names = head.trim().split(",");
  const customers = lines.map((line) => {
    // one segment's name holds a comma and stands in quotes
    const cells = line
      .trim()
      .replace(/"[^"]*"/, "quoted")
      .split(",");
    const at = (name: string): string => cells[names.indexOf(name)] ?? "";
    return {
      segment: at("segment"),
      history: Number(at("history")),
      conversion: Number(at("conversion")),
      spend: Number(at("spend")),
    };
  });
  type Customer = (typeof customers)[number];
  const read = { arm: (c: Customer) => c.segment, covariates: [(c: Customer) => c.history] };
  const control = "No E-Mail";

  // Spend per customer, adjusted for last year's; both mailings at once, so that two looks do not count as one.
  const spend: LiftStateOptions<Customer> = { ...read, value: (c) => c.spend };
  const states = liftStateOf(customers, spend);
  const answer = measureArms(states, { control, test: "adjusted", relativeMethod: "fieller" });
  assert.ok(!("abstained" in answer.split) && !answer.split.mismatch);
  for (const { id, lift, adjustedPValue, significant } of answer.comparisons) {
    assert.ok(!("abstained" in lift) && !("abstained" in lift.absolute) && !("abstained" in lift.relative));
    const { value, interval } = lift.absolute;
    console.log(
      `${id}: ${formatNumber(value, 4)} more per customer (${formatNumber(interval.lower, 4)} to ${formatNumber(interval.upper, 4)}), ` +
        `${formatShare(lift.relative.value, 0)} more than without, p = ${adjustedPValue.toExponential(2)}`,
    );
    assert.ok(significant && interval.lower > 0);
  }

  // Two shards, merged, are the whole.
  const half = customers.length / 2;
  const merged = mergeLiftStates(
    liftStateOf(customers.slice(0, half), spend),
    liftStateOf(customers.slice(half), spend),
  );
  merged.forEach(({ arm }, i) => {
    const whole = states[i]?.arm.means[0] ?? 0;
    assert.ok(Math.abs((arm.means[0] ?? 0) - whole) <= 1e-12 * whole);
  });

  // A few large orders make much of the noise: the same question with amounts capped at the 99.9th percentile.
  const capped = measureArms(liftStateOf(customers, { ...spend, winsorize: { quantile: 0.999 } }), { control });
  const [plain, cut] = [answer, capped].map(({ comparisons }) => {
    const lift = comparisons[0]?.lift;
    assert.ok(lift !== undefined && !("abstained" in lift) && !("abstained" in lift.absolute));
    return lift.absolute;
  });
  assert.ok(plain !== undefined && cut !== undefined && cut.standardError < plain.standardError);
  console.log(
    `men's mailing, capped at the 99.9th percentile: ${formatNumber(cut.value, 4)}, t = ${formatNumber(cut.statistic, 2)}`,
  );

  // Conversions, and the decision: a mailing costs 0.10, half of what is spent remains.
  for (const { id, lift } of answer.comparisons) {
    assert.ok(!("abstained" in lift) && !("abstained" in lift.absolute));
    const posterior = measureLiftPosterior(lift.absolute);
    const profit = measureIncrementalProfit(lift, { contactCost: 0.1, marginRate: 0.5, customers: 100_000 });
    assert.ok(!("abstained" in profit));
    console.log(`${id}: chance to be better ${formatShare(posterior.chanceToWin, 2)}, decision ${profit.decision}`);
    console.log(profit.reasons.map((reason) => `- ${describe(reason)}`).join("\n"));
    console.log(profit.reasons.map((reason) => `- ${describe(reason, "zh")}`).join("\n"));
    assert.equal(profit.decision, id === "Mens E-Mail" ? "send" : "keep_testing");
  }

  const conversions = measureArms(liftStateOf(customers, { ...read, value: (c) => c.conversion, measures: "rate" }), {
    control,
  });
  mkdirSync("out", { recursive: true });
  writeFileSync("out/lift-conversions.vl.json", JSON.stringify(liftChart(conversions)));
} else {
  console.log("skipped: needs ../shared/data/hillstrom/hillstrom.csv beside the project");
}
