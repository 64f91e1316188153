import { expect, test } from "vitest";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { errorOf, forecastProject, ganttChart, type ProjectTask, scheduleProject } from "./project-support.ts";
import { reliable } from "./reliable-construction.ts";

const hours = ["09:00-17:00"];
const calendar = { hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours } };
const guess = (optimistic: number, mostLikely: number, pessimistic: number) => ({
  optimistic,
  mostLikely,
  pessimistic,
});
const tasks: ProjectTask[] = [
  { id: "know", name: "了解客户" },
  { id: "audit", name: "网络现状评估", parent: "know", duration: guess(3, 5, 12) },
  { id: "chain", name: "决策链访谈", parent: "know", duration: guess(4, 6, 14) },
  { id: "offer", name: "方案与报价", duration: guess(5, 8, 15), predecessors: ["audit", "chain"] },
  { id: "pilot", name: "试点", duration: guess(8, 10, 20), predecessors: ["audit"] },
  { id: "legal", name: "法务审核", duration: guess(2, 3, 8), predecessors: [{ task: "offer", type: "SS", lag: 3 }] },
  { id: "sign", name: "签约", duration: 0, predecessors: ["offer", "pilot", "legal"] },
];

test("a dated plan is drawn with slack, milestones, the day, the deadline and P80, in both languages", async () => {
  const options = { start: "2026-03-02", calendar, deadline: "2026-03-30" };
  const schedule = scheduleProject(tasks, options);
  const forecast = forecastProject(tasks, { ...options, seed: 1, draws: 1000 });
  const zh = ganttChart(schedule, { forecast, asOf: "2026-03-11", locale: "zh" });
  expectValidChart(zh);
  const svg = await writePicture(zh, "gantt-zh");
  for (const text of ["项目计划", "网络现状评估", "截至 2026-03-11", "期限 2026-03-30", "时差"])
    expect(svg).toContain(text);
});

test("half days follow one another on their day, and a first milestone stands at its beginning", () => {
  const half: ProjectTask[] = [
    { id: "go", duration: 0 },
    { id: "call", duration: 0.5, predecessors: ["go"] },
    { id: "note", duration: 0.5, predecessors: ["call"] },
    { id: "visit", duration: 1, predecessors: ["note"] },
  ];
  const chart = ganttChart(scheduleProject(half, { start: "2026-03-02" }));
  expectValidChart(chart);
  const { values } = chart["data"] as { values: { task: string; from: unknown; to: unknown }[] };
  const noon = Date.UTC(2026, 2, 2, 12);
  expect(values.map(({ task, from, to }) => [task, from, to])).toEqual([
    ["go", "2026-03-02", "2026-03-02"],
    ["call", "2026-03-02", noon],
    ["note", noon, "2026-03-03"],
    ["visit", "2026-03-03", "2026-03-04"],
  ]);
});

test("a plan in weeks is drawn on working time", async () => {
  const chart = ganttChart(scheduleProject(reliable, { deadline: 47 }), {
    forecast: forecastProject(reliable, { seed: 1, draws: 500 }),
    asOf: 12,
  });
  expectValidChart(chart);
  const svg = await writePicture(chart, "gantt-en");
  for (const text of ["Project plan", "Excavate", "deadline 47", "as of 12", "P80"]) expect(svg).toContain(text);
});

test("of a large plan the critical tasks are kept and the rest is counted", () => {
  const many = Array.from({ length: 100 }, (_, i) => ({ id: `t${i}`, duration: i < 99 ? 1 : 9 }));
  const chart = ganttChart(scheduleProject(many), { rows: 5 });
  expectValidChart(chart);
  const title = chart["title"] as { subtitle: string };
  expect(title.subtitle).toBe("ends 9 · 5/100 tasks shown");
  expect(JSON.stringify(chart["data"])).toContain("t99");
});

test("tasks of the same name keep rows of their own", () => {
  const twice = [
    { id: "a", name: "Visit", duration: 1 },
    { id: "b", name: "Visit", duration: 2 },
  ];
  expect(JSON.stringify(ganttChart(scheduleProject(twice)))).toContain("Visit (b)");
});

test.each([
  ["inconsistent", { asOf: "2026-01-01" }],
  ["out_of_range", { rows: 61 }],
  ["unknown_id", { locale: "fr" }],
  ["invalid_type", { forecast: 3 }],
])("%s: %j", (code, options) => {
  expect(errorOf(() => ganttChart(scheduleProject([{ id: "a", duration: 1 }]), options as never)).code).toBe(code);
});
