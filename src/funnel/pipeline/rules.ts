import { requireColumn, requireObject, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { PipelineStage, PipelineTerm, StageGuard, StageTransition } from "./types.ts";

/** Refuses an id or name that is not text, or empty. */
export function requireId(id: unknown, name: string): void {
  if (typeof id !== "string") {
    throw new ClienteleError("invalid_type", `${name} must be text, got ${show(id)}`, { name });
  }
  if (id === "") throw new ClienteleError("empty_input", `${name} must not be empty`, { name });
}

/** Checks and copies what a stage asks for. */
export function readGuard(guard: StageGuard, name: string): StageGuard {
  requireObject(guard, name);
  const { fields, approvals } = guard;
  return {
    ...(fields === undefined ? {} : { fields: readIds(fields, `${name}.fields`) }),
    ...(approvals === undefined ? {} : { approvals: readIds(approvals, `${name}.approvals`) }),
  };
}

/** Checks and copies the allowed moves. */
export function readTransitions(
  transitions: readonly StageTransition[],
  stages: readonly PipelineStage[],
): StageTransition[] {
  const name = "definition.transitions";
  requireColumn(transitions, name);
  const known = new Set(stages.map((stage) => stage.id));
  const own = Array.from(transitions, (transition, i): StageTransition => {
    requireObject(transition, `${name}[${i}]`);
    const { from, to } = transition;
    requireStage(from, known, `${name}[${i}].from`);
    requireStage(to, known, `${name}[${i}].to`);
    if (from === to) {
      throw new ClienteleError("inconsistent", `${name}[${i}] leads from ${show(from)} to itself; leave it out`, {
        name,
        index: i,
      });
    }
    return { from, to };
  });
  requireUnique(
    own.map(({ from, to }) => JSON.stringify([from, to])),
    name,
  );
  return own;
}

/** Checks and copies a list of reasons or competitors. */
export function readTerms(terms: readonly PipelineTerm[], name: string): PipelineTerm[] {
  requireColumn(terms, name);
  const own = Array.from(terms, (term, i): PipelineTerm => {
    requireObject(term, `${name}[${i}]`);
    requireId(term.id, `${name}[${i}].id`);
    if (term.name === undefined) return { id: term.id };
    requireId(term.name, `${name}[${i}].name`);
    return { id: term.id, name: term.name };
  });
  requireUnique(
    own.map((term) => term.id),
    name,
  );
  return own;
}

function readIds(ids: readonly string[], name: string): string[] {
  requireColumn(ids, name);
  const own = Array.from(ids, (id, i) => {
    requireId(id, `${name}[${i}]`);
    return id;
  });
  requireUnique(own, name);
  return own;
}

function requireStage(id: string, known: ReadonlySet<string>, name: string): void {
  requireId(id, name);
  if (!known.has(id)) {
    throw new ClienteleError("unknown_id", `${name} must be a stage of definition.stages, got ${show(id)}`, {
      name,
      id,
    });
  }
}
