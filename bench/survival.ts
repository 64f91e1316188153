// Survival over 1,000,000 customers: curve, log-rank test, reasons to leave and cohorts, beside a curve over sorted
// objects in the same process and, where R with its survival package is installed, survfit and survdiff on data of the
// same law. Asserts that both curves agree; prints processor times and ratios, never asserts a time.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRandom, kaplanMeier } from "../src/math/index.ts";
import { compareSurvival, measureCohorts, measureLeavingReasons, measureSurvival } from "../src/retention/index.ts";

const N = 1_000_000;
const RUNS = 5;
const random = createRandom(20_260_401);

/** Exponential stays of 10 years in the mean, 70 % of them seen to end, in fractions of a year or in whole days. */
function book(perYear: number | undefined): { durations: Float64Array; left: Uint8Array } {
  const durations = new Float64Array(N);
  const left = new Uint8Array(N);
  for (let i = 0; i < N; i++) {
    const years = -10 * Math.log(1 - random.uniform());
    durations[i] = perYear === undefined ? years : Math.ceil(years * perYear);
    left[i] = random.uniform() < 0.7 ? 1 : 0;
  }
  return { durations, left };
}

/** Median processor time of several runs, in milliseconds, and the last result. */
function timed<T>(act: () => T, runs: number = RUNS): [T, number] {
  const times: number[] = [];
  let result = act();
  for (let r = 0; r < runs; r++) {
    const start = process.cpuUsage();
    result = act();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  times.sort((a, b) => a - b);
  return [result, times[Math.floor(runs / 2)] as number];
}

const line = (what: string, ms: number, more: string = ""): void =>
  console.log(`  ${what.padEnd(56)} ${ms.toFixed(0).padStart(6)} ms  ${more}`);

/** The textbook's loop: rows as objects, sorted by comparison, one step per age. */
function plainCurve(durations: Float64Array, left: Uint8Array): { times: number[]; survival: number[] } {
  const rows = Array.from(durations, (duration, i) => ({ duration, left: left[i] === 1 }));
  rows.sort((a, b) => a.duration - b.duration);
  const times: number[] = [];
  const survival: number[] = [];
  let open = 1;
  for (let i = 0; i < rows.length; ) {
    const time = (rows[i] as { duration: number }).duration;
    const risk = rows.length - i;
    let ended = 0;
    for (; i < rows.length && rows[i]?.duration === time; i++) if (rows[i]?.left) ended++;
    if (ended === 0) continue;
    open *= 1 - ended / risk;
    times.push(time);
    survival.push(open);
  }
  return { times, survival };
}

/** Milliseconds that R takes for an expression over data of the same law, or `undefined` where there is no R. */
function inR(expression: string, prepare: string): number | undefined {
  const code = `suppressMessages(library(survival)); set.seed(1); n <- ${N}; t <- rexp(n, 0.1); e <- runif(n) < 0.7; ${prepare}
    invisible(${expression}); x <- sapply(1:3, function(i) system.time(${expression})[["user.self"]]); cat(1000 * median(x))`;
  const { status, stdout } = spawnSync(process.env["RSCRIPT"] ?? "Rscript", ["-e", code], { encoding: "utf8" });
  return status === 0 ? Number(stdout) : undefined;
}

const against = (ms: number, peer: number | undefined, name: string): string =>
  peer === undefined ? `(no ${name} here)` : `${name} ${peer.toFixed(0)} ms: ${(peer / ms).toFixed(1)} times as long`;

console.log(`${N.toLocaleString("en")} customers, 70 % seen to leave`);
const years = book(undefined);
const [plain, plainMs] = timed(() => plainCurve(years.durations, years.left), 1);
const [curve, curveMs] = timed(() => kaplanMeier(years.durations, years.left));
assert.equal(curve.times.length, plain.times.length);
for (let i = 0; i < plain.times.length; i += 997) {
  assert.equal(curve.times[i], plain.times[i]);
  assert.ok(Math.abs((curve.survival[i] as number) - (plain.survival[i] as number)) < 1e-9);
}
line("Kaplan–Meier with log-log interval, no two stays alike", curveMs, against(curveMs, plainMs, "sorted objects"));
console.log(
  `  ${"".padEnd(56)} ${"".padStart(9)}  ${against(curveMs, inR("survfit(Surv(t, e) ~ 1, conf.type = 'log-log')", ""), "R survfit")}`,
);

const days = book(365.25);
const [, daysMs] = timed(() => kaplanMeier(days.durations, days.left));
const inDays = inR("survfit(Surv(d, e) ~ 1, conf.type = 'log-log')", "d <- ceiling(365.25 * t);");
line("the same in whole days", daysMs, against(daysMs, inDays, "R survfit"));

const [measure, measureMs] = timed(() => measureSurvival(years, { ages: [1, 5], horizon: 10 }), 3);
// who is not seen to leave is lost at random, at three sevenths of the rate: the ends alone have rate 0.07
assert.ok(Math.abs((measure.at[1]?.staying?.value ?? 0) - Math.exp(-0.07 * 5)) < 0.005);
line("measureSurvival: curve, hazard, quantiles, mean", measureMs);

const groups = Array.from({ length: N }, (_, i) => (i % 2 === 0 ? "a" : "b"));
const [compared, comparedMs] = timed(() => compareSurvival(days, groups), 3);
assert.ok("pValue" in compared.test && compared.test.pValue > 1e-4);
const survdiff = inR("survdiff(Surv(d, e) ~ g)", "d <- ceiling(365.25 * t); g <- rep(1:2, n / 2);");
line(
  "compareSurvival: six weightings, two curves, means",
  comparedMs,
  against(comparedMs, survdiff, "R survdiff, log-rank alone,"),
);

const why = ["price", "service", "rival_offer"];
const reasons = Array.from(days.left, (gone, i) => (gone === 1 ? (why[i % 3] as string) : ""));
const [left, leftMs] = timed(() => measureLeavingReasons(days, reasons), 3);
const step = left.times.length - 1;
const whole = left.reasons.reduce(
  (sum, reason) => sum + (reason.incidence[step] as number),
  left.survival[step] as number,
);
assert.ok(Math.abs(whole - 1) < 1e-9);
line("measureLeavingReasons: three reasons", leftMs);

const orders = Array.from({ length: N }, () => {
  const customer = random.integer(0, 200_000);
  const day = 19_000 + random.integer(0, 1000);
  return { customer, at: day * 86_400_000, amount: random.integer(5, 200) };
});
const [table, tableMs] = timed(
  () =>
    measureCohorts(orders, {
      definition: "active",
      customer: (o) => o.customer,
      date: (o) => o.at,
      amount: (o) => o.amount,
      by: "month",
      asOf: 20_100 * 86_400_000,
    }),
  3,
);
assert.equal(
  table.cohorts.reduce((sum, { customers }) => sum + customers, 0),
  new Set(orders.map(({ customer }) => customer)).size,
);
line("measureCohorts: 1,000,000 orders with amounts", tableMs);
