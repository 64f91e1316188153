import { requireNonEmpty, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { ServiceLight, ServiceLightRule, ServiceShare } from "./types.ts";

/** Refuses rules that could leave a share without a light, or that are never looked at. @internal */
export function requireRules(rules: readonly ServiceLightRule[], name: string): void {
  requireNonEmpty(rules, name);
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i] as ServiceLightRule;
    const at = `${name}[${i}]`;
    requireObject(rule, at);
    const { light, figure, atLeast, below, margin = 0 } = rule;
    requireOneOf(light, ["green", "amber", "red"], `${at}.light`);
    requireNumber(margin, `${at}.margin`, { min: 0, max: 1 });
    if ((figure === undefined) !== (i === rules.length - 1)) {
      throw new ClienteleError(
        "inconsistent",
        `${at} must ${figure === undefined ? "name a figure" : "name none"}: the last rule, and it alone, applies always`,
        { index: i },
      );
    }
    const bounds = [atLeast, below].filter((bound) => bound !== undefined);
    if (bounds.length !== (figure === undefined ? 0 : 1)) {
      throw new ClienteleError("inconsistent", `${at} must have one of atLeast and below if it names a figure`, {
        index: i,
      });
    }
    if (figure !== undefined) requireOneOf(figure, ["value", "lower", "upper"], `${at}.figure`);
    for (const bound of bounds) if (bound !== "target") requireNumber(bound, `${at} bound`, { min: 0, max: 1 });
  }
}

/** The light of the first rule that applies. @internal */
export function lightOf(share: ServiceShare, target: number, rules: readonly ServiceLightRule[]): ServiceLight {
  const figures = { value: share.value, lower: share.interval.lower, upper: share.interval.upper };
  const found = rules.find(({ figure, atLeast, below, margin = 0 }) => {
    if (figure === undefined) return true;
    const bound = atLeast ?? below;
    const limit = (bound === "target" ? target : (bound as number)) - margin;
    return atLeast === undefined ? figures[figure] < limit : figures[figure] >= limit;
  });
  return (found as ServiceLightRule).light;
}
