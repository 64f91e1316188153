import { requireColumn, requireNumber, requireObject, requireSameLength } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { TimeUnit } from "../types.ts";
import { requireUnit } from "../units.ts";
import type { TenureCohort, TenureState } from "./types.ts";

/** Most periods of one contract. */
export const MOST_PERIODS = 10_000;

/** Most customers, so that no count loses its last digit. */
const MOST_CUSTOMERS = Number.MAX_SAFE_INTEGER;

/**
 * Counts who stayed and who left in each period of their contract, over cohorts of any length: all that a retention
 * model asks of them.
 *
 * @param cohorts - Customers who signed up together, with how many were still there after each period; at least one
 * cohort, all in one unit of time. A younger cohort is simply shorter.
 * @returns Plain JSON. States of parts of a customer base merge by {@link mergeTenureStates}; with whole, unweighted
 * counts into exactly the state of the whole.
 * @throws ClienteleError `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `inconsistent` (survivors that
 * rise, two units); cohort and period are named.
 * @example
 * ```ts
 * const state = tenureStateOf([
 *   { unit: "year", survivors: [1000, 631, 468] },
 *   { unit: "year", survivors: [500, 310] },
 * ]);
 * state.left; // => [559, 163]
 * ```
 */
export function tenureStateOf<Unit extends TimeUnit>(cohorts: readonly TenureCohort<Unit>[]): TenureState<Unit> {
  requireColumn(cohorts, "cohorts");
  if (cohorts.length === 0) throw new ClienteleError("empty_input", "cohorts must hold at least one cohort", {});
  const stayed: number[] = [];
  const left: number[] = [];
  let customers = 0;
  let unit: Unit | undefined;
  for (let i = 0; i < cohorts.length; i++) {
    const cohort = cohorts[i] as TenureCohort<Unit>;
    requireObject(cohort, `cohorts[${i}]`);
    unit = requireOneUnit(cohort.unit, unit, `cohorts[${i}].unit`);
    const { survivors, weight = 1 } = cohort;
    requireNumber(weight, `cohorts[${i}].weight`, { above: 0, max: MOST_CUSTOMERS });
    const start = requireSurvivors(survivors, `cohorts[${i}].survivors`);
    customers += start * weight;
    for (let t = 1; t < survivors.length; t++) {
      const [before, after] = [survivors[t - 1] as number, survivors[t] as number];
      stayed[t - 1] = (stayed[t - 1] ?? 0) + after * weight;
      left[t - 1] = (left[t - 1] ?? 0) + (before - after) * weight;
    }
  }
  requireNumber(customers, "customers of all cohorts", { max: MOST_CUSTOMERS });
  return { kind: "tenure_state", version: 1, unit: unit as Unit, customers, stayed, left };
}

/**
 * Puts the states of parts of a customer base together, as if all customers had been counted at once.
 *
 * @param states - From {@link tenureStateOf}, of customers who are in one part alone; at least one, all in one unit.
 * @returns The state of the whole.
 * @throws ClienteleError `invalid_type`, `empty_input`, `invalid_model`, `inconsistent`.
 * @example
 * ```ts
 * const parts = [[10, 8], [20, 15, 9]].map((survivors) => tenureStateOf([{ unit: "month", survivors }]));
 * mergeTenureStates(parts).stayed; // => [23, 9]
 * ```
 */
export function mergeTenureStates<Unit extends TimeUnit>(states: readonly TenureState<Unit>[]): TenureState<Unit> {
  requireColumn(states, "states");
  if (states.length === 0) throw new ClienteleError("empty_input", "states must hold at least one state", {});
  const stayed: number[] = [];
  const left: number[] = [];
  let customers = 0;
  let unit: Unit | undefined;
  for (let i = 0; i < states.length; i++) {
    const state = states[i] as TenureState<Unit>;
    requireTenureState(state, `states[${i}]`);
    unit = requireOneUnit(state.unit, unit, `states[${i}].unit`);
    customers += state.customers;
    state.stayed.forEach((count, t) => {
      stayed[t] = (stayed[t] ?? 0) + count;
      left[t] = (left[t] ?? 0) + (state.left[t] as number);
    });
  }
  requireNumber(customers, "customers of all states", { max: MOST_CUSTOMERS });
  return { kind: "tenure_state", version: 1, unit: unit as Unit, customers, stayed, left };
}

/** Refuses a unit that is not that of the one before, and returns it. */
function requireOneUnit<Unit extends TimeUnit>(unit: Unit, first: Unit | undefined, name: string): Unit {
  requireUnit(unit, name);
  if (first !== undefined && unit !== first) {
    throw new ClienteleError("inconsistent", `${name} is ${unit}, the one before ${first}; all must share one unit`, {
      name,
    });
  }
  return unit;
}

/** Checks one column of survivors and returns its start. */
function requireSurvivors(survivors: ArrayLike<number>, name: string): number {
  requireColumn(survivors, name);
  if (survivors.length < 2) {
    throw new ClienteleError("empty_input", `${name} must hold the start and at least one period`, { name });
  }
  if (survivors.length - 1 > MOST_PERIODS) {
    throw new ClienteleError("out_of_range", `${name} holds more than ${MOST_PERIODS} periods; use a longer unit`, {
      name,
    });
  }
  for (let t = 0; t < survivors.length; t++) {
    const count = survivors[t] as number;
    requireNumber(count, `${name}[${t}]`, t === 0 ? { above: 0, max: MOST_CUSTOMERS } : { min: 0 });
    if (t > 0 && count > (survivors[t - 1] as number)) {
      throw new ClienteleError(
        "inconsistent",
        `${name}[${t}] is ${count}, more than the period before; a contract that is renewed late stays in its own cohort`,
        {
          name,
          index: t,
        },
      );
    }
  }
  return survivors[0] as number;
}

/** Refuses a state that was built or edited by hand into something that cannot be. */
export function requireTenureState(state: TenureState, name: string): void {
  requireObject(state, name);
  if (state.kind !== "tenure_state") {
    throw new ClienteleError("invalid_model", `${name}.kind must be "tenure_state"`, { name });
  }
  requireUnit(state.unit, `${name}.unit`);
  const { stayed, left, customers } = state;
  requireSameLength(stayed, `${name}.stayed`, left, `${name}.left`);
  requireNumber(stayed.length, `${name}.stayed.length`, { min: 1, max: MOST_PERIODS });
  requireNumber(customers, `${name}.customers`, { above: 0, max: MOST_CUSTOMERS });
  let open = customers * (1 + SLACK);
  for (let t = 0; t < stayed.length; t++) {
    const [there, gone] = [stayed[t] as number, left[t] as number];
    requireNumber(there, `${name}.stayed[${t}]`, { min: 0 });
    requireNumber(gone, `${name}.left[${t}]`, { min: 0 });
    if (there + gone > open) {
      throw new ClienteleError("invalid_model", `${name} has more customers in period ${t + 1} than were left before`, {
        name,
        index: t,
      });
    }
    open = there * (1 + SLACK);
  }
}

/** Rounding that weights may leave in sums of counts. */
const SLACK = 1e-9;
