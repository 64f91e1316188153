import type { BacktestBaseline, BacktestMeasure } from "../../core/labels/backtest.ts";
import { brierScore, logLoss } from "../../math/brier.ts";
import { calibrationLine } from "../../math/calibration-line.ts";
import { reliabilityTable } from "../../math/reliability.ts";
import { rocAuc } from "../../math/roc.ts";
import { sum } from "../../math/sum.ts";
import { BASELINES, type BaselineForecast } from "./baselines.ts";
import { judgeTotals, missOf, pinballOf, skillOf } from "./losses.ts";
import type { BacktestSkill, BacktestTotalAt, BaselineJudgement, DealJudgement, FunnelBacktest } from "./types.ts";

/** One judged origin with everything its judgement needs. */
export interface Trial {
  readonly dealIds: readonly string[];
  /** Chance of each open deal, and 1 where it was won within the horizon. */
  readonly chances: Float64Array;
  readonly outcomes: Uint8Array;
  readonly count: BacktestTotalAt;
  readonly amount: BacktestTotalAt;
  readonly baselines: readonly BaselineForecast[];
}

/** A baseline that speaks at fewer of the origins does not count as the one to beat. */
const ENOUGH_ORIGINS = 0.5;

/** Judges the chances of single deals over all origins; `undefined` where no deal was open at any. */
export function judgeDeals(trials: readonly Trial[], level: number): DealJudgement | undefined {
  const chances = trials.flatMap((trial) => [...trial.chances]);
  const outcomes = trials.flatMap((trial) => [...trial.outcomes]);
  if (chances.length === 0) return undefined;
  const options = { level };
  const calibration = calibrationLine(chances, outcomes, options);
  const auc = rocAuc(chances, outcomes, options);
  return {
    n: chances.length,
    deals: new Set(trials.flatMap((trial) => trial.dealIds)).size,
    won: sum(outcomes),
    brier: brierScore(chances, outcomes, options),
    logLoss: logLoss(chances, outcomes, options),
    reliability: reliabilityTable(chances, outcomes, options),
    ...(calibration === undefined ? {} : { calibration }),
    ...(auc === undefined ? {} : { auc }),
  };
}

/** A trial beside what one baseline said there. */
interface Pair {
  readonly trial: Trial;
  readonly said: BaselineForecast;
}

/** Judges each baseline on the origins where it has something to say, and the forecast against it there. */
export function judgeBaselines(trials: readonly Trial[], priced: boolean, level: number): BaselineJudgement[] {
  return BASELINES.map((baseline) => {
    const pairs = trials.flatMap((trial): Pair[] => {
      const said = trial.baselines.find((one) => one.baseline === baseline);
      return said === undefined ? [] : [{ trial, said }];
    });
    if (pairs.length === 0) return { baseline, origins: 0, skill: {} };
    const theirs = (total: "count" | "amount"): BacktestTotalAt[] =>
      pairs.map(({ trial, said }) => ({ ...said[total], actual: trial[total].actual }));
    const skill: Partial<Record<BacktestMeasure, BacktestSkill>> = {};
    const rated = pairs.filter(({ trial, said }) => said.chances !== undefined && trial.chances.length > 0);
    const squares = rated.map(({ trial, said }) => squaredError(said.chances as Float64Array, trial.outcomes));
    if (rated.length > 0) {
      const own = rated.map(({ trial }) => squaredError(trial.chances, trial.outcomes));
      skill.brier = skillOf(own, squares, level);
    }
    for (const total of priced ? (["count", "amount"] as const) : (["count"] as const)) {
      const own = pairs.map(({ trial }) => trial[total]);
      skill[`${total}_pinball`] = skillOf(own.map(pinballOf), theirs(total).map(pinballOf), level);
      skill[`${total}_wape`] = skillOf(own.map(missOf), theirs(total).map(missOf), level);
    }
    return {
      baseline,
      origins: pairs.length,
      ...(rated.length === 0 ? {} : { brier: sum(squares) / sum(rated.map(({ trial }) => trial.chances.length)) }),
      count: judgeTotals(theirs("count"), level),
      ...(priced ? { amount: judgeTotals(theirs("amount"), level) } : {}),
      skill,
    };
  });
}

function squaredError(chances: Float64Array, outcomes: Uint8Array): number {
  let total = 0;
  for (let i = 0; i < chances.length; i++) total += ((chances[i] as number) - (outcomes[i] as number)) ** 2;
  return total;
}

const MEASURES: readonly BacktestMeasure[] = ["brier", "count_pinball", "count_wape", "amount_pinball", "amount_wape"];

/** By measure, the skill against the baseline that is hardest to beat. */
export function hardestSkill(baselines: readonly BaselineJudgement[], origins: number): FunnelBacktest["skill"] {
  const hardest: Partial<Record<BacktestMeasure, BacktestSkill & { readonly baseline: BacktestBaseline }>> = {};
  for (const measure of MEASURES) {
    for (const { baseline, skill } of baselines) {
      const own = skill[measure];
      if (own === undefined || own.origins < origins * ENOUGH_ORIGINS) continue;
      if (own.value < (hardest[measure]?.value ?? Number.POSITIVE_INFINITY)) hardest[measure] = { ...own, baseline };
    }
  }
  return hardest;
}
