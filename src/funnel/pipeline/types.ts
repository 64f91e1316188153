import type { DateLike } from "../../time/day.ts";

/**
 * What a stage means, whatever it is called: open, suspended (on hold, may be resumed), or one of the three ways a deal
 * ends. A suspended deal is not closed: wherever outcomes are counted it is still open.
 */
export type StageCategory = "open" | "suspended" | "won" | "lost" | "cancelled";

/** The three ways a deal ends. */
export type ClosedOutcome = "won" | "lost" | "cancelled";

/** What must be there before a deal may enter a stage. */
export interface StageGuard {
  /**
   * Fields that must be filled: `amount`, `expectedClose`, `owner`, `customerId`, `product`, `region`; for an end also
   * `signedAmount`, `lossReason`, `competitor`, as its event names them; any other name is a field of the caller's own.
   */
  readonly fields?: readonly string[];
  /** Ids of approvals that must have been given. */
  readonly approvals?: readonly string[];
}

/** One stage of a pipeline. */
export interface PipelineStage {
  /** The id that stage histories use; any text that is not empty, `__proto__` included. */
  readonly id: string;
  readonly category: StageCategory;
  /** Name for people; the id (or the standard stage's label) where absent. */
  readonly name?: string;
  readonly guard?: StageGuard;
}

/** A move that is allowed. */
export interface StageTransition {
  readonly from: string;
  readonly to: string;
}

/** A reason or a competitor that may be named. */
export interface PipelineTerm {
  readonly id: string;
  /** Name for people; the id where absent. */
  readonly name?: string;
}

/** What {@link definePipeline} takes. */
export interface PipelineDefinition {
  readonly id: string;
  /** The stages in the order in which a deal normally passes them. */
  readonly stages: readonly PipelineStage[];
  /**
   * The allowed moves. Absent: any, skipping and going back too. Where given, moves between open stages are allowed only
   * if listed; a move into or out of any other stage is restricted only where the list names that stage on that side.
   */
  readonly transitions?: readonly StageTransition[];
  /** Why deals are lost; where given, no other reason is taken. */
  readonly lossReasons?: readonly PipelineTerm[];
  /** Whom deals are won and lost against; where given, no other competitor is taken. */
  readonly competitors?: readonly PipelineTerm[];
}

/** A pipeline: ordered stages and the one definition of open, suspended, won, lost and cancelled. Plain JSON. */
export interface Pipeline extends PipelineDefinition {
  readonly kind: "pipeline";
  readonly version: 1;
  /** Empty: a pipeline is written by hand, not learned. */
  readonly fittedOn: Readonly<Record<string, never>>;
}

/** One step of a deal's history: the stage it came into, and when. */
export interface StageEntry {
  /** Id of a stage of the pipeline. */
  readonly stage: string;
  /** The moment of entry. Text without an offset is UTC; a bare date is its first moment. */
  readonly entered: DateLike;
}
