import { requireFinite, requireNumber, requireObject, requireSameLength } from "../../core/checks.ts";
import { predictPurchasesColumn } from "../buying/predict-column.ts";
import type { BuyingModel, HoldoutColumns } from "../buying/types.ts";
import type { BuyingTable, TimeUnit } from "../types.ts";
import type { HoldoutGroup, HoldoutScore } from "./holdout-types.ts";

/** Groups by calibration frequency: 0 to 6, and 7 or more. */
const LAST_GROUP = 7;

/** Steps of the gains curve. */
const GAIN_STEPS = 20;

/** Customers with what they bought afterwards, as `summarizePurchases` returns them. */
export interface HoldoutHistory<Unit extends TimeUnit = TimeUnit> {
  readonly table: BuyingTable<Unit>;
  readonly holdout?: HoldoutColumns<Unit>;
}

/**
 * Holds a model's forecast for each customer against what the customer then bought.
 *
 * @param model - Fitted on the calibration; in the table's unit.
 * @param history - From `summarizePurchases` with `holdoutEnd`: the table of the calibration and the holdout beside it.
 * @returns Total error, errors per customer, how well the order of customers was forecast, means by calibration frequency,
 * and gains.
 * @throws `ClienteleError` `inconsistent` (units), `invalid_type` (no holdout), `length_mismatch`, `not_finite`,
 * `out_of_range`, `invalid_model`, `empty_input`.
 * @example
 * ```ts
 * const model = defineBuyingModel("bg_nbd", { unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } });
 * const table = { unit: "week", frequency: [2, 0], recency: [30.43, 0], age: [38.86, 38.86] };
 * const holdout = { duration: { unit: "week", length: 39 }, purchases: [1, 0] };
 * const score = measureBuyingHoldout(model, { table, holdout });
 * score.expected; // ≈ 1.42
 * score.gini; // => 1
 * ```
 * @see Fader, Hardie & Lee (2005), "Counting Your Customers" the Easy Way, figure 4
 */
export function measureBuyingHoldout<Unit extends TimeUnit>(
  model: BuyingModel<Unit>,
  history: HoldoutHistory<NoInfer<Unit>>,
): HoldoutScore {
  requireObject(history, "history");
  const { table, holdout } = history;
  requireObject(holdout, "history.holdout");
  const { duration, purchases } = holdout as HoldoutColumns<Unit>;
  const forecast = predictPurchasesColumn(model, table, duration as never);
  requireSameLength(purchases, "history.holdout.purchases", table.frequency, "history.table.frequency");
  requireFinite(purchases, "history.holdout.purchases");
  for (let i = 0; i < purchases.length; i++) {
    requireNumber(purchases[i] as number, `history.holdout.purchases[${i}]`, { min: 0, max: 1e9, integer: true });
  }
  return scoreOf(forecast, purchases, table.frequency);
}

/** Squared errors per customer. @internal */
export function squaredErrors(forecast: Float64Array, actual: ArrayLike<number>): Float64Array {
  return forecast.map((expected, i) => (expected - (actual[i] as number)) ** 2);
}

function scoreOf(forecast: Float64Array, actual: ArrayLike<number>, frequency: ArrayLike<number>): HoldoutScore {
  const n = forecast.length;
  let [bought, expected, absolute, squared] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const error = (forecast[i] as number) - (actual[i] as number);
    bought += actual[i] as number;
    expected += forecast[i] as number;
    absolute += Math.abs(error);
    squared += error * error;
  }
  const curve = gainsOf(forecast, actual, bought);
  const rank = spearman(forecast, actual);
  return {
    customers: n,
    actual: bought,
    expected,
    ...(bought > 0 && { totalError: expected / bought - 1 }),
    mae: absolute / n,
    rmse: Math.sqrt(squared / n),
    ...(rank !== undefined && { rankCorrelation: rank }),
    ...(curve.best > 0 && { gini: curve.area / curve.best }),
    byFrequency: groupsOf(forecast, actual, frequency),
    gains: curve.points,
  };
}

