import {
  requireColumn,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireOneOf,
  requireUnique,
  show,
  throwNotFinite,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toDay } from "../../time/day.ts";
import { LARGEST_AMOUNT } from "./curves.ts";
import type { ChannelShape } from "./shape.ts";
import type { FitResponseOptions, ParameterBounds, ResponseChannel } from "./types.ts";

/** Weekly data in order of time, checked. */
export interface ResponseData {
  /** UTC day of each week. */
  readonly days: Float64Array;
  readonly revenue: Float64Array;
  /** By id, so that the order in which channels are listed changes nothing. */
  readonly channels: readonly ChannelShape[];
  readonly controls: readonly { readonly id: string; readonly values: Float64Array }[];
  readonly settings: Required<
    Pick<
      FitResponseOptions<unknown>,
      "trend" | "harmonics" | "maxLag" | "holdoutWeeks" | "holdoutFolds" | "starts" | "draws" | "level" | "seed"
    >
  >;
}

const YEAR_WEEKS = 52;
const MOST_CHANNELS = 20;
const WEEK = 7;

/** Reads and checks everything that the caller gave. */
export function readResponseData<T>(weeks: ArrayLike<T>, options: FitResponseOptions<T>): ResponseData {
  requireObject(options, "options");
  requireNonEmpty(weeks, "weeks");
  const { trend = true, maxLag = 8, holdoutWeeks = 13, holdoutFolds = 3 } = options;
  const { starts = 6, draws = 200, level = 0.95, seed = 1, controls: others = [] } = options;
  const { harmonics = weeks.length < YEAR_WEEKS ? 0 : 2 } = options;
  if (typeof trend !== "boolean") {
    throw new ClienteleError("invalid_type", `options.trend must be true or false, got ${show(trend)}`);
  }
  const whole = { integer: true } as const;
  requireNumber(harmonics, "options.harmonics", { min: 0, max: 12, ...whole });
  requireNumber(maxLag, "options.maxLag", { min: 0, max: 52, ...whole });
  requireNumber(holdoutWeeks, "options.holdoutWeeks", { min: 1, max: 520, ...whole });
  requireNumber(holdoutFolds, "options.holdoutFolds", { min: 0, max: 10, ...whole });
  requireNumber(starts, "options.starts", { min: 1, max: 50, ...whole });
  requireNumber(draws, "options.draws", { min: 50, max: 1000, ...whole });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, ...whole });
  const order = weekOrder(weeks, options.week);
  const read = (accessor: unknown, name: string, min: number): Float64Array =>
    Float64Array.from(order, ({ row }) => amount(accessor, weeks, row, name, min));
  const channels = readList(options.channels, "options.channels", MOST_CHANNELS);
  if (channels.length === 0) {
    throw new ClienteleError("empty_input", "options.channels must hold at least one channel", {});
  }
  const controls = readList(others, "options.controls", 100);
  return {
    days: Float64Array.from(order, ({ day }) => day),
    revenue: read(options.revenue, "revenue", -LARGEST_AMOUNT),
    channels: sorted(channels).map((channel) =>
      shapeOf(channel, read(channel.spend, `spend of ${channel.id}`, 0), maxLag),
    ),
    controls: sorted(controls).map(({ id, value }) => ({ id, values: read(value, `control ${id}`, -LARGEST_AMOUNT) })),
    settings: { trend, harmonics, maxLag, holdoutWeeks, holdoutFolds, starts, draws, level, seed },
  };
}

