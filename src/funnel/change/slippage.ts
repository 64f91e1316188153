import type { Abstention, Estimate } from "../../core/estimate.ts";
import { wilsonUnchecked } from "../../math/proportion.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { isLater } from "./follow.ts";
import { type Days, type DealState, inView } from "./read.ts";
import type { Slippage } from "./types.ts";

/** Counts the deals due and those put off. */
export class SlippageTally {
  private readonly window: Days | undefined;
  private readonly level: number;
  private open = 0;
  private due = 0;
  private slipped = 0;
  private dueMinor = 0;
  private slippedMinor = 0;
  /** Squares relative to the largest amount, so that huge ones stay finite. */
  private largest = 0;
  private readonly amounts: number[] = [];
  private readonly days: number[] = [];

  constructor(window: Days | undefined, level: number) {
    this.window = window;
    this.level = level;
  }

  add(before: DealState | undefined, after: DealState | undefined): void {
    if (!inView(before)) return;
    this.open++;
    const { due, amount = 0 } = before;
    if (due === undefined) return;
    this.due++;
    this.dueMinor += amount;
    this.amounts.push(amount);
    this.largest = Math.max(this.largest, amount);
    if (after?.category !== "open") return;
    const later =
      this.window === undefined
        ? after.due === undefined || after.due > due
        : !after.inside && isLater(after, this.window);
    if (!later) return;
    this.slipped++;
    this.slippedMinor += amount;
    if (after.due !== undefined) this.days.push(after.due - due);
  }

  result(): Slippage | Abstention {
    const { due, dueMinor, slipped, slippedMinor, level, largest } = this;
    if (due === 0) return { abstained: { code: "change_nothing_due", params: { n: this.open } } };
    let squares = 0;
    for (const amount of this.amounts) squares += (amount / largest) ** 2;
    const worth = (dueMinor / largest) ** 2 / squares;
    const share = slippedMinor / dueMinor;
    return {
      due,
      dueMinor,
      slipped,
      slippedMinor,
      byCount: { value: slipped / due, n: due, interval: wilsonUnchecked(slipped, due, level) },
      byAmount:
        dueMinor > 0
          ? {
              value: share,
              n: due,
              interval: wilsonUnchecked(slippedMinor === dueMinor ? worth : share * worth, worth, level),
            }
          : { abstained: { code: "change_nothing_due", params: { n: due } } },
      pushDays: meanDays(this.days, level),
    };
  }
}

function meanDays(days: readonly number[], level: number): Estimate | Abstention {
  const n = days.length;
  if (n < 2) return { abstained: { code: "too_few_rows", params: { n, needed: 2 } } };
  const value = days.reduce((total, one) => total + one, 0) / n;
  const variance = days.reduce((total, one) => total + (one - value) ** 2, 0) / (n - 1);
  const half = studentTQuantile((1 + level) / 2, n - 1) * Math.sqrt(variance / n);
  return { value, n, interval: { lower: Math.max(0, value - half), upper: value + half, level } };
}
