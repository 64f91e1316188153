import { formatNumber, formatShare } from "../format.ts";
import { type OgsmLevel, projectLabels } from "../labels/project.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `project`, each with the parameters its wording needs. */
export interface ProjectReasonParams {
  /** The plan finishes after a deadline; without a task it is the deadline of the whole. In working time. */
  project_deadline_missed: {
    readonly task?: string;
    readonly deadline: number;
    readonly finish: number;
    readonly late: number;
  };
  /** The chance to hold the deadline, simulated and by PERT's rule. */
  project_chance: { readonly deadline: number; readonly chance: number; readonly byPert: number };
  /** Merging chains end later than the longest of them does on average. */
  project_merge_bias: { readonly bias: number; readonly lower: number; readonly upper: number };
  /** The task whose doubt moves the finish most. */
  project_driver: { readonly task: string; readonly cruciality: number; readonly criticality: number };
  /** Every duration is sure, or none that is in doubt matters. */
  project_no_doubt: { readonly tasks: number };
  /** A summary states another amount than its parts make. */
  project_work_gap: {
    readonly task: string;
    readonly amount: "hours" | "cost";
    readonly stated: number;
    readonly parts: number;
  };
  /** The shares of the parts do not make one whole; an empty parent is the top. */
  project_share_gap: { readonly parent: string; readonly shares: number };
  /** Some parts state a share and some do not. */
  project_share_missing: { readonly parent: string; readonly tasks: readonly string[] };
  raci_no_accountable: { readonly task: string };
  raci_many_accountable: { readonly task: string; readonly people: readonly string[] };
  raci_no_responsible: { readonly task: string };
  raci_nobody_informed: { readonly task: string };
  raci_overloaded: { readonly person: string; readonly hours: number; readonly capacity: number };
  /** A person without any part. */
  raci_idle: { readonly person: string };
  ogsm_empty: { readonly node: string; readonly level: OgsmLevel };
  ogsm_no_owner: { readonly measure: string };
  ogsm_no_target: { readonly measure: string };
  ogsm_no_due: { readonly measure: string };
  ogsm_no_actual: { readonly measure: string };
  /** Baseline and target are the same. */
  ogsm_no_way: { readonly measure: string };
  ogsm_overdue: { readonly measure: string; readonly days: number; readonly progress: number };
  /** Weights of siblings do not sum to one; an empty node is the top. */
  ogsm_weights: { readonly node: string; readonly total: number };
  ogsm_strategy_without_tasks: { readonly strategy: string };
  ogsm_task_astray: { readonly task: string; readonly serves: string };
  /** A mitigation saves more than it costs, or does not. */
  project_mitigation_pays: {
    readonly risk: string;
    readonly avoided: number;
    readonly cost: number;
    readonly net: number;
  };
  project_mitigation_costs: {
    readonly risk: string;
    readonly avoided: number;
    readonly cost: number;
    readonly net: number;
  };
  option_tied: { readonly best: string; readonly tied: readonly string[] };
  option_weight_margin: {
    readonly best: string;
    readonly criterion: string;
    readonly weight: number;
    readonly turnsAt: number;
    readonly winner: string;
  };
  /** No single weight changes the choice. */
  option_weight_safe: { readonly best: string };
  option_rating_margin: {
    readonly best: string;
    readonly option: string;
    readonly criterion: string;
    readonly rating: number;
    readonly turnsAt: number;
    readonly winner: string;
  };
  option_chance: { readonly best: string; readonly chance: number };
}

const figure = (value: number): string => formatNumber(value, 2);
const AMOUNT_ZH = { hours: "工时", cost: "成本" } as const;
const levelEn = (level: OgsmLevel): string => projectLabels.ogsmLevel[level].en.toLowerCase();
const levelZh = (level: OgsmLevel): string => projectLabels.ogsmLevel[level].zh;

