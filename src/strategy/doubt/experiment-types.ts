import type { ExperimentPlan } from "../../campaign/index.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { InformationValue } from "./types.ts";

/** Options of {@link planStrategyExperiment}. */
export interface StrategyExperimentOptions {
  /** The assumption that is tested, by id. */
  readonly assumption: string;
  /** What one customer of the test tells. Half of the customers are the control group, except for a conversion. */
  readonly outcome:
    | {
        /** Leaving or not, for an assumption on churn: `baseRate` is the chance to leave during the test without the move, in (0, 1). */
        readonly kind: "churn";
        readonly baseRate: number;
      }
    /** Coming or not, for an assumption on conversion; all customers of the test are pursued for a month. */
    | { readonly kind: "conversion" }
    /**
     * An amount in the unit of the assumption: `standardDeviation` between customers, above 0. Of a cost all customers
     * of the test tell.
     */
    | { readonly kind: "amount"; readonly standardDeviation: number };
  /** What the test costs; default nothing. */
  readonly cost?: { readonly fixed?: number; readonly perCustomer?: number };
  /**
   * Sizes to look at, customers in all, whole numbers from 2 to 1e9; default 1, 2, 5 per power of ten from 100 up to a
   * fifth of the customers on whom moves with the assumption work, where they work on most, and this fifth. The value
   * is reckoned as if all customers still waited for the answer, so a test of nearly all would be valued too high.
   */
  readonly sizes?: readonly number[];
  /** Strategies to choose among; default all. */
  readonly among?: readonly string[];
}

/** A test of one size. */
export interface SizedTest {
  /** Customers in all. */
  readonly size: number;
  /** What choosing after the test is worth more than choosing now. */
  readonly value: InformationValue;
  readonly cost: number;
  /** Value less cost. */
  readonly net: number;
  /** Correlation between what the test will say and the truth, in [0, 1]. */
  readonly correlation: number;
}

/** What a test of an assumption is worth and how large it should be. Plain JSON. */
export interface StrategyExperiment {
  readonly assumption: string;
  /** What knowing it for certain is worth: no test is worth more. */
  readonly perfectInformation: InformationValue;
  /** Customers of a past test that would tell as much as the belief does. */
  readonly priorCustomers: number;
  readonly tests: readonly SizedTest[];
  /** The test with the highest net value; absent where none is above 0. */
  readonly best?: SizedTest;
  /** The value at which another strategy becomes the best, or that of no effect, against which a test should decide. */
  readonly against: number;
  /** A test with power 0.8 that tells the mean from `against`, as `planExperiment` sizes it. */
  readonly decisive: ExperimentPlan | Abstention;
  readonly reasons: readonly Reason[];
}
