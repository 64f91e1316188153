import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Estimate } from "../../core/estimate.ts";
import { momentsOf, varianceOf } from "../../math/moments.ts";
import { normalCdf, normalQuantile } from "../../math/normal.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { quantileSorted } from "../../math/quantile.ts";
import { readClock } from "./calendar.ts";
import type { ForecastProjectOptions, PertFigures, ProjectForecast, TaskForecast } from "./forecast-types.ts";
import { readNetwork } from "./network.ts";
import { passesOf } from "./passes.ts";
import { drivingChain } from "./paths.ts";
import { simulateNetwork } from "./simulate.ts";
import { threePointDeviation, threePointMean } from "./three-point.ts";
import type { ProjectTask } from "./types.ts";

const SHARES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95] as const;

/** Tasks times draws that one call may ask for: about a quarter of an hour. */
const MOST_CELLS = 2e9;

/**
 * Forecasts when a project will be done from three guesses per task: by PERT's rule and by simulation, which sees what
 * the rule cannot: where chains merge, the slower one decides, so that the mean finish lies after PERT's.
 *
 * Durations are beta-PERT: mean (a + 4m + b) / 6, between the ends. The mean finish is simulated as PERT's mean plus
 * what each draw lies after PERT's own chain, whose expectation is known; so it never lies before PERT's. Each task
 * draws from a stream of its own id: the same seed compares two plans on the same luck.
 *
 * @param tasks - As for `scheduleProject`; a duration that is one number is sure. Not mutated.
 * @param options - `seed` is needed; `draws`, default 2000; `correlation` lets all durations hang together;
 * `deadline`, `start`, `calendar` as for `scheduleProject`; `level` of the intervals, default 0.95.
 * @returns Percentiles of the finish, the chance to hold the deadline, the merge bias, and per task how often it is
 * critical and how much its doubt moves the finish. Intervals say what the number of draws leaves open, not whether the
 * guesses are right.
 * @throws `ClienteleError` as `scheduleProject`; `out_of_range` also for tasks × draws beyond 2e9.
 * @example
 * ```ts
 * const guess = { optimistic: 2, mostLikely: 4, pessimistic: 12 };
 * const forecast = forecastProject(
 *   [{ id: "ours", duration: guess }, { id: "theirs", duration: guess }, { id: "go", duration: 0, predecessors: ["ours", "theirs"] }],
 *   { seed: 1, draws: 1000, deadline: 6 },
 * );
 * forecast.pert.mean; // => 5
 * forecast.mergeBias.interval.lower > 0.7; // => true
 * forecast.chance.value < forecast.pert.chance; // => true
 * ```
 * @see Malcolm, Roseboom, Clark, Fazar, Operations Research 7 (1959); MacCrimmon & Ryavec, An analytical study of the
 * PERT assumptions, Operations Research 12 (1964) (merge bias); Williams, Criticality in stochastic networks, Journal of
 * the Operational Research Society 43 (1992) (cruciality)
 */
