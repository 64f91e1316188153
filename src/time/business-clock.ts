import { msToDay } from "./day.ts";

/** A piece of a day, in milliseconds from local midnight; `from` belongs to it, `to` does not. @internal */
export interface OpenHours {
  readonly from: number;
  readonly to: number;
}

/** A calendar in the form in which it is computed with. @internal */
export interface ClockParts {
  /** Monday to Sunday. */
  readonly week: readonly (readonly OpenHours[])[];
  /** Days that do not follow their weekday, ascending by local day number. */
  readonly special: readonly { readonly day: number; readonly open: readonly OpenHours[] }[];
  /** Milliseconds ahead of UTC from an epoch millisecond on; the first from −Infinity. */
  readonly offsets: readonly { readonly from: number; readonly ms: number }[];
}

const DAY_MS = 86_400_000;

/** No date lies beyond this day number either side of 1970, the end of ECMAScript dates. */
const LAST_DAY = 100_000_001;

const lengthOf = (open: readonly OpenHours[]): number => open.reduce((sum, { from, to }) => sum + to - from, 0);

/** Weekday of a day number, 0 for Monday; 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): number => day + 3 - 7 * Math.floor((day + 3) / 7);

/**
 * Business time as a running total: how much of it has passed since a fixed moment is found from whole weeks, the days
 * of the week begun, the special days before and the hours of the day, so that an interval of years costs as much as
 * one of minutes. All figures are whole milliseconds.
 *
 * @internal
 */
export class BusinessClock {
  readonly #week: ClockParts["week"];
  readonly #weekTotal: number;
  /** Business time from Monday to each day of the week. */
  readonly #before: readonly number[];
  readonly #special: ReadonlyMap<number, readonly OpenHours[]>;
  readonly #days: Float64Array;
  /** What the first so many special days have more than their weekdays would have had. */
  readonly #extra: Float64Array;
  readonly #offsets: ClockParts["offsets"];
  /** What joins the running total of one offset to that of the next. */
  readonly #shift: Float64Array;

  constructor({ week, special, offsets }: ClockParts) {
    this.#week = week;
    const before = [0];
    for (const open of week) before.push((before.at(-1) as number) + lengthOf(open));
    this.#before = before;
    this.#weekTotal = before[7] as number;
    this.#special = new Map(special.map(({ day, open }) => [day, open]));
    this.#days = Float64Array.from(special, ({ day }) => day);
    this.#extra = new Float64Array(special.length + 1);
    special.forEach(({ day, open }, i) => {
      const usual = week[weekdayOf(day)] as readonly OpenHours[];
      this.#extra[i + 1] = (this.#extra[i] as number) + lengthOf(open) - lengthOf(usual);
    });
    this.#offsets = offsets;
    this.#shift = new Float64Array(offsets.length);
    for (let k = 1; k < offsets.length; k++) {
      const { from, ms } = offsets[k] as ClockParts["offsets"][number];
      const old = (offsets[k - 1] as ClockParts["offsets"][number]).ms;
      this.#shift[k] = (this.#shift[k - 1] as number) + this.#localTotal(from + old) - this.#localTotal(from + ms);
    }
  }

  /** Business milliseconds from one epoch millisecond to a later one; negative where it is earlier. */
  between(from: number, to: number): number {
    return this.#total(to) - this.#total(from);
  }

  isOpen(at: number): boolean {
    const local = at + this.#offsetAt(this.#segmentAt(at));
    const day = msToDay(local);
    const time = local - day * DAY_MS;
    return this.#hoursOf(day).some(({ from, to }) => from <= time && time < to);
  }

  /** The first epoch millisecond by which so many business milliseconds have passed; `undefined` where none is. */
  after(from: number, business: number): number | undefined {
    if (business === 0) return from;
    const target = this.#total(from) + business;
    let k = this.#segmentAt(from);
    let start = from;
    while (k + 1 < this.#offsets.length) {
      const next = (this.#offsets[k + 1] as ClockParts["offsets"][number]).from;
      if (this.#totalIn(k, next) >= target) break;
      start = next;
      k++;
    }
    const offset = this.#offsetAt(k);
    const local = this.#whenLocal(target - (this.#shift[k] as number), msToDay(start + offset));
    return local === undefined ? undefined : local - offset;
  }

  #offsetAt(k: number): number {
    return (this.#offsets[k] as ClockParts["offsets"][number]).ms;
  }

  /** Which offset holds at a moment. */
  #segmentAt(at: number): number {
    let low = 0;
    let high = this.#offsets.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#offsets[middle] as ClockParts["offsets"][number]).from <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #total(at: number): number {
    return this.#totalIn(this.#segmentAt(at), at);
  }

  #totalIn(k: number, at: number): number {
    return this.#localTotal(at + this.#offsetAt(k)) + (this.#shift[k] as number);
  }

  #hoursOf(day: number): readonly OpenHours[] {
    return this.#special.get(day) ?? (this.#week[weekdayOf(day)] as readonly OpenHours[]);
  }

  /** Running total of local time. */
  #localTotal(local: number): number {
    const day = msToDay(local);
    const time = local - day * DAY_MS;
    let total = this.#dayTotal(day);
    for (const { from, to } of this.#hoursOf(day)) {
      if (time <= from) break;
      total += Math.min(time, to) - from;
    }
    return total;
  }

  /** Running total at the midnight with which a local day begins. */
  #dayTotal(day: number): number {
    const weeks = Math.floor((day + 3) / 7);
    const own = weeks * this.#weekTotal + (this.#before[day + 3 - 7 * weeks] as number);
    const days = this.#days;
    if (days.length === 0) return own;
    let low = 0;
    let high = days.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((days[middle] as number) < day) low = middle + 1;
      else high = middle;
    }
    return own + (this.#extra[low] as number);
  }

  /** First local millisecond at which the running total reaches `target`, which lies after the start of `day`. */
  #whenLocal(target: number, day: number): number | undefined {
    // deadlines lie near, so the search widens from the first day instead of halving all of time
    let low = day;
    let step = 1;
    while (this.#dayTotal(low + step) < target) {
      low += step;
      step *= 2;
      if (low > LAST_DAY) return undefined;
    }
    let high = low + step;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#dayTotal(middle) < target) low = middle;
      else high = middle;
    }
    let left = target - this.#dayTotal(low);
    for (const { from, to } of this.#hoursOf(low)) {
      if (left <= to - from) return low * DAY_MS + from + left;
      left -= to - from;
    }
    return undefined;
  }
}