function groupsOf(
  forecast: Float64Array,
  actual: ArrayLike<number>,
  frequency: ArrayLike<number>,
): readonly HoldoutGroup[] {
  const sums = Array.from({ length: LAST_GROUP + 1 }, () => ({ customers: 0, actual: 0, expected: 0 }));
  for (let i = 0; i < forecast.length; i++) {
    const group = sums[Math.min(LAST_GROUP, frequency[i] as number)] as (typeof sums)[number];
    group.customers++;
    group.actual += actual[i] as number;
    group.expected += forecast[i] as number;
  }
  return sums.flatMap(({ customers, actual: bought, expected }, frequency) =>
    customers === 0
      ? []
      : [
          {
            frequency,
            orMore: frequency === LAST_GROUP,
            customers,
            actual: bought / customers,
            expected: expected / customers,
          },
        ],
  );
}

interface Gains {
  readonly points: HoldoutScore["gains"];
  /** Area above chance, and that of a perfect order. */
  readonly area: number;
  readonly best: number;
}

/** Purchases captured from the highest forecast down; customers with equal forecasts share theirs evenly. */
function gainsOf(forecast: Float64Array, actual: ArrayLike<number>, bought: number): Gains {
  const own = curveOf(forecast, actual, bought);
  const perfect = curveOf(Float64Array.from(actual), actual, bought);
  const points = Array.from({ length: GAIN_STEPS + 1 }, (_, k) => {
    const customers = k / GAIN_STEPS;
    return { customers, captured: own.at(customers), best: perfect.at(customers) };
  });
  return { points, area: own.area, best: perfect.area };
}

function curveOf(
  score: Float64Array,
  actual: ArrayLike<number>,
  bought: number,
): { readonly area: number; at(share: number): number } {
  const n = score.length;
  const order = Int32Array.from({ length: n }, (_, i) => i).sort((a, b) => (score[b] as number) - (score[a] as number));
  // corners of the curve, one per distinct score
  const customers: number[] = [0];
  const captured: number[] = [0];
  let sum = 0;
  for (let k = 0; k < n; k++) {
    const i = order[k] as number;
    sum += actual[i] as number;
    if (k + 1 < n && score[order[k + 1] as number] === score[i]) continue;
    customers.push((k + 1) / n);
    captured.push(bought === 0 ? (k + 1) / n : sum / bought);
  }
  let area = -0.5;
  for (let k = 1; k < customers.length; k++) {
    const width = (customers[k] as number) - (customers[k - 1] as number);
    area += (width * ((captured[k] as number) + (captured[k - 1] as number))) / 2;
  }
  return {
    area: Math.abs(area) < 1e-12 ? 0 : area,
    at(share) {
      let k = 1;
      while (k < customers.length - 1 && (customers[k] as number) < share) k++;
      const [x0, x1] = [customers[k - 1] as number, customers[k] as number];
      const [y0, y1] = [captured[k - 1] as number, captured[k] as number];
      return y0 + ((y1 - y0) * (share - x0)) / (x1 - x0);
    },
  };
}

/** Spearman's rank correlation with mean ranks for ties; undefined where one side is constant. */
function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number | undefined {
  const [ra, rb] = [meanRanks(a), meanRanks(b)];
  const middle = (ra.length + 1) / 2;
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < ra.length; i++) {
    const [x, y] = [(ra[i] as number) - middle, (rb[i] as number) - middle];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb))) : undefined;
}

function meanRanks(column: ArrayLike<number>): Float64Array {
  const n = column.length;
  const order = Int32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => (column[a] as number) - (column[b] as number),
  );
  const ranks = new Float64Array(n);
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && column[order[to] as number] === column[order[from] as number]) to++;
    for (let k = from; k < to; k++) ranks[order[k] as number] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}
