import {
  requireColumn,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireOneOf,
  requireUnique,
  show,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type AttributeColumn, readAttributes } from "./attributes.ts";
import { traitsOf } from "./effect.ts";
import type { NearestAccount, NearestAccounts, NearestAccountsOptions } from "./types.ts";

/**
 * Finds the accounts that look most like your best ones, and says what sets the best apart from all the others.
 *
 * Attributes are compared one by one: two categories are alike (0) or unlike (1); two numbers differ by their distance
 * in units of three robust standard deviations (from the median deviation, so that a giant does not stretch the scale),
 * at most 1. The distance of two accounts is the weighted mean over the attributes that both have (Gower).
 *
 * @param accounts - One row per account, the targets among them. Not mutated.
 * @param targets - Ids of the best accounts; they are never among the look-alikes.
 * @param options - `id` and `attributes` read a row; `undefined` or `null` says that an attribute is not known. `k`
 * look-alikes (default 20); `to` the `"closest"` target (default) or the `"average"` of all; `minCoverage` of the
 * attributes' weight must be known on both sides (default 0.5); `level` of the intervals (default 0.95).
 * @returns Look-alikes, nearest first, with the target that each is most like; the traits of the targets with effect
 * size and interval (Cliff's delta, Newcombe), strongest first; the scales; and notes on what was missing or constant.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `duplicate_id`, `unknown_id` (a
 * target that is no account, another kind of attribute).
 * @example
 * ```ts
 * const accounts = [
 *   { id: "a", staff: 500, industry: "chemicals" },
 *   { id: "b", staff: 480, industry: "chemicals" },
 *   { id: "c", staff: 20, industry: "retail" },
 *   { id: "d", staff: 460, industry: "retail" },
 * ];
 * const { nearest } = nearestAccounts(accounts, ["a"], {
 *   id: (account) => account.id,
 *   attributes: [
 *     { id: "staff", kind: "numeric", value: (account) => account.staff },
 *     { id: "industry", kind: "category", value: (account) => account.industry },
 *   ],
 *   k: 2,
 * });
 * nearest.map((account) => account.id); // => ["b", "d"]
 * nearest[0].distance; // ≈ 0.1124
 * ```
 * @see Gower, A general coefficient of similarity and some of its properties, Biometrics 27 (1971), equation 5
 */
export function nearestAccounts<T>(
  accounts: ArrayLike<T>,
  targets: readonly string[],
  options: NearestAccountsOptions<T>,
): NearestAccounts {
  requireNonEmpty(accounts, "accounts");
  requireNonEmpty(targets, "targets");
  requireObject(options, "options");
  const { k = 20, to = "closest", minCoverage = 0.5, level = 0.95 } = options;
  requireNumber(k, "options.k", { min: 1, integer: true });
  requireOneOf(to, ["closest", "average"], "options.to");
  requireNumber(minCoverage, "options.minCoverage", { above: 0, max: 1 });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const ids = readIds(accounts, options.id);
  const places = placesOf(targets, ids);
  const columns = readAttributes(accounts, options.attributes);
  const telling = columns.filter((column) => column.unlike > 0);
  const isTarget = new Uint8Array(ids.length);
  for (const place of places) isTarget[place] = 1;

  const found: Match[] = [];
  const book = layOut(telling, ids.length);
  for (let i = 0; i < ids.length; i++) {
    if (isTarget[i] === 1) continue;
    const match = matchOf(book, i, places, to, minCoverage);
    if (match !== undefined) found.push(match);
  }
  found.sort((a, b) => a.distance - b.distance || ((ids[a.account] as string) < (ids[b.account] as string) ? -1 : 1));
  const candidates = ids.length - places.length;
  const uncomparable = telling.length === 0 ? 0 : candidates - found.length;
  return {
    nearest: found.slice(0, k).map((match) => accountOf(match, ids, telling)),
    shared: columns
      .flatMap((column) => traitsOf(column, isTarget, level))
      .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect) || orderOf(a, b)),
    candidates,
    scales: telling.flatMap(({ id, kind, unlike }) => (kind === "numeric" ? [{ attribute: id, unlike }] : [])),
    notes: [
      ...columns.flatMap((column) => noteOf(column, ids.length)),
      ...(uncomparable > 0 ? [{ code: "lookalike_uncomparable" as const, params: { accounts: uncomparable } }] : []),
    ],
  };
}

function readIds<T>(accounts: ArrayLike<T>, read: NearestAccountsOptions<T>["id"]): string[] {
  if (typeof read !== "function") {
    throw new ClienteleError("invalid_type", `options.id must be a function of an account, got ${show(read)}`);
  }
  const ids = Array.from(accounts, (account, i) => {
    // an accessor over a missing row would fail as a TypeError of the caller's own function
    const id: unknown = account === undefined || account === null ? account : read(account, i);
    if (typeof id === "string") return id;
    throw new ClienteleError("invalid_type", `accounts[${i}] must be a row with an id that is text, got ${show(id)}`, {
      name: "accounts",
      index: i,
    });
  });
  requireUnique(ids, "accounts");
  return ids;
}

