import { requireColumn, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { CovariateSums } from "./arm-types.ts";

/** Spreads below this are squares that ran out of digits. */
const UNDERFLOW = 1e-290;

/** Customers beyond which counts are refused; the interval functions are tested up to here. */
export const MAX_N = 1e9;

/** Relative excess of a covariance over what the variances allow that rounding explains. */
const SLACK = 1e-9;

/** Count, means and sums of products of deviations of several columns. */
export interface Comoments {
  readonly n: number;
  readonly means: readonly number[];
  readonly comoments: readonly (readonly number[])[];
}

/** Totals of several columns. */
export interface RawSums {
  readonly n: number;
  readonly sums: readonly number[];
  readonly products: readonly (readonly number[])[];
}

/** Largest total whose parts were all added without rounding. */
export const EXACT: number = 2 ** 53;

/**
 * Sum of products of deviations from raw totals. Whole-number totals are combined without rounding, so that counts and
 * amounts in cents lose nothing however large their mean is against their spread.
 */
export function comomentOf(n: number, sumA: number, sumB: number, product: number): number {
  if (n === 0) return 0;
  if (![sumA, sumB, product].every(isExact)) return product - (sumA / n) * sumB;
  return Number(BigInt(n) * BigInt(product) - BigInt(sumA) * BigInt(sumB)) / n;
}

function isExact(total: number): boolean {
  return Number.isInteger(total) && Math.abs(total) <= EXACT;
}

/** Brings raw totals to means and comoments; refuses totals that no rows have. */
export function comomentsFromSums({ n, sums, products }: RawSums, name: string): Comoments {
  const means = sums.map((total) => (n === 0 ? 0 : total / n));
  const comoments = sums.map((a, i) =>
    sums.map((b, j) => {
      const product = products[i]?.[j] as number;
      const spread = comomentOf(n, a, b, product);
      if (i !== j) return spread;
      if (
        spread < -SLACK * product ||
        (n === 0 && (a !== 0 || product !== 0)) ||
        (n === 1 && spread > SLACK * product)
      ) {
        throw impossible(name, n);
      }
      // totals added up naively carry n roundings; a spread below them is none
      const exact = isExact(a) && isExact(product);
      return n > 1 && spread > (exact ? 0 : Number.EPSILON * n * product) ? spread : 0;
    }),
  );
  requirePossible({ n, means, comoments }, name, (i) => products[i]?.[i] as number);
  return { n, means, comoments: comoments.map((row, i) => row.map((_, j) => settled(comoments, i, j))) };
}

/** A column without spread goes along with nothing; each cell is read from one side, so that its mirror is the same. */
function settled(comoments: readonly (readonly number[])[], i: number, j: number): number {
  const still = comoments[i]?.[i] === 0 || comoments[j]?.[j] === 0;
  return still ? 0 : (comoments[Math.min(i, j)]?.[Math.max(i, j)] as number);
}

/** Refuses deviations that no rows have: overflow, a negative spread, a covariance larger than the spreads allow. */
export function requirePossible(
  { n, means, comoments }: Comoments,
  name: string,
  sizeOf: (i: number) => number = (i) => n * (means[i] as number) ** 2,
): void {
  comoments.forEach((row, i) => {
    row.forEach((cell, j) => {
      if (!Number.isFinite(cell) || !Number.isFinite(means[i])) {
        throw new ClienteleError("out_of_range", `totals of ${name} exceed the largest number; use a larger unit`, {
          name,
        });
      }
      const [a, b] = [i, j].map((k) => Math.max(UNDERFLOW, comoments[k]?.[k] as number)) as [number, number];
      const rounding = SLACK * Math.sqrt(a + sizeOf(i)) * Math.sqrt(b + sizeOf(j));
      if (Math.abs(cell) > Math.sqrt(a) * Math.sqrt(b) * (1 + SLACK) + rounding) throw impossible(name, n);
    });
  });
}

function impossible(name: string, n: number): ClienteleError {
  return new ClienteleError("inconsistent", `no ${n} rows have the totals of ${name}; take all from the same rows`, {
    name,
    n,
  });
}

/** Checks the totals of covariates. */
export function requireCovariates(covariates: CovariateSums, name: string, ratio: boolean): void {
  requireObject(covariates, name);
  requireNumbers(covariates.sums, `${name}.sums`);
  const k = covariates.sums.length;
  if (k === 0) throw new ClienteleError("empty_input", `${name}.sums must hold at least one covariate`, { name });
  requireNumbers(covariates.withValue, `${name}.withValue`, k);
  requireSymmetric(covariates.products, `${name}.products`, k);
  if (ratio !== (covariates.withBase !== undefined)) {
    const problem = ratio ? "is needed for a ratio arm" : "belongs to ratio arms; leave it out";
    throw new ClienteleError("inconsistent", `${name}.withBase ${problem}`, { name });
  }
  if (covariates.withBase !== undefined) requireNumbers(covariates.withBase, `${name}.withBase`, k);
}

/** Checks a column of finite numbers of a given length. */
export function requireNumbers(column: readonly number[], name: string, length: number = column?.length): void {
  requireColumn(column, name);
  if (column.length !== length) {
    throw new ClienteleError("length_mismatch", `${name} has ${column.length} entries where ${length} are needed`, {
      name,
      length,
    });
  }
  for (let i = 0; i < length; i++) requireNumber(column[i] as number, `${name}[${i}]`);
}

/** Checks a square, symmetric table of finite numbers whose diagonal is not negative. */
export function requireSymmetric(table: readonly (readonly number[])[], name: string, size: number): void {
  requireColumn(table, name);
  if (table.length !== size) {
    throw new ClienteleError("length_mismatch", `${name} has ${table.length} rows where ${size} are needed`, { name });
  }
  for (let i = 0; i < size; i++) requireNumbers(table[i] as readonly number[], `${name}[${i}]`, size);
  for (let i = 0; i < size; i++) {
    requireNumber(table[i]?.[i] as number, `${name}[${i}][${i}]`, { min: 0 });
    for (let j = 0; j < i; j++) {
      if (table[i]?.[j] === table[j]?.[i]) continue;
      const cells = `${show(table[i]?.[j])} and ${show(table[j]?.[i])}`;
      throw new ClienteleError(
        "inconsistent",
        `${name} must be symmetric, but [${i}][${j}] and its mirror are ${cells}`,
        {
          name,
        },
      );
    }
  }
}
