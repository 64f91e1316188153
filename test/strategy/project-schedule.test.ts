import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/math/index.ts";
import { defineBusinessCalendar } from "../../src/time/index.ts";
import { errorOf, type ProjectTask, scheduleProject } from "./project-support.ts";
import { reliable } from "./reliable-construction.ts";

const byId = (tasks: readonly ProjectTask[], options = {}) =>
  new Map(scheduleProject(tasks, options).tasks.map((row) => [row.id, row]));

describe("the Reliable Construction project (Hillier & Lieberman 2001, section 10.3)", () => {
  const schedule = scheduleProject(reliable);

  test("takes 44 weeks along A-B-C-E-F-J-L-N", () => {
    expect(schedule.finish).toBe(44);
    expect(schedule.criticalPaths).toEqual([["A", "B", "C", "E", "F", "J", "L", "N"]]);
    expect(schedule.criticalPathCount).toBe(1);
    expect(schedule.criticalTasks).toEqual(["A", "B", "C", "E", "F", "J", "L", "N"]);
  });

  test("leaves the slacks of the book", () => {
    // ibid., table 10.3: 4 weeks for D, G, H, M; 2 for I; 1 for K
    const slack = { A: 0, B: 0, C: 0, D: 4, E: 0, F: 0, G: 4, H: 4, I: 2, J: 0, K: 1, L: 0, M: 4, N: 0 };
    expect(Object.fromEntries(schedule.tasks.map(({ id, totalSlack }) => [id, totalSlack]))).toEqual(slack);
  });

  test("starts each activity when the book says it can", () => {
    // ibid., figure 10.5: earliest starts
    const earliest = { A: 0, B: 2, C: 6, D: 16, E: 16, F: 20, G: 22, H: 29, I: 16, J: 25, K: 33, L: 33, M: 38, N: 38 };
    expect(Object.fromEntries(schedule.tasks.map(({ id, earliestStart }) => [id, earliestStart]))).toEqual(earliest);
  });

  test("gives free slack to the last of a chain alone", () => {
    const free = Object.fromEntries(schedule.tasks.map(({ id, freeSlack }) => [id, freeSlack]));
    expect(free).toMatchObject({ D: 0, G: 0, H: 0, M: 4, I: 2, K: 1, E: 0 });
  });
});

describe("links", () => {
  const pair = (type: string, lag: number, duration = 4) =>
    byId([
      { id: "a", duration: 10 },
      { id: "b", duration, predecessors: [{ task: "a", type, lag } as never] },
    ]);

  test("finish to start waits for the end and the lag", () => {
    expect(pair("FS", 2).get("b")).toMatchObject({ earliestStart: 12, earliestFinish: 16 });
  });
  test("start to start lets both run side by side", () => {
    expect(pair("SS", 3).get("b")).toMatchObject({ earliestStart: 3, earliestFinish: 7, totalSlack: 3 });
  });
  test("finish to finish ends not before the other", () => {
    expect(pair("FF", 1).get("b")).toMatchObject({ earliestStart: 7, earliestFinish: 11 });
  });
  test("start to finish ends not before the other starts", () => {
    expect(pair("SF", 6).get("b")).toMatchObject({ earliestStart: 2, earliestFinish: 6 });
  });
  test("a negative lag overlaps, but nothing starts before the project", () => {
    expect(pair("FS", -3).get("b")).toMatchObject({ earliestStart: 7 });
    expect(pair("FS", -30).get("b")).toMatchObject({ earliestStart: 0 });
  });
  test("a task held by its finish leaves the one before no slack", () => {
    const rows = pair("FF", 0);
    expect(rows.get("a")?.critical).toBe(true);
    expect(rows.get("b")?.critical).toBe(true);
  });
});

