import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { CampaignRatios, CampaignRoiOptions } from "../roi/types.ts";

/** What campaigns are compared by: where, in what form, or at what scale of spending. */
export type CampaignGrouping = "region" | "form" | "scale";

/** Options of {@link compareCampaigns}. */
export interface CompareCampaignsOptions extends Omit<CampaignRoiOptions, "minDeals"> {
  readonly by: CampaignGrouping;
  /**
   * Costs at which the next band of spending begins, ascending, above 0; only with `by: "scale"`. Default: the terciles
   * of the campaigns' costs. A cost equal to a cut belongs to the upper band.
   */
  readonly cuts?: readonly number[];
  /** Seed of the permutation test; default 1. */
  readonly seed?: number;
  /** Permutations of the test, 99–100,000; default 1,999. */
  readonly permutations?: number;
}

/** A group's return after it has been drawn towards the return of all campaigns. */
export interface ShrunkRoi {
  readonly value: number;
  /** Weight of the group's own campaigns, 0–1; the rest is the overall return. */
  readonly weight: number;
}

/** The return of one group of campaigns. Amounts in one currency. */
export interface CampaignGroup {
  /** Region, form or band: `"small"`, `"medium"`, `"large"` for terciles, `"band1"`… for own cuts. */
  readonly id: string;
  /** Lowest cost of the band; absent where open or where the grouping is not by scale. */
  readonly costFrom?: number;
  /** Cost at which the next band begins. */
  readonly costBelow?: number;
  /** Campaigns in the group. */
  readonly n: number;
  readonly cost: number;
  readonly opportunities: number;
  /** Of these still open, by credit. */
  readonly open: number;
  readonly contracts: number;
  readonly revenue: number;
  readonly contribution: number;
  readonly ratios: CampaignRatios;
  /** Profit ÷ cost of the group as booked. */
  readonly realizedRoi: number;
  /** The same with the interval that the scatter between campaigns implies; `n` campaigns. */
  readonly roi: Estimate | Abstention;
  /** What to expect of the group's next campaign; absent where the scatter cannot be known. */
  readonly shrunk?: ShrunkRoi;
}

/** Whether the groups differ at all. */
export interface GroupTest {
  readonly method: "permutation";
  /** Cost-weighted F of one-way analysis of variance. */
  readonly statistic: number;
  readonly dfBetween: number;
  readonly dfWithin: number;
  readonly permutations: number;
  readonly seed: number;
  readonly pValue: number;
}

/** A campaign that could not be compared, kept with its reason. */
export interface ExcludedCampaign {
  readonly id: string;
  readonly contribution: number;
  readonly reason: Reason;
}

/** Result of {@link compareCampaigns}. */
export interface CampaignComparison {
  readonly by: CampaignGrouping;
  /** ISO date on which the books were read. */
  readonly asOf: string;
  readonly level: number;
  /** Best expectation first. */
  readonly groups: readonly CampaignGroup[];
  readonly overall: {
    readonly n: number;
    readonly cost: number;
    readonly contribution: number;
    readonly realizedRoi?: number;
  };
  /**
   * How returns scatter: within a group a campaign's return has variance `own` + `within` ÷ cost, the groups' true
   * returns have variance `between`, and they are drawn towards the return `target`. Where all costs of a group are alike
   * the first two cannot be told apart, and `own` is 0.
   */
  readonly spread?: {
    readonly within: number;
    readonly own: number;
    readonly between: number;
    readonly target: number;
  };
  readonly test: GroupTest | Abstention;
  /** Campaigns without cost or not yet begun. */
  readonly excluded: readonly ExcludedCampaign[];
  readonly verdict: Reason;
  readonly cautions: readonly Reason[];
}
