import type { Messages } from "../locale.ts";

/** Reason codes of `association`, each with the parameters its wording needs. */
export type AssociationReasonParams = Record<never, never>;

export const associationEn: Messages<AssociationReasonParams> = {};

export const associationZh: Messages<AssociationReasonParams> = {};
