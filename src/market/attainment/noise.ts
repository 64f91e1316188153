/** The amounts of one group by period, this year's and those of past years. */
export interface GroupSeries {
  /** This year's amount by period; the running one up to the day of looking, those ahead 0. */
  readonly now: Float64Array;
  /** The same periods of past years, one column a year. */
  readonly past: readonly Float64Array[];
  /** What past years had of the running period by the day that corresponds to the day of looking; one a year. */
  readonly pastRunning: readonly number[];
}

/** How far amounts lie from level times share, under each power that the scatter may grow with. */
export interface Scatter {
  /** Variance = factor × mean to the power; one factor per power. */
  readonly factors: readonly number[];
  /** Minus twice the log pseudo-likelihood of each power. */
  readonly losses: readonly number[];
  /** Periods that show scatter, and how many are left once levels and shares are fitted. */
  readonly periods: number;
  readonly df: number;
  /** Products of residuals next to each other, in their standard errors: their sum and number, and periods per year. */
  readonly lag: { readonly sum: number; readonly pairs: number; readonly length: number };
}

/**
 * Powers of the mean with which the variance may grow: 1 as for many independent orders, 2 where everything moves
 * together. Before anything is seen the higher ones count more: to be wrong there is to promise too much.
 */
const POWERS = [1, 1.5, 2] as const;
const PRIOR = [1, 2, 6] as const;

/** One period of one year: its residual, its mean, and how the fit shrinks the residual. */
interface Cell {
  readonly residual: number;
  readonly mean: number;
  readonly year: number;
  /** Its share of what its year has been seen of. */
  readonly within: number;
  /** Share of the other years in what tells the season of its period. */
  readonly others: number;
}

/**
 * How amounts scatter about level of the year times share of the period, from every finished period. `undefined` where
 * fewer than `least` degrees of freedom are left.
 *
 * @param fitted - Whether the shares were fitted to these amounts, or known beforehand.
 * @see Carroll & Ruppert (1988), Transformation and Weighting in Regression, section 3.3, on pseudo-likelihood
 */
export function scatterOf(
  { now, past }: Pick<GroupSeries, "now" | "past">,
  shares: Float64Array,
  done: number,
  fitted: boolean,
  least: number,
): Scatter | undefined {
  const years = [now.subarray(0, done), ...past];
  const seen = years.map((year) => shareOf(year, shares));
  const levels = years.map((year, c) => ((seen[c] as number) > 0 ? amountOf(year) / (seen[c] as number) : 0));
  const cells: Cell[] = [];
  const sums = POWERS.map(() => new Float64Array(years.length));
  const [rows, columns] = [new Set<number>(), new Set<number>()];
  for (let k = 0; k < shares.length; k++) {
    const share = shares[k] as number;
    const there = years.flatMap((year, c) => (k < year.length && (levels[c] as number) > 0 ? [c] : []));
    if (!(share > 0)) continue;
    const beside = there.reduce((sum, c) => sum + (levels[c] as number), 0);
    for (const c of there) {
      const level = levels[c] as number;
      const mean = level * share;
      for (const [p, power] of POWERS.entries()) {
        const column = sums[p] as Float64Array;
        column[c] = (column[c] as number) + mean ** power;
      }
      // a period that one year alone shows lies on the season that it makes
      if (fitted && there.length < 2) continue;
      cells.push({
        residual: (years[c]?.[k] as number) - mean,
        mean,
        year: c,
        within: share / (seen[c] as number),
        others: fitted ? 1 - level / beside : 1,
      });
      rows.add(c);
      columns.add(k);
    }
  }
  const df = cells.length - rows.size - (fitted ? columns.size - 1 : 0);
  if (df < least) return undefined;
  const found = POWERS.map((power, p) => fitOf(cells, power, sums[p] as Float64Array));
  const best = found.reduce((a, b) => (b.loss < a.loss ? b : a));
  return {
    lag: { ...lagOf(cells, best.standard), length: cells.length / rows.size },
    factors: found.map(({ factor }) => factor),
    losses: found.map(({ loss }) => loss),
    periods: cells.length,
    df,
  };
}

function amountOf(year: Float64Array): number {
  let sum = 0;
  for (const amount of year) sum += amount;
  return sum;
}

function shareOf(year: Float64Array, shares: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < year.length; k++) sum += shares[k] as number;
  return sum;
}

