/** Names of `project` that are shown, by family. */
export type ProjectLabels = Record<never, never>;

export const projectLabels: ProjectLabels = {};
