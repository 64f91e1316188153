// Will the quarter be reached? Categories with a manager's override, who calls too much, attainment, coverage and pace.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import {
  assignForecastCategory,
  type DealForecast,
  measureCoverageNeed,
  measureForecastBias,
  measurePace,
  measureQuotaAttainment,
  predictFromCall,
  quotaChart,
  splitAmount,
  summarizeForecastCategories,
} from "clientele/funnel";

const quarter = { from: "2026-04-01", to: "2026-06-30" } as const;
const asOf = "2026-05-20";

// Open deals with the model's chance to be won by 30 June, amounts in cents.
const chances: readonly (readonly [string, string, number, number])[] = [
  ["press line", "ann", 0.78, 2_400_000],
  ["second press", "ann", 0.41, 3_100_000],
  ["lathe", "bo", 0.22, 1_800_000],
  ["retrofit", "bo", 0.55, 900_000],
  ["framework", "cy", 0.03, 6_000_000],
];
const deals = chances.map(([dealId, owner, chance, amount]) => {
  const deal: DealForecast = { dealId, status: "open", chance, amount, expectedAmount: chance * amount };
  const override = { category: "commit", by: "lee", at: "2026-05-18", why: "board has approved" } as const;
  return assignForecastCategory(deal, { owner, ...(dealId === "lathe" ? { override } : {}) });
});
const summary = summarizeForecastCategories(deals);
const [commit] = summary.total.categories;
assert.ok(commit !== undefined);
assert.equal(commit.model.amount + commit.movedIn - commit.movedOut + commit.amountChange, commit.effective.amount);
assert.equal(summary.disagreements[0]?.dealId, "lathe");
console.log(
  `commit: ${formatNumber(commit.model.amount)} by the model, ${formatNumber(commit.effective.amount)} by lee`,
);

// Six past quarters: who calls what comes?
const past = ["2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"];
const came = {
  ann: [0.7, 0.62, 0.75, 0.66, 0.71, 0.6],
  bo: [1.2, 1.35, 1.15, 1.3, 1.25, 1.4],
  cy: [1, 0.9, 1.1, 1.05, 0.95, 0.98],
};
const calls = Object.entries(came).flatMap(([owner, ratios]) =>
  ratios.map((ratio, i) => ({ owner, period: past[i] as string, forecast: 5_000_000, actual: 5_000_000 * ratio })),
);
const bias = measureForecastBias(calls);
for (const { id, reasons } of bias.owners.members)
  for (const reason of reasons) console.log(`${id}: ${describe(reason)}`);
assert.deepEqual(
  bias.owners.members.map(({ tendency }) => tendency),
  ["over_forecaster", "sandbagger", "cannot_tell"],
);
const corrected = predictFromCall(bias, { id: "ann", forecast: 6_000_000 });
assert.ok("corrected" in corrected && corrected.corrected < 4_500_000);

// Attainment to the cent: a shared deal, an overlay of 30 %, and bo in the ramp.
const halves = splitAmount(2_500_001, [1, 1]) as [number, number];
const quotas = ["ann", "bo", "cy"].map((unit) => ({
  dimension: "person" as const,
  unit,
  ...quarter,
  amountMinor: 6_000_000,
  ...(unit === "bo" ? { startsOn: "2026-03-01", ramp: [0, 0.25, 0.5, 0.75] } : {}),
}));
const attainment = measureQuotaAttainment(
  {
    quotas,
    people: ["ann", "bo", "cy"].map((id) => ({ id, team: "machines" })),
    won: [
      {
        dealId: "service hall",
        wonOn: "2026-04-28",
        amountMinor: 2_500_001,
        credit: [
          { owner: "ann", amountMinor: halves[0] },
          { owner: "cy", amountMinor: halves[1] },
          { owner: "specialist", amountMinor: 750_000 },
        ],
      },
      {
        dealId: "spares",
        wonOn: "2026-05-11",
        amountMinor: 1_900_000,
        credit: [{ owner: "bo", amountMinor: 1_900_000 }],
      },
    ],
    open: chances.map(([dealId, owner, chance, amountMinor]) => ({
      dealId,
      chance,
      amountMinor,
      credit: [{ owner, amountMinor }],
    })),
  },
  { ...quarter, asOf, sharedVariance: 0.1 },
);
assert.equal(attainment.total.overlayMinor, 750_000);
const people = attainment.units.filter(({ dimension }) => dimension === "person");
assert.equal(
  people.reduce((total, { bookedMinor }) => total + bookedMinor, 0),
  attainment.total.creditMinor,
);
for (const { unit, attainment: share, chanceToReach } of people) {
  if (share === undefined || chanceToReach === undefined) continue;
  console.log(`${unit}: ${formatShare(share)} of the quota, ${formatShare(chanceToReach)} chance to reach it`);
}

// Is enough open, and are we where a quarter on plan usually stands?
const history = past.map((period, i) => ({
  period,
  open: 30_000_000 + 2_000_000 * i,
  won: 9_500_000 + 900_000 * (i % 3),
}));
const need = measureCoverageNeed(history, { today: { open: 36_000_000, quota: 14_000_000 } });
assert.ok(need.today !== undefined && "coverage" in need.today && need.today.sufficiency === "short");
const quarters = ["01", "04", "07", "10"].map((month, i) => ({
  from: `2025-${month}-01`,
  to: `2025-${["03-31", "06-30", "09-30", "12-31"][i]}`,
  won: [
    { on: `2025-${month}-20`, amount: 2_000_000 + 300_000 * i },
    { on: `2025-${["03", "06", "09", "12"][i]}-25`, amount: 8_000_000 },
  ],
}));
const pace = measurePace(
  [
    { on: "2026-04-28", amount: 2_500_001 },
    { on: "2026-05-11", amount: 1_900_000 },
  ],
  {
    ...quarter,
    asOf,
    plan: 14_000_000,
    history: quarters,
  },
);
assert.ok("light" in pace.standing && pace.standing.light === "green" && pace.won < pace.linear);
for (const reason of [...need.reasons, ...pace.reasons]) console.log(describe(reason));

mkdirSync("out", { recursive: true });
writeFileSync("out/quota.vl.json", JSON.stringify(quotaChart(attainment)));
