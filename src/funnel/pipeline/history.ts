import { requireColumn, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type DateLike, epochMsOrNaN, toEpochMs } from "../../time/day.ts";
import type { AsOfOptions, ClosedOutcome, DealHistory, PipelineStage } from "../types.ts";
import { isTerminal } from "./category.ts";
import { lookUpStages, type StageLookup } from "./define.ts";
import { requireId } from "./rules.ts";

/** A history as of a day, in numbers: the open (and suspended) stages it passed, when it came into each, and how it ended. */
export interface Journey {
  readonly dealId: string;
  readonly amount: number | undefined;
  readonly signedAmount: number | undefined;
  /** Indexes of open and suspended stages in the pipeline; no stage follows itself. */
  readonly stages: readonly number[];
  /** Epoch milliseconds of entry, one per stage. */
  readonly entered: readonly number[];
  readonly outcome: ClosedOutcome | undefined;
  /** Epoch milliseconds of the first terminal entry. */
  readonly closed: number | undefined;
  readonly product: string | undefined;
  readonly region: string | undefined;
  readonly owner: string | undefined;
  /** Epoch milliseconds, ascending, up to the day: promised close dates put off, and activities; absent where not told. */
  readonly pushes: readonly number[] | undefined;
  readonly activities: readonly number[] | undefined;
  /** Epoch milliseconds of the close date promised. */
  readonly expectedClose: number | undefined;
}

/** Journeys with what they were read by. */
export interface Journeys {
  readonly list: readonly Journey[];
  readonly lookup: StageLookup;
  readonly asOf: number;
}

/** Reads histories as of a day; what happens later is checked for its form and otherwise never looked at. */
export function readHistories(histories: readonly DealHistory[], options: AsOfOptions, name: string): Journeys {
  requireColumn(histories, name);
  requireObject(options, "options");
  const lookup = lookUpStages(options.pipeline, "options.pipeline");
  const asOf = toEpochMs(options.asOf, "options.asOf");
  const firstIndex = new Map<string, number>();
  const list = Array.from(histories, (history, i) => {
    const journey = readHistory(history, lookup, asOf, `${name}[${i}]`);
    const first = firstIndex.get(journey.dealId);
    if (first !== undefined) {
      throw new ClienteleError(
        "duplicate_id",
        `${name}[${i}] repeats the dealId ${show(journey.dealId)} of ${name}[${first}]; give each deal one history`,
        { dealId: journey.dealId, index: i, first },
      );
    }
    firstIndex.set(journey.dealId, i);
    return journey;
  });
  return { list, lookup, asOf };
}

/** Reads one history as of a day. */
export function readHistory(history: DealHistory, lookup: StageLookup, asOf: number, name: string): Journey {
  requireObject(history, name);
  const { dealId, amount, signedAmount, stages } = history;
  requireId(dealId, `${name}.dealId`);
  if (amount !== undefined) requireNumber(amount, `${name}.amount`, { min: 0 });
  if (signedAmount !== undefined) requireNumber(signedAmount, `${name}.signedAmount`, { min: 0 });
  if (history.created !== undefined) toEpochMs(history.created, `${name}.created`);
  const expectedClose =
    history.expectedClose === undefined ? undefined : toEpochMs(history.expectedClose, `${name}.expectedClose`);
  requireColumn(stages, `${name}.stages`);

  let steps: number[] = [];
  let moments: number[] = [];
  let ascending = true;
  for (let i = 0; i < stages.length; i++) {
    const at = momentOf(history, i, name);
    const stage = stageOf(history, i, lookup, name);
    if (at > asOf) continue;
    if (moments.length > 0 && (moments[moments.length - 1] as number) > at) ascending = false;
    steps.push(stage);
    moments.push(at);
  }
  if (!ascending) {
    // stable: equal times keep the order given
    const order = moments.map((_, i) => i).sort((a, b) => (moments[a] as number) - (moments[b] as number));
    steps = order.map((i) => steps[i] as number);
    moments = order.map((i) => moments[i] as number);
  }
  const { product, region, owner } = history;
  requireText(product, name, "product");
  requireText(region, name, "region");
  requireText(owner, name, "owner");
  const pushes = momentsUpTo(history.pushes, asOf, `${name}.pushes`);
  const activities = momentsUpTo(history.activities, asOf, `${name}.activities`);
  const facts = { dealId, amount, signedAmount, product, region, owner, pushes, activities, expectedClose };
  return follow(steps, moments, lookup, facts, name);
}

