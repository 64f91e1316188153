// A quarter of care for a small book: what to do when, who has gone quiet, and what quiet has cost.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { describe, formatNumber, labelOf } from "clientele/core";
import {
  careChart,
  careTriggers,
  contactChart,
  measureContact,
  measureSilenceCost,
  planCare,
  type SilenceHistory,
} from "clientele/loyalty";

// When care counts. Feasts of the lunar calendar come with their days; a year that is missing is named, not guessed.
const springFestival = { id: "spring_festival", kind: "given", leadDays: 14, dates: ["2026-02-17"] } as const;
const plan = planCare(
  [
    {
      id: "Harbour Freight",
      kind: "account",
      tier: "top",
      dates: [
        { id: "founding", on: "1996-03-20" },
        { id: "contract_end", on: "2026-06-15" },
      ],
    },
    {
      id: "Ms Wu, Harbour Freight",
      kind: "person",
      dates: [
        { id: "birthday", on: "--02-29" },
        { id: "illness", on: "2026-01-20" },
      ],
    },
  ],
  {
    from: "2026-01-01",
    to: "2026-03-31",
    asOf: "2026-02-10",
    sensitive: true, // Ms Wu agreed
    triggers: [...careTriggers, springFestival],
    done: [{ subject: "Ms Wu, Harbour Freight", trigger: "illness", on: "2026-01-20" }],
  },
);
for (const { actOn, on, subject, trigger, status } of plan.entries) {
  console.log(`${actOn} ${labelOf("careTrigger", trigger)} of ${subject} (${on}): ${labelOf("careStatus", status)}`);
}
assert.equal(plan.done, 1);
assert.deepEqual(
  plan.entries.filter(({ status }) => status === "overdue").map(({ trigger }) => trigger),
  ["founding_jubilee", "illness", "spring_festival", "spring_festival"],
);
assert.equal(plan.entries.find(({ trigger }) => trigger === "founding_jubilee")?.anniversary, 30);

// Who has been heard from as promised.
const contact = measureContact(
  [
    { id: "Harbour Freight", tier: "top" },
    { id: "Nordlicht", tier: "top" },
    { id: "Blue Dock", tier: "small", since: "2025-11-01" },
  ],
  [
    { account: "Harbour Freight", on: "2026-02-02", kind: "service" },
    { account: "Harbour Freight", on: "2026-01-12", kind: "deal" },
    { account: "Nordlicht", on: "2025-11-20" },
    { account: "Nordlicht", on: "2025-10-25" },
  ],
  {
    cadence: [
      { tier: "top", days: 30 },
      { tier: "small", days: 90 },
    ],
    asOf: "2026-02-10",
  },
);
for (const { account, status, reason } of contact.accounts) {
  console.log(`${account}: ${labelOf("contactStatus", status)} – ${describe(reason)}`);
}
assert.deepEqual(
  contact.accounts.map(({ account, status }) => [account, status]),
  [
    ["Nordlicht", "silent"],
    ["Blue Dock", "never"],
    ["Harbour Freight", "on_time"],
  ],
);

// What silence went with. Small accounts are contacted less and leave more, whether or not anybody calls them: over all
// accounts silence looks worse than it does within tiers.
const shape = [
  { tier: "top", value: 900, contacted: [190, 19], silent: [30, 6] },
  { tier: "small", value: 60, contacted: [120, 36], silent: [280, 98] },
] as const;
const histories = shape.flatMap(({ tier, value, contacted, silent }) =>
  (
    [
      ["2025-06-20", contacted],
      ["2025-01-15", silent],
    ] as const
  ).flatMap(([last, [n, lost]]) =>
    Array.from(
      { length: n },
      (_, i): SilenceHistory => ({
        id: `${tier} ${last} ${i}`,
        tier,
        contacts: [last],
        value,
        ...(i < lost && { left: "2025-10-01" }),
      }),
    ),
  ),
);
const cost = measureSilenceCost(histories, {
  landmark: "2025-06-30",
  followDays: 184,
  asOf: "2026-02-10",
  cadence: [
    { tier: "top", days: 30 },
    { tier: "small", days: 90 },
  ],
});
console.log(cost.reasons.map((reason) => `- ${describe(reason)}`).join("\n"));
assert.ok("value" in cost.difference && "value" in cost.crude && "value" in cost.lossTotal);
assert.ok(cost.crude.value > 2 * cost.difference.value);
assert.ok(cost.difference.interval.lower < 0 && cost.difference.interval.upper > 0);
const { value, interval } = cost.lossTotal;
const range = [interval.lower, interval.upper].map((amount) => formatNumber(amount)).join(" to ");
console.log(`value lost beyond that of accounts in contact: ${formatNumber(value)} (${range})`);

mkdirSync("out", { recursive: true });
writeFileSync("out/care.vl.json", JSON.stringify(careChart(plan)));
writeFileSync("out/contact.vl.json", JSON.stringify(contactChart(contact)));
