// Through which channels would 800 customers buy? Two kinds of customers answer: those who like it remote and those who
// like a counter. A fifth of the answers is missing, and the plan fills them in.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { describe, formatShare, labelOf } from "clientele/core";
import { createRandom } from "clientele/math";
import {
  type ChannelAnswer,
  type ChannelAnswers,
  channelMapChart,
  measureChannelPreferences,
  planNextChannel,
} from "clientele/targeting";

const random = createRandom(7);
const base = {
  newsstand: -1,
  telephone: -0.4,
  supermarket: 0.6,
  internet: 0.8,
  mail_order: -0.6,
  shop: 1,
  distributor: -0.2,
  representative: 0,
};
const remote = new Set(["telephone", "internet", "mail_order"]);
const customers = Array.from({ length: 800 }, (_, i): ChannelAnswers => {
  const likesRemote = i % 2 === 0;
  const answers: Record<string, ChannelAnswer> = {};
  for (const [channel, level] of Object.entries(base)) {
    const pull = level + (remote.has(channel) === likesRemote ? 0.8 : -0.8) + random.normal();
    const answer = pull < -0.8 ? "never" : pull < 0.2 ? "consider" : pull < 1 ? "may" : "bought";
    if (random.uniform() < 0.8) answers[channel] = answer;
  }
  return { id: `customer ${i + 1}`, answers };
});

const map = measureChannelPreferences(customers);
for (const { channel, openness, conversion } of map.channels) {
  assert.ok("value" in openness && "value" in conversion);
  console.log(
    `${labelOf("salesChannel", channel)}: open ${formatShare(openness.value)}, of these bought ${formatShare(conversion.value)}`,
  );
}
assert.ok("p" in map.comparison.overall && map.comparison.overall.p < 0.001);

const plan = planNextChannel(customers, { margin: 40, costs: { representative: 25, telephone: 6, shop: 3 } });
console.log(describe(plan.notes[0] as (typeof plan.notes)[number]));
assert.equal(plan.method, "similar");

// a customer who never answered for the internet is told by those who answered alike
const asked = plan.customers.find((customer) => "next" in customer && customer.next.evidence === "similar");
assert.ok(asked !== undefined && "next" in asked);
console.log(`${asked.id}: ${asked.reasons.map((reason) => describe(reason)).join("; ")}`);
assert.ok(asked.next.chance.interval.lower > 0 && asked.next.chance.interval.upper < 1);

mkdirSync("out", { recursive: true });
writeFileSync("out/channels.vl.json", JSON.stringify(channelMapChart(map)));
