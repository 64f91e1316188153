import type { ScorecardDirection } from "../../core/labels/scorecard.ts";
import { binFeatures } from "../table/bin.ts";
import { copyCodes, MISSING_BIN } from "../table/check.ts";
import type { BinnedNumber, CategoryFeature, Feature, NumberFeature } from "../table/types.ts";
import { type Cell, type MergeRules, mergeBest, mergeCells } from "./merge.ts";
import type { ScorecardGroup } from "./types.ts";

/** One field cut into groups, and the group of each customer. */
export interface CutField {
  readonly id: string;
  readonly kind: "number" | "category";
  readonly direction?: ScorecardDirection;
  readonly groups: readonly { readonly group: ScorecardGroup; readonly n: number; readonly events: number }[];
  /** Position in `groups`; the last is `missing`. */
  readonly codes: Int32Array;
}

/** Fine groups of a number before any are merged. */
const FINE = 50;
/** Levels with fewer customers are one group before levels are put in order, so that luck does not order them. */
const RARE = 30;

/** Cuts a field by what happened: a number in one direction or freely, a category by rate. */
export function cutField(
  feature: Feature,
  outcomes: ArrayLike<number>,
  direction: ScorecardDirection | "auto",
  rules: MergeRules,
  name: string,
): CutField {
  return feature.kind === "number"
    ? cutNumber(feature, outcomes, direction, rules)
    : cutCategory(feature, outcomes, rules, name);
}

function cutNumber(
  feature: NumberFeature,
  outcomes: ArrayLike<number>,
  wanted: ScorecardDirection | "auto",
  rules: MergeRules,
): CutField {
  const rows = outcomes.length;
  const { bins, highest } = binFeatures({ rows, features: [feature] }, { bins: FINE }).features[0] as BinnedNumber;
  const fine = count(bins, outcomes, MISSING_BIN + 1);
  const missing = fine[MISSING_BIN] as Cell;
  const cells = fine.slice(0, highest.length).filter(({ n }) => n > 0);
  const { direction, cells: merged } =
    wanted === "auto" ? mergeBest(cells, rules) : { direction: wanted, cells: mergeCells(cells, wanted, rules) };
  const codeOf = new Int32Array(MISSING_BIN + 1).fill(merged.length);
  merged.forEach(({ first, last }, code) => {
    codeOf.fill(code, first, last + 1);
  });
  // a boundary is a value that occurs, so that a card reads "up to 30" and SQL needs no long decimals
  const boundary = (cell: Cell | undefined): number => highest[(cell as Cell).last] as number;
  return {
    id: feature.id,
    kind: "number",
    direction,
    groups: [
      ...merged.map(({ n, events }, k) => ({
        group: {
          kind: "range",
          ...(k === 0 ? {} : { above: boundary(merged[k - 1]) }),
          ...(k === merged.length - 1 ? {} : { upTo: boundary(merged[k]) }),
        } as const,
        n,
        events,
      })),
      { group: { kind: "missing" }, n: missing.n, events: missing.events },
    ],
    codes: Int32Array.from(bins, (bin) => codeOf[bin] as number),
  };
}

function cutCategory(feature: CategoryFeature, outcomes: ArrayLike<number>, rules: MergeRules, name: string): CutField {
  const { id, levels } = feature;
  const unknown = levels.length;
  const codeAt = new Int32Array(feature.codes.length);
  copyCodes(feature, unknown, codeAt, `${name}.codes`);
  const fine = count(codeAt, outcomes, unknown + 1);
  const seen = fine.slice(0, unknown).filter(({ n }) => n > 0);
  const rare = seen.filter(({ n }) => n < RARE);
  const common = seen.filter(({ n }) => n >= RARE).map((cell) => ({ ...cell, members: [cell.first] }));
  const pooled = rare.length === 0 ? common : [...common, poolOf(rare)];
  const nameOf = ({ members }: { readonly members: readonly number[] }): string =>
    levels[members[0] as number] as string;
  pooled.sort((a, b) => b.events / b.n - a.events / a.n || (nameOf(a) < nameOf(b) ? -1 : 1));
  const merged = mergeCells(
    pooled.map(({ n, events }, k) => ({ first: k, last: k, n, events })),
    "free",
    rules,
  );
  const groupOf = new Int32Array(unknown + 1).fill(merged.length);
  const groups = merged.map(({ first, last, n, events }, code) => {
    const members = pooled.slice(first, last + 1).flatMap((cell) => cell.members);
    for (const member of members) groupOf[member] = code;
    // by code units, as levels stand in a table
    return {
      group: { kind: "levels", levels: members.map((member) => levels[member] as string).sort() } as const,
      n,
      events,
    };
  });
  const missing = fine[unknown] as Cell;
  return {
    id,
    kind: "category",
    groups: [...groups, { group: { kind: "missing" }, n: missing.n, events: missing.events }],
    codes: codeAt.map((code) => groupOf[code] as number),
  };
}

function poolOf(cells: readonly Cell[]): Cell & { readonly members: number[] } {
  return {
    first: (cells[0] as Cell).first,
    last: (cells.at(-1) as Cell).last,
    n: cells.reduce((sum, { n }) => sum + n, 0),
    events: cells.reduce((sum, { events }) => sum + events, 0),
    members: cells.map(({ first }) => first),
  };
}

function count(codes: ArrayLike<number>, outcomes: ArrayLike<number>, size: number): Cell[] {
  const n = new Int32Array(size);
  const events = new Int32Array(size);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    n[code] = (n[code] as number) + 1;
    events[code] = (events[code] as number) + (outcomes[i] as number);
  }
  return Array.from(n, (rows, k) => ({ first: k, last: k, n: rows, events: events[k] as number }));
}
