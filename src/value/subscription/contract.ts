import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { deltaFigure } from "../fit/delta.ts";
import { logSurvival } from "./curve.ts";
import { type Multiple, multipleOf } from "./multiple.ts";
import { MOST_PERIODS } from "./state.ts";
import { integrateOverPeriods, sumOverPeriods } from "./sums.ts";
import { requireTenureModel, SMALLEST_RATE } from "./tenure.ts";
import { figureOf, type ReadTerms, requireTerms } from "./terms.ts";
import type {
  ContractTerms,
  ContractValue,
  HeterogeneousValue,
  PredictContractValueOptions,
  TenureModel,
} from "./types.ts";

/**
 * What a contractual customer is worth from margin, retention rate and the price of time: the formula of the
 * handbooks, for payments at the start or the end of a period or as a steady flow, with growth, with or without an end.
 *
 * @param terms - Margin per period in one currency, retention and discount rate per period, each a number or a figure
 * with its interval; when payments come, how they grow, how many are counted.
 * @param options - `model`, a fitted retention model whose value is put beside, for a customer with so many `renewals`
 * behind them. One retention rate for all undervalues the customers one has: those likely to leave have gone.
 * @returns Money of today. The interval is what the intervals of the terms imply, taken as independent of one another. An
 * abstention where the value has no limit: margins grow as fast as customers leave and time costs, or faster.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`, `inconsistent`, `invalid_model`.
 * @example
 * ```ts
 * const terms = { unit: "year", margin: 100, retentionRate: 0.8, discountRate: 0.12 };
 * predictContractValue(terms).value; // ≈ 350
 * predictContractValue({ ...terms, payment: "end" }).value; // ≈ 250
 * predictContractValue({ ...terms, marginGrowth: 0.5 }).abstained.code; // => "contract_value_infinite"
 * ```
 * @see Gupta & Lehmann (2003), Customers as Assets, Journal of Interactive Marketing 17(1); Fader & Hardie (2010),
 * Customer-Base Valuation in a Contractual Setting: The Perils of Ignoring Heterogeneity, Marketing Science 29(1)
 */
export function predictContractValue(
  terms: ContractTerms,
  options: PredictContractValueOptions = {},
): ContractValue | Abstention {
  const read = requireTerms(terms);
  requireObject(options, "options");
  const { model, renewals = 0 } = options;
  requireNumber(renewals, "options.renewals", { min: 0, max: MOST_PERIODS, integer: true });
  const figure = figureOf([read.margin, read.retention, read.discount], ([margin, retention, discount]) =>
    worth(margin as number, multipleOf(retention as number, discount as number, read)),
  );
  const multiple = multipleOf(read.retention.value, read.discount.value, read);
  if (figure === undefined || multiple === undefined) return { abstained: infinite(read) };
  const stay = read.retention.value;
  const expectedPeriods = multipleOf(stay, 0, { ...read, payment: "start", growth: 0, continuousDiscount: false });
  const beside = model === undefined ? undefined : heterogeneous(model, renewals, terms, read, figure.value);
  return {
    ...figure,
    multiple: multiple.value,
    ...(expectedPeriods !== undefined && { expectedPeriods: expectedPeriods.value }),
    ...(beside !== undefined && { heterogeneous: beside }),
    notes: notesOf(read, figure, beside),
  };
}

/** Money, or undefined where the multiple is. */
export function worth(margin: number, multiple: Multiple | undefined): number | undefined {
  return multiple === undefined ? undefined : margin * multiple.value;
}

/** Why the value of these terms has no limit. */
export function infinite({ retention, growth, discount }: ReadTerms): Reason<"contract_value_infinite"> {
  return {
    code: "contract_value_infinite",
    params: { retention: retention.value, growth, discount: discount.value },
  };
}

/** Note where an input's interval reaches terms without a limit. */
export function openInterval(read: ReadTerms, figure: { readonly interval?: unknown }): Reason[] {
  const asked = [read.margin, read.retention, read.discount].some(({ interval }) => interval !== undefined);
  return asked && figure.interval === undefined ? [{ code: "contract_interval_open", params: {} }] : [];
}

function notesOf(
  read: ReadTerms,
  figure: { readonly value: number; readonly interval?: unknown },
  beside: HeterogeneousValue | Abstention | undefined,
): readonly Reason[] {
  const notes = openInterval(read, figure);
  if (beside === undefined) notes.push({ code: "contract_constant_retention", params: {} });
  else if ("value" in beside) {
    notes.push({
      code: "contract_heterogeneity",
      params: { constant: figure.value, heterogeneous: beside.value },
    });
  }
  return notes;
}

/** Value on the same terms where survival is that of the model, for a customer about to make a payment. */
function heterogeneous(
  model: TenureModel,
  renewals: number,
  terms: ContractTerms,
  read: ReadTerms,
  constant: number,
): HeterogeneousValue | Abstention {
  const spread = requireTenureModel(model);
  if (model.unit !== terms.unit) {
    throw new ClienteleError(
      "inconsistent",
      `options.model counts in ${model.unit} and terms in ${terms.unit}; bring the terms to the model's unit`,
      { name: "options.model" },
    );
  }
  const { growth, payment, periods, discount, continuousDiscount } = read;
  const force = continuousDiscount ? discount.value : Math.log1p(discount.value);
  const decay = force - Math.log1p(growth);
  if (periods === undefined && decay < SMALLEST_RATE) return { abstained: infinite(read) };
  const { value: margin } = read.margin;
  const multiple = (parameters: readonly number[]): number => {
    const reached = logSurvival(parameters, renewals);
    const paid = (t: number): number => Math.exp(logSurvival(parameters, renewals + t) - reached - decay * t);
    if (payment === "continuous") return integrateOverPeriods(paid, decay, periods);
    if (payment === "start") return sumOverPeriods(paid, decay, periods);
    return Math.exp(-force) * sumOverPeriods((t) => paid(t + 1) * Math.exp(decay), decay, periods);
  };
  const { value, interval } = deltaFigure(multiple, spread, "log");
  if (!Number.isFinite(value * margin)) return { abstained: infinite(read) };
  const ends = interval === undefined ? [] : [interval.lower * margin, interval.upper * margin].sort((a, b) => a - b);
  return {
    value: value * margin,
    ...(interval !== undefined && {
      interval: { lower: ends[0] as number, upper: ends[1] as number, level: interval.level },
    }),
    ...(constant !== 0 && { ratio: (value * margin) / constant }),
  };
}
