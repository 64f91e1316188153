import { type Coefficients, type Constraint, solve } from "yalps";

/** Rounds of cuts, and cuts a row and round at most. */
const ROUNDS = 10;
/** How far a cut must be overstepped, as a share of its limit. */
const OVERSTEPPED = 1e-3;
/** Multiples of a row that are rounded: this many visits within the limit. */
const MULTIPLES = 12;
/** Multiples of a weight that are rounded. */
const WEIGHTS = 4;
/** Rounded limits beyond this take next to nothing off. */
const MOST_WHOLE = 200;
const HAIR = 1e-9;

/** Hours or money: weights of whole-number variables and their limit. */
export interface Knapsack {
  readonly weights: readonly (readonly [variable: string, weight: number])[];
  readonly limit: number;
}

/** A programme as it is handed to the solver; cuts are added to its rows and columns. */
export interface Model {
  readonly rows: [string, Constraint][];
  readonly columns: ReadonlyMap<string, [string, number][]>;
}

/**
 * Tightens a programme by rounding: of a multiple of a row whose limit and weights are rounded down, no whole visits
 * overstep the limit, while parts of visits may (Chvátal–Gomory cuts). Those that the best parts of visits overstep are
 * added, round by round.
 *
 * @see Gomory (1958), Outline of an algorithm for integer solutions to linear programs, Bulletin of the AMS 64, 275–278
 */
export function addCuts({ rows, columns }: Model, knapsacks: readonly Knapsack[], maxPivots: number): void {
  for (let round = 0; round < ROUNDS; round++) {
    const variables: [string, Coefficients<string>][] = [...columns];
    const relaxed = solve({ direction: "maximize", objective: "gain", constraints: rows, variables }, { maxPivots });
    if (relaxed.status !== "optimal") return;
    const values = new Map(relaxed.variables);
    let added = 0;
    knapsacks.forEach((knapsack, r) => {
      const cut = cutOf(knapsack, values);
      if (cut === undefined) return;
      const name = `cut ${r} ${round}`;
      rows.push([name, { max: cut.limit }]);
      for (const [variable, weight] of cut.weights) columns.get(variable)?.push([name, weight]);
      added++;
    });
    if (added === 0) return;
  }
}

/** The rounded row that is overstepped most. */
function cutOf({ weights, limit }: Knapsack, values: ReadonlyMap<string, number>): Knapsack | undefined {
  const used = weights.filter(([variable]) => (values.get(variable) ?? 0) > 0);
  const multiples = new Set<number>();
  for (let t = 1; t <= MULTIPLES; t++) multiples.add(t / limit);
  for (const [, weight] of used) for (let t = 1; t <= WEIGHTS; t++) multiples.add(t / weight);
  let best: Knapsack | undefined;
  let most = OVERSTEPPED;
  for (const multiple of multiples) {
    // limits may be missed by a hair, and so may the rounding of weights
    const whole = Math.floor(limit * multiple * (1 + 3 * HAIR) + HAIR);
    if (whole > MOST_WHOLE) continue;
    const sum = used.reduce(
      (total, [variable, weight]) =>
        total + Math.floor(weight * multiple * (1 + HAIR)) * (values.get(variable) as number),
      0,
    );
    const over = (sum - whole) / Math.max(1, whole);
    if (over <= most) continue;
    most = over;
    const rounded = weights.flatMap(([variable, weight]): [string, number][] => {
      const floor = Math.floor(weight * multiple * (1 + HAIR));
      return floor > 0 ? [[variable, floor]] : [];
    });
    best = { weights: rounded, limit: whole };
  }
  return best;
}
