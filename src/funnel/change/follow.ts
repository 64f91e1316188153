import type { PipelineFlow } from "../../core/labels/pipeline-change.ts";
import { isTerminal } from "../pipeline/category.ts";
import { type Days, type DealState, inView } from "./read.ts";

/** Books one step of one deal at the owner and stage where it happens. */
export type Book = (flow: PipelineFlow, amount: number, owner: string | undefined, stage: string) => void;

/**
 * The one way from how a deal stood to how it stands, as steps: it comes in where it stands then, changes its amount,
 * owner and stage in this order, and goes out from the open stage that it stood in last. As each step is booked at one
 * owner and one stage, the steps of every group add up to its change.
 */
export function followDeal(
  before: DealState | undefined,
  after: DealState | undefined,
  window: Days | undefined,
  book: Book,
): void {
  const was = inView(before);
  const is = inView(after);
  if (!was && !is && !passesThrough(before, after)) return;
  // 0 − amount, so that no amount becomes a negative zero
  if (after === undefined) {
    const { amount = 0, owner, stage } = before as DealState;
    book("removed", 0 - amount, owner, stage);
    return;
  }
  const { owner } = after;
  const stage = is ? after.stage : (after.leftStage ?? (was ? before.stage : after.stage));
  const amount = after.amount ?? (isTerminal(after.category) ? (before?.amount ?? 0) : 0);
  if (was) {
    const { amount: earlier = 0 } = before;
    if (amount !== earlier) {
      book(amount > earlier ? "amount_up" : "amount_down", amount - earlier, before.owner, before.stage);
    }
    if (owner !== before.owner) {
      book("owner_out", 0 - amount, before.owner, before.stage);
      book("owner_in", amount, owner, before.stage);
    }
    if (stage !== before.stage) {
      book("stage_out", 0 - amount, owner, before.stage);
      book("stage_in", amount, owner, stage);
    }
  } else book(wayIn(before, window), amount, owner, stage);
  if (!is) book(wayOut(after, window), 0 - amount, owner, stage);
}

/** Whether a deal was open in between although it was so on neither day: created and won, say, or due later and lost. */
function passesThrough(before: DealState | undefined, after: DealState | undefined): boolean {
  return after !== undefined && after.category !== "open" && after.inside && before?.category !== after.category;
}

function wayIn(before: DealState | undefined, window: Days | undefined): PipelineFlow {
  if (before === undefined) return "created";
  if (before.category === "suspended") return "resumed";
  if (before.category !== "open") return "reopened";
  return isLater(before, window) ? "pulled_in" : "slipped_in";
}

function wayOut(after: DealState, window: Days | undefined): PipelineFlow {
  if (after.category !== "open") return after.category;
  return isLater(after, window) ? "pushed_out" : "pulled_ahead";
}

/** Past the window; a deal without a date is due some day later. */
export function isLater({ due }: DealState, window: Days | undefined): boolean {
  return due === undefined || (window !== undefined && due > window.to);
}
