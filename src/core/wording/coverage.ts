import { formatNumber, formatShare } from "../format.ts";
import { coverageLabels, type ManagerGrade } from "../labels/coverage.ts";
import type { Messages } from "../locale.ts";

/** Accounts of a tier in a region that no manager may serve. */
export interface CoverageStranded {
  readonly tier: string;
  readonly region: string;
  readonly accounts: number;
}

/** What changes where a limit gives way by one step. */
export interface CoverageGain {
  readonly accounts: number;
  readonly hours: number;
  /** The rise of what the plan maximises: hours by the weights of their tiers, less travel. */
  readonly score: number;
}

/** Reason codes of `coverage`, each with the parameters its wording needs. */
export interface CoverageReasonParams {
  /** Nobody (in the team) has the grade that the tier asks for. */
  coverage_no_grade: CoverageStranded & { readonly grade: ManagerGrade; readonly team?: string };
  /** The project team that owns the accounts has no managers. */
  coverage_no_team: CoverageStranded & { readonly team: string };
  /** Managers of the grade are elsewhere and may not travel to the region. */
  coverage_no_travel: CoverageStranded & { readonly grade: ManagerGrade };
  /** The promise to one account, travel included, is longer than the year of any manager who may serve it. */
  coverage_too_long: CoverageStranded & { readonly hours: number; readonly longest: number };
  /** Managers could travel there, but by the weights given the travel costs more than the service is worth. */
  coverage_travel_too_dear: CoverageStranded & { readonly hours: number };
  /** Hours (or accounts) of the managers of one place bind: what one more person would change. */
  coverage_bound_capacity: CoverageGain & {
    readonly grade: ManagerGrade;
    readonly region: string;
    readonly team?: string;
    readonly people: number;
  };
  /** The account ceiling binds: what one more account per manager would change. */
  coverage_bound_ceiling: CoverageGain;
  /** The lowest grade of a tier binds: what one grade lower would change. */
  coverage_bound_grade: CoverageGain & { readonly tier: string; readonly grade: ManagerGrade };
  /** The rule that a region is served from within binds: what opening it would change. */
  coverage_bound_region: CoverageGain & { readonly region: string };
  /** The share of a grade among the managers is away from the guideline of D7. */
  coverage_mix: {
    readonly grade: ManagerGrade;
    readonly people: number;
    readonly share: number;
    readonly min: number;
    readonly max: number;
  };
  /** The plan is not proved optimal: no plan can be better by more than this. */
  coverage_gap: { readonly gap: number; readonly score: number; readonly bound: number };
}

const hoursOf = (value: number): string => formatNumber(value, 1);
const signed = (value: number): string => (value > 0 ? `+${hoursOf(value)}` : hoursOf(value));
const gradeEn = (grade: ManagerGrade): string => coverageLabels.managerGrade[grade].en.toLowerCase();
const gradeZh = (grade: ManagerGrade): string => coverageLabels.managerGrade[grade].zh;
const accountsEn = ({ accounts, tier, region }: CoverageStranded): string =>
  `${formatNumber(accounts)} ${accounts === 1 ? "account" : "accounts"} of tier ${tier} in ${region}`;
const accountsZh = ({ accounts, tier, region }: CoverageStranded): string =>
  `${region}的 ${formatNumber(accounts)} 个 ${tier} 级客户`;
const gainEn = ({ accounts, hours, score }: CoverageGain): string =>
  `accounts served ${signed(accounts)}, promised hours kept ${signed(hours)}, weighted ${signed(score)}`;
const gainZh = ({ accounts, hours, score }: CoverageGain): string =>
  `服务客户数 ${signed(accounts)}，兑现承诺工时 ${signed(hours)}，加权 ${signed(score)}`;
const rangeOf = (min: number, max: number): string =>
  min === max ? formatShare(min) : `${formatShare(min)}–${formatShare(max)}`;

