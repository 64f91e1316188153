import type { Messages } from "../locale.ts";

/** Reason codes of `placement`, each with the parameters its wording needs. */
export type PlacementReasonParams = Record<never, never>;

export const placementEn: Messages<PlacementReasonParams> = {};

export const placementZh: Messages<PlacementReasonParams> = {};
