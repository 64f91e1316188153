import type { ManagerGrade } from "../../core/labels/coverage.ts";
import type { Reason } from "../../core/reasons.ts";
import type { Draft } from "./draft.ts";
import type { CoverageBinding, CoverageWorth } from "./plan-types.ts";
import { GRADES, type Group, type Problem, type Worker } from "./problem.ts";
import { BRIEF } from "./programme.ts";
import { isProved, type Memo, partsOf, poolsOf, type Solved, solveBook } from "./solve.ts";

/** Limits that are tried at most: rules first, then the ceiling, then the managers of each place. */
const MOST_TRIED = 20;

/** A limit loosened by one step, and the words for it once its worth is known. */
interface Trial {
  readonly kind: CoverageBinding["kind"];
  readonly problem: Problem;
  readonly reason: (worth: CoverageWorth) => Reason;
}

/**
 * Which limits cost service. Each limit that the unmet accounts can reach is loosened by one step and the book is
 * planned again, starting from the plan as it stands; a limit binds where the score rises.
 */
export function findBinding(
  { draft, score }: Pick<Solved, "draft" | "score">,
  hire: Pick<Worker, "hours" | "ceiling">,
  memo: Memo,
): CoverageBinding[] {
  if (draft.left.every((n) => n === 0)) return [];
  const before = figuresOf(draft);
  return [...gradeTrials(draft), ...regionTrials(draft), ...ceilingTrials(draft), ...capacityTrials(draft, hire)]
    .slice(0, MOST_TRIED)
    .flatMap(({ kind, problem, reason }): CoverageBinding[] => {
      const again = solveBook(problem, memo, BRIEF, draft);
      if (isProved(score, again.score)) return [];
      const after = figuresOf(again.draft);
      const worth = {
        accounts: after.accounts - before.accounts,
        hours: after.hours - before.hours,
        score: again.score - score,
      };
      return [{ kind, reason: reason(worth), worth }];
    })
    .sort((a, b) => b.worth.score - a.worth.score);
}

function figuresOf({ field, left }: Draft): { readonly accounts: number; readonly hours: number } {
  let [accounts, hours] = [0, 0];
  field.groups.forEach((group, g) => {
    const served = group.n - (left[g] as number);
    accounts += served;
    hours += served * group.tier.hours;
  });
  return { accounts, hours };
}

function unmetGroups({ field, left }: Draft): Group[] {
  return field.groups.filter((_, g) => (left[g] as number) > 0);
}

/** A tier may be served by one grade lower. */
function gradeTrials(draft: Draft): Trial[] {
  const { field } = draft;
  const tiers = new Set(unmetGroups(draft).map((group) => group.tier));
  return [...tiers].flatMap((tier): Trial[] => {
    const lower = GRADES[tier.rank + 1];
    if (lower === undefined) return [];
    const eased = { ...tier, rank: tier.rank + 1 };
    const groups = field.groups.map((group) => (group.tier === tier ? { ...group, tier: eased } : group));
    return [
      {
        kind: "grade_rule",
        problem: { ...field, groups },
        reason: (worth) => ({
          code: "coverage_bound_grade",
          params: { tier: tier.id, grade: lower, ...worth },
        }),
      },
    ];
  });
}

/** Managers from elsewhere may serve a region: at the stated travel, or where none is stated without. */
function regionTrials(draft: Draft): Trial[] {
  const { field } = draft;
  const regions = new Set(unmetGroups(draft).map((group) => group.region));
  return [...regions].flatMap((region): Trial[] => {
    const away = field.workers.filter((worker) => worker.region !== region);
    const open = away.every((worker) => field.route(worker.region, region) !== undefined);
    const bound = unmetGroups(draft).some((group) => group.region === region && (group.localOnly || !open));
    if (away.length === 0 || !bound) return [];
    const groups = field.groups.map((group) => (group.region === region ? { ...group, localOnly: false } : group));
    const route: Problem["route"] = (from, to) => field.route(from, to) ?? (to === region ? 0 : undefined);
    return [
      {
        kind: "region_rule",
        problem: { ...field, groups, route },
        reason: (worth) => ({ code: "coverage_bound_region", params: { region, ...worth } }),
      },
    ];
  });
}

/** Each manager may look after one account more. */
function ceilingTrials({ field }: Draft): Trial[] {
  if (field.workers.every((worker) => !Number.isFinite(worker.ceiling))) return [];
  const workers = field.workers.map((worker) => ({ ...worker, ceiling: worker.ceiling + 1 }));
  return [
    {
      kind: "account_ceiling",
      problem: { ...field, workers },
      reason: (worth) => ({ code: "coverage_bound_ceiling", params: { ...worth } }),
    },
  ];
}

/** One more manager at a place where there are some, the places that share managers with unmet accounts alone. */
function capacityTrials({ field, left }: Draft, hire: Pick<Worker, "hours" | "ceiling">): Trial[] {
  const short = partsOf(field).filter((part) => part.groups.some((g) => (left[g] as number) > 0));
  const near = new Set(short.flatMap((part) => part.workers));
  return poolsOf(field).flatMap((pool): Trial[] => {
    if (!pool.some((w) => near.has(w))) return [];
    const { rank, region, team } = field.workers[pool[0] as number] as Worker;
    return [
      {
        kind: "capacity",
        problem: { ...field, workers: [...field.workers, { id: undefined, rank, region, team, ...hire }] },
        reason: (worth) => ({
          code: "coverage_bound_capacity",
          params: {
            grade: GRADES[rank] as ManagerGrade,
            region,
            ...(team !== undefined && { team }),
            people: pool.length,
            ...worth,
          },
        }),
      },
    ];
  });
}
