import fc from "fast-check";
import { expect, test } from "vitest";
import {
  forecastProject,
  measureProjectRisks,
  measureResponsibilities,
  measureWorkBreakdown,
  type ProjectTask,
  scheduleProject,
  scoreOptions,
} from "./project-support.ts";

/** Plans without circles: a task waits for earlier ones alone. Ids are awkward, durations tie, vanish and grow. */
const plans = fc
  .array(
    fc.record({
      duration: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom(0, 1e-3, 1e5)),
      links: fc.array(
        fc.record({
          back: fc.nat(6),
          type: fc.constantFrom("FS", "SS", "FF", "SF"),
          lag: fc.integer({ min: -3, max: 3 }),
        }),
        { maxLength: 3 },
      ),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((rows) => {
    const name = (i: number) => (i === 0 ? "__proto__" : `t${i}`);
    return rows.map(
      ({ duration, links }, i): ProjectTask => ({
        id: name(i),
        duration,
        predecessors: links
          .filter(({ back }) => back < i)
          .map(({ back, type, lag }) => ({ task: name(i - 1 - back), type, lag }) as never),
      }),
    );
  });
const doubted = plans.map((tasks) =>
  tasks.map((task, i): ProjectTask => {
    const mostLikely = task.duration as number;
    return { ...task, duration: { optimistic: mostLikely / 2, mostLikely, pessimistic: mostLikely + (i % 3) } };
  }),
);
const shuffled = <T>(list: readonly T[], seed: number): T[] =>
  list
    .map((item, i) => [((i + 1) * (2 * seed + 7919)) % 10_007, item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
const rowsById = (rows: readonly { readonly id: string }[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
const few = { numRuns: 60 };

test("the order of the tasks does not matter, neither for the plan nor for the forecast", () => {
  fc.assert(
    fc.property(doubted, fc.nat(50), (tasks, seed) => {
      const other = shuffled(tasks, seed);
      const [a, b] = [scheduleProject(tasks), scheduleProject(other)];
      expect({ ...b, tasks: rowsById(b.tasks) }).toEqual({ ...a, tasks: rowsById(a.tasks) });
      const how = { seed: 4, draws: 100, correlation: (seed % 2) / 2 };
      const [c, d] = [forecastProject(tasks, how), forecastProject(other, how)];
      expect({ ...d, tasks: rowsById(d.tasks), notes: [] }).toEqual({ ...c, tasks: rowsById(c.tasks), notes: [] });
    }),
    few,
  );
});

test("a task more that fits into the time there is does not move the finish", () => {
  fc.assert(
    fc.property(plans, (tasks) => {
      const { finish } = scheduleProject(tasks);
      const more = scheduleProject([...tasks, { id: "more", duration: finish / 2 }]);
      expect(more.finish).toBe(finish);
      expect(more.tasks[tasks.length]?.totalSlack).toBeCloseTo(finish / 2, 9);
    }),
  );
});

test("no finish comes earlier when a task takes longer, where tasks wait for starts and ends but start early enough", () => {
  fc.assert(
    fc.property(plans, fc.nat(11), fc.integer({ min: 1, max: 9 }), (tasks, at, more) => {
      const longer = tasks.map((task, i) =>
        i === at % tasks.length ? { ...task, duration: (task.duration as number) + more } : task,
      );
      // a task held by its finish alone starts earlier when it takes longer, so its own followers may too (a reverse
      // critical task): the law is that of finish-to-start and start-to-start links
      const held = tasks.some(({ predecessors = [] }) =>
        predecessors.some((link) => typeof link === "object" && link.type !== "FS" && link.type !== "SS"),
      );
      fc.pre(!held);
      expect(scheduleProject(longer).finish).toBeGreaterThanOrEqual(scheduleProject(tasks).finish);
    }),
  );
});

test("slack is never below zero, free slack never above it, and something is critical", () => {
  fc.assert(
    fc.property(plans, (tasks) => {
      const schedule = scheduleProject(tasks);
      for (const row of schedule.tasks) {
        expect(row.totalSlack).toBeGreaterThanOrEqual(0);
        expect(row.freeSlack).toBeLessThanOrEqual(row.totalSlack + 1e-6);
        expect(row.critical).toBe(row.totalSlack === 0);
        expect(row.earliestStart).toBeGreaterThanOrEqual(0);
      }
      expect(schedule.criticalTasks.length).toBeGreaterThan(0);
      expect(schedule.criticalPathCount).toBeGreaterThanOrEqual(schedule.criticalPaths.length);
      expect(JSON.parse(JSON.stringify(schedule))).toEqual(schedule);
    }),
  );
});

test("the simulated mean never lies before PERT's", () => {
  fc.assert(
    fc.property(doubted, fc.nat(100), (tasks, seed) => {
      const { mean, pert, mergeBias, tasks: rows } = forecastProject(tasks, { seed, draws: 100 });
      expect(mergeBias.value).toBeGreaterThanOrEqual(0);
      expect(mean.value).toBeGreaterThanOrEqual(pert.mean);
      expect(rows.some(({ criticality }) => criticality.value > 0)).toBe(true);
      expect(pert.mean).toBeCloseTo(scheduleProject(tasks).finish, 9);
    }),
    few,
  );
});

test("hours and costs of every line are the sum of the lines below it", () => {
  const forest = fc.array(
    fc.record({
      up: fc.nat(12),
      hours: fc.integer({ min: 0, max: 1e9 }),
      cents: fc.integer({ min: 0, max: 1e12 }),
      progress: fc.constantFrom(0, 0.25, 1),
    }),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(forest, (nodes) => {
      const tasks = nodes.map(
        ({ up, hours, cents, progress }, i): ProjectTask => ({
          id: `n${i}`,
          ...(up < i ? { parent: `n${up}` } : {}),
          hours,
          cost: cents,
          progress,
        }),
      );
      const { rows, total } = measureWorkBreakdown(tasks);
      expect(rows).toHaveLength(tasks.length);
      const parts = (code: string) =>
        rows.filter((row) => row.code.startsWith(`${code}.`) && row.depth === code.split(".").length + 1);
      for (const row of rows) {
        const below = parts(row.code);
        if (below.length === 0) continue;
        expect(below.reduce((sum, part) => sum + part.hours, 0)).toBe(row.hours);
        expect(below.reduce((sum, part) => sum + part.cost, 0)).toBe(row.cost);
      }
      const top = rows.filter(({ depth }) => depth === 1);
      expect(top.reduce((sum, part) => sum + part.cost, 0)).toBe(total.cost);
      expect(top.reduce((sum, part) => sum + part.earnedHours, 0)).toBe(total.earnedHours);
    }),
  );
});

test("hours of people and hours of nobody make up the hours of all tasks", () => {
  const roles = ["responsible", "accountable", "consulted", "informed"] as const;
  const parts = fc.uniqueArray(fc.record({ task: fc.nat(4), person: fc.nat(3), role: fc.constantFrom(...roles) }), {
    selector: (row) => JSON.stringify(row),
    maxLength: 20,
  });
  fc.assert(
    fc.property(parts, fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 5 }), (rows, hours) => {
      const tasks = hours.map((own, i) => ({ id: `t${i}`, hours: own }));
      const assignments = rows.map(({ task, person, role }) => ({ task: `t${task}`, person: `p${person}`, role }));
      const { people, unassignedHours, findings } = measureResponsibilities(assignments, tasks);
      const carried = people.reduce((sum, person) => sum + person.hours, 0);
      expect(carried + unassignedHours).toBeCloseTo(
        hours.reduce((sum, own) => sum + own, 0),
        9,
      );
      for (const { id } of tasks) {
        const count = (role: string) => assignments.filter((row) => row.task === id && row.role === role).length;
        const found = findings.filter(({ params }) => "task" in params && params.task === id).map(({ code }) => code);
        expect(found.includes("raci_no_accountable")).toBe(count("accountable") === 0);
        expect(found.includes("raci_many_accountable")).toBe(count("accountable") > 1);
        expect(found.includes("raci_no_responsible")).toBe(count("responsible") === 0);
        expect(found.includes("raci_nobody_informed")).toBe(count("informed") === 0);
      }
    }),
  );
});

test("the expected loss of the register is the sum of its rows, and mitigation that pays never raises what is paid", () => {
  const register = fc.array(
    fc.record({
      p: fc.double({ min: 0, max: 1, noNaN: true }),
      impact: fc.integer({ min: 0, max: 1000 }),
      after: fc.double({ min: 0, max: 1, noNaN: true }),
      cost: fc.nat(300),
    }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(register, fc.nat(9), (rows, seed) => {
      const risks = rows.map(({ p, impact, after, cost }, i) => ({
        id: `r${i}`,
        probability: p,
        impact,
        mitigation: { cost, probability: after },
      }));
      const { rows: measured, total, mitigated } = measureProjectRisks(risks, { seed, draws: 1000 });
      const sum = measured.reduce((all, row) => all + row.expectedLoss, 0);
      expect(total.expectedLoss).toBeCloseTo(sum, 8);
      const left = measured.reduce(
        (all, row) => all + (row.pays === true ? (row.residualLoss as number) : row.expectedLoss),
        0,
      );
      expect(mitigated.expectedLoss).toBeCloseTo(left, 8);
      expect(mitigated.expectedLoss + mitigated.mitigationCost).toBeLessThanOrEqual(total.expectedLoss + 1e-8);
      expect(total.interval.lower).toBeLessThanOrEqual(total.interval.upper);
      expect(measureProjectRisks(shuffled(risks, seed), { seed, draws: 1000 })).toEqual({
        rows: measured,
        total,
        mitigated,
      });
    }),
    few,
  );
});

test("at its margin the choice is level, and just beyond it another wins", () => {
  const cell = fc.integer({ min: 0, max: 10 });
  const tables = fc.record({
    weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 }),
    ratings: fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 5 }),
  });
  fc.assert(
    fc.property(tables, ({ weights, ratings }) => {
      const criteria = ["a", "b", "c"];
      const options = ratings.map((row, i) => ({
        id: `o${i}`,
        ratings: Object.fromEntries(criteria.map((id, k) => [id, row[k] as number])),
      }));
      const choose = (by: readonly number[], list = options) =>
        scoreOptions(list, {
          weights: criteria.map((id, k) => ({ id, weight: by[k] as number })),
          seed: 1,
          draws: 100,
        });
      const choice = choose(weights);
      const share = weights.map((weight) => weight / weights.reduce((all, one) => all + one, 0));
      const nearest = choice.weightMargins[0];
      if (nearest !== undefined) {
        const k = criteria.indexOf(nearest.criterion);
        const moved = (to: number) =>
          share.map((weight, i) => (i === k ? to : (weight * (1 - to)) / (1 - (share[k] as number))));
        const scores = new Map(choose(moved(nearest.turnsAt)).options.map(({ id, score }) => [id, score]));
        expect(scores.get(nearest.winner)).toBeCloseTo(scores.get(choice.best) as number, 9);
        // before the margin nobody passes the best
        const before = choose(moved((share[k] as number) + 0.99 * nearest.change));
        const top = before.options[0]?.score as number;
        expect(before.options.find(({ id }) => id === choice.best)?.score).toBeCloseTo(top, 9);
      }
      const rating = choice.ratingMargin;
      if (rating !== undefined) {
        const list = options.map((option) =>
          option.id === rating.option
            ? { ...option, ratings: { ...option.ratings, [rating.criterion]: rating.turnsAt } }
            : option,
        );
        const scores = new Map(choose(weights, list).options.map(({ id, score }) => [id, score]));
        expect(scores.get(rating.winner)).toBeCloseTo(scores.get(choice.best) as number, 9);
      }
      const chances = choice.options.reduce((all, { chanceBest }) => all + chanceBest.value, 0);
      expect(chances).toBeCloseTo(1, 9);
    }),
    few,
  );
});