export const coverageEn: Messages<CoverageReasonParams> = {
  coverage_no_grade: ({ grade, team, ...at }) =>
    `${accountsEn(at)} cannot be served: no manager${team === undefined ? "" : ` of team ${team}`} has the grade ${gradeEn(grade)}${grade === "senior" ? "" : " or higher"}`,
  coverage_no_team: ({ team, ...at }) => `${accountsEn(at)} cannot be served: team ${team} has no managers`,
  coverage_no_travel: ({ grade, ...at }) =>
    `${accountsEn(at)} cannot be served: managers of the grade ${gradeEn(grade)}${grade === "senior" ? "" : " or higher"} are elsewhere and may not travel there`,
  coverage_too_long: ({ hours, longest, ...at }) =>
    `${accountsEn(at)} cannot be served: one is promised ${hoursOf(hours)} hours a year (travel included), a manager has ${hoursOf(longest)}`,
  coverage_travel_too_dear: ({ hours, ...at }) =>
    `${accountsEn(at)} are not served: by the weights given the travel costs more than the ${hoursOf(hours)} hours of service are worth`,
  coverage_bound_capacity: ({ grade, region, team, people, ...gain }) =>
    `one more ${gradeEn(grade)} manager in ${region}${team === undefined ? "" : ` for team ${team}`} (${formatNumber(people)} now): ${gainEn(gain)}`,
  coverage_bound_ceiling: (gain) => `one more account for each manager with a ceiling: ${gainEn(gain)}`,
  coverage_bound_grade: ({ tier, grade, ...gain }) =>
    `tier ${tier} served by the grade ${gradeEn(grade)} too: ${gainEn(gain)}`,
  coverage_bound_region: ({ region, ...gain }) =>
    `accounts in ${region} served from other regions too (travel counted where its hours are stated): ${gainEn(gain)}`,
  coverage_mix: ({ grade, people, share, min, max }) =>
    `${formatNumber(people)} ${gradeEn(grade)} ${people === 1 ? "manager is" : "managers are"} ${formatShare(share)} of all; the guideline says ${rangeOf(min, max)}`,
  coverage_gap: ({ gap, score, bound }) =>
    `not proved to be the best plan: another could score at most ${formatShare(gap, 3)} of ${hoursOf(bound)} more than the ${hoursOf(score)} reached`,
};

export const coverageZh: Messages<CoverageReasonParams> = {
  coverage_no_grade: ({ grade, team, ...at }) =>
    `${accountsZh(at)}无法服务：${team === undefined ? "" : `项目组 ${team} `}没有${gradeZh(grade)}${grade === "senior" ? "" : "或以上"}客户经理`,
  coverage_no_team: ({ team, ...at }) => `${accountsZh(at)}无法服务：项目组 ${team} 没有客户经理`,
  coverage_no_travel: ({ grade, ...at }) =>
    `${accountsZh(at)}无法服务：${gradeZh(grade)}${grade === "senior" ? "" : "或以上"}客户经理都在其他区域，且不得前往`,
  coverage_too_long: ({ hours, longest, ...at }) =>
    `${accountsZh(at)}无法服务：每户每年承诺 ${hoursOf(hours)} 小时（含差旅），而一名客户经理只有 ${hoursOf(longest)} 小时`,
  coverage_travel_too_dear: ({ hours, ...at }) =>
    `${accountsZh(at)}未予服务：按所给权重，差旅成本高于 ${hoursOf(hours)} 小时服务的价值`,
  coverage_bound_capacity: ({ grade, region, team, people, ...gain }) =>
    `${region}${team === undefined ? "" : `（项目组 ${team}）`}增加一名${gradeZh(grade)}客户经理（现有 ${formatNumber(people)} 名）：${gainZh(gain)}`,
  coverage_bound_ceiling: (gain) => `每名有户数上限的客户经理多管一户：${gainZh(gain)}`,
  coverage_bound_grade: ({ tier, grade, ...gain }) =>
    `${tier} 级客户也可由${gradeZh(grade)}客户经理服务：${gainZh(gain)}`,
  coverage_bound_region: ({ region, ...gain }) =>
    `${region} 的客户也可由其他区域服务（仅计已给出的差旅工时）：${gainZh(gain)}`,
  coverage_mix: ({ grade, people, share, min, max }) =>
    `${gradeZh(grade)}客户经理 ${formatNumber(people)} 名，占 ${formatShare(share)}；参考比例为 ${rangeOf(min, max)}`,
  coverage_gap: ({ gap, score, bound }) =>
    `尚未证明为最优：其他方案的得分最多比已得的 ${hoursOf(score)} 高出上界 ${hoursOf(bound)} 的 ${formatShare(gap, 3)}`,
};
