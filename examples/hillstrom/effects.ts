import {
  type IncrementalProfit,
  type Lift,
  type LiftArm,
  type LiftComparison,
  type LiftEffect,
  liftStateOf,
  measureArms,
  measureIncrementalProfit,
  measureLift,
  type SampleRatio,
  type SampleRatioArm,
} from "clientele/campaign";
import type { Estimate } from "clientele/core";
import { ASSUMPTIONS, OTHER_MARGINS } from "./assumptions.ts";
import { type ArmId, type Customer, MAILINGS, type MailingId } from "./data.ts";
import { of, scaled, sure } from "./sure.ts";

/** What is measured of every customer. */
export const METRICS = ["visit", "conversion", "spend"] as const;
export type Metric = (typeof METRICS)[number];

/** What both mailings changed in one metric, against the customers who got none. */
export interface MetricEffects {
  readonly comparison: LiftComparison;
  readonly lifts: ReadonlyMap<MailingId, Lift>;
}

/** The highest cost of a contact that a mailing bears, at one margin. */
export interface BreakEven {
  readonly marginRate: number;
  readonly costs: ReadonlyMap<MailingId, Estimate>;
}

/** From effects to money. */
export interface Effects {
  readonly split: SampleRatio;
  readonly arms: ReadonlyMap<ArmId, SampleRatioArm>;
  readonly metrics: ReadonlyMap<Metric, MetricEffects>;
  readonly profits: ReadonlyMap<MailingId, IncrementalProfit>;
  /** Profit of the men's mailing beyond that of the women's; both cost the same. */
  readonly duel: { readonly effect: LiftEffect; readonly profit: IncrementalProfit };
  readonly breakEvens: readonly BreakEven[];
}

/** Compares both mailings with the customers who got none, and with each other, in visits, buyers, spending and money. */
export function measureEffects(customers: readonly Customer[]): Effects {
  const statesOf = (metric: Metric) =>
    liftStateOf(customers, {
      arm: ({ arm }) => arm,
      value: (customer) => customer[metric],
      measures: metric === "spend" ? "mean" : "rate",
    });
  const metrics = new Map(
    METRICS.map((metric) => {
      const comparison = measureArms(statesOf(metric), { control: "none", metric });
      return [metric, { comparison, lifts: liftsOf(comparison) }] as [Metric, MetricEffects];
    }),
  );
  const spend = of(metrics, "spend");
  const spendOf = (id: MailingId): Lift => of(spend.lifts, id);
  const { contactCost, marginRate, per } = ASSUMPTIONS;
  const arms = new Map<string, LiftArm>(statesOf("spend").map((state) => [state.id, state.arm]));
  const duel = measureLift(of(arms, "mens"), of(arms, "womens"), { metric: "spend" });
  const split = sure(spend.comparison.split);
  return {
    split,
    // both in the order of the states
    arms: new Map([...arms.keys()].map((id, i) => [id as ArmId, split.arms[i] as SampleRatioArm])),
    metrics,
    profits: new Map(
      MAILINGS.map((id) => [
        id,
        sure(measureIncrementalProfit(spendOf(id), { contactCost, marginRate, customers: per })),
      ]),
    ),
    duel: {
      effect: sure(sure(duel).absolute),
      profit: sure(measureIncrementalProfit(sure(duel), { contactCost: 0, marginRate, customers: per })),
    },
    breakEvens: OTHER_MARGINS.map((rate) => ({
      marginRate: rate,
      costs: new Map(MAILINGS.map((id) => [id, scaled(sure(spendOf(id).absolute), rate)])),
    })),
  };
}

function liftsOf({ comparisons }: LiftComparison): Map<MailingId, Lift> {
  return new Map(comparisons.map(({ id, lift }) => [id as MailingId, sure(lift)]));
}
