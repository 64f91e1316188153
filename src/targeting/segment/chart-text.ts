import { textWidth } from "../../chart/text.ts";
import type { Locale } from "../../core/locale.ts";
import type { TreeModel, TreeSplit } from "../tree/types.ts";
import type { SegmentCondition, SegmentFields } from "./types.ts";
import { conditionText } from "./words.ts";

/** Pixels of the letters in a tree's boxes. */
export const FONT: number = 11;
/** `textWidth` measures labels of 12 px. */
const MEASURED_FONT = 12;

/** The question of a node, as the condition of its left branch without those not known. */
export function questionText(
  { features }: TreeModel,
  { question }: TreeSplit,
  fields: SegmentFields,
  locale: Locale,
): string {
  const feature = features[question.feature] as TreeModel["features"][number];
  let condition: SegmentCondition;
  if (question.kind === "number") {
    const upTo = question.threshold < Number.MAX_VALUE ? { upTo: question.threshold } : {};
    condition = { code: "segment_number", params: { field: feature.id, known: true, ...upTo, missing: false } };
  } else {
    const left = new Set(question.left);
    const others = feature.kind === "category" ? feature.levels.filter((level) => !left.has(level)) : [];
    condition = {
      code: "segment_category",
      params: { field: feature.id, levels: question.left, others, missing: false },
    };
  }
  return conditionText(condition, fields, locale, true);
}

/** Breaks a text into at most `most` lines of `width` pixels, at spaces where there are any; the rest is an ellipsis. */
export function wrap(text: string, width: number, most: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/gu) ?? []) {
    if (line !== "" && pixels(line + word.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += word;
  }
  lines.push(line.trimEnd());
  if (lines.length <= most) return lines.map((own) => clip(own, width));
  return [...lines.slice(0, most - 1), lines.slice(most - 1).join(" ")].map((own) => clip(own, width));
}

export function clip(text: string, width: number): string {
  if (pixels(text) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && pixels(`${letters.join("")}…`) > width) letters.pop();
  return `${letters.join("")}…`;
}

function pixels(text: string): number {
  return ((textWidth(text) - textWidth("")) * FONT) / MEASURED_FONT;
}
