// Would the funnel's forecasts have been right? Rolling origins over two public data sets, each figure beside its target.
// The later origins of each set are held out: they are run with `--all` alone, and nothing was chosen by looking at them.
import assert from "node:assert/strict";
import { describe, formatNumber, formatShare, labelOf } from "../src/core/index.ts";
import {
  backtestFunnel,
  type DealHistory,
  type FitFunnelOptions,
  type FunnelBacktest,
  type Pipeline,
} from "../src/funnel/index.ts";
import { crmPipeline, loanPipeline, readCrm, readLoans } from "../test/funnel/data.ts";

const all = process.argv.includes("--all");

interface Plan {
  readonly pipeline: Pipeline;
  readonly horizonDays: number;
  readonly knownUntil: string;
  readonly fit?: Pick<FitFunnelOptions, "shockPeriodDays" | "segments">;
}

/** The same test over other origins. */
function run(name: string, histories: readonly DealHistory[], origins: readonly string[], plan: Plan): FunnelBacktest {
  const start = performance.now();
  const test = backtestFunnel(histories, { ...plan, origins, seed: 20_260_101 });
  const seconds = (performance.now() - start) / 1000;
  assert.ok(!("abstained" in test), "nothing was judged");
  const { deals, count, amount, skill, verdict, notes, baselines } = test;
  console.log(`\n${name}: ${count.origins} origins, ${seconds.toFixed(1)} s`);
  for (const origin of test.origins) {
    if (origin.status !== "judged") continue;
    const { expected, p10, p50, p90, actual } = origin.count;
    const open = `open ${origin.fromOpen.expected.toFixed(1)} / ${origin.fromOpen.actual}`;
    const range = `${expected.toFixed(1).padStart(6)} (P10 ${p10}, P50 ${p50}, P90 ${p90})`;
    console.log(`  ${origin.origin.slice(0, 10)}  forecast ${range}  came ${String(actual).padStart(4)}  ${open}`);
  }
  const { coverage, bias, wape } = count;
  console.log(
    `  Brier ${deals?.brier.value.toFixed(4)} (n ${deals?.n}), log loss ${deals?.logLoss.value.toFixed(4)}, AUC ${deals?.auc?.value.toFixed(3)}, slope ${deals?.calibration?.slope.value.toFixed(2)}, intercept ${deals?.calibration?.intercept.value.toFixed(2)}`,
  );
  console.log(
    `  count: WAPE ${formatShare(wape ?? 0)}, coverage ${coverage.value * coverage.n}/${coverage.n} (${formatShare(coverage.interval.lower)} to ${formatShare(coverage.interval.upper)}), bias ${formatShare(bias.share ?? 0)}, pinball ${count.pinball.mean.toFixed(2)}`,
  );
  if (amount !== undefined) {
    console.log(
      `  amount: WAPE ${formatShare(amount.wape ?? 0)}, coverage ${amount.coverage.value * amount.coverage.n}/${amount.coverage.n}, bias ${formatShare(amount.bias.share ?? 0)}`,
    );
  }
  for (const { baseline, origins: n, brier, count: total } of baselines) {
    console.log(
      `  baseline ${labelOf("backtestBaseline", baseline).padEnd(24)} ${n} origins, Brier ${brier?.toFixed(4) ?? "–"}, WAPE ${total?.wape === undefined ? "–" : formatShare(total.wape)}, pinball ${total?.pinball.mean.toFixed(2) ?? "–"}`,
    );
  }
  for (const [measure, { value, baseline, interval }] of Object.entries(skill)) {
    const reach = interval === undefined ? "" : ` (${formatShare(interval.lower)} to ${formatShare(interval.upper)})`;
    console.log(`  skill ${measure.padEnd(14)} ${formatShare(value)}${reach} against ${baseline}`);
  }
  console.log(`  verdict: ${describe(verdict.reason)}`);
  for (const part of verdict.parts) console.log(`    - ${describe(part)}`);
  for (const note of notes) console.log(`    note: ${describe(note)}`);
  return test;
}

/** A figure beside its target; what misses it is counted, so that all are printed before the bench fails. */
const missed: string[] = [];
function target(name: string, value: number, holds: boolean, wanted: string): void {
  const line = `${name}: ${formatNumber(value, 4)}, target ${wanted}`;
  console.log(`  ${holds ? "✓" : "✗"} ${line}`);
  if (!holds) missed.push(line);
}

const weekly = Array.from({ length: 17 }, (_, k) => new Date(Date.UTC(2011, 10, 5 + 7 * k)).toISOString().slice(0, 10));
const monthly = ["2017-05-31", "2017-06-30", "2017-07-31", "2017-08-31", "2017-09-30", "2017-10-31", "2017-11-30"];
const early = (origins: readonly string[], last: string): string[] => origins.filter((day) => day <= last);
const late = (origins: readonly string[], last: string): string[] => origins.filter((day) => day > last);

const loans = readLoans();
const loanPlan: Plan = {
  pipeline: loanPipeline,
  horizonDays: 7,
  knownUntil: loans.asOf,
  // how fast an application came to its stage: chosen on the development origins, .1089 without it
  fit: { shockPeriodDays: 7, segments: ["size", "pace"] },
};
function judgeLoans(test: FunnelBacktest): void {
  const { value, n } = test.count.coverage;
  target("Brier", test.deals?.brier.value ?? 1, (test.deals?.brier.value ?? 1) <= 0.11, "≤ 0.11");
  target("count WAPE", test.count.wape ?? 1, (test.count.wape ?? 1) <= 0.18, "≤ 0.18");
  target(`coverage over ${n} origins`, value, value >= 0.7 && value <= 0.9, "0.7 to 0.9");
}

const crm = readCrm().histories;
const crmPlan: Plan = { pipeline: crmPipeline, horizonDays: 30, knownUntil: "2017-12-31" };
function judgeCrm(test: FunnelBacktest): void {
  const { value, n } = test.count.coverage;
  const runRate = test.baselines.find(({ baseline }) => baseline === "run_rate")?.count?.wape ?? 0;
  const ratio = (test.count.wape ?? 1) / runRate;
  target("Brier", test.deals?.brier.value ?? 1, (test.deals?.brier.value ?? 1) <= 0.112, "≤ 0.112");
  target(`coverage over ${n} origins`, value, value >= 5 / 7, "≥ 5 of 7");
  target("count error over the run-rate's", ratio, ratio <= 0.5, "≤ 0.5");
}

judgeLoans(run("stage log, development", loans.histories, early(weekly, "2012-02-01"), loanPlan));
judgeCrm(run("CRM pipeline, development", crm, early(monthly, "2017-09-30"), crmPlan));
if (all) {
  judgeLoans(run("stage log, held out", loans.histories, late(weekly, "2012-02-01"), loanPlan));
  judgeCrm(run("CRM pipeline, held out", crm, late(monthly, "2017-09-30"), crmPlan));
  // the targets are set for all origins together; one is missed, as docs/backtest.md says, and any other would be news
  missed.length = 0;
  judgeLoans(run("stage log, all", loans.histories, weekly, loanPlan));
  judgeCrm(run("CRM pipeline, all", crm, monthly, crmPlan));
  const known = ["count error over the run-rate's: 0.6117, target ≤ 0.5"];
  assert.deepEqual(missed, known, "other targets missed than before");
}
