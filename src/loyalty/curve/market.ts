import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { mean } from "../../math/sum.ts";
import type {
  ClassifyMarketOptions,
  LoyaltyCurveFit,
  MarketClassification,
  MarketRegime,
  MarketTrait,
  MarketTraits,
} from "./types.ts";

/** D11: what makes a market non-competitive. */
const HOLDING: readonly MarketTrait[] = [
  "patents",
  "few_substitutes",
  "brand_equity",
  "switching_costs",
  "loyalty_programmes",
  "proprietary_technology",
];

/** D11: what makes a market highly competitive. */
const LOOSENING: readonly MarketTrait[] = [
  "commodity",
  "weak_differentiation",
  "indifferent_customers",
  "many_substitutes",
  "low_switching_costs",
];

/** Every trait by which a market is classified: six that hold customers, then five that let them go. */
export const marketTraits: readonly MarketTrait[] = /* @__PURE__ */ (() => [...HOLDING, ...LOOSENING])();

/** Traits that exclude each other, with both held to more than half. */
const OPPOSITES: readonly (readonly [MarketTrait, MarketTrait])[] = [
  ["few_substitutes", "many_substitutes"],
  ["switching_costs", "low_switching_costs"],
  ["brand_equity", "weak_differentiation"],
];

/**
 * Tells the regime of a market from its traits, and whether the customers behave so: in a non-competitive market even
 * the dissatisfied stay, in a highly competitive one only complete satisfaction makes loyalty.
 *
 * The traits of each side are averaged over those that were answered; the side that leads by more than the margin
 * names the regime. This is a checklist, not an estimate, so it has no interval; the curve has.
 *
 * @param traits - How far each holds: `true`, `false`, or a degree in [0, 1]; what is not known is left out.
 * @param options - `curve`, a fitted curve or one of its segments; `margin`, in [0, 1), default 0.2.
 * @returns The regime by traits, by the curve, whether they agree, and the reasons. `undecided` where one side's traits
 * do not lead or a side was not answered at all.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` for another trait.
 * @example
 * ```ts
 * const market = classifyMarket({ patents: true, switching_costs: 0.8, many_substitutes: false, commodity: 0.2 });
 * market.regime; // => "non_competitive"
 * market.holding; // => 0.9
 * market.coverage; // ≈ 0.364
 * ```
 * @see Jones & Sasser (1995), Why Satisfied Customers Defect, Harvard Business Review 73(6)
 */
export function classifyMarket(traits: MarketTraits, options: ClassifyMarketOptions = {}): MarketClassification {
  requireObject(traits, "traits");
  requireObject(options, "options");
  const { curve, margin = 0.2 } = options;
  requireNumber(margin, "options.margin", { min: 0, below: 1 });
  for (const name of Object.keys(traits)) requireOneOf(name, marketTraits, "a trait");
  const degrees = new Map(marketTraits.flatMap((trait) => degreeOf(trait, traits)));
  const sideOf = (side: readonly MarketTrait[]): number | undefined => {
    const answered = side.flatMap((trait) => degrees.get(trait) ?? []);
    return answered.length === 0 ? undefined : mean(answered);
  };
  const holding = sideOf(HOLDING);
  const loosening = sideOf(LOOSENING);
  const reasons: Reason[] = [];
  let regime: MarketRegime = "undecided";
  if (holding !== undefined && loosening !== undefined) {
    const lead = holding - loosening;
    if (Math.abs(lead) > margin) regime = lead > 0 ? "non_competitive" : "competitive";
    reasons.push({
      code: "loyalty_regime_traits",
      params: { regime, holding, loosening, answered: degrees.size },
    });
  }
  for (const [first, second] of OPPOSITES) {
    if ((degrees.get(first) ?? 0) > 0.5 && (degrees.get(second) ?? 0) > 0.5) {
      reasons.push({ code: "loyalty_traits_contradict", params: { first, second } });
    }
  }
  return {
    regime,
    ...(holding !== undefined && { holding }),
    ...(loosening !== undefined && { loosening }),
    coverage: degrees.size / marketTraits.length,
    ...(curve !== undefined && besideCurve(regime, curve, reasons)),
    reasons,
  };
}

function degreeOf(trait: MarketTrait, traits: MarketTraits): [MarketTrait, number][] {
  const value = Object.hasOwn(traits, trait) ? traits[trait] : undefined;
  if (value === undefined) return [];
  if (typeof value === "boolean") return [[trait, value ? 1 : 0]];
  requireNumber(value, `traits.${trait}`, { min: 0, max: 1 });
  return [[trait, value]];
}

function besideCurve(
  regime: MarketRegime,
  curve: LoyaltyCurveFit,
  reasons: Reason[],
): Pick<MarketClassification, "agreement"> & { fitted: MarketRegime } {
  requireObject(curve, "options.curve");
  requireObject(curve.power, "options.curve.power");
  const fitted = curve.regime;
  requireOneOf(fitted, ["competitive", "non_competitive", "undecided"], "options.curve.regime");
  if ("abstained" in curve.power) reasons.push(curve.power.abstained);
  else {
    const { value, interval } = curve.power.exponent ?? {};
    if (![value, interval?.lower, interval?.upper].every(Number.isFinite)) {
      throw new ClienteleError(
        "invalid_model",
        `options.curve.power must hold an exponent with its interval, got ${show(curve.power.exponent)}`,
        { name: "options.curve" },
      );
    }
    const params = { regime: fitted, exponent: value, lower: interval.lower, upper: interval.upper };
    reasons.push({ code: "loyalty_regime_fitted", params });
  }
  if (regime === "undecided" || fitted === "undecided") return { fitted, agreement: "undecided" };
  if (regime === fitted) {
    reasons.push({ code: "loyalty_regime_agree", params: { regime } });
    return { fitted, agreement: "agree" };
  }
  reasons.push({ code: "loyalty_regime_disagree", params: { traits: regime, fitted } });
  return { fitted, agreement: "disagree" };
}
