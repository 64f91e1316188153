import type { Label } from "../locale.ts";

/** How a task waits for another: finish to start, start to start, finish to finish, start to finish. */
export type ProjectLinkType = "FS" | "SS" | "FF" | "SF";

/** What somebody has to do with a task. */
export type ResponsibilityRole = "responsible" | "accountable" | "consulted" | "informed";

/** Levels of the tree of objectives. */
export type OgsmLevel = "objective" | "goal" | "strategy" | "measure";

/** Where progress stands against the calendar. */
export type OgsmLight = "green" | "amber" | "red" | "unknown";

/** Names of `project` that are shown, by family. */
export interface ProjectLabels {
  readonly projectLink: Readonly<Record<ProjectLinkType, Label>>;
  readonly responsibilityRole: Readonly<Record<ResponsibilityRole, Label>>;
  readonly ogsmLevel: Readonly<Record<OgsmLevel, Label>>;
  readonly ogsmLight: Readonly<Record<OgsmLight, Label>>;
}

export const projectLabels: ProjectLabels = {
  projectLink: {
    FS: { en: "Finish to start", zh: "完成后开始" },
    SS: { en: "Start to start", zh: "开始后开始" },
    FF: { en: "Finish to finish", zh: "完成后完成" },
    SF: { en: "Start to finish", zh: "开始后完成" },
  },
  responsibilityRole: {
    responsible: { en: "Responsible", zh: "执行" },
    accountable: { en: "Accountable", zh: "负责" },
    consulted: { en: "Consulted", zh: "咨询" },
    informed: { en: "Informed", zh: "知会" },
  },
  ogsmLevel: {
    objective: { en: "Objective", zh: "目的" },
    goal: { en: "Goal", zh: "目标" },
    strategy: { en: "Strategy", zh: "策略" },
    measure: { en: "Measure", zh: "衡量指标" },
  },
  ogsmLight: {
    green: { en: "On track", zh: "正常" },
    amber: { en: "Slipping", zh: "预警" },
    red: { en: "Behind", zh: "滞后" },
    unknown: { en: "Not known", zh: "未知" },
  },
};
