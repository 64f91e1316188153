import type { Reason } from "../../core/reasons.ts";
import type { GroupLevel, Groups } from "./groups.ts";
import type { GroupModel } from "./outlook.ts";
import type { PlanPeriods } from "./periods.ts";
import type { AttainmentLedger } from "./types.ts";

/** What a reader must know beside the figures: cells without a counterpart, rows left aside, seasons not their own. */
export function notesOf(
  { levels }: Groups,
  models: readonly (readonly GroupModel[])[],
  { count }: PlanPeriods,
  { later, after }: AttainmentLedger,
): Reason[] {
  const notes: Reason[] = [];
  const { actual, target, rows } = levels[levels.length - 1] as GroupLevel;
  const bare = { cells: 0, amount: 0 };
  const idle = { cells: 0, target: 0 };
  for (let g = 0; g < target.length; g++) {
    if ((rows[g] as number) > 0 && target[g] === 0) {
      bare.cells++;
      bare.amount += actual[g] as number;
    } else if (rows[g] === 0 && (target[g] as number) > 0) {
      idle.cells++;
      idle.target += target[g] as number;
    }
  }
  if (bare.cells > 0) notes.push({ code: "attainment_without_target", params: bare });
  if (idle.cells > 0) notes.push({ code: "attainment_without_actual", params: idle });
  if (later.rows > 0) notes.push({ code: "attainment_later_rows", params: later });
  if (after.rows > 0) notes.push({ code: "attainment_rows_after_plan", params: after });
  const groups = models.reduce((n, list) => n + list.filter(({ season }) => season.source === "above").length, 0);
  if (groups > 0) notes.push({ code: "attainment_season_from_above", params: { groups } });
  if (models[0]?.[0]?.season.source === "days")
    notes.push({ code: "attainment_no_season", params: { periods: count } });
  return notes;
}
