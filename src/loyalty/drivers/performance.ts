import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { answerOf, openTable, readersOf } from "./intake.ts";
import type { DriverColumns, DriverPerformance, PerformanceOptions } from "./types.ts";

const MOST_DRIVERS = 50;

/**
 * How well we do on each driver: the mean rating of everybody who rated it, with its interval.
 *
 * @param data - Rows, or columns by name, as for {@link measureDrivers}. Not mutated.
 * @param options - `drivers` (field names, or `{ id, value }`), `weight` per row, `level` (default 0.95).
 * @returns One mean per driver in scale points, in the order given, with Student's interval on the effective number of
 * answers. A driver with fewer than two answers is left out, and so is one whose answers are all alike: neither shows
 * how far its mean may be off.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`, `duplicate_id`,
 * `length_mismatch`.
 * @example
 * ```ts
 * const [speed] = measurePerformance({ speed: [4, 5, undefined, 3] }, { drivers: ["speed"] });
 * speed.value; // => 4
 * speed.n; // => 3
 * speed.interval.lower; // ≈ 1.516
 * ```
 * @see Martilla and James (1977), Importance-performance analysis, Journal of Marketing 41(1), 77–79
 */
export function measurePerformance<T>(
  data: readonly T[] | DriverColumns,
  options: PerformanceOptions<T>,
): DriverPerformance[] {
  requireObject(options, "options");
  const { level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const table = openTable(data);
  const weightAt = table.weights(options.weight);
  const found: DriverPerformance[] = [];
  for (const reader of readersOf(table, options.drivers, MOST_DRIVERS)) {
    let [n, total, squares, mean, spread] = [0, 0, 0, 0, 0];
    for (let i = 0; i < table.rows; i++) {
      const answer = answerOf(reader, i);
      const weight = weightAt === undefined ? 1 : weightAt(i);
      if (answer === undefined || weight === 0) continue;
      n++;
      total += weight;
      squares += weight * weight;
      // West's update of a weighted mean and its squares
      const gap = answer - mean;
      mean += (weight / total) * gap;
      spread += weight * gap * (answer - mean);
    }
    if (n < 2 || spread === 0) continue;
    const effective = (total * total) / squares;
    if (!Number.isFinite(effective) || !Number.isFinite(spread) || !(effective > 1)) {
      throw new ClienteleError("out_of_range", `answers to ${reader.id} or weights are too large, use a larger unit`, {
        driver: reader.id,
      });
    }
    const error = Math.sqrt(spread / total / (effective - 1));
    const half = studentTQuantile((1 + level) / 2, effective - 1) * error;
    found.push({ driver: reader.id, value: mean, n, interval: { lower: mean - half, upper: mean + half, level } });
  }
  return found;
}
