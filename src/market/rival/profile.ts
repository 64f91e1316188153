import { requireColumn, requireNumber, requireObject, requireOneOf, requireText } from "../../core/checks.ts";
import type { RivalStep } from "../../core/labels/rival-profile.ts";
import type { Reason } from "../../core/reasons.ts";
import { toDay, toIsoDate } from "../../time/day.ts";
import { rivalSteps } from "./fields.ts";
import { readFacts, requireFields } from "./read.ts";
import type {
  MeasureRivalOptions,
  RivalCompleteness,
  RivalContradiction,
  RivalFactReading,
  RivalField,
  RivalFieldReading,
  RivalProfile,
  RivalQuestion,
  RivalReport,
  RivalStepReading,
} from "./types.ts";

/**
 * Measures what is known about a rival in six steps (who, state, strengths, direction, intent, how to steer): how
 * complete, how old, what contradicts itself, and which question is worth asking next.
 *
 * @param profile - The rival with its facts, each with value, source, date and confidence; any number per field.
 * @param options - `asOf`; `fields` (default {@link rivalFields}), `stepWeights` (default equal), `tolerance` between
 * numbers (default 0.1).
 * @returns Completeness by step and as a whole, by three counts: any fact, a fact within its shelf life, and credit
 * (confidence, halved with every shelf life beyond the first). A field takes its best fact, so that more facts never
 * lower a figure. Questions come by how much a sure answer today would add.
 * @throws `ClienteleError` `invalid_type`, `invalid_date`, `not_finite`, `out_of_range`, `unknown_id` for a field that
 * is not asked about or a step that is none, `duplicate_id`, `empty_input`.
 * @example
 * ```ts
 * const profile = {
 *   id: "north",
 *   facts: [
 *     { field: "market_share", value: 0.31, source: "trade association", date: "2026-05-01" },
 *     { field: "price_level", value: "5 % below ours", source: "lost deal", date: "2025-06-01", confidence: 0.7 },
 *   ],
 * };
 * const report = measureRivalProfile(profile, { asOf: "2026-06-30" });
 * report.completeness; // ≈ 0.108
 * report.ask[0].field; // => "announced_plans"
 * describe(report.ask.find((q) => q.field === "price_level").reason); // => "price level: last known 394 days ago, keeps for 90"
 * ```
 */
export function measureRivalProfile(profile: RivalProfile, options: MeasureRivalOptions): RivalReport {
  requireObject(profile, "profile");
  requireText(profile.id, "profile.id");
  if (profile.name !== undefined) requireText(profile.name, "profile.name");
  requireColumn(profile.facts, "profile.facts");
  requireObject(options, "options");
  const asOf = toDay(options.asOf, "options.asOf");
  const { tolerance = 0.1, stepWeights = {} } = options;
  requireNumber(tolerance, "options.tolerance", { min: 0, below: 1 });
  const fields = requireFields(options.fields);
  const weights = weightsOf(stepWeights, fields);
  const { byField, future } = readFacts(profile.facts, fields, asOf);
  const steps = rivalSteps.flatMap((step): RivalStepReading[] => {
    const own = fields.filter((field) => field.step === step);
    const weight = weights.get(step) ?? 0;
    if (own.length === 0) return [];
    const readings = own.map((field) => readingOf(field, byField.get(field.id) ?? []));
    return [{ step, weight, ...completenessOf(readings, own), fields: readings }];
  });
  const whole = (name: keyof RivalCompleteness): number =>
    Math.min(
      1,
      steps.reduce((sum, step) => sum + step.weight * step[name], 0),
    );
  const notes: Reason[] = future > 0 ? [{ code: "rival_facts_future", params: { n: future } }] : [];
  return {
    id: profile.id,
    ...(profile.name === undefined ? {} : { name: profile.name }),
    asOf: toIsoDate(asOf),
    completeness: whole("completeness"),
    current: whole("current"),
    credit: whole("credit"),
    steps,
    contradictions: fields.flatMap((field) => contradictionOf(field, byField.get(field.id) ?? [], tolerance)),
    ask: questionsOf(steps, fields),
    notes,
  };
}

