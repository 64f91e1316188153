import type { FacetShares, LeverId, SwitchingFacet } from "./types.ts";

/** Weights and shares that should sum to 1 may miss it by rounding. */
export const SUM_SLACK: number = 1e-9;

/** The facets in the order in which they are shown. */
export const facetIds: readonly SwitchingFacet[] = ["procedural", "financial", "relational"];

const PROCEDURAL: FacetShares = { procedural: 1 };
const FINANCIAL: FacetShares = { financial: 1 };
const RELATIONAL: FacetShares = { relational: 1 };

/**
 * The seventeen levers, D25, each with its facets: split equally where the list names two, the leading one first. Apart
 * from the texts, so that scoring does not carry them.
 */
export const leverFacets: Readonly<Record<LeverId, FacetShares>> = {
  quality: PROCEDURAL,
  service: RELATIONAL,
  bundling: { procedural: 0.5, financial: 0.5 },
  standing: RELATIONAL,
  brand: { relational: 0.5, procedural: 0.5 },
  personal_care: RELATIONAL,
  promotion: { relational: 0.5, financial: 0.5 },
  planned_visits: RELATIONAL,
  differentiation: { relational: 0.5, procedural: 0.5 },
  agreements: FINANCIAL,
  points: FINANCIAL,
  social_gatherings: RELATIONAL,
  clubs: RELATIONAL,
  contacts: RELATIONAL,
  habits: PROCEDURAL,
  prepayment: FINANCIAL,
  emotional_account: RELATIONAL,
};

/** Ids of the levers in the order of the catalogue. */
export const leverIds: readonly LeverId[] = /* @__PURE__ */ Object.keys(leverFacets) as LeverId[];
