import {
  requireColumn,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireSameLength,
  show,
} from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { groupedFolds } from "./grouped-folds.ts";
import { indicesOf } from "./outcomes.ts";

/** Options of {@link stratifiedFolds}. */
export interface FoldOptions {
  /** Parts, a whole number from 2 to 1,000. */
  readonly folds: number;
  /** Any safe integer; another seed deals the rows anew. */
  readonly seed: number;
  /** What names a row, whatever its place in the table; by default its place. */
  readonly keys?: ArrayLike<string>;
  /** Rows of one group, such as those of one customer, fall into one part. `keys` has no say then. */
  readonly groups?: ArrayLike<string | number>;
}

/**
 * Deals rows into parts of about equal size for honest testing, each part with about the same share of every class.
 *
 * @param classes - The class of each row, such as won (1) and lost (0).
 * @param options - `folds`, `seed`, and `keys` so that a row's part does not hang on its place: the same keys in
 * another order are dealt alike. Rows that share a key, as copies do, are dealt one after another. With `groups` the
 * rows of a group stay together, so that a customer never stands on both sides of a test.
 * @returns The part of each row, from 0 to `folds` − 1. In every class the parts differ by one row at most; with
 * `groups` they are as even as groups dealt largest first allow, and some stay empty where groups are too few.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `invalid_type`, `out_of_range`, `not_finite`.
 * @example
 * ```ts
 * const folds = stratifiedFolds([1, 1, 0, 0, 0, 0], { folds: 2, seed: 7 });
 * folds.reduce((sum, fold) => sum + fold, 0); // => 3
 * const visits = stratifiedFolds([1, 0, 0, 1], { folds: 2, seed: 7, groups: ["Ann", "Ann", "Bob", "Bob"] });
 * visits[0] === visits[1] && visits[2] === visits[3]; // => true
 * ```
 * @see Kohavi (1995), IJCAI 14, 1137–1143
 */
export function stratifiedFolds(classes: ArrayLike<number>, options: FoldOptions): Uint16Array {
  requireNonEmpty(classes, "classes");
  requireObject(options, "options");
  const { folds, seed, keys, groups } = options;
  requireNumber(folds, "options.folds", { min: 2, max: 1000, integer: true });
  requireNumber(seed, "options.seed", {
    min: Number.MIN_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
    integer: true,
  });
  if (keys !== undefined) {
    requireColumn(keys, "options.keys");
    requireSameLength(keys, "options.keys", classes, "classes");
  }
  const n = classes.length;
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(classes[i])) {
      throw new ClienteleError("invalid_type", `classes[${i}] must be a finite number, got ${show(classes[i])}`, {
        index: i,
      });
    }
  }
  if (groups !== undefined) {
    requireSameLength(groups, "options.groups", classes, "classes");
    return groupedFolds(classes, groups, folds, (name) => hashOf(name, seed));
  }
  const names = new Array<string>(n);
  const hashes = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const key: unknown = keys === undefined ? String(i) : keys[i];
    if (typeof key !== "string") {
      throw new ClienteleError("invalid_type", `options.keys[${i}] must be text, got ${show(key)}`, { index: i });
    }
    names[i] = key;
    hashes[i] = hashOf(key, seed);
  }
  const order = indicesOf(n).sort((a, b) => {
    const byHash = (hashes[a] as number) - (hashes[b] as number);
    if (byHash !== 0) return byHash;
    return (names[a] as string) < (names[b] as string) ? -1 : (names[a] as string) > (names[b] as string) ? 1 : 0;
  });
  const dealt = new Map<number, number>();
  const result = new Uint16Array(n);
  for (const row of order) {
    const kind = classes[row] as number;
    // each class starts elsewhere, so that the last part is not the smallest of every class
    const next = dealt.get(kind) ?? dealt.size;
    result[row] = next % folds;
    dealt.set(kind, next + 1);
  }
  return result;
}

/** FNV-1a over the UTF-16 units, stirred with the seed. */
function hashOf(key: string, seed: number): number {
  let h = (0x811c9dc5 ^ seed) >>> 0;
  h = Math.imul(h ^ Math.floor(seed / 2 ** 32), 0x01000193);
  for (let i = 0; i < key.length; i++) h = Math.imul(h ^ key.charCodeAt(i), 0x01000193);
  // FNV leaves neighbouring keys close; MurmurHash3's finaliser scatters them
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
