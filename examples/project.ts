// A key-account project from goals to the day it is done: what it is for, who does what, what decides the finish, when it
// will truly be done, what can go wrong, and which way to go. Amounts in yuan.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare, parseRecords } from "clientele/core";
import { ogsmSchema, projectTaskSchema } from "clientele/schemas";
import {
  forecastProject,
  ganttChart,
  measureObjectives,
  measureProjectRisks,
  measureResponsibilities,
  measureWorkBreakdown,
  scheduleProject,
  scoreOptions,
} from "clientele/strategy";

const say = (title: string, reasons: readonly Parameters<typeof describe>[0][]): void => {
  console.log(`${title}\n${reasons.map((reason) => `- ${describe(reason)}`).join("\n")}`);
};
const guess = (optimistic: number, mostLikely: number, pessimistic: number) => ({
  optimistic,
  mostLikely,
  pessimistic,
});

// The plan as rows out of a file; one row has lost its id on the way.
const rows: unknown[] = [
  { id: "win", name: "Win the group's network", hours: 500 },
  { id: "know", name: "Know the customer", parent: "win", share: 0.4 },
  {
    id: "audit",
    name: "Audit the network",
    parent: "know",
    duration: guess(5, 8, 18),
    hours: 120,
    cost: 36_000,
    progress: 1,
    spentCost: 41_000,
    serves: "be first",
    share: 0.6,
  },
  {
    id: "chain",
    name: "Interview the decision chain",
    parent: "know",
    duration: guess(6, 10, 20),
    hours: 80,
    cost: 20_000,
    progress: 0.5,
    spentCost: 9_000,
    serves: "be first",
    share: 0.4,
  },
  {
    id: "offer",
    name: "Design and price the offer",
    parent: "win",
    duration: guess(8, 10, 22),
    predecessors: ["audit", "chain"],
    hours: 160,
    cost: 50_000,
    share: 0.4,
  },
  {
    id: "pilot",
    name: "Pilot in one branch",
    parent: "win",
    duration: guess(12, 15, 30),
    predecessors: ["audit"],
    hours: 100,
    cost: 60_000,
    share: 0.2,
  },
  {
    id: "legal",
    name: "Legal review",
    duration: guess(3, 5, 12),
    predecessors: [{ task: "offer", type: "SS", lag: 5 }],
    hours: 30,
    cost: 9_000,
  },
  { id: "signing", name: "Signing", duration: 0, predecessors: ["offer", "pilot", "legal"] },
  { name: "lost its id", duration: 3 },
];
const { accepted: tasks, rejected } = parseRecords(projectTaskSchema, rows);
assert.equal(tasks.length, 8);
assert.equal(rejected.length, 1);

const hours = ["09:00–18:00"];
const calendar = {
  hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
  holidays: ["2026-05-01", "2026-05-04", "2026-05-05"],
};
const when = { start: "2026-04-01", calendar, deadline: "2026-05-15" };

const schedule = scheduleProject(tasks, when);
console.log(`by plan done on ${schedule.finishDate}, decided by ${schedule.criticalPaths[0]?.join(" → ")}`);
assert.deepEqual(schedule.criticalPaths, [["audit", "pilot", "signing"]]);
assert.deepEqual(schedule.missed, []);

// The plan holds its deadline; the doubt in its tasks does not.
const forecast = forecastProject(tasks, { ...when, seed: 2026, draws: 4000 });
const p80 = forecast.percentiles.find(({ share }) => share === 0.8);
assert.ok(forecast.chance !== undefined && forecast.pert.chance !== undefined && p80?.date !== undefined);
assert.ok(forecast.chance.interval.upper < forecast.pert.chance);
assert.ok(forecast.mergeBias.interval.lower > 0);
assert.ok(schedule.finishDate !== undefined && p80.date > schedule.finishDate);
say(`held with a chance of 80%: ${p80.date}`, forecast.notes);

const work = measureWorkBreakdown(tasks);
assert.equal(work.rows[0]?.hours, 460);
assert.ok(work.total.costIndex !== undefined && work.total.costIndex < 1);
say(`work: ${work.total.hours} hours, ${formatShare(work.total.progress ?? 0)} done`, work.findings);

