import type { Label } from "../locale.ts";

/** The four levels of service, D8, the simplest first. */
export type ServiceLevel = "responsive" | "proactive" | "whole_solution" | "relationship";

/** The grades of account managers, D7, the highest first. */
export type ManagerGrade = "senior" | "middle" | "junior";

/** Label families of `coverage`. */
export interface CoverageLabels {
  readonly serviceLevel: Readonly<Record<ServiceLevel, Label>>;
  readonly managerGrade: Readonly<Record<ManagerGrade, Label>>;
}

export const coverageLabels: CoverageLabels = {
  serviceLevel: {
    responsive: { en: "Responsive service", zh: "响应式服务" },
    proactive: { en: "Proactive service", zh: "主动式服务" },
    whole_solution: { en: "Whole solution", zh: "整体解决方案" },
    relationship: { en: "Relationship marketing", zh: "关系营销" },
  },
  managerGrade: {
    senior: { en: "Senior", zh: "高级" },
    middle: { en: "Middle", zh: "中级" },
    junior: { en: "Junior", zh: "初级" },
  },
};
