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
    const facts = { dealId, ...(amount === undefined ? {} : { amount }) };
    if (outcome !== undefined) return { ...facts, status: outcome, chance: 0, expectedAmount: 0 };
    if (stages.length === 0) return { ...facts, status: "not_started", chance: 0, expectedAmount: 0 };
    const standing = standingOf(model, lookup, journey, asOf);
    const path = finder.winPath(journey, standing);
    bets.push({ dealId, journey, standing, path, amount: amount ?? 0 });
    const stage = (model.stages[standing.stage] as FunnelStage).id;
    const expectedAmount = path.chance * (amount ?? 0) * model.amounts.ratio;
    return { ...facts, status: "open", stage, ageDays: standing.age, chance: path.chance, expectedAmount };
  });
  // one order for the same deals, so that the order given changes no figure
  bets.sort((a, b) => (a.dealId < b.dealId ? -1 : 1));
  return { bets, entries };
}
