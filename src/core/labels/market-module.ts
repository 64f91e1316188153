import { type AnomalyLabels, anomalyLabels } from "./anomaly.ts";
import { type AttainmentLabels, attainmentLabels } from "./attainment.ts";
import { type ClustersLabels, clustersLabels } from "./clusters.ts";
import { type GroupComparisonLabels, groupComparisonLabels } from "./group-comparison.ts";
import { type PortfolioLabels, portfolioLabels } from "./portfolio.ts";
import { type PurchaseCriteriaLabels, purchaseCriteriaLabels } from "./purchase-criteria.ts";
import { type RivalProfileLabels, rivalProfileLabels } from "./rival-profile.ts";
import { type SeriesLabels, seriesLabels } from "./series.ts";
import { type TrafficLabels, trafficLabels } from "./traffic.ts";
import { type TrendLabels, trendLabels } from "./trend.ts";
import { type VisitsLabels, visitsLabels } from "./visits.ts";

/** Names of the module `market` that are shown, room by room. */
export interface MarketModuleLabels
  extends AttainmentLabels,
    TrendLabels,
    AnomalyLabels,
    GroupComparisonLabels,
    ClustersLabels,
    SeriesLabels,
    PortfolioLabels,
    PurchaseCriteriaLabels,
    RivalProfileLabels,
    TrafficLabels,
    VisitsLabels {}

export const marketModuleLabels: MarketModuleLabels = /* @__PURE__ */ (() => ({
  ...attainmentLabels,
  ...trendLabels,
  ...anomalyLabels,
  ...groupComparisonLabels,
  ...clustersLabels,
  ...seriesLabels,
  ...portfolioLabels,
  ...purchaseCriteriaLabels,
  ...rivalProfileLabels,
  ...trafficLabels,
  ...visitsLabels,
}))();
