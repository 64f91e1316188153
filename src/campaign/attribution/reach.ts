import type { Journeys } from "./journeys.ts";
import { longestOf, sequenceOf } from "./sequences.ts";
import type { ChannelReach } from "./types.ts";

/** How many journeys touched each channel, how many of them converted, and how many touches there were. */
export function reachOf(journeys: Journeys): readonly ChannelReach[] {
  const { channels, lost, won, touches } = journeys;
  const path = new Int32Array(longestOf(journeys));
  const columns = () => new Float64Array(channels.length);
  const [touched, converted, seen] = [columns(), columns(), columns()];
  const add = (column: Float64Array, c: number, amount: number): void => {
    column[c] = (column[c] as number) + amount;
  };
  for (let node = 1; node < won.length; node++) {
    const bought = won[node] as number;
    const all = bought + (lost[node] as number);
    if (all === 0) continue;
    const n = sequenceOf(journeys, node, path);
    for (let i = 0; i < n; i++) {
      const c = path[i] as number;
      if (seen[c] === node) continue;
      seen[c] = node;
      add(touched, c, all);
      add(converted, c, bought);
    }
  }
  // journeys that were shared over several orders come back whole, but for rounding
  const whole = (column: Float64Array, c: number): number => Math.round(column[c] as number);
  return channels.map((channel, c) => ({
    channel,
    journeys: whole(touched, c),
    converted: whole(converted, c),
    touches: touches[c] as number,
  }));
}
