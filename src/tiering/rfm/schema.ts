// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ModelSpec } from "../../core/model.ts";
import { segmentTable } from "./segments.ts";
import type { RfmCut, RfmDimension, RfmModel, RfmNote, RfmScoreRange, RfmSegments } from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const score = /* @__PURE__ */ (() => z.int().check(z.minimum(1), z.maximum(9)))();
const scores = /* @__PURE__ */ (() => z.int().check(z.minimum(2), z.maximum(9)))();

/** Slack of weights that were rounded on the way through JSON. */
const SLACK = 1e-9;

// a list of two rather than a tuple, which would add a tenth to what a user of the schema loads
const range = /* @__PURE__ */ (() => z.array(score).check(z.length(2)))() as unknown as z.ZodMiniType<RfmScoreRange>;

/** Segments over a grid of scores: every cell belongs to exactly one. */
export const rfmSegmentsSchema: z.ZodMiniType<RfmSegments> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      scores,
      rules: z
        .array(
          z.strictObject({
            id,
            blocks: z.array(
              z.strictObject({
                recency: z.exactOptional(range),
                frequency: z.exactOptional(range),
                monetary: z.exactOptional(range),
              }),
            ),
          }),
        )
        .check(z.minLength(1), z.maxLength(255)),
    })
    .check(
      z.refine((own) => new Set(own.rules.map((rule) => rule.id)).size === own.rules.length, "ids must be unique"),
      z.refine(coversGrid, "every cell must belong to exactly one segment"),
    ))();

function coversGrid(segments: RfmSegments): boolean {
  try {
    return segmentTable(segments, segments.scores).length > 0;
  } catch {
    return false;
  }
}

const cuts: z.ZodMiniType<readonly RfmCut[]> = /* @__PURE__ */ (() =>
  z.array(z.strictObject({ score, bound: z.number() })).check(z.maxLength(8)))();

const weight = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();
const dimension: z.ZodMiniType<RfmDimension> = /* @__PURE__ */ (() =>
  z.literal(["recency", "frequency", "monetary"]))();

// one shape for both notes and a check of which parameter belongs to which, again for the sake of what is loaded
const note = /* @__PURE__ */ (() =>
  z
    .strictObject({
      code: z.literal(["rfm_scores_unused", "rfm_all_equal"]),
      params: z.strictObject({
        dimension,
        scores: z.exactOptional(z.array(score)),
        customers: z.exactOptional(z.int().check(z.minimum(0))),
      }),
    })
    .check(
      z.refine(
        ({ code, params: { scores: unused, customers } }) =>
          code === "rfm_scores_unused"
            ? unused !== undefined && customers === undefined
            : unused === undefined && customers !== undefined,
        "unused scores or equal customers, as the code says",
      ),
    ))() as unknown as z.ZodMiniType<RfmNote>;

/** An RFM model that crossed a process boundary: every field, and the fields against one another. */
export const rfmModelSchema: z.ZodMiniType<RfmModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("rfm"),
      version: z.literal(1),
      method: z.literal(["quantile", "natural", "fixed"]),
      scores,
      cuts: z.strictObject({ recency: cuts, frequency: cuts, monetary: cuts }),
      weights: z.strictObject({ recency: weight, frequency: weight, monetary: weight }),
      monetary: z.literal(["sum", "mean"]),
      segments: rfmSegmentsSchema,
      fittedOn: z.strictObject({
        asOf: id,
        customers: z.int().check(z.positive()),
        total: z.number(),
        notes: z.array(note),
      }),
    })
    .check(
      z.refine(
        ({ weights }) => Math.abs(weights.recency + weights.frequency + weights.monetary - 1) <= SLACK,
        "weights must sum to 1",
      ),
      z.refine(
        (m) =>
          ordered(m.cuts.recency, m.scores, -1) &&
          ordered(m.cuts.frequency, m.scores, 1) &&
          ordered(m.cuts.monetary, m.scores, 1),
        "cuts must stand best score first, each harder to reach than the next",
      ),
    ))();

function ordered(own: readonly RfmCut[], most: number, direction: 1 | -1): boolean {
  return own.every((cut, i) => {
    const before = own[i - 1];
    const harder = before === undefined || direction * before.bound > direction * cut.bound;
    return cut.score >= 2 && cut.score < (before?.score ?? most + 1) && harder;
  });
}

/** How `loadModel` reads an RFM model. */
export const rfmModelSpec: ModelSpec<RfmModel> = { kind: "rfm", version: 1, schema: rfmModelSchema };
