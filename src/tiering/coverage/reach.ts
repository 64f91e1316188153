import type { ManagerGrade } from "../../core/labels/coverage.ts";
import type { Reason } from "../../core/reasons.ts";
import { type Field, isWorthwhile } from "./draft.ts";
import { GRADES, type Group, HAIR, type Worker } from "./problem.ts";

/** What no assignment can meet: for each group that no manager may serve, the first thing that is missing. */
export function findUnreachable(field: Field): Reason[] {
  return field.groups.flatMap((group, g): Reason[] => {
    const reached = field.workers.some((_, w) => !Number.isNaN(field.travel[w * field.groups.length + g]));
    if (!reached) return [whyNobody(field, group)];
    const worthwhile = field.workers.some((_, w) => isWorthwhile(field, w, g));
    const { tier, region, n } = group;
    return worthwhile
      ? []
      : [{ code: "coverage_travel_too_dear", params: { tier: tier.id, region, accounts: n, hours: tier.hours } }];
  });
}

function whyNobody({ workers, route }: Field, group: Group): Reason {
  const { tier, region, team, n: accounts } = group;
  const grade = GRADES[tier.rank] as ManagerGrade;
  const ofTeam = workers.filter((worker) => worker.team === team);
  if (team !== undefined && ofTeam.length === 0) {
    return { code: "coverage_no_team", params: { team, tier: tier.id, region, accounts } };
  }
  const graded = ofTeam.filter((worker) => worker.rank <= tier.rank);
  if (graded.length === 0) {
    return {
      code: "coverage_no_grade",
      params: { tier: tier.id, region, grade, accounts, ...(team !== undefined && { team }) },
    };
  }
  const near = graded.filter(
    (worker) => worker.region === region || (!group.localOnly && route(worker.region, region) !== undefined),
  );
  if (near.length === 0) return { code: "coverage_no_travel", params: { tier: tier.id, region, grade, accounts } };
  return { code: "coverage_too_long", params: { tier: tier.id, region, accounts, ...tightest(near, group, route) } };
}

/** The manager who comes nearest to a promise that is longer than anybody's year. */
function tightest(
  near: readonly Worker[],
  { tier, region }: Group,
  route: Field["route"],
): { hours: number; longest: number } {
  let [best, least] = [{ hours: tier.hours, longest: 0 }, Number.POSITIVE_INFINITY];
  for (const worker of near) {
    const hours = tier.hours + (route(worker.region, region) ?? 0) * tier.visits;
    if (hours - worker.hours < least - HAIR) [best, least] = [{ hours, longest: worker.hours }, hours - worker.hours];
  }
  return best;
}
