import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { toDay, toIsoDate } from "../../time/index.ts";
import {
  compareSilence,
  nothingCompared,
  rateDifference,
  type SilenceFigures,
  type TierOutcome,
} from "./compare-silence.ts";
import type { Stratum } from "./mantel-haenszel.ts";
import { readCadence } from "./read.ts";
import { type ReadHistory, readHistories, type Standing } from "./read-histories.ts";
import type { SilenceCost, SilenceCostOptions, SilenceHistory, SilenceTier } from "./silence-types.ts";

/** The tiers are called different where chance alone would do it this rarely. */
const TIERS_DIFFER = 0.05;

/**
 * Tells what followed silence in this book: how many more accounts left, and how much more value was lost, than among
 * accounts of the same tier that were contacted as promised.
 *
 * Silence is fixed on one day, the landmark, by the contacts up to it; losses are counted after it. Judged over the
 * whole time instead, an account that left early would have no time to fall silent and one that stayed would
 * (immortal-time bias). The comparison is made within tiers, since better tiers are contacted more and leave less. It
 * remains an association: an account that is about to leave may fall silent by itself.
 *
 * @param histories - At least one account with its contacts and what became of it, ids unique. Not mutated.
 * @param options - `landmark`, `followDays` after it, and `asOf`, up to which the histories are complete; `cadence`: the
 * gap that still is in contact, by tier; `factor` (default 1) times that is silent; `minAccounts` on either side of a
 * tier, default 5; `level` of intervals, default 0.95.
 * @returns Differences, ratio, test and lost value with intervals, or abstentions: no tier with enough accounts on both
 * sides, or too few losses for the test to be trusted (Mantel and Fleiss). `reasons` are to be shown beside the figures.
 * @throws ClienteleError `empty_input`, `invalid_type`, `invalid_date`, `duplicate_id`, `unknown_id` (a tier without a
 * promise), `inconsistent` (the follow-up ends after `asOf`, values for some accounts only), `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const histories = Array.from({ length: 400 }, (_, i) => ({
 *   id: `a${i}`,
 *   tier: i < 100 ? "top" : "small",
 *   contacts: [i % 2 === 0 ? "2025-01-01" : "2025-06-20"],
 *   ...(i % 10 < (i % 2 === 0 ? 4 : 2) ? { left: "2025-09-15" } : {}),
 *   value: i < 100 ? 1000 : 100,
 * }));
 * const cost = measureSilenceCost(histories, {
 *   landmark: "2025-06-30",
 *   followDays: 184,
 *   asOf: "2026-01-31",
 *   cadence: [{ tier: "top", days: 30 }, { tier: "small", days: 90 }],
 * });
 * cost.difference.value; // ≈ 0.2
 * cost.difference.interval.lower; // ≈ 0.112
 * cost.lossPerSilent.value; // ≈ 65
 * describe(cost.reasons[0]).startsWith("an association in 400 accounts"); // => true
 * ```
 * @see Anderson, Cain and Gelber (1983), Journal of Clinical Oncology 1, 710–719, for the landmark; Rothman, Greenland and
 * Lash (2008), Modern Epidemiology, 3rd ed., chapter 15, for the strata
 */
