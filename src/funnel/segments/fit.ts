import { type ShrunkRatio, shrinkRatios } from "../../math/ratio-shrinkage.ts";
import type { Journey, Journeys } from "../pipeline/history.ts";
import type { FunnelStage } from "../types.ts";
import { layOutStretches, type Stretches } from "./stretches.ts";
import type { FunnelSegment, SegmentEffect, SegmentField, SegmentStage } from "./types.ts";

/** Rounds of fitting one field with the others held, so that none takes the credit for another. */
const ROUNDS = 4;

/** No segment makes a deal this much faster or slower, whatever a few of its deals did. */
const LARGEST_FACTOR = 20;

/**
 * Learns what products, regions, owners, sizes, pushes, silence and pace do to going on, beyond stage and age. Each segment is
 * drawn towards the pipeline as far as chance explains it, and each stage of it towards the segment.
 */
export function fitSegments(
  journeys: Journeys,
  stages: readonly FunnelStage[],
  fields: readonly SegmentField[],
): FunnelSegment[] {
  const known = fields.filter((field) => journeys.list.some((journey) => isKnown(field, journey)));
  if (known.length === 0) return [];
  const stretches = layOutStretches(journeys, stages, known);
  const factors = stretches.fields.map(({ values }) => new Float64Array(values.length).fill(1));
  for (let round = 0; round < (known.length > 1 ? ROUNDS : 1); round++) {
    factors.forEach((own, f) => {
      if (own.length === 0) return;
      const { n, expected } = countBy(stretches, f, factors, 1);
      shrinkRatios(n, expected).forEach(({ factor }, code) => {
        own[code] = bounded(factor);
      });
    });
  }
  return stretches.fields.flatMap(({ field, edges, values }, f): FunnelSegment[] => {
    if (values.length === 0) return [];
    const effects = effectsOf(stretches, stages, f, factors);
    effects.sort((a, b) => (edges === undefined ? (a.value < b.value ? -1 : 1) : Number(a.value) - Number(b.value)));
    return [{ field, ...(edges === undefined ? {} : { edges }), effects }];
  });
}

function isKnown(field: SegmentField, journey: Journey): boolean {
  if (field === "pace") return journey.entered.length > 1;
  return (field === "size" ? journey.amount : field === "silence" ? journey.activities : journey[field]) !== undefined;
}

function bounded(factor: number): number {
  return Math.min(LARGEST_FACTOR, Math.max(1 / LARGEST_FACTOR, factor));
}

interface Counts {
  readonly n: Float64Array;
  readonly expected: Float64Array;
}

/**
 * Times gone on and dues by value of one field, in one row per stage or all stages together; what the other fields do is
 * part of the due.
 */
function countBy(stretches: Stretches, field: number, factors: readonly Float64Array[], rows: number): Counts {
  const { stage, due, went, codes } = stretches;
  const values = (factors[field] as Float64Array).length;
  const counts = { n: new Float64Array(values * rows), expected: new Float64Array(values * rows) };
  const own = codes[field] as Int32Array;
  for (let i = 0; i < stretches.n; i++) {
    const code = own[i] as number;
    if (code < 0) continue;
    let expected = due[i] as number;
    for (let f = 0; f < factors.length; f++) {
      const other = (codes[f] as Int32Array)[i] as number;
      if (f !== field && other >= 0) expected *= (factors[f] as Float64Array)[other] as number;
    }
    const cell = (rows === 1 ? 0 : (stage[i] as number) * values) + code;
    counts.n[cell] = (counts.n[cell] as number) + (went[i] as number);
    counts.expected[cell] = (counts.expected[cell] as number) + expected;
  }
  return counts;
}

function effectsOf(
  stretches: Stretches,
  stages: readonly FunnelStage[],
  field: number,
  factors: readonly Float64Array[],
): SegmentEffect[] {
  const { values } = stretches.fields[field] as { readonly values: readonly string[] };
  const whole = countBy(stretches, field, factors, 1);
  const overall = shrinkRatios(whole.n, whole.expected);
  const own = factors[field] as Float64Array;
  const cells = countBy(stretches, field, factors, stages.length);
  const drawn: ShrunkRatio[] = stages.flatMap((_, stage) => {
    const row = (column: Float64Array): Float64Array =>
      column.subarray(stage * values.length, (stage + 1) * values.length);
    const due = row(cells.expected).map((e, v) => e * (own[v] as number));
    return shrinkRatios(row(cells.n), due);
  });
  return values.map((value, v) => ({
    value,
    factor: own[v] as number,
    weight: (overall[v] as ShrunkRatio).weight,
    n: whole.n[v] as number,
    expected: whole.expected[v] as number,
    stages: stages.flatMap(({ id }, stage): SegmentStage[] => {
      const cell = stage * values.length + v;
      const n = cells.n[cell] as number;
      const expected = cells.expected[cell] as number;
      const { factor, weight } = drawn[cell] as ShrunkRatio;
      return n === 0 && expected === 0
        ? []
        : [{ stage: id, factor: bounded((own[v] as number) * factor), weight, n, expected }];
    }),
  }));
}
