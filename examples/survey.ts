// What do passengers say, has it moved, and what should the airline work on? The 20,000 answers are read where the
// public data set lies beside the project; otherwise a small made-up survey takes their place.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import {
  compareWaves,
  importancePerformanceChart,
  measureComplaints,
  measureCsat,
  measureDrivers,
  measureNps,
  measurePerformance,
  planSurvey,
} from "clientele/loyalty";

const DATA = "../shared/data/satisfaction/airline_passenger_satisfaction.csv";

// Two waves of a promoter score, as counted.
const spring = measureNps({ promoters: 180, passives: 110, detractors: 110 });
const autumn = measureNps({ promoters: 230, passives: 90, detractors: 80 });
const change = compareWaves(spring, autumn);
assert.equal(change.difference, 20);
assert.ok(change.interval.lower > 0 && change.pValue < 0.001);
console.log(
  `NPS ${formatNumber(spring.value, 1)} → ${formatNumber(autumn.value, 1)}: +${formatNumber(change.difference, 1)}` +
    ` (${formatNumber(change.interval.lower, 1)} to ${formatNumber(change.interval.upper, 1)})`,
);
const plan = planSurvey({ metric: "nps", margin: 5, population: 5000, responseRate: 0.25 });
console.log(`for ±5 points: ${plan.answers} answers, ${plan.invitations} invitations`);
assert.ok(plan.margin <= 5);

const complaints = measureComplaints(
  [
    { complaints: 4, exposure: 1900 },
    { complaints: 2, exposure: 2100 },
  ],
  { per: 1000 },
);
assert.equal(complaints.value, 1.5);

// What drives satisfaction?
type Row = Readonly<Record<string, string>>;
const rows: Row[] = existsSync(DATA) ? readRows(readFileSync(DATA, "utf8")) : madeUp();
const questions = Object.keys(rows[0] ?? {}).filter((name) =>
  /service|boarding|comfort|entertainment|Clean|Food|Gate|booking|time conv|handling/.test(name),
);
// 0 means that the question did not apply
const drivers = questions.map((id) => ({ id, value: (row: Row) => Number(row[id]) || undefined }));
const outcome = { id: "satisfied", value: (row: Row) => Number(row["satisfaction"] === "satisfied") };

const found = measureDrivers(rows, { outcome, drivers });
assert.ok(!("abstained" in found));
const sum = found.drivers.reduce((total, { contribution }) => total + contribution.value, 0);
assert.ok(Math.abs(sum - found.rSquared.value) < 1e-12, "the parts sum to R²");
console.log(`${found.drivers.length} drivers explain ${formatShare(found.rSquared.value)} over ${found.n} answers`);
for (const note of found.notes) console.log(`- ${describe(note)}`);
const ranked = [...found.drivers].sort((a, b) => b.contribution.value - a.contribution.value);
for (const { driver, share } of ranked.slice(0, 3)) console.log(`  ${driver}: ${formatShare(share?.value ?? 0)}`);
if (existsSync(DATA)) assert.equal(ranked[0]?.driver, "Online boarding");

const boarding = measureCsat(
  rows.map((row) => Number(row["Online boarding"])).filter((answer) => answer > 0),
  { scale: { min: 1, max: 5 } },
);
assert.ok(boarding.interval.lower < boarding.value && boarding.value < boarding.interval.upper);
console.log(`satisfied with online boarding: ${formatShare(boarding.value)} of ${formatNumber(boarding.n)}`);

const chart = importancePerformanceChart(found, measurePerformance(rows, { drivers }), { locale: "zh" });
assert.equal(JSON.parse(JSON.stringify(chart)).title.text, "驱动因素：重要性与表现");
mkdirSync("out", { recursive: true });
const drawn = importancePerformanceChart(found, measurePerformance(rows, { drivers }), { locale: "en" });
writeFileSync("out/drivers.vl.json", JSON.stringify(drawn));

function readRows(text: string): Row[] {
  const [header = "", ...lines] = text.trim().split(/\r?\n/);
  const names = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""]));
  });
}

/** Sixty passengers in whom boarding matters most. */
function madeUp(): Row[] {
  return Array.from({ length: 60 }, (_, i) => {
    const [boarding, comfort, food] = [1 + (i % 5), 1 + ((i * 7) % 5), (i * 11) % 6];
    const satisfied = 2 * boarding + comfort + (i % 3) > 10;
    return {
      "Online boarding": String(boarding),
      "Seat comfort": String(1 + ((Math.floor(i / 5) + comfort) % 5)),
      "Food and drink": String(food),
      satisfaction: satisfied ? "satisfied" : "neutral or dissatisfied",
    };
  });
}
