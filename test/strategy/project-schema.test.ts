import { expect, test } from "vitest";
import { loadModel, parseRecords } from "../../src/core/index.ts";
import { planAccount } from "../../src/strategy/account-plan/plan.ts";
import { accountPlanSchema, accountPlanSpec } from "../../src/strategy/account-plan/schema.ts";
import {
  ogsmSchema,
  projectRiskSchema,
  projectTaskSchema,
  responsibilitySchema,
  scoredOptionSchema,
} from "../../src/strategy/project/schema.ts";
import { scheduleProject } from "./project-support.ts";
import { reliable } from "./reliable-construction.ts";

test("tasks that came as JSON are planned like those that were written", () => {
  const { accepted, rejected } = parseRecords(projectTaskSchema, JSON.parse(JSON.stringify(reliable)));
  expect(rejected).toEqual([]);
  expect(scheduleProject(accepted)).toEqual(scheduleProject(reliable));
});

test.each([
  [
    projectTaskSchema,
    { id: "a", duration: 3, deadline: "2026-05-01", predecessors: ["b", { task: "c", type: "FF", lag: -1 }] },
    { id: "a", duration: -3 },
  ],
  [
    projectTaskSchema,
    { id: "a", duration: { optimistic: 1, mostLikely: 2, pessimistic: 3 } },
    { id: "a", duration: { optimistic: 2, mostLikely: 1, pessimistic: 3 } },
  ],
  [projectTaskSchema, { id: "a" }, { id: "a", deadline: "soon" }],
  [responsibilitySchema, { task: "a", person: "Li", role: "consulted" }, { task: "a", person: "Li", role: "guest" }],
  [
    projectRiskSchema,
    { id: "a", probability: 0.2, impact: 5, mitigation: { cost: 1 } },
    { id: "a", probability: 2, impact: 5 },
  ],
  [scoredOptionSchema, { id: "a", ratings: { trust: 3 } }, { id: "a", ratings: { trust: "3" } }],
  [
    ogsmSchema,
    { start: "2026-01-01", objectives: [{ id: "o", goals: [] }] },
    { start: "2026-01-01", objectives: [{ id: "o" }] },
  ],
])("what fits is read as it is, what does not is refused", (schema, good, bad) => {
  expect(schema.safeParse(good)).toMatchObject({ success: true, data: good });
  expect(schema.safeParse(bad).success).toBe(false);
});

test("a plan travels as JSON, and one that was tampered with is refused", () => {
  const facts = {
    id: "G1",
    revenue: 10,
    loyalty: { quadrant: "hostage", satisfaction: "low", loyalty: "high", moves: [], reasons: [] },
  } as const;
  const chance = { value: 0.02, n: 9, interval: { lower: 0.01, upper: 0.03, level: 0.95 } };
  const plan = planAccount(facts, { asOf: "2026-03-31", seed: 1, draws: 100, typicalMonthlyChurn: chance });
  const json = JSON.parse(JSON.stringify(plan));
  expect(loadModel(accountPlanSpec, json)).toEqual(plan);
  expect(accountPlanSchema.safeParse({ ...json, completeness: 2 }).success).toBe(false);
  expect(accountPlanSchema.safeParse({ ...json, contradictions: [{ code: "nonsense", params: {} }] }).success).toBe(
    false,
  );
});
