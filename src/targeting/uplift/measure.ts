import { requireFinite, requireNonEmpty, requireNumber, requireObject, requireSameLength } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { normalSurvival } from "../../math/normal.ts";
import { curveOf, type GroupTotals, totalsOf } from "./areas.ts";
import { type Arms, readArms } from "./arms.ts";
import { upliftByGroup, upliftOverall } from "./at-share.ts";
import {
  coefficientOf,
  gainOf,
  perfectArea,
  perfectWithoutNegative,
  scoredArea,
  type UpliftAreas,
} from "./coefficient.ts";
import { curvePoints, scoreGroups } from "./curve.ts";
import { armOf, figuresOf } from "./figures.ts";
import { type Ranking, rankByScore } from "./rank.ts";
import type { MeasureUpliftOptions, UpliftCurve, UpliftMeasurement, UpliftOutcomeKind } from "./types.ts";

/** A tie larger than this share of the customers makes a straight stretch of the curve worth a caution. */
const LARGE_TIE = 0.2;
/** Arms whose scores differ at this level were hardly split by chance. */
const ARMS_DIFFER = 0.001;
/** Below so many customers that said yes (or spent) in an arm the intervals are rough. */
const FEW_OUTCOMES = 30;

/**
 * Tells whether a score finds the customers whom contact changes: Qini, uplift curve and uplift among the best, on
 * customers of whom some were contacted by chance and some were not.
 *
 * @param scores - Any finite numbers, higher for whom to contact first; only their order matters. They must come from
 * other customers than these (or cross-fitted), else they flatter.
 * @param treated - 1 or true for a contacted customer, 0 or false for one of the control group; both must occur.
 * @param outcomes - 0 or 1 (true or false), or amounts, one per customer.
 * @param options - `outcome` kind, `shares` for the uplift among the best, `negativeEffect`, `groups`, `level`.
 * @returns Both coefficients, the gain in outcomes per customer with its test against chance, uplift at each share,
 * groups by score and the curve. Customers with equal scores are one step of the curve; where a list can hold only
 * some of them, each counts by the share that fits. The order of the rows changes nothing. Intervals of the
 * coefficients and the gain are by the infinitesimal jackknife within each arm.
 * @throws `ClienteleError` `empty_input` (no rows, or an arm without any), `length_mismatch`, `not_finite`,
 * `invalid_type`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const scores = [9, 8, 7, 6, 5, 4, 3, 2];
 * const treated = [1, 0, 1, 0, 1, 0, 1, 0];
 * const bought = [1, 0, 1, 0, 0, 0, 0, 1];
 * const measured = measureUplift(scores, treated, bought, { shares: [0.5] });
 * measured.atShare[0].overall.value; // => 1
 * measured.qini.value; // ≈ 0.895
 * measured.chance.pValue < 0.05; // => true
 * ```
 * @see Radcliffe (2007), Direct Marketing Analytics Journal; Devriendt, Van Belle, Guns & Verbeke (2020), Learning to
 * Rank for Uplift Modeling, IEEE TKDE 34, on both curves; Efron (1982), 6.5, on the jackknife
 */
