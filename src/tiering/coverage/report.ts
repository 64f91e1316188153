import type { Reason } from "../../core/reasons.ts";
import { type Draft, scoreOf } from "./draft.ts";
import type {
  CoverageFigures,
  CoverageGroup,
  CoverageKept,
  CoverageLevelRow,
  CoverageLoad,
  CoverageMixRow,
  CoverageTierRow,
  CoverageUnmet,
} from "./plan-types.ts";
import { GRADES, type Group, type Problem, type Tier, type Worker } from "./problem.ts";
import { LEVELS } from "./read-tiers.ts";

/** D7: senior 10 %, middle 50–70 %, junior 20–40 % of the managers. */
const GUIDE = [
  { min: 0.1, max: 0.1 },
  { min: 0.5, max: 0.7 },
  { min: 0.2, max: 0.4 },
] as const;

export function figuresOf(draft: Draft): CoverageFigures {
  const { field, counts } = draft;
  let [served, hours, travelHours, weightedHours] = [0, 0, 0, 0];
  counts.forEach((count, i) => {
    if (count === 0) return;
    const { tier } = field.groups[i % field.groups.length] as Group;
    served += count;
    hours += count * tier.hours;
    travelHours += count * (field.travel[i] as number);
    weightedHours += count * tier.hours * tier.weight;
  });
  return { served, hours, travelHours, weightedHours, score: scoreOf(draft) };
}

/** One row per manager and what is left over; the named accounts of a group are handed out in order. */
export function assignmentOf({ field, counts, left }: Draft): {
  readonly managers: CoverageLoad[];
  readonly unmet: CoverageUnmet[];
} {
  const { groups, workers, travel } = field;
  const taken = groups.map(() => 0);
  const take = (g: number, accounts: number): CoverageGroup => {
    const { tier, region, team, localOnly, ids } = groups[g] as Group;
    const from = taken[g] as number;
    taken[g] = from + accounts;
    return {
      tier: tier.id,
      region,
      ...(team !== undefined && { team }),
      localOnly,
      accounts,
      ids: ids.slice(from, from + accounts),
    };
  };
  const managers = workers.map(({ id, rank, region, team, hours }, w): CoverageLoad => {
    const rows: CoverageGroup[] = [];
    let [accounts, serviceHours, travelHours] = [0, 0, 0];
    groups.forEach((group, g) => {
      const count = counts[w * groups.length + g] as number;
      if (count === 0) return;
      rows.push(take(g, count));
      accounts += count;
      serviceHours += count * group.tier.hours;
      travelHours += count * (travel[w * groups.length + g] as number);
    });
    return {
      ...(id !== undefined && { id }),
      grade: GRADES[rank] as CoverageLoad["grade"],
      region,
      ...(team !== undefined && { team }),
      groups: rows,
      accounts,
      serviceHours,
      travelHours,
      hoursPerYear: hours,
      // sums that are full on paper may stand a rounding above
      utilisation: Math.min(1, (serviceHours + travelHours) / hours),
    };
  });
  const unmet = groups.flatMap(({ tier }, g): CoverageUnmet[] => {
    const accounts = left[g] as number;
    return accounts === 0
      ? []
      : [{ ...take(g, accounts), visits: accounts * tier.visits, hours: accounts * tier.hours }];
  });
  return { managers, unmet };
}

/** Promised and kept, by tier and by level of service. */
export function keptOf(
  { field, left }: Draft,
  tiers: readonly Tier[],
): { readonly tiers: CoverageTierRow[]; readonly levels: CoverageLevelRow[] } {
  const accounts = new Map(tiers.map((tier) => [tier.id, { all: 0, served: 0 }]));
  field.groups.forEach(({ tier, n }, g) => {
    const row = accounts.get(tier.id) as { all: number; served: number };
    row.all += n;
    row.served += n - (left[g] as number);
  });
  const kept = (parts: readonly { tier: Tier; visits: number; hours: number }[]): CoverageKept => {
    const total = { promisedVisits: 0, keptVisits: 0, promisedHours: 0, keptHours: 0 };
    for (const { tier, visits, hours } of parts) {
      const { all, served } = accounts.get(tier.id) as { all: number; served: number };
      total.promisedVisits += all * visits;
      total.keptVisits += served * visits;
      total.promisedHours += all * hours;
      total.keptHours += served * hours;
    }
    return total;
  };
  return {
    tiers: tiers.map((tier) => {
      const { all, served } = accounts.get(tier.id) as { all: number; served: number };
      const levels = tier.levels.map((promise) => promise.level);
      return { tier: tier.id, accounts: all, served, levels, weight: tier.weight, ...kept([{ ...tier, tier }]) };
    }),
    levels: LEVELS.flatMap((level): CoverageLevelRow[] => {
      const parts = tiers.flatMap((tier) =>
        tier.levels.filter((promise) => promise.level === level).map((promise) => ({ ...promise, tier })),
      );
      return parts.length === 0 ? [] : [{ level, ...kept(parts) }];
    }),
  };
}

/** How many managers there are of each grade; a note where the guideline is missed by a whole person or more. */
export function mixOf({ workers }: Problem): { readonly mix: CoverageMixRow[]; readonly notes: Reason[] } {
  const n = workers.length;
  const mix = GRADES.map((grade, rank): CoverageMixRow => {
    const people = workers.filter((worker: Worker) => worker.rank === rank).length;
    return { grade, people, ...(n > 0 && { share: people / n }), guide: GUIDE[rank] as CoverageMixRow["guide"] };
  });
  const notes = mix.flatMap(({ grade, people, share, guide }): Reason[] => {
    const off = Math.max(guide.min * n - people, people - guide.max * n);
    return share === undefined || off < 1 ? [] : [{ code: "coverage_mix", params: { grade, people, share, ...guide } }];
  });
  return { mix, notes };
}
