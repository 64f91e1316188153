import { type Doubts, MARKET, POINT_SHARES } from "./draws.ts";
import type { Expectation } from "./expectation.ts";
import { amountOf, chanceBetter, less, spreadOf } from "./figures.ts";
import type { Drawn } from "./luck.ts";
import type { Settings } from "./outcomes.ts";
import type { ReadStrategy } from "./read-strategies.ts";
import type { SimulatedAssumption, StrategyComparison } from "./types.ts";

/** Every pair of strategies, draw by draw. */
export function comparisonsOf(
  strategies: readonly ReadStrategy[],
  expectations: readonly Expectation[],
  drawn: readonly Drawn[],
  { draws, level }: Settings,
): StrategyComparison[] {
  const pairs: StrategyComparison[] = [];
  for (let a = 0; a < strategies.length; a++) {
    for (let b = a + 1; b < strategies.length; b++) {
      const [first, second] = [drawn[a] as Drawn, drawn[b] as Drawn].map(({ npv }) => npv) as [
        Float64Array,
        Float64Array,
      ];
      const { npv } = expectations[a] as Expectation;
      const difference = less(first, second);
      const expected = less(npv.subarray(0, draws), expectations[b]?.npv as Float64Array);
      const together = spreadOf(difference) ** 2;
      const apart = spreadOf(first) ** 2 + spreadOf(second) ** 2;
      pairs.push({
        first: strategies[a]?.id as string,
        second: strategies[b]?.id as string,
        difference: amountOf(expected, difference, level),
        chanceFirstBetter: chanceBetter(difference, level),
        ...(together > 0 && Number.isFinite(apart / together) && { varianceCut: apart / together }),
      });
    }
  }
  return pairs;
}

/** What was doubtful, with its draws and what the strategies are worth at its points. */
export function assumptionsOf(
  { columns, moving, draws }: Doubts,
  expectations: readonly Expectation[],
): SimulatedAssumption[] {
  return columns.flatMap(({ id, about, mean, values, at }, k) => {
    const place = moving.indexOf(k);
    if (k < MARKET.length && place < 0) return [];
    const first = draws + 1 + place * POINT_SHARES.length;
    return {
      id,
      on: about?.on ?? "market",
      ...(about && { source: about.source }),
      mean,
      draws: Array.from(values.subarray(0, draws)),
      points:
        place < 0
          ? []
          : POINT_SHARES.map((share, i) => ({
              share,
              value: at[i] as number,
              npv: expectations.map(({ npv }) => npv[first + i] as number),
            })),
    };
  });
}