function placesOf(targets: readonly string[], ids: readonly string[]): Int32Array {
  requireColumn(targets, "targets");
  requireUnique(targets, "targets");
  const placeOf = new Map(ids.map((id, i) => [id, i]));
  const places = Array.from(targets, (target, i) => {
    const place = placeOf.get(target);
    if (place !== undefined) return place;
    throw new ClienteleError("unknown_id", `targets[${i}] must be the id of an account, got ${show(target)}`, {
      name: "targets",
      index: i,
    });
  });
  // in the order of ids, so that of two targets equally near the same is named whatever the order of rows
  return Int32Array.from(places.sort((a, b) => ((ids[a] as string) < (ids[b] as string) ? -1 : 1)));
}

/** The attributes of an account stand side by side. */
interface Book {
  readonly cells: Float64Array;
  readonly weights: Float64Array;
  /** 1 / the distance that counts as unlike; 0 for categories. */
  readonly steps: Float64Array;
  readonly whole: number;
}

function layOut(columns: readonly AttributeColumn[], n: number): Book {
  const width = columns.length;
  const cells = new Float64Array(n * width);
  columns.forEach((column, j) => {
    for (let i = 0; i < n; i++) cells[i * width + j] = column.cells[i] as number;
  });
  const weights = Float64Array.from(columns, (column) => column.weight);
  return {
    cells,
    weights,
    steps: Float64Array.from(columns, ({ kind, unlike }) => (kind === "numeric" ? unlike : 0)),
    whole: weights.reduce((total, weight) => total + weight, 0),
  };
}

interface Match {
  readonly account: number;
  readonly target: number;
  readonly distance: number;
  readonly coverage: number;
}

/** How one account compares with the targets, or nothing where it shares too little with any of them. */
function matchOf(
  { cells, weights, steps, whole }: Book,
  account: number,
  targets: Int32Array,
  to: "closest" | "average",
  minCoverage: number,
): Match | undefined {
  const width = weights.length;
  const at = account * width;
  let [target, closest, coverage, total, compared] = [-1, Number.POSITIVE_INFINITY, 0, 0, 0];
  for (let t = 0; t < targets.length; t++) {
    const place = targets[t] as number;
    const other = place * width;
    let unlike = 0;
    let known = 0;
    for (let j = 0; j < width; j++) {
      const a = cells[at + j] as number;
      const b = cells[other + j] as number;
      if (Number.isNaN(a) || Number.isNaN(b)) continue;
      const weight = weights[j] as number;
      const step = steps[j] as number;
      const gap = step === 0 ? (a === b ? 0 : 1) : Math.abs(a - b) / step;
      unlike += gap < 1 ? weight * gap : weight;
      known += weight;
    }
    // rounding of weights must not push a pair that has everything below a coverage of 1
    if (known === 0 || known < minCoverage * whole * (1 - 1e-12)) continue;
    const distance = unlike / known;
    total += distance;
    compared++;
    if (distance < closest || (distance === closest && known > coverage)) {
      [target, closest, coverage] = [place, distance, known];
    }
  }
  if (target < 0) return undefined;
  return {
    account,
    target,
    distance: Math.min(1, to === "closest" ? closest : total / compared),
    coverage: Math.min(1, coverage / whole),
  };
}

function accountOf(match: Match, ids: readonly string[], columns: readonly AttributeColumn[]): NearestAccount {
  const differences = columns.flatMap(({ id, kind, cells, unlike }) => {
    const [a, b] = [cells[match.account] as number, cells[match.target] as number];
    if (Number.isNaN(a) || Number.isNaN(b)) return [];
    const distance = kind === "numeric" ? Math.min(1, Math.abs(a - b) / unlike) : a === b ? 0 : 1;
    return [{ attribute: id, distance }];
  });
  return {
    id: ids[match.account] as string,
    distance: match.distance,
    closest: ids[match.target] as string,
    coverage: match.coverage,
    differences: differences.sort((a, b) => a.distance - b.distance),
  };
}

function orderOf(
  a: { readonly attribute: string; readonly level?: string },
  b: { readonly attribute: string; readonly level?: string },
): number {
  if (a.attribute !== b.attribute) return a.attribute < b.attribute ? -1 : 1;
  return (a.level ?? "") < (b.level ?? "") ? -1 : 1;
}

function noteOf({ id, unlike, known }: AttributeColumn, accounts: number): NearestAccounts["notes"][number][] {
  if (unlike === 0) return [{ code: "lookalike_constant", params: { attribute: id, known } }];
  if (known === accounts) return [];
  return [{ code: "lookalike_missing", params: { attribute: id, missing: accounts - known, accounts } }];
}
