import type { DayHazards } from "./grid.ts";

/** A bin of ages holds at least so many ends: its chance is then known to about a fifth. */
const ENDS_PER_BIN = 20;

/** Fewer ends make no rate that a day could be told apart from. */
const ENDS_TO_COMPARE = 5;

/** A day is unlike its bin where its ends lie more than three standard deviations off. */
const UNLIKE = 3;

/** A pause is unlike its bin where so many ends were due in it and none came: the chance of that is a thousandth. */
const DUE_IN_PAUSE = 7;

/**
 * Pools neighbouring days of age into bins, and gives every day of a bin the same chance. A bin ends once it has seen
 * enough ends, or before a day or a pause that is plainly unlike it: bins are narrow where much happens or changes, and
 * wide where little does. What has left by the end of a bin stays exactly what it was. Day 0 (what ends the moment it
 * begins) stands alone.
 */
export function smoothAges(grid: DayHazards, until: number): DayHazards {
  const ways = grid.hazard[0]?.length ?? 0;
  const smooth: DayHazards = { age: [], atRisk: [], hazard: [] };
  let begin = 1;
  let ends = 0;
  let watchedDays = 0;
  let left = 1;
  let gone = new Float64Array(ways);
  const flush = (end: number): void => {
    const days = end - begin + 1;
    const all = gone.reduce((a, b) => a + b, 0);
    if (all > 0) {
      const daily = left <= 0 ? 1 : -Math.expm1(Math.log(left) / days);
      // as many under watch as make the bin's ends what they were: the doubt about a bin is that of its ends
      const atRisk = ends / (days * daily);
      for (let day = begin; day <= end; day++) {
        smooth.age.push(day);
        smooth.atRisk.push(atRisk);
        smooth.hazard.push(gone.map((share) => (daily * share) / all));
      }
    }
    begin = end + 1;
    ends = 0;
    watchedDays = 0;
    left = 1;
    gone = new Float64Array(ways);
  };
  let last = 0;
  for (let i = 0; i < grid.age.length; i++) {
    const day = grid.age[i] as number;
    if (day > until) break;
    const row = grid.hazard[i] as Float64Array;
    const watched = grid.atRisk[i] as number;
    if (day === 0) {
      smooth.age.push(0);
      smooth.atRisk.push(watched);
      smooth.hazard.push(row);
      continue;
    }
    const leaving = row.reduce((a, b) => a + b, 0);
    const rate = watchedDays > 0 ? ends / watchedDays : 0;
    const pause = day - last - 1;
    if (ends >= ENDS_TO_COMPARE) {
      const due = rate * watched;
      if (due * pause > DUE_IN_PAUSE) flush(last);
      else if (Math.abs(watched * leaving - due) > UNLIKE * Math.sqrt(due + 1)) flush(day - 1);
    }
    // a pause in which ends would have been due at the pace of the day that ends it is no part of that pace
    if (leaving * watched * (day - Math.max(last, begin - 1) - 1) > DUE_IN_PAUSE) flush(day - 1);
    for (let k = 0; k < ways; k++) gone[k] = (gone[k] as number) + left * (row[k] as number);
    left *= Math.max(0, 1 - leaving);
    ends += watched * leaving;
    watchedDays += watched * (day - Math.max(last, begin - 1));
    last = day;
    if (ends >= ENDS_PER_BIN) flush(day);
  }
  if (begin <= until) flush(until);
  return smooth;
}
