import {
  requireFinite,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireSameLength,
  show,
  throwNotFinite,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { PlanMailingOptions } from "./types.ts";

/** Money of a mailing. */
export interface MailingMoney {
  readonly contactCost: number;
  readonly fixedCost: number;
  readonly marginRate: number;
  /** Margin of one yes where it is the same for everybody. */
  readonly margin: number | undefined;
}

const LARGEST = 1e15;

/** Reads costs, value and margin, and refuses what contradicts itself. */
export function moneyOf(options: PlanMailingOptions): MailingMoney {
  const { contactCost, fixedCost = 0, marginRate = 1, valuePerResponse, values } = options;
  requireNumber(contactCost, "options.contactCost", { min: 0, max: LARGEST });
  requireNumber(fixedCost, "options.fixedCost", { min: 0, max: LARGEST });
  requireNumber(marginRate, "options.marginRate", { above: 0, max: 1 });
  if ((valuePerResponse === undefined) === (values === undefined)) {
    throw new ClienteleError(
      "inconsistent",
      "give either options.valuePerResponse, one value for everybody, or options.values, one per customer",
      { name: "options.valuePerResponse" },
    );
  }
  if (valuePerResponse !== undefined)
    requireNumber(valuePerResponse, "options.valuePerResponse", { min: 1e-12, max: LARGEST });
  return {
    contactCost,
    fixedCost,
    marginRate,
    margin: valuePerResponse === undefined ? undefined : valuePerResponse * marginRate,
  };
}

/** Refuses chances outside [0, 1]. */
export function requireChanceColumn(chances: ArrayLike<number>, name: string): void {
  requireNonEmpty(chances, name);
  for (let i = 0; i < chances.length; i++) {
    const chance: unknown = chances[i];
    if (typeof chance !== "number" || !Number.isFinite(chance)) throwNotFinite(chance, name, i);
    if ((chance as number) < 0 || (chance as number) > 1) {
      throw new ClienteleError(
        "out_of_range",
        `${name}[${i}] must be a chance in [0, 1], got ${chance}; fitCalibration turns scores into chances`,
        { name, index: i },
      );
    }
  }
}

/** What customers are ranked by: the chance where one value holds for all, else the margin that it promises. */
export function rankingScores(
  chances: ArrayLike<number>,
  values: ArrayLike<number> | undefined,
  marginRate: number,
  valuesName: string,
): Float64Array {
  const scores = new Float64Array(chances.length);
  if (values === undefined) {
    // + 0 turns −0 into 0, so that equal scores have equal bits
    for (let i = 0; i < scores.length; i++) scores[i] = (chances[i] as number) + 0;
    return scores;
  }
  requireSameLength(values, valuesName, chances, "chances");
  requireFinite(values, valuesName);
  for (let i = 0; i < scores.length; i++) {
    const value = values[i] as number;
    if (value < 0 || value > LARGEST) {
      throw new ClienteleError("out_of_range", `${valuesName}[${i}] must lie in [0, ${LARGEST}], got ${value}`, {
        name: valuesName,
        index: i,
      });
    }
    scores[i] = (chances[i] as number) * value * marginRate + 0;
  }
  return scores;
}

/** Copies yes and no as 1 and 0. */
export function outcomesOf(outcomes: ArrayLike<number | boolean>, name: string): Uint8Array {
  const copy = new Uint8Array(outcomes.length);
  for (let i = 0; i < copy.length; i++) {
    const outcome = outcomes[i];
    if (outcome !== 0 && outcome !== 1 && outcome !== true && outcome !== false) {
      throw new ClienteleError("out_of_range", `${name}[${i}] must be 0 or 1, got ${show(outcome)}`, { index: i });
    }
    copy[i] = outcome ? 1 : 0;
  }
  return copy;
}

/** Refuses a past mailing that is no object or whose columns differ in length. */
export function requirePast(options: PlanMailingOptions): void {
  const { past } = options;
  if (past === undefined) return;
  requireObject(past, "options.past");
  requireChanceColumn(past.chances, "options.past.chances");
  requireSameLength(past.outcomes, "options.past.outcomes", past.chances, "options.past.chances");
  if ((past.values === undefined) !== (options.values === undefined)) {
    throw new ClienteleError(
      "inconsistent",
      "the list and the past mailing must both have values of their own, or neither; look at options.past.values",
      { name: "options.past.values" },
    );
  }
}
