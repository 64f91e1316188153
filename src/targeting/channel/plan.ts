import { requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { ChannelEvidence } from "../../core/labels/channel.ts";
import type { Reason } from "../../core/reasons.ts";
import { checkOnHidden } from "./check.ts";
import { ANSWERS, type AnswerTable, BOUGHT, NEVER, readAnswers } from "./read.ts";
import { type ChannelModel, chanceOf, countChannel, fitChannel } from "./similar.ts";
import type {
  ChannelAnswers,
  ChannelCheck,
  CustomerChannels,
  NextChannel,
  NextChannelPlan,
  PlanNextChannelOptions,
} from "./types.ts";

/**
 * Names the best next channel for every customer: what they said themselves first, then what customers with the same
 * answers elsewhere and of the same segment have done.
 *
 * Without money, channels stand by the customer's own answer (bought, may, consider), then those not answered for; within
 * each by the chance. With `margin` they stand by chance × margin − cost.
 *
 * @param customers - One record per customer. Not mutated.
 * @param options - `channels`, `costs` by channel and `margin` of a purchase, `folds`, `seed`, `level`. Money is one
 * currency.
 * @returns Per customer the open channels, best first, each with its evidence, or an abstention where all are closed or
 * none pays. `check` hides answers and predicts them; where similar customers do not beat the overall order there, the
 * overall rates are used. In the order given.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `duplicate_id`, `unknown_id`, `out_of_range`, `not_finite`,
 * `inconsistent` (costs without a margin).
 * @example
 * ```ts
 * const customers = [
 *   { id: "a", answers: { shop: "consider", internet: "may" } },
 *   { id: "b", answers: { shop: "never", internet: "never" } },
 *   { id: "c", answers: { shop: "bought" } },
 * ];
 * const plan = planNextChannel(customers, { channels: ["shop", "internet"] });
 * plan.customers[0].next.channel; // => "internet"
 * describe(plan.customers[1].abstained); // => "would never buy through any of 2 channels"
 * plan.customers[2].next.evidence; // => "own_bought"
 * ```
 * @see le Cessie & van Houwelingen (1992), Applied Statistics 41, on the ridge that draws thin answers to the overall rate
 */
export function planNextChannel(
  customers: readonly ChannelAnswers[],
  options: PlanNextChannelOptions = {},
): NextChannelPlan {
  requireObject(options, "options");
  const { folds = 5, seed = 1, level = 0.95, margin, channels } = options;
  requireNumber(folds, "options.folds", { min: 2, max: 20, integer: true });
  requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  if (margin !== undefined) requireNumber(margin, "options.margin", { min: 1e-12, max: 1e15 });
  const table = readAnswers(customers, channels);
  const costs = costsOf(options, table.channels);
  const check = checkOnHidden(table, { folds, seed, level });
  const similar = !("abstained" in check) && check.gain.interval.lower > 0;
  const learn = similar ? fitChannel : countChannel;
  const models = {
    all: table.channels.map((_, channel) => learn(table, channel, "all", table.order)),
    open: table.channels.map((_, channel) => learn(table, channel, "open", table.order)),
  };
  return {
    method: similar ? "similar" : "overall",
    check,
    customers: table.ids.map((id, row) => {
      const open = table.channels.flatMap((_, channel) => openChannel(table, models, channel, row, level));
      return choose(id, table, priced(open, table, costs, margin), margin);
    }),
    notes: [noteOf(check, similar)],
    level,
  };
}

function costsOf({ costs, margin }: PlanNextChannelOptions, channels: readonly string[]): readonly number[] {
  if (costs === undefined) return channels.map(() => 0);
  requireObject(costs, "options.costs");
  if (margin === undefined) {
    throw new ClienteleError("inconsistent", "options.costs needs options.margin, what a purchase brings", {
      name: "options.margin",
    });
  }
  for (const [channel, cost] of Object.entries(costs)) {
    if (!channels.includes(channel)) {
      throw new ClienteleError("unknown_id", `options.costs names ${show(channel)}, which is not among the channels`, {
        channel,
      });
    }
    requireNumber(cost, `options.costs.${channel}`, { min: 0, max: 1e15 });
  }
  return channels.map((channel) => (Object.hasOwn(costs, channel) ? (costs[channel] as number) : 0));
}

interface Models {
  readonly all: readonly ChannelModel[];
  readonly open: readonly ChannelModel[];
}

/** One channel of one customer, unless the customer is closed to it or nobody answered for it. */
function openChannel(table: AnswerTable, models: Models, channel: number, row: number, level: number): NextChannel[] {
  const code = (table.codes[channel] as Int8Array)[row] as number;
  if (code === NEVER) return [];
  const id = table.channels[channel] as string;
  if (code === BOUGHT) {
    return [
      { channel: id, evidence: "own_bought", chance: { value: 1, n: 1, interval: { lower: 1, upper: 1, level } } },
    ];
  }
  const model = (code < 0 ? models.all : models.open)[channel] as ChannelModel;
  const chance = chanceOf(table, model, row, level);
  if (chance === undefined) return [];
  const told: ChannelEvidence = model.fit === undefined ? "overall" : "similar";
  const evidence = code < 0 ? told : (`own_${ANSWERS[code] as "may" | "consider"}` as const);
  return [{ channel: id, evidence, chance }];
}

function priced(
  open: readonly NextChannel[],
  { channels }: AnswerTable,
  costs: readonly number[],
  margin: number | undefined,
): NextChannel[] {
  if (margin === undefined) return [...open];
  return open.map((next) => ({
    ...next,
    expectedMargin: next.chance.value * margin - (costs[channels.indexOf(next.channel)] as number),
  }));
}

const NEARNESS: Readonly<Record<ChannelEvidence, number>> = {
  own_bought: 3,
  own_may: 2,
  own_consider: 1,
  similar: 0,
  overall: 0,
};

/** Best channel first; of equal ones the one that stands first in the list of channels. */
function choose(
  id: string,
  { channels }: AnswerTable,
  open: readonly NextChannel[],
  margin: number | undefined,
): CustomerChannels {
  const near = (next: NextChannel): number => NEARNESS[next.evidence];
  const ranked = [...open].sort(
    (a, b) =>
      (margin === undefined ? near(b) - near(a) : (b.expectedMargin ?? 0) - (a.expectedMargin ?? 0)) ||
      b.chance.value - a.chance.value ||
      near(b) - near(a),
  );
  const next = ranked[0];
  if (next === undefined) {
    return { id, abstained: { code: "channel_all_closed", params: { channels: channels.length } } };
  }
  const { channel, evidence, expectedMargin } = next;
  if (expectedMargin !== undefined && expectedMargin <= 0) {
    return { id, abstained: { code: "channel_none_pays", params: { channel, margin: expectedMargin } } };
  }
  const { value, interval } = next.chance;
  const reasons: Reason[] = [{ code: "channel_next", params: { channel, evidence } }];
  if (evidence !== "own_bought") {
    const params = { channel, chance: value, lower: interval.lower, upper: interval.upper };
    reasons.push({ code: "channel_chance", params });
  }
  if (expectedMargin !== undefined)
    reasons.push({ code: "channel_margin", params: { channel, margin: expectedMargin } });
  return { id, next, ranked, reasons };
}

function noteOf(check: NextChannelPlan["check"], helps: boolean): Reason {
  if ("abstained" in check) return check.abstained;
  const { similar, overall, gain }: ChannelCheck = check;
  const params = {
    similar: similar.value,
    overall: overall.value,
    lower: gain.interval.lower,
    upper: gain.interval.upper,
  };
  return { code: helps ? "channel_similar_helps" : "channel_similar_no_help", params };
}
