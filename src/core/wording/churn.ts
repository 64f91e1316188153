import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `churn`, each with the parameters its wording needs. */
export interface ChurnReasonParams {
  /** Too few customers left, or hardly any stayed, so nothing can be told apart. */
  churn_one_outcome: { readonly left: number; readonly stayed: number; readonly needed: number };
  /** A column says the same of every customer and tells nothing. */
  churn_column_constant: { readonly column: string };
  /** Columns, or levels of them, say the same of every row; which of them matters cannot be told. */
  churn_columns_repeat: { readonly columns: readonly string[] };
  /** Of one level all left, or none. */
  churn_level_separates: {
    readonly column: string;
    readonly level: string;
    readonly n: number;
    readonly left: boolean;
  };
  /** Fewer than ten leavers per coefficient. */
  churn_few_leavers: { readonly leavers: number; readonly coefficients: number };
  /** The search did not come to rest. */
  churn_not_settled: { readonly iterations: number };
  /** A fact that makes leaving likelier than of the average customer. */
  churn_raised: {
    /** Name of the fact; `tenure` for months stayed. */
    readonly field: string;
    /** What is known; absent where it is not. */
    readonly value?: number | string;
    /** Factor on the odds to leave within a month, above 0, with its interval. */
    readonly oddsRatio: number;
    readonly lower: number;
    readonly upper: number;
  };
  /** A fact that makes leaving less likely than of the average customer. */
  churn_lowered: ChurnReasonParams["churn_raised"];
  /** What another value of a fact goes with. */
  churn_change: {
    readonly field: string;
    readonly to: number | string;
    readonly months: number;
    readonly before: number;
    readonly after: number;
  };
  /** Too few customers could be followed from an origin to its horizon. */
  churn_origin_thin: {
    readonly origin: number;
    readonly left: number;
    readonly stayed: number;
    readonly needed: number;
  };
  /** The chances cannot be told from the rate by tenure alone. */
  churn_no_better: { readonly difference: number; readonly lower: number; readonly upper: number };
}

type DriverParams = ChurnReasonParams["churn_raised"];

const factor = (value: number): string => formatNumber(value, value < 10 ? 2 : 0);
const worded = (value: number | string): string => (typeof value === "number" ? formatNumber(value, 2) : value);
const fieldEn = (field: string): string => (field === "tenure" ? "months stayed" : field);
const fieldZh = (field: string): string => (field === "tenure" ? "在网月数" : field);

const driverEn =
  (verb: string) =>
  ({ field, value, oddsRatio, lower, upper }: DriverParams): string =>
    `${fieldEn(field)} ${value === undefined ? "is not known" : `= ${worded(value)}`}: ${verb} the odds to leave in a month by a factor of ${factor(oddsRatio)} against the average customer (${factor(lower)} to ${factor(upper)})`;
const driverZh =
  (verb: string) =>
  ({ field, value, oddsRatio, lower, upper }: DriverParams): string =>
    `${fieldZh(field)}${value === undefined ? "未知" : ` = ${worded(value)}`}：与平均客户相比，使当月流失几率${verb}至 ${factor(oddsRatio)} 倍（${factor(lower)} 至 ${factor(upper)}）`;

export const churnEn: Messages<ChurnReasonParams> = {
  churn_one_outcome: ({ left, stayed, needed }) =>
    `no churn model: ${counted(left, "customer", "customers")} left and ${counted(stayed, "month was", "months were")} stayed, at least ${formatNumber(needed)} of either are needed; give a longer time or more customers`,
  churn_column_constant: ({ column }) => `${column} says the same of every customer and was left out`,
  churn_columns_repeat: ({ columns }) =>
    `${columns.join(", ")} say the same of every row: their effect is shared out among them; keep one to read it`,
  churn_level_separates: ({ column, level, n, left }) =>
    `${left ? "all" : "none"} of the ${formatNumber(n)} rows with ${column} = ${level} left; only the ridge keeps the effect finite: ask whether ${column} was known before they left, or gather the level with another`,
  churn_few_leavers: ({ leavers, coefficients }) =>
    `${counted(leavers, "customer", "customers")} left for ${counted(coefficients, "coefficient", "coefficients")}, fewer than ten each: leave columns out or give a longer time`,
  churn_not_settled: ({ iterations }) =>
    `the search did not come to rest in ${counted(iterations, "step", "steps")}; a stronger ridge would let it`,
  churn_raised: driverEn("raises"),
  churn_lowered: driverEn("lowers"),
  churn_change: ({ field, to, months, before, after }) =>
    `with ${fieldEn(field)} = ${worded(to)} the chance to leave within ${counted(months, "month", "months")} would be ${formatShare(after)} in place of ${formatShare(before)}, if the fact itself makes the difference`,
  churn_origin_thin: ({ origin, left, stayed, needed }) =>
    `origin ${formatNumber(origin)} cannot be judged: ${formatNumber(left)} left and ${formatNumber(stayed)} stayed of those that could be followed, at least ${formatNumber(needed)} of either are needed`,
  churn_no_better: ({ difference, lower, upper }) =>
    `no better than the rate by months stayed, as far as these customers tell: the area under the curve differs by ${formatNumber(difference, 3)} (${formatNumber(lower, 3)} to ${formatNumber(upper, 3)})`,
};

export const churnZh: Messages<ChurnReasonParams> = {
  churn_one_outcome: ({ left, stayed, needed }) =>
    `无法建立流失模型：流失 ${formatNumber(left)} 人，留存 ${formatNumber(stayed)} 个客户月，两者各至少需要 ${formatNumber(needed)}；请提供更长时间或更多客户`,
  churn_column_constant: ({ column }) => `${column} 对所有客户取值相同，已略去`,
  churn_columns_repeat: ({ columns }) =>
    `${columns.join("、")} 在每一行所述相同：其影响由它们分摊；若要解读，请只保留其一`,
  churn_level_separates: ({ column, level, n, left }) =>
    `${column} = ${level} 的 ${formatNumber(n)} 行${left ? "全部" : "无一"}流失，其影响仅靠岭参数保持有限：请确认 ${column} 是否在流失之前已知，或将该取值并入其他取值`,
  churn_few_leavers: ({ leavers, coefficients }) =>
    `流失客户 ${formatNumber(leavers)} 人，而系数有 ${formatNumber(coefficients)} 个，平均不足十人：请减少列，或提供更长时间`,
  churn_not_settled: ({ iterations }) => `搜索在 ${formatNumber(iterations)} 步内未收敛；加大岭参数即可`,
  churn_raised: driverZh("升"),
  churn_lowered: driverZh("降"),
  churn_change: ({ field, to, months, before, after }) =>
    `若${fieldZh(field)} = ${worded(to)}，${formatNumber(months)} 个月内流失的概率为 ${formatShare(after)}，而非 ${formatShare(before)}（前提是该因素本身起作用）`,
  churn_origin_thin: ({ origin, left, stayed, needed }) =>
    `起点 ${formatNumber(origin)} 无法检验：可追踪的客户中流失 ${formatNumber(left)} 人、留存 ${formatNumber(stayed)} 人，两者各至少需要 ${formatNumber(needed)}`,
  churn_no_better: ({ difference, lower, upper }) =>
    `就现有客户而言，并不优于仅按在网月数的流失率：曲线下面积相差 ${formatNumber(difference, 3)}（${formatNumber(lower, 3)} 至 ${formatNumber(upper, 3)}）`,
};
