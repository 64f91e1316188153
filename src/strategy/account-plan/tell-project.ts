import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Reason } from "../../core/reasons.ts";
import { requireRows } from "./read.ts";
import type { AccountProject } from "./types.ts";

/** What the account's project says; `undefined` where nothing of it is planned. */
export function tellProject(project: AccountProject): { readonly reasons: readonly Reason[] } | undefined {
  requireObject(project, "facts.project");
  const { schedule, forecast, objectives, risks } = project;
  const reasons: Reason[] = [];
  if (schedule !== undefined) {
    requireObject(schedule, "facts.project.schedule");
    requireRows(schedule.missed, "facts.project.schedule.missed");
    requireRows(schedule.tasks, "facts.project.schedule.tasks");
    const { finish, finishDate, missed, tasks } = schedule;
    requireNumber(finish, "facts.project.schedule.finish", { min: 0 });
    const date = finishDate === undefined ? {} : { date: finishDate };
    reasons.push({ code: "account_schedule", params: { finish, ...date, tasks: tasks.length, missed: missed.length } });
  }
  if (forecast?.chance !== undefined) {
    requireObject(forecast.chance, "facts.project.forecast.chance");
    requireNumber(forecast.chance.value, "facts.project.forecast.chance.value", { min: 0, max: 1 });
    reasons.push({ code: "account_finish", params: { chance: forecast.chance.value } });
  }
  if (objectives !== undefined) {
    requireObject(objectives, "facts.project.objectives");
    const { light, progress } = objectives;
    requireOneOf(light, ["green", "amber", "red", "unknown"], "facts.project.objectives.light");
    if (progress !== undefined) requireNumber(progress, "facts.project.objectives.progress");
    reasons.push({ code: "account_objectives", params: { light, ...(progress === undefined ? {} : { progress }) } });
  }
  if (risks !== undefined) {
    requireObject(risks, "facts.project.risks");
    requireObject(risks.total, "facts.project.risks.total");
    const { expectedLoss, reserve } = risks.total;
    requireNumber(expectedLoss, "facts.project.risks.total.expectedLoss", { min: 0 });
    requireNumber(reserve, "facts.project.risks.total.reserve", { min: 0 });
    reasons.push({ code: "account_risks", params: { expected: expectedLoss, reserve } });
  }
  return reasons.length === 0 ? undefined : { reasons };
}
