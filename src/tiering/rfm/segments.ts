import { requireColumn, requireNumber, requireObject, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { RfmBlock, RfmScoreRange, RfmSegmentRule, RfmSegments } from "./types.ts";

/** A cell is written with one digit per dimension. */
export const MOST_SCORES = 9;

/** A segment's index must fit a byte. */
const MOST_SEGMENTS = 255;

const RECENT: RfmScoreRange = [4, 5];
const MIDDLE: RfmScoreRange = [3, 3];
const LONG_AGO: RfmScoreRange = [1, 2];
const OFTEN: RfmScoreRange = [4, 5];
const SELDOM: RfmScoreRange = [1, 2];

/**
 * The eleven segments as data, written for five scores per dimension. Every one of the 125 cells belongs to exactly
 * one; `fitRfm` stretches them over any other number of scores. The names are common usage, the cells this package's.
 */
export const rfmSegments: RfmSegments = {
  scores: 5,
  rules: [
    { id: "champions", blocks: [{ recency: RECENT, frequency: OFTEN, monetary: [4, 5] }] },
    {
      id: "loyal",
      blocks: [
        { recency: RECENT, frequency: OFTEN, monetary: [1, 3] },
        { recency: RECENT, frequency: [3, 3], monetary: [4, 5] },
        { recency: MIDDLE, frequency: OFTEN },
      ],
    },
    {
      id: "potential_loyalist",
      blocks: [
        { recency: RECENT, frequency: [3, 3], monetary: [1, 3] },
        { recency: RECENT, frequency: [2, 2] },
      ],
    },
    { id: "new", blocks: [{ recency: [5, 5], frequency: [1, 1] }] },
    { id: "promising", blocks: [{ recency: [4, 4], frequency: [1, 1] }] },
    {
      id: "needing_attention",
      blocks: [
        { recency: MIDDLE, frequency: [3, 3] },
        { recency: MIDDLE, frequency: SELDOM, monetary: [3, 5] },
      ],
    },
    { id: "about_to_sleep", blocks: [{ recency: MIDDLE, frequency: SELDOM, monetary: [1, 2] }] },
    { id: "cannot_lose", blocks: [{ recency: LONG_AGO, frequency: OFTEN, monetary: [4, 5] }] },
    {
      id: "at_risk",
      blocks: [
        { recency: LONG_AGO, frequency: OFTEN, monetary: [1, 3] },
        { recency: LONG_AGO, frequency: [3, 3], monetary: [3, 5] },
      ],
    },
    {
      id: "hibernating",
      blocks: [
        { recency: LONG_AGO, frequency: [3, 3], monetary: [1, 2] },
        { recency: [2, 2], frequency: SELDOM },
        { recency: [1, 1], frequency: SELDOM, monetary: [3, 5] },
      ],
    },
    { id: "lost", blocks: [{ recency: [1, 1], frequency: SELDOM, monetary: [1, 2] }] },
  ],
};

/**
 * Takes your own segments for `fitRfm` after checking that every cell of the grid belongs to exactly one of them.
 *
 * @param rules - One to 255 segments, each with a unique id and blocks of cells: ranges of scores from 1 (worst) to
 * `scores` (best) per dimension, both ends included; a dimension left out holds every score.
 * @param options - `scores` per dimension, 2–9, default 5.
 * @returns The segments, ready for the option `segments` of `fitRfm`.
 * @throws `ClienteleError` `inconsistent` naming the first cell that no segment or more than one holds; `invalid_type`,
 * `empty_input`, `out_of_range`, `duplicate_id`.
 * @example
 * ```ts
 * const own = defineRfmSegments(
 *   [{ id: "active", blocks: [{ recency: [2, 3] }] }, { id: "silent", blocks: [{ recency: [1, 1] }] }],
 *   { scores: 3 },
 * );
 * own.rules.map((rule) => rule.id); // => ["active", "silent"]
 * ```
 */
export function defineRfmSegments(
  rules: readonly RfmSegmentRule[],
  options: { readonly scores?: number } = {},
): RfmSegments {
  requireObject(options, "options");
  const { scores = 5 } = options;
  requireNumber(scores, "options.scores", { min: 2, max: MOST_SCORES, integer: true });
  requireColumn(rules, "rules");
  if (rules.length < 1 || rules.length > MOST_SEGMENTS) {
    throw new ClienteleError(
      rules.length < 1 ? "empty_input" : "out_of_range",
      `rules must hold 1 to ${MOST_SEGMENTS} segments, got ${rules.length}`,
      { name: "rules" },
    );
  }
  const checked = Array.from(rules, (rule, i) => checkedRule(rule, scores, `rules[${i}]`));
  requireUnique(
    checked.map((rule) => rule.id),
    "rules",
  );
  const segments = { scores, rules: checked };
  segmentTable(segments, scores);
  return segments;
}

/**
 * Index of the segment of every cell, recency outermost: `((r − 1) · n + f − 1) · n + m − 1`. Throws where a cell of the
 * rules' own grid belongs to none or to several.
 */
export function segmentTable(segments: RfmSegments, scores: number): Uint8Array {
  const own = segments.scores;
  const table = new Uint8Array(own ** 3);
  for (let cell = 0; cell < table.length; cell++) {
    const place = [Math.floor(cell / (own * own)) + 1, (Math.floor(cell / own) % own) + 1, (cell % own) + 1] as const;
    const holders = segments.rules.flatMap(({ blocks }, i) =>
      blocks.flatMap((block) => (holds(block, place) ? [i] : [])),
    );
    if (holders.length !== 1) {
      const ids = holders.map((i) => (segments.rules[i] as RfmSegmentRule).id);
      throw new ClienteleError(
        "inconsistent",
        `cell ${place.join("")} must belong to exactly one segment, got ${ids.length === 0 ? "none" : ids.join(", ")}`,
        { cell: place.join(""), segments: ids },
      );
    }
    table[cell] = holders[0] as number;
  }
  if (own === scores) return table;
  const stretched = new Uint8Array(scores ** 3);
  const to = Array.from({ length: scores }, (_, i) => gridScore(i + 1, scores, own) - 1);
  for (let cell = 0; cell < stretched.length; cell++) {
    const recency = to[Math.floor(cell / (scores * scores))] as number;
    const frequency = to[Math.floor(cell / scores) % scores] as number;
    stretched[cell] = table[(recency * own + frequency) * own + (to[cell % scores] as number)] as number;
  }
  return stretched;
}

/** The score on the rules' grid that lies where a score lies on the model's: worst on worst, best on best. */
function gridScore(score: number, scores: number, own: number): number {
  return 1 + Math.round(((score - 1) * (own - 1)) / (scores - 1));
}

function holds(block: RfmBlock, [recency, frequency, monetary]: readonly [number, number, number]): boolean {
  return within(block.recency, recency) && within(block.frequency, frequency) && within(block.monetary, monetary);
}

function within(range: RfmScoreRange | undefined, score: number): boolean {
  return range === undefined || (score >= range[0] && score <= range[1]);
}

function checkedRule(rule: RfmSegmentRule, scores: number, name: string): RfmSegmentRule {
  requireObject(rule, name);
  const { id, blocks } = rule;
  if (typeof id !== "string" || id === "") {
    throw new ClienteleError("invalid_type", `${name}.id must be text, got ${show(id)}`, { name });
  }
  requireColumn(blocks, `${name}.blocks`);
  return {
    id,
    blocks: Array.from(blocks, (block, i) => {
      requireObject(block, `${name}.blocks[${i}]`);
      const { recency, frequency, monetary } = block;
      for (const [dimension, range] of Object.entries({ recency, frequency, monetary })) {
        if (range !== undefined) checkRange(range, scores, `${name}.blocks[${i}].${dimension}`);
      }
      return {
        ...(recency === undefined ? {} : { recency }),
        ...(frequency === undefined ? {} : { frequency }),
        ...(monetary === undefined ? {} : { monetary }),
      };
    }),
  };
}

function checkRange(range: RfmScoreRange, scores: number, name: string): void {
  if (!Array.isArray(range) || range.length !== 2) {
    throw new ClienteleError("invalid_type", `${name} must be [lowest, highest], got ${show(range)}`, { name });
  }
  requireNumber(range[0], `${name}[0]`, { min: 1, max: scores, integer: true });
  requireNumber(range[1], `${name}[1]`, { min: range[0], max: scores, integer: true });
}
