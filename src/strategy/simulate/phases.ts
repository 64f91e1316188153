import type { Doubts } from "./draws.ts";
import { effectOf, type MonthEffect, runs } from "./flows.ts";
import type { ReadMove } from "./read-strategies.ts";

/** The months of a horizon by what acts in them: which moves run, and among those which change the hazard. */
export interface Phases {
  /** Distinct sets of moves that run. */
  readonly moves: readonly (readonly ReadMove[])[];
  /** Which set runs, by month. */
  readonly phase: Uint16Array;
  /** Kind of multiplier of the hazard, by month. */
  readonly kind: Uint8Array;
  /** A phase of each kind. */
  readonly phaseOfKind: readonly number[];
}

/** Divides the horizon at every start and end of a move. */
export function phasesOf(moves: readonly ReadMove[], months: number): Phases {
  const sets: (readonly ReadMove[])[] = [];
  const phase = new Uint16Array(months);
  const kind = new Uint8Array(months);
  const phaseOfKind: number[] = [];
  const phases = new Map<string, number>();
  const kinds = new Map<string, number>();
  const keyOf = (wanted: (move: ReadMove) => boolean) => moves.map((move) => (wanted(move) ? "1" : "0")).join("");
  for (let t = 0; t < months; t++) {
    const key = keyOf((move) => runs(move, t));
    if (!phases.has(key)) {
      phases.set(key, sets.length);
      sets.push(moves.filter((move) => runs(move, t)));
    }
    phase[t] = phases.get(key) as number;
    const churn = keyOf((move) => runs(move, t) && move.effects.some(({ on }) => on === "churn"));
    if (!kinds.has(churn)) {
      kinds.set(churn, phaseOfKind.length);
      phaseOfKind.push(phase[t] as number);
    }
    kind[t] = kinds.get(churn) as number;
  }
  return { moves: sets, phase, kind, phaseOfKind };
}

/** What acts in each phase at one point. */
export function effectsOf({ moves }: Phases, doubts: Doubts, point: number): MonthEffect[] {
  return moves.map((running) => effectOf(running, doubts, point));
}
