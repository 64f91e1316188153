// Cox's model at size, beside R's where Rscript with its survival package is at hand. Prints medians and the ratio;
// asserts what was found, never a time.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { concordanceIndex } from "../src/math/concordance.ts";
import { createRandom } from "../src/math/random.ts";
import { type CoxModel, fitCox, predictSurvivalColumn } from "../src/retention/index.ts";

const EFFECTS = [0.5, -0.3, 0.2, 0, 0.1];
const ROWS = 1_000_000;
/** The peer, where there is one. */
const PEER = "Rscript";

function timed<T>(
  name: string,
  runs: number,
  warmUp: number,
  act: () => T,
): { readonly result: T; readonly ms: number } {
  for (let run = 0; run < warmUp; run++) act();
  const times: number[] = [];
  let result = act();
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    result = act();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const ms = times[runs >> 1] as number;
  console.log(`${name.padEnd(52)} ${ms.toFixed(2).padStart(9)} ms`);
  return { result, ms };
}

/** A million customers with five facts, a third of them still there. */
function book() {
  const random = createRandom(7);
  const columns = EFFECTS.map(() => Float64Array.from({ length: ROWS }, () => 2 * random.uniform() - 1));
  const durations = new Float64Array(ROWS);
  const left = new Uint8Array(ROWS);
  for (let i = 0; i < ROWS; i++) {
    const score = EFFECTS.reduce((total, effect, j) => total + effect * ((columns[j] as Float64Array)[i] as number), 0);
    const leaves = (-Math.log(1 - random.uniform()) / Math.exp(score)) * 10;
    const watched = 30 * random.uniform();
    durations[i] = Math.min(leaves, watched);
    left[i] = leaves <= watched ? 1 : 0;
  }
  return { stays: { durations, left }, covariates: Object.fromEntries(columns.map((column, j) => [`x${j}`, column])) };
}

function modelOf(found: ReturnType<typeof fitCox>): CoxModel {
  assert.ok("terms" in found && found.converged);
  return found;
}

const path = new URL("../../shared/data/survival/rossi.csv", import.meta.url);
let small: number | undefined;
if (existsSync(path)) {
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split("\n");
  const names = head.split(",");
  const column = (name: string) => Float64Array.from(lines, (line) => Number(line.split(",")[names.indexOf(name)]));
  const covariates = Object.fromEntries(names.slice(2).map((name) => [name, column(name)]));
  const stays = { durations: column("week"), left: column("arrest") };
  const { result, ms } = timed("rossi, 432 × 7: fit, Efron", 201, 200, () => modelOf(fitCox(stays, covariates)));
  assert.ok(Math.abs(result.logLikelihood + 658.7476594) < 1e-6);
  small = ms;
} else console.log("rossi: skipped, no ../shared/data beside the project");

const { stays, covariates } = book();
const large = timed("1,000,000 × 5: fit, Efron, concordance and baseline", 5, 1, () =>
  modelOf(fitCox(stays, covariates)),
);
large.result.terms.forEach((term, j) => {
  assert.ok(Math.abs(term.coefficient.value - (EFFECTS[j] as number)) < 5 * term.standardError);
});
const months = { durations: stays.durations.map((age) => Math.ceil(age)), left: stays.left };
timed("1,000,000 × 5: fit, Efron, ages in whole months", 5, 1, () => modelOf(fitCox(months, covariates)));
const ahead = timed("1,000,000: chance to stay another 3", 5, 1, () =>
  predictSurvivalColumn(large.result, covariates, { horizon: 3 }),
);
assert.equal(ahead.result.survival.length, ROWS);
const index = timed("1,000,000: concordance", 3, 1, () =>
  concordanceIndex(stays.durations, stays.left, covariates["x0"] as Float64Array),
);
assert.ok((index.result?.value ?? 0) > 0.5);

if (spawnSync(PEER, ["-e", "library(survival)"]).status === 0) {
  const folder = mkdtempSync(join(tmpdir(), "cox-"));
  const bytes = (column: ArrayLike<number>) => new Uint8Array(Float64Array.from(column).buffer);
  writeFileSync(join(folder, "t"), bytes(stays.durations));
  writeFileSync(join(folder, "e"), bytes(stays.left));
  for (const [name, column] of Object.entries(covariates)) writeFileSync(join(folder, name), bytes(column));
  const script = `library(survival); read <- function(name) readBin(file.path("${folder}", name), "double", ${ROWS})
d <- data.frame(t = read("t"), e = read("e"), x0 = read("x0"), x1 = read("x1"), x2 = read("x2"), x3 = read("x3"), x4 = read("x4"))
run <- function() coxph(Surv(t, e) ~ x0 + x1 + x2 + x3 + x4, d)
invisible(run()); cat(median(sapply(1:3, function(i) system.time(run())[["elapsed"]])) * 1000, coef(run()), "\\n")
${
  small === undefined
    ? ""
    : `r <- read.csv("${path.pathname}"); fit <- function() coxph(Surv(week, arrest) ~ fin + age + race + wexp + mar + paro + prio, r)
for (i in 1:50) fit(); cat(system.time(for (i in 1:200) fit())[["elapsed"]] * 5, "\\n")`
}`;
  const { stdout } = spawnSync(PEER, ["-e", script], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  const [first = "", second = ""] = stdout.trim().split("\n");
  const [ms = Number.NaN, ...effects] = first.trim().split(/\s+/).map(Number);
  effects.forEach((effect, j) => {
    assert.ok(Math.abs(effect - (large.result.terms[j]?.coefficient.value ?? Number.NaN)) < 1e-6);
  });
  console.log(`R's coxph, 1,000,000 × 5: ${ms.toFixed(0)} ms, ${(ms / large.ms).toFixed(1)} times as long`);
  if (small !== undefined) {
    console.log(
      `R's coxph, rossi: ${Number(second).toFixed(2)} ms, ${(Number(second) / small).toFixed(1)} times as long`,
    );
  }
} else console.log("R: skipped, no Rscript with the survival package");
