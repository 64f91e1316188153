import { requireNumber, requireObject } from "../../core/checks.ts";
import { nameOf } from "./alias.ts";
import type { DesignTerm } from "./coding.ts";
import type { Climb } from "./newton.ts";
import type { HazardNote, HazardOptions } from "./types.ts";

/** Leavers per coefficient below which intervals are known to be too narrow. */
const NEEDED_PER_TERM = 10;

/** Checks the options that every fit of this kind shares. */
export function hazardOptions(options: HazardOptions): Required<HazardOptions> {
  const { level = 0.95, ridge = 0, maxIterations = 50, references = {} } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(ridge, "options.ridge", { min: 0, max: 1e9 });
  requireNumber(maxIterations, "options.maxIterations", { min: 1, max: 1000, integer: true });
  requireObject(references, "options.references");
  return { level, ridge, maxIterations, references };
}

/** What a fit that ran away, did not settle or rests on few leavers has to say. */
export function fitNotes(
  { converged, runaway, iterations }: Climb,
  terms: readonly DesignTerm[],
  leavers: number,
  ridge: number,
): HazardNote[] {
  const notes: HazardNote[] = [];
  const columns = runaway.flatMap((j) => (terms[j] === undefined ? [] : [nameOf(terms[j] as DesignTerm)]));
  if (!converged && columns.length > 0) notes.push({ code: "hazard_separation", params: { columns } });
  else if (!converged) notes.push({ code: "hazard_not_converged", params: { iterations } });
  if (ridge === 0 && terms.length > 0 && leavers < NEEDED_PER_TERM * terms.length) {
    notes.push({
      code: "hazard_few_leavers",
      params: { leavers, terms: terms.length, needed: NEEDED_PER_TERM },
    });
  }
  return notes;
}
