// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { Label } from "../../core/locale.ts";
import type { Checklist, ChecklistAnswer } from "./checklist-types.ts";
import type { PestFactor, SwotItem, TowsLink } from "./swot-types.ts";
import type { PortfolioFigure, PortfolioUnit, SpanCriterion, SpanUnit } from "./types.ts";

const name = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const amount = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1e15)))();
const share = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();
const weight = /* @__PURE__ */ (() => z.number().check(z.gt(0), z.maximum(1e6)))();
const figure = /* @__PURE__ */ (() => {
  // an estimate carries its n along
  const interval = z.strictObject({ lower: z.number(), upper: z.number(), level: z.number().check(z.gt(0), z.lt(1)) });
  const estimate = z
    .object({ value: z.number(), interval: z.exactOptional(interval) })
    .check(
      z.refine(
        ({ value, interval: ends }) => ends === undefined || (ends.lower <= value && value <= ends.upper),
        "the interval must hold the value",
      ),
    );
  return (min: number, max: number): z.ZodMiniType<PortfolioFigure> => {
    const inside = (value: number): boolean => value >= min && value <= max;
    return z.union([
      z.number().check(z.minimum(min), z.maximum(max)),
      estimate.check(z.refine(({ value }) => inside(value), `the value must lie in [${min}, ${max}]`)),
    ]);
  };
})();
/** Smallest relative share that a schema lets through. */
const LEAST = 1e-9;
const label: z.ZodMiniType<Label> = /* @__PURE__ */ (() => z.strictObject({ en: name, zh: name }))();
const evidence = /* @__PURE__ */ (() => z.exactOptional(z.readonly(z.array(name))))();

/** Runtime check of a {@link PortfolioUnit} as a form or a file carries it. */
export const portfolioUnitSchema: z.ZodMiniType<PortfolioUnit> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: name,
    revenue: amount,
    relativeShare: z.exactOptional(figure(LEAST, 1e6)),
    growth: z.exactOptional(figure(-1, 1e6)),
    cashGenerated: z.exactOptional(amount),
    cashNeeded: z.exactOptional(amount),
  }))();

/** Runtime check of a {@link SpanCriterion}. */
export const spanCriterionSchema: z.ZodMiniType<SpanCriterion> = /* @__PURE__ */ (() =>
  z.strictObject({ id: name, axis: z.literal(["attractiveness", "position"]), weight }))();

/** Runtime check of a {@link SpanUnit}; whether ratings lie on the scale is seen when it is placed. */
export const spanUnitSchema: z.ZodMiniType<SpanUnit> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: name,
    size: amount,
    ratings: z.readonly(z.record(name, figure(-1e6, 1e6))),
    cashGenerated: z.exactOptional(amount),
    cashNeeded: z.exactOptional(amount),
  }))();

/** Runtime check of a {@link SwotItem}. */
export const swotItemSchema: z.ZodMiniType<SwotItem> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: name,
    kind: z.literal(["strength", "weakness", "opportunity", "threat"]),
    text: z.exactOptional(z.string()),
    impact: figure(0, 1e6),
    likelihood: z.exactOptional(share),
    weight: z.exactOptional(weight),
    evidence,
  }))();

/** Runtime check of a {@link TowsLink}. */
export const towsLinkSchema: z.ZodMiniType<TowsLink> = /* @__PURE__ */ (() =>
  z.strictObject({ internal: name, external: name, strength: z.number().check(z.gt(0), z.maximum(1)) }))();

/** Runtime check of a {@link PestFactor}. */
export const pestFactorSchema: z.ZodMiniType<PestFactor> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: name,
    area: z.literal(["political", "economic", "social", "technological"]),
    text: z.exactOptional(z.string()),
    impact: figure(-1e6, 1e6),
    likelihood: share,
    horizonMonths: z.number().check(z.minimum(0), z.maximum(1e6)),
    trend: z.exactOptional(z.literal(["rising", "steady", "falling"])),
    evidence,
  }))();

/** Runtime check of a {@link Checklist} of one's own. */
export const checklistSchema: z.ZodMiniType<Checklist> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: name,
    label,
    source: z.string(),
    elements: z.readonly(
      z
        .array(
          z.strictObject({
            id: name,
            label,
            weight: z.exactOptional(z.number().check(z.minimum(1e-6), z.maximum(1e6))),
            pair: z.exactOptional(name),
            questions: z.readonly(z.array(z.strictObject({ id: name, text: label })).check(z.minLength(1))),
          }),
        )
        .check(z.minLength(1)),
    ),
  }))();

/** Runtime check of a {@link ChecklistAnswer}. */
export const checklistAnswerSchema: z.ZodMiniType<ChecklistAnswer> = /* @__PURE__ */ (() =>
  z.strictObject({
    question: name,
    answer: z.union([z.string(), z.number(), z.boolean()]),
    confidence: z.exactOptional(share),
  }))();
