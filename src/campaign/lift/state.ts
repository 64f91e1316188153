import { requireNumber, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { LiftKind, LiftState } from "./arm-types.ts";
import { MAX_N, requireNumbers, requirePossible, requireSymmetric } from "./comoments.ts";

/** Distance of rate × n from a whole number that merging explains. */
const WHOLE = 1e-3;

/** Columns that belong to the outcome itself; covariates follow. */
export function outcomeColumns(measures: LiftKind): number {
  return measures === "ratio" ? 2 : 1;
}

/** Refuses a state that was edited by hand into something that no rows have. */
export function requireState(state: LiftState, name: string): void {
  const { measures, n, means, comoments, bound, capped, excluded } = state;
  requireOneOf(state.kind, ["state"], `${name}.kind`);
  requireOneOf(measures, ["rate", "mean", "ratio"], `${name}.measures`);
  requireNumber(n, `${name}.n`, { min: 0, max: MAX_N, integer: true });
  requireNumbers(means, `${name}.means`);
  if (means.length < outcomeColumns(measures)) {
    throw new ClienteleError("length_mismatch", `${name}.means must hold ${outcomeColumns(measures)} columns or more`, {
      name,
    });
  }
  requireSymmetric(comoments, `${name}.comoments`, means.length);
  if (bound !== undefined) requireNumber(bound, `${name}.bound`);
  if (capped !== undefined) requireNumber(capped, `${name}.capped`, { min: 0, max: n, integer: true });
  if (excluded !== undefined) requireNumber(excluded, `${name}.excluded`, { min: 0, integer: true });
  const nothing = means.every((mean) => mean === 0) && comoments.every((row) => row.every((cell) => cell === 0));
  const still = n > 1 || comoments.every((row) => row.every((cell) => cell === 0));
  if ((n === 0 && !nothing) || !still) {
    throw new ClienteleError("inconsistent", `${name} holds ${n} rows, so it can have no spread`, { name, n });
  }
  requirePossible(state, name);
  if (measures !== "rate") return;
  const successes = (means[0] as number) * n;
  if (successes < 0 || successes > n * (1 + 1e-12) || Math.abs(successes - Math.round(successes)) > WHOLE) {
    throw new ClienteleError("inconsistent", `${name} measures a rate, but its mean ${means[0]} is none of ${n} rows`, {
      name,
      n,
    });
  }
}
