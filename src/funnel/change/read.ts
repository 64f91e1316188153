import { requireColumn, requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type DateLike, toDay } from "../../time/day.ts";
import { CATEGORIES, isTerminal } from "../pipeline/category.ts";
import { requireId } from "../pipeline/rules.ts";
import type { StageCategory } from "../pipeline/types.ts";
import type { CloseWindow, PipelineDeal } from "./types.ts";

/** A window in UTC days. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

/** A deal on one of the two days. */
export interface DealState {
  readonly category: StageCategory;
  readonly stage: string;
  readonly leftStage: string | undefined;
  readonly amount: number | undefined;
  readonly owner: string | undefined;
  /** UTC day of the promised close; for an ended deal the day it ended, where known. */
  readonly due: number | undefined;
  /** Whether it is due in the window. */
  readonly inside: boolean;
}

/** A deal of the pipeline looked at: open, and due in the window. */
export type DealInView = DealState & { readonly category: "open" };

export const inView = (state: DealState | undefined): state is DealInView =>
  state !== undefined && state.category === "open" && state.inside;

/** Reads the window; none holds every day. */
export function readWindow(window: CloseWindow | undefined): Days | undefined {
  if (window === undefined) return undefined;
  requireObject(window, "options.window");
  const from = toDay(window.from, "options.window.from");
  const to = toDay(window.to, "options.window.to");
  if (to < from) {
    throw new ClienteleError("inconsistent", "options.window.to must not lie before options.window.from", { from, to });
  }
  return { from, to };
}

/** Checks a list once and lays it out by id. */
export function readDeals(
  deals: readonly PipelineDeal[],
  window: Days | undefined,
  known: ReadonlyMap<string, unknown> | undefined,
  name: string,
): Map<string, DealState> {
  requireColumn(deals, name);
  const states = new Map<string, DealState>();
  // one day is promised for many deals: text is read once
  const days = new Map<string, number>();
  const dayOf = (date: DateLike | undefined, i: number, field: string): number | undefined => {
    if (date === undefined) return undefined;
    const cached = typeof date === "string" ? days.get(date) : undefined;
    if (cached !== undefined) return cached;
    const day = toDay(date, `${name}[${i}].${field}`);
    if (typeof date === "string") days.set(date, day);
    return day;
  };
  for (let i = 0; i < deals.length; i++) {
    const deal = deals[i] as PipelineDeal;
    if (typeof deal !== "object" || deal === null) requireObject(deal, `${name}[${i}]`);
    const { dealId, stage, category, leftStage, amountMinor, owner } = deal;
    // spelt out, since a row that is in order must cost next to nothing
    if (typeof dealId !== "string" || dealId === "") requireId(dealId, `${name}[${i}].dealId`);
    if (typeof stage !== "string" || stage === "") requireId(stage, `${name}[${i}].stage`);
    if (leftStage !== undefined) requireId(leftStage, `${name}[${i}].leftStage`);
    if (owner !== undefined && (typeof owner !== "string" || owner === "")) requireId(owner, `${name}[${i}].owner`);
    if (category !== "open" && !CATEGORIES.includes(category)) {
      requireOneOf(category, CATEGORIES, `${name}[${i}].category`);
    }
    if (amountMinor !== undefined && !(Number.isSafeInteger(amountMinor) && amountMinor >= 0)) {
      requireNumber(amountMinor, `${name}[${i}].amountMinor`, { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true });
    }
    if (known !== undefined && !(known.has(stage) && (leftStage === undefined || known.has(leftStage)))) {
      const wrong = known.has(stage) ? leftStage : stage;
      throw new ClienteleError(
        "unknown_id",
        `${name}[${i}] of deal ${show(dealId)} names the stage ${show(wrong)}, which options.pipeline does not have`,
        { index: i, dealId, stage: wrong },
      );
    }
    if (states.has(dealId)) {
      throw new ClienteleError(
        "duplicate_id",
        `${name}[${i}] repeats the dealId ${show(dealId)}; list each deal once`,
        {
          index: i,
          dealId,
        },
      );
    }
    const promised = dayOf(deal.expectedClose, i, "expectedClose");
    const closed = dayOf(deal.closed, i, "closed");
    const due = isTerminal(category) ? (closed ?? promised) : promised;
    const inside = window === undefined || (due !== undefined && due >= window.from && due <= window.to);
    states.set(dealId, { category, stage, leftStage, amount: amountMinor, owner, due, inside });
  }
  return states;
}