export const projectEn: Messages<ProjectReasonParams> = {
  project_deadline_missed: ({ task, deadline, finish, late }) =>
    `${task ?? "the whole project"} ends at ${figure(finish)}, ${figure(late)} after its deadline at ${figure(deadline)}`,
  project_chance: ({ deadline, chance, byPert }) =>
    `the deadline at ${figure(deadline)} is held with a chance of ${formatShare(chance)}; PERT's rule says ${formatShare(byPert)}`,
  project_merge_bias: ({ bias, lower, upper }) =>
    `where chains merge the slower one decides: the mean finish is ${figure(bias)} (${figure(lower)} to ${figure(upper)}) later than PERT's rule says`,
  project_driver: ({ task, cruciality, criticality }) =>
    `${task} moves the finish most: correlation ${figure(cruciality)}, critical in ${formatShare(criticality)} of the simulated projects`,
  project_no_doubt: ({ tasks }) =>
    `no doubt moves the finish: ${counted(tasks, "task has", "tasks have")} durations that are sure or that do not matter`,
  project_work_gap: ({ task, amount, stated, parts }) =>
    `${task} states ${figure(stated)} ${amount === "hours" ? "hours" : "of cost"}, the tasks below it make ${figure(parts)}`,
  project_share_gap: ({ parent, shares }) =>
    `the shares ${parent === "" ? "at the top" : `below ${parent}`} sum to ${formatShare(shares)}, not to 100%`,
  project_share_missing: ({ parent, tasks }) =>
    `${parent === "" ? "at the top" : `below ${parent}`} some tasks state a share and ${tasks.join(", ")} ${tasks.length === 1 ? "does" : "do"} not`,
  raci_no_accountable: ({ task }) => `nobody answers for ${task}`,
  raci_many_accountable: ({ task, people }) =>
    `${counted(people.length, "person answers", "people answer")} for ${task}: ${people.join(", ")}; name one`,
  raci_no_responsible: ({ task }) => `nobody does ${task}`,
  raci_nobody_informed: ({ task }) => `nobody is told of ${task}`,
  raci_overloaded: ({ person, hours, capacity }) =>
    `${person} carries ${counted(hours, "hour", "hours", 2)} and has ${figure(capacity)}`,
  raci_idle: ({ person }) => `${person} has no part in any task`,
  ogsm_empty: ({ node, level }) => `the ${levelEn(level)} ${node} has nothing below it that would measure it`,
  ogsm_no_owner: ({ measure }) => `nobody owns ${measure}`,
  ogsm_no_target: ({ measure }) => `${measure} lacks a baseline or a target`,
  ogsm_no_due: ({ measure }) => `${measure} has no due date`,
  ogsm_no_actual: ({ measure }) => `${measure} has not been measured`,
  ogsm_no_way: ({ measure }) => `${measure} aims at its own baseline, so there is no way to be gone`,
  ogsm_overdue: ({ measure, days, progress }) =>
    `${measure} was due ${counted(days, "day", "days")} ago and is ${formatShare(progress)} of the way`,
  ogsm_weights: ({ node, total }) =>
    `the weights ${node === "" ? "of the objectives" : `below ${node}`} sum to ${figure(total)}, not to 1; they were brought to 1`,
  ogsm_strategy_without_tasks: ({ strategy }) => `no task serves the strategy ${strategy}`,
  ogsm_task_astray: ({ task, serves }) => `${task} serves ${serves}, which is no strategy of the tree`,
  project_mitigation_pays: ({ risk, avoided, cost, net }) =>
    `mitigating ${risk} pays: it avoids ${figure(avoided)} on average for ${figure(cost)}, ${figure(net)} to the good`,
  project_mitigation_costs: ({ risk, avoided, cost, net }) =>
    `mitigating ${risk} does not pay: it avoids ${figure(avoided)} on average for ${figure(cost)}, ${figure(Math.abs(net))} short`,
  option_tied: ({ best, tied }) => `${[best, ...tied].join(", ")} score the same`,
  option_weight_margin: ({ best, criterion, weight, turnsAt, winner }) =>
    `${best} stays in front until the weight of ${criterion} goes from ${formatShare(weight)} to ${formatShare(turnsAt)}; then ${winner} leads`,
  option_weight_safe: ({ best }) => `${best} stays in front whatever single weight is changed`,
  option_rating_margin: ({ best, option, criterion, rating, turnsAt, winner }) =>
    `${best} stays in front until the rating of ${option} on ${criterion} goes from ${figure(rating)} to ${figure(turnsAt)}; then ${winner} leads`,
  option_chance: ({ best, chance }) =>
    `${best} is best in ${formatShare(chance)} of the draws of weights and ratings from their doubt`,
};

