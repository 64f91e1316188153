import type { WinOverModel } from "./types.ts";

/** Reason of a customer of whom nobody noted why they left: an effect like any other. */
export const UNSTATED = "unstated";

/** Effects with a place in the covariance: intercept and dose, then what the attempts told; the first reason has none. */
export function effectCount(model: Pick<WinOverModel, "triesBefore" | "monthsSince" | "reasons">): number {
  const { triesBefore, monthsSince, reasons = [] } = model;
  return (
    2 + (triesBefore === undefined ? 0 : 1) + (monthsSince === undefined ? 0 : 1) + Math.max(0, reasons.length - 1)
  );
}
