import { requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Interval } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import type { BootstrapSpread } from "./bootstrap.ts";
import type { UncertainParameters } from "./delta.ts";
import type { LikelihoodMaximum } from "./maximize.ts";
import type { IntervalMethod } from "./types.ts";

/** Parameters as a model holds them, with what is known of their spread. */
export interface ParameterSpread<Name extends string> {
  readonly parameters: Readonly<Record<Name, number>>;
  readonly intervals?: Readonly<Record<Name, Interval>>;
  readonly covariance?: readonly (readonly number[])[];
  readonly intervalMethod?: IntervalMethod;
}

/**
 * Turns the end of a search into the fields of a model. `shift` is added to each logarithm, where the search ran in other
 * units than the model.
 *
 * @internal
 */
export function spreadOf<Name extends string>(
  names: readonly Name[],
  { point, covariance }: LikelihoodMaximum,
  resampled: BootstrapSpread | undefined,
  level: number,
  shift: readonly number[] = [],
): ParameterSpread<Name> {
  const record = <T>(of: (i: number) => T): Readonly<Record<Name, T>> =>
    Object.fromEntries(names.map((name, i) => [name, of(i)])) as Record<Name, T>;
  const at = (i: number, log: number): number => Math.exp(log + (shift[i] ?? 0));
  const parameters = record((i) => at(i, point[i] as number));
  if (covariance === undefined) return { parameters };
  const z = normalQuantile((1 + level) / 2);
  const ends = (i: number): readonly [number, number] => {
    const reach = z * Math.sqrt(covariance[i]?.[i] as number);
    return resampled?.ends[i] ?? [(point[i] as number) - reach, (point[i] as number) + reach];
  };
  return {
    parameters,
    intervals: record((i) => ({ lower: at(i, ends(i)[0]), upper: at(i, ends(i)[1]), level })),
    covariance: resampled?.covariance ?? covariance,
    intervalMethod: resampled === undefined ? "delta" : "bootstrap",
  };
}

/** The fields of any model with parameters above 0 that predictions read. */
export interface ParameterModel {
  readonly kind: string;
  readonly parameters: object;
  readonly covariance?: readonly (readonly number[])[];
  readonly level: number;
  readonly fittedOn: object;
}

/** Parameters that a model may hold: within what its functions can compute. */
const SMALLEST = 1e-150;
const LARGEST = 1e150;

/**
 * Refuses a model that was built or edited by hand into something that cannot be read, and brings it to columns.
 *
 * @internal
 */
export function requireParameters(
  model: ParameterModel,
  kind: string,
  names: readonly string[],
  customers: string = "customers",
): UncertainParameters {
  requireObject(model, "model");
  if (model.kind !== kind) {
    throw new ClienteleError("invalid_model", `model.kind must be "${kind}", got ${show(model.kind)}`, { kind });
  }
  requireObject(model.parameters, "model.parameters");
  requireObject(model.fittedOn, "model.fittedOn");
  requireNumber(model.level, "model.level", { above: 0, below: 1 });
  const parameters = names.map((name) => (model.parameters as Readonly<Record<string, number>>)[name] as number);
  parameters.forEach((cell, i) => {
    requireNumber(cell, `model.parameters.${names[i]}`, { min: SMALLEST, max: LARGEST });
  });
  const n = (model.fittedOn as Readonly<Record<string, number>>)[customers] as number;
  requireNumber(n, `model.fittedOn.${customers}`, { min: 0 });
  if (model.covariance !== undefined) requireCovariance(model.covariance, names.length);
  return { parameters, covariance: model.covariance, level: model.level, n };
}

/** Refuses a covariance of a model that has not one row and one column for each of `size` cells. @internal */
export function requireCovariance(covariance: readonly (readonly number[])[], size: number): void {
  const whole =
    Array.isArray(covariance) &&
    covariance.length === size &&
    covariance.every((row: unknown) => Array.isArray(row) && row.length === size && row.every(Number.isFinite));
  if (!whole) {
    throw new ClienteleError("invalid_model", `model.covariance must hold ${size} rows of ${size} finite numbers`, {
      name: "model.covariance",
    });
  }
}
