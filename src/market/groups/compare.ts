import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { nameCells, numberCells, requireSpread } from "../rows/field.ts";
import { advise } from "./advice.ts";
import { checkSpread, welchTest } from "./means.ts";
import { comparePairs } from "./pairs.ts";
import { kruskalTest } from "./rank-test.ts";
import { type GroupRows, groupRowsOf, summarize } from "./summary.ts";
import type { CompareGroupsOptions, GroupComparison } from "./types.ts";

/** More groups than a reader, or the number of pairs, can bear. */
const MOST_GROUPS = 500;

/**
 * Do regions, tiers or contracts differ in a figure, which from which, by how much, and which of the answers may be read?
 *
 * Two answers stand side by side: by means (Welch, no equal spread supposed) and by ranks (ANOVA-type statistic and
 * Brunner–Munzel, no equal spread supposed either; Kruskal–Wallis and Wilcoxon beside them), each pair by pair with Holm's
 * steps. Shape, outliers, spread and size are checked, and `read` names the answer that holds.
 *
 * @param rows - One row per customer, deal or month, at least one with a figure and a group. Not mutated.
 * @param options - `value` (left out when the rows are numbers) and `group` read a row or are columns as long as the rows;
 * `undefined` or `null` is missing and counted. `level`, default 0.95.
 * @returns Each group, both tests with effect sizes, every pair, the checks and the reasons. Groups of one row or without
 * spread are described and noted; what they cannot carry is an abstention. Intervals of `difference` hold for all pairs
 * together; a pair can be told apart by Holm's steps, which are sharper, while its interval still touches 0.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range` (also for more than 500 groups),
 * `length_mismatch`; the row is named.
 * @example
 * ```ts
 * const visits = [{ region: "north", n: 4 }, { region: "north", n: 6 }, { region: "north", n: 5 }, { region: "south", n: 9 },
 *   { region: "south", n: 12 }, { region: "south", n: 10 }, { region: "south", n: 11 }];
 * const compared = compareGroups(visits, { value: (row) => row.n, group: (row) => row.region });
 * compared.groups[1].mean.value; // => 10.5
 * compared.pairs[0].means.difference.value; // => -5.5
 * compared.means.pValue; // ≈ 0.0015
 * compared.pairs[0].ranks.superiority.value; // => 0
 * ```
 * @see Welch (1951); Brunner, Konietschke, Bathke & Puri (2017); Brunner & Munzel (2000); Holm (1979); each formula's source stands beside it in the code
 */
export function compareGroups<T>(rows: ArrayLike<T>, options: CompareGroupsOptions<T>): GroupComparison {
  requireObject(options, "options");
  const { value, group, level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const figures = numberCells(rows, value, "value");
  const labels = nameCells(rows, group, "group");
  requireSpread(figures.values, "value");
  const parts = labels.names.map((): number[] => []);
  let n = 0;
  for (let i = 0; i < figures.values.length; i++) {
    const figure = figures.values[i] as number;
    const code = labels.codes[i] as number;
    if (code < 0 || Number.isNaN(figure)) continue;
    (parts[code] as number[]).push(figure);
    n++;
  }
  if (n === 0) {
    throw new ClienteleError("empty_input", "rows must hold at least one row with both a figure and a group", {
      name: "rows",
    });
  }
  const groups = parts.flatMap((list, code): GroupRows[] =>
    list.length === 0 ? [] : [groupRowsOf(labels.names[code] as string, Float64Array.from(list))],
  );
  if (groups.length > MOST_GROUPS) {
    throw new ClienteleError(
      "out_of_range",
      `group makes ${groups.length} groups, more than ${MOST_GROUPS}; group the rows more coarsely`,
      { groups: groups.length },
    );
  }
  const summaries = groups.map((part) => summarize(part, level));
  const means = welchTest(groups, level);
  const ranks = kruskalTest(groups, level);
  const pairs = comparePairs(groups, level);
  const spread = checkSpread(groups);
  const advice = advise(summaries, { means, ranks }, pairs, spread, level);
  return { n, missing: figures.values.length - n, level, groups: summaries, means, ranks, pairs, spread, ...advice };
}