function sorted<C extends { readonly id: string }>(list: readonly C[]): C[] {
  return [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function readList<C extends { readonly id: string }>(list: readonly C[], name: string, most: number): readonly C[] {
  requireColumn(list, name);
  const items = Array.from(list);
  requireNumber(items.length, `${name}.length`, { min: 0, max: most });
  items.forEach((item, i) => {
    requireObject(item, `${name}[${i}]`);
    if (typeof item.id !== "string" || item.id === "") {
      throw new ClienteleError("invalid_type", `${name}[${i}].id must be a text that is not empty`, { index: i });
    }
  });
  requireUnique(
    items.map(({ id }) => id),
    name,
  );
  return items;
}

function weekOrder<T>(
  weeks: ArrayLike<T>,
  week: FitResponseOptions<T>["week"],
): readonly { readonly row: number; readonly day: number }[] {
  requireAccessor(week, "options.week");
  const order = Array.from({ length: weeks.length }, (_, row) => ({ row, day: toDay(week(weeks[row] as T, row)) }));
  order.sort((a, b) => a.day - b.day);
  for (let i = 1; i < order.length; i++) {
    const [before, at] = [order[i - 1], order[i]] as [{ row: number; day: number }, { row: number; day: number }];
    if (at.day - before.day === WEEK) continue;
    throw new ClienteleError(
      "inconsistent",
      `weeks[${at.row}] lies ${at.day - before.day} days after weeks[${before.row}]; weeks must follow one another by 7 days: fill a missing week or join double ones`,
      { index: at.row, days: at.day - before.day },
    );
  }
  return order;
}

function amount<T>(accessor: unknown, weeks: ArrayLike<T>, row: number, name: string, min: number): number {
  requireAccessor(accessor, name);
  const value: unknown = accessor(weeks[row], row);
  if (typeof value !== "number" || !Number.isFinite(value)) throwNotFinite(value, name, row);
  if (value < min || Math.abs(value) > LARGEST_AMOUNT)
    requireNumber(value, `${name}[${row}]`, { min, max: LARGEST_AMOUNT });
  return value;
}

function requireAccessor(value: unknown, name: string): asserts value is (row: unknown, index: number) => unknown {
  if (typeof value !== "function") {
    throw new ClienteleError(
      "invalid_type",
      `${name} must be a function from a week to its value, got ${show(value)}`,
      {
        name,
      },
    );
  }
}

function shapeOf<T>(channel: ResponseChannel<T>, spend: Float64Array, maxLag: number): ChannelShape {
  const { id, adstock = "geometric", saturation = "hill", bounds = {} } = channel;
  requireOneOf(adstock, ["geometric", "binomial"], `adstock of ${id}`);
  requireOneOf(saturation, ["hill", "log"], `saturation of ${id}`);
  requireObject(bounds, `bounds of ${id}`);
  const { rate = [0, adstock === "geometric" ? 0.8 : 0.5], shape = [0.5, 3], reach = [0.05, 2] } = bounds;
  requireBounds(rate, `bounds.rate of ${id}`, { min: 0, below: 1 });
  requireBounds(shape, `bounds.shape of ${id}`, { above: 0, max: 20 });
  requireBounds(reach, `bounds.reach of ${id}`, { min: 1e-6, max: 1e6 });
  const pick = ([lower, upper]: ParameterBounds): ParameterBounds => [lower, upper];
  return {
    id,
    spend,
    max: spend.reduce((most, x) => Math.max(most, x), 0),
    adstock,
    saturation,
    maxLag,
    parameters: [
      ...(maxLag > 0 ? [{ parameter: "rate" as const, bounds: pick(rate) }] : []),
      ...(saturation === "hill" ? [{ parameter: "shape" as const, bounds: pick(shape) }] : []),
      { parameter: "reach", bounds: pick(reach) },
    ],
  };
}

function requireBounds(bounds: ParameterBounds, name: string, range: Parameters<typeof requireNumber>[2]): void {
  requireColumn(bounds, name);
  requireNumber(bounds.length, `${name}.length`, { min: 2, max: 2 });
  requireNumber(bounds[0], `${name}[0]`, range);
  requireNumber(bounds[1], `${name}[1]`, range);
  if (!(bounds[0] < bounds[1])) {
    throw new ClienteleError("inconsistent", `${name} must begin below its end, got ${bounds[0]} and ${bounds[1]}`, {});
  }
}
