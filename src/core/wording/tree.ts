import { formatNumber } from "../format.ts";
import type { Messages } from "../locale.ts";

/** Reason codes of `tree`, each with the parameters its wording needs. */
export interface TreeReasonParams {
  /** All customers have the same outcome, so nothing can be told apart. */
  tree_one_outcome: {
    readonly n: number;
    readonly outcome: "yes_no" | "class";
    /** `yes` or `no`, or the name of the class. */
    readonly name: string;
  };
}

export const treeEn: Messages<TreeReasonParams> = {
  tree_one_outcome: ({ n, outcome, name }) => {
    const what = outcome === "class" ? "class" : "outcome";
    return `no tree: the ${what} of ${n === 1 ? "the one customer" : `all ${formatNumber(n)} customers`} is ${name}`;
  },
};

export const treeZh: Messages<TreeReasonParams> = {
  tree_one_outcome: ({ n, outcome, name }) => {
    const who = n === 1 ? "唯一的客户" : `全部 ${formatNumber(n)} 个客户`;
    if (outcome === "class") return `无法建树：${who}都属于类别 ${name}`;
    return `无法建树：${who}的结果都为${name === "yes" ? "是" : "否"}`;
  },
};
