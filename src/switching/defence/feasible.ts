import { ClienteleError } from "../../core/errors.ts";
import { has } from "./flags.ts";
import { costOf, packageProblem } from "./packages.ts";
import type { Book } from "./read.ts";

/** Refuses a limit that no plan can keep, and names it. */
export function requireReachable(book: Book): void {
  if (book.levers.every(({ min }) => min === 0)) return;
  const { packages } = packageProblem(book, -1, Number.MAX_VALUE, Number.MAX_VALUE);
  book.levers.forEach((lever, l) => {
    const { id, min } = lever;
    if (min === 0) return;
    const holders = book.accounts.flatMap((account, c) => {
      const own = (packages[c] ?? []).filter(({ mask }) => has(mask, l));
      if (own.length === 0) return [];
      return [
        {
          cost: Math.min(...own.map((pack) => costOf(account, pack))),
          hours: Math.min(...own.map((pack) => pack.hours)),
        },
      ];
    });
    if (holders.length < min) {
      throw refusal(
        `levers asks for at least ${min} accounts with "${id}", and ${holders.length} can get it`,
        id,
        "lever_min",
      );
    }
    const cheapest = (of: "cost" | "hours", fixed: number): number =>
      holders
        .map((holder) => holder[of])
        .sort((a, b) => a - b)
        .slice(0, min)
        .reduce((total, x) => total + x, fixed);
    const cost = cheapest("cost", lever.fixedCost);
    if (cost > book.budget * (1 + 1e-9)) {
      throw refusal(
        `options.budget of ${book.budget} is too small: ${min} accounts with "${id}" cost at least ${cost}`,
        id,
        "budget",
      );
    }
    const hours = cheapest("hours", lever.fixedHours);
    if (hours > book.hours * (1 + 1e-9)) {
      throw refusal(
        `options.staffHours of ${book.hours} are too few: ${min} accounts with "${id}" take at least ${hours}`,
        id,
        "staff_hours",
      );
    }
  });
}

/** The error for limits that each could be kept, and not all together. */
export function noPlan({ levers }: Book): ClienteleError {
  const asked = levers.filter(({ min }) => min > 0).map(({ id, min }) => `"${id}" at least ${min}`);
  return new ClienteleError(
    "inconsistent",
    `no plan keeps options.budget, options.staffHours and what levers ask for (${asked.join(", ")}) all at once; loosen one`,
    { limits: ["budget", "staff_hours", "lever_min"] },
  );
}

function refusal(message: string, lever: string, limit: string): ClienteleError {
  return new ClienteleError("inconsistent", message, { lever, limit });
}
