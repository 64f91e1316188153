import { createRandom } from "clientele/math";
import type { EffectDistribution, Move, MoveEffect, Strategy } from "clientele/strategy";

/** Chance to leave within a year from which a customer counts as at risk. */
const AT_RISK = 0.2;

/** Months bound from which somebody cannot leave soon. */
const SOON = 6;

/** A tenth of those who are there. */
const CARED_FOR = 517;

/** What the offer of a yearly contract rests on, besides what binds those who accept. */
const OFFER = {
  /** Who accepts: a quarter, 17 to 34 %. */
  accepts: { a: 25, b: 75 },
  /**
   * By how much faster those leave whom the offer only reminds that they could: 4 %, 1 to 19 %. That this happens is
   * known: customers who were recommended a better plan left more often within three months, 10 % against 6 %
   * (Ascarza, Iyengar & Schleicher 2016, The perils of proactive churn prevention using plan recommendations, Journal
   * of Marketing Research 53). How much of it a contract wakes is not.
   */
  wakes: { median: 0.04, logStandardDeviation: 0.8 },
  /** Dollars of the gift for a year's contract. */
  gift: 25,
} as const;

/** Draws that stand for a belief made of several. */
const DRAWS = 2000;

/** What the file shows, as how fast some leave against others, all else equal: associations, by the churn model. */
export interface Associations {
  /** A yearly contract against none. */
  readonly contract: number;
  /** Technical support against none. */
  readonly support: number;
}

/**
 * An effect where only an association is known: who takes a contract or support differs from who does not. The belief's
 * 95 % reach from no effect to all of the association, so that half of it, in logarithms, is the middle.
 */
function halfOf(association: number): { readonly median: number; readonly logStandardDeviation: number } {
  return { median: Math.sqrt(association), logStandardDeviation: -Math.log(association) / 2 / 1.96 };
}

/** Those who were offered a contract, accepted or not, against those who were not. */
function offerBelief(bound: ReturnType<typeof halfOf>): EffectDistribution {
  const random = createRandom(7);
  const { accepts, wakes } = OFFER;
  const logNormal = (belief: ReturnType<typeof halfOf>): number =>
    belief.median * Math.exp(belief.logStandardDeviation * random.normal());
  const draws = Array.from({ length: DRAWS }, () => {
    const share = random.beta(accepts.a, accepts.b);
    return share * logNormal(bound) + (1 - share) * (1 + logNormal(wakes));
  });
  return { kind: "empirical", draws };
}

function belief(assumption: string, distribution: EffectDistribution, note: string): MoveEffect {
  return { assumption, on: "churn", distribution, source: { kind: "belief", note } };
}

/** The ratio as a log-normal with so much doubt. */
function about(median: number, logStandardDeviation: number): EffectDistribution {
  return { kind: "logNormal", median, logStandardDeviation };
}

/** What could be done. Every effect on leaving is a belief: the file holds no experiment. */
export function retentionMoves({ contract, support }: Associations): readonly Move[] {
  const discount: Move = {
    id: "discount",
    aim: "retain",
    means: "price",
    target: { where: [{ field: "facts.yearChance", min: AT_RISK }] },
    cost: {},
    effects: [
      belief("discount keeps", about(0.8, 0.15), "a tenth off: a fifth fewer leave, 0.60 to 1.07"),
      // what is given away comes off the margin, not out of a budget
      {
        assumption: "discount costs",
        on: "margin",
        distribution: { kind: "fixed", value: -0.1 },
        source: { kind: "history", note: "a tenth of the bill" },
      },
    ],
  };
  const contracts: Move = {
    id: "contracts",
    aim: "retain",
    means: "lever",
    target: { where: [{ field: "facts.contract", in: ["Month-to-month"] }] },
    cost: {
      fixed: 2_000,
      perCustomer: 1,
      // the gift is counted for the share that is expected to accept, every year: as a belief of its own it would be
      // drawn apart from the effect, which hangs on the same share
      perCustomerMonth: (OFFER.gift * OFFER.accepts.a) / (OFFER.accepts.a + OFFER.accepts.b) / 12,
    },
    effects: [belief("offer keeps", offerBelief(halfOf(contract)), "who accepts, what binds, whom it wakes")],
  };
  const service: Move = {
    id: "support",
    aim: "retain",
    means: "service",
    target: { where: [{ field: "facts.fibreUnsupported", in: [true] }] },
    cost: { fixed: 2_000, perCustomerMonth: 2 },
    effects: [
      belief("support keeps", { kind: "logNormal", ...halfOf(support) }, "half of the association in the file"),
    ],
  };
  const care: Move = {
    id: "care",
    aim: "retain",
    means: "service",
    target: { where: [{ field: "facts.monthsBound", max: SOON }], rankBy: "valueAtStake" },
    capacity: CARED_FOR,
    cost: { fixed: 2_000, perCustomerMonth: 2.5 },
    effects: [belief("care keeps", about(0.85, 0.12), "a person to call: 0.67 to 1.08")],
  };
  return [discount, contracts, service, care];
}

/** Five strategies, by name in two languages. */
export const STRATEGY_NAMES: ReadonlyMap<string, { readonly en: string; readonly zh: string }> = new Map([
  ["discount", { en: "A tenth off for all at risk", zh: "高风险客户一律九折" }],
  ["contracts", { en: "Yearly contracts", zh: "推年度合约" }],
  ["support", { en: "Support for fibre", zh: "光纤客户技术支持" }],
  ["care", { en: "Care for the top tenth", zh: "重点关怀前一成" }],
  ["mix", { en: "All but the discount", zh: "除折扣外全用" }],
]);

export function retentionStrategies(moves: readonly Move[]): readonly Strategy[] {
  const named = (ids: readonly string[]): readonly Move[] => moves.filter(({ id }) => ids.includes(id));
  return [...STRATEGY_NAMES].map(([id, { en }]) => ({
    id,
    name: en,
    moves: named(id === "mix" ? ["contracts", "support", "care"] : [id]),
  }));
}
