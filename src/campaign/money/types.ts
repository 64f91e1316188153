import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";
import type { IncrementalProfit } from "../lift/profit-types.ts";

/** Totals of amounts as a database reports them: `SUM(x)`, `SUM(x * x)`. */
export interface RevenueSums {
  /** Sum of the amounts, one per response. Below 0 where refunds outweigh sales. */
  readonly sum: number;
  readonly sumOfSquares: number;
}

/** Customers drawn by lot who were left alone, and what they bought all the same in the same time. */
export interface MoneyControl {
  /** Customers left alone, a whole number from 2. */
  readonly customers: number;
  readonly revenue: RevenueSums;
}

/**
 * How an interval is made: `"poisson"` turns the exact interval of a count over; `"compound_poisson"` joins a count and
 * the sizes of its amounts, `"normal"` does where some are negative; `"skewed_mean"` is the interval of a mean of skewed
 * amounts, `"t"` Student's where some are negative, `"fieller"` the cost over such a mean; `"welch"` compares with the
 * control group.
 */
export type MoneyMethod = "poisson" | "compound_poisson" | "normal" | "skewed_mean" | "t" | "fieller" | "welch";

/** A figure of money with its interval, and how that was made. */
export interface MoneyEstimate extends Estimate {
  readonly method: MoneyMethod;
}

/** What is known of a campaign without a ledger of its deals. Amounts in one currency. */
export interface CampaignMoneyParts {
  /** Money spent, at least 0, taken as known. */
  readonly cost: number;
  /** Customers contacted, a whole number from `responses`. Needed for rates and with a control group. */
  readonly contacted?: number;
  /** Those who bought, a whole number; one amount each. */
  readonly responses: number;
  readonly revenue: RevenueSums;
  /**
   * Whether amounts below 0, such as refunds, are among them; default false. The logarithm then says nothing, and the
   * intervals are the plain ones. It is also seen where the sums cannot be of amounts of one sign.
   */
  readonly refunds?: boolean;
  /** Contribution ÷ revenue, in (0, 1]. There is no default: taking revenue for contribution would flatter. */
  readonly marginRate: number;
  /** Leads, opportunities and contracts that came of it, whole numbers; each gets its cost. */
  readonly leads?: number;
  readonly opportunities?: number;
  readonly contracts?: number;
  readonly control?: MoneyControl;
}

/** Options of {@link measureCampaignMoney}. */
export interface CampaignMoneyOptions {
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Responses below which no interval of an amount is named; default 5, at least 2. */
  readonly minResponses?: number;
}

/** What the books say, without a claim about the next time. */
export interface BookedMoney {
  readonly cost: number;
  readonly revenue: number;
  /** Revenue × margin. */
  readonly contribution: number;
  /** Contribution − cost. */
  readonly profit: number;
  /** Profit ÷ cost; absent at cost 0. */
  readonly roi?: number;
}

/** Responses at which the campaign pays for itself. */
export interface MoneyBreakEven {
  /** Cost ÷ contribution of one response. */
  readonly responses: MoneyEstimate | Abstention;
  /** The same ÷ customers contacted; above 1 it is out of reach. Present where `contacted` is given. */
  readonly rate?: MoneyEstimate | Abstention;
}

/** The money of one campaign. Amounts in one currency; ROI, ROMI are shares: 0.5 is 50 % on top of the cost. */
export interface CampaignMoney {
  readonly level: number;
  readonly booked: BookedMoney;
  /** Contribution of such a campaign: number and size of responses both vary. */
  readonly contribution: MoneyEstimate | Abstention;
  /** Contribution − cost. */
  readonly profit: MoneyEstimate | Abstention;
  /** Profit ÷ cost: everything that was sold counts. */
  readonly roi: MoneyEstimate | Abstention;
  /** Revenue ÷ cost, before margin. */
  readonly revenuePerCost: MoneyEstimate | Abstention;
  /** Contribution of what would not have come anyway, less the cost; from the control group. */
  readonly incremental: IncrementalProfit | Abstention;
  /** Incremental profit ÷ cost: only what the campaign changed counts. */
  readonly romi: MoneyEstimate | Abstention;
  /** Contribution of one response. */
  readonly valuePerResponse: MoneyEstimate | Abstention;
  /** Responses ÷ contacted with Wilson's interval; present where `contacted` is given and above 0. */
  readonly responseRate?: Estimate;
  /** Cost ÷ contacted; present where `contacted` is given and above 0. */
  readonly costPerContact?: number;
  readonly costPerResponse: MoneyEstimate | Abstention;
  readonly costPerLead?: MoneyEstimate | Abstention;
  readonly costPerOpportunity?: MoneyEstimate | Abstention;
  readonly costPerContract?: MoneyEstimate | Abstention;
  readonly breakEven: MoneyBreakEven;
  /** What it comes to, in words. */
  readonly reasons: readonly Reason[];
}

/** One dated flow of money: spent below 0, earned above. */
export interface CashFlow {
  readonly date: DateLike;
  readonly amount: number;
  /**
   * How it may differ another time: not at all (`"known"`, the default of money spent), or as a deal that may come or
   * not (`"deal"`, the default of money earned). A deal is one contract: give each its own flow.
   */
  readonly kind?: "known" | "deal";
  /** Standard error of an estimated amount, at least 0; then it is neither known nor a deal. */
  readonly standardError?: number;
}

/** Options of {@link measureCampaignNpv}. */
export interface CampaignNpvOptions {
  /** Yearly rate at which money is discounted, above −1: 0.08 is 8 %. */
  readonly rate: number;
  /** Day to which flows are discounted; default: that of the first flow. */
  readonly on?: DateLike;
  /** `"yearly"` (default): (1 + rate)^−t; `"continuous"`: e^(−rate · t). */
  readonly compounding?: "yearly" | "continuous";
  /** Nominal coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** One day's flows discounted. */
export interface DiscountedFlow {
  /** ISO date. */
  readonly date: string;
  /** Years from `on`, actual days ÷ 365. */
  readonly years: number;
  readonly amount: number;
  readonly present: number;
  /** Present values up to and including this day. */
  readonly cumulated: number;
}

/** What dated flows of money are worth on one day. */
export interface CampaignNpv {
  /** ISO date to which flows are discounted. */
  readonly on: string;
  readonly rate: number;
  readonly compounding: "yearly" | "continuous";
  readonly dayCount: "actual/365";
  /** Sum of the present values. */
  readonly value: number;
  /** The same with its interval; abstains where every flow is known. `n` flows that may differ. */
  readonly npv: Estimate | Abstention;
  /** Present value of what is spent, at most 0, and of what is earned. */
  readonly spent: number;
  readonly earned: number;
  /** First day from which the cumulated present value stays at 0 or above; absent where it ends below. */
  readonly paybackDate?: string;
  /** By day, in order of time. */
  readonly flows: readonly DiscountedFlow[];
}
