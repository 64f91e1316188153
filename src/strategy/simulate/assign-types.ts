import type { TargetField } from "../types.ts";

/** Options of {@link assignMoves}. */
export interface AssignMovesOptions {
  /** Months over which costs are counted, a whole number 1 to 600; default 12. Every move must start within them. */
  readonly horizonMonths?: number;
  /** Price of time per year, effective, 0 to 100; default 0. */
  readonly discountRate?: number;
}

/** One row of the book on the list of a move. */
export interface AssignedCustomer {
  readonly customer: string;
  /** Place in the order in which the move takes customers, from 1. */
  readonly place: number;
  /** How many of the row's equal customers the move works on. */
  readonly count: number;
  /** What the place rests on; absent where the field is not known. */
  readonly rank?: number;
  /** Expected present value of what the move costs on them within the horizon, fixed costs apart. */
  readonly cost: number;
  /** The fields that the target rule asks for, with what is known of this customer. */
  readonly why: readonly { readonly field: TargetField; readonly value: string | number | boolean }[];
}

/** Whom a move works on, and whom it leaves out. Plain JSON. */
export interface MoveAssignment {
  readonly move: string;
  /** The field by which customers are ranked. */
  readonly rankedBy: TargetField;
  /** Customers who meet the target rule, equal ones counted. */
  readonly meant: number;
  /** Of those, the ones the move works on. */
  readonly treated: number;
  /** Of those, the ones left out since capacity is short. */
  readonly beyondCapacity: number;
  /** Of those, the ones left out since other moves of the strategy come first and `movesPerCustomer` is reached. */
  readonly beyondMovesPerCustomer: number;
  /** Expected present value of all that the move costs within the horizon. */
  readonly cost: number;
  /** Of that, its fixed cost. */
  readonly fixedCost: number;
  /** First come first. */
  readonly customers: readonly AssignedCustomer[];
}
