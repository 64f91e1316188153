export { assignLoyalty, assignLoyaltyColumn } from "./assign.ts";
export { loyaltyQuadrants } from "./axis.ts";
export { quadrantChart } from "./chart.ts";
export { explainLoyalty } from "./explain.ts";
export { fitLoyalty } from "./fit.ts";
export { measureNps } from "./nps.ts";
export { summarizeLoyalty } from "./summarize.ts";
export type {
  FitLoyaltyOptions,
  GivenLoyaltyCuts,
  LoyaltyAccessors,
  LoyaltyAxis,
  LoyaltyAxisName,
  LoyaltyCell,
  LoyaltyCounts,
  LoyaltyCut,
  LoyaltyExplanation,
  LoyaltyGroup,
  LoyaltyMethod,
  LoyaltyModel,
  LoyaltyMove,
  LoyaltyNote,
  LoyaltyPosition,
  LoyaltyQuadrant,
  LoyaltyRating,
  LoyaltySummary,
  NpsCounts,
  NpsEstimate,
  NpsOptions,
  RatingScale,
  SatisfactionAnswer,
  SummarizeLoyaltyOptions,
} from "./types.ts";
