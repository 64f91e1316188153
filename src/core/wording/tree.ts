import { formatNumber } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `tree`, each with the parameters its wording needs. */
export interface TreeReasonParams {
  /** All customers have the same outcome, so nothing can be told apart. */
  tree_one_outcome: {
    readonly n: number;
    readonly outcome: "yes_no" | "class";
    /** `yes` or `no`, or the name of the class. */
    readonly name: string;
  };
  /** The package ml-cart takes a question that leaves no error for one without gain. */
  ml_cart_perfect_step: { readonly n: number };
}

export const treeEn: Messages<TreeReasonParams> = {
  tree_one_outcome: ({ n, outcome, name }) => {
    const what = outcome === "class" ? "class" : "outcome";
    return `no tree: the ${what} of ${n === 1 ? "the one customer" : `all ${formatNumber(n)} customers`} is ${name}`;
  },
  ml_cart_perfect_step: ({ n }) =>
    `no tree: one question parts the amounts of ${counted(n, "customer", "customers")} without any error, which ml-cart takes for no gain; use fitTree`,
};

export const treeZh: Messages<TreeReasonParams> = {
  tree_one_outcome: ({ n, outcome, name }) => {
    const who = n === 1 ? "唯一的客户" : `全部 ${formatNumber(n)} 个客户`;
    if (outcome === "class") return `无法建树：${who}都属于类别 ${name}`;
    return `无法建树：${who}的结果都为${name === "yes" ? "是" : "否"}`;
  },
  ml_cart_perfect_step: ({ n }) =>
    `无法建树：一个问题即可毫无误差地划分 ${formatNumber(n)} 个客户的金额，而 ml-cart 视之为没有增益；请使用 fitTree`,
};
