import { requireColumn, requireNumber, requireObject, requireOneOf, requireUnique } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toDay } from "../../time/index.ts";
import { requireFlag, requireText } from "./read.ts";
import type { CareTrigger } from "./types.ts";

/** Bounds of a lead in days; ten years. */
export const LEAD = { min: 0, max: 3650, integer: true } as const;

/** Follow-ups reach at most so many periods. */
const AFTER = { min: 0, max: 3650, integer: true } as const;

const DEFAULT_PRIORITY = 5;

/** A trigger that was checked, its defaults filled in. */
export interface ReadTrigger {
  readonly trigger: CareTrigger;
  /** Which date of a subject it reads; absent for a feast, whose days are its own. */
  readonly date?: string;
  readonly lead: number;
  readonly priority: number;
  readonly sensitive: boolean;
  /** Days of a feast. */
  readonly days: readonly number[];
}

/** Checks the triggers and fills in what they leave open. */
export function readTriggers(triggers: readonly CareTrigger[], leadDays: number): ReadTrigger[] {
  requireColumn(triggers, "options.triggers");
  const read = Array.from(triggers, (trigger, i) => readTrigger(trigger, `options.triggers[${i}]`, leadDays));
  requireUnique(
    read.map(({ trigger }) => trigger.id),
    "options.triggers ids",
  );
  return read;
}

function readTrigger(trigger: CareTrigger, name: string, leadDays: number): ReadTrigger {
  requireObject(trigger, name);
  requireText(trigger.id, `${name}.id`);
  requireOneOf(trigger.kind, ["yearly", "term", "given", "occasion"], `${name}.kind`);
  if (trigger.for !== undefined) requireOneOf(trigger.for, ["account", "person"], `${name}.for`);
  if (trigger.tiers !== undefined) {
    requireColumn(trigger.tiers, `${name}.tiers`);
    trigger.tiers.forEach((tier, k) => {
      requireText(tier, `${name}.tiers[${k}]`);
    });
  }
  if (trigger.name !== undefined) {
    requireObject(trigger.name, `${name}.name`);
    requireText(trigger.name.en, `${name}.name.en`);
    requireText(trigger.name.zh, `${name}.name.zh`);
  }
  requireFlag(trigger.sensitive, `${name}.sensitive`);
  const { leadDays: lead = trigger.kind === "occasion" ? 0 : leadDays, priority = DEFAULT_PRIORITY } = trigger;
  requireNumber(lead, `${name}.leadDays`, LEAD);
  requireNumber(priority, `${name}.priority`, { min: 1, max: 1000, integer: true });
  const base = { trigger, lead, priority, sensitive: trigger.sensitive === true };
  if (trigger.kind === "given") {
    requireColumn(trigger.dates, `${name}.dates`);
    return { ...base, days: Array.from(trigger.dates, (date, k) => toDay(date, `${name}.dates[${k}]`)) };
  }
  const { date = trigger.id } = trigger;
  requireText(date, `${name}.date`);
  if (trigger.kind === "yearly" && trigger.everyYears !== undefined) {
    requireNumber(trigger.everyYears, `${name}.everyYears`, { min: 1, max: 1000, integer: true });
  }
  if (trigger.kind === "occasion") requireFollowUps(trigger.followUps, `${name}.followUps`);
  return { ...base, date, days: [] };
}

function requireFollowUps(followUps: unknown, name: string): void {
  requireColumn(followUps as unknown[], name);
  const steps = followUps as { readonly after: number; readonly unit: string }[];
  if (steps.length === 0) {
    throw new ClienteleError("empty_input", `${name} must hold at least one step, such as { after: 0, unit: "day" }`, {
      name,
    });
  }
  for (let k = 0; k < steps.length; k++) {
    const step = steps[k] as (typeof steps)[number];
    requireObject(step, `${name}[${k}]`);
    requireNumber(step.after, `${name}[${k}].after`, AFTER);
    requireOneOf(step.unit, ["day", "week", "month", "quarter", "year"], `${name}[${k}].unit`);
  }
}
