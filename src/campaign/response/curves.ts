import {
  requireColumn,
  requireFinite,
  requireNumber,
  requireObject,
  requireOneOf,
  requireUnique,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { FittedChannel, ResponseCurve, ResponseCurveModel, Saturation } from "./types.ts";

/** Amounts above would overflow when they are multiplied, or squared and summed; smaller ones than its inverse are no money. */
export const LARGEST_AMOUNT = 1e100;

/** Curves by hand, or those of a fitted model. */
export type CurveSource = ResponseCurveModel | readonly ResponseCurve[];

/** Curves of a source, checked; of a model those channels that have one. */
export function curvesOf(source: CurveSource): readonly ResponseCurve[] {
  if (isModel(source)) {
    requireResponseModel(source);
    return channelsWithCurve(source).map(({ curve }) => curve);
  }
  requireColumn(source, "curves");
  const curves = Array.from(source);
  if (curves.length === 0) throw new ClienteleError("empty_input", "curves must hold at least one curve", {});
  curves.forEach((curve, i) => {
    requireCurve(curve, `curves[${i}]`);
  });
  requireUnique(
    curves.map(({ id }) => id),
    "curves",
  );
  return curves;
}

/** True for what says of itself that it is a fitted model; {@link curvesOf} checks its fields, once. */
export function isModel(source: CurveSource): source is ResponseCurveModel {
  return typeof source === "object" && source !== null && "kind" in source;
}

type CurvedChannel = FittedChannel & { readonly curve: ResponseCurve };

export function channelsWithCurve(model: ResponseCurveModel): readonly CurvedChannel[] {
  return model.channels.filter((channel): channel is CurvedChannel => channel.curve !== undefined);
}

/** The curves of one plausible set; their effects may lie below 0. */
export function drawnCurves(model: ResponseCurveModel, draw: number): readonly ResponseCurve[] {
  const sets = model.draws[draw] as ResponseCurveModel["draws"][number];
  return channelsWithCurve(model).map(({ curve, parameters, observed }, c) => {
    const [effect = 0, ...values] = sets[c] as readonly number[];
    const read = (name: string, otherwise: number): number => {
      const k = parameters.findIndex(({ parameter }) => parameter === name);
      return k < 0 ? otherwise : (values[k] as number);
    };
    const half = read("reach", 1) * observed.max;
    const saturation: Saturation =
      curve.saturation.kind === "hill"
        ? { kind: "hill", shape: read("shape", curve.saturation.shape), half }
        : { kind: "log", scale: half };
    const { adstock } = curve;
    return {
      id: curve.id,
      effect,
      saturation,
      ...(adstock !== undefined && { adstock: { ...adstock, rate: read("rate", adstock.rate) } }),
    };
  });
}

/** Refuses a curve that cannot be read. */
function requireCurve(curve: ResponseCurve, name: string): void {
  requireObject(curve, name);
  if (typeof curve.id !== "string" || curve.id === "") {
    throw new ClienteleError("invalid_type", `${name}.id must be a text that is not empty`, { name });
  }
  const positive = { min: 1 / LARGEST_AMOUNT, max: LARGEST_AMOUNT } as const;
  requireNumber(curve.effect, `${name}.effect`, { min: 0, max: LARGEST_AMOUNT });
  requireObject(curve.saturation, `${name}.saturation`);
  requireOneOf(curve.saturation.kind, ["hill", "log"], `${name}.saturation.kind`);
  if (curve.saturation.kind === "hill") {
    requireNumber(curve.saturation.shape, `${name}.saturation.shape`, { above: 0, max: 20 });
    requireNumber(curve.saturation.half, `${name}.saturation.half`, positive);
  } else requireNumber(curve.saturation.scale, `${name}.saturation.scale`, positive);
  if (curve.adstock === undefined) return;
  requireObject(curve.adstock, `${name}.adstock`);
  requireOneOf(curve.adstock.kind, ["geometric", "binomial"], `${name}.adstock.kind`);
  requireNumber(curve.adstock.rate, `${name}.adstock.rate`, { min: 0, below: 1 });
  requireNumber(curve.adstock.maxLag, `${name}.adstock.maxLag`, { min: 0, max: 104, integer: true });
}

/** Refuses a model that was built or edited by hand into something that cannot be read. */
export function requireResponseModel(model: ResponseCurveModel): void {
  requireObject(model, "model");
  if (model.kind !== "response_curve") refuse("kind", 'must be "response_curve"');
  requireNumber(model.level, "model.level", { above: 0, below: 1 });
  requireObject(model.fittedOn, "model.fittedOn");
  requireNumber(model.fittedOn.weeks, "model.fittedOn.weeks", { min: 1, integer: true });
  requireColumn(model.fittedOn.notes, "model.fittedOn.notes");
  for (const [i, note] of Array.from(model.fittedOn.notes).entries()) requireObject(note, `model.fittedOn.notes[${i}]`);
  requireColumn(model.channels, "model.channels");
  requireColumn(model.draws, "model.draws");
  for (const [i, channel] of Array.from(model.channels).entries()) requireChannel(channel, `model.channels[${i}]`);
  const curved = channelsWithCurve(model);
  if (curved.length === 0) refuse("channels", "must hold at least one channel with a curve");
  requireUnique(
    model.channels.map(({ id }) => id),
    "model.channels",
  );
  if (model.draws.length === 0) refuse("draws", "must hold at least one draw");
  for (const [d, draw] of Array.from(model.draws).entries()) {
    requireColumn(draw, `model.draws[${d}]`);
    for (const [c, { parameters }] of curved.entries()) {
      const values = draw[c] as readonly number[];
      requireFinite(values, `model.draws[${d}][${c}]`);
      if (values.length !== parameters.length + 1)
        refuse(`draws[${d}][${c}]`, "must hold the effect and each parameter");
    }
  }
}

function requireChannel(channel: FittedChannel, name: string): void {
  requireObject(channel, name);
  requireColumn(channel.warnings, `${name}.warnings`);
  requireColumn(channel.parameters, `${name}.parameters`);
  requireObject(channel.observed, `${name}.observed`);
  const { mean, max, carriedMax, carried, recent } = channel.observed;
  for (const [field, value] of Object.entries({ mean, max, carriedMax })) {
    requireNumber(value, `${name}.observed.${field}`, { min: 0, max: LARGEST_AMOUNT });
  }
  requireFinite(recent, `${name}.observed.recent`);
  requireFinite(carried, `${name}.observed.carried`);
  for (const [k, parameter] of Array.from(channel.parameters).entries()) {
    requireObject(parameter, `${name}.parameters[${k}]`);
    requireOneOf(parameter.parameter, ["rate", "shape", "reach"], `${name}.parameters[${k}].parameter`);
  }
  if (channel.curve !== undefined) requireCurve(channel.curve, `${name}.curve`);
  else if (typeof channel.id !== "string") refuse("channels", "must have an id each");
}

function refuse(field: string, rule: string): never {
  throw new ClienteleError("invalid_model", `model.${field} ${rule}`, { name: `model.${field}` });
}