describe("a network whose longest path is found by trying every path", () => {
  /** Longest chain by recursion over all chains, for small networks. */
  const longest = (tasks: readonly { id: string; duration: number; predecessors: readonly string[] }[]) => {
    const find = new Map(tasks.map((task) => [task.id, task]));
    const endOf = (id: string): number => {
      const task = find.get(id) as (typeof tasks)[number];
      return task.duration + Math.max(0, ...task.predecessors.map(endOf));
    };
    return Math.max(...tasks.map(({ id }) => endOf(id)));
  };

  test("100 random networks end when their longest chain does", () => {
    const random = createRandom(11);
    for (let round = 0; round < 100; round++) {
      const n = random.integer(1, 11);
      const tasks = Array.from({ length: n }, (_, i) => ({
        id: `t${i}`,
        duration: random.integer(0, 9),
        predecessors: Array.from({ length: i }, (_, j) => `t${j}`).filter(() => random.uniform() < 0.35),
      }));
      const schedule = scheduleProject(tasks);
      expect(schedule.finish).toBe(longest(tasks));
      const durations = new Map(tasks.map(({ id, duration }) => [id, duration]));
      for (const path of schedule.criticalPaths) {
        expect(path.reduce((total, id) => total + (durations.get(id) as number), 0)).toBe(schedule.finish);
      }
      // a task moved by its slack just leaves the finish; moved further it does not
      for (const row of schedule.tasks) {
        const later = (by: number) =>
          scheduleProject(
            tasks.map((task) => (task.id === row.id ? { ...task, notBefore: row.earliestStart + by } : task)),
          );
        expect(later(row.totalSlack).finish).toBe(schedule.finish);
        expect(later(row.totalSlack + 1).finish).toBe(schedule.finish + 1);
        const moved = later(row.freeSlack).tasks.filter(({ id }) => id !== row.id);
        expect(moved.map((task) => task.earliestStart)).toEqual(
          schedule.tasks.filter(({ id }) => id !== row.id).map((task) => task.earliestStart),
        );
      }
    }
  });

  test("every critical path is counted, ten are listed", () => {
    const steps = Array.from({ length: 8 }, (_, k) => [
      { id: `${k}a`, duration: 1, predecessors: k === 0 ? [] : [`${k - 1}z`] },
      { id: `${k}b`, duration: 1, predecessors: k === 0 ? [] : [`${k - 1}z`] },
      { id: `${k}z`, duration: 0, predecessors: [`${k}a`, `${k}b`] },
    ]).flat();
    const schedule = scheduleProject(steps);
    expect(schedule.criticalPathCount).toBe(2 ** 8);
    expect(schedule.criticalPaths).toHaveLength(10);
    expect(new Set(schedule.criticalPaths.map((path) => path.join())).size).toBe(10);
  });
});

describe("days", () => {
  const office = defineBusinessCalendar({
    hours: {
      mon: ["09:00-17:00"],
      tue: ["09:00-17:00"],
      wed: ["09:00-17:00"],
      thu: ["09:00-17:00"],
      fri: ["09:00-17:00"],
    },
    holidays: ["2026-10-01", "2026-10-02"],
    extraDays: [{ date: "2026-10-10", like: "fri" }],
  });
  const tasks: ProjectTask[] = [
    { id: "audit", duration: 4 },
    { id: "offer", duration: 2.5, predecessors: ["audit"], deadline: "2026-10-06" },
    { id: "signing", duration: 0, predecessors: ["offer"] },
  ];

  test("work rests on weekends and holidays and is done on make-up days", () => {
    const rows = byId(tasks, { start: "2026-09-28", calendar: office });
    // 28, 29, 30 September and 5 October (a Monday; the Thursday and Friday between are holidays)
    expect(rows.get("audit")).toMatchObject({ startDate: "2026-09-28", finishDate: "2026-10-05" });
    expect(rows.get("offer")).toMatchObject({ startDate: "2026-10-06", finishDate: "2026-10-08" });
    expect(rows.get("signing")).toMatchObject({ startDate: "2026-10-08", finishDate: "2026-10-08" });
    expect(scheduleProject([{ id: "long", duration: 10 }], { start: "2026-09-28", calendar: office }).finishDate).toBe(
      "2026-10-12",
    );
  });

  test("a project that starts on a day of rest starts on the next working day", () => {
    const [row] = scheduleProject([{ id: "a", duration: 1 }], { start: "2026-10-03", calendar: office }).tasks;
    expect(row).toMatchObject({ startDate: "2026-10-05", finishDate: "2026-10-05" });
  });

  test("a missed deadline is named with how late it is", () => {
    const schedule = scheduleProject(tasks, { start: "2026-09-28", calendar: office, deadline: "2026-10-07" });
    expect(schedule.missed).toMatchObject([
      { task: "offer", deadline: 5, earliestFinish: 6.5, late: 1.5 },
      { deadline: 6, earliestFinish: 6.5, late: 0.5 },
    ]);
    expect(schedule.deadlineDate).toBe("2026-10-07");
  });

  test("a deadline counts to the end of its day", () => {
    const end = (deadline: string) =>
      scheduleProject([{ id: "a", duration: 2, deadline }], { start: "2026-10-05", calendar: office }).missed.length;
    expect([end("2026-10-05"), end("2026-10-06"), end("2026-09-30")]).toEqual([1, 0, 1]);
  });

  test("without a calendar every day counts", () => {
    expect(scheduleProject([{ id: "a", duration: 7 }], { start: "2026-10-01" }).finishDate).toBe("2026-10-07");
  });
});

