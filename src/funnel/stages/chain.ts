import { ClienteleError } from "../../core/errors.ts";
import type { FunnelStage } from "../types.ts";

/** The ends of a deal, in the order of all result columns. */
export const ENDS = ["won", "lost", "cancelled"] as const;

/** One stage laid out by whole days: plain columns for the inner loops. */
export interface DenseStage {
  readonly ways: number;
  /** Per way: the position of the next stage, or −1, −2, −3 for won, lost, cancelled. */
  readonly target: Int32Array;
  /** Chance per day and way, row by row: `hazard[day * ways + way]`. */
  readonly hazard: Float64Array;
  /** Chance per day to leave at all. */
  readonly leaving: Float64Array;
  /** Past this age every day is like the next. */
  readonly beyondFrom: number;
  /** Mean fraction of a day at which a move happens: on the first day, on later days. */
  readonly first: number;
  readonly later: number;
}

/** The stages as a semi-Markov chain on whole days. */
export interface Chain {
  readonly stages: readonly DenseStage[];
  /** Days that every stage is laid out for. */
  readonly days: number;
  readonly positionOf: ReadonlyMap<string, number>;
}

/** Lays the stages out so that any deal can be followed for `horizonDays` from any age. */
export function layOut(stages: readonly FunnelStage[], horizonDays: number): Chain {
  const positionOf = new Map(stages.map((stage, i) => [stage.id, i]));
  // two more days than needed: one for an age with fraction, one so that the day after the horizon can be read
  const longest = stages.reduce((most, stage) => Math.max(most, stage.beyond.fromAge, stage.steady.fromAge), 0);
  const days = longest + Math.ceil(horizonDays) + 2;
  return { stages: stages.map((stage) => denseStage(stage, days, positionOf)), days, positionOf };
}

function denseStage(stage: FunnelStage, days: number, positionOf: ReadonlyMap<string, number>): DenseStage {
  const ways = stage.exits.length;
  const hazard = new Float64Array((days + 1) * ways);
  const { grid, steady, beyond } = stage;
  const until = beyond.untilAge ?? days;
  for (let way = 0; way < ways; way++) {
    const chances = grid.hazard[way] as readonly number[];
    for (let i = 0; i < grid.age.length; i++) {
      const day = grid.age[i] as number;
      if (day <= days) hazard[day * ways + way] = chances[i] as number;
    }
    for (let day = steady.fromAge + 1; day <= days; day++) {
      if (day > until) break;
      hazard[day * ways + way] = (day > beyond.fromAge ? beyond.hazard[way] : steady.hazard[way]) as number;
    }
  }
  const leaving = new Float64Array(days + 1);
  for (let day = 0; day <= days; day++) {
    let total = 0;
    for (let way = 0; way < ways; way++) total += hazard[day * ways + way] as number;
    leaving[day] = Math.min(1, total);
  }
  return {
    ways,
    target: Int32Array.from(stage.exits, (exit) =>
      exit.to === "stage" ? (positionOf.get(exit.stage) as number) : -1 - ENDS.indexOf(exit.to),
    ),
    hazard,
    leaving,
    beyondFrom: Math.max(beyond.fromAge, steady.fromAge),
    first: stage.dayFraction.first,
    later: stage.dayFraction.later,
  };
}

/**
 * Chance to have ended in one way within 0, 1, 2… days of coming into each stage, through whatever stages follow: the
 * renewal equation of a semi-Markov chain, solved day by day.
 *
 * A move on day d happens on average at d − 1 + fraction, so what follows is read between two whole days. Moves within
 * the first day reach stages of the same day, which makes each day a small linear system (loops included).
 *
 * @see Howard (1971), Dynamic Probabilistic Systems II, ch. 10
 */
export function arrivalTable({ stages }: Chain, end: number, days: number): Float64Array[] {
  const size = stages.length;
  const table = stages.map(() => new Float64Array(days + 1));
  const leave = stages.map((stage) => leaveMass(stage, days));
  const atOnce = inverse(stages, leave, false);
  const sameDay = inverse(stages, leave, true);
  const known = new Float64Array(size);
  for (let day = 0; day <= days; day++) {
    for (let s = 0; s < size; s++)
      known[s] = knownPart(stages[s] as DenseStage, leave[s] as Float64Array, table, end, day);
    const solve = day === 0 ? atOnce : sameDay;
    for (let s = 0; s < size; s++) {
      let total = 0;
      for (let j = 0; j < size; j++) total += (solve[s * size + j] as number) * (known[j] as number);
      const column = table[s] as Float64Array;
      // rounding alone could lower it from one day to the next or lift it above one
      column[day] = Math.min(1, Math.max(total, day === 0 ? 0 : (column[day - 1] as number)));
    }
  }
  return table;
}

/** Chance to leave a stage on each day and way, counted from coming into it. */
function leaveMass({ ways, hazard, leaving }: DenseStage, days: number): Float64Array {
  const mass = new Float64Array((days + 1) * ways);
  let left = 1;
  for (let day = 0; day <= days; day++) {
    for (let way = 0; way < ways; way++) mass[day * ways + way] = left * (hazard[day * ways + way] as number);
    left *= 1 - (leaving[day] as number);
  }
  return mass;
}

