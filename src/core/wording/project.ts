import type { Messages } from "../locale.ts";

/** Reason codes of `project`, each with the parameters its wording needs. */
export type ProjectReasonParams = Record<never, never>;

export const projectEn: Messages<ProjectReasonParams> = {};

export const projectZh: Messages<ProjectReasonParams> = {};
