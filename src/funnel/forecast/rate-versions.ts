import type { Random } from "../../math/random.ts";
import { SURE } from "../predict/path.ts";
import { arrivalTable, type Chain, chanceOf, layOut, type Standing } from "../stages/chain.ts";
import type { FunnelModel } from "../types.ts";
import { redraw } from "./doubt.ts";
import type { NewDeals } from "./new-deals.ts";
import type { Bet, SimulationOptions } from "./simulate.ts";

/**
 * Versions of the learned rates that the futures share among them. Futures of one version stand together, so quantiles
 * are only as steady as there are versions: one for every four futures, fewer where each is dear to lay out.
 */
const DRAWS_PER_VERSION = 4;
const FEWEST_VERSIONS = 64;

/** Steps of arithmetic for all versions together: about a tenth of a second. */
const VERSION_STEPS = 2e7;

/** What the versions of the rates do to the intensity of winning. */
export interface RateVersions {
  readonly versions: number;
  /** By version and index of an open deal. */
  readonly tilt: (version: number, deal: number) => number;
  /** By version, for deals not yet created. */
  readonly newTilt: (version: number) => number;
}

/** Draws versions of the learned rates and tells what each does to the deals, by stage and whole age. */
export function rateVersions(
  model: FunnelModel,
  order: readonly Bet[],
  newDeals: NewDeals,
  options: SimulationOptions,
  root: Random,
): RateVersions {
  const cellOf = new Map<string, number>();
  const cells: Standing[] = [];
  const cellAt = (stage: number, age: number): number => {
    const key = `${stage}:${age}`;
    const known = cellOf.get(key);
    if (known !== undefined) return known;
    cellOf.set(key, cells.length);
    return cells.push({ stage, age }) - 1;
  };
  const cellOfBet = Int32Array.from(order, ({ standing }) => cellAt(standing.stage, Math.round(standing.age)));
  const entries = newDeals.entry.map(({ stage, share }) => ({ cell: cellAt(stage, 0), share }));
  const doubtful = options.rateDoubt && (order.some((bet) => bet.path.chance > 0) || newDeals.groups.length > 0);
  if (!doubtful) {
    // futures still differ in what periods and seasons bring
    const versions = options.sharedShock ? Math.min(options.draws, FEWEST_VERSIONS * DRAWS_PER_VERSION) : 1;
    return { versions, tilt: () => 1, newTilt: () => 1 };
  }
  const { horizonDays } = options;
  const versions = versionsFor(model, order.length, cells.length, options);
  const base = intensities(layOut(model.stages, horizonDays), cells, horizonDays);
  const tilts = Array.from({ length: versions }, (_, version) => {
    const other = intensities(layOut(redraw(model.stages, root.fork(version)), horizonDays), cells, horizonDays);
    return other.map((value, cell) => ((base[cell] as number) > 0 ? value / (base[cell] as number) : 1));
  });
  return {
    versions,
    tilt: (version, deal) => (tilts[version] as Float64Array)[cellOfBet[deal] as number] as number,
    newTilt: (version) =>
      entries.reduce((sum, { cell, share }) => sum + share * ((tilts[version] as Float64Array)[cell] as number), 0),
  };
}

/** As many versions as the steps allow: each is redrawn, laid out, followed day by day, and spread over the deals. */
function versionsFor(
  { stages }: FunnelModel,
  deals: number,
  cells: number,
  { horizonDays, draws }: SimulationOptions,
): number {
  const ways = stages.reduce((most, stage) => Math.max(most, stage.exits.length), 0);
  const drawn = stages.reduce((sum, stage) => sum + stage.exits.length * (stage.grid.age.length + 2), 0);
  const laidOut = stages.reduce((sum, stage) => sum + stage.exits.length * stage.beyond.fromAge, 0);
  const followed = (stages.length * ways * horizonDays ** 2) / 2 + cells * horizonDays * ways;
  const steps = 40 * drawn + laidOut + followed + 40 * deals;
  const wanted = Math.max(FEWEST_VERSIONS, Math.ceil(draws / DRAWS_PER_VERSION));
  return Math.min(draws, wanted, Math.max(FEWEST_VERSIONS, Math.floor(VERSION_STEPS / steps)));
}

function intensities(chain: Chain, cells: readonly Standing[], horizonDays: number): Float64Array {
  const arrival = arrivalTable(chain, 0, Math.ceil(horizonDays) + 1);
  return Float64Array.from(cells, (cell) =>
    Math.min(SURE, -Math.log1p(-chanceOf(chain, cell, 0, horizonDays, arrival))),
  );
}
