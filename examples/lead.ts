// Which of 45,211 telephone leads of a bank are worth a call? Learned from closed leads, judged on leads not seen.
// Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import { explainLead, fitLeadScore, reliabilityChart, scoreLead } from "clientele/funnel";

const path = new URL("../../shared/data/bank/bank-full.csv", import.meta.url);
if (existsSync(path)) {
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  const numbers = new Set(["age", "balance", "campaign"]);
  const leads = lines.map((line, id) => {
    const lead: Record<string, unknown> = { id };
    line.split(",").forEach((cell, i) => {
      const name = names[i] as string;
      lead[name] = numbers.has(name) ? Number(cell) : cell === "unknown" ? null : cell;
    });
    return lead;
  });
  assert.equal(leads.length, 45_211);

  // how long the call took is known only when it is over: it has no place in a score for whom to call
  const fields = [
    ...["job", "marital", "education", "housing", "loan", "contact", "month", "poutcome"],
    ...["age", "balance", "campaign"].map((id) => ({ id, kind: "number", bins: 10 }) as const),
  ];
  const model = fitLeadScore(leads, {
    fields,
    won: (lead) => lead["y"] === "yes",
    id: (lead) => lead["id"] as number,
    method: "naive_bayes",
    calibration: "isotonic",
    folds: 3,
  });
  assert.ok(!("abstained" in model));
  const { judged } = model.fittedOn;
  assert.ok(!("abstained" in judged));
  const { auc, brier, calibration } = judged;
  assert.ok(auc.interval.lower > 0.72 && (brier.skill ?? 0) > 0.12 && brier.reliability < 0.0005);
  const range = `${formatNumber(auc.interval.lower, 3)}–${formatNumber(auc.interval.upper, 3)}`;
  console.log(`a buyer is ranked above a non-buyer in ${formatShare(auc.value)} of pairs (${range})`);
  console.log(`squared error ${formatShare(brier.skill ?? 0)} below the base rate's`);
  console.log(`calibration slope ${formatNumber(calibration?.slope.value ?? 0, 2)}, where 1 is honest`);

  const lead = { job: "student", housing: "no", loan: "no", contact: "cellular", poutcome: "success", month: "mar" };
  const { chance, coverage } = scoreLead(model, lead);
  assert.ok(chance > 0.6 && coverage < 1);
  console.log(`${formatShare(chance)}, knowing ${formatShare(coverage)} of the fields:`);
  for (const reason of explainLead(model, lead).reasons.slice(0, 5)) console.log(`- ${describe(reason)}`);

  mkdirSync("out", { recursive: true });
  writeFileSync("out/lead-reliability.vl.json", JSON.stringify(reliabilityChart(judged.reliability)));
} else {
  console.log("skipped: needs ../shared/data/bank/bank-full.csv beside the project");
}
