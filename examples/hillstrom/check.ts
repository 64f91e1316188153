import assert from "node:assert/strict";
import { predictTreeColumn, readFeatures } from "clientele/targeting";
import { type Customer, FIELDS, MAILINGS, type MailingId } from "./data.ts";
import type { Metric } from "./effects.ts";
import type { Findings } from "./findings.ts";
import { of, sure } from "./sure.ts";

/** Differences and test statistics of SciPy and statsmodels on the same rows. */
const REFERENCE: readonly (readonly [MailingId, Metric, number, number])[] = [
  ["mens", "visit", 0.0765895637, 22.4860408],
  ["mens", "conversion", 0.0068050065, 7.3851144],
  ["mens", "spend", 0.7698271559, 5.3001404],
  ["womens", "visit", 0.0452331066, 13.9491807],
  ["womens", "conversion", 0.0031110575, 3.779561],
  ["womens", "spend", 0.4244122159, 3.2563716],
];

/** Holds the findings to the reference and the page's sentences to the findings. */
export function check(findings: Findings, customers: readonly Customer[]): void {
  const { n, effects, responders, lists, eachTheirOwn } = findings;
  assert.equal(n, 64_000);
  assert.deepEqual(
    (["mens", "womens", "none"] as const).map((id) => of(effects.arms, id).count),
    [21_307, 21_387, 21_306],
  );
  near(effects.split.statistic, 0.20253125, 1e-8);
  near(effects.split.pValue, 0.9036929576, 1e-8);
  assert.ok(!effects.split.mismatch);
  for (const [id, metric, value, statistic] of REFERENCE) {
    const effect = sure(of(of(effects.metrics, metric).lifts, id).absolute);
    near(effect.value, value, 1e-9);
    near(effect.statistic, statistic, 1e-6);
    assert.ok(effect.interval.lower > 0);
  }

  // the decisions that the page words
  assert.equal(of(effects.profits, "mens").decision, "send");
  assert.equal(of(effects.profits, "womens").decision, "keep_testing");
  near(of(effects.profits, "mens").total.value, 1000 * (0.7698271559 * 0.5 - 0.1), 1e-4);
  assert.ok(effects.duel.profit.total.interval.lower > 0);
  assert.ok(of(responders, "mens").measured.chance.pValue > 0.05);
  assert.ok(of(responders, "womens").measured.chance.pValue < 0.001);
  assert.equal(of(responders, "mens").segments.length, 1);
  const [first, second] = of(responders, "womens").segments.map(({ uplift }) => sure(uplift));
  assert.ok(first !== undefined && second !== undefined && first.interval.lower > second.interval.upper);
  assert.ok(second.interval.lower <= 0);
  const table = readFeatures(customers, FIELDS);
  for (const id of MAILINGS) {
    // SQL and JSON are written from the tree: it must say of everybody what the uplift model says
    const values = predictTreeColumn(of(responders, id).tree, table);
    of(responders, id).uplifts.forEach((uplift, i) => {
      near(values[i] ?? 0, uplift, 1e-12);
    });
    assert.ok(of(responders, id).segments.every(({ type }) => type !== "leave_alone"));
    assert.ok(of(responders, id).plan.groups.every(({ status, share }) => status !== "leave_alone" || share === 0));
  }
  assert.equal(of(lists, "mens").listed, n);
  for (const gain of [of(lists, "womens").overAll, eachTheirOwn])
    assert.ok(gain.interval.lower < 0 && gain.interval.upper > 0);
  assert.ok(of(lists, "womens").final > 0 && of(lists, "womens").final < n);
}

function near(value: number, wanted: number, tolerance: number): void {
  assert.ok(Math.abs(value - wanted) <= tolerance, `${value} is not within ${tolerance} of ${wanted}`);
}
