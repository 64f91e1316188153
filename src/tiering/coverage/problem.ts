import type { ManagerGrade, ServiceLevel } from "../../core/labels/coverage.ts";

/** Grades of managers, the highest first; a place in this list is a rank. */
export const GRADES: readonly ManagerGrade[] = ["senior", "middle", "junior"];

/** A billionth of an hour: sums of hours that are equal on paper may differ by this much. */
export const HAIR = 1e-9;

/** A tier as the plan works with it. */
export interface Tier {
  readonly id: string;
  /** Rank of the lowest grade that may serve it. */
  readonly rank: number;
  readonly weight: number;
  readonly visits: number;
  /** Hours a year for one account without travel. */
  readonly hours: number;
  readonly levels: readonly { readonly level: ServiceLevel; readonly visits: number; readonly hours: number }[];
}

/** Accounts that are alike in everything that the plan looks at. */
export interface Group {
  readonly tier: Tier;
  readonly region: string;
  readonly team: string | undefined;
  readonly localOnly: boolean;
  readonly n: number;
  readonly ids: readonly (string | number)[];
}

/** One manager. */
export interface Worker {
  readonly id: string | number | undefined;
  readonly rank: number;
  readonly region: string;
  readonly team: string | undefined;
  readonly hours: number;
  /** Accounts at most; infinite where only hours count. */
  readonly ceiling: number;
}

/** Hours of travel a visit, or undefined where nobody travels. */
export type Route = (from: string, to: string) => number | undefined;

/** A whole book, or a part of it that shares no manager with the rest. */
export interface Problem {
  readonly groups: readonly Group[];
  readonly workers: readonly Worker[];
  readonly route: Route;
  readonly travelWeight: number;
}

/** Hours of travel a year for one account of the group, or undefined where such a manager may not serve it at all. */
export function travelOf(problem: Problem, worker: Omit<Worker, "id">, group: Group): number | undefined {
  if (worker.rank > group.tier.rank || worker.team !== group.team || worker.ceiling < 1) return undefined;
  if (group.localOnly && worker.region !== group.region) return undefined;
  const perVisit = problem.route(worker.region, group.region);
  if (perVisit === undefined) return undefined;
  const travel = perVisit * group.tier.visits;
  return group.tier.hours + travel > worker.hours + HAIR ? undefined : travel;
}

/** What serving one account of the group adds to the score. */
export function worthOf(problem: Problem, group: Group, travel: number): number {
  return group.tier.weight * group.tier.hours - problem.travelWeight * travel;
}

/** Orders texts and numbers the same on every machine: numbers first, then texts by code unit. */
export function compareIds(a: string | number | undefined, b: string | number | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return a < b ? -1 : 1;
}

/** Managers who are alike in all but their hours, as one key. */
export function poolKey({ rank, region, team }: Pick<Worker, "rank" | "region" | "team">): string {
  return JSON.stringify([region, rank, team ?? null]);
}
