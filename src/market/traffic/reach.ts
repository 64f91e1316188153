import { requireNonEmpty, requireNumber, requireObject, requireText } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { channelOf } from "./read.ts";
import type { ReachedChannel, ReachPair, ReachReport, TrafficTouch } from "./types.ts";

interface Person {
  readonly channels: Set<string>;
  customer: boolean;
}

/**
 * Counts whom each channel reached, every person once: who was reached by one channel alone, how channels overlap, and
 * what would go for sure with each.
 *
 * @param touches - People with the channel through which they were met, and whether they became customers; several
 * touches of one person through one channel count once. A touch without a source stands under `(unknown)`. Not mutated.
 * @param options - `level` of the intervals in (0, 1), default 0.95.
 * @returns Channels with the most people first. `exclusive` and `shared` of a channel sum to its people, `divided` over
 * all channels and `byChannels` sum to all people.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const reach = measureChannelReach([
 *   { person: "Ann", source: "search" },
 *   { person: "Ann", source: "fair", customer: true },
 *   { person: "Ben", source: "search" },
 *   { person: "Cho", source: "fair", customer: true },
 * ]);
 * reach.people; // => 3
 * reach.channels.map(({ channel, people, exclusive }) => [channel, people, exclusive]); // => [["fair", 2, 1], ["search", 2, 1]]
 * reach.channels[0].exclusiveCustomers; // => 1
 * reach.pairs[0].people; // => 1
 * ```
 */
export function measureChannelReach(
  touches: ArrayLike<TrafficTouch>,
  options: Readonly<{ level?: number }> = {},
): ReachReport {
  requireObject(options, "options");
  const { level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNonEmpty(touches, "touches");
  const people = new Map<string, Person>();
  const contacts = new Map<string, number>();
  for (let i = 0; i < touches.length; i++) {
    const touch = touches[i] as TrafficTouch;
    requireTouch(touch, `touches[${i}]`);
    const channel = channelOf(touch.source, `touches[${i}]`);
    contacts.set(channel, (contacts.get(channel) ?? 0) + 1);
    const person = people.get(touch.person) ?? { channels: new Set<string>(), customer: false };
    person.channels.add(channel);
    if (touch.customer === true) person.customer = true;
    people.set(touch.person, person);
  }
  const shareOf = (x: number, n: number): Estimate => ({ value: x / n, n, interval: wilsonInterval(x, n, level) });
  const all = [...people.values()];
  const channels = channelsOf(all, contacts, shareOf);
  const byNumber = new Map<number, { people: number; customers: number }>();
  for (const { channels: own, customer } of all) {
    const row = byNumber.get(own.size) ?? { people: 0, customers: 0 };
    row.people++;
    if (customer) row.customers++;
    byNumber.set(own.size, row);
  }
  return {
    level,
    touches: touches.length,
    people: all.length,
    customers: all.filter(({ customer }) => customer).length,
    channels,
    byChannels: [...byNumber.entries()].sort(([a], [b]) => a - b).map(([n, row]) => ({ channels: n, ...row })),
    pairs: pairsOf(all, channels, shareOf),
    shared: shareOf(all.filter(({ channels: own }) => own.size > 1).length, all.length),
  };
}

function requireTouch(touch: TrafficTouch, name: string): void {
  requireObject(touch, name);
  requireText(touch.person, `${name}.person`);
  if (touch.customer !== undefined && typeof touch.customer !== "boolean") {
    throw new ClienteleError("invalid_type", `${name}.customer must be true, false or absent`, { name });
  }
}

type ShareOf = (x: number, n: number) => Estimate;

function channelsOf(
  all: readonly Person[],
  contacts: ReadonlyMap<string, number>,
  shareOf: ShareOf,
): readonly ReachedChannel[] {
  // people by how many channels share them, so that parts are added in one order however the rows stand
  const counts = new Map<string, { customers: number; exclusiveCustomers: number; byShare: Map<number, number> }>();
  for (const { channels, customer } of all) {
    for (const channel of channels) {
      const own = counts.get(channel) ?? { customers: 0, exclusiveCustomers: 0, byShare: new Map<number, number>() };
      counts.set(channel, own);
      own.byShare.set(channels.size, (own.byShare.get(channels.size) ?? 0) + 1);
      if (customer) own.customers++;
      if (customer && channels.size === 1) own.exclusiveCustomers++;
    }
  }
  const list = [...counts.entries()].map(([channel, { customers, exclusiveCustomers, byShare }]): ReachedChannel => {
    const parts = [...byShare.entries()].sort(([a], [b]) => a - b);
    const people = parts.reduce((sum, [, n]) => sum + n, 0);
    const exclusive = byShare.get(1) ?? 0;
    return {
      channel,
      touches: contacts.get(channel) as number,
      people,
      exclusive,
      shared: people - exclusive,
      divided: parts.reduce((sum, [k, n]) => sum + n / k, 0),
      customers,
      exclusiveCustomers,
      reach: shareOf(people, all.length),
      overlap: shareOf(people - exclusive, people),
    };
  });
  return list.sort((a, b) => b.people - a.people || (a.channel < b.channel ? -1 : 1));
}

function pairsOf(all: readonly Person[], channels: readonly ReachedChannel[], shareOf: ShareOf): readonly ReachPair[] {
  const place = new Map(channels.map(({ channel }, c) => [channel, c]));
  const counts = new Map<number, number>();
  for (const { channels: own } of all) {
    if (own.size < 2) continue;
    const places = [...own].map((channel) => place.get(channel) as number).sort((a, b) => a - b);
    for (let i = 0; i < places.length; i++) {
      for (let j = i + 1; j < places.length; j++) {
        const key = (places[i] as number) * channels.length + (places[j] as number);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  return [...counts.entries()]
    .sort(([a, n], [b, m]) => m - n || a - b)
    .map(([key, people]): ReachPair => {
      const first = channels[Math.floor(key / channels.length)] as ReachedChannel;
      const second = channels[key % channels.length] as ReachedChannel;
      return {
        channels: [first.channel, second.channel],
        people,
        ofFirst: shareOf(people, first.people),
        ofSecond: shareOf(people, second.people),
      };
    });
}
