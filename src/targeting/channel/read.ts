import { requireNonEmpty, requireObject, requireOneOf, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { ChannelAnswer, SalesChannel } from "../../core/labels/channel.ts";
import type { ChannelAnswers } from "./types.ts";

/** The eight channels of the map, D34. */
const CHANNELS: readonly SalesChannel[] = [
  "newsstand",
  "telephone",
  "supermarket",
  "internet",
  "mail_order",
  "shop",
  "distributor",
  "representative",
];

/** The four answers from far to near. */
export const ANSWERS: readonly ChannelAnswer[] = ["never", "consider", "may", "bought"];

export const NEVER = 0;
export const BOUGHT = 3;

/** Answers as codes: position in {@link ANSWERS}, −1 where not answered. One column per channel. */
export interface AnswerTable {
  readonly channels: readonly string[];
  readonly ids: readonly string[];
  readonly codes: readonly Int8Array[];
  /** Segment of each customer, −1 for none, and their ids in the order of their characters. */
  readonly segmentOf: Int32Array;
  readonly segments: readonly string[];
  /** Customers by id in the order of its characters, so that sums do not hang on the order of records. */
  readonly order: Uint32Array;
}

/** Reads and checks the answers. */
export function readAnswers(
  customers: readonly ChannelAnswers[],
  channels: readonly string[] | undefined = CHANNELS,
): AnswerTable {
  requireNonEmpty(channels, "options.channels");
  for (let k = 0; k < channels.length; k++) requireText(channels[k], `options.channels[${k}]`);
  requireUnique(channels, "options.channels");
  requireNonEmpty(customers, "customers");
  const ids: string[] = [];
  const names = new Set<string>();
  for (let i = 0; i < customers.length; i++) {
    const customer = customers[i] as ChannelAnswers;
    requireObject(customer, `customers[${i}]`);
    requireText(customer.id, `customers[${i}].id`);
    requireObject(customer.answers, `customers[${i}].answers`);
    ids.push(customer.id);
    if (customer.segment === undefined) continue;
    requireText(customer.segment, `customers[${i}].segment`);
    names.add(customer.segment);
  }
  requireUnique(ids, "customers");
  const known = new Set<string>(channels);
  const segments = [...names].sort();
  const positions = new Map(segments.map((segment, k) => [segment, k]));
  const codes = channels.map(() => new Int8Array(ids.length).fill(-1));
  const segmentOf = new Int32Array(ids.length).fill(-1);
  for (let i = 0; i < customers.length; i++) {
    const { answers, segment } = customers[i] as ChannelAnswers;
    for (const channel of Object.keys(answers)) {
      if (known.has(channel)) continue;
      throw new ClienteleError(
        "unknown_id",
        `customers[${i}].answers names the channel ${show(channel)}; list it in options.channels`,
        { index: i, channel },
      );
    }
    channels.forEach((channel, k) => {
      const answer = Object.hasOwn(answers, channel) ? answers[channel] : undefined;
      if (answer === undefined || answer === null) return;
      requireOneOf(answer, ANSWERS, `customers[${i}].answers.${channel}`);
      (codes[k] as Int8Array)[i] = ANSWERS.indexOf(answer);
    });
    if (segment !== undefined) segmentOf[i] = positions.get(segment) as number;
  }
  const order = Uint32Array.from(ids.keys()).sort((a, b) => ((ids[a] as string) < (ids[b] as string) ? -1 : 1));
  return { channels, ids, codes, segmentOf, segments, order };
}

function requireText(value: unknown, name: string): void {
  if (typeof value !== "string" || value === "") {
    throw new ClienteleError("invalid_type", `${name} must be text that is not empty, got ${show(value)}`, { name });
  }
}
