import type { ClosedOutcome, StageCategory } from "./types.ts";

/** Every category, in the order in which they are listed to people. */
export const CATEGORIES: readonly StageCategory[] = ["open", "suspended", "won", "lost", "cancelled"];

/** The one definition of an end: won, lost and cancelled end a deal; an open or a suspended one may still become any. */
export function isTerminal(category: StageCategory): category is ClosedOutcome {
  return category !== "open" && category !== "suspended";
}

/** Whether a move from one stay to another is progress: to a later stage, or out of a suspension; never into one. */
export function goesOn(stages: readonly { readonly category: StageCategory }[], from: number, to: number): boolean {
  if (stages[to]?.category === "suspended") return false;
  return stages[from]?.category === "suspended" || to > from;
}

/**
 * The open stages nearest before and after a stay, −1 where there is none. Out of a suspension behind all open stages the
 * way on leads back to the last of them.
 */
export function neighbours(
  stages: readonly { readonly category: StageCategory }[],
  of: number,
): readonly [before: number, after: number] {
  const categories = stages.map((stage) => stage.category);
  const before = categories.slice(0, of).lastIndexOf("open");
  const after = categories.indexOf("open", of + 1);
  return [before, after === -1 && categories[of] === "suspended" ? before : after];
}
