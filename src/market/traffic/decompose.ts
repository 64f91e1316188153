import type { TrafficCause } from "./types.ts";

/** Counts of one channel in one period. */
export interface Step {
  readonly visits: number;
  readonly leads: number;
  readonly customers: number;
}

/** A channel in both periods. */
export type Pair = readonly [before: Step, after: Step];

/** The four factors of customers: all visits, the channel's part of them, leads per visit, customers per lead. */
type Factors = readonly [number, number, number, number];

const CAUSES = ["volume", "mix", "visit_to_lead", "lead_to_customer"] as const;

/** Factors of both periods; what a period does not tell is taken from the other, so that it moves nothing. */
function factorsOf([before, after]: Pair, totals: readonly [number, number]): readonly [Factors, Factors] {
  const ratio = (top: number, bottom: number): number | undefined => (bottom > 0 ? top / bottom : undefined);
  const both = (a: number | undefined, b: number | undefined): readonly [number, number] => [a ?? b ?? 0, b ?? a ?? 0];
  const parts = both(ratio(before.visits, totals[0]), ratio(after.visits, totals[1]));
  const first = both(ratio(before.leads, before.visits), ratio(after.leads, after.visits));
  const second = both(ratio(before.customers, before.leads), ratio(after.customers, after.leads));
  return [
    [totals[0], parts[0], first[0], second[0]],
    [totals[1], parts[1], first[1], second[1]],
  ];
}

/** Weight of a subset of the other three factors in the mean over all orders of change: |S|! (3 − |S|)! / 4!. */
const WEIGHTS: readonly number[] = [6 / 24, 2 / 24, 2 / 24, 6 / 24];

/**
 * Divides the change of a channel's customers among its causes: each factor's effect is averaged over all orders in which
 * the four could have changed, so that the effects sum to the change. Customers that came without a visit or a lead to
 * count them from stand outside.
 *
 * @see Shapley (1953), A value for n-person games; Shorrocks (2013), Decomposition procedures for distributional
 * analysis, Journal of Economic Inequality 11, 99–126
 */
export function effectsOf(pair: Pair, totals: readonly [number, number]): Record<TrafficCause, number> {
  const [before, after] = factorsOf(pair, totals);
  const effects = { volume: 0, mix: 0, visit_to_lead: 0, lead_to_customer: 0, outside: 0 };
  CAUSES.forEach((cause, f) => {
    let effect = 0;
    for (let others = 0; others < 8; others++) {
      let product = (after[f] as number) - (before[f] as number);
      let size = 0;
      for (let k = 0, bit = 1; k < 4; k++) {
        if (k === f) continue;
        const turned = (others & bit) !== 0;
        if (turned) size++;
        product *= (turned ? after[k] : before[k]) as number;
        bit <<= 1;
      }
      effect += (WEIGHTS[size] as number) * product;
    }
    effects[cause] = effect;
  });
  // without visits or leads in a period the product is nothing, whatever customers there were
  const uncounted = ({ visits, leads, customers }: Step): number => (visits > 0 && leads > 0 ? 0 : customers);
  effects.outside = uncounted(pair[1]) - uncounted(pair[0]);
  return effects;
}
