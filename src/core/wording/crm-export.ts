import type { Messages } from "../locale.ts";

/** Reason codes of `crm-export`, each with the parameters its wording needs. */
export type CrmExportReasonParams = Record<never, never>;

export const crmExportEn: Messages<CrmExportReasonParams> = {};

export const crmExportZh: Messages<CrmExportReasonParams> = {};
