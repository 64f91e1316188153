import type { Estimate } from "../../core/estimate.ts";
import { brierScore, surpriseOf } from "../../math/brier.ts";
import { type CalibrationLine, calibrationLine } from "../../math/calibration-line.ts";
import { chanceOfLogOdds, logOddsOfChance } from "../../math/log-odds.ts";
import { indicesOf } from "../../math/outcomes.ts";
import { reliabilityTable } from "../../math/reliability.ts";
import { rocAuc } from "../../math/roc.ts";
import { rocPlacements } from "../../math/roc-difference.ts";
import { type Clusters, clusteredMean, clusterProduct, reachOf } from "./clusters.ts";
import type { ChurnGain, ChurnJudgement, ChurnTopDecile } from "./judge-types.ts";

/** Chances with what happened, and whose they are. */
export interface JudgedRows {
  readonly chances: Float64Array;
  readonly left: Uint8Array;
  readonly clusters: Clusters;
}

/** The smallest log loss is 0, the largest that of a clipped certainty. */
const NO_BOUND = Number.POSITIVE_INFINITY;

/** Sets chances against what happened. */
export function judge(rows: JudgedRows, level: number): ChurnJudgement {
  const { chances, left, clusters } = rows;
  const leavers = left.reduce((sum, flag) => sum + flag, 0);
  const auc = areaOf(rows, level);
  const brier = brierScore(chances, left, { level });
  const squares = chances.map((chance, i) => (chance - (left[i] as number)) ** 2);
  const surprises = chances.map((chance, i) => surpriseOf(chance, left[i] as number));
  const calibration = lineOfRows(rows, level);
  const topDecile = topDecileOf(rows, leavers, level);
  return {
    n: left.length,
    customers: clusters.count,
    left: leavers,
    ...(auc !== undefined && { auc }),
    brier: { ...brier, interval: clusteredMean(squares, clusters, level, [0, 1]).interval },
    logLoss: clusteredMean(surprises, clusters, level, [0, NO_BOUND]),
    ...(calibration !== undefined && { calibration }),
    ...(topDecile !== undefined && { topDecile }),
    reliability: reliabilityTable(chances, left, { level }),
  };
}

/** What each row adds to an area, as far from its mean. */
function influencesOf({
  chances,
  left,
}: JudgedRows): { readonly area: number; readonly adds: Float64Array } | undefined {
  const ranked = rocPlacements(chances, left);
  if (ranked === undefined) return undefined;
  const won = left.reduce((sum, flag) => sum + flag, 0);
  const lost = left.length - won;
  const { area, placements } = ranked;
  return { area, adds: placements.map((place, i) => (place - area) / (left[i] === 1 ? won : lost)) };
}

/**
 * The area under the curve; where customers have several rows its interval is that of clustered data.
 *
 * @see Obuchowski (1997), Biometrics 53, 567–578
 */
function areaOf(rows: JudgedRows, level: number): Estimate | undefined {
  const { chances, left, clusters } = rows;
  const plain = rocAuc(chances, left, { level });
  const parts = influencesOf(rows);
  if (plain === undefined || parts === undefined) return undefined;
  const { value, n, interval } = plain;
  if (clusters.count === n) return { value, n, interval };
  const reach = reachOf(clusterProduct(parts.adds, parts.adds, clusters), clusters, level);
  if (!(value > 0 && value < 1 && reach > 0)) return { value, n, interval };
  const logit = Math.log(value / (1 - value));
  const step = reach / (value * (1 - value));
  const bounds = { lower: chanceOfLogOdds(logit - step), upper: chanceOfLogOdds(logit + step), level };
  return { value, n, interval: bounds };
}

