// Which of a rival's customers are worth a try, when, at which offer, and when do we stop? Past attempts are drawn from a
// known answer to offers, so that the fitted chance can be checked. Amounts in euros.
import assert from "node:assert/strict";
import { describe, formatNumber, formatShare, labelOf } from "clientele/core";
import { createRandom } from "clientele/math";
import {
  defaultSwitchingModel,
  explainWinOver,
  fitWinOver,
  measureRivalBarrier,
  planWinBack,
  planWinOver,
} from "clientele/switching";

const asOf = "2026-07-01";

// What holds three customers of the rival, by what our people know. A point of the index is stated to be worth 2 % of a
// month; the range says what that leaves open.
const known = [
  {
    id: "North Mill",
    evidence: { agreements: 1, habits: 0.5, contacts: 1, planned_visits: 0 },
    contract: { end: "2026-10-01", monthlyFee: 1000 },
    monthlyRevenue: 1000,
  },
  {
    id: "South Yard",
    evidence: { habits: 1, quality: 1, personal_care: 0.5 },
    prepaidBalance: 2500,
    monthlyRevenue: 2000,
  },
  { id: "Corner Shop", evidence: { habits: 0, agreements: 0 }, monthlyRevenue: 60 },
];
const barriers = known.map((account) =>
  measureRivalBarrier(account, defaultSwitchingModel, { asOf, perPoint: { months: 0.02 } }),
);
const [mill] = barriers;
assert.equal(mill?.cheapest.date, "2026-10-01");
assert.ok(mill.cheapest.inducement.value < mill.inducement.value);
for (const reason of mill.reasons) console.log(`- ${describe(reason)}`);

// Past attempts: what was offered in units of the barrier, failed tries before, and how it ended.
const random = createRandom(3);
const attempts = Array.from({ length: 400 }, () => {
  const dose = 2 * random.uniform();
  const triesBefore = random.integer(0, 2);
  return { dose, triesBefore, won: random.uniform() < 1 / (1 + Math.exp(2.2 - 1.4 * dose + 0.6 * triesBefore)) };
});
const model = fitWinOver(attempts);
assert(!("abstained" in model));
assert.ok(Math.abs(model.dose - 1.4) < 0.6 && (model.triesBefore ?? 0) < 0);

const values = [38_000, 60_000, 900];
const targets = barriers.flatMap((barrier, i) =>
  barrier.inducement.value > 0 ? [{ id: barrier.id, value: values[i] as number, attemptCost: 1200, barrier }] : [],
);
const { plans, total } = planWinOver([...targets, { id: "Corner Shop", value: 900, attemptCost: 1200, doseUnit: 60 }], {
  asOf,
  chance: model,
  budget: 20_000,
});
assert.ok(total.committed <= 20_000);
assert.equal(plans.find(({ id }) => id === "Corner Shop")?.verdict, "not_worth_it");
for (const plan of plans) {
  console.log(
    `${plan.id}: ${labelOf("winOverVerdict", plan.verdict)}, offer ${formatNumber(plan.inducement)}, chance ${formatShare(plan.chance.value)}, ${plan.stop.tries} tries`,
  );
}
const first = plans[0];
assert(first !== undefined);
for (const reason of explainWinOver(first)) console.log(`- ${describe(reason, "zh")}`);

// A customer who left for service is not bought back; the chance is stated, and says so.
const back = planWinBack(
  [{ id: "Bay Print", value: 9000, attemptCost: 300, doseUnit: 240, leftOn: "2026-02-01", reason: "service" }],
  {
    asOf,
    chance: {
      source: "stated",
      points: [
        { dose: 0, chance: 0.1 },
        { dose: 3, chance: 0.25 },
      ],
      triesWorth: 3,
    },
  },
);
assert.equal(back.plans[0]?.chance.source, "stated");
assert.ok(back.plans[0]?.steps[0]?.tasks.some(({ code }) => code === "win_back_cause_first"));
