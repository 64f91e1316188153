import type { KaplanMeierCurve } from "../../math/kaplan-meier.ts";

/** A curve of those staying and the ages of all who were watched. */
type WatchedCurve = Pick<KaplanMeierCurve, "ages" | "survival">;

/** Highest age at which anybody was watched. */
export function lastAge({ ages }: WatchedCurve): number {
  return ages[ages.length - 1] as number;
}

/** Highest age up to which every curve is known: a curve that reached 0 is known for ever. */
export function commonHorizon(curves: readonly WatchedCurve[]): number {
  const open = curves.filter(({ survival }) => survival.length === 0 || (survival[survival.length - 1] as number) > 0);
  return open.length > 0 ? Math.min(...open.map(lastAge)) : Math.max(...curves.map(lastAge));
}
