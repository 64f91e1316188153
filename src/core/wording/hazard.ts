import { formatNumber } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `hazard`, each with the parameters its wording needs. */
export interface HazardReasonParams {
  /** Nobody left while watched, so nothing can be learned about leaving. */
  hazard_no_leavers: { readonly n: number };
  /** A column, or a level of it, in which those watched together do not differ. */
  hazard_column_constant: { readonly column: string };
  /** A column that can be computed from others; it got no effect of its own. */
  hazard_column_collinear: { readonly column: string; readonly others: readonly string[] };
  /** Columns that tell leavers perfectly: the likelihood rises without end. */
  hazard_separation: { readonly columns: readonly string[] };
  /** Fewer leavers per coefficient than an honest fit needs. */
  hazard_few_leavers: { readonly leavers: number; readonly terms: number; readonly needed: number };
  /** The search did not settle. */
  hazard_not_converged: { readonly iterations: number };
  /** Not more clusters than coefficients, so that errors rest on the model alone. */
  hazard_few_clusters: { readonly clusters: number; readonly terms: number };
  /** The effect of a column changes with the age of customers. */
  hazard_not_proportional: { readonly column: string; readonly pValue: number };
  /** Nothing to test: no settled effects, or all left at one age. */
  hazard_untestable: { readonly terms: number };
  /** An expected stay, or the age by which a share has left, is larger than numbers hold. */
  hazard_age_too_large: { readonly logAge: number };
  /** No pair of rows of which it is known who left first. */
  hazard_no_pairs: { readonly n: number };
  /** Nobody was watched as long as is asked for. */
  hazard_beyond_watched: { readonly time: number; readonly lastAge: number };
  /** More than half are expected to stay as long as anybody was watched. */
  hazard_median_beyond: { readonly lastAge: number; readonly survival: number };
}

const figure = (value: number): string => formatNumber(value, 2);
const quoted = (names: readonly string[]): string => names.join(", ");

export const hazardEn: Messages<HazardReasonParams> = {
  hazard_no_leavers: ({ n }) =>
    `no model: nobody left among ${counted(n, "row", "rows")}; watch longer, or take in customers who left`,
  hazard_column_constant: ({ column }) =>
    `${column} is the same for all who were watched together, so it has no effect; leave it out, or check how it was filled`,
  hazard_column_collinear: ({ column, others }) =>
    `${column} follows from ${quoted(others)}, so it has no effect of its own; leave one of them out, or set a ridge`,
  hazard_separation: ({ columns }) =>
    `${quoted(columns)} ${columns.length === 1 ? "tells" : "tell"} leavers from stayers without exception, so that no finite effect is best; set a ridge, join rare levels, or leave out what is known only after leaving`,
  hazard_few_leavers: ({ leavers, terms, needed }) =>
    `${counted(leavers, "leaver", "leavers")} for ${counted(terms, "effect", "effects")}; with fewer than ${figure(needed)} for each, intervals are too narrow: use fewer columns or a ridge`,
  hazard_not_converged: ({ iterations }) =>
    `the search did not settle within ${counted(iterations, "step", "steps")}; set a ridge or allow more steps`,
  hazard_few_clusters: ({ clusters, terms }) =>
    `errors are the model's own: ${counted(clusters, "cluster is", "clusters are")} not more than ${counted(terms, "effect", "effects")}`,
  hazard_not_proportional: ({ column, pValue }) =>
    `the effect of ${column} changes with the age of customers (p ${pValue < 0.0001 ? "< 0.0001" : `= ${formatNumber(pValue, 4)}`}): give it as strata, or split rows by age (entries) and let the early and the late effect differ`,
  hazard_untestable: ({ terms }) =>
    `no test of proportional hazards: ${counted(terms, "effect", "effects")}, and either the fit did not settle or all left at one age`,
  hazard_age_too_large: ({ logAge }) =>
    `no age can be named: its logarithm is ${figure(logAge)}, beyond what numbers hold; the shape fits too loosely, or the customer is unlike those fitted`,
  hazard_no_pairs: ({ n }) => `no concordance: of no two among ${counted(n, "row", "rows")} is it known who left first`,
  hazard_beyond_watched: ({ time, lastAge }) =>
    `nothing can be said about age ${figure(time)}: nobody was watched beyond ${figure(lastAge)}`,
  hazard_median_beyond: ({ lastAge, survival }) =>
    `no median: at age ${figure(lastAge)}, as far as anybody was watched, ${figure(survival * 100)}% are still expected to stay`,
};

export const hazardZh: Messages<HazardReasonParams> = {
  hazard_no_leavers: ({ n }) => `无法建立模型：${formatNumber(n)} 行中无人离开；请延长观察期，或纳入已离开的客户`,
  hazard_column_constant: ({ column }) =>
    `${column} 在同期被观察的客户中都相同，没有影响可言；请去掉它，或检查其填写方式`,
  hazard_column_collinear: ({ column, others }) =>
    `${column} 可由 ${others.join("、")} 推出，没有自己的影响；请去掉其中之一，或设置岭参数`,
  hazard_separation: ({ columns }) =>
    `${columns.join("、")} 毫无例外地区分了离开者与留存者，没有有限的最优影响；请设置岭参数、合并稀少的类别，或去掉离开之后才知道的信息`,
  hazard_few_leavers: ({ leavers, terms, needed }) =>
    `${formatNumber(terms)} 个影响只有 ${formatNumber(leavers)} 个离开者；每个影响少于 ${figure(needed)} 个时区间过窄：请减少列数或设置岭参数`,
  hazard_not_converged: ({ iterations }) => `搜索在 ${formatNumber(iterations)} 步内未能稳定；请设置岭参数或增加步数`,
  hazard_few_clusters: ({ clusters, terms }) =>
    `误差仅来自模型本身：群组数 ${formatNumber(clusters)} 不多于影响数 ${formatNumber(terms)}`,
  hazard_not_proportional: ({ column, pValue }) =>
    `${column} 的影响随客户时长变化（p ${pValue < 0.0001 ? "< 0.0001" : `= ${formatNumber(pValue, 4)}`}）：请将其作为分层（strata），或按时长拆分行（entries），让前期与后期的影响不同`,
  hazard_untestable: ({ terms }) =>
    `无法检验比例风险：共 ${formatNumber(terms)} 个影响，而拟合未稳定，或所有人在同一时长离开`,
  hazard_age_too_large: ({ logAge }) =>
    `无法给出时长：其对数为 ${figure(logAge)}，超出数值范围；形状拟合过松，或该客户与拟合数据相去甚远`,
  hazard_no_pairs: ({ n }) => `无法计算一致性：${formatNumber(n)} 行中没有任何两行可知谁先离开`,
  hazard_beyond_watched: ({ time, lastAge }) =>
    `无法判断时长 ${figure(time)}：没有客户被观察到 ${figure(lastAge)} 以后`,
  hazard_median_beyond: ({ lastAge, survival }) =>
    `没有中位数：到最长观察时长 ${figure(lastAge)} 时，仍预计有 ${figure(survival * 100)}% 留存`,
};
