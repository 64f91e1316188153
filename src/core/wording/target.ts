import { formatNumber } from "../format.ts";
import type { Messages } from "../locale.ts";

/** Reason codes of `target`, each with the parameters its wording needs. */
export interface TargetReasonParams {
  /** The limits cannot all hold: what a group must have exceeds what it may have. */
  target_infeasible: {
    readonly clashes: number;
    readonly path: readonly string[];
    readonly least: number;
    readonly most: number;
  };
  /** The groups below one group have no basis, so they share equally. */
  target_without_basis: { readonly path: readonly string[] };
}

const groupEn = (path: readonly string[]): string => (path.length === 0 ? "the whole" : path.join(" / "));
const groupZh = (path: readonly string[]): string => (path.length === 0 ? "总体" : path.join(" / "));

export const targetEn: Messages<TargetReasonParams> = {
  target_infeasible: ({ clashes, path, least, most }) =>
    `no breakdown meets every limit: ${groupEn(path)} must have at least ${formatNumber(least)} and may have at most ${formatNumber(most)}${clashes > 1 ? `; ${formatNumber(clashes)} groups clash in all` : ""}`,
  target_without_basis: ({ path }) =>
    `nothing tells how the groups below ${groupEn(path)} differ, so they share equally within their limits`,
};

export const targetZh: Messages<TargetReasonParams> = {
  target_infeasible: ({ clashes, path, least, most }) =>
    `限制条件无法同时满足：${groupZh(path)}至少需要 ${formatNumber(least)}，最多只能有 ${formatNumber(most)}${clashes > 1 ? `；共有 ${formatNumber(clashes)} 处冲突` : ""}`,
  target_without_basis: ({ path }) => `${groupZh(path)}之下各组没有分配依据，在限制范围内平均分配`,
};
