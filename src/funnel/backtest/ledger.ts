import { requireColumn } from "../../core/checks.ts";
import { toEpochMs } from "../../time/day.ts";
import type { OpportunityEvent } from "../opportunity/events.ts";
import { toDealHistories } from "../opportunity/histories.ts";
import { snapshotAt } from "../opportunity/replay.ts";
import { type Journey, type Journeys, readHistories } from "../pipeline/history.ts";
import type { ClosedOutcome, DealHistory, Pipeline } from "../types.ts";
import type { BacktestFunnelOptions } from "./types.ts";

/** Everything that the data tell, and what of it was known on a past day. */
export interface Ledger {
  /** As of the last moment of the data: what outcomes are read from. */
  readonly final: Journeys;
  /** As of a past moment: what forecasts are made from. */
  knownAt(origin: number): Journeys;
  /** Whether facts of a deal (amount, close date, owner) are those of the day too, not only stages. */
  readonly factsAsOf: boolean;
}

/** Reads a log of events or histories, told apart by the first row. */
export function openLedger(
  data: readonly DealHistory[] | readonly OpportunityEvent[],
  options: Pick<BacktestFunnelOptions, "pipeline" | "knownUntil" | "toAmount">,
): Ledger {
  requireColumn(data, "data");
  return isLog(data) ? ledgerOfEvents(data, options) : ledgerOfHistories(data, options);
}

function isLog(data: readonly DealHistory[] | readonly OpportunityEvent[]): data is readonly OpportunityEvent[] {
  const first: unknown = data[0];
  return typeof first === "object" && first !== null && "type" in first && !("stages" in first);
}

function ledgerOfEvents(
  events: readonly OpportunityEvent[],
  { pipeline, knownUntil, toAmount }: Pick<BacktestFunnelOptions, "pipeline" | "knownUntil" | "toAmount">,
): Ledger {
  const at = (asOf: number): Journeys => {
    const snapshot = snapshotAt(events, asOf, { pipelines: [pipeline] });
    const histories = toDealHistories(snapshot, { pipeline, ...(toAmount === undefined ? {} : { toAmount }) });
    return inIdOrder(readHistories(histories, { pipeline, asOf }, "events"));
  };
  return { final: at(toEpochMs(knownUntil, "options.knownUntil")), knownAt: at, factsAsOf: true };
}

function ledgerOfHistories(
  histories: readonly DealHistory[],
  { pipeline, knownUntil }: Pick<BacktestFunnelOptions, "pipeline" | "knownUntil">,
): Ledger {
  // dates are read once; each origin then cuts numbers
  const asOf = toEpochMs(knownUntil, "options.knownUntil");
  const final = inIdOrder(readHistories(histories, { pipeline, asOf }, "histories"));
  return {
    final,
    knownAt: (origin) => ({ list: final.list.flatMap((j) => cut(j, origin)), lookup: final.lookup, asOf: origin }),
    factsAsOf: false,
  };
}

/** One order for every order of rows, so that sums round alike. */
function inIdOrder(journeys: Journeys): Journeys {
  return { ...journeys, list: [...journeys.list].sort((a, b) => (a.dealId < b.dealId ? -1 : 1)) };
}

/** A journey up to a moment; none where it had not begun. A signed amount is known once the deal is closed. */
function cut(journey: Journey, asOf: number): Journey[] {
  const { stages, entered, closed, outcome, signedAmount, pushes, activities } = journey;
  const ended = closed !== undefined && closed <= asOf;
  let n = 0;
  while (n < entered.length && (entered[n] as number) <= asOf) n++;
  if (n === 0 && !ended) return [];
  return [
    {
      ...journey,
      stages: stages.slice(0, n),
      entered: entered.slice(0, n),
      closed: ended ? closed : undefined,
      outcome: ended ? outcome : undefined,
      signedAmount: ended ? signedAmount : undefined,
      pushes: pushes?.filter((at) => at <= asOf),
      activities: activities?.filter((at) => at <= asOf),
    },
  ];
}

/** A journey as a history, for the functions that take those. */
export function historyOf(journey: Journey, pipeline: Pipeline): DealHistory {
  const { dealId, amount, signedAmount, product, region, owner, pushes, activities, expectedClose } = journey;
  const idOf = (index: number): string => (pipeline.stages[index] as { id: string }).id;
  const stages = journey.stages.map((stage, i) => ({ stage: idOf(stage), entered: journey.entered[i] as number }));
  if (journey.outcome !== undefined) {
    stages.push({ stage: endOf(pipeline, journey.outcome), entered: journey.closed as number });
  }
  return {
    dealId,
    stages,
    ...(amount === undefined ? {} : { amount }),
    ...(signedAmount === undefined ? {} : { signedAmount }),
    ...(product === undefined ? {} : { product }),
    ...(region === undefined ? {} : { region }),
    ...(owner === undefined ? {} : { owner }),
    ...(pushes === undefined ? {} : { pushes }),
    ...(activities === undefined ? {} : { activities }),
    ...(expectedClose === undefined ? {} : { expectedClose }),
  };
}

/** Any stage of the category will do: models look at the category alone. */
function endOf(pipeline: Pipeline, outcome: ClosedOutcome): string {
  return (pipeline.stages.find((stage) => stage.category === outcome) as { id: string }).id;
}

/** Whether a deal was under way at a moment: in a stage, and not closed. */
export function wasOpen(journey: Journey, at: number): boolean {
  const begun = journey.entered[0];
  return begun !== undefined && begun <= at && (journey.closed === undefined || journey.closed > at);
}

/** Whether a deal was won after one moment and up to another. */
export function wasWon(journey: Journey, after: number, upTo: number): boolean {
  return journey.outcome === "won" && (journey.closed as number) > after && (journey.closed as number) <= upTo;
}

/** What a won deal brought: the signed amount, else the listed one, else nothing. */
export function worthOf({ signedAmount, amount }: Journey): number {
  return signedAmount ?? amount ?? 0;
}
