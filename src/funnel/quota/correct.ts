import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { LARGEST_AMOUNT, requireList, requireText } from "./category.ts";
import { tailFactor } from "./credibility.ts";
import type { CorrectedForecast, ForecastBias, ForecastBiasGroup, NewForecastCall } from "./types.ts";

/**
 * Corrects a new call by what the same person's calls came to in the past: what to expect, and between which amounts it
 * will end.
 *
 * @param bias - From {@link measureForecastBias}; its level is that of the interval.
 * @param call - Who calls, as `owner` (default) or `manager`, and how much.
 * @returns The corrected amount with the interval of the actual one, which holds the doubt in the bias and the scatter
 * of a period. Somebody without enough periods is corrected by the team's ratio, with the spread between its members
 * added. `{ abstained }` where the past tells nothing of the team either, as with fewer than three forecasters.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`, `inconsistent` (ratios without their method).
 * @example
 * ```ts
 * const calls = ["Q1", "Q2", "Q3", "Q4", "Q5"].map((period, i) => (
 *   { owner: "ann", period, forecast: 100, actual: 60 + 3 * i }
 * ));
 * predictFromCall(measureForecastBias(calls), { id: "ann", forecast: 200 }).corrected; // ≈ 132
 * ```
 */
export function predictFromCall(bias: ForecastBias, call: NewForecastCall): CorrectedForecast | Abstention {
  requireObject(bias, "bias");
  requireNumber(bias.level, "bias.level", { above: 0, below: 1 });
  requireObject(call, "call");
  const { id, role = "owner", forecast } = call;
  requireText(id, "call.id");
  requireOneOf(role, ["owner", "manager"], "call.role");
  requireNumber(forecast, "call.forecast", { min: 0, max: LARGEST_AMOUNT });
  const group = role === "owner" ? bias.owners : bias.managers;
  const { method, typical, members } = requireGroup(group, `bias.${role}s`);
  const own = members.find((member) => member.id === id)?.ratio;
  const told = own !== undefined && !("abstained" in own);
  const ratio = told ? own : typical;
  if ("abstained" in ratio) return { abstained: ratio.abstained };
  if (method === undefined) {
    throw new ClienteleError("inconsistent", `bias.${role}s.method is missing beside measured ratios`, { role });
  }
  const factor = tailFactor(bias.level, method.degreesOfFreedom);
  // the upper half alone: the lower one may have been cut at zero
  const doubt = ((ratio.interval.upper - ratio.value) / factor) ** 2 + (told ? 0 : method.betweenVariance);
  const { withinVariance, scale, sizeExponent } = method;
  const noise = withinVariance * scale ** sizeExponent * forecast ** (2 - sizeExponent);
  const half = factor * Math.sqrt(doubt * forecast ** 2 + noise);
  const corrected = ratio.value * forecast;
  return {
    id,
    forecast,
    corrected,
    interval: { lower: Math.max(0, corrected - half), upper: corrected + half, level: bias.level },
    basis: told ? "own_past" : "team",
  };
}

/** Refuses a measurement that was edited by hand into something no call can be corrected by. */
function requireGroup(group: ForecastBiasGroup, name: string): ForecastBiasGroup {
  requireObject(group, name);
  requireList(group.members, `${name}.members`);
  const { method } = group;
  for (const [label, one] of [
    ["typical", group.typical],
    ...group.members.map((m, i) => [`members[${i}].ratio`, m?.ratio]),
  ] as const) {
    requireObject(one, `${name}.${label}`);
    const figure = one as ForecastBiasGroup["typical"];
    if ("abstained" in figure) continue;
    requireNumber(figure.value, `${name}.${label}.value`, { min: 0 });
    requireObject(figure.interval, `${name}.${label}.interval`);
    requireNumber(figure.interval.upper, `${name}.${label}.interval.upper`, { min: figure.value });
  }
  if (method === undefined) return group;
  requireObject(method, `${name}.method`);
  requireNumber(method.scale, `${name}.method.scale`, { above: 0 });
  requireNumber(method.sizeExponent, `${name}.method.sizeExponent`, { min: 0, max: 1 });
  requireNumber(method.withinVariance, `${name}.method.withinVariance`, { min: 0 });
  requireNumber(method.betweenVariance, `${name}.method.betweenVariance`, { min: 0 });
  requireNumber(method.degreesOfFreedom, `${name}.method.degreesOfFreedom`, { min: 1 });
  return group;
}
