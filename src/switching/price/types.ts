import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { PriceVerdict } from "../../core/labels/price-sensitivity.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike, PeriodUnit } from "../../time/index.ts";

export type { PriceVerdict } from "../../core/labels/price-sensitivity.ts";

/** What one customer bought at one price on one day, or in the period around it. */
export interface PricePurchase {
  readonly customer: string;
  readonly date: DateLike;
  /** Price of one unit, above 0, in one currency. */
  readonly price: number;
  /** Units bought, at least 0; a 0 says that the price was offered and nothing was bought. */
  readonly quantity: number;
  /** Group of the customer; of one customer always the same. Left out where there are no groups. */
  readonly segment?: string;
}

/** Options of {@link measurePriceSensitivity}. */
export interface MeasurePriceSensitivityOptions {
  /**
   * `poisson` (default) works with quantities of 0 and with any spread; `log_log` is the regression of log quantity on
   * log price and refuses zeros.
   */
  readonly method?: "poisson" | "log_log";
  /** Length of the periods whose common ups and downs are taken out; default `month`. At most 400 periods. */
  readonly period?: PeriodUnit;
  /** False leaves the ups and downs of the periods in; default true. */
  readonly periodEffects?: boolean;
  /** True where prices were set by chance in a test; takes the caveat away. Default false. */
  readonly randomised?: boolean;
  /** Nominal coverage of the intervals in (0, 1), default 0.95. */
  readonly level?: number;
}

/** How a segment answers to the price. */
export interface SegmentSensitivity {
  readonly id: string;
  readonly customers: number;
  /** Customers who bought at more than one price; they alone tell. */
  readonly informative: number;
  /** From the segment's own purchases, or why there is none. */
  readonly own: Estimate | Abstention;
  /** Drawn towards the mean of all segments as far as chance explains the difference; the figure to use. */
  readonly elasticity: Estimate | Abstention;
  /** How much of the segment's own figure is in it, 0–1. */
  readonly weight: number;
  readonly verdict: PriceVerdict;
}

/** How far customers buy less when the price rises. */
export interface PriceSensitivity {
  readonly method: "poisson" | "log_log";
  /** Whether ups and downs common to all customers were taken out. */
  readonly periodEffects: boolean;
  /** Per cent of quantity per per cent of price, over all customers; −2 says that 1 % more price sells 2 % less. */
  readonly elasticity: Estimate | Abstention;
  /** `elastic` where the whole interval lies below −1, `inelastic` where above, else `undecided`. */
  readonly verdict: PriceVerdict;
  readonly customers: number;
  readonly informative: number;
  /** Rows that were used; those of customers who never bought tell nothing. */
  readonly rows: number;
  /** Variance of the quantities over a Poisson variance; absent for `log_log` or where there is none left. */
  readonly dispersion?: number;
  /** By id; empty where no purchase names a segment. */
  readonly segments: readonly SegmentSensitivity[];
  /** Standard deviation of the true elasticities between segments; absent below three measured segments. */
  readonly spread?: number;
  readonly reasons: readonly Reason[];
}

/** One respondent's answers to the four questions, in one currency, each at least 0. */
export interface VanWestendorpAnswer {
  /** So cheap that the quality would be in doubt. */
  readonly tooCheap: number;
  /** A bargain. */
  readonly cheap: number;
  /** Getting expensive, still thinkable. */
  readonly expensive: number;
  /** Too expensive to think of. */
  readonly tooExpensive: number;
  /** Chance to buy at the cheap price, 0–1; with `intentExpensive` it adds demand and best price. */
  readonly intentCheap?: number;
  /** Chance to buy at the expensive price, 0–1. */
  readonly intentExpensive?: number;
}

/** Options of {@link measureVanWestendorp}. */
export interface MeasureVanWestendorpOptions {
  /**
   * `original` (default) takes the ends of the acceptable range where "too cheap" meets "not cheap" and "too expensive"
   * meets "not expensive"; `narrower` where they meet "expensive" and "cheap".
   */
  readonly range?: "original" | "narrower";
  /** True sets answers apart in which two neighbours are equal; default false. */
  readonly strict?: boolean;
  /** Seed of the resampling behind `best`; needed where purchase intents are given. */
  readonly seed?: number;
  /** Resamples behind `best`, 100–10,000, default 500. */
  readonly resamples?: number;
  /** Cost of a unit, at least 0, default 0: `best` then maximises profit. */
  readonly unitCost?: number;
  readonly level?: number;
}

