import type { Random } from "../../src/math/index.ts";
import type { ChannelAnswer, ChannelAnswers } from "../../src/targeting/index.ts";

export const WORLD_CHANNELS = [
  "newsstand",
  "telephone",
  "supermarket",
  "internet",
  "mail_order",
  "shop",
  "distributor",
  "representative",
] as const;

const BASE = [-1.5, -0.6, 1, 1.2, -0.8, 1.4, -0.3, -0.1];
/** Remote channels go together, and so do those with a counter. */
const REMOTE = [-0.5, 1, -0.8, 1, 0.8, -0.7, 0, 0.2];

/** Answers of customers who lean towards remote channels by `lean`; a share of answers is missing. */
export function drawAnswers(random: Random, n: number, lean: number, missing = 0.2): ChannelAnswers[] {
  return Array.from({ length: n }, (_, i) => {
    const taste = random.normal();
    const answers: Record<string, ChannelAnswer> = {};
    WORLD_CHANNELS.forEach((channel, k) => {
      const pull = (BASE[k] as number) + lean * taste * (REMOTE[k] as number) + random.normal();
      const answer = pull < -0.8 ? "never" : pull < 0.2 ? "consider" : pull < 1 ? "may" : "bought";
      if (random.uniform() >= missing) answers[channel] = answer;
    });
    return { id: `c${i}`, answers, segment: taste > 0 ? "young" : "old" };
  });
}
