import type { Journey } from "../pipeline/history.ts";
import { onwardFrom } from "../stages/cumulative.ts";
import type { FunnelStage, Pipeline } from "../types.ts";
import type { FunnelSegment, SegmentEffect } from "./types.ts";
import { valueAt } from "./values.ts";

/** Steps per doubling in which factors are told apart: 64 steps are one per cent each. */
const STEPS = 64;

/** Multiplier of going on from each stage for one deal, and a key that equal deals share. */
export interface SegmentPull {
  readonly factors: Float64Array;
  readonly key: string;
}

/**
 * Looks up what a deal's segments do to going on, stage by stage; rounded to one per cent, so that alike deals are one.
 */
export function segmentPuller(
  segments: readonly FunnelSegment[],
  stages: readonly FunnelStage[],
): (journey: Journey, asOf: number) => SegmentPull {
  const fields = segments.map(({ field, edges = [], effects }) => ({
    field,
    edges,
    codeOf: new Map(effects.map(({ value }, i) => [value, i + 1])),
    logs: effects.map((effect) => logsOf(effect, stages)),
  }));
  // most deals share their combination of values with others
  const known = new Map<number, SegmentPull>();
  return (journey, asOf) => {
    let combination = 0;
    for (const { field, edges, codeOf, logs } of fields) {
      const value = valueAt(field, edges, journey, asOf);
      combination = combination * (logs.length + 1) + (value === undefined ? 0 : (codeOf.get(value) ?? 0));
    }
    const before = known.get(combination);
    if (before !== undefined) return before;
    const sum = new Float64Array(stages.length);
    let rest = combination;
    for (const { logs } of [...fields].reverse()) {
      const code = rest % (logs.length + 1);
      rest = (rest - code) / (logs.length + 1);
      addLogs(sum, code === 0 ? undefined : logs[code - 1]);
    }
    const pull = pullOf(sum);
    known.set(combination, pull);
    return pull;
  };
}

/** Adds what one more segment does, where anything is known of it. */
export function addLogs(logs: Float64Array, own: Float64Array | undefined): void {
  if (own !== undefined) for (let i = 0; i < logs.length; i++) logs[i] = (logs[i] as number) + (own[i] as number);
}

/** The factors of all segments together, rounded. */
export function pullOf(logs: Float64Array): SegmentPull {
  const steps = logs.map((log) => Math.round(log * STEPS));
  return { factors: steps.map((step) => 2 ** (step / STEPS)), key: steps.join() };
}

/** A segment's factor for each stage, on the logarithm; a stage it was never seen in has the segment's own. */
export function logsOf(effect: SegmentEffect, stages: readonly FunnelStage[]): Float64Array {
  const byStage = new Map(effect.stages.map(({ stage, factor }) => [stage, factor]));
  return Float64Array.from(stages, ({ id }) => Math.log2(byStage.get(id) ?? effect.factor));
}

/** Stages with the pipeline they belong to. */
interface StagedPipeline {
  readonly stages: readonly FunnelStage[];
  readonly pipeline: Pipeline;
}

/** The stages as deals of one kind pass them: the intensity of going on is multiplied, all else stays. */
export function pulledStages({ stages, pipeline }: StagedPipeline, factors: Float64Array): readonly FunnelStage[] {
  if (factors.every((factor) => factor === 1)) return stages;
  const onward = onwardFrom(pipeline);
  return stages.map((stage, i) => {
    const factor = factors[i] as number;
    return factor === 1 ? stage : multiplied(stage, stage.exits.map(onward(stage)), factor);
  });
}

function multiplied(stage: FunnelStage, which: readonly boolean[], factor: number): FunnelStage {
  const { age, hazard: columns } = stage.grid;
  const hazard = columns.map((column) => column.slice());
  const row = new Float64Array(which.length);
  for (let day = 0; day < age.length; day++) {
    for (let k = 0; k < row.length; k++) row[k] = (hazard[k] as number[])[day] as number;
    pull(row, which, factor);
    for (let k = 0; k < row.length; k++) (hazard[k] as number[])[day] = row[k] as number;
  }
  const pulled = (chances: readonly number[]): number[] => {
    const copy = Float64Array.from(chances);
    pull(copy, which, factor);
    return Array.from(copy);
  };
  return {
    ...stage,
    grid: { ...stage.grid, hazard },
    steady: { ...stage.steady, hazard: pulled(stage.steady.hazard) },
    beyond: { ...stage.beyond, hazard: pulled(stage.beyond.hazard) },
  };
}

/** The stages at another pace of winning: the intensity of being won is multiplied, all else stays. */
export function pacedStages(stages: readonly FunnelStage[], pace: number): readonly FunnelStage[] {
  if (pace === 1) return stages;
  return stages.map((stage) =>
    multiplied(
      stage,
      stage.exits.map(({ to }) => to === "won"),
      pace,
    ),
  );
}

/** A day's chances become intensities in proportion, some are multiplied, and all become chances again. */
function pull(chances: Float64Array, which: readonly boolean[], factor: number): void {
  let leaving = 0;
  let on = 0;
  for (let k = 0; k < chances.length; k++) {
    leaving += chances[k] as number;
    if (which[k] === true) on += chances[k] as number;
  }
  if (on === 0) return;
  // a certain day stays certain, only the ways share it anew
  const intensity = leaving >= 1 ? Number.POSITIVE_INFINITY : -Math.log1p(-leaving);
  const weight = leaving - on + factor * on;
  if (weight <= 0) {
    chances.fill(0);
    return;
  }
  const left = intensity === Number.POSITIVE_INFINITY ? 1 : -Math.expm1((-intensity * weight) / leaving);
  for (let k = 0; k < chances.length; k++) {
    chances[k] = ((chances[k] as number) * (which[k] === true ? factor : 1) * left) / weight;
  }
}