function requireText(value: unknown, name: string, field: string): void {
  if (value === undefined || typeof value === "string") return;
  throw new ClienteleError("invalid_type", `${name}.${field} must be text, got ${show(value)}`, { name, field });
}

function momentOf(history: DealHistory, i: number, name: string): number {
  const entry = history.stages[i];
  if (typeof entry !== "object" || entry === null) requireObject(entry, `${name}.stages[${i}]`);
  const { entered } = entry as { entered: DateLike };
  const at = epochMsOrNaN(entered);
  return Number.isNaN(at) ? toEpochMs(entered, `${name}.stages[${i}].entered`) : at;
}

function stageOf(history: DealHistory, i: number, lookup: StageLookup, name: string): number {
  const { stage } = history.stages[i] as { stage: string };
  const index = lookup.indexOf.get(stage);
  if (index === undefined) {
    throw new ClienteleError(
      typeof stage === "string" ? "unknown_id" : "invalid_type",
      `${name}.stages[${i}].stage of deal ${show(history.dealId)} must be a stage of pipeline ` +
        `${show(lookup.pipeline.id)}, got ${show(stage)}`,
      { dealId: history.dealId, stage },
    );
  }
  return index;
}

/** Moments up to the day, in order; later ones are not yet known. */
function momentsUpTo(dates: readonly DateLike[] | undefined, asOf: number, name: string): number[] | undefined {
  if (dates === undefined) return undefined;
  requireColumn(dates, name);
  return Array.from(dates, (date, i) => toEpochMs(date, `${name}[${i}]`))
    .filter((at) => at <= asOf)
    .sort((a, b) => a - b);
}

type Facts = Omit<Journey, "stages" | "entered" | "outcome" | "closed">;

function follow(
  steps: readonly number[],
  moments: readonly number[],
  lookup: StageLookup,
  facts: Facts,
  name: string,
): Journey {
  const stages: number[] = [];
  const entered: number[] = [];
  let outcome: ClosedOutcome | undefined;
  let closed: number | undefined;
  for (let i = 0; i < steps.length; i++) {
    const stage = steps[i] as number;
    const at = moments[i] as number;
    const { category, id } = lookup.pipeline.stages[stage] as PipelineStage;
    if (outcome !== undefined) {
      if (category === outcome) continue;
      throw new ClienteleError(
        "inconsistent",
        `${name} (deal ${show(facts.dealId)}) was ${outcome} and then entered ${show(id)}, which is ${category}; ` +
          (at === closed
            ? "both have the same time, so the order of rows decides: list the stages in the order in which they were passed"
            : "a deal ends once: give a reopened deal a new dealId"),
        { dealId: facts.dealId, outcome, stage: id },
      );
    }
    if (isTerminal(category)) {
      outcome = category;
      closed = at;
    } else if (stages[stages.length - 1] !== stage) {
      stages.push(stage);
      entered.push(at);
    }
  }
  // field by field: a copy of the facts would cost more than all the rest
  return {
    dealId: facts.dealId,
    amount: facts.amount,
    signedAmount: facts.signedAmount,
    stages,
    entered,
    outcome,
    closed,
    product: facts.product,
    region: facts.region,
    owner: facts.owner,
    pushes: facts.pushes,
    activities: facts.activities,
    expectedClose: facts.expectedClose,
  };
}
