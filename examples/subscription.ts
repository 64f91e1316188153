// How long do subscribers stay, what are they worth, and which lever moves that most? The two cohorts of Fader & Hardie
// (2007), and 11,104 donors who may give once a year. Without the public data sets the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, formatNumber, formatShare, labelOf } from "clientele/core";
import {
  fitBdw,
  fitBgBb,
  fitSbg,
  forecastTenure,
  measureOccasionCounts,
  measureValueLevers,
  occasionStateOf,
  predictContractValue,
  predictOccasions,
  predictTenure,
} from "clientele/value";

const folder = new URL("../../shared/data/cdnow/", import.meta.url);
const retention = new URL("sbg_retention.csv", folder);
const gifts = new URL("donations.csv", folder);
if (existsSync(retention) && existsSync(gifts)) {
  const read = (path: URL): string[][] =>
    readFileSync(path, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","));
  const survivors = read(retention)
    .filter(([cohort]) => cohort === "highend")
    .map((row) => Number(row[2]));

  // Learned from seven years, held against the twelfth.
  const seen = [{ unit: "year" as const, survivors: survivors.slice(0, 8) }];
  const sbg = fitSbg(seen);
  const bdw = fitBdw(seen);
  const actual = (survivors[12] ?? 0) / 1000;
  for (const model of [sbg, bdw]) {
    const last = forecastTenure(model, { periods: 12 })[12]?.survival;
    assert.ok(last?.interval !== undefined);
    console.log(
      `${labelOf("tenureModel", model.kind)}: ${formatShare(last.value)} left after 12 years (${formatShare(last.interval.lower)} to ${formatShare(last.interval.upper)}), in truth ${formatShare(actual)}`,
    );
    assert.ok(Math.abs(last.value - actual) < 0.05);
  }
  // the chance to leave changes with tenure here, which sBG does not know
  assert.ok(bdw.parameters.c > 1 && (bdw.fittedOn.againstSbg?.pValue ?? 1) < 0.01);

  // One retention rate for all undervalues those who have stayed.
  const terms = { unit: "year" as const, margin: 100, retentionRate: 0.869, discountRate: 0.1 };
  const value = predictContractValue(terms, { model: sbg, renewals: 5 });
  assert.ok(!("abstained" in value) && value.heterogeneous !== undefined && "value" in value.heterogeneous);
  assert.ok((value.heterogeneous.ratio ?? 0) > 1.5);
  console.log(value.notes.map((note) => describe(note)).join("\n"));
  const payments = predictTenure(sbg, { discountRate: 0.1 });
  assert.ok(Math.abs(payments.value - 5.92) < 0.01);

  // What is a point of each lever worth?
  const levers = measureValueLevers({ ...terms, price: 400, payment: "end" });
  assert.ok(!("abstained" in levers) && levers.breakEvenRetention !== undefined);
  for (const { lever, value: worth, elasticity = 0 } of levers.levers) {
    console.log(
      `a point of ${labelOf("valueLever", lever).toLowerCase()}: ${formatNumber(worth, 2)}, elasticity ${formatNumber(elasticity, 2)}`,
    );
  }
  assert.ok((levers.levers[0]?.elasticity ?? 0) > 4);
  console.log(`a price rise of 1 % may cost ${formatNumber(100 * levers.breakEvenRetention, 2)} points of retention`);

  // Donors who may give once a year, and leave without saying so.
  const rows = read(gifts).map((row) => row.map(Number));
  const column = (at: number): number[] => rows.map((row) => row[at] ?? 0);
  const table = {
    unit: "year" as const,
    frequency: column(0),
    recency: column(1),
    periods: column(2),
    counts: column(3),
  };
  const donors = fitBgBb(table);
  const faithful = predictOccasions(donors, { unit: "year", frequency: 6, recency: 6, periods: 6 }, { periods: 5 });
  console.log(
    `gave six times in six years: still there ${formatShare(faithful.alive.value)}, ${formatNumber(faithful.purchases.value, 2)} gifts in the next five`,
  );
  assert.ok(Math.abs(faithful.alive.value - 0.93) < 0.005);
  const counts = measureOccasionCounts(donors, occasionStateOf(table));
  assert.ok(counts.every(({ expected, actual: real }) => Math.abs(expected / real - 1) < 0.08));
} else {
  console.log("skipped: needs ../shared/data/cdnow/sbg_retention.csv and donations.csv beside the project");
}
