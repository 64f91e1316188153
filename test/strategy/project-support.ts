import { isClienteleError } from "../../src/core/index.ts";

export { forecastProject } from "../../src/strategy/project/forecast.ts";
export { ganttChart } from "../../src/strategy/project/gantt.ts";
export { measureObjectives } from "../../src/strategy/project/objectives.ts";
export { measureResponsibilities } from "../../src/strategy/project/responsibilities.ts";
export { measureProjectRisks } from "../../src/strategy/project/risks.ts";
export { scheduleProject } from "../../src/strategy/project/schedule.ts";
export { scoreOptions } from "../../src/strategy/project/score-options.ts";
export type { ProjectTask } from "../../src/strategy/project/types.ts";
export { measureWorkBreakdown } from "../../src/strategy/project/work.ts";

/** The typed error that an act throws; anything else fails the test. */
export const errorOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (isClienteleError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
};
