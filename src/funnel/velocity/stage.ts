import type { Abstention } from "../../core/estimate.ts";
import { kaplanMeier } from "../../math/kaplan-meier.ts";
import { survivalQuantile } from "../../math/survival-read.ts";
import { goesOn } from "../pipeline/category.ts";
import type { PipelineStage } from "../pipeline/types.ts";
import { sortTimes } from "../stages/competing-risks.ts";
import { leftBy, MS_PER_DAY } from "../stages/grid.ts";
import { logEstimate, shareEstimate } from "./estimates.ts";
import type { Figures } from "./figures.ts";
import { type Durations, type VelocitySample, WON } from "./sample.ts";
import type { StageBetter, StageGain, StageHolding, StageVelocity } from "./types.ts";

/** Stays below which nothing is said about a stage. */
const FEWEST_STAYS = 10;
/** Open deals whose ages are listed. */
const MOST_AGES = 200;

/** A history and its resampled versions. */
export interface Resampled {
  readonly point: Figures;
  readonly replicas: readonly Figures[];
  readonly level: number;
  /** Degrees of freedom: won deals with an amount, less one. */
  readonly freedom: number;
  /** Why nothing can be said about money, if so. */
  readonly noMoney: Abstention | undefined;
  /** Why nothing can be said about what a stage must hold. */
  readonly noNeed: Abstention | undefined;
}

/** Everything about one stage. */
export function stageVelocity(sample: VelocitySample, i: number, resampled: Resampled): StageVelocity {
  const { id, name } = sample.stages[i] as PipelineStage;
  const stays = sample.stays[i] as Durations;
  const n = stays.days.length;
  const { point, replicas, level } = resampled;
  const ages = Array.from(stays.days).filter((_, k) => stays.exit[k] === -1);
  const few: Abstention | undefined =
    n < FEWEST_STAYS ? { abstained: { code: "too_few_rows", params: { n, needed: FEWEST_STAYS } } } : undefined;
  const stuck: Abstention | undefined =
    (point.fresh[i] as number) > 0 ? undefined : { abstained: { code: "velocity_no_way_to_win", params: { n } } };
  const wentOnBy = onwardAges(sample, i);
  const p95 = wentOnBy?.p95 ?? Number.POSITIVE_INFINITY;
  return {
    stage: id,
    ...(name === undefined ? {} : { name }),
    n,
    open: ages.length,
    ...(n > 0 && { days: leavingDays(stays, level) }),
    wentOn:
      few ??
      shareEstimate(
        point.wentOn[i] as number,
        n,
        replicas.map(({ wentOn }) => wentOn[i] as number),
        level,
      ),
    ...(wentOnBy === undefined ? {} : { wentOnBy }),
    openAges: picked(ages),
    overdue: ages.filter((age) => age > p95).length,
    better: few ?? resampled.noMoney ?? betterStage(i, n, resampled),
    holding: few ?? stuck ?? resampled.noMoney ?? resampled.noNeed ?? holdingOf(i, ages.length, resampled),
  };
}

function leavingDays({ days, exit }: Durations, level: number): NonNullable<StageVelocity["days"]> {
  const curve = kaplanMeier(
    days,
    Array.from(exit, (way) => way !== -1),
    { level, interval: "wilson" },
  );
  return {
    p25: survivalQuantile(curve, 0.25),
    p50: survivalQuantile(curve, 0.5),
    p75: survivalQuantile(curve, 0.75),
  };
}

function onwardAges({ stages, stays }: VelocitySample, i: number): StageVelocity["wentOnBy"] {
  const { days, exit } = stays[i] as Durations;
  const size = stages.length;
  const times = sortTimes(
    Array.from(days, (age) => age * MS_PER_DAY),
    Array.from(exit),
    size + 3,
  );
  const onward = times.causes.map((_, way) => way === size + WON || (way < size && goesOn(stages, i, way)));
  return leftBy(times, onward);
}

function betterStage(i: number, n: number, { point, replicas, level, freedom }: Resampled): StageBetter {
  const gain = (key: "passOn" | "faster"): StageGain => {
    const most = (figures: Figures): number => figures[key].reduce((top, one) => Math.max(top, one), 0);
    return {
      added: logEstimate(
        point[key][i] as number,
        n,
        replicas.map((one) => one[key][i] as number),
        freedom,
        level,
      ),
      mostOften: replicas.filter((one) => (one[key][i] as number) >= most(one)).length / replicas.length,
    };
  };
  return { passOn: gain("passOn"), faster: gain("faster") };
}

function holdingOf(i: number, n: number, { point, replicas, level, freedom }: Resampled): StageHolding | Abstention {
  const expectedAmount = point.expected[i] as number;
  const neededAmount = point.needed[i] as number;
  if (!(neededAmount > 0)) return { abstained: { code: "velocity_no_way_to_win", params: { n } } };
  const ratios = replicas.map(({ expected, needed }) => (expected[i] as number) / (needed[i] as number));
  const ratio = logEstimate(expectedAmount / neededAmount, n, ratios, freedom, level);
  const { lower, upper } = ratio.interval;
  return {
    verdict: lower >= 1 ? "enough" : upper < 1 ? "short" : "unclear",
    expectedAmount,
    neededAmount,
    ratio,
    missingDeals: Math.max(0, neededAmount - expectedAmount) / (point.fresh[i] as number),
  };
}

/** Evenly picked, the youngest and the oldest among them. */
function picked(ages: readonly number[]): number[] {
  if (ages.length <= MOST_AGES) return [...ages];
  const step = (ages.length - 1) / (MOST_AGES - 1);
  return Array.from({ length: MOST_AGES }, (_, k) => ages[Math.round(k * step)] as number);
}
