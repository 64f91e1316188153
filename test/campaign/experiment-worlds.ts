import type { ExperimentOptions, ExperimentPlan } from "../../src/campaign/index.ts";
import { planExperiment } from "../../src/campaign/index.ts";
import { confidenceSequenceMultiplier, createRandom, normalQuantile, studentTQuantile } from "../../src/math/index.ts";

/** A plan that must exist. */
export function planned(options: ExperimentOptions): ExperimentPlan {
  const plan = planExperiment(options);
  if ("abstained" in plan) throw new Error(`no plan: ${plan.abstained.code}`);
  return plan;
}

type Random = ReturnType<typeof createRandom>;

/** Share of simulated tests of the planned size that find the planned effect. */
export function foundShare(worlds: number, seed: number, once: (random: Random) => boolean): number {
  const random = createRandom(seed);
  let found = 0;
  for (let world = 0; world < worlds; world++) if (once(random)) found++;
  return found / worlds;
}

const critical = (level: number, df?: number): number =>
  df === undefined ? normalQuantile((1 + level) / 2) : studentTQuantile((1 + level) / 2, df);

/** z of two rates, by counts. */
function rateZ(x1: number, n1: number, x2: number, n2: number, pooled: boolean): number {
  const [a, b] = [x1 / n1, x2 / n2];
  const p = (x1 + x2) / (n1 + n2);
  const variance = pooled ? p * (1 - p) * (1 / n1 + 1 / n2) : (a * (1 - a)) / n1 + (b * (1 - b)) / n2;
  return variance > 0 ? (b - a) / Math.sqrt(variance) : 0;
}

/** A yes/no test as planned; only `reached` of the treated react, and only `observed` of all are seen. */
export function rateTest({ design, sizes, effect }: ExperimentPlan): (random: Random) => boolean {
  const p = design.baseline as number;
  const n1 = Math.round(sizes.control * design.observed);
  const n2 = Math.round(sizes.treated * design.observed);
  const limit = critical(design.comparisonLevel);
  return (random) => {
    const reached = random.binomial(n2, design.reached);
    const x2 = random.binomial(reached, p + effect.absolute) + random.binomial(n2 - reached, p);
    return Math.abs(rateZ(random.binomial(n1, p), n1, x2, n2, design.test === "pooled")) > limit;
  };
}

/** The same, with the share of worlds in which Holm finds the first of several arms; `working` of them work. */
export function holmTest({ design, sizes, effect }: ExperimentPlan, working: number): (random: Random) => boolean {
  const p = design.baseline as number;
  return (random) => {
    const x1 = random.binomial(sizes.control, p);
    const z = Array.from({ length: design.treatments }, (_, arm) => {
      const x2 = random.binomial(sizes.treated, arm < working ? p + effect.absolute : p);
      return Math.abs(rateZ(x1, sizes.control, x2, sizes.treated, true));
    });
    const order = [...z].sort((a, b) => b - a);
    for (const [rank, each] of order.entries()) {
      if (each <= critical(1 - (1 - design.level) / (design.treatments - rank))) return false;
      if (each === z[0]) return true;
    }
    return false;
  };
}

/** A yes/no test that is looked at `looks` times and ends when its always-valid interval leaves zero. */
export function sequentialTest({ design, sizes, effect }: ExperimentPlan): (random: Random) => number | undefined {
  const p = design.baseline as number;
  const { looks, tuning } = design.sequential as { looks: number; tuning: number };
  return (random) => {
    let [n1, n2, x1, x2] = [0, 0, 0, 0];
    for (let look = 1; look <= looks; look++) {
      const [m1, m2] = [Math.round((sizes.control * look) / looks), Math.round((sizes.treated * look) / looks)];
      x1 += random.binomial(m1 - n1, p);
      x2 += random.binomial(m2 - n2, p + effect.absolute);
      [n1, n2] = [m1, m2];
      const limit = confidenceSequenceMultiplier(n1 + n2, { alpha: 1 - design.comparisonLevel, tuning });
      if (Math.abs(rateZ(x1, n1, x2, n2, false)) > limit) return n1 + n2;
    }
    return undefined;
  };
}

/** How one amount is drawn, with mean 0 and standard deviation 1. */
export const AMOUNTS = {
  normal: (random: Random): number => random.normal(),
  /** Skewness 2. */
  exponential: (random: Random): number => random.gamma(1, 1) - 1,
  /** One in ten spends, an exponential amount: mean .1, variance .2 − .01; skewness about 6.6. */
  spending: (random: Random): number => (random.uniform() < 0.1 ? random.gamma(1, 1) - 0.1 : -0.1) / Math.sqrt(0.19),
} as const;

