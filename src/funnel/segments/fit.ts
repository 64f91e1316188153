import { shrinkRatios } from "../../math/ratio-shrinkage.ts";
import type { Journey, Journeys } from "../pipeline/history.ts";
import { eachSpell } from "../pipeline/spells.ts";
import { cumulativeChance, onwardFrom } from "../stages/cumulative.ts";
import { MS_PER_DAY } from "../stages/grid.ts";
import type { FunnelStage } from "../types.ts";
import type { FunnelSegment, SegmentEffect, SegmentField } from "./types.ts";
import { edgesOf, spansOf } from "./values.ts";

/** Rounds of fitting one field with the others held, so that none takes the credit for another. */
const ROUNDS = 4;

/** No segment makes a deal this much faster or slower, whatever a few of its deals did. */
export const LARGEST_FACTOR = 20;

/** A stretch of a spell: how often its deal was due to go on, whether it did, and which values it had. */
interface Stretch {
  readonly stage: number;
  readonly due: number;
  readonly went: number;
  /** One code per field; −1 where not known. */
  readonly codes: Int32Array;
}

/**
 * Learns what products, regions, owners, sizes, pushes and silence do to going on, beyond stage and age. Each segment is
 * drawn towards the pipeline as far as chance explains it, and each stage of it towards the segment.
 */
export function fitSegments(
  journeys: Journeys,
  stages: readonly FunnelStage[],
  fields: readonly SegmentField[],
): FunnelSegment[] {
  const known = fields.filter((field) => journeys.list.some((journey) => isKnown(field, journey)));
  if (known.length === 0) return [];
  const edges = known.map((field) => edgesOf(field, journeys.list));
  const codeOf = known.map(() => new Map<string, number>());
  const stretches = layOutStretches(journeys, stages, known, edges, codeOf);
  const factors = codeOf.map((codes) => new Float64Array(codes.size).fill(1));
  for (let round = 0; round < (known.length > 1 ? ROUNDS : 1); round++) {
    known.forEach((_, f) => {
      const { n, expected } = countBy(stretches, f, factors, (codeOf[f] as Map<string, number>).size);
      shrinkRatios(n, expected).forEach(({ factor }, code) => {
        (factors[f] as Float64Array)[code] = bounded(factor);
      });
    });
  }
  return known.map((field, f): FunnelSegment => {
    const own = edges[f];
    const values = [...(codeOf[f] as Map<string, number>).keys()];
    const effects = effectsOf(stretches, stages, f, factors, values);
    effects.sort((a, b) => (own === undefined ? (a.value < b.value ? -1 : 1) : Number(a.value) - Number(b.value)));
    return { field, ...(own === undefined ? {} : { edges: own }), effects };
  });
}

function isKnown(field: SegmentField, journey: Journey): boolean {
  return (field === "size" ? journey.amount : field === "silence" ? journey.activities : journey[field]) !== undefined;
}

function bounded(factor: number): number {
  return Math.min(LARGEST_FACTOR, Math.max(1 / LARGEST_FACTOR, factor));
}

function layOutStretches(
  journeys: Journeys,
  stages: readonly FunnelStage[],
  fields: readonly SegmentField[],
  edges: readonly (readonly number[] | undefined)[],
  codeOf: readonly Map<string, number>[],
): Stretch[] {
  const onward = onwardFrom(stages);
  const curves = stages.map((stage, i) => cumulativeChance(stage, onward(i)));
  const position = new Map(stages.map((stage, i) => [stage.id, i]));
  const all = journeys.lookup.pipeline.stages.map((stage) => position.get(stage.id) ?? -1);
  const stretches: Stretch[] = [];
  eachSpell(journeys, ({ journey, stage, entered, left, target, outcome }) => {
    const at = all[stage] as number;
    if (at < 0) return;
    const curve = curves[at] as (age: number) => number;
    const went = outcome === "won" || (target !== undefined && (all[target] as number) > at) ? 1 : 0;
    const ended = outcome !== undefined || target !== undefined;
    const deal = journeys.list[journey] as Journey;
    const spans = fields.map((field, f) => spansOf(field, edges[f] ?? [], deal, entered, left));
    // the moments at which any of the values changes cut the spell
    const cuts = [...new Set(spans.flatMap((list) => list.map(({ until }) => until)))]
      .filter((t) => t < left)
      .sort((a, b) => a - b);
    let from = entered;
    let before = 0;
    for (const until of [...cuts, left]) {
      const last = until === left;
      const age = (until - entered) / MS_PER_DAY;
      // a spell that ended counts the day of its end in full, as in the chances themselves
      const now = curve(last && ended ? Math.ceil(age) : age);
      const codes = Int32Array.from(spans, (list, f) => {
        const span = list.find((s) => s.from <= from && from < s.until) ?? list[list.length - 1];
        return span === undefined ? -1 : code(codeOf[f] as Map<string, number>, span.value);
      });
      stretches.push({ stage: at, due: now - before, went: last ? went : 0, codes });
      before = now;
      from = until;
    }
  });
  return stretches;
}

function code(codes: Map<string, number>, value: string): number {
  const known = codes.get(value);
  if (known !== undefined) return known;
  codes.set(value, codes.size);
  return codes.size - 1;
}

interface Counts {
  readonly n: Float64Array;
  readonly expected: Float64Array;
}

/** Wins and dues by value of one field; what the other fields do is part of the due. */
function countBy(
  stretches: readonly Stretch[],
  field: number,
  factors: readonly Float64Array[],
  values: number,
  only?: number,
): Counts {
  const counts = { n: new Float64Array(values), expected: new Float64Array(values) };
  for (const { stage, due, went, codes } of stretches) {
    const own = codes[field] as number;
    if (own < 0 || (only !== undefined && stage !== only)) continue;
    let expected = due;
    for (let f = 0; f < factors.length; f++) {
      const other = codes[f] as number;
      if (f !== field && other >= 0) expected *= (factors[f] as Float64Array)[other] as number;
    }
    counts.n[own] = (counts.n[own] as number) + went;
    counts.expected[own] = (counts.expected[own] as number) + expected;
  }
  return counts;
}

function effectsOf(
  stretches: readonly Stretch[],
  stages: readonly FunnelStage[],
  field: number,
  factors: readonly Float64Array[],
  values: readonly string[],
): SegmentEffect[] {
  const whole = countBy(stretches, field, factors, values.length);
  const overall = shrinkRatios(whole.n, whole.expected);
  const own = factors[field] as Float64Array;
  const byStage = stages.map((_, stage) => {
    const { n, expected } = countBy(stretches, field, factors, values.length, stage);
    const drawn = shrinkRatios(
      n,
      expected.map((e, v) => e * (own[v] as number)),
    );
    return { n, expected, drawn };
  });
  return values.map((value, v) => ({
    value,
    factor: own[v] as number,
    weight: overall[v]?.weight ?? 0,
    n: whole.n[v] as number,
    expected: whole.expected[v] as number,
    stages: byStage.flatMap(({ n, expected, drawn }, stage) =>
      n[v] === 0 && expected[v] === 0
        ? []
        : [
            {
              stage: (stages[stage] as FunnelStage).id,
              factor: bounded((own[v] as number) * (drawn[v]?.factor ?? 1)),
              weight: drawn[v]?.weight ?? 0,
              n: n[v] as number,
              expected: expected[v] as number,
            },
          ],
    ),
  }));
}