export function measureSilenceCost(histories: readonly SilenceHistory[], options: SilenceCostOptions): SilenceCost {
  requireObject(options, "options");
  const { followDays, factor = 1, minAccounts = 5, level = 0.95 } = options;
  const cadence = readCadence(options.cadence);
  const landmark = toDay(options.landmark, "options.landmark");
  const asOf = toDay(options.asOf, "options.asOf");
  requireNumber(followDays, "options.followDays", { min: 1, max: 3650, integer: true });
  requireNumber(factor, "options.factor", { min: 1, max: 1000 });
  requireNumber(minAccounts, "options.minAccounts", { min: 2, max: 1e9, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const until = landmark + followDays;
  if (until > asOf) {
    throw new ClienteleError(
      "inconsistent",
      `the follow-up ends ${until - asOf} days after options.asOf; choose an earlier landmark or a shorter followDays`,
      {},
    );
  }
  const read = readHistories(histories, { landmark, until, asOf, cadence, factor });
  const tiers = tiersOf(read, [...cadence.keys()]);
  const isUsed = ({ stratum }: TierOutcome): boolean => Math.min(stratum.exposed, stratum.other) >= minAccounts;
  const used = tiers.filter(isUsed);
  const thin = tiers.filter((tier) => !isUsed(tier) && sizeOf(tier) > 0);
  const excluded = { ...countStandings(read), thin: thin.reduce((total, tier) => total + sizeOf(tier), 0) };
  const strata = used.map(({ stratum }) => stratum);
  const totals = totalOf(strata);
  const figures = used.length === 0 ? nothingCompared(minAccounts) : compareSilence(used, totals, level);
  return {
    landmark: toIsoDate(landmark),
    until: toIsoDate(until),
    silent: totals.exposed,
    contacted: totals.other,
    lost: totals.exposedLost + totals.otherLost,
    excluded,
    tiers: tiers.filter((tier) => sizeOf(tier) > 0).map((tier) => rowOf(tier, isUsed(tier), level)),
    ...figures,
    reasons: reasonsOf(figures, totals, excluded, thin, minAccounts),
  };
}

const sizeOf = ({ stratum }: TierOutcome): number => stratum.exposed + stratum.other;

function tiersOf(read: readonly ReadHistory[], ids: readonly string[]): TierOutcome[] {
  const lists = new Map<string, ReadHistory[]>(ids.map((id) => [id, []]));
  for (const row of read) lists.get(row.tier)?.push(row);
  return [...lists].map(([id, rows]) => {
    const side = (standing: Standing): ReadHistory[] => rows.filter((row) => row.standing === standing);
    const [silent, contacted] = [side("silent"), side("contacted")];
    const lost = (list: readonly ReadHistory[]): number => list.filter((row) => row.lost).length;
    return {
      id,
      stratum: {
        exposed: silent.length,
        exposedLost: lost(silent),
        other: contacted.length,
        otherLost: lost(contacted),
      },
      silent,
      contacted,
    };
  });
}

function countStandings(read: readonly ReadHistory[]): Omit<SilenceCost["excluded"], "thin"> {
  const counts = { gone: 0, later: 0, unknown: 0, between: 0 };
  for (const { standing } of read) if (standing !== "silent" && standing !== "contacted") counts[standing]++;
  return counts;
}

function totalOf(strata: readonly Stratum[]): Stratum {
  const add = (field: keyof Stratum): number => strata.reduce((total, stratum) => total + stratum[field], 0);
  return {
    exposed: add("exposed"),
    exposedLost: add("exposedLost"),
    other: add("other"),
    otherLost: add("otherLost"),
  };
}

function rate(lost: number, n: number, level: number): Estimate | undefined {
  return n === 0 ? undefined : { value: lost / n, n, interval: wilsonInterval(lost, n, level) };
}

function rowOf({ id, stratum }: TierOutcome, used: boolean, level: number): SilenceTier {
  const silentRate = rate(stratum.exposedLost, stratum.exposed, level);
  const contactedRate = rate(stratum.otherLost, stratum.other, level);
  const difference = rateDifference(stratum, level);
  return {
    tier: id,
    silent: stratum.exposed,
    silentLost: stratum.exposedLost,
    contacted: stratum.other,
    contactedLost: stratum.otherLost,
    ...(silentRate !== undefined && { silentRate }),
    ...(contactedRate !== undefined && { contactedRate }),
    ...(difference !== undefined && { difference }),
    used,
  };
}

function reasonsOf(
  { difference, homogeneity }: SilenceFigures,
  totals: Stratum,
  { thin: accounts, ...others }: SilenceCost["excluded"],
  thin: readonly TierOutcome[],
  needed: number,
): Reason[] {
  const reasons: Reason[] = [{ code: "care_silence_association", params: { accounts: totals.exposed + totals.other } }];
  if ("value" in difference) {
    const { value, interval } = difference;
    reasons.push({
      code: "care_silence_difference",
      params: {
        silent: totals.exposed,
        contacted: totals.other,
        difference: value,
        lower: interval.lower,
        upper: interval.upper,
      },
    });
  } else reasons.push(difference.abstained);
  if ("pValue" in homogeneity && homogeneity.pValue < TIERS_DIFFER) {
    reasons.push({ code: "care_silence_tiers_differ", params: { pValue: homogeneity.pValue } });
  }
  if (thin.length > 0) {
    reasons.push({ code: "care_silence_thin_tiers", params: { tiers: thin.map(({ id }) => id), accounts, needed } });
  }
  if (Object.values(others).some((count) => count > 0)) {
    reasons.push({ code: "care_silence_excluded", params: others });
  }
  return reasons;
}
