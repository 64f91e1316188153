import { requireNonEmpty, requireObject, requireUnique } from "../../core/checks.ts";
import { lookUpStages } from "../pipeline/define.ts";
import type { Pipeline, PipelineStage, StageCategory } from "../pipeline/types.ts";
import type { OpportunityOptions } from "./types.ts";

/** A pipeline's rules, laid out for asking. */
export interface PipelineRules {
  readonly pipeline: Pipeline;
  readonly stageOf: ReadonlyMap<string, PipelineStage>;
  readonly byCategory: ReadonlyMap<StageCategory, readonly PipelineStage[]>;
  /** Listed moves by origin; absent where any move is allowed. */
  readonly moves: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  /** Stages that the list names as a target. */
  readonly targets: ReadonlySet<string>;
  readonly lossReasons: readonly string[] | undefined;
  readonly competitors: readonly string[] | undefined;
}

/** Pipelines by id. */
export type PipelineBook = ReadonlyMap<string, PipelineRules>;

/** Checks the options once and lays out every pipeline's rules. */
export function readBook(options: OpportunityOptions): PipelineBook {
  requireObject(options, "options");
  const { pipelines } = options;
  requireNonEmpty(pipelines, "options.pipelines");
  const rules = Array.from(pipelines, (pipeline, i) => rulesOf(pipeline, `options.pipelines[${i}]`));
  requireUnique(
    rules.map(({ pipeline }) => pipeline.id),
    "options.pipelines",
  );
  return new Map(rules.map((one) => [one.pipeline.id, one]));
}

function rulesOf(given: Pipeline, name: string): PipelineRules {
  const { pipeline } = lookUpStages(given, name);
  const { stages, transitions, lossReasons, competitors } = pipeline;
  const byCategory = new Map<StageCategory, PipelineStage[]>();
  for (const stage of stages) {
    const list = byCategory.get(stage.category);
    if (list === undefined) byCategory.set(stage.category, [stage]);
    else list.push(stage);
  }
  const moves = new Map<string, Set<string>>();
  for (const { from, to } of transitions ?? []) {
    const targets = moves.get(from);
    if (targets === undefined) moves.set(from, new Set([to]));
    else targets.add(to);
  }
  return {
    pipeline,
    stageOf: new Map(stages.map((stage) => [stage.id, stage])),
    byCategory,
    moves: transitions === undefined ? undefined : moves,
    targets: new Set(transitions?.map(({ to }) => to)),
    lossReasons: lossReasons?.map(({ id }) => id),
    competitors: competitors?.map(({ id }) => id),
  };
}

/** Stages of a category, in pipeline order. */
export function stagesOf(rules: PipelineRules, category: StageCategory): readonly PipelineStage[] {
  return rules.byCategory.get(category) ?? [];
}

/** Whether the pipeline lets a deal go from one stage to another. */
export function mayMove(rules: PipelineRules, from: string, to: string): boolean {
  const { moves, targets, stageOf } = rules;
  if (moves === undefined || moves.get(from)?.has(to) === true) return true;
  const fromOpen = stageOf.get(from)?.category === "open";
  const toOpen = stageOf.get(to)?.category === "open";
  if (fromOpen && toOpen) return false;
  return !((!toOpen && targets.has(to)) || (!fromOpen && moves.has(from)));
}
