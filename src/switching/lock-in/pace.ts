import { requireNumber } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toDay } from "../../time/index.ts";
import { MEAN_DAYS } from "../../time/period-units.ts";
import { leverPaces } from "../lever-paces.ts";
import { leverIds } from "../levers.ts";
import { requireKeys } from "../model.ts";
import type { MoneyTies } from "../money-ties.ts";
import type { LeverEvent, LeverId, SwitchingAccount } from "../types.ts";

/** Half-lives by lever in months; 0 for a lever that ends at once, Infinity for one that stays. */
export type HalfLives = Float64Array;

/** The half-lives of the catalogue with those of the caller in their place. */
export function readHalfLives(own: Readonly<Partial<Record<LeverId, number>>>): HalfLives {
  requireKeys(own, leverIds, "options.halfLives");
  return Float64Array.from(leverIds, (id) => {
    const pace = leverPaces[id];
    const stated = own[id];
    if (stated === undefined) {
      return typeof pace === "number" ? pace : pace === undefined ? Number.POSITIVE_INFINITY : 0;
    }
    requireNumber(stated, `options.halfLives.${id}`, { above: 0 });
    if (typeof pace === "string") {
      throw new ClienteleError(
        "inconsistent",
        `options.halfLives.${id} has no use: the lever ends on a day, not by halves`,
        { lever: id },
      );
    }
    return stated;
  });
}

/** Day from which each lever ends or fades, NaN for none; never before `asOf`, since answers are as of that day. */
export function endDays(
  account: SwitchingAccount,
  ties: MoneyTies,
  asOf: number,
  stopped: boolean,
  name: string,
): Float64Array {
  const { leverEnds = {} } = account;
  requireKeys(leverEnds, leverIds, `${name}.leverEnds`);
  return Float64Array.from(leverIds, (id) => {
    const stated = leverEnds[id];
    const pace = leverPaces[id];
    const days = stated === undefined ? [] : [Math.max(asOf, toDay(stated, `${name}.leverEnds.${id}`))];
    if (typeof pace === "string") {
      const event = eventDay(pace, ties);
      // an event of the past was known to whoever answered
      if (event !== undefined && event > asOf) days.push(event);
    } else if (pace !== undefined && stopped) {
      days.push(asOf);
    }
    return days.length === 0 ? Number.NaN : Math.min(...days);
  });
}

/** Day of the event that ends a lever; `undefined` where it never comes or nobody knows. */
export function eventDay(event: LeverEvent, { contracts, points, prepaid }: MoneyTies): number | undefined {
  if (event === "prepayment_end") return prepaid?.until;
  const ends =
    event === "contract_end"
      ? contracts?.map(({ end, renewal }) => (renewal === undefined ? end : undefined))
      : points?.filter(({ amount }) => amount > 0).map(({ until }) => until);
  if (ends === undefined || ends.length === 0) return undefined;
  let last = Number.NEGATIVE_INFINITY;
  for (const end of ends) {
    if (end === undefined) return undefined;
    last = Math.max(last, end);
  }
  return last;
}

/** Share of a lever's strength that is left on a day. */
export function strengthLeft(start: number, halfLife: number, day: number): number {
  if (!(day >= start)) return 1;
  // a lever that stays is given up on its day; so is one that ends at once
  if (halfLife === 0 || halfLife === Number.POSITIVE_INFINITY) return 0;
  return 2 ** (-(day - start) / (MEAN_DAYS.month * halfLife));
}