describe("summaries", () => {
  test("a summary spans what is below it, at every depth", () => {
    const rows = byId([
      { id: "all" },
      { id: "win", parent: "all" },
      { id: "audit", parent: "win", duration: 3 },
      { id: "offer", parent: "win", duration: 2, predecessors: ["audit"] },
      { id: "other", parent: "all", duration: 1, notBefore: 1 },
    ]);
    expect(rows.get("win")).toMatchObject({
      summary: true,
      earliestStart: 0,
      earliestFinish: 5,
      duration: 5,
      critical: true,
    });
    expect(rows.get("all")).toMatchObject({ earliestStart: 0, earliestFinish: 5 });
    expect(rows.get("other")).toMatchObject({ summary: false, totalSlack: 3 });
  });
});

describe("what is refused", () => {
  test("a circle is named task by task", () => {
    const error = errorOf(() =>
      scheduleProject([
        { id: "x", duration: 1 },
        { id: "a", duration: 1, predecessors: ["c", "x"] },
        { id: "b", duration: 1, predecessors: ["a"] },
        { id: "c", duration: 1, predecessors: ["b"] },
        { id: "d", duration: 1, predecessors: ["c"] },
      ]),
    );
    expect(error.code).toBe("inconsistent");
    const cycle = error.details["cycle"] as string[];
    expect([...cycle].sort()).toEqual(["a", "b", "c"]);
    // each waits for the one named before it
    expect(`${cycle.join("")}${cycle[0]}`).toMatch(/abca|bcab|cabc/);
    expect(error.message).toContain("→");
  });
  test("a task that waits for itself", () => {
    expect(errorOf(() => scheduleProject([{ id: "a", duration: 1, predecessors: ["a"] }])).details["cycle"]).toEqual([
      "a",
    ]);
  });
  test.each([
    ["unknown_id", [{ id: "a", duration: 1, predecessors: ["z"] }], /tasks\[0\]\.predecessors\[0\] names "z"/],
    ["unknown_id", [{ id: "a", duration: 1, parent: "z" }], /tasks\[0\]\.parent names "z"/],
    ["unknown_id", [{ id: "a", duration: 1, predecessors: [{ task: "a", type: "XX" }] }], /type must be one of FS/],
    [
      "duplicate_id",
      [
        { id: "a", duration: 1 },
        { id: "a", duration: 2 },
      ],
      /repeats the id/,
    ],
    ["invalid_type", [{ id: "a" }], /tasks\[0\]\.duration must be a number/],
    ["out_of_range", [{ id: "a", duration: -1 }], /duration/],
    ["not_finite", [{ id: "a", duration: Number.NaN }], /duration/],
    ["inconsistent", [{ id: "a", duration: { optimistic: 3, mostLikely: 2, pessimistic: 4 } }], /must rise/],
    [
      "inconsistent",
      [
        { id: "a", duration: 1 },
        { id: "b", parent: "a", duration: 1 },
      ],
      /is a summary/,
    ],
    [
      "inconsistent",
      [{ id: "a" }, { id: "b", parent: "a", duration: 1 }, { id: "c", duration: 1, predecessors: ["a"] }],
      /names the summary/,
    ],
    [
      "inconsistent",
      [
        { id: "a", parent: "b" },
        { id: "b", parent: "a" },
      ],
      /circle by parent/,
    ],
    ["inconsistent", [{ id: "a", duration: 1, deadline: "2026-01-01" }], /options\.start/],
    ["empty_input", [], /at least one/],
  ])("%s: %j", (code, tasks, message) => {
    const error = errorOf(() => scheduleProject(tasks as never));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message as RegExp);
  });
  test("ids such as __proto__ are ordinary ids", () => {
    expect(
      scheduleProject([
        { id: "__proto__", duration: 1 },
        { id: "constructor", duration: 1, predecessors: ["__proto__"] },
      ]).finish,
    ).toBe(2);
  });
});

test("10,000 tasks with 30,000 links finish with their longest chain", () => {
  const random = createRandom(3);
  const before = Array.from({ length: 10_000 }, (_, i) =>
    i === 0 ? [] : Array.from({ length: 3 }, () => random.integer(Math.max(0, i - 200), i - 1)),
  );
  const durations = before.map(() => random.integer(0, 20));
  const ends: number[] = [];
  before.forEach((list, i) => {
    ends.push((durations[i] as number) + Math.max(0, ...list.map((j) => ends[j] as number)));
  });
  const tasks = before.map(
    (list, i): ProjectTask => ({
      id: `task ${i}`,
      duration: durations[i] as number,
      predecessors: list.map((j) => `task ${j}`),
    }),
  );
  expect(scheduleProject(tasks).finish).toBe(Math.max(...ends));
});
