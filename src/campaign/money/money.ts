import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { CampaignUnit } from "../../core/labels/campaign-money.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { countInterval } from "../roi/deal-interval.ts";
import { finite } from "../roi/figures.ts";
import { noneYet } from "../roi/none-yet.ts";
import { amountsOf, type CheckedMoney, readMoney } from "./parts.ts";
import { reasonsOf } from "./reasons.ts";
import { incrementalOf } from "./romi.ts";
import type { BookedMoney, CampaignMoney, CampaignMoneyOptions, CampaignMoneyParts, MoneyEstimate } from "./types.ts";
import { breakEvenOf, responseValue, scaled } from "./value.ts";

/**
 * All the money of a campaign from totals alone, without a ledger of its deals: contribution, ROI, ROMI, cost per lead,
 * opportunity and contract, and the responses at which it pays for itself, each with the interval that its parts imply.
 *
 * ROI is (contribution − cost) ÷ cost, where contribution is revenue × margin: everything sold counts. ROMI is
 * (incremental revenue × margin − cost) ÷ cost: only what would not have come anyway counts, which a control group of
 * customers left alone by lot tells. ROMI + 1 is the incremental contribution per unit of cost. Without a control group
 * ROMI abstains, for ROI would only flatter it.
 *
 * Intervals: counts are exact Poisson; amounts are a compound Poisson process; the value of a response is a mean of
 * skewed amounts, and by Fieller where refunds outweigh; ROMI's comes from Welch's interval of spend per customer. The
 * cost is taken as known. Figures of one source move together: ROI's ends are the contribution's less the cost, over the
 * cost.
 *
 * @param parts - `cost`, `responses`, `revenue` (sum and sum of squares of the amounts), `marginRate` in (0, 1]; where
 * known `refunds`, `contacted`, `leads`, `opportunities`, `contracts` and `control`. Amounts in one currency. Not mutated.
 * @param options - `level` (default 0.95), `minResponses` (default 5).
 * @returns What the books say and every ratio with its interval, or the reason why there is none: nothing spent, too few
 * responses, none came (with the least that one costs), a response that loses money.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`; `inconsistent` for more responses than customers
 * contacted, sums that no such number of amounts has, or a control group without `contacted`.
 * @example
 * ```ts
 * const money = measureCampaignMoney({
 *   cost: 4000, contacted: 5000, responses: 80, leads: 200,
 *   revenue: { sum: 20000, sumOfSquares: 9000000 }, marginRate: 0.4,
 *   control: { customers: 5000, revenue: { sum: 6000, sumOfSquares: 2500000 } },
 * });
 * money.booked.roi; // => 1
 * money.roi.interval.lower; // ≈ 0.481
 * money.roi.method; // => "compound_poisson"
 * money.romi.value; // ≈ 0.4
 * money.costPerLead.value; // => 20
 * money.breakEven.responses.value; // => 40
 * ```
 * @see Farris, Bendle, Pfeifer & Reibstein (2010), Marketing Metrics, 2nd ed., chapter 10, for ROI and ROMI; Garwood
 * (1936), Biometrika 28, 437–442; Zou & Donner (2008), Statistics in Medicine 27, 1693–1702
 */
export function measureCampaignMoney(parts: CampaignMoneyParts, options: CampaignMoneyOptions = {}): CampaignMoney {
  requireObject(options, "options");
  const { level = 0.95, minResponses = 5 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(minResponses, "options.minResponses", { min: 2, integer: true });
  const money = readMoney(parts);
  const { cost, contacted, responses, marginRate } = money;
  const booked = bookedOf(money);
  const revenue = amountsOf(money, minResponses, level);
  const contribution = scaled(revenue, (amount) => amount * marginRate);
  const profit = scaled(contribution, (amount) => amount - cost);
  const noCost: Abstention = { abstained: { code: "campaign_zero_cost", params: {} } };
  const perCost = (of: MoneyEstimate | Abstention, what: string): MoneyEstimate | Abstention =>
    cost === 0 ? noCost : scaled(of, (amount) => finite(amount / cost, what));
  const value = responseValue(money, minResponses, level);
  const breakEven = breakEvenOf(value, money, level);
  const incremental = incrementalOf(money, level);
  const perUnit = (count: number, unit: CampaignUnit) => costPer(cost, count, unit, level);
  const { leads, opportunities, contracts } = money;
  return {
    level,
    booked,
    contribution,
    profit,
    roi: perCost(profit, "profit ÷ cost"),
    revenuePerCost: perCost(revenue, "revenue ÷ cost"),
    incremental,
    romi: perCost(
      "abstained" in incremental ? incremental : { ...incremental.total, method: "welch" },
      "incremental profit ÷ cost",
    ),
    valuePerResponse: value.estimate,
    ...(contacted === undefined || contacted === 0
      ? {}
      : {
          responseRate: {
            value: responses / contacted,
            n: contacted,
            interval: wilsonInterval(responses, contacted, level),
          },
          costPerContact: cost / contacted,
        }),
    costPerResponse: perUnit(responses, "response"),
    ...(leads === undefined ? {} : { costPerLead: perUnit(leads, "lead") }),
    ...(opportunities === undefined ? {} : { costPerOpportunity: perUnit(opportunities, "opportunity") }),
    ...(contracts === undefined ? {} : { costPerContract: perUnit(contracts, "contract") }),
    breakEven,
    reasons: reasonsOf(profit, breakEven.responses, money),
  };
}

function bookedOf({ cost, revenue, marginRate }: CheckedMoney): BookedMoney {
  const contribution = revenue.sum * marginRate;
  const profit = finite(contribution - cost, "contribution − cost");
  return {
    cost,
    revenue: revenue.sum,
    contribution,
    profit,
    ...(cost > 0 ? { roi: finite(profit / cost, "profit ÷ cost") } : {}),
  };
}

/** Cost ÷ count, the count's exact interval turned over. */
function costPer(cost: number, count: number, unit: CampaignUnit, level: number): MoneyEstimate | Abstention {
  if (count === 0) return noneYet(unit, cost, level);
  const { lower, upper } = countInterval(count, level);
  return {
    value: cost / count,
    n: count,
    interval: { lower: cost / upper, upper: finite(cost / lower, "cost ÷ count"), level },
    method: "poisson",
  };
}
