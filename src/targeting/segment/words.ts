import type { Locale } from "../../core/locale.ts";
import { categoryQuestion, segmentEn, segmentZh } from "../../core/wording/segment.ts";
import type { SegmentCondition, SegmentFieldNames, SegmentFields } from "./types.ts";

/** A rule in words; `n` are the customers of a rule without any condition. */
export function ruleText(rule: readonly SegmentCondition[], n: number, fields: SegmentFields, locale: Locale): string {
  if (rule.length === 0) return (locale === "zh" ? segmentZh : segmentEn).segment_everyone({ n });
  return rule.map((condition) => conditionText(condition, fields, locale)).join(locale === "zh" ? "；" : "; ");
}

/** One condition in words, with fields and levels under the names that the caller gave them; or the question that it answers. */
export function conditionText(
  condition: SegmentCondition,
  fields: SegmentFields,
  locale: Locale,
  question: boolean = false,
): string {
  const words = locale === "zh" ? segmentZh : segmentEn;
  const id = condition.params.field;
  const names: SegmentFieldNames = (Object.hasOwn(fields, id) ? fields[id] : undefined) ?? {};
  const field = names.name ?? id;
  if (condition.code === "segment_category") {
    const { levels, others, missing } = condition.params;
    const own = names.levels ?? {};
    const named = (level: string): string => (Object.hasOwn(own, level) ? (own[level] as string) : level);
    const params = { field, levels: levels.map(named), others: others.map(named), missing };
    return question ? categoryQuestion(params, locale) : words.segment_category(params);
  }
  const { missing } = condition.params;
  const yes = names.yesNo === true ? yesSide(condition.params) : undefined;
  return yes === undefined
    ? words.segment_number({ ...condition.params, field })
    : words.segment_yes_no({ field, yes, missing });
}

/** Whether of 0 and 1 only 1 lies in the range, or only 0; undefined where both do or none. */
function yesSide(range: { known: boolean; above?: number; upTo?: number }): boolean | undefined {
  const { above = Number.NEGATIVE_INFINITY, upTo = Number.POSITIVE_INFINITY } = range;
  const no = range.known && above < 0 && upTo >= 0;
  const yes = range.known && above < 1 && upTo >= 1;
  return no === yes ? undefined : yes;
}