export function measureUplift(
  scores: ArrayLike<number>,
  treated: ArrayLike<number | boolean>,
  outcomes: ArrayLike<number | boolean>,
  options: MeasureUpliftOptions = {},
): UpliftMeasurement {
  requireObject(options, "options");
  const { shares = [0.1, 0.2, 0.3], negativeEffect = true, groups = 10, level = 0.95 } = options;
  requireNonEmpty(shares, "options.shares");
  for (let i = 0; i < shares.length; i++)
    requireNumber(shares[i] as number, `options.shares[${i}]`, { above: 0, max: 1 });
  requireNumber(groups, "options.groups", { min: 2, max: 100, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  if (typeof negativeEffect !== "boolean") {
    throw new ClienteleError("invalid_type", "options.negativeEffect must be true or false", {
      name: "negativeEffect",
    });
  }
  const { arms, ranking } = rankCustomers(scores, treated, outcomes, options);
  const { kind } = arms;
  const totals = totalsOf(ranking);
  const areas: UpliftAreas = { ranking, kind, level };
  const qini = scoredArea(ranking, totals, "qini");
  const { gain, chance } = gainOf(areas, qini);
  const whole = (arm: Ranking["treated"]) => armOf(arm.outcomes, 0, arm.outcomes.length);
  return {
    outcome: kind,
    n: ranking.n,
    overall: figuresOf(kind, whole(ranking.treated), whole(ranking.control), level),
    qini: coefficientOf(areas, qini, negativeEffect ? perfectArea(areas, "qini") : perfectWithoutNegative(areas)),
    upliftAuc: coefficientOf(areas, scoredArea(ranking, totals, "uplift"), perfectArea(areas, "uplift")),
    gain,
    chance,
    atShare: Array.from(shares, (share) => ({
      share,
      overall: upliftOverall(ranking, kind, share, level),
      byGroup: upliftByGroup(ranking, kind, share, level),
    })),
    groups: scoreGroups(ranking, totals, kind, groups, level),
    curve: curvePoints(ranking, totals, kind, level),
    level,
    cautions: cautionsOf(ranking, totals, chance.pValue, level),
  };
}

/**
 * The whole Qini curve and uplift curve, a point at every distinct score, for a chart or a calculation of your own.
 *
 * @param scores - Any finite numbers, higher for whom to contact first.
 * @param treated - 1 or true for a contacted customer, 0 or false for one of the control group; both must occur.
 * @param outcomes - 0 or 1 (true or false), or amounts, one per customer.
 * @returns Three columns of equal length that start at zero customers.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`.
 * @example
 * ```ts
 * const curve = measureUpliftCurve([1, 1, 1], [0, 1, 1], [0, 1, 0]);
 * Array.from(curve.customers); // => [0, 3]
 * Array.from(curve.uplift); // => [0, 1.5]
 * ```
 */
export function measureUpliftCurve(
  scores: ArrayLike<number>,
  treated: ArrayLike<number | boolean>,
  outcomes: ArrayLike<number | boolean>,
): UpliftCurve {
  const totals = totalsOf(rankCustomers(scores, treated, outcomes, {}).ranking);
  const qini = curveOf(totals, "qini");
  const fromZero = (column: Float64Array): Float64Array => {
    const longer = new Float64Array(column.length + 1);
    longer.set(column, 1);
    return longer;
  };
  return {
    customers: fromZero(qini.customers),
    qini: fromZero(qini.values),
    uplift: fromZero(curveOf(totals, "uplift").values),
  };
}

/** Checks the three columns and ranks the customers. */
export function rankCustomers(
  scores: ArrayLike<number>,
  treated: ArrayLike<number | boolean>,
  outcomes: ArrayLike<number | boolean>,
  { outcome }: { readonly outcome?: UpliftOutcomeKind },
): { readonly arms: Arms; readonly ranking: Ranking } {
  requireNonEmpty(scores, "scores");
  requireSameLength(scores, "scores", treated, "treated");
  requireFinite(scores, "scores");
  const arms = readArms(treated, outcomes, outcome);
  return { arms, ranking: rankByScore(scores, arms) };
}

function cautionsOf(ranking: Ranking, totals: GroupTotals, pValue: number, level: number): readonly Reason[] {
  const { n, treated, control } = ranking;
  const cautions: Reason[] = [];
  if (pValue > (1 - level) / 2) cautions.push({ code: "uplift_not_beyond_chance", params: { pValue } });
  let largest = 0;
  for (let g = 0; g < totals.treatedN.length; g++) {
    largest = Math.max(largest, (totals.treatedN[g] as number) + (totals.controlN[g] as number));
  }
  if (largest > LARGE_TIE * n)
    cautions.push({ code: "uplift_scores_tied", params: { n: largest, share: largest / n } });
  const differ = armsDiffer(totals, treated.outcomes.length, control.outcomes.length);
  if (differ < ARMS_DIFFER) cautions.push({ code: "uplift_arms_differ", params: { pValue: differ } });
  const some = ({ outcomes }: Ranking["treated"]): number => outcomes.reduce((sum, y) => sum + (y === 0 ? 0 : 1), 0);
  const few = Math.min(some(treated), some(control));
  if (few < FEW_OUTCOMES) cautions.push({ code: "uplift_few_outcomes", params: { n: few, needed: FEW_OUTCOMES } });
  return cautions;
}

/**
 * p value that both arms have the same scores, as they have where chance alone decided who was contacted.
 *
 * @see Mann & Whitney (1947), Annals of Mathematical Statistics 18, with the variance for ties
 */
function armsDiffer({ treatedN, controlN }: GroupTotals, nt: number, nc: number): number {
  const n = nt + nc;
  let wins = 0;
  let below = nc;
  let ties = 0;
  for (let g = 0; g < treatedN.length; g++) {
    const t = treatedN[g] as number;
    const c = controlN[g] as number;
    below -= c;
    wins += t * (below + c / 2);
    ties += (t + c) ** 3 - (t + c);
  }
  const variance = ((nt * nc) / 12) * (n + 1 - ties / (n * (n - 1)));
  return variance > 0 ? 2 * normalSurvival(Math.abs(wins - (nt * nc) / 2) / Math.sqrt(variance)) : 1;
}
