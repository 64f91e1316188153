import type { Abstention } from "../../core/estimate.ts";
import type { CampaignUnit } from "../../core/labels/campaign-money.ts";

/**
 * Why no cost per lead, opportunity or contract can be named where none came, with the bound that none having come
 * implies: a Poisson count of which none came is, at the given level, below −ln(1 − level), about three at 95 %.
 */
export function noneYet(unit: CampaignUnit, cost: number, level: number): Abstention {
  if (cost === 0 && unit === "opportunity") return { abstained: { code: "campaign_no_opportunities", params: {} } };
  if (cost === 0 && unit === "contract") return { abstained: { code: "campaign_no_contracts", params: {} } };
  return { abstained: { code: "campaign_none_yet", params: { unit, atLeast: cost / -Math.log1p(-level), level } } };
}
