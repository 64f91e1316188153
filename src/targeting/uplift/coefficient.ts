import type { Abstention, Estimate } from "../../core/estimate.ts";
import { normalQuantile, normalSurvival } from "../../math/normal.ts";
import { type AreaAboveRandom, areaAboveRandom, type CurveKind, type GroupTotals, totalsBy } from "./areas.ts";
import { around } from "./figures.ts";
import { descendingOrder, type Ranking } from "./rank.ts";
import type { UpliftOutcomeKind } from "./types.ts";

/** An area with the group of each ranked customer, so that the customer's part in it can be read. */
interface GroupedArea extends AreaAboveRandom {
  readonly treatedGroups: Uint32Array;
  readonly controlGroups: Uint32Array;
}

/** The areas from which both coefficients come. */
export interface UpliftAreas {
  readonly ranking: Ranking;
  readonly kind: UpliftOutcomeKind;
  readonly level: number;
}

/** The area above random of the order by score. */
export function scoredArea(ranking: Ranking, totals: GroupTotals, curve: CurveKind): GroupedArea {
  return {
    ...areaAboveRandom(totals, curve),
    treatedGroups: ranking.treated.groups,
    controlGroups: ranking.control.groups,
  };
}

/**
 * The area above random of an order that knew every outcome. For the Qini curve: contacted customers by outcome, the
 * best first, then the control group from the least outcome up; for the uplift curve of a yes/no outcome contacted
 * yes and control no before the rest, of which the more helpful kind first (both as in scikit-uplift 0.5). Amounts
 * have no such kinds, so their uplift curve takes the Qini order.
 */
export function perfectArea({ ranking, kind }: UpliftAreas, curve: CurveKind): GroupedArea {
  const { treated } = ranking;
  const grouped = kind === "yes_no" ? groupsOfKinds(ranking, curve) : groupsOfAmounts(ranking);
  const treatedGroups = grouped.groupOf.subarray(0, treated.outcomes.length);
  const controlGroups = grouped.groupOf.subarray(treated.outcomes.length);
  const totals = totalsBy(ranking, treatedGroups, controlGroups, grouped.groups);
  return { ...areaAboveRandom(totals, curve), treatedGroups, controlGroups };
}

/** The perfect order's group of each customer, contacted ones first. */
interface PerfectGroups {
  readonly groupOf: Uint32Array;
  readonly groups: number;
}

function groupsOfKinds({ treated, control, n }: Ranking, curve: CurveKind): PerfectGroups {
  const t = treated.outcomes.length;
  const groupOf = new Uint32Array(n);
  const controlYes = control.outcomes.reduce((sum, y) => sum + y, 0);
  const treatedNo = t - treated.outcomes.reduce((sum, y) => sum + y, 0);
  // [contacted no, contacted yes], [control no, control yes]; a group that holds nobody adds no area
  const [contacted, controls] =
    curve === "qini"
      ? [
          [1, 0],
          [1, 2],
        ]
      : controlYes > treatedNo
        ? [
            [3, 0],
            [1, 2],
          ]
        : [
            [2, 0],
            [1, 3],
          ];
  for (let i = 0; i < t; i++) groupOf[i] = contacted[treated.outcomes[i] as number] as number;
  for (let i = t; i < n; i++) groupOf[i] = controls[control.outcomes[i - t] as number] as number;
  return { groupOf, groups: 4 };
}

function groupsOfAmounts({ treated, control, n }: Ranking): PerfectGroups {
  const worth = new Float64Array(n);
  worth.set(treated.outcomes);
  worth.set(
    control.outcomes.map((amount) => -amount),
    treated.outcomes.length,
  );
  const order = descendingOrder(worth);
  const groupOf = new Uint32Array(n);
  let groups = 0;
  for (let k = 0; k < n; k++) {
    if (k > 0 && worth[order[k] as number] !== worth[order[k - 1] as number]) groups++;
    groupOf[order[k] as number] = groups;
  }
  return { groupOf, groups: groups + 1 };
}