export const projectZh: Messages<ProjectReasonParams> = {
  project_deadline_missed: ({ task, deadline, finish, late }) =>
    `${task ?? "整个项目"}于 ${figure(finish)} 完成，比期限 ${figure(deadline)} 晚 ${figure(late)}`,
  project_chance: ({ deadline, chance, byPert }) =>
    `在期限 ${figure(deadline)} 前完成的概率为 ${formatShare(chance)}；按 PERT 公式为 ${formatShare(byPert)}`,
  project_merge_bias: ({ bias, lower, upper }) =>
    `路径汇合处由较慢者决定：平均完工时间比 PERT 公式晚 ${figure(bias)}（${figure(lower)} 至 ${figure(upper)}）`,
  project_driver: ({ task, cruciality, criticality }) =>
    `${task}对完工时间影响最大：相关系数 ${figure(cruciality)}，在 ${formatShare(criticality)} 的模拟中处于关键路径`,
  project_no_doubt: ({ tasks }) => `完工时间没有不确定性：${formatNumber(tasks)} 项任务的工期均已确定或不影响完工`,
  project_work_gap: ({ task, amount, stated, parts }) =>
    `${task}自报${AMOUNT_ZH[amount]} ${figure(stated)}，下级任务合计 ${figure(parts)}`,
  project_share_gap: ({ parent, shares }) =>
    `${parent === "" ? "顶层" : `${parent}下级`}的份额合计 ${formatShare(shares)}，不等于 100%`,
  project_share_missing: ({ parent, tasks }) =>
    `${parent === "" ? "顶层" : `${parent}下级`}部分任务填了份额，${tasks.join("、")}未填`,
  raci_no_accountable: ({ task }) => `${task}无人负责`,
  raci_many_accountable: ({ task, people }) =>
    `${task}有 ${formatNumber(people.length)} 人同时负责：${people.join("、")}；应只定一人`,
  raci_no_responsible: ({ task }) => `${task}无人执行`,
  raci_nobody_informed: ({ task }) => `${task}无人被知会`,
  raci_overloaded: ({ person, hours, capacity }) => `${person}承担 ${figure(hours)} 工时，可用仅 ${figure(capacity)}`,
  raci_idle: ({ person }) => `${person}未参与任何任务`,
  ogsm_empty: ({ node, level }) => `${levelZh(level)}${node}之下没有任何可衡量的内容`,
  ogsm_no_owner: ({ measure }) => `${measure}没有责任人`,
  ogsm_no_target: ({ measure }) => `${measure}缺少基线或目标值`,
  ogsm_no_due: ({ measure }) => `${measure}没有到期日`,
  ogsm_no_actual: ({ measure }) => `${measure}尚未测量`,
  ogsm_no_way: ({ measure }) => `${measure}的目标等于基线，无进展可言`,
  ogsm_overdue: ({ measure, days, progress }) =>
    `${measure}已逾期 ${formatNumber(days)} 天，进度 ${formatShare(progress)}`,
  ogsm_weights: ({ node, total }) =>
    `${node === "" ? "各目的" : `${node}下级`}的权重合计 ${figure(total)}，不等于 1；已按比例归一`,
  ogsm_strategy_without_tasks: ({ strategy }) => `没有任务服务于策略${strategy}`,
  ogsm_task_astray: ({ task, serves }) => `${task}服务于${serves}，但树中没有这一策略`,
  project_mitigation_pays: ({ risk, avoided, cost, net }) =>
    `应对${risk}划算：平均避免损失 ${figure(avoided)}，花费 ${figure(cost)}，净得 ${figure(net)}`,
  project_mitigation_costs: ({ risk, avoided, cost, net }) =>
    `应对${risk}不划算：平均避免损失 ${figure(avoided)}，花费 ${figure(cost)}，净亏 ${figure(Math.abs(net))}`,
  option_tied: ({ best, tied }) => `${[best, ...tied].join("、")}得分相同`,
  option_weight_margin: ({ best, criterion, weight, turnsAt, winner }) =>
    `${criterion}的权重由 ${formatShare(weight)} 变为 ${formatShare(turnsAt)} 之前，${best}始终领先；此后${winner}领先`,
  option_weight_safe: ({ best }) => `无论单独改变哪一个权重，${best}始终领先`,
  option_rating_margin: ({ best, option, criterion, rating, turnsAt, winner }) =>
    `${option}在${criterion}上的评分由 ${figure(rating)} 变为 ${figure(turnsAt)} 之前，${best}始终领先；此后${winner}领先`,
  option_chance: ({ best, chance }) => `按权重与评分的不确定性抽样，${best}在 ${formatShare(chance)} 的情形下最优`,
};
