import { normalQuantile } from "../../math/normal.ts";
import { newcombeInterval } from "../../math/proportion-difference.ts";
import { quantileSorted } from "../../math/quantile.ts";
import { rocAuc } from "../../math/roc.ts";
import type { LookalikeField } from "./design.ts";
import type { CommonTrait } from "./types.ts";

/** A trait before it is known how many are looked at. */
type Look = (level: number) => CommonTrait | undefined;

/** What sets the seeds apart, field by field, at an interval widened for the number of looks (Bonferroni). */
export function commonTraits(fields: readonly LookalikeField[], isSeed: Uint8Array, level: number): CommonTrait[] {
  const looks = fields.flatMap((field) => looksAt(field, isSeed));
  const strict = 1 - (1 - level) / Math.max(1, looks.length);
  // beyond this the normal quantile behind the intervals has no finite value
  if (!Number.isFinite(normalQuantile((1 - strict) / 2))) return [];
  return looks
    .flatMap((look) => look(strict) ?? [])
    .filter(({ interval }) => interval.lower > 0 || interval.upper < 0)
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect) || (traitId(a) < traitId(b) ? -1 : 1));
}

const traitId = ({ field, level = "" }: CommonTrait): string => `${field}\n${level}`;

function looksAt({ feature, numbers, codes, levels }: LookalikeField, isSeed: Uint8Array): Look[] {
  const counts = Array.from({ length: levels }, () => ({ seeds: 0, others: 0 }));
  let seeds = 0;
  for (let i = 0; i < codes.length; i++) {
    const cell = counts[codes[i] as number] as { seeds: number; others: number };
    if (isSeed[i] === 1) {
      cell.seeds++;
      seeds++;
    } else cell.others++;
  }
  const others = codes.length - seeds;
  const named = feature.kind === "category" ? feature.levels : ["", ""];
  const held = counts.filter((cell) => cell.seeds + cell.others > 0).length;
  const shares = counts.flatMap((cell, code): Look[] => {
    const unknown = code === levels - 1;
    // of a number only whether it is not known is a category
    if ((feature.kind === "number" && !unknown) || cell.seeds + cell.others === 0) return [];
    // of two levels one says it all: the one that seeds have more of
    if (held === 2 && feature.kind === "category" && cell.seeds / seeds < cell.others / others) return [];
    return [
      (level) => {
        const [seedShare, otherShare] = [cell.seeds / seeds, cell.others / others];
        const interval = newcombeInterval(cell.seeds, seeds, cell.others, others, level);
        const found = { field: feature.id, effect: seedShare - otherShare, interval };
        const params = { field: feature.id, seedShare, otherShare };
        const name = named[code];
        return unknown || name === undefined
          ? { ...found, reason: { code: "lookalikes_unknown", params } }
          : { ...found, level: name, reason: { code: "lookalikes_level", params: { ...params, level: name } } };
      },
    ];
  });
  return numbers === undefined ? shares : [lookAtNumber(feature.id, numbers, isSeed), ...shares];
}

function lookAtNumber(field: string, numbers: Float64Array, isSeed: Uint8Array): Look {
  return (level) => {
    const rows = [...numbers.keys()].filter((i) => !Number.isNaN(numbers[i]));
    const values = Float64Array.from(rows, (i) => numbers[i] as number);
    const answers = Uint8Array.from(rows, (i) => isSeed[i] as number);
    const auc = rocAuc(values, answers, { level });
    if (auc === undefined) return undefined;
    const median = (seed: number): number => quantileSorted(values.filter((_, i) => answers[i] === seed).sort(), 0.5);
    // chance of exceeding, less that of being exceeded
    const delta = (share: number): number => 2 * share - 1;
    const effect = delta(auc.value);
    return {
      field,
      effect,
      interval: { lower: delta(auc.interval.lower), upper: delta(auc.interval.upper), level },
      reason: {
        code: "lookalikes_number",
        params: { field, seedMedian: median(1), otherMedian: median(0), effect },
      },
    };
  };
}
