import {
  type Attainment,
  breakDownTarget,
  type InfeasibleTarget,
  measureAttainment,
  summarizeTargets,
  type TargetBreakdown,
} from "clientele";
import type { Book } from "./book.ts";

/** Without a target the section asks for so much more than was won last year. */
export const TARGET_GROWTH = 0.1;

/** Seasons are learned from so many whole past years at most. */
const PAST_YEARS = 5;

/** Where a contract is counted that does not say its region, product or owner. */
export const UNSTATED = "–";

/** How contracts are told apart, in the order in which a target is handed down; the first two that are known count. */
const SIDES = ["region", "product", "owner"] as const;
export type Side = (typeof SIDES)[number];

/** A won opportunity with what it brings. */
export interface Contract extends Readonly<Record<Side, string>> {
  readonly customerId: string | undefined;
  readonly amount: number;
  /** Day on which it was won. */
  readonly date: string;
}

/** The target of the year, handed down, and what came of it so far. */
export interface Grid {
  readonly year: number;
  /** The sides by which the target is handed down; the months come after them. */
  readonly sides: readonly Side[];
  readonly target: number;
  readonly lastYear: { readonly contracts: number; readonly amount: number };
  /** Contracts of last year and this that name no amount: they bring nothing here. */
  readonly withoutAmount: number;
  /** Contracts of these two years that leave one of the sides open. */
  readonly unstated: number;
  /** Set where the records begin within last year, so that it is not whole. */
  readonly begins: string | undefined;
  readonly cells: readonly GridCell[];
  readonly attainment: Attainment;
}

/** What one cell is to bring in one month. */
export interface GridCell {
  readonly path: readonly string[];
  readonly month: string;
  readonly target: number;
}

/** Why there is no grid. */
export type NoGrid = "no_contract_last_year" | "no_side_known";

/** Every won opportunity up to the day of the brief. */
export function contractsOf({ histories, pipeline, customers, asOf }: Book): {
  readonly contracts: readonly Contract[];
  readonly withoutAmount: readonly string[];
} {
  const won = new Set(pipeline.stages.filter(({ category }) => category === "won").map(({ id }) => id));
  const regionOf = new Map(customers.map(({ id, region }) => [id, region]));
  const contracts: Contract[] = [];
  const withoutAmount: string[] = [];
  for (const { stages, customerId, product, owner, amount, signedAmount = amount } of histories) {
    const date = stages.find(({ stage }) => won.has(stage))?.entered;
    if (date === undefined) continue;
    const day = String(date).slice(0, 10);
    if (day > asOf) continue;
    if (signedAmount === undefined) withoutAmount.push(day);
    else {
      const region = customerId === undefined ? undefined : regionOf.get(customerId);
      contracts.push({
        region: region || UNSTATED,
        product: product || UNSTATED,
        owner: owner || UNSTATED,
        customerId,
        amount: signedAmount,
        date: day,
      });
    }
  }
  return { contracts, withoutAmount };
}

/** Hands the year's target down by what was won last year, and measures what came of it by the day of the brief. */
export function gridOf(book: Book): Grid | NoGrid {
  const { asOf } = book;
  const year = Number(asOf.slice(0, 4));
  const { contracts, withoutAmount } = contractsOf(book);
  const inYear = (date: string, of: number) => date.startsWith(`${of}-`);
  const recent = contracts.filter(({ date }) => inYear(date, year) || inYear(date, year - 1));
  const before = recent.filter(({ date, amount }) => inYear(date, year - 1) && amount > 0);
  if (before.length === 0) return "no_contract_last_year";
  const sides = SIDES.filter((side) => before.some((contract) => contract[side] !== UNSTATED)).slice(0, 2);
  if (sides.length === 0) return "no_side_known";

  const lastYear = sum(before);
  const target = book.target ?? lastYear * (1 + TARGET_GROWTH);
  const { columns, dimensions, plan } = brokenDown(before, sides, target, year);
  // without limits every total can be handed down
  if (!("cells" in plan)) throw new Error("a target without limits was refused");
  const months = summarizeTargets(plan, dimensions).map(({ cell, amount }) => ({ cell, amount: amount / CENTS }));
  const begins = beginOf(book);
  const whole = year - Number(begins.slice(0, 4)) - (begins.slice(5, 7) === "01" ? 0 : 1);
  return {
    year,
    sides,
    target,
    lastYear: { contracts: before.length, amount: lastYear },
    withoutAmount: withoutAmount.filter((date) => inYear(date, year) || inYear(date, year - 1)).length,
    unstated: recent.filter((contract) => sides.some((side) => contract[side] === UNSTATED)).length,
    begins: whole < 1 ? begins : undefined,
    cells: columns.map(({ path, month }, i) => ({ path, month, target: (plan.cells[i] as number) / CENTS })),
    attainment: measureAttainment(contracts, {
      dimensions: sides,
      targets: months,
      targetDate: ({ cell }) => `${cell["month"]}-01`,
      from: `${year}-01-01`,
      to: `${year}-12-31`,
      asOf,
      pastYears: Math.max(0, Math.min(PAST_YEARS, whole)),
    }),
  };
}

/** Targets are handed down in hundredths, so that every level sums to the last one. */
const CENTS = 100;

/** By region and product as last year, and within each cell by the months of the whole: single cells won too rarely. */
function brokenDown(before: readonly Contract[], sides: readonly Side[], target: number, year: number) {
  const months = Array.from({ length: 12 }, (_, m) => String(m + 1).padStart(2, "0"));
  const byMonth = months.map((month) => sum(before.filter(({ date }) => date.slice(5, 7) === month)));
  const byCell = new Map<string, { path: readonly string[]; amount: number }>();
  for (const contract of before) {
    const path = sides.map((side) => contract[side]);
    const key = JSON.stringify(path);
    byCell.set(key, { path, amount: (byCell.get(key)?.amount ?? 0) + contract.amount });
  }
  const columns = [...byCell.values()].flatMap(({ path, amount }) =>
    months.map((month, m) => ({ path, month: `${year}-${month}`, basis: amount * (byMonth[m] as number) })),
  );
  const dimensions = [
    ...sides.map((id, s) => ({ id: id as string, values: columns.map(({ path }) => path[s] as string) })),
    { id: "month", values: columns.map(({ month }) => month) },
  ];
  const plan: TargetBreakdown | InfeasibleTarget = breakDownTarget(Math.round(target * CENTS), {
    dimensions,
    basis: [{ id: "history", values: columns.map(({ basis }) => basis) }],
  });
  return { columns, dimensions, plan };
}

/** First day about which the histories know something. */
function beginOf({ histories, asOf }: Book): string {
  let first = asOf;
  for (const { created, stages } of histories) {
    for (const date of [created, ...stages.map(({ entered }) => entered)]) {
      const day = date === undefined ? asOf : String(date).slice(0, 10);
      if (day < first) first = day;
    }
  }
  return first;
}

function sum(contracts: readonly Contract[]): number {
  return contracts.reduce((total, { amount }) => total + amount, 0);
}
