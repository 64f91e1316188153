import { type ChurnModel, type FitChurnOptions, fitChurn, predictChurn } from "../../src/retention/index.ts";
import { subscriptionBook, trueChance } from "../support/subscription-book.ts";

const ASKED = [
  [0, "monthly", 10, 1],
  [6, "yearly", 40, 0],
  [20, "monthly", 60, 0],
  [12, "yearly", 75, 2],
  [3, "monthly", 40, 0],
] as const;
const HORIZONS = [1, 6] as const;

/** How often the intervals of chances and of months lost hold the truth, over simulated books of subscriptions. */
export function coverageOfChurn(
  books: number,
  customers: number,
  seed: number,
  options: Omit<FitChurnOptions, "rows"> = {},
): { readonly chances: number; readonly monthsLost: number; readonly worst: number } {
  const held = ASKED.flatMap(() => HORIZONS.map(() => 0));
  let lostHeld = 0;
  for (let b = 0; b < books; b++) {
    const model = fitChurn(subscriptionBook(customers, 12, seed * 100_000 + b), { rows: "months", ...options });
    ASKED.forEach(([tenure, plan, usage, complaints], a) => {
      const facts = { plan, usage, complaints };
      const { horizons } = predictChurn(
        model as ChurnModel,
        { tenure, covariates: facts },
        { horizonMonths: [...HORIZONS] },
      );
      horizons.forEach(({ months, chance, monthsLost }, h) => {
        const truth = trueChance(tenure, facts, months);
        let lost = 0;
        for (let k = 1; k <= months; k++) lost += trueChance(tenure, facts, k);
        const at = a * HORIZONS.length + h;
        if (chance.interval.lower <= truth && truth <= chance.interval.upper) held[at] = (held[at] as number) + 1;
        if (monthsLost.interval.lower <= lost && lost <= monthsLost.interval.upper) lostHeld++;
      });
    });
  }
  const asked = books * held.length;
  return {
    chances: held.reduce((sum, count) => sum + count, 0) / asked,
    monthsLost: lostHeld / asked,
    worst: Math.min(...held) / books,
  };
}
