import { requireColumn, requireFinite, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { StrategySimulation } from "../simulate/types.ts";

/** Refuses what is no result of `simulateStrategies`. */
export function requireSimulation(simulation: StrategySimulation): void {
  requireObject(simulation, "simulation");
  for (const key of ["outcomes", "comparisons", "assumptions", "expectedByDraw", "npvByDraw"] as const) {
    requireColumn(simulation[key], `simulation.${key}`);
  }
  const { outcomes, expectedByDraw, npvByDraw, assumptions } = simulation;
  if (outcomes.length === 0 || expectedByDraw.length !== outcomes.length || npvByDraw.length !== outcomes.length) {
    throw new ClienteleError(
      "length_mismatch",
      "simulation must hold as many columns of draws as outcomes: pass it as simulateStrategies returned it",
      { name: "simulation" },
    );
  }
  const n = expectedByDraw[0]?.length ?? 0;
  const columns = [...expectedByDraw, ...npvByDraw, ...assumptions.map((assumption) => assumption?.draws)];
  for (const column of columns) {
    requireFinite(column as number[], "simulation draws");
    if ((column as number[]).length !== n || n < 2) {
      throw new ClienteleError("length_mismatch", "all columns of draws must have the same length, at least 2", {
        name: "simulation",
      });
    }
  }
  for (const outcome of outcomes) {
    requireObject(outcome, "simulation.outcomes[]");
    requireColumn(outcome.moves, "simulation.outcomes[].moves");
  }
}

/** Places of the strategies asked for; all where none was named. */
export function placesOf(simulation: StrategySimulation, among: readonly string[] | undefined): number[] {
  const { outcomes } = simulation;
  if (among === undefined) return outcomes.map((_, s) => s);
  requireColumn(among, "options.among");
  const places = Array.from(new Set(among), (id) => {
    const place = outcomes.findIndex(({ strategy }) => strategy === id);
    if (place < 0) {
      throw new ClienteleError("unknown_id", `options.among names ${show(id)}, which was not simulated`, { id });
    }
    return place;
  });
  return places.sort((a, b) => a - b);
}
