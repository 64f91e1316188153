import { requireColumn, requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type Figure, readFigure } from "./figure.ts";
import type { VisitResponse } from "./types.ts";

/** A response, checked. `rate` of undefined is a table. */
export interface Response {
  /** The same object for all accounts that share it: they err together. */
  readonly rate?: Figure;
  readonly ceiling: number;
  readonly table: readonly number[];
}

/** Beyond this rate the first visit brings everything. */
const LARGEST_RATE = 700;

/** Checks a response. */
export function readResponse(given: VisitResponse, name: string): Response {
  requireObject(given, name);
  if ("marginal" in given && given.marginal !== undefined) {
    requireColumn(given.marginal, `${name}.marginal`);
    requireNumber(given.marginal.length, `${name}.marginal.length`, { max: 366 });
    const table = Array.from(given.marginal, (worth, k) => {
      requireNumber(worth, `${name}.marginal[${k}]`, { min: 0, max: 1e100 });
      const before = k === 0 ? worth : (given.marginal[k - 1] as number);
      if (worth > before) {
        throw new ClienteleError(
          "inconsistent",
          `${name}.marginal[${k}] of ${worth} is above the ${before} before it; a visit must not bring more than the one before`,
          { name, index: k },
        );
      }
      return worth;
    });
    return { ceiling: 1, table };
  }
  const { rate, ceiling = 1 } = given as Extract<VisitResponse, { rate: unknown }>;
  requireNumber(ceiling, `${name}.ceiling`, { min: 0, max: 1 });
  return { rate: readFigure(rate, `${name}.rate`, 0, LARGEST_RATE), ceiling, table: [] };
}

/** What v visits bring at a given worth and rate of response. */
export function broughtBy(response: Response, worth: number, visits: number, rate?: number): number {
  const own = rate ?? response.rate?.value;
  if (own !== undefined) return -worth * response.ceiling * Math.expm1(-own * visits);
  let total = 0;
  for (let k = 0; k < Math.min(visits, response.table.length); k++) total += response.table[k] as number;
  return total;
}

/** What the first, the second… visit brings, up to `most`; never rising. */
export function marginalsOf(response: Response, worth: number, most: number): Float64Array {
  const { rate, ceiling, table } = response;
  if (rate === undefined) return Float64Array.from({ length: most }, (_, k) => table[k] ?? 0);
  const first = -Math.expm1(-rate.value);
  return Float64Array.from({ length: most }, (_, k) => worth * ceiling * Math.exp(-rate.value * k) * first);
}
