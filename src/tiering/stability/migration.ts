import { requireColumn, requireNumber, requireObject, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { sum } from "../../math/sum.ts";
import { requireTierModel, tierIndex } from "../pyramid/assign.ts";
import type { ModelTier, TierModel } from "../pyramid/types.ts";
import type {
  CompareTiersOptions,
  MigrationFlow,
  MigrationRow,
  MoveCause,
  TierBook,
  TierMigration,
  TierMove,
  TierPassage,
} from "./migration-types.ts";

/** One period's rows, read once. */
interface Period {
  readonly model: TierModel;
  readonly ids: readonly (string | number)[];
  readonly values: Float64Array;
  readonly total: number;
}

/**
 * Shows what became of a book of customers from one period to the next: from which tier to which, with what value, who
 * rose and fell and why, who joined and who left.
 *
 * A move has a cause. It is the value, if the customer would have made the same move under the old cuts; the cuts, if
 * with the old value; either, if each alone would have been enough; both, if only together.
 *
 * @param before - Model and customers of the earlier period. Not mutated.
 * @param after - Model and customers of the later period, the same tiers in the same order. The model may be the same
 * one, or fitted anew.
 * @param options - `id` and `value` read a row; ids are unique within a period, values finite and of one currency over
 * periods of equal length.
 * @returns The matrix as counts and values, with those who left beside it and those who joined below; the flows up,
 * down, stayed, joined and left; every move with its cause and reason. Rows sum to the customers before, columns with
 * the joined to those after, flows to both totals.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `invalid_model`, `duplicate_id`, `inconsistent` (other tiers),
 * `empty_input` (both books empty), `out_of_range` (values whose sum exceeds the largest number).
 * @example
 * ```ts
 * const model = fitTiers([5, 10, 90, 400], { method: "thresholds", tiers: [{ id: "gold", from: 100 }, { id: "base" }] });
 * const spring = [{ id: "a", spend: 400 }, { id: "b", spend: 90 }, { id: "c", spend: 10 }];
 * const summer = [{ id: "a", spend: 380 }, { id: "b", spend: 120 }, { id: "d", spend: 30 }];
 * const moved = compareTiers({ model, customers: spring }, { model, customers: summer }, { id: (c) => c.id, value: (c) => c.spend });
 * moved.rows.map((row) => [...row.to, row.left]); // => [[1, 0, 0], [1, 0, 1]]
 * moved.flows.up; // => { customers: 1, valueBefore: 90, valueAfter: 120 }
 * describe(moved.moves[0].reason); // => "moved from base to gold, because the value went from 90 to 120"
 * ```
 */
export function compareTiers<T>(
  before: TierBook<T>,
  after: TierBook<T>,
  options: CompareTiersOptions<T>,
): TierMigration {
  const [old, now] = [periodOf(before, options, "before"), periodOf(after, options, "after")];
  const tiers = old.model.tiers.map((tier) => tier.id);
  if (tiers.length !== now.model.tiers.length || tiers.some((id, i) => id !== now.model.tiers[i]?.id)) {
    throw new ClienteleError(
      "inconsistent",
      "before.model and after.model must have the same tiers in the same order",
      {
        before: tiers,
        after: now.model.tiers.map((tier) => tier.id),
      },
    );
  }
  if (old.ids.length + now.ids.length === 0) {
    throw new ClienteleError("empty_input", "before.customers and after.customers are both empty", {});
  }
  const placeNow = new Map(now.ids.map((id, i) => [id, i]));
  const k = tiers.length;
  // values of each cell, so that sums do not depend on the order of rows beyond the last bit
  const cells = Array.from({ length: k * k }, () => ({ before: [] as number[], after: [] as number[] }));
  const leftValues: number[][] = tiers.map(() => []);
  const moves: TierMove[] = [];
  const leavers: TierPassage[] = [];
  const met = new Uint8Array(now.ids.length);
  for (let i = 0; i < old.ids.length; i++) {
    const id = old.ids[i] as string | number;
    const value = old.values[i] as number;
    const from = tierIndex(old.model.cuts, value);
    const place = placeNow.get(id);
    if (place === undefined) {
      (leftValues[from] as number[]).push(value);
      leavers.push({ id, tier: tiers[from] as string, value });
      continue;
    }
    met[place] = 1;
    const next = now.values[place] as number;
    const to = tierIndex(now.model.cuts, next);
    const cell = cells[from * k + to] as { before: number[]; after: number[] };
    cell.before.push(value);
    cell.after.push(next);
    if (from !== to) moves.push(moveOf(id, { from, to, before: value, after: next }, old.model, now.model));
  }
  const joinedValues: number[][] = tiers.map(() => []);
  const joiners: TierPassage[] = [];
  for (let i = 0; i < now.ids.length; i++) {
    if (met[i] === 1) continue;
    const value = now.values[i] as number;
    const tier = tierIndex(now.model.cuts, value);
    (joinedValues[tier] as number[]).push(value);
    joiners.push({ id: now.ids[i] as string | number, tier: tiers[tier] as string, value });
  }
  const rows = tiers.map((from, i): MigrationRow => {
    const row = cells.slice(i * k, i * k + k);
    const to = row.map((cell) => cell.before.length);
    const gone = leftValues[i] as number[];
    return {
      from,
      customers: to.reduce((n, count) => n + count, gone.length),
      to,
      left: gone.length,
      valueBefore: row.map((cell) => sum(cell.before)),
      valueAfter: row.map((cell) => sum(cell.after)),
      leftValue: sum(gone),
    };
  });
  const causes: Record<MoveCause, number> = { value: 0, cuts: 0, either: 0, both: 0 };
  for (const { cause } of moves) causes[cause]++;
  return {
    tiers,
    rows,
    joined: {
      customers: joiners.length,
      to: joinedValues.map((values) => values.length),
      value: joinedValues.map(sum),
    },
    flows: {
      up: flowOf(rows, (from, to) => to < from),
      down: flowOf(rows, (from, to) => to > from),
      stayed: flowOf(rows, (from, to) => to === from),
      joined: { customers: joiners.length, valueBefore: 0, valueAfter: sum(joiners.map((row) => row.value)) },
      left: { customers: leavers.length, valueBefore: sum(leavers.map((row) => row.value)), valueAfter: 0 },
    },
    moves: moves.sort((a, b) => weightOf(b) - weightOf(a) || byId(a, b)),
    causes,
    joiners: joiners.sort((a, b) => b.value - a.value || byId(a, b)),
    leavers: leavers.sort((a, b) => b.value - a.value || byId(a, b)),
    before: { customers: old.ids.length, total: old.total },
    after: { customers: now.ids.length, total: now.total },
  };
}

function periodOf<T>(book: TierBook<T>, options: CompareTiersOptions<T>, name: string): Period {
  requireObject(book, name);
  const { model, customers } = book;
  requireTierModel(model);
  requireColumn(customers, `${name}.customers`);
  requireObject(options, "options");
  const { id, value } = options;
  for (const [field, read] of Object.entries({ id, value })) {
    if (typeof read !== "function") {
      throw new ClienteleError("invalid_type", `options.${field} must be a function of a row, got ${show(read)}`, {});
    }
  }
  const ids: (string | number)[] = [];
  const values = new Float64Array(customers.length);
  for (let i = 0; i < customers.length; i++) {
    const row = customers[i] as T;
    const own: unknown = row === undefined || row === null ? undefined : id(row, i);
    if (typeof own !== "string" && typeof own !== "number") {
      throw new ClienteleError("invalid_type", `the id of ${name}.customers[${i}] must be a text or a number`, {
        name,
        index: i,
      });
    }
    const worth = value(row, i);
    requireNumber(worth, `the value of ${name}.customers[${i}]`);
    ids.push(own);
    values[i] = worth;
  }
  requireUnique(ids, `${name}.customers`);
  return { model, ids, values, total: sum(values) };
}

function moveOf(
  id: string | number,
  move: { readonly from: number; readonly to: number; readonly before: number; readonly after: number },
  old: TierModel,
  now: TierModel,
): TierMove {
  const { from, to, before, after } = move;
  const byValue = tierIndex(old.cuts, after) === to;
  const byCuts = tierIndex(now.cuts, before) === to;
  const cause: MoveCause = byValue ? (byCuts ? "either" : "value") : byCuts ? "cuts" : "both";
  // the cut that opens the tier above the worse of the two is the one that was passed
  const passed = to < from ? to : to - 1;
  const names = { from: (old.tiers[from] as ModelTier).id, to: (now.tiers[to] as ModelTier).id };
  const params = {
    ...names,
    before,
    after,
    cutBefore: old.cuts[passed] as number,
    cutAfter: now.cuts[passed] as number,
  };
  return {
    id,
    ...names,
    direction: to < from ? "up" : "down",
    before,
    after,
    cause,
    reason: { code: `tier_moved_by_${cause}`, params },
  };
}

function flowOf(rows: readonly MigrationRow[], goes: (from: number, to: number) => boolean): MigrationFlow {
  let customers = 0;
  const valueBefore: number[] = [];
  const valueAfter: number[] = [];
  rows.forEach((row, from) => {
    row.to.forEach((count, to) => {
      if (!goes(from, to)) return;
      customers += count;
      valueBefore.push(row.valueBefore[to] as number);
      valueAfter.push(row.valueAfter[to] as number);
    });
  });
  return { customers, valueBefore: sum(valueBefore), valueAfter: sum(valueAfter) };
}

/** Half the change of value, which cannot overflow. */
function weightOf({ before, after }: TierMove): number {
  return Math.abs(after / 2 - before / 2);
}

function byId(a: { readonly id: string | number }, b: { readonly id: string | number }): number {
  if (typeof a.id !== typeof b.id) return typeof a.id === "number" ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
