import { requireColumn, requireNumber, requireObject, requireSameLength, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { type AalenJohansenCurves, aalenJohansen, type CauseIncidence } from "../../math/aalen-johansen.ts";
import { countUpTo } from "../../math/count-below.ts";
import { allOpenInterval, watchedAt } from "../../math/survival-read.ts";
import type { Watched } from "../../math/watched.ts";
import { byCodePoint } from "../coded.ts";
import type { StayTable } from "../types.ts";
import { requireNumbers } from "./measure.ts";
import { readStays } from "./read.ts";
import type { LeavingReasonFigures, LeavingReasons, MeasureLeavingReasonsOptions, ReasonAtAge } from "./types.ts";

/** What a leaver without a reason is counted under. */
const UNSTATED = "unstated";

/** A gap between the overstated figure and the share that is worth a note: a twentieth of all customers. */
const WORTH_SAYING = 0.05;

/**
 * Measures what share of customers has left for which reason by which age, where leaving for one reason ends the chance
 * to leave for another.
 *
 * @param stays - One row per customer, see `measureSurvival`. Not mutated.
 * @param reasons - Why each customer left: one of the ids of D28 (`systemic`, `tenure`, `price`, `service`,
 * `rival_offer`) or your own text. Empty or absent for who stays; for who left it counts as `unstated`.
 * @param options - `ages` at which the shares are read, `level`; see {@link MeasureLeavingReasonsOptions}.
 * @returns Shares by age as columns, most frequent reason first; with the share staying they sum to 1. Beside each
 * stands `naive`, one minus Kaplan–Meier, which overstates: it takes who left for another reason for one who might still
 * leave for this.
 * @throws ClienteleError `empty_input`, `length_mismatch`, `not_finite`, `out_of_range`, `invalid_type`, `inconsistent`
 * for a reason of a customer who stays.
 * @example
 * ```ts
 * const stays = { durations: [2, 3, 4, 5, 8], left: [1, 1, 1, 0, 1] };
 * const { reasons } = measureLeavingReasons(stays, ["price", "service", "price", "", "price"], { ages: [4] });
 * reasons[0].id; // => "price"
 * reasons[0].at[0].incidence.value; // ≈ 0.4
 * reasons[0].at[0].naive; // ≈ 0.4667
 * ```
 * @see Aalen & Johansen (1978), Scandinavian Journal of Statistics 5, 141–150; Gooley et al. (1999), Statistics in
 * Medicine 18, 695–706, on one minus Kaplan–Meier
 */
export function measureLeavingReasons(
  stays: StayTable,
  reasons: ArrayLike<string | undefined | null>,
  options: MeasureLeavingReasonsOptions = {},
): LeavingReasons {
  requireObject(options, "options");
  const { level = 0.95, ages } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  if (ages !== undefined) requireNumbers(ages, "options.ages", { min: 0 });
  const watched = readStays(stays);
  const { ids, causes } = readReasons(watched, reasons);
  const curves = aalenJohansen({ ...watched, causes }, ids.length, level);
  const { n, times, atRisk, survival } = curves;
  const lastAge = curves.ages[curves.ages.length - 1] as number;
  const lastLeft = times[times.length - 1];
  const at = ages ?? (lastLeft === undefined ? [] : [lastLeft]);
  const found = curves.causes
    .map((cause, k): LeavingReasonFigures => {
      const { incidence, lower, upper, naive, ended } = cause;
      const read = at.map((age) => incidenceAt(curves, cause, age, level));
      return { id: ids[k] as string, left: ended, incidence, lower, upper, naive, at: read };
    })
    .sort((a, b) => b.left - a.left || byCodePoint(a.id, b.id));
  const left = found.reduce((sum, reason) => sum + reason.left, 0);
  return { n, left, level, times, atRisk, survival, reasons: found, lastAge, notes: notesOf(found, n, left) };
}

/** Reads the number of each leaver's reason from 1, and 0 for who stays; reasons in code point order. */
export function readReasons(
  watched: Watched,
  reasons: ArrayLike<string | undefined | null>,
): { ids: readonly string[]; causes: Uint32Array } {
  requireColumn(reasons, "reasons");
  requireSameLength(reasons, "reasons", watched.durations, "stays.durations");
  const n = reasons.length;
  const texts: string[] = [];
  for (let i = 0; i < n; i++) {
    const text: unknown = reasons[i];
    if (text !== undefined && text !== null && typeof text !== "string") {
      throw new ClienteleError("invalid_type", `reasons[${i}] must be text, got ${show(text)}`, { index: i });
    }
    const stated = text === undefined || text === null || text === "" ? undefined : text;
    const left = watched.causes[i] !== 0;
    if (!left && stated !== undefined) {
      throw new ClienteleError(
        "inconsistent",
        `reasons[${i}] is ${show(stated)} but stays.left[${i}] says that the customer stays; leave the reason empty`,
        { index: i, reason: stated },
      );
    }
    texts.push(left ? (stated ?? UNSTATED) : "");
  }
  const ids = [...new Set(texts)].filter((id) => id !== "").sort(byCodePoint);
  const numbers = new Map(ids.map((id, place) => [id, place + 1]));
  return { ids, causes: Uint32Array.from(texts, (text) => numbers.get(text) ?? 0) };
}

/** The share at an age; before anybody left it is 0 in doubt by those watched so far. */
export function incidenceAt(
  curves: AalenJohansenCurves,
  cause: CauseIncidence,
  age: number,
  level: number,
): ReasonAtAge {
  const { n, times, survival, ages } = curves;
  const step = countUpTo(times, age) - 1;
  const open = step < 0 ? 1 : (survival[step] as number);
  if (open > 0 && age > (ages[ages.length - 1] as number)) return { age };
  if (step < 0) {
    const { lower } = allOpenInterval(watchedAt(curves, age), level);
    const interval = { lower: 0, upper: 1 - lower, level };
    return { age, incidence: { value: 0, n, interval }, naive: 0 };
  }
  const interval = { lower: cause.lower[step] as number, upper: cause.upper[step] as number, level };
  const value = cause.incidence[step] as number;
  return { age, incidence: { value, n, interval }, naive: cause.naive[step] as number };
}

function notesOf(reasons: readonly LeavingReasonFigures[], n: number, left: number): Reason[] {
  const notes: Reason[] = [];
  if (left === 0) return [{ code: "survival_no_leavers", params: { n } }];
  const unstated = reasons.find(({ id }) => id === UNSTATED);
  if (unstated !== undefined) {
    notes.push({ code: "leaving_reason_unstated", params: { n: unstated.left, share: unstated.left / left } });
  }
  for (const { id, at } of reasons) {
    const last = at.at(-1);
    if (last?.incidence === undefined || last.naive === undefined) continue;
    const { age, naive } = last;
    const incidence = last.incidence.value;
    if (naive - incidence < WORTH_SAYING) continue;
    notes.push({ code: "leaving_reason_overstated", params: { reason: id, age, incidence, naive } });
  }
  return notes;
}
