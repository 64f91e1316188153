import { goesOn } from "../pipeline/category.ts";
import type { Journey, Journeys } from "../pipeline/history.ts";
import { eachSpell } from "../pipeline/spells.ts";
import { cumulativeChance, onwardFrom } from "../stages/cumulative.ts";
import { MS_PER_DAY } from "../stages/grid.ts";
import type { FunnelStage } from "../types.ts";
import type { SegmentField } from "./types.ts";
import { edgesOf, spansOf, valueAt } from "./values.ts";

/** Fields whose value changes while a deal is open. */
const CHANGING: readonly SegmentField[] = ["pushes", "silence", "pace"];

/** One field with the values that were seen. */
interface FieldValues {
  readonly field: SegmentField;
  readonly edges: readonly number[] | undefined;
  /** In the order in which they were first seen. */
  readonly values: readonly string[];
}

/** Spells, cut where a value changes, in columns. */
export interface Stretches {
  readonly fields: readonly FieldValues[];
  readonly n: number;
  /** Position of the stage. */
  readonly stage: Int32Array;
  /** How often stage and age let one expect to go on. */
  readonly due: Float64Array;
  /** Whether it did. */
  readonly went: Uint8Array;
  /** Per field, index of the value, −1 where not known. */
  readonly codes: readonly Int32Array[];
}

/** Lays out what every stay was due to do, and did, beside the values its deal then had. */
export function layOutStretches(
  journeys: Journeys,
  stages: readonly FunnelStage[],
  wanted: readonly SegmentField[],
): Stretches {
  const { pipeline } = journeys.lookup;
  const onward = onwardFrom(pipeline);
  const curves = stages.map((stage) => cumulativeChance(stage, onward(stage)));
  const position = new Map(stages.map((stage, i) => [stage.id, i]));
  const positions = pipeline.stages.map((stage) => position.get(stage.id) ?? -1);
  const edges = wanted.map((field) => edgesOf(field, journeys.list));
  const known = wanted.map(() => new Map<string, number>());
  const codeOf = (f: number, value: string | undefined): number => {
    if (value === undefined) return -1;
    const codes = known[f] as Map<string, number>;
    const code = codes.get(value);
    if (code !== undefined) return code;
    codes.set(value, codes.size);
    return codes.size - 1;
  };
  const changing = wanted.flatMap((field, f) => (CHANGING.includes(field) ? [f] : []));
  // what does not change is looked up once a deal
  const fixed = wanted.map((field, f) =>
    CHANGING.includes(field)
      ? undefined
      : Int32Array.from(journeys.list, (journey) => codeOf(f, valueAt(field, edges[f] ?? [], journey, 0))),
  );
  const columns = { stage: [] as number[], due: [] as number[], went: [] as number[] };
  const codes: number[][] = wanted.map(() => []);
  eachSpell(journeys, (journey, stage, entered, left, target, outcome) => {
    const at = positions[stage] as number;
    if (at < 0) return;
    const curve = curves[at] as (age: number) => number;
    const went = outcome === "won" || (target >= 0 && goesOn(pipeline.stages, stage, target)) ? 1 : 0;
    const ended = outcome !== undefined || target >= 0;
    const deal = journeys.list[journey] as Journey;
    const spans = changing.map((f) => spansOf(wanted[f] as SegmentField, edges[f] ?? [], deal, entered, left));
    const cuts = spans.length === 0 ? [] : cutsOf(spans, left);
    let from = entered;
    let before = 0;
    for (let c = 0; c <= cuts.length; c++) {
      const last = c === cuts.length;
      const until = last ? left : (cuts[c] as number);
      const age = (until - entered) / MS_PER_DAY;
      // a spell that ended counts the day of its end in full, as in the chances themselves
      const now = curve(last && ended ? Math.ceil(age) : age);
      columns.stage.push(at);
      columns.due.push(now - before);
      columns.went.push(last ? went : 0);
      for (let f = 0; f < wanted.length; f++) {
        const own = fixed[f];
        (codes[f] as number[]).push(own === undefined ? -1 : (own[journey] as number));
      }
      changing.forEach((f, k) => {
        const list = spans[k] as readonly { from: number; until: number; value: string }[];
        const span = list.find((s) => s.from <= from && from < s.until) ?? list[list.length - 1];
        const column = codes[f] as number[];
        column[column.length - 1] = codeOf(f, span?.value);
      });
      before = now;
      from = until;
    }
  });
  return {
    fields: wanted.map((field, f) => ({
      field,
      edges: edges[f],
      values: [...(known[f] as Map<string, number>).keys()],
    })),
    n: columns.due.length,
    stage: Int32Array.from(columns.stage),
    due: Float64Array.from(columns.due),
    went: Uint8Array.from(columns.went),
    codes: codes.map((column) => Int32Array.from(column)),
  };
}

/** The moments inside a spell at which any of its values changes. */
function cutsOf(spans: readonly (readonly { readonly until: number }[])[], left: number): number[] {
  const all = new Set(spans.flatMap((list) => list.map(({ until }) => until)));
  return [...all].filter((moment) => moment < left).sort((a, b) => a - b);
}