interface Fit {
  readonly factor: number;
  readonly loss: number;
  /** Residuals in their standard errors. */
  readonly standard: readonly number[];
}

/** The factor under which squared residuals are as large as expected after the fit, and the loss of the power. */
function fitOf(cells: readonly Cell[], power: number, sums: Float64Array): Fit {
  const units = cells.map(({ mean, year, within, others }) => {
    const variance = mean ** power;
    return (variance * (1 - within) ** 2 + within ** 2 * Math.max(0, (sums[year] as number) - variance)) * others;
  });
  let squares = 0;
  let expected = 0;
  for (const [i, { residual, mean }] of cells.entries()) {
    squares += residual ** 2 / mean ** power;
    expected += (units[i] as number) / mean ** power;
  }
  const factor = expected > 0 ? squares / expected : 0;
  let loss = 0;
  for (const [i, { residual }] of cells.entries()) {
    const variance = factor * (units[i] as number);
    if (variance > 0) loss += Math.log(variance) + residual ** 2 / variance;
  }
  const standard = cells.map(({ residual }, i) => {
    const variance = factor * (units[i] as number);
    return variance > 0 ? residual / Math.sqrt(variance) : 0;
  });
  return { factor, loss, standard };
}

/** Products of each residual with the next of its year; cells stand in the order of the periods. */
function lagOf(cells: readonly Cell[], standard: readonly number[]): { sum: number; pairs: number } {
  const last = new Map<number, number>();
  let sum = 0;
  let pairs = 0;
  for (const [i, { year }] of cells.entries()) {
    const before = last.get(year);
    if (before !== undefined) {
      sum += before * (standard[i] as number);
      pairs++;
    }
    last.set(year, standard[i] as number);
  }
  return { sum, pairs };
}

/** How far each power is believed, learned from all groups that scatter alike; the weights sum to 1. */
export function believed(scatters: readonly (Scatter | undefined)[]): number[] {
  const losses = PRIOR.map((prior, p) =>
    scatters.reduce((sum, scatter) => sum + (scatter?.losses[p] ?? 0), -2 * Math.log(prior)),
  );
  const least = Math.min(...losses);
  const weights = losses.map((loss) => Math.exp((least - loss) / 2));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Years of fewer periods do not tell how the scatter of one period carries over to the next. */
const LEAST_LENGTH = 8;

/** So many pairs count as much as what is believed before: that periods scatter independently. */
const PAIRS_BEFORE = 6;

const MOST_CORRELATED = 0.9;

/**
 * Correlation of the scatter of neighbouring periods, learned like the power from all groups of a level: where it is
 * high the level drifts within the year. What fitting the level of each year takes away is given back; below 0 it counts
 * as 0.
 *
 * @see Marriott & Pope (1954), Biometrika 41, 390–402: an estimated mean lowers the estimate by (1 + 3ρ)/n
 */
export function correlationOf(scatters: readonly (Scatter | undefined)[]): number {
  let [sum, pairs, length, count] = [0, 0, 0, 0];
  for (const scatter of scatters) {
    if (scatter === undefined || scatter.lag.length < LEAST_LENGTH) continue;
    sum += scatter.lag.sum;
    pairs += scatter.lag.pairs;
    length += scatter.lag.length;
    count++;
  }
  if (count === 0 || pairs === 0) return 0;
  const n = length / count;
  const raised = ((n * sum) / pairs + 1) / (n - 3);
  return Math.min(MOST_CORRELATED, Math.max(0, (raised * pairs) / (pairs + PAIRS_BEFORE)));
}

/** By how much variances about a fitted level understate those about the true one, where neighbours are correlated. */
export function inflationOf(correlation: number, length: number): number {
  let effect = 1;
  for (let k = 1; k < length; k++) effect += 2 * (1 - k / length) * correlation ** k;
  return (1 - 1 / length) / Math.max(0.1, 1 - effect / length);
}

/** Variance of amounts with such means, each counted so many times over. */
export function varianceAt(mean: number, { factors }: Scatter, beliefs: readonly number[]): number {
  if (!(mean > 0)) return 0;
  let sum = 0;
  for (const [p, power] of POWERS.entries()) sum += (beliefs[p] as number) * (factors[p] as number) * mean ** power;
  return sum;
}