/**
 * Standard error of `actual − share · perfect` from each customer's derivative; the arms' sizes are fixed by the
 * experiment, so each arm varies around its own mean.
 */
function jackknifeError(ranking: Ranking, actual: GroupedArea, share: number, perfect: GroupedArea): number {
  let variance = 0;
  for (const arm of ["treated", "control"] as const) {
    const { outcomes } = ranking[arm];
    const n = outcomes.length;
    const parts = new Float64Array(n);
    addDerivatives(parts, outcomes, actual, arm, 1);
    if (share !== 0) addDerivatives(parts, outcomes, perfect, arm, -share);
    let mean = 0;
    for (let i = 0; i < n; i++) mean += (parts[i] as number) / n;
    let m2 = 0;
    for (let i = 0; i < n; i++) m2 += ((parts[i] as number) - mean) ** 2;
    variance += n > 1 ? (m2 * n) / (n - 1) : 0;
  }
  return Math.sqrt(variance);
}

/** Adds `factor` times each customer's derivative of an area. */
function addDerivatives(
  parts: Float64Array,
  outcomes: Float64Array,
  area: GroupedArea,
  arm: "treated" | "control",
  factor: number,
): void {
  const groups = arm === "treated" ? area.treatedGroups : area.controlGroups;
  const { slope, base } = area[arm];
  for (let i = 0; i < parts.length; i++) {
    const group = groups[i] as number;
    const derivative = (slope[group] as number) * (outcomes[i] as number) + (base[group] as number);
    parts[i] = (parts[i] as number) + factor * derivative;
  }
}

/** Area above random per customer and per contacted customer, with its test against a random order. */
export function gainOf(
  { ranking, level }: UpliftAreas,
  actual: GroupedArea,
): { readonly gain: Estimate; readonly chance: { readonly statistic: number; readonly pValue: number } } {
  const scale = ranking.n * ranking.treated.outcomes.length;
  const error = jackknifeError(ranking, actual, 0, actual);
  const statistic = error > 0 ? actual.area / error : 0;
  const z = normalQuantile((1 + level) / 2);
  return {
    gain: {
      value: actual.area / scale,
      n: ranking.n,
      interval: around(actual.area / scale, (z * error) / scale, level),
    },
    chance: { statistic, pValue: error > 0 ? normalSurvival(statistic) : 1 },
  };
}

/** An area as a share of the perfect order's; abstains where even that order gains nothing. */
export function coefficientOf(
  { ranking, level }: UpliftAreas,
  actual: GroupedArea,
  perfect: GroupedArea,
): Estimate | Abstention {
  if (!(perfect.area > 0)) return { abstained: { code: "uplift_no_perfect_order", params: { n: ranking.n } } };
  const value = actual.area / perfect.area;
  const error = jackknifeError(ranking, actual, value, perfect) / perfect.area;
  return { value, n: ranking.n, interval: around(value, normalQuantile((1 + level) / 2) * error, level) };
}

/**
 * The perfect area without customers whom contact drives away: the curve climbs one outcome per customer to its end and
 * stays there, as in scikit-uplift's `negative_effect=False`.
 */
export function perfectWithoutNegative({ ranking }: UpliftAreas): GroupedArea {
  const { treated, control, n } = ranking;
  const nt = treated.outcomes.length;
  const nc = control.outcomes.length;
  const a = treated.outcomes.reduce((sum, y) => sum + y, 0) / nt;
  const c = control.outcomes.reduce((sum, y) => sum + y, 0) / nc;
  const rise = nt * (a - c);
  // area rise · (n − rise) / 2 by rise, and by n
  const byRise = (n - 2 * rise) / 2;
  const byCustomer = rise / 2;
  const ratio = nt / nc;
  const one = (slope: number, base: number) => ({ slope: Float64Array.of(slope), base: Float64Array.of(base) });
  return {
    area: (rise * (n - rise)) / 2,
    treated: one(byRise, byCustomer - byRise * c),
    control: one(-byRise * ratio, byCustomer + byRise * ratio * c),
    treatedGroups: new Uint32Array(nt),
    controlGroups: new Uint32Array(nc),
  };
}
