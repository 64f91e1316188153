import type { LeverEvent, LeverId } from "./types.ts";

/** How a lever gives way: by an event, by halves (months), or not by itself. */
export type LeverPace = LeverEvent | number | undefined;

/**
 * How each lever gives way, apart from the texts, so that a forecast does not carry them. The half-lives, in months,
 * are assumptions of ours: no study is known to us that measures them lever by lever.
 */
export const leverPaces: Readonly<Record<LeverId, LeverPace>> = {
  quality: 12,
  service: 6,
  bundling: undefined,
  standing: 3,
  brand: 24,
  personal_care: 6,
  promotion: 3,
  planned_visits: 3,
  differentiation: undefined,
  agreements: "contract_end",
  points: "points_expiry",
  social_gatherings: 6,
  clubs: 3,
  contacts: 12,
  habits: 6,
  prepayment: "prepayment_end",
  emotional_account: 12,
};
