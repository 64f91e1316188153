/** Names of `crm-export` that are shown, by family. */
export type CrmExportLabels = Record<never, never>;

export const crmExportLabels: CrmExportLabels = {};
