import { requireColumn, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { attainmentLabels } from "../../core/labels/attainment.ts";
import type { AttainmentGroup, AttainmentMeasure, AttainmentRating, AttainmentRule } from "./types.ts";

/** Green from an even chance, red below one in five; where no chance can be told, by the target to date. */
const DEFAULT_RULES: readonly AttainmentRule[] = [
  { measure: "chance", green: 0.5, amber: 0.2 },
  { measure: "pace", green: 1, amber: 0.9 },
];

/** The caller's rules, checked, or the default. */
export function rulesOf(rules: readonly AttainmentRule[] = DEFAULT_RULES): readonly AttainmentRule[] {
  requireColumn(rules, "options.rules");
  return Array.from(rules, (rule, i) => {
    const name = `options.rules[${i}]`;
    requireObject(rule, name);
    const { measure, green, amber } = rule;
    requireOneOf(measure, Object.keys(attainmentLabels.attainmentMeasure), `${name}.measure`);
    requireNumber(green, `${name}.green`, { min: 0, ...(measure === "chance" ? { max: 1 } : {}) });
    requireNumber(amber, `${name}.amber`, { min: 0 });
    if (amber > green) {
      throw new ClienteleError("inconsistent", `${name}.amber must not be above its green`, { amber, green });
    }
    return { measure, green, amber };
  });
}

/** Judges a group by the first rule whose figure is known. */
export function ratingOf(
  group: Pick<AttainmentGroup, "attainment" | "outlook" | "pace" | "target">,
  rules: readonly AttainmentRule[],
): AttainmentRating {
  if (!(group.target > 0)) return { status: "unrated" };
  for (const rule of rules) {
    const value = figureOf(group, rule.measure);
    if (value === undefined) continue;
    return { status: value >= rule.green ? "green" : value >= rule.amber ? "amber" : "red", rule, value };
  }
  return { status: "unrated" };
}

function figureOf(
  { attainment, outlook, pace, target }: Pick<AttainmentGroup, "attainment" | "outlook" | "pace" | "target">,
  measure: AttainmentMeasure,
): number | undefined {
  if (measure === "pace") return pace;
  if (measure === "attainment") return attainment;
  if ("abstained" in outlook) return undefined;
  return measure === "chance" ? outlook.chance : outlook.value / target;
}
