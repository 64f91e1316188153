import type { StrategyBook, StrategyCustomer } from "clientele/strategy";
import { assignTier, fitTiers } from "clientele/tiering";
import { differenceInPeriods, toDay } from "clientele/time";
import { ASSUMPTIONS } from "./assumptions.ts";
import { accountOf, type Subscriber } from "./data.ts";
import type { MonthlyChances } from "./stays.ts";

/**
 * Doubt of the level of churn that no model of one file can know: the next three years are not the years of the file.
 * A belief, as standard deviation of the logarithm.
 */
export const YEARS_DOUBT = 0.15;

/** A year from now. */
const YEAR = 12;

/** Those still there, as strategies see them: money, chances to leave by month, tier, months bound. */
export function strategyBook(
  customers: readonly Subscriber[],
  chances: MonthlyChances,
  modelDoubt: number,
): StrategyBook {
  const yearly = ({ fee }: Subscriber): number => fee * 12;
  const tiers = fitTiers(customers, { value: yearly });
  const today = toDay(ASSUMPTIONS.asOf);
  return {
    marginRate: ASSUMPTIONS.marginRate,
    doubt: { churn: Math.hypot(modelDoubt, YEARS_DOUBT) },
    customers: customers.map((customer, i): StrategyCustomer => {
      const { id, fee, row } = customer;
      const monthlyChurn = chances.map((month) => month[i] as number);
      const end = accountOf(customer).contract?.end;
      return {
        id,
        monthlyRevenue: fee,
        monthlyChurn,
        tier: assignTier(tiers, yearly(customer)),
        facts: {
          contract: row["Contract"] as string,
          fibreUnsupported: row["InternetService"] === "Fiber optic" && row["TechSupport"] === "No",
          // who is bound by no contract is free now
          monthsBound: end === undefined ? 0 : differenceInPeriods(today, toDay(end), "month"),
          yearChance: 1 - monthlyChurn.slice(0, YEAR).reduce((stay, chance) => stay * (1 - chance), 1),
        },
      };
    }),
  };
}
