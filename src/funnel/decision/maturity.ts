import { requireNonEmpty, requireObject } from "../../core/checks.ts";
import { readAnswers, requireId, requireItems, requireLabel, requireOnce, weightOf } from "../questionnaire/read.ts";
import type { QuestionnaireAnswers, QuestionnaireItem } from "../questionnaire/types.ts";
import { sharesOf, weigh } from "../questionnaire/weigh.ts";
import { dealMaturityParts } from "./parts.ts";
import type { DealMaturity, DealMaturityOptions, MaturityPart, MaturityPartScore, MaturityQuestion } from "./types.ts";

/** A question with its share of the whole and what its answer counts for. */
interface Asked {
  readonly item: QuestionnaireItem;
  readonly part: number;
  readonly share: number;
  readonly value?: number;
}

/**
 * Scores how ripe a deal is (D22): need, finances, urgency, timing, feasibility, competitive position and relations. An
 * open question is left out and widens the range; it never counts as a zero.
 *
 * @param answers - By id of the question, the id of the option chosen; absent or `null` where nobody knows. Not mutated.
 * @param options - `parts`, your own questionnaire; default {@link dealMaturityParts}. Within a part its questions
 * share the part's weight.
 * @returns The score from 0 to 100 over what is answered, the range that the open questions leave, coverage, the parts
 * with the weakest first, and the question to ask next. Without an answer `abstained` says so. A better answer never
 * lowers the score, an answer more never lowers the coverage.
 * @throws ClienteleError `invalid_type`, `unknown_id` (no such question or option), `empty_input`, `duplicate_id`,
 * `not_finite`, `out_of_range`, `inconsistent` (all weights 0, or options without a 0 or a 1).
 * @example
 * ```ts
 * const deal = scoreDealMaturity({ need: "planned", finances: "initial", timing: "flexible", executive_trust: "some" });
 * deal.score; // ≈ 50
 * deal.range.map(Math.round); // => [24, 76]
 * deal.parts[0].id; // => "timing"
 * deal.next.id; // => "urgency"
 * ```
 */
export function scoreDealMaturity(answers: QuestionnaireAnswers, options: DealMaturityOptions = {}): DealMaturity {
  requireObject(options, "options");
  const { parts = dealMaturityParts } = options;
  const asked = readMaturity(parts, answers);
  const whole = weigh(asked);
  const scored = Array.from(parts, (part, k) =>
    scorePart(
      part,
      asked.filter((question) => question.part === k),
    ),
  );
  const next = nextOf(asked);
  return {
    ...(whole.score === undefined
      ? { abstained: { code: "maturity_unanswered", params: { questions: asked.length } } as const }
      : { score: whole.score }),
    range: whole.range,
    coverage: whole.coverage,
    answered: asked.filter(({ value }) => value !== undefined).length,
    questions: asked.length,
    parts: scored.sort(weakestFirst),
    ...(next !== undefined && { next }),
  };
}

function readMaturity(parts: readonly MaturityPart[], answers: QuestionnaireAnswers): Asked[] {
  requireNonEmpty(parts, "options.parts");
  const partIds = new Set<string>();
  const itemIds = new Set<string>();
  const items: QuestionnaireItem[] = [];
  const within: { readonly part: number; readonly share: number }[] = [];
  const weights = Array.from(parts, (part, k) => {
    const where = `options.parts[${k}]`;
    requireObject(part, where);
    requireId(part.id, `${where}.id`);
    requireOnce(partIds, part.id, where);
    requireLabel(part.name, `${where}.name`);
    const shares = sharesOf(requireItems(part.questions, `${where}.questions`, itemIds), `${where}.questions`);
    items.push(...Array.from(part.questions));
    within.push(...shares.map((share) => ({ part: k, share })));
    return weightOf(part.weight, where);
  });
  const partShares = sharesOf(weights, "options.parts");
  const chosen = readAnswers(items, answers, "answers");
  return items.map((item, i) => {
    const { part, share } = within[i] as (typeof within)[number];
    const value = chosen[i]?.value;
    return { item, part, share: share * (partShares[part] as number), ...(value !== undefined && { value }) };
  });
}

function scorePart({ id, name }: MaturityPart, asked: readonly Asked[]): MaturityPartScore {
  const { coverage, score, range } = weigh(asked);
  const next = nextOf(asked);
  return {
    id,
    name,
    weightShare: asked.reduce((sum, { share }) => sum + share, 0),
    coverage,
    ...(score !== undefined && { score }),
    range,
    ...(next !== undefined && { next }),
  };
}

/** The open question that weighs most; where none is open, the answer with most to gain. The first among equals. */
function nextOf(asked: readonly Asked[]): MaturityQuestion | undefined {
  let best: MaturityQuestion | undefined;
  for (const { item, share, value } of asked) {
    const kind = value === undefined ? "ask" : "improve";
    const swing = 100 * share * (1 - (value ?? 0));
    const better = best === undefined || (kind === best.kind ? swing > best.swing : kind === "ask");
    if (swing > 0 && better) best = { id: item.id, text: item.text, kind, swing };
  }
  return best;
}

/** By score where there is one; what is not known at all is neither weak nor strong and follows, heaviest first. */
function weakestFirst(a: MaturityPartScore, b: MaturityPartScore): number {
  if (a.score === undefined || b.score === undefined) {
    if (a.score === b.score) return b.weightShare - a.weightShare;
    return a.score === undefined ? 1 : -1;
  }
  return a.score - b.score || b.weightShare - a.weightShare;
}