export function forecastProject(tasks: readonly ProjectTask[], options: ForecastProjectOptions): ProjectForecast {
  requireObject(options, "options");
  const { seed, draws = 2000, correlation = 0, level = 0.95 } = options;
  requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true });
  requireNumber(draws, "options.draws", { min: 100, max: 1e5, integer: true });
  requireNumber(correlation, "options.correlation", { min: 0, below: 1 });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const clock = readClock(options);
  const network = readNetwork(tasks, clock);
  requireNumber(network.ids.length * draws, "tasks × options.draws", { max: MOST_CELLS });
  const deadline =
    options.deadline === undefined ? undefined : clock.offset(options.deadline, "options.deadline", true);
  const means = Float64Array.from(network.durations, threePointMean);
  const deviations = Float64Array.from(network.durations, threePointDeviation);
  const passes = passesOf(network, means);
  const chain = drivingChain(
    network,
    passes,
    means,
    deviations.map((sd) => sd * sd),
  );
  const variance = chain.tasks.reduce(
    (sum, j) => sum + ((chain.factors[j] as number) * (deviations[j] as number)) ** 2,
    0,
  );
  const run = simulateNetwork(network, means, chain, passes.finish, { draws, seed, correlation });

  const z = normalQuantile((1 + level) / 2);
  const around = (value: number, half: number, floor: number): Estimate => ({
    value,
    n: draws,
    interval: { lower: Math.max(floor, value - half), upper: value + half, level },
  });
  const share = (count: number): Estimate => ({
    value: count / draws,
    n: draws,
    interval: wilsonInterval(count, draws, level),
  });
  const excess = momentsOf(run.excesses);
  const half = z * Math.sqrt((varianceOf(excess) as number) / draws);
  const mergeBias = around(excess.mean, half, 0);
  const spread = varianceOf(momentsOf(run.finishes)) as number;
  const deviation = Math.sqrt(spread);
  const finishes = run.finishes.slice().sort();
  const expected = momentsOf(run.finishes).mean - passes.finish;

  const rows = network.ids.map((id, j): TaskForecast => {
    const sum = run.sums[j] as number;
    const own = Math.max(0, (run.squares[j] as number) - (sum * sum) / draws);
    const product = (run.products[j] as number) - sum * expected;
    const scale = Math.sqrt(own * spread * (draws - 1));
    const correlationWithFinish = scale > 0 ? Math.max(-1, Math.min(1, product / scale)) : 0;
    const criticality = share(run.critical[j] as number);
    return {
      id,
      mean: means[j] as number,
      deviation: deviations[j] as number,
      criticality,
      cruciality: correlationEstimate(correlationWithFinish, draws, z, level, scale > 0),
      sensitivity: deviation > 0 ? (criticality.value * (deviations[j] as number)) / deviation : 0,
      ...(Number.isNaN(network.deadline[j]) ? {} : { chance: share(run.inTime[j] as number) }),
    };
  });
  const driver = rows.reduce<TaskForecast | undefined>((best, row) => {
    const gain = Math.abs(row.cruciality.value) - Math.abs(best?.cruciality.value ?? 0);
    return gain > 0 || (gain === 0 && best !== undefined && row.id < best.id) ? row : best;
  }, undefined);
  // where rounding of the mean and of the draws differ by an ulp, a finish on the deadline is in time
  const inTime =
    deadline === undefined ? 0 : run.finishes.reduce((n, at) => n + (at - deadline <= passes.same ? 1 : 0), 0);
  const chance = deadline === undefined ? undefined : share(inTime);
  const pert: PertFigures = {
    path: chain.tasks.map((j) => network.ids[j] as string),
    mean: passes.finish,
    variance,
    ...(deadline === undefined ? {} : { chance: pertChance(deadline, passes.finish, variance, passes.same) }),
  };
  const notes: ProjectForecast["notes"][number][] = [];
  if (chance !== undefined && deadline !== undefined) {
    const params = { deadline, chance: chance.value, byPert: pert.chance as number };
    notes.push({ code: "project_chance", params });
  }
  if (mergeBias.interval.lower > 0) {
    const { value, interval } = mergeBias;
    notes.push({ code: "project_merge_bias", params: { bias: value, lower: interval.lower, upper: interval.upper } });
  }
  if (driver === undefined) notes.push({ code: "project_no_doubt", params: { tasks: rows.length } });
  else {
    const { id, cruciality, criticality } = driver;
    notes.push({
      code: "project_driver",
      params: { task: id, cruciality: cruciality.value, criticality: criticality.value },
    });
  }
  return {
    draws,
    seed,
    correlation,
    pert,
    mean: around(passes.finish + excess.mean, half, passes.finish),
    deviation,
    percentiles: SHARES.map((p) => {
      const reach = z * Math.sqrt(p * (1 - p) * draws);
      const at = (rank: number): number => finishes[Math.max(0, Math.min(draws - 1, rank))] as number;
      const value = quantileSorted(finishes, p);
      const date = clock.finishDate(value);
      // order statistics between which the quantile lies with the stated chance
      const interval = { lower: at(Math.floor(p * draws - reach) - 1), upper: at(Math.ceil(p * draws + reach)), level };
      return { share: p, finish: { value, n: draws, interval }, ...(date === undefined ? {} : { date }) };
    }),
    mergeBias,
    ...(chance === undefined ? {} : { chance }),
    tasks: rows,
    ...(driver === undefined ? {} : { driver: driver.id }),
    notes,
  };
}

/** Correlation with the interval of Fisher's transformation. */
function correlationEstimate(r: number, n: number, z: number, level: number, known: boolean): Estimate {
  const centre = Math.atanh(Math.max(-1 + 1e-15, Math.min(1 - 1e-15, r)));
  const half = known ? z / Math.sqrt(n - 3) : 0;
  const lower = Math.min(r, Math.tanh(centre - half));
  return { value: r, n, interval: { lower, upper: Math.max(r, Math.tanh(centre + half)), level } };
}

function pertChance(deadline: number, mean: number, variance: number, same: number): number {
  if (variance === 0) return mean - deadline <= same ? 1 : 0;
  return normalCdf((deadline - mean) / Math.sqrt(variance));
}
