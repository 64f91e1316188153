import { formatNumber } from "../format.ts";
import type { Messages } from "../locale.ts";

/** Reason codes that every module may use. */
export interface GeneralReasonParams {
  /** Fewer observations than an honest figure needs. */
  too_few_rows: { readonly n: number; readonly needed: number };
  /** Every value is the same, so nothing can be told apart. */
  all_values_equal: { readonly n: number; readonly value: number };
  /** A figure would divide by zero. */
  zero_base: { readonly what: string };
}

export const generalEn: Messages<GeneralReasonParams> = {
  too_few_rows: ({ n, needed }) =>
    `too few observations: ${formatNumber(n)} where at least ${formatNumber(needed)} are needed`,
  all_values_equal: ({ n, value }) =>
    `${n === 1 ? "the one value is" : `all ${formatNumber(n)} values equal`} ${formatNumber(value, 2)}`,
  zero_base: ({ what }) => `no ratio can be named, because ${what} is zero`,
};

export const generalZh: Messages<GeneralReasonParams> = {
  too_few_rows: ({ n, needed }) => `样本太少：只有 ${formatNumber(n)} 个，至少需要 ${formatNumber(needed)} 个`,
  all_values_equal: ({ n, value }) => `全部 ${formatNumber(n)} 个数值都等于 ${formatNumber(value, 2)}`,
  zero_base: ({ what }) => `无法给出比率，因为 ${what} 为零`,
};
