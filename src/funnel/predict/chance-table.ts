import { ClienteleError } from "../../core/errors.ts";
import { addLogs, logsOf, pulledStages, pullOf, type SegmentPull } from "../segments/apply.ts";
import type { FunnelSegment, SegmentField } from "../segments/types.ts";
import { arrivalTable, chanceOf, layOut } from "../stages/chain.ts";
import type { FunnelModel } from "../types.ts";

/** Ages from this on belong to no deal: a hundred years. */
export const OLDEST_DAYS = 36_525;

/** More combinations of segments than this make no table that a person or an engine would want to read. */
const MOST_COMBINATIONS = 10_000;

/** Rows that every engine takes as one text. */
const MOST_ROWS = 20_000;

/** What a field can be, in classes of values that do the same. */
export interface FieldClasses {
  readonly field: SegmentField;
  readonly edges: readonly number[] | undefined;
  /** Class of each value; 0, the class without an effect, is that of every other value. */
  readonly classOf: ReadonlyMap<string, number>;
  /** Combinations are numbered by the sum of class × stride over the fields. */
  readonly stride: number;
}

/** Chance to be won from a whole age on, up to the next entry's. */
export interface ChanceBin {
  readonly fromAge: number;
  readonly chance: number;
}

/** The chance to be won within a fixed horizon by stage, combination of segments and whole days of age. */
export interface ChanceTable {
  readonly fields: readonly FieldClasses[];
  /** Kind of each combination: combinations that do the same are one kind. */
  readonly kindOf: Int32Array;
  /** Per kind, per stage of the model, ages ascending from 0. */
  readonly bins: readonly (readonly (readonly ChanceBin[])[])[];
  readonly rows: number;
}

/** Works the table out; calendar and season are left aside, so that it holds on any day. */
export function chanceTable(model: FunnelModel, horizonDays: number, fields: readonly SegmentField[]): ChanceTable {
  const used = model.segments.filter(({ field }) => fields.includes(field));
  const classes: FieldClasses[] = [];
  const logs: (readonly (Float64Array | undefined)[])[] = [];
  let combinations = 1;
  for (const segment of used) {
    const { classOf, list } = classesOf(segment, model);
    classes.push({ field: segment.field, edges: segment.edges, classOf, stride: combinations });
    logs.push(list);
    combinations *= list.length;
    if (combinations > MOST_COMBINATIONS) refuse("combinations of segments", MOST_COMBINATIONS);
  }
  const kinds = new Map<string, number>();
  const pulls: SegmentPull[] = [];
  const kindOf = Int32Array.from({ length: combinations }, (_, combination) => {
    const sum = new Float64Array(model.stages.length);
    classes.forEach(({ stride }, f) => {
      const own = logs[f] as readonly (Float64Array | undefined)[];
      addLogs(sum, own[Math.floor(combination / stride) % own.length]);
    });
    const pull = pullOf(sum);
    const known = kinds.get(pull.key);
    if (known !== undefined) return known;
    kinds.set(pull.key, pulls.length);
    pulls.push(pull);
    return pulls.length - 1;
  });
  let rows = 0;
  const bins = pulls.map((pull) => {
    const own = binsOf(model, horizonDays, pull);
    rows += own.reduce((sum, list) => sum + list.length, 0);
    if (rows > MOST_ROWS) refuse("rows", MOST_ROWS);
    return own;
  });
  return { fields: classes, kindOf, bins, rows };
}

function refuse(what: string, most: number): never {
  throw new ClienteleError(
    "out_of_range",
    `the table of chances would hold more than ${most} ${what}; leave out a segment's column, or fit with fewer segments`,
    { most },
  );
}

function classesOf(
  { effects }: FunnelSegment,
  model: FunnelModel,
): { classOf: Map<string, number>; list: (Float64Array | undefined)[] } {
  const classOf = new Map<string, number>();
  const list: (Float64Array | undefined)[] = [undefined];
  const known = new Map<string, number>();
  for (const effect of effects) {
    const logs = logsOf(effect, model.stages);
    const key = logs.join();
    const found = logs.every((log) => log === 0) ? 0 : (known.get(key) ?? list.length);
    if (found === list.length) {
      known.set(key, found);
      list.push(logs);
    }
    classOf.set(effect.value, found);
  }
  return { classOf, list };
}

function binsOf(model: FunnelModel, horizonDays: number, { factors }: SegmentPull): ChanceBin[][] {
  const chain = layOut(pulledStages(model, factors), horizonDays);
  const arrival = arrivalTable(chain, 0, Math.ceil(horizonDays) + 1);
  return model.stages.map(({ steady, beyond }, stage) => {
    // past this age every day is like the next
    const last = Math.min(OLDEST_DAYS - 1, Math.max(steady.fromAge, beyond.fromAge));
    const bins: ChanceBin[] = [];
    for (let age = 0; age <= last; age++) {
      const chance = chanceOf(chain, { stage, age }, 0, horizonDays, arrival);
      if (bins.at(-1)?.chance !== chance) bins.push({ fromAge: age, chance });
    }
    return bins;
  });
}
