// What holds these customers, when does it give way, who can leave when, and do the stated weights fit who left?
// Amounts in euros, looked at on 1 July 2026.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import {
  defaultSwitchingModel,
  explainLockIn,
  explainSwitchingFit,
  fitSwitchingModel,
  forecastLockIn,
  lockInChart,
  predictLeaving,
  type SwitchingAccount,
  scoreSwitchingCosts,
} from "clientele/switching";

const asOf = "2026-07-01";
const book: SwitchingAccount[] = [
  {
    id: "Harbour Freight",
    evidence: { agreements: 1, habits: 0.75, service: 1 },
    contract: { id: "Lines", end: "2027-01-16", monthlyFee: 400, terminationShare: 0.5, noticeDays: 30 },
    contracts: [{ id: "Cloud", end: "2026-10-01", monthlyFee: 120, noticeDays: 60, renewalMonths: 12 }],
    equipment: [{ cost: 7300, boughtOn: "2026-01-01", writtenOffOn: "2028-01-01" }],
    monthlyRevenue: 520,
  },
  {
    id: "North Mill",
    evidence: { agreements: 0.5, habits: 0.25, points: 0.5 },
    contract: { end: "2026-09-01", monthlyFee: 1900, terminationFee: 2500 },
    pointLots: [{ points: 40_000, expires: "2026-12-31" }],
    pointValue: 0.01,
    migration: { hours: 60, hourlyRate: 55 },
    monthlyRevenue: 1900,
  },
  { id: "Bay Print", evidence: { agreements: 0, habits: 0.5 }, monthlyRevenue: 240 },
  { id: "New Dock", evidence: { habits: 1 }, monthlyRevenue: 80 },
];

// One customer in full: an index with its interval, and every sum with the day on which it ends.
const harbour = scoreSwitchingCosts(book[0] as SwitchingAccount, defaultSwitchingModel, { asOf });
assert(harbour.interval !== undefined && harbour.index !== undefined);
assert.ok(harbour.interval.lower < harbour.index && harbour.index < harbour.interval.upper);
assert.equal(harbour.money.freeOn, "2027-01-16");
assert.deepEqual(
  new Set(harbour.money.items.map(({ kind }) => kind)),
  new Set(["contract_remainder", "notice_period", "equipment"]),
);
for (const { kind, amount, ends = "no day", contract } of harbour.money.items) {
  console.log(`${kind}${contract === undefined ? "" : ` (${contract})`}: ${formatNumber(amount)} until ${ends}`);
}

// The book month by month. North Mill, the largest, is free in September; Cloud renews itself unless notice is given.
const forecast = forecastLockIn(book, { asOf, months: 12, model: defaultSwitchingModel });
assert.deepEqual(
  forecast.calendar.map(({ id, freeOn }) => [id, freeOn]),
  [
    ["Bay Print", "2026-07-01"],
    ["North Mill", "2026-09-01"],
    ["Harbour Freight", "2027-01-16"],
  ],
);
assert.equal(forecast.customers[0]?.noticeBy, "2026-08-02");
assert.equal(forecast.months[0]?.unknown, 1);
const [start, end] = [forecast.months[0], forecast.months.at(-1)];
assert(start !== undefined && end !== undefined && end.money.total < start.money.total);
for (const reason of explainLockIn(forecast)) console.log(describe(reason));

// If nobody kept anything up any more, the index would fall further; half-lives are assumptions until you give yours.
const unattended = forecastLockIn(book, {
  asOf,
  months: 12,
  model: defaultSwitchingModel,
  upkeep: "stopped",
  halfLives: { habits: 4 },
});
const last = (index: readonly number[] | undefined): number => index?.at(-1) ?? Number.NaN;
assert.ok(last(unattended.customers[0]?.index) < last(forecast.customers[0]?.index));
mkdirSync("out", { recursive: true });
writeFileSync("out/lock-in.vl.json", JSON.stringify(lockInChart(forecast)));

// Belief against data: a telecom operator's customers, of whom it is known who left.
const path = new URL("../../shared/data/telco/telco-customer-churn.csv", import.meta.url);
if (existsSync(path)) {
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  const column = (name: string): number => names.indexOf(name);
  const gone = new Set<string>();
  const customers = lines.map((line): SwitchingAccount => {
    const cells = line.split(",");
    const cell = (name: string): string => cells[column(name)] ?? "";
    const id = cell("customerID");
    if (cell("Churn") === "Yes") gone.add(id);
    const term = cell("Contract");
    const bought = [
      "PhoneService",
      "OnlineSecurity",
      "OnlineBackup",
      "DeviceProtection",
      "StreamingTV",
      "StreamingMovies",
    ];
    const services = bought.filter((name) => cell(name) === "Yes").length;
    const evidence = {
      bundling: services >= 4 ? 1 : services >= 2 ? 0.5 : 0,
      agreements: term === "Two year" ? 1 : term === "One year" ? 0.5 : 0,
      habits: Math.min(1, Number(cell("tenure")) / 24),
    };
    // who has no internet cannot have support for it: nothing is known
    if (cell("InternetService") === "No") return { id, evidence };
    return { id, evidence: { ...evidence, service: cell("TechSupport") === "Yes" ? 1 : 0 } };
  });
  assert.equal(customers.length, 7043);
  const fit = fitSwitchingModel(customers, { left: ({ id }) => gone.has(id), seed: 1 });
  assert(!("abstained" in fit));
  const { auc, levers } = fit.report;
  assert.ok(auc.learned.interval.lower > auc.stated.value);
  const spread = `${formatShare(auc.learned.interval.lower)}–${formatShare(auc.learned.interval.upper)}`;
  console.log(
    `a stayer has the higher index in ${formatShare(auc.learned.value)} (${spread}), stated ${formatShare(auc.stated.value)}`,
  );
  const verdicts = new Map(levers.map(({ lever, verdict }) => [lever, verdict]));
  // belief was wrong about bundling: the more services, the more of these customers left
  assert.deepEqual([verdicts.get("agreements"), verdicts.get("bundling")], ["more", "drives_away"]);
  assert.ok((predictLeaving(fit.model, 10) ?? 0) > (predictLeaving(fit.model, 90) ?? 1));
  for (const reason of explainSwitchingFit(fit).slice(0, 5)) console.log(describe(reason));
} else {
  console.log("skipped: needs ../shared/data/telco/telco-customer-churn.csv beside the project");
}
