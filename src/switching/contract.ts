import { requireNumber, requireObject } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { addPeriods, toDay } from "../time/index.ts";
import { MEAN_DAYS } from "../time/period-units.ts";
import type { SwitchingContract } from "./types.ts";

/** Milliseconds of a UTC day. */
const DAY_MS = 86_400_000;

/** Longest notice that is read as one: ten years, in days. */
const LONGEST_NOTICE = 3660;

/** A contract with its days as numbers, checked once. */
export interface ContractTerms {
  readonly id: string | undefined;
  readonly end: number;
  readonly monthlyFee: number;
  readonly share: number;
  /** Fixed charge, and the steps by day; none where both are absent. */
  readonly fee: number;
  readonly steps: readonly { readonly from: number; readonly fee: number }[];
  readonly charges: boolean;
  readonly notice: number | undefined;
  readonly renewal: number | undefined;
}

/** What a contract asks for on one day. */
export interface ContractState {
  /** First day on which the customer may go without a charge, if notice is given now; the day itself when free. */
  readonly exit: number;
  readonly months: number;
  readonly notice: number;
  readonly remainder: number;
  readonly fee: number;
}

/** Checks a contract and reads its days. */
export function readContract(contract: SwitchingContract, name: string): ContractTerms {
  requireObject(contract, name);
  const { id, monthlyFee, terminationShare, terminationFee, feeSchedule, noticeDays, renewalMonths } = contract;
  if (id !== undefined && (typeof id !== "string" || id === "")) {
    throw new ClienteleError("invalid_type", `${name}.id must be a non-empty text`, { name });
  }
  requireNumber(monthlyFee, `${name}.monthlyFee`, { min: 0 });
  if (terminationShare !== undefined) requireNumber(terminationShare, `${name}.terminationShare`, { min: 0, max: 1 });
  if (terminationFee !== undefined) requireNumber(terminationFee, `${name}.terminationFee`, { min: 0 });
  if (noticeDays !== undefined) {
    requireNumber(noticeDays, `${name}.noticeDays`, { min: 0, max: LONGEST_NOTICE, integer: true });
  }
  if (renewalMonths !== undefined) {
    requireNumber(renewalMonths, `${name}.renewalMonths`, { min: 1, max: 120, integer: true });
  }
  const charges = terminationFee !== undefined || feeSchedule !== undefined;
  return {
    id,
    end: toDay(contract.end, `${name}.end`),
    monthlyFee,
    share: terminationShare ?? (charges ? 0 : 1),
    fee: terminationFee ?? 0,
    steps: feeSchedule === undefined ? [] : readSteps(feeSchedule, `${name}.feeSchedule`),
    charges,
    notice: noticeDays,
    renewal: renewalMonths,
  };
}

function readSteps(steps: NonNullable<SwitchingContract["feeSchedule"]>, name: string): ContractTerms["steps"] {
  if (!Array.isArray(steps) || steps.length === 0) {
    throw new ClienteleError("invalid_type", `${name} must be an array of at least one step`, { name });
  }
  const read = steps.map((step, i) => {
    requireObject(step, `${name}[${i}]`);
    requireNumber(step.fee, `${name}[${i}].fee`, { min: 0 });
    return { from: toDay(step.from, `${name}[${i}].from`), fee: step.fee };
  });
  for (const [i, step] of read.entries()) {
    const before = read[i - 1];
    if (before !== undefined && !(before.from < step.from && before.fee >= step.fee)) {
      throw new ClienteleError(
        "inconsistent",
        `${name}[${i}] must come after the step before it and must not cost more`,
        { name, index: i },
      );
    }
  }
  return read;
}

/**
 * What leaving on a day costs by a contract. Until the notice has run out full fees are due, at a mean month of 30.44
 * days, so that the same notice always costs the same; what then remains to the end is due by its share.
 */
export function contractAt(terms: ContractTerms, day: number): ContractState {
  const { monthlyFee, notice = 0 } = terms;
  const exit = exitDay(terms, day);
  if (exit <= day) return { exit: day, months: 0, notice: 0, remainder: 0, fee: 0 };
  const gone = Math.min(day + notice, exit);
  return {
    exit,
    months: monthsLeft(day, exit),
    notice: ((gone - day) / MEAN_DAYS.month) * monthlyFee,
    remainder: monthsLeft(gone, exit) * monthlyFee * terms.share,
    fee: gone < exit ? terms.fee + stepAt(terms.steps, gone) : 0,
  };
}

/** First day on which a contract lets go when notice is given on `day`: its end, or that of the term that follows. */
function exitDay({ end, notice = 0, renewal }: ContractTerms, day: number): number {
  const earliest = day + notice;
  if (renewal === undefined || end >= earliest) return end;
  let terms = Math.max(0, Math.floor((earliest - end) / (MEAN_DAYS.month * renewal)) - 1);
  let exit = addPeriods(end, terms * renewal, "month");
  while (exit < earliest) exit = addPeriods(end, ++terms * renewal, "month");
  return exit;
}

function stepAt(steps: ContractTerms["steps"], day: number): number {
  let fee = steps[0]?.fee ?? 0;
  for (const step of steps) if (step.from <= day) fee = step.fee;
  return fee;
}

/**
 * Months left until a day, counted back from it. Going back from `end` month by month (a day that a month does not
 * have is its last) gives the anniversaries; the months that lie wholly ahead count 1, the running one counts the
 * share of its days that is still to come. So the figure falls every day, and by exactly 1 from anniversary to
 * anniversary.
 */
export function monthsLeft(asOf: number, end: number): number {
  if (asOf >= end) return 0;
  const date = new Date(end * DAY_MS);
  const anniversary = (back: number): number => {
    const year = date.getUTCFullYear();
    const month = date.getUTCMonth() - back;
    const last = new Date(0).setUTCFullYear(year, month + 1, 0);
    const same = new Date(0).setUTCFullYear(year, month, 1) + (date.getUTCDate() - 1) * DAY_MS;
    return Math.min(last, same) / DAY_MS;
  };
  let full = Math.max(0, Math.floor((end - asOf) / MEAN_DAYS.month) - 1);
  while (anniversary(full + 1) >= asOf) full++;
  const next = anniversary(full);
  return full + (next - asOf) / (next - anniversary(full + 1));
}