/** Shares of the steps that hold a field; they sum to 1. */
function weightsOf(given: object, fields: readonly RivalField[]): Map<RivalStep, number> {
  requireObject(given, "options.stepWeights");
  for (const key of Object.keys(given)) requireOneOf(key, rivalSteps, "options.stepWeights: the key");
  const weights = given as Readonly<Partial<Record<RivalStep, number>>>;
  const used = rivalSteps.filter((step) => fields.some((field) => field.step === step));
  const list = used.map((step) => {
    const weight = weights[step] ?? 1;
    requireNumber(weight, `options.stepWeights.${step}`, { min: 0, max: 1e6 });
    return weight;
  });
  const total = list.reduce((sum, weight) => sum + weight, 0);
  requireNumber(total, "the sum of options.stepWeights", { min: 1e-6 });
  return new Map(used.map((step, i) => [step, (list[i] as number) / total]));
}

function readingOf(field: RivalField, facts: readonly RivalFactReading[]): RivalFieldReading {
  const current = facts.some(({ ageDays }) => ageDays <= field.shelfLifeDays);
  return {
    field: field.id,
    step: field.step,
    state: current ? "current" : facts.length > 0 ? "stale" : "missing",
    credit: facts[0]?.credit ?? 0,
    facts,
  };
}

function completenessOf(readings: readonly RivalFieldReading[], fields: readonly RivalField[]): RivalCompleteness {
  const total = fields.reduce((sum, { weight }) => sum + weight, 0);
  const share = (of: (reading: RivalFieldReading) => number): number =>
    Math.min(
      1,
      readings.reduce((sum, reading, i) => sum + (of(reading) * (fields[i] as RivalField).weight) / total, 0),
    );
  return {
    completeness: share(({ state }) => Number(state !== "missing")),
    current: share(({ state }) => Number(state === "current")),
    credit: share(({ credit }) => credit),
  };
}

/** Facts within their shelf life that cannot all be true. */
function contradictionOf(
  { id, step, many, shelfLifeDays }: RivalField,
  facts: readonly RivalFactReading[],
  tolerance: number,
): RivalContradiction[] {
  if (many === true) return [];
  const current = facts.filter(({ ageDays }) => ageDays <= shelfLifeDays);
  const best = current[0];
  if (best === undefined) return [];
  const numbers = current.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
  const lowest = numbers.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const highest = numbers.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
  // each may agree with one between them, and yet the ends not with each other
  const apart = numbers.length > 0 && !agree(lowest, highest, tolerance);
  if (!apart && current.every((fact) => agree(best.value, fact.value, tolerance))) return [];
  return [{ field: id, step, facts: current }];
}

type Value = RivalFactReading["value"];

function agree(a: Value, b: Value, tolerance: number): boolean {
  if (typeof a === "number" && typeof b === "number") {
    return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
  }
  const plain = (value: Value): string => String(value).trim().toLowerCase();
  return plain(a) === plain(b);
}

function questionsOf(steps: readonly RivalStepReading[], fields: readonly RivalField[]): RivalQuestion[] {
  const byId = new Map(fields.map((field) => [field.id as string, field]));
  return steps
    .flatMap((step) => {
      const total = step.fields.reduce((sum, { field }) => sum + (byId.get(field) as RivalField).weight, 0);
      return step.fields.flatMap((reading): RivalQuestion[] => {
        const field = byId.get(reading.field) as RivalField;
        const worth = step.weight * (field.weight / total) * (1 - reading.credit);
        return worth > 0 ? [{ field: field.id, step: step.step, worth, reason: reasonOf(reading, field) }] : [];
      });
    })
    .sort((a, b) => b.worth - a.worth);
}

function reasonOf({ state, facts }: RivalFieldReading, { id, shelfLifeDays }: RivalField): RivalQuestion["reason"] {
  const best = facts[0];
  if (best === undefined) return { code: "rival_fact_missing", params: { field: id } };
  if (state === "current") return { code: "rival_fact_doubtful", params: { field: id, confidence: best.credit } };
  return { code: "rival_fact_stale", params: { field: id, ageDays: best.ageDays, shelfLifeDays } };
}
