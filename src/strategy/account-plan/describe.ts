import { requireColumn, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { type AccountSection, accountPlanLabels } from "../../core/labels/account-plan.ts";
import { type Label, type Locale, labelIn } from "../../core/locale.ts";
import { describe, type Reason } from "../../core/reasons.ts";
import type { AccountMove, AccountPlan } from "./types.ts";

const TEXTS = {
  heading: { en: "Account plan", zh: "大客户计划" },
  asOf: { en: "as of", zh: "截至" },
  complete: { en: "complete", zh: "完整" },
  outlook: { en: "Expected within {months} months if nothing is done", zh: "若无举措，{months} 个月内预期" },
  atStake: { en: "lost by leaving", zh: "因流失损失" },
  none: { en: "nothing", zh: "无" },
  of: { en: ": ", zh: "：" },
} as const satisfies Record<string, Label>;

/**
 * Writes an account plan as Markdown for people: what is known, what does not fit together, what is worth finding out,
 * and the next moves with their worth.
 *
 * @param plan - From `planAccount`; an abstention becomes one line.
 * @param locale - `"en"` (default) or `"zh"`.
 * @returns Markdown. Ids and names of the account, of tiers and of moves are written as they were given, with the signs
 * that Markdown would read escaped.
 * @throws `ClienteleError` `invalid_type`, `unknown_id` for another language.
 * @example
 * ```ts
 * const plan = planAccount({ id: "G1", revenue: 20000, marginRate: 0.3 }, { asOf: "2026-03-31", seed: 1 });
 * describeAccountPlan(plan).split("\n")[0]; // => "# Account plan: G1"
 * describeAccountPlan(plan, "zh").split("\n")[0]; // => "# 大客户计划：G1"
 * ```
 */
export function describeAccountPlan(plan: AccountPlan | Abstention, locale: Locale = "en"): string {
  requireObject(plan, "plan");
  requireOneOf(locale, ["en", "zh"], "locale");
  const word = (key: keyof typeof TEXTS): string => TEXTS[key][locale];
  const say = (reason: Reason): string => escaped(describe(reason, locale));
  if ("abstained" in plan) return `${say(plan.abstained)}\n`;
  if (plan.kind !== "account_plan") {
    throw new ClienteleError("invalid_model", "plan must be an account plan from planAccount", {});
  }
  for (const list of ["parts", "contradictions", "unknown", "moves", "declined", "notes"] as const) {
    requireColumn(plan[list], `plan.${list}`);
  }
  requireObject(plan.outlook, "plan.outlook");
  const section = (id: AccountSection, lines: readonly string[]): string[] => [
    "",
    `## ${accountPlanLabels.accountSection[id][locale]}`,
    "",
    ...(lines.length === 0 ? [word("none")] : lines),
  ];
  const known = plan.parts
    .filter(({ reasons }) => reasons.length > 0)
    .map(
      ({ part, reasons }) =>
        `- **${accountPlanLabels.accountPart[part][locale]}**${word("of")}${reasons.map(say).join(locale === "en" ? "; " : "；")}`,
    );
  const moves = plan.moves.flatMap((move, i) => [
    `${i + 1}. **${nameOf(move, locale)}**`,
    ...move.reasons.map((reason) => `   - ${say(reason)}`),
  ]);
  const title = plan.name === undefined ? plan.id : `${plan.name} (${plan.id})`;
  return [
    `# ${word("heading")}${word("of")}${escaped(title)}`,
    "",
    `${word("asOf")} ${plan.asOf} · ${formatShare(plan.completeness, 0)} ${word("complete")}`,
    "",
    outlook(),
    ...section("known", known),
    ...section("contradictions", bullets(plan.contradictions)),
    ...section("unknown", bullets(plan.unknown.map(({ reason }) => reason))),
    ...section("moves", [...moves, ...(plan.notes.length === 0 ? [] : ["", ...bullets(plan.notes)])]),
    ...(plan.declined.length === 0
      ? []
      : section(
          "declined",
          plan.declined.map((move) => `- **${nameOf(move, locale)}**${word("of")}${worthOf(move)}`),
        )),
    "",
  ].join("\n");

  function bullets(reasons: readonly Reason[]): string[] {
    return reasons.map((reason) => `- ${say(reason)}`);
  }

  function worthOf({ reasons }: AccountMove): string {
    return reasons
      .filter(({ code }) => code === "account_move_worth")
      .map(say)
      .join("");
  }

  function outlook(): string {
    const { outlook: found, horizonMonths } = plan as AccountPlan;
    if ("abstained" in found) return say(found.abstained);
    const { value, interval } = found.expected;
    const range = `${formatNumber(value)} (${formatNumber(interval.lower)}–${formatNumber(interval.upper)})`;
    const intro = word("outlook").replace("{months}", String(horizonMonths));
    return `${intro}${word("of")}${range}; ${word("atStake")} ${formatNumber(found.atStake)}`;
  }
}

function nameOf({ id }: AccountMove, locale: Locale): string {
  return escaped(labelIn(accountPlanLabels.accountMove, id, locale));
}

/** What Markdown would read as markup. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, "\\$&").replace(/\s*\n\s*/g, " ");
}