/** Shares of respondents at one price. */
export interface VanWestendorpPoint {
  readonly price: number;
  /** Share who find it too cheap. */
  readonly tooCheap: number;
  /** Share who find it cheap or cheaper than that. */
  readonly cheap: number;
  /** Share who find it expensive or dearer than that. */
  readonly expensive: number;
  readonly tooExpensive: number;
  /** Share who would buy by the Newton–Miller–Smith rule; absent without intents. */
  readonly buying?: number;
}

/** What the four questions say about the price. */
export interface VanWestendorp {
  readonly kind: "van_westendorp";
  readonly respondents: number;
  /** Respondents whose four prices do not rise; they are counted and set apart. */
  readonly inconsistent: number;
  readonly range: "original" | "narrower";
  /** Point of marginal cheapness: the lower end of the acceptable range. */
  readonly marginalCheapness: Estimate;
  /** Point of marginal expensiveness: the upper end. */
  readonly marginalExpensiveness: Estimate;
  /** Optimal price point: as many find it too cheap as too expensive. */
  readonly optimalPrice: Estimate;
  /** Indifference price point: as many find it cheap as expensive. */
  readonly indifferencePrice: Estimate;
  /** Price of the highest revenue (or profit) by purchase intents; absent without intents. */
  readonly best?: Estimate | Abstention;
  /** The curves at up to 200 prices, rising. */
  readonly curve: readonly VanWestendorpPoint[];
  readonly reasons: readonly Reason[];
}

/** Whether one respondent would buy at one price. */
export interface GaborGrangerAnswer {
  readonly respondent: string;
  /** Above 0, in one currency. */
  readonly price: number;
  readonly buys: boolean;
}

/** Options of {@link measureGaborGranger}. */
export interface MeasureGaborGrangerOptions {
  /** Cost of a unit, at least 0; adds the price of the highest profit. */
  readonly unitCost?: number;
  readonly level?: number;
}

/** Demand at one of the prices that were asked. */
export interface GaborGrangerPoint {
  readonly price: number;
  readonly n: number;
  /** Share who would buy, with its Wilson interval. */
  readonly observed: Estimate;
  /** By the fitted curve; absent where there is none. */
  readonly fitted?: Estimate;
}

/** What the direct question says about demand and price. */
export interface GaborGranger {
  readonly kind: "gabor_granger";
  readonly respondents: number;
  /** Respondents who would buy at a price and not at a lower one; they stay in. */
  readonly reversed: number;
  /** By price, lowest first. */
  readonly points: readonly GaborGrangerPoint[];
  /** Log-odds of buying = intercept − slope × price; absent where no falling curve could be fitted. */
  readonly demand?: Readonly<{ intercept: number; slope: number; slopeInterval: Estimate["interval"] }>;
  /** Price of the highest revenue per respondent. */
  readonly revenuePrice: Estimate | Abstention;
  /** Price of the highest profit per respondent; absent without `unitCost`. */
  readonly profitPrice?: Estimate | Abstention;
  readonly reasons: readonly Reason[];
}

/** How many stayed of how many. */
export interface StayCount {
  readonly stayed: number;
  readonly n: number;
}

/** Options of {@link measureDiscountCost}. */
export interface MeasureDiscountCostOptions {
  /** Customers who got no discount: what would have happened anyway. */
  readonly without: StayCount;
  /** Customers who were offered it, alike in all else; left out where it has not been tried. */
  readonly with?: StayCount;
  /** What a customer who stays is worth before the discount, above 0. */
  readonly value: number;
  /** What the discount costs on a customer who stays, at least 0; same currency and span as `value`. */
  readonly discount: number;
  /** Customers who would get it, a whole number of at least 1; default 1. */
  readonly customers?: number;
  readonly level?: number;
}

/** What a discount costs and brings. Amounts are for all `customers`. */
export interface DiscountCost {
  readonly customers: number;
  /** Share who stay without the discount. */
  readonly stayAnyway: Estimate;
  /** Given to those who would have stayed anyway. */
  readonly givenAway: Estimate;
  /** Share of those about to leave that must be kept for the discount to pay; can exceed 1 when it cannot pay. */
  readonly breakEvenSaveRate: Estimate | Abstention;
  /** Share of all customers that the discount keeps; absent without `with`. */
  readonly saved?: Estimate;
  /** Share of the discount money that goes to those who would have stayed anyway, at most 1; absent without `with`. */
  readonly wastedShare?: Estimate;
  /** Value of those kept less all discounts; absent without `with`. */
  readonly net?: Estimate;
  readonly reasons: readonly Reason[];
}
