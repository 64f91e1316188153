import type { Abstention } from "../../core/estimate.ts";
import { measureLift } from "../lift/lift.ts";
import { measureIncrementalProfit } from "../lift/profit.ts";
import type { IncrementalProfit } from "../lift/profit-types.ts";
import type { CheckedMoney } from "./parts.ts";

/** What the campaign earned beyond what would have come anyway, by the control group's spend per customer. */
export function incrementalOf(
  { cost, contacted, revenue, marginRate, control }: CheckedMoney,
  level: number,
): IncrementalProfit | Abstention {
  if (control === undefined || contacted === undefined) {
    return { abstained: { code: "campaign_no_control", params: {} } };
  }
  const lift = measureLift(
    { kind: "mean", n: contacted, ...revenue },
    { kind: "mean", n: control.customers, ...control.revenue },
    { level },
  );
  if ("abstained" in lift) return lift;
  return measureIncrementalProfit(lift, { contactCost: cost / contacted, customers: contacted, marginRate });
}
