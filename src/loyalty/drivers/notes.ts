import type { Resampled } from "./bootstrap.ts";
import type { DriverMatrix } from "./matrix.ts";
import type { DriverNote } from "./types.ts";

/** Variance inflation from which drivers are called collinear. @see Marquardt (1970), Technometrics 12, 591–612 */
const VIF_LIMIT = 10;

/** Rows per driver under which shares move about from sample to sample; a rule of thumb of regression. */
const ROWS_PER_DRIVER = 10;

/** What the notes are taken from. */
export interface Noted {
  readonly ids: readonly string[];
  readonly matrix: DriverMatrix;
  readonly vifs: readonly (number | undefined)[];
  readonly rows: number;
  readonly explains: boolean;
  readonly drawn: Resampled | undefined;
  readonly kept: boolean;
  readonly resamples: number;
}

/** Everything about the answers that a reader of the shares should know. */
export function notesOf({ ids, matrix, vifs, rows, explains, drawn, kept, resamples }: Noted): DriverNote[] {
  const { n, missing, constants } = matrix;
  const notes: DriverNote[] = [];
  const most = Math.max(...missing.slice(0, ids.length));
  if (most > 0) {
    const driver = ids[missing.indexOf(most)] as string;
    notes.push({ code: "drivers_rows_dropped", params: { dropped: rows - n, rows, driver, missing: most } });
  }
  const needed = ROWS_PER_DRIVER * ids.length;
  if (n < needed) notes.push({ code: "drivers_few_rows", params: { n, drivers: ids.length, needed } });
  ids.forEach((driver, j) => {
    const value = constants[j];
    const vif = vifs[j];
    if (value !== undefined) notes.push({ code: "driver_constant", params: { driver, value } });
    else if (vif === undefined) notes.push({ code: "driver_redundant", params: { driver } });
    else if (vif > VIF_LIMIT) notes.push({ code: "driver_collinear", params: { driver, vif, limit: VIF_LIMIT } });
  });
  if (!explains) notes.push({ code: "drivers_explain_nothing", params: { n } });
  if (drawn !== undefined && !kept) {
    notes.push({ code: "drivers_no_interval", params: { usable: drawn.usable, resamples } });
  }
  return notes;
}
