import type { Journey } from "../pipeline/history.ts";
import { type Request, standingOf } from "../predict/deal.ts";
import type { PathFinder } from "../predict/path.ts";
import type { FunnelModel, FunnelStage } from "../types.ts";
import type { Bet } from "./simulate.ts";
import type { DealForecast } from "./types.ts";

/** Chance and expected amount of every deal, and the open ones as bets in the order of their ids. */
export function priceDeals(
  model: FunnelModel,
  list: readonly Journey[],
  { lookup, asOf }: Request,
  finder: PathFinder,
): { bets: Bet[]; entries: DealForecast[] } {
  const bets: Bet[] = [];
  const entries = list.map((journey): DealForecast => {
    const { dealId, amount, outcome, stages } = journey;
    if (outcome !== undefined || stages.length === 0) {
      const status = outcome ?? "not_started";
      const closed = { dealId, status, chance: 0, expectedAmount: 0 } as const;
      return amount === undefined ? closed : { ...closed, amount };
    }
    const standing = standingOf(model, lookup, journey, asOf);
    const path = finder.winPath(journey, standing);
    bets.push({ dealId, journey, standing, path, amount: amount ?? 0 });
    const stage = (model.stages[standing.stage] as FunnelStage).id;
    const { chance } = path;
    const ageDays = standing.age;
    // written out twice: there are many, and copies of parts cost more than the chances themselves
    return amount === undefined
      ? { dealId, status: "open", stage, ageDays, chance, expectedAmount: 0 }
      : {
          dealId,
          status: "open",
          stage,
          ageDays,
          chance,
          amount,
          expectedAmount: chance * amount * model.amounts.ratio,
        };
  });
  // one order for the same deals, so that the order given changes no figure
  bets.sort((a, b) => (a.dealId < b.dealId ? -1 : 1));
  return { bets, entries };
}