/** The calibration line, its intervals by the sandwich over customers. */
function lineOfRows({ chances, left, clusters }: JudgedRows, level: number): CalibrationLine | undefined {
  const line = calibrationLine(chances, left, { level });
  if (line === undefined || clusters.count === left.length) return line;
  const x = chances.map(logOddsOfChance);
  const fitted = x.map((logit) => chanceOfLogOdds(line.intercept.value + line.slope.value * logit));
  let [a, b, c] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const weight = (fitted[i] as number) * (1 - (fitted[i] as number));
    a += weight;
    b += weight * (x[i] as number);
    c += weight * (x[i] as number) ** 2;
  }
  const determinant = a * c - b * b;
  if (!(determinant > 0)) return line;
  // what each row adds to the two estimates: the inverse information times its score
  const residual = fitted.map((p, i) => (left[i] as number) - p);
  const intercept = residual.map((r, i) => (r * (c - b * (x[i] as number))) / determinant);
  const slope = residual.map((r, i) => (r * (a * (x[i] as number) - b)) / determinant);
  const around = (estimate: Estimate, adds: Float64Array): Estimate => {
    const reach = reachOf(clusterProduct(adds, adds, clusters), clusters, level);
    return { ...estimate, interval: { lower: estimate.value - reach, upper: estimate.value + reach, level } };
  };
  return { slope: around(line.slope, slope), intercept: around(line.intercept, intercept) };
}

const TOP = 0.1;

/** Leavers in the tenth with the highest chances; rows of one chance at its edge count by share. */
function topDecileOf(
  { chances, left, clusters }: JudgedRows,
  leavers: number,
  level: number,
): ChurnTopDecile | undefined {
  const n = left.length;
  if (leavers < 2 || n < 1 / TOP) return undefined;
  const order = indicesOf(n).sort((i, j) => (chances[j] as number) - (chances[i] as number));
  const inside = new Float64Array(n);
  let room = TOP * n;
  for (let from = 0; from < n && room > 0; ) {
    let to = from;
    while (to < n && chances[order[to] as number] === chances[order[from] as number]) to++;
    const share = Math.min(1, room / (to - from));
    for (let k = from; k < to; k++) inside[order[k] as number] = share;
    room -= share * (to - from);
    from = to;
  }
  let held = 0;
  for (let i = 0; i < n; i++) held += (inside[i] as number) * (left[i] as number);
  const value = Math.min(1, held / leavers);
  const adds = inside.map((share, i) => ((left[i] as number) * (share - value)) / leavers);
  const reach = reachOf(clusterProduct(adds, adds, clusters), clusters, level);
  // on the log-odds scale, with half a leaver on either side, so that all or none still leave doubt
  const kept = (held + 0.5) / (leavers + 1);
  const step = Math.max(reach, value > 0 && value < 1 ? 0 : 1 / Math.sqrt(leavers)) / (kept * (1 - kept));
  const logit = Math.log(kept / (1 - kept));
  const interval = {
    lower: Math.min(value, chanceOfLogOdds(logit - step)),
    upper: Math.max(value, chanceOfLogOdds(logit + step)),
    level,
  };
  return { n: TOP * n, captured: { value, n: leavers, interval }, lift: value / TOP };
}

/** How much better chances are than others for the same rows. */
export function gainOver(rows: JudgedRows, base: Float64Array, level: number): ChurnGain {
  const { chances, left, clusters } = rows;
  const first = influencesOf(rows);
  const second = influencesOf({ ...rows, chances: base });
  const paired = (loss: (chance: number, flag: number) => number, most: number): Estimate =>
    clusteredMean(
      chances.map((chance, i) => loss(chance, left[i] as number) - loss(base[i] as number, left[i] as number)),
      clusters,
      level,
      [-most, most],
    );
  const brier = paired((chance, flag) => (chance - flag) ** 2, 1);
  const logLoss = paired(surpriseOf, NO_BOUND);
  if (first === undefined || second === undefined) return { brier, logLoss };
  const value = first.area - second.area;
  const adds = first.adds.map((x, i) => x - (second.adds[i] as number));
  const reach = reachOf(clusterProduct(adds, adds, clusters), clusters, level);
  const interval = { lower: Math.max(-1, value - reach), upper: Math.min(1, value + reach), level };
  return { auc: { value, n: left.length, interval }, brier, logLoss };
}
