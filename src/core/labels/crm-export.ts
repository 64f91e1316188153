import type { Label } from "../locale.ts";

/** The products whose exports are read. */
export type CrmProduct = "salesforce" | "hubspot" | "odoo" | "twenty" | "frappe";

/** Label families of `crm-export`. */
export interface CrmExportLabels {
  readonly crmProduct: Readonly<Record<CrmProduct, Label>>;
}

export const crmExportLabels: CrmExportLabels = {
  crmProduct: {
    salesforce: { en: "Salesforce", zh: "Salesforce" },
    hubspot: { en: "HubSpot", zh: "HubSpot" },
    odoo: { en: "Odoo", zh: "Odoo" },
    twenty: { en: "Twenty", zh: "Twenty" },
    frappe: { en: "Frappe CRM", zh: "Frappe CRM" },
  },
};
