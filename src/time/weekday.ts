/** Weekday of a UTC day, Monday being 0; 1970-01-01 was a Thursday, three days after its ISO week began. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}
