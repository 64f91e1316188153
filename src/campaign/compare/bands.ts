import { requireColumn, requireNumber } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { quantileSorted } from "../../math/quantile.ts";
import type { CampaignEntry } from "../roi/records.ts";
import type { CampaignGrouping } from "./types.ts";

/** Where a group of campaigns begins and ends in cost, if it is a band of spending. */
export interface GroupKey {
  readonly id: string;
  readonly costFrom?: number;
  readonly costBelow?: number;
}

const TERCILE_IDS = ["small", "medium", "large"] as const;

/** Assigns each campaign to its region, form or band of spending. */
export function groupKeys(
  entries: readonly CampaignEntry[],
  by: CampaignGrouping,
  cuts: readonly number[] | undefined,
): (entry: CampaignEntry) => GroupKey {
  if (by !== "scale") {
    if (cuts !== undefined) {
      throw new ClienteleError("inconsistent", `options.cuts belong to by: "scale"; leave them out for "${by}"`, {
        by,
      });
    }
    const keys = new Map<string, GroupKey>();
    for (const { campaign } of entries) keys.set(campaign[by], { id: campaign[by] });
    return ({ campaign }) => keys.get(campaign[by]) as GroupKey;
  }
  const bands = cuts === undefined ? tercileBands(entries) : bandsOf(checkedCuts(cuts), (i) => `band${i + 1}`);
  return ({ cost }) => {
    let place = bands.length - 1;
    while (place > 0 && cost < (bands[place]?.costFrom ?? 0)) place--;
    return bands[place] as GroupKey;
  };
}

/** Terciles of the costs; ties may leave a band empty, which then does not appear. */
function tercileBands(entries: readonly CampaignEntry[]): GroupKey[] {
  if (entries.length === 0) return [];
  const costs = Float64Array.from(entries, ({ cost }) => cost).sort();
  const cuts = [quantileSorted(costs, 1 / 3), quantileSorted(costs, 2 / 3)];
  return bandsOf(cuts, (i) => TERCILE_IDS[i] as string);
}

function bandsOf(cuts: readonly number[], idOf: (index: number) => string): GroupKey[] {
  return Array.from({ length: cuts.length + 1 }, (_, i) => ({
    id: idOf(i),
    ...(i === 0 ? {} : { costFrom: cuts[i - 1] as number }),
    ...(i === cuts.length ? {} : { costBelow: cuts[i] as number }),
  }));
}

function checkedCuts(cuts: readonly number[]): readonly number[] {
  requireColumn(cuts, "options.cuts");
  for (let i = 0; i < cuts.length; i++) {
    requireNumber(cuts[i] as number, `options.cuts[${i}]`, { above: i === 0 ? 0 : (cuts[i - 1] as number) });
  }
  return cuts;
}
