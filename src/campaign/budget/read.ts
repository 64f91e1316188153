import { requireColumn, requireNumber, requireObject, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { LARGEST_AMOUNT } from "../response/curves.ts";
import type { ResponseCurve } from "../response/types.ts";
import type { Domain } from "./envelope.ts";
import type { BudgetChannel } from "./types.ts";

/** Packages above this number are better planned as money. */
const MOST_STEPS = 100_000;

/** A multiple that is missed by rounding alone still counts. */
const SLACK = 1e-9;

/** A channel with its limits and its curve. */
export type LimitedChannel = BudgetChannel & { readonly curve: ResponseCurve };

/** The limits of each channel, checked; `max` may lie above the total. */
export function readChannels(
  curves: readonly ResponseCurve[],
  channels: readonly BudgetChannel[] = curves.map(({ id }) => ({ id })),
): readonly LimitedChannel[] {
  requireColumn(channels, "options.channels");
  const byId = new Map(curves.map((curve) => [curve.id, curve]));
  const list = Array.from(channels, (channel, i) => {
    const name = `options.channels[${i}]`;
    requireObject(channel, name);
    const curve = byId.get(channel.id);
    if (curve === undefined) {
      throw new ClienteleError(
        "unknown_id",
        `${name}: no curve is called ${show(channel.id)}; there are ${[...byId.keys()].join(", ")}`,
        { id: channel.id },
      );
    }
    const { min = 0, max, step, minIfUsed } = channel;
    requireNumber(min, `${name}.min`, { min: 0, max: LARGEST_AMOUNT });
    if (max !== undefined) requireNumber(max, `${name}.max`, { min: 0, max: LARGEST_AMOUNT });
    if (step !== undefined) requireNumber(step, `${name}.step`, { min: 1 / LARGEST_AMOUNT, max: LARGEST_AMOUNT });
    if (minIfUsed !== undefined) requireNumber(minIfUsed, `${name}.minIfUsed`, { min: 0, max: LARGEST_AMOUNT });
    if (max !== undefined && min > max) {
      throw new ClienteleError("inconsistent", `${name}: min ${min} lies above max ${max}`, { min, max });
    }
    if (step !== undefined && max !== undefined && Math.ceil(min / step - SLACK) * step > max * (1 + SLACK)) {
      throw new ClienteleError("inconsistent", `${name}: no multiple of ${step} lies between ${min} and ${max}`, {});
    }
    if (minIfUsed !== undefined && min > 0) {
      throw new ClienteleError("inconsistent", `${name}: give min or minIfUsed, not both`, { min, minIfUsed });
    }
    return { ...channel, curve };
  });
  if (list.length === 0) throw new ClienteleError("empty_input", "options.channels must hold at least one channel", {});
  requireUnique(
    list.map(({ id }) => id),
    "options.channels",
  );
  return list;
}

/** Where the spend of each channel may lie for one total. `free` leaves steps and starting amounts out. */
export function domainsOf(
  channels: readonly LimitedChannel[],
  total: number,
  horizonWeeks: number,
  free: boolean = false,
): readonly Domain[] {
  return channels.map(({ id, curve, min = 0, max = total, step, minIfUsed = 0 }) => {
    const whole = free ? undefined : step;
    const start = free ? 0 : minIfUsed;
    const unit = whole ?? 1;
    const up = (x: number): number => (whole === undefined ? x : Math.ceil(x / unit - SLACK) * unit);
    const down = (x: number): number => (whole === undefined ? x : Math.floor(x / unit + SLACK) * unit);
    const low = up(Math.max(min, start));
    // a channel that brings nothing gets no more than it must
    const high = curve.effect > 0 ? down(Math.min(max, total)) : min > 0 ? low : 0;
    if (whole !== undefined && (high - low) / whole > MOST_STEPS) {
      throw new ClienteleError(
        "out_of_range",
        `channel ${show(id)} could take ${Math.round((high - low) / whole)} steps of ${whole}, at most ${MOST_STEPS} are searched: leave step out or set max`,
        { id, step: whole },
      );
    }
    const domain = { curve, horizonWeeks, ...(whole !== undefined && { step: whole }) };
    // too little for the least: nothing where nothing is allowed, else the least, which the total then cannot pay
    if (high < low) return { ...domain, low: min > 0 ? low : 0, high: min > 0 ? low : 0, zero: false };
    return { ...domain, low, high, zero: start > 0 && low > 0 };
  });
}
