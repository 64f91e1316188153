import { requireColumn, requireObject, requireOneOf, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Pipeline, PipelineDefinition, PipelineStage } from "../types.ts";
import { CATEGORIES } from "./category.ts";
import { readGuard, readTerms, readTransitions, requireId } from "./rules.ts";

/**
 * Defines a sales pipeline once, so that every figure means the same by open, suspended, won, lost and cancelled,
 * whatever the stages are called, and so that its rules are data: which moves are allowed, what a stage asks for, why
 * and to whom deals are lost.
 *
 * @param definition - `id`, and `stages` in the order in which a deal normally passes them. At least one stage is open
 * and at least one is won; several stages may share a category. A stage's `guard` names the fields and approvals without
 * which no deal enters it. `transitions`, `lossReasons` and `competitors` restrict only where they are given.
 * @returns The pipeline as plain JSON.
 * @throws `ClienteleError` `invalid_type`, `empty_input` (no stages, an empty id), `unknown_id` (a category that
 * does not exist, a transition of a stage that does not exist), `duplicate_id`, `inconsistent` (no open or no won stage).
 * @example
 * ```ts
 * const pipeline = definePipeline({
 *   id: "loans",
 *   stages: [
 *     { id: "applied", category: "open" },
 *     { id: "offered", category: "open" },
 *     { id: "signed", category: "won" },
 *     { id: "declined", category: "lost" },
 *   ],
 * });
 * pipeline.stages.length; // => 4
 * pipeline.kind; // => "pipeline"
 * const strict = definePipeline({
 *   ...pipeline,
 *   stages: pipeline.stages.map((stage) => (stage.id === "offered" ? { ...stage, guard: { fields: ["amount"] } } : stage)),
 *   transitions: [{ from: "applied", to: "offered" }],
 *   lossReasons: [{ id: "price" }, { id: "credit_check" }],
 * });
 * strict.stages[1].guard; // => { fields: ["amount"] }
 * ```
 */
export function definePipeline(definition: PipelineDefinition): Pipeline {
  requireObject(definition, "definition");
  const { id, stages } = definition;
  requireId(id, "definition.id");
  requireColumn(stages, "definition.stages");
  if (stages.length === 0) throw new ClienteleError("empty_input", "definition.stages must hold at least one stage");
  const own = Array.from(stages, (stage, i): PipelineStage => {
    requireObject(stage, `definition.stages[${i}]`);
    requireId(stage.id, `definition.stages[${i}].id`);
    requireOneOf(stage.category, CATEGORIES, `definition.stages[${i}].category`);
    if (stage.name !== undefined) requireId(stage.name, `definition.stages[${i}].name`);
    const guard = stage.guard === undefined ? undefined : readGuard(stage.guard, `definition.stages[${i}].guard`);
    return {
      id: stage.id,
      category: stage.category,
      ...(stage.name === undefined ? {} : { name: stage.name }),
      ...(guard === undefined ? {} : { guard }),
    };
  });
  requireUnique(
    own.map((stage) => stage.id),
    "definition.stages",
  );
  for (const needed of ["open", "won"] as const) {
    if (!own.some((stage) => stage.category === needed)) {
      throw new ClienteleError("inconsistent", `definition.stages needs at least one stage of category "${needed}"`, {
        needed,
      });
    }
  }
  const { transitions, lossReasons, competitors } = definition;
  return {
    kind: "pipeline",
    version: 1,
    id,
    stages: own,
    ...(transitions === undefined ? {} : { transitions: readTransitions(transitions, own) }),
    ...(lossReasons === undefined ? {} : { lossReasons: readTerms(lossReasons, "definition.lossReasons") }),
    ...(competitors === undefined ? {} : { competitors: readTerms(competitors, "definition.competitors") }),
    fittedOn: {},
  };
}

/**
 * The standard sales funnel: prospect tracked, bid, negotiation, then contract (won), lost or cancelled.
 *
 * @example
 * ```ts
 * standardPipeline.stages.map((stage) => stage.id); // => ["prospect", "bid", "negotiation", "contract", "lost", "cancelled"]
 * labelOf("stage", "bid", "zh"); // => "投标"
 * ```
 */
export const standardPipeline: Pipeline = {
  kind: "pipeline",
  version: 1,
  id: "standard",
  stages: [
    { id: "prospect", category: "open" },
    { id: "bid", category: "open" },
    { id: "negotiation", category: "open" },
    { id: "contract", category: "won" },
    { id: "lost", category: "lost" },
    { id: "cancelled", category: "cancelled" },
  ],
  fittedOn: {},
};

/** Where each stage stands, checked once: a pipeline written by hand in JavaScript may be anything. */
export interface StageLookup {
  readonly pipeline: Pipeline;
  readonly indexOf: ReadonlyMap<string, number>;
}

/** Refuses what {@link definePipeline} or the schema would not have let through. */
export function lookUpStages(pipeline: Pipeline, name: string): StageLookup {
  requireObject(pipeline, name);
  if (pipeline.kind !== "pipeline") {
    throw new ClienteleError("invalid_type", `${name} must come from definePipeline, got kind ${show(pipeline.kind)}`, {
      name,
    });
  }
  const checked = definePipeline(pipeline);
  return { pipeline: checked, indexOf: new Map(checked.stages.map((stage, i) => [stage.id, i])) };
}
