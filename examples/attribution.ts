// Who gets the credit, and who earned it? A simulated shop in which we know what each channel does: retargeting follows
// people who were about to buy anyway, mail makes some buy who would not have. Attribution sees only who was there.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import {
  attributionChart,
  type ChannelExperiment,
  compareAttribution,
  measureAttribution,
  measureLift,
  type TouchPath,
} from "clientele/campaign";
import { describe, formatNumber, labelOf } from "clientele/core";
import { createRandom } from "clientele/math";

const DAY = 86_400_000;
const START = Date.UTC(2026, 2, 1);
const random = createRandom(2026);
const chance = (p: number): boolean => random.uniform() < p;

const customers = Array.from({ length: 40_000 }, () => {
  const wants = chance(0.08);
  const searched = chance(wants ? 0.7 : 0.2);
  // each of these two channels is held back from a random half: that is the experiment
  const mailed = chance(0.5);
  const retargeted = searched && chance(0.5);
  const bought = chance(0.01 + (wants ? 0.45 : 0) + (mailed ? 0.025 : 0) + (retargeted ? 0.005 : 0));
  return { searched, mailed, retargeted, bought };
});

const paths = customers.map(({ searched, mailed, retargeted, bought }): TouchPath => {
  const touches = [
    ...(searched ? [{ channel: "search", at: START }] : []),
    ...(mailed ? [{ channel: "mail", at: START + 2 * DAY }] : []),
    ...(retargeted ? [{ channel: "retargeting", at: START + 4 * DAY }] : []),
  ];
  return { touches, converted: bought, ...(bought && { convertedAt: START + 5 * DAY, value: 60 }) };
});

const attribution = measureAttribution(paths, {
  costs: [
    { channel: "mail", cost: 2000 },
    { channel: "retargeting", cost: 4000 },
  ],
});
for (const entry of attribution.methods) {
  assert.ok("channels" in entry);
  const credited = entry.channels.reduce((sum, row) => sum + row.conversions.value, 0);
  assert.ok(Math.abs(credited + attribution.unattributed.conversions - attribution.conversions) < 1e-6);
  const cells = entry.channels.map((row) => `${row.channel} ${formatNumber(row.conversions.value)}`);
  console.log(`${labelOf("attributionMethod", entry.method).padEnd(16)} ${cells.join(", ")}`);
}
console.log(`bought without any touch: ${attribution.unattributed.conversions} of ${attribution.conversions}`);

// What the experiments found: the lift in buying, times the customers who were reached.
function tested(channel: "mail" | "retargeting"): ChannelExperiment {
  const eligible = customers.filter(({ searched }) => channel === "mail" || searched);
  const arm = (on: boolean) => {
    const rows = eligible.filter((row) => row[channel === "mail" ? "mailed" : "retargeted"] === on);
    return { kind: "rate", n: rows.length, successes: rows.filter(({ bought }) => bought).length } as const;
  };
  const treated = arm(true);
  const lift = measureLift(treated, arm(false));
  assert.ok(!("abstained" in lift) && !("abstained" in lift.absolute));
  const { value, n, interval } = lift.absolute;
  const [lower, upper] = [interval.lower * treated.n, interval.upper * treated.n];
  return { channel, conversions: { value: value * treated.n, n, interval: { lower, upper, level: interval.level } } };
}

const comparison = compareAttribution(attribution, [tested("mail"), tested("retargeting")]);
for (const { channel, incremental, methods } of comparison.channels) {
  console.log(`${channel}: the experiment found ${formatNumber(incremental.value)} conversions`);
  for (const { method, verdict } of methods)
    console.log(`  ${labelOf("attributionMethod", method)}: ${describe(verdict)}`);
}
const retargeting = comparison.channels[1]?.methods.find(({ method }) => method === "last");
// it was there for hundreds of purchases and caused about 5 in 1,000
assert.ok(retargeting !== undefined && retargeting.gap.interval.lower > 200);
const [warning] = comparison.notes;
assert.ok(warning?.code === "attribution_not_causal");
console.log(describe(warning));

mkdirSync("out", { recursive: true });
writeFileSync("out/attribution.vl.json", JSON.stringify(attributionChart(attribution, { comparison })));