/** Everything of the renewal equation that does not need the table at `day` itself. */
function knownPart(
  stage: DenseStage,
  mass: Float64Array,
  table: readonly Float64Array[],
  end: number,
  day: number,
): number {
  const { ways, target, leaving, first, later } = stage;
  let sum = 0;
  for (let d = 0; d <= day; d++) {
    if (leaving[d] === 0) continue;
    const fraction = d === 1 ? first : later;
    for (let way = 0; way < ways; way++) {
      const chance = mass[d * ways + way] as number;
      if (chance === 0) continue;
      const next = target[way] as number;
      if (next < 0) {
        if (next === -1 - end) sum += chance;
      } else if (d > 0) {
        const column = table[next] as Float64Array;
        sum += chance * fraction * (column[day - d] as number);
        if (d > 1) sum += chance * (1 - fraction) * (column[day - d + 1] as number);
      }
    }
  }
  return sum;
}

/** Inverse of identity minus the chance to be in another stage on the same day. */
function inverse(stages: readonly DenseStage[], leave: readonly Float64Array[], firstDay: boolean): Float64Array {
  const size = stages.length;
  const matrix = new Float64Array(size * size);
  stages.forEach(({ ways, target, first }, s) => {
    const mass = leave[s] as Float64Array;
    matrix[s * size + s] = 1;
    for (let way = 0; way < ways; way++) {
      const next = target[way] as number;
      if (next < 0) continue;
      const dayOne = firstDay && mass.length > ways ? (1 - first) * (mass[ways + way] as number) : 0;
      matrix[s * size + next] = (matrix[s * size + next] as number) - (mass[way] as number) - dayOne;
    }
  });
  return invert(matrix, size);
}

/** Gauss–Jordan without pivoting: the matrix is diagonally dominant for any chain that data can give. */
function invert(matrix: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++) result[i * size + i] = 1;
  for (let column = 0; column < size; column++) {
    const pivot = matrix[column * size + column] as number;
    if (!(pivot > 1e-9)) {
      throw new ClienteleError(
        "invalid_model",
        "the model sends deals round a loop of stages within a moment for ever; fit it again from histories that end",
      );
    }
    scaleRow(matrix, result, size, column, 1 / pivot);
    for (let row = 0; row < size; row++) {
      const factor = matrix[row * size + column] as number;
      if (row === column || factor === 0) continue;
      for (let j = 0; j < size; j++) {
        matrix[row * size + j] = (matrix[row * size + j] as number) - factor * (matrix[column * size + j] as number);
        result[row * size + j] = (result[row * size + j] as number) - factor * (result[column * size + j] as number);
      }
    }
  }
  return result;
}

function scaleRow(matrix: Float64Array, result: Float64Array, size: number, row: number, factor: number): void {
  for (let j = row * size; j < (row + 1) * size; j++) {
    matrix[j] = (matrix[j] as number) * factor;
    result[j] = (result[j] as number) * factor;
  }
}

/** Where a deal stands: position among the open stages, and days in the stage, with fraction. */
export interface Standing {
  readonly stage: number;
  readonly age: number;
}

/**
 * Chance of a deal that is still open at its stage and age to have ended in one way within `horizonDays`. `arrival` is
 * the {@link arrivalTable} of that end for at least `horizonDays` + 1 days.
 */
export function chanceOf(
  { stages }: Chain,
  standing: Standing,
  end: number,
  horizonDays: number,
  arrival: readonly Float64Array[],
): number {
  const { ways, target, hazard, leaving, beyondFrom, first, later } = stages[standing.stage] as DenseStage;
  const age = Math.min(standing.age, beyondFrom);
  const until = age + horizonDays;
  let left = 1;
  let sum = 0;
  for (let day = Math.floor(age) + 1; day - 1 < until && left > 0; day++) {
    const total = leaving[day] as number;
    if (total === 0) continue;
    const from = Math.max(age, day - 1);
    const to = Math.min(day, until);
    // within its day a chance is spread evenly; what has passed without an exit is conditioned away
    const passed = from - (day - 1);
    const reach = (left * (to - from)) / (1 - passed * total);
    const when = from + (day === 1 ? first : later) * (to - from);
    for (let way = 0; way < ways; way++) {
      const chance = reach * (hazard[day * ways + way] as number);
      if (chance === 0) continue;
      const next = target[way] as number;
      if (next >= 0) sum += chance * between(arrival[next] as Float64Array, until - when);
      else if (next === -1 - end) sum += chance;
    }
    left *= 1 - ((1 - passed) * total) / (1 - passed * total);
  }
  return Math.min(1, sum);
}

/** Chance that an open deal is still in its stage at a later age. */
export function stayedPast({ stages }: Chain, standing: Standing, age: number): number {
  const { leaving } = stages[standing.stage] as DenseStage;
  let left = 1;
  for (let day = Math.floor(standing.age) + 1; day <= age; day++) left *= 1 - (leaving[day] as number);
  return left;
}

function between(column: Float64Array, days: number): number {
  const day = Math.floor(days);
  const here = column[day] as number;
  const share = days - day;
  return share === 0 ? here : here + share * ((column[day + 1] as number) - here);
}
