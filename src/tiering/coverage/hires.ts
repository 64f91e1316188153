import { type Draft, fieldOf } from "./draft.ts";
import { fewestPeople, type Place } from "./fewest.ts";
import { fillUp } from "./fill.ts";
import type { CoverageHires, CoverageShortage } from "./plan-types.ts";
import { compareIds, GRADES, type Group, HAIR, type Problem, poolKey, type Worker } from "./problem.ts";
import { BRIEF } from "./programme.ts";
import { type Memo, partsOf, problemOf, solveBook } from "./solve.ts";

type Hire = Pick<Worker, "hours" | "ceiling">;

/** The fewest people with whom every promise is kept, found as whole numbers and tried out. */
export function planHires(problem: Problem, draft: Draft, hire: Hire, memo: Memo): CoverageShortage {
  const beyond = problem.groups.map((group) => group.tier.hours > hire.hours + HAIR);
  const unmet = (left: Int32Array, far: boolean): number =>
    left.reduce((total, n, g) => (beyond[g] === far ? total + n : total), 0);
  const accountsBeyond = unmet(draft.left, true);
  if (unmet(draft.left, false) === 0) return shortageOf([], 0, hire, accountsBeyond);
  const places = placesOf(problem.groups).map((place): Place => ({ ...place, ...hire }));
  const hired: Worker[] = [];
  let atLeast = 0;
  // regions between which nobody travels are parts of their own, each with a small programme
  const own = problem.workers.length;
  const wide = fieldOf({ ...problem, workers: [...problem.workers, ...places] });
  for (const part of partsOf(wide)) {
    const here = part.workers.filter((w) => w >= own).map((w) => places[w - own] as Place);
    const kept = part.groups.map((g) => {
      const { n } = problem.groups[g] as Group;
      return beyond[g] === true ? n - (draft.left[g] as number) : n;
    });
    const found = fewestPeople(
      problemOf(problem, { ...part, workers: part.workers.filter((w) => w < own) }),
      kept,
      here,
    );
    atLeast += found.atLeast;
    here.forEach((place, p) => {
      for (let k = 0; k < (found.people[p] as number); k++) hired.push(place);
    });
  }
  let trial = solveBook({ ...problem, workers: [...problem.workers, ...hired] }, memo, BRIEF, draft).draft;
  // pooled hours may not split into whole accounts: then people are added one by one until all are placed
  while (unmet(trial.left, false) > 0) {
    const g = trial.left.findIndex((n, i) => n > 0 && beyond[i] === false);
    const { tier, region, team } = problem.groups[g] as Group;
    hired.push({ id: undefined, rank: tier.rank, region, team, ...hire });
    trial = extended(trial, hired.at(-1) as Worker);
    fillUp(trial);
  }
  return shortageOf(hired, Math.max(1, atLeast), hire, accountsBeyond);
}

/** Where people may be hired: each grade that a group of the region asks for. */
function placesOf(groups: readonly Group[]): Omit<Place, keyof Hire>[] {
  const places = new Map<string, Omit<Place, keyof Hire>>();
  for (const { tier, region, team } of groups) {
    const place = { id: undefined, rank: tier.rank, region, team };
    places.set(poolKey(place), place);
  }
  return [...places.values()].sort(
    (a, b) => compareIds(a.region, b.region) || a.rank - b.rank || compareIds(a.team, b.team),
  );
}

/** The same plan with one more manager. */
function extended({ field, counts, room, slots, left }: Draft, worker: Worker): Draft {
  const { travel } = fieldOf({ ...field, workers: [worker] });
  const width = field.groups.length;
  const grown = new Int32Array(counts.length + width);
  grown.set(counts);
  return {
    field: { ...field, workers: [...field.workers, worker], travel: Float64Array.of(...field.travel, ...travel) },
    counts: grown,
    room: Float64Array.of(...room, worker.hours),
    slots: Float64Array.of(...slots, worker.ceiling),
    left,
  };
}

function shortageOf(hired: readonly Worker[], atLeast: number, hire: Hire, accountsBeyond: number): CoverageShortage {
  const places = new Map<string, { worker: Worker; people: number }>();
  for (const worker of hired) {
    const place = places.get(poolKey(worker)) ?? { worker, people: 0 };
    place.people++;
    places.set(poolKey(worker), place);
  }
  const hires: CoverageHires[] = [...places.values()]
    .sort(
      ({ worker: a }, { worker: b }) => compareIds(a.region, b.region) || a.rank - b.rank || compareIds(a.team, b.team),
    )
    .map(({ worker: { rank, region, team }, people }) => ({
      grade: GRADES[rank] as CoverageHires["grade"],
      region,
      ...(team !== undefined && { team }),
      people,
    }));
  return {
    people: hired.length,
    atLeast,
    hires,
    byGrade: GRADES.map((grade) => ({
      grade,
      people: hires.reduce((total, row) => (row.grade === grade ? total + row.people : total), 0),
    })),
    hoursPerYear: hire.hours,
    accountsBeyond,
  };
}
