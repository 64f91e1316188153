import { type Coefficients, type Constraint, solve } from "yalps";
import { fieldOf } from "./draft.ts";
import { type Pool, worthToPool } from "./fill.ts";
import { GRADES, HAIR, type Problem, travelOf, type Worker } from "./problem.ts";
import { branchesOf, type Effort, LONG_PROMISE, lengthsOf, MOST_PIVOTS } from "./programme.ts";
import { poolsOf } from "./solve.ts";

/** A manager who could be hired. */
export type Place = Worker;

/** Of two teams of equal size the one with the lower grades is hired: so much of a person is a grade. */
const GRADE_STEP = 1e-4;
/** A table up to 8 MB. */
const EFFORT: Effort = { cells: 1_000_000, branches: 1000, branchedCells: 2_000_000 };
/** In people, for an account that one hired person could keep, and for one that only the present managers can. */
const REWARD = 2;
const REWARD_BEYOND = 200;
/** The rewards are large beside the people: the solver stops this close to its bound. */
const CLOSE = 1e-9;
/** The solver's own rounding of a number of people. */
const NEARLY_WHOLE = 1e-3;

/**
 * The fewest people to be hired, by place, so that `kept` accounts of each group are served: an integer programme over
 * whole people, with hours and accounts pooled, so that no smaller number can be enough.
 */
export function fewestPeople(
  problem: Problem,
  kept: readonly number[],
  places: readonly Place[],
): { readonly people: readonly number[]; readonly atLeast: number } {
  const { groups, workers } = problem;
  const field = fieldOf(problem);
  const pools = poolsOf(field);
  const constraints: [number, Constraint][] = [];
  const variables: [number, Coefficients<number>][] = [];
  // an account kept is worth more than the people it can cost, so that every one is kept that can be; asked for as a
  // reward rather than as a limit, the programme starts from a plan that is possible: no accounts and no people
  const hireable = groups.map((group) => places.some((place) => travelOf(problem, place, group) !== undefined));
  const rewards = hireable.map((able) => (able ? REWARD : REWARD_BEYOND));
  const whatever = rewards.reduce((total, reward, g) => total + reward * (kept[g] as number), 0);
  const groupRow = 1;
  const lengths = lengthsOf(groups);
  let row = groupRow + groups.length;
  groups.forEach((_, g) => {
    constraints.push([groupRow + g, { max: kept[g] as number }]);
  });
  // people first, so that their variables are the first ones
  const people = places.map(() => [] as [number, number][]);
  const spread: [number, number][][] = [];
  places.forEach((place, p) => {
    people[p] = [[0, -1 - GRADE_STEP * (GRADES.length - 1 - place.rank)]];
    const [hoursRow, slotsRow] = [row++, row++];
    people[p].push([hoursRow, -1]);
    constraints.push([hoursRow, { max: 0 }]);
    if (Number.isFinite(place.ceiling)) {
      people[p].push([slotsRow, -place.ceiling]);
      constraints.push([slotsRow, { max: 0 }]);
    }
    // a person keeps whole accounts: with long promises that asks for more people than the hours do
    const steps = lengths
      .filter((length) => length > LONG_PROMISE * place.hours && length <= place.hours)
      .map((length): [number, number] => {
        people[p]?.push([row, -Math.floor((place.hours + HAIR) / length)]);
        constraints.push([row, { max: 0 }]);
        return [length, row++];
      });
    groups.forEach((group, g) => {
      const travel = travelOf(problem, place, group);
      if (travel === undefined) return;
      const need = group.tier.hours + travel;
      const cells: [number, number][] = [
        [0, rewards[g] as number],
        [groupRow + g, 1],
        [hoursRow, need / place.hours],
        [slotsRow, 1],
      ];
      for (const [length, at] of steps) if (group.tier.hours >= length) cells.push([at, 1]);
      spread.push(cells);
    });
  });
  pools.forEach((pool: Pool) => {
    const hours = pool.reduce((total, w) => total + (workers[w] as Worker).hours, 0);
    const slots = pool.reduce((total, w) => total + (workers[w] as Worker).ceiling, 0);
    const [hoursRow, slotsRow] = [row++, row++];
    constraints.push([hoursRow, { max: 1 }]);
    if (Number.isFinite(slots)) constraints.push([slotsRow, { max: slots }]);
    groups.forEach((_, g) => {
      const reach = worthToPool(field, pool, g);
      if (reach === undefined) return;
      spread.push([
        [0, rewards[g] as number],
        [groupRow + g, 1],
        [hoursRow, reach.need / hours],
        [slotsRow, 1],
      ]);
    });
  });
  for (const cells of [...people, ...spread]) variables.push([variables.length, cells]);
  const model = { direction: "maximize", objective: 0, constraints, variables } as const;
  const none = { people: places.map(() => 0), atLeast: 0 };
  const cells = (variables.length + 1) * (constraints.length + 1);
  if (cells > EFFORT.cells) return none;
  const relaxed = solve(model, { maxPivots: MOST_PIVOTS });
  if (relaxed.status !== "optimal") return none;
  const whole = solve(
    { ...model, integers: places.map((_, p) => p) },
    { maxPivots: MOST_PIVOTS, maxIterations: branchesOf(EFFORT, cells), tolerance: CLOSE },
  );
  const bound = whatever - (whole.status === "optimal" ? whole.result * (1 + CLOSE) : relaxed.result);
  const found = new Map(Number.isFinite(whole.result) ? whole.variables : relaxed.variables);
  return {
    people: places.map((_, p) => Math.ceil((found.get(p) ?? 0) - NEARLY_WHOLE)),
    atLeast: Math.ceil(bound / (1 + GRADE_STEP * (GRADES.length - 1)) - NEARLY_WHOLE),
  };
}
