import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { UncertainParameters } from "../fit/delta.ts";
import { requireCovariance } from "../fit/spread.ts";
import type { TimeUnit } from "../types.ts";
import { requireUnit } from "../units.ts";
import type { BuyingPoint } from "./kernel.ts";
import type { BuyingKind, BuyingModel, CovariateEffect } from "./types.ts";

/** Parameters that a model may hold: within what every function can compute. */
export const SMALLEST_PARAMETER = 1e-30;
export const LARGEST_PARAMETER = 1e30;

/** Largest coefficient of a covariate. */
export const LARGEST_COEFFICIENT = 500;

/** Names of the parameters, in the order of the covariance. */
export function parameterNames(kind: BuyingKind): readonly ["r", "alpha", "a" | "s", "b" | "beta"] {
  return kind === "pareto_nbd" ? ["r", "alpha", "s", "beta"] : ["r", "alpha", "a", "b"];
}

/** A model that has been checked, as columns. */
export interface ReadModel {
  readonly kind: BuyingKind;
  readonly unit: TimeUnit;
  /** Parameters of a customer whose covariates are all 0. */
  readonly point: readonly number[];
  readonly effects: readonly CovariateEffect[];
  /** Parameters and e^coefficient, whose logarithms the covariance is of. */
  readonly uncertain: UncertainParameters;
}

/** Refuses a model that was built or edited by hand into something that cannot be read. */
export function requireBuyingModel(model: BuyingModel): ReadModel {
  requireObject(model, "model");
  const { kind, unit, level } = model;
  if (kind !== "bg_nbd" && kind !== "mbg_nbd" && kind !== "pareto_nbd") {
    throw new ClienteleError(
      "invalid_model",
      `model.kind must be "bg_nbd", "mbg_nbd" or "pareto_nbd", got ${show(kind)}`,
      { kind },
    );
  }
  requireUnit(unit, "model.unit");
  const point = readParameters(kind, model.parameters, "model.parameters");
  requireNumber(level, "model.level", { above: 0, below: 1 });
  requireObject(model.fittedOn, "model.fittedOn");
  const n = model.fittedOn.customers;
  requireNumber(n, "model.fittedOn.customers", { min: 0 });
  const effects = readEffects(kind, model.effects);
  const { covariance } = model;
  if (covariance !== undefined) requireCovariance(covariance, point.length + effects.length);
  const parameters = [...point, ...effects.map(({ coefficient }) => Math.exp(coefficient))];
  return { kind, unit, point, effects, uncertain: { parameters, covariance, level, n } };
}

/** The parameters of a model in their order. */
export function readParameters(kind: BuyingKind, parameters: unknown, name: string): readonly number[] {
  requireObject(parameters, name);
  return parameterNames(kind).map((parameter) => {
    const value = (parameters as Readonly<Record<string, number>>)[parameter] as number;
    requireNumber(value, `${name}.${parameter}`, { min: SMALLEST_PARAMETER, max: LARGEST_PARAMETER });
    return value;
  });
}

function readEffects(kind: BuyingKind, effects: readonly CovariateEffect[] | undefined): readonly CovariateEffect[] {
  if (effects === undefined) return [];
  if (!Array.isArray(effects)) {
    throw new ClienteleError("invalid_model", `model.effects must be an array, got ${show(effects)}`, {
      name: "model.effects",
    });
  }
  effects.forEach((effect: CovariateEffect, i) => {
    const name = `model.effects[${i}]`;
    requireObject(effect, name);
    requireOneOf(effect.on, parameterNames(kind).slice(1), `${name}.on`);
    requireNumber(effect.coefficient, `${name}.coefficient`, { min: -LARGEST_COEFFICIENT, max: LARGEST_COEFFICIENT });
    if (typeof effect.covariate !== "string") {
      throw new ClienteleError("invalid_model", `${name}.covariate must be text, got ${show(effect.covariate)}`, { i });
    }
  });
  return effects;
}

/** What a customer's covariates are, by name. */
export type CovariateReader = (name: string) => number;

/** The parameters of one customer: those of the model moved by the covariates. */
export function pointFor(read: ReadModel, parameters: readonly number[], covariate: CovariateReader): BuyingPoint {
  if (read.effects.length === 0) return parameters;
  const names: readonly string[] = parameterNames(read.kind);
  const logs = names.map((_, i) => Math.log(parameters[i] as number));
  read.effects.forEach(({ covariate: name, on }, e) => {
    const i = names.indexOf(on);
    const sign = on === "alpha" || on === "beta" ? -1 : 1;
    const coefficient = Math.log(parameters[names.length + e] as number);
    logs[i] = (logs[i] as number) + sign * coefficient * covariate(name);
  });
  // a covariate far outside what the model has seen must not leave the numbers a parameter can be
  const [least, most] = [Math.log(SMALLEST_PARAMETER), Math.log(LARGEST_PARAMETER)];
  return logs.map((log) => Math.exp(Math.min(most, Math.max(least, log))));
}

/** Reads the covariates of a record, and refuses one that is missing. */
export function recordReader(covariates: Readonly<Record<string, number>> | undefined): CovariateReader {
  return (name) => {
    const known = typeof covariates === "object" && covariates !== null && Object.hasOwn(covariates, name);
    const value = known ? (covariates[name] as number) : undefined;
    if (value === undefined) {
      throw new ClienteleError("inconsistent", `the model needs the covariate ${show(name)}; add it to covariates`, {
        covariate: name,
      });
    }
    requireNumber(value, `covariates.${name}`, { min: -1e100, max: 1e100 });
    return value;
  };
}