interface Sums {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

function sumsOf(column: ArrayLike<number>): Sums {
  let [mean, m2] = [0, 0];
  for (let i = 0; i < column.length; i++) {
    const delta = (column[i] as number) - mean;
    mean += delta / (i + 1);
    m2 += delta * ((column[i] as number) - mean);
  }
  return { n: column.length, mean, variance: m2 / (column.length - 1) };
}

function welch(a: Sums, b: Sums): { t: number; df: number } {
  const [u, v] = [a.variance / a.n, b.variance / b.n];
  return { t: (b.mean - a.mean) / Math.sqrt(u + v), df: (u + v) ** 2 / (u ** 2 / (a.n - 1) + v ** 2 / (b.n - 1)) };
}

/** An amount per customer, by Welch's test; the spread of each arm is the planned one. */
export function meanTest(
  { design, sizes, effect }: ExperimentPlan,
  amount: (random: Random) => number = AMOUNTS.normal,
): (random: Random) => boolean {
  const one = design.standardDeviation as number;
  const two = design.treatedStandardDeviation ?? one;
  const first = new Float64Array(sizes.control);
  const second = new Float64Array(sizes.treated);
  return (random) => {
    for (let i = 0; i < first.length; i++) first[i] = one * amount(random);
    for (let i = 0; i < second.length; i++) second[i] = two * amount(random) + effect.absolute;
    const { t, df } = welch(sumsOf(first), sumsOf(second));
    return Math.abs(t) > critical(design.comparisonLevel, df);
  };
}

/** CUPED: the outcome less θ times the earlier figure, θ from both arms together. */
export function cupedTest({ design, sizes, effect }: ExperimentPlan): (random: Random) => boolean {
  const rho = design.correlation;
  const rest = Math.sqrt(1 - rho * rho);
  const sigma = design.standardDeviation as number;
  return (random) => {
    const arms = [sizes.control, sizes.treated].map((n, arm) => {
      const x = new Float64Array(n);
      const y = new Float64Array(n);
      for (let i = 0; i < n; i++) {
        x[i] = random.normal();
        y[i] = sigma * (rho * (x[i] as number) + rest * random.normal()) + arm * effect.absolute;
      }
      return { x, y };
    });
    let [cross, square] = [0, 0];
    for (const { x, y } of arms) {
      const [mx, my] = [sumsOf(x).mean, sumsOf(y).mean];
      for (let i = 0; i < x.length; i++) {
        cross += ((x[i] as number) - mx) * ((y[i] as number) - my);
        square += ((x[i] as number) - mx) ** 2;
      }
    }
    const theta = cross / square;
    const [a, b] = arms.map(({ x, y }) => sumsOf(y.map((value, i) => value - theta * (x[i] as number))));
    const { t, df } = welch(a as Sums, b as Sums);
    return Math.abs(t) > critical(design.comparisonLevel, df);
  };
}

/** Clusters of normal amounts; a size-weighted difference with its variance between clusters, clusters − 2 df. */
export function clusterTest({ design, sizes, effect }: ExperimentPlan): (random: Random) => boolean {
  const { size, icc, variation } = design.clusters as { size: number; icc: number; variation: number };
  const sigma = design.standardDeviation as number;
  const counts = sizes.clusters as { control: number; treated: number };
  return (random) => {
    const arms = [counts.control, counts.treated].map((clusters, arm) => {
      const rows = Array.from({ length: clusters }, () => {
        const m =
          variation === 0 ? size : Math.max(1, Math.round(random.gamma(1 / variation ** 2, size * variation ** 2)));
        const between = sigma * Math.sqrt(icc) * random.normal();
        const within = sigma * Math.sqrt((1 - icc) / m) * random.normal();
        return { m, mean: arm * effect.absolute + between + within };
      });
      const total = rows.reduce((n, { m }) => n + m, 0);
      const mean = rows.reduce((n, { m, mean: y }) => n + m * y, 0) / total;
      const squares = rows.reduce((n, { m, mean: y }) => n + (m * (y - mean)) ** 2, 0);
      return { mean, variance: (squares * clusters) / (clusters - 1) / total ** 2 };
    });
    const [a, b] = arms as [{ mean: number; variance: number }, { mean: number; variance: number }];
    const t = (b.mean - a.mean) / Math.sqrt(a.variance + b.variance);
    return Math.abs(t) > critical(design.comparisonLevel, counts.control + counts.treated - 2);
  };
}
