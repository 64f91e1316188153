import type { RivalFieldId, RivalStep } from "../../core/labels/rival-profile.ts";
import type { RivalField } from "./types.ts";

/** The six steps in their order. */
export const rivalSteps: readonly RivalStep[] = ["who", "state", "strengths", "direction", "intent", "steering"];

/** Two yearly reports apart with a month to spare, a year, half a year, a quarter. */
const [LASTING, YEARLY, YEAR, HALF, QUARTER] = [1095, 400, 365, 180, 90] as const;

type Entry = readonly [id: RivalFieldId, weight: number, shelfLifeDays: number, many?: true];

const ENTRIES: Readonly<Record<RivalStep, readonly Entry[]>> = {
  who: [
    ["legal_name", 1, LASTING],
    ["ownership", 1, LASTING],
    ["home_market", 1, LASTING],
    ["customers_served", 2, YEAR, true],
  ],
  state: [
    ["revenue", 2, YEARLY],
    ["market_share", 3, YEAR],
    ["profitability", 2, YEARLY],
    ["headcount", 1, YEARLY],
  ],
  strengths: [
    ["offer", 2, YEAR, true],
    ["price_level", 3, QUARTER],
    ["service_level", 2, YEAR],
    ["references", 1, YEAR, true],
    ["weaknesses", 3, YEAR, true],
  ],
  direction: [
    ["announced_plans", 3, HALF, true],
    ["investments", 2, YEAR, true],
    ["hiring", 1, HALF, true],
  ],
  intent: [
    ["target_accounts", 3, HALF, true],
    ["pricing_intent", 3, QUARTER],
    ["stance_towards_us", 2, HALF],
  ],
  steering: [
    ["reaction_pattern", 3, YEAR, true],
    ["steering_levers", 2, YEAR, true],
    ["red_lines", 2, YEAR, true],
  ],
};

/**
 * What is asked about a rival in six steps, with the weight and the shelf life of each answer: prices and intentions
 * keep a quarter, plans half a year, yearly figures until the next report, names for years. Weights and shelf lives are
 * conventions; pass your own list to {@link measureRivalProfile} to change them.
 *
 * @example
 * ```ts
 * rivalFields.filter((field) => field.step === "intent").map((field) => field.id); // => ["target_accounts", "pricing_intent", "stance_towards_us"]
 * rivalFields.find((field) => field.id === "price_level").shelfLifeDays; // => 90
 * ```
 */
export const rivalFields: readonly RivalField[] = /* @__PURE__ */ (() =>
  rivalSteps.flatMap((step) =>
    ENTRIES[step].map(([id, weight, shelfLifeDays, many]): RivalField => {
      return { id, step, weight, shelfLifeDays, ...(many === true ? { many } : {}) };
    }),
  ))();
