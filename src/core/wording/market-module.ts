import type { Messages } from "../locale.ts";
import { type AnomalyReasonParams, anomalyEn, anomalyZh } from "./anomaly.ts";
import { type AssociationReasonParams, associationEn, associationZh } from "./association.ts";
import { type AttainmentReasonParams, attainmentEn, attainmentZh } from "./attainment.ts";
import { type ClustersReasonParams, clustersEn, clustersZh } from "./clusters.ts";
import { type GroupComparisonReasonParams, groupComparisonEn, groupComparisonZh } from "./group-comparison.ts";
import { type PortfolioReasonParams, portfolioEn, portfolioZh } from "./portfolio.ts";
import { type PurchaseCriteriaReasonParams, purchaseCriteriaEn, purchaseCriteriaZh } from "./purchase-criteria.ts";
import { type RegressionReasonParams, regressionEn, regressionZh } from "./regression.ts";
import { type RivalProfileReasonParams, rivalProfileEn, rivalProfileZh } from "./rival-profile.ts";
import { type SeriesReasonParams, seriesEn, seriesZh } from "./series.ts";
import { type TargetReasonParams, targetEn, targetZh } from "./target.ts";
import { type TrafficReasonParams, trafficEn, trafficZh } from "./traffic.ts";
import { type TrendReasonParams, trendEn, trendZh } from "./trend.ts";
import { type VisitsReasonParams, visitsEn, visitsZh } from "./visits.ts";

/** Reason codes of the module `market`, room by room. */
export interface MarketModuleReasonParams
  extends TargetReasonParams,
    AttainmentReasonParams,
    TrendReasonParams,
    AnomalyReasonParams,
    GroupComparisonReasonParams,
    AssociationReasonParams,
    RegressionReasonParams,
    ClustersReasonParams,
    SeriesReasonParams,
    PortfolioReasonParams,
    PurchaseCriteriaReasonParams,
    RivalProfileReasonParams,
    TrafficReasonParams,
    VisitsReasonParams {}

export const marketModuleEn: Messages<MarketModuleReasonParams> = /* @__PURE__ */ (() => ({
  ...targetEn,
  ...attainmentEn,
  ...trendEn,
  ...anomalyEn,
  ...groupComparisonEn,
  ...associationEn,
  ...regressionEn,
  ...clustersEn,
  ...seriesEn,
  ...portfolioEn,
  ...purchaseCriteriaEn,
  ...rivalProfileEn,
  ...trafficEn,
  ...visitsEn,
}))();

export const marketModuleZh: Messages<MarketModuleReasonParams> = /* @__PURE__ */ (() => ({
  ...targetZh,
  ...attainmentZh,
  ...trendZh,
  ...anomalyZh,
  ...groupComparisonZh,
  ...associationZh,
  ...regressionZh,
  ...clustersZh,
  ...seriesZh,
  ...portfolioZh,
  ...purchaseCriteriaZh,
  ...rivalProfileZh,
  ...trafficZh,
  ...visitsZh,
}))();
