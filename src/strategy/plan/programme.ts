import { type Coefficients, type Constraint, solve } from "yalps";
import { keepsRules, type Mix, type PlanProblem, SLACK, worthOf } from "./problem.ts";

/** Branches of the search, counted, never timed, so that the plan is the same on every machine. */
const MOST_BRANCHES = 20_000;

/** A mix found, and whether the search was carried to its end. */
export interface Programmed {
  /** Absent where no mix keeps the rules, or none was found. */
  readonly mix?: Mix;
  readonly proved: boolean;
}

/**
 * Finds the best mix as an integer programme. Moves are whole; the set that each block meets is a share per set whose
 * shares sum to one and, over the sets with a move, to that move: whole moves leave whole sets alone.
 */
export function chooseByProgramme(problem: PlanProblem): Programmed {
  const { n, fixed, blocks, limits, exclusive, needs, required } = problem;
  const constraints: [string, Constraint][] = [];
  const rows = Array.from({ length: n }, (_, j): Record<string, number> => ({ value: -(fixed[j] as number) }));
  const variables: [string, Coefficients][] = rows.map((row, j) => [`m${j}`, row]);
  const add = (j: number, row: string, amount: number): void => {
    (rows[j] as Record<string, number>)[row] = amount;
  };
  for (let j = 0; j < n; j++) {
    constraints.push([`one${j}`, required.includes(j) ? { equal: 1 } : { max: 1 }]);
    add(j, `one${j}`, 1);
  }
  limits.forEach(({ limit, perMove }, l) => {
    // every row is scaled to one, so that the solver's tolerance means the same in all
    constraints.push([`limit${l}`, { max: limit > 0 ? 1 + SLACK : 0 }]);
    for (let j = 0; j < n; j++) add(j, `limit${l}`, (perMove[j] as number) / (limit > 0 ? limit : 1));
  });
  exclusive.forEach((list, e) => {
    constraints.push([`alone${e}`, { max: 1 }]);
    for (const j of list) add(j, `alone${e}`, 1);
  });
  needs.forEach(([j, k], e) => {
    constraints.push([`needs${e}`, { max: 0 }]);
    add(j, `needs${e}`, 1);
    add(k, `needs${e}`, -1);
  });
  blocks.forEach(({ moves, value, spend }, b) => {
    constraints.push([`block${b}`, { equal: 1 }]);
    moves.forEach((j, k) => {
      constraints.push([`link${b},${k}`, { equal: 0 }]);
      add(j, `link${b},${k}`, -1);
    });
    for (let set = 0; set < value.length; set++) {
      const row: Record<string, number> = { value: value[set] as number, [`block${b}`]: 1 };
      limits.forEach(({ limit, byBlocks }, l) => {
        if (byBlocks) row[`limit${l}`] = (spend[set] as number) / (limit > 0 ? limit : 1);
      });
      moves.forEach((_, k) => {
        if ((set & (1 << k)) !== 0) row[`link${b},${k}`] = 1;
      });
      variables.push([`s${b},${set}`, row]);
    }
  });
  const found = solve(
    {
      direction: "maximize",
      objective: "value",
      constraints,
      variables,
      integers: Array.from({ length: n }, (_, j) => `m${j}`),
    },
    { maxIterations: MOST_BRANCHES, tolerance: 0, includeZeroVariables: false },
  );
  const proved = found.status === "optimal" || found.status === "infeasible";
  if (found.variables.length === 0 && found.status !== "optimal") return { proved };
  const amounts = new Map(found.variables);
  const chosen = Uint8Array.from({ length: n }, (_, j) => Math.round(amounts.get(`m${j}`) ?? 0));
  // a search that was cut short may end between whole moves
  if (!keepsRules(problem, chosen)) return { proved: false };
  return { mix: { chosen, value: worthOf(problem, chosen) }, proved };
}
