import type { Messages } from "../locale.ts";

/** Reason codes of `relationship`, each with the parameters its wording needs. */
export type RelationshipReasonParams = Record<never, never>;

export const relationshipEn: Messages<RelationshipReasonParams> = {};

export const relationshipZh: Messages<RelationshipReasonParams> = {};