const matrix = measureResponsibilities(
  [
    { task: "audit", person: "Li", role: "responsible" },
    { task: "audit", person: "Wang", role: "accountable" },
    { task: "audit", person: "Zhao", role: "informed" },
    { task: "chain", person: "Li", role: "responsible" },
    { task: "chain", person: "Wang", role: "accountable" },
    { task: "chain", person: "Zhao", role: "informed" },
    { task: "offer", person: "Li", role: "responsible" },
    { task: "offer", person: "Wang", role: "accountable" },
    { task: "offer", person: "Zhao", role: "accountable" },
  ],
  tasks,
  { people: [{ id: "Li", capacityHours: 300 }, { id: "Wang" }, { id: "Zhao" }, { id: "Sun" }] },
);
assert.ok(matrix.findings.some(({ code }) => code === "raci_overloaded"));
say("responsibilities", matrix.findings);

const { accepted: trees } = parseRecords(ogsmSchema, [
  {
    start: "2026-01-01",
    objectives: [
      {
        id: "first choice",
        goals: [
          {
            id: "wallet",
            strategies: [
              {
                id: "be first",
                measures: [
                  {
                    id: "share of wallet",
                    owner: "Wang",
                    unit: "%",
                    baseline: 22,
                    target: 40,
                    actual: 26,
                    due: "2026-12-31",
                  },
                  { id: "sites on our network", baseline: 3, target: 20, actual: 9, due: "2026-12-31" },
                ],
              },
              { id: "lower the price", measures: [] },
            ],
          },
        ],
      },
    ],
  },
]);
const [tree] = trees;
assert.ok(tree !== undefined);
const objectives = measureObjectives(tree, { asOf: "2026-04-30", tasks });
assert.equal(objectives.light, "green");
assert.equal(objectives.findings.length, 3);
say(
  `objectives: ${formatShare(objectives.progress ?? 0)} of the way, ${formatShare(objectives.expected ?? 0)} of the time`,
  objectives.findings,
);

const risks = measureProjectRisks(
  [
    {
      id: "the rival answers with a discount",
      probability: 0.4,
      impact: guess(50_000, 120_000, 400_000),
      mitigation: { cost: 15_000, probability: 0.25 },
    },
    { id: "the pilot slips", probability: 0.3, impact: 60_000, mitigation: { cost: 20_000, probability: 0.1 } },
    {
      id: "the sponsor leaves",
      probability: 0.1,
      impact: { value: 300_000, n: 12, interval: { lower: 180_000, upper: 420_000, level: 0.9 } },
    },
  ],
  { seed: 7 },
);
assert.ok(Math.abs(risks.rows.reduce((total, row) => total + row.expectedLoss, 0) - risks.total.expectedLoss) < 1e-6);
assert.deepEqual(
  risks.rows.map(({ pays }) => pays),
  [true, undefined, false],
);
say(
  `risks: ${formatNumber(risks.total.expectedLoss)} on average, ${formatNumber(risks.total.reserve)} covers them in four of five cases`,
  risks.rows.flatMap(({ reasons }) => reasons),
);

const choice = scoreOptions(
  [
    { id: "team on site", ratings: { trust: 9, cost: 3, speed: 6 } },
    { id: "remote desk", ratings: { trust: 5, cost: 8, speed: 7 } },
    { id: "partner", ratings: { trust: 4, cost: 7, speed: 5 } },
  ],
  {
    judgements: [
      { item: "trust", over: "cost", ratio: 3 },
      { item: "trust", over: "speed", ratio: 2 },
      { item: "speed", over: "cost", ratio: 2 },
    ],
    doubt: { ratings: 1 },
    seed: 5,
  },
);
assert.equal(choice.best, "team on site");
assert.equal(choice.options[2]?.dominatedBy, "remote desk");
say("which way", choice.notes);

mkdirSync("out", { recursive: true });
writeFileSync("out/project-gantt.vl.json", JSON.stringify(ganttChart(schedule, { forecast, asOf: "2026-04-15" })));
