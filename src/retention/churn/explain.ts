import { requireColumn, requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { normalQuantile } from "../../math/normal.ts";
import { chanceEstimate, courseOf, spreadOf } from "./course.ts";
import { coefficientsOf, MOST_HORIZON, requireChurnModel, requireCustomer, vectorOf } from "./evaluate.ts";
import type { ChurnChange, ChurnDriver, ChurnExplanation, ExplainChurnOptions } from "./explain-types.ts";
import { isUnknown } from "./table.ts";
import type { ChurnCustomer, ChurnField, ChurnModel } from "./types.ts";

/** Odds beyond e to this are not worth a figure. */
const MOST_LOG_RATIO = 700;

/**
 * Why a customer is likely or unlikely to leave: what each fact adds to the odds against the average customer, strongest
 * first, and what the chance would be if a fact that you can change were another.
 *
 * @param model - From {@link fitChurn} or `loadModel(churnModelSpec, …)`.
 * @param customer - As for {@link predictChurn}.
 * @param options - `changeable` names fields and the values they could have; `horizonMonths` for those changes, default
 * 1; `level`.
 * @returns Drivers whose log-odds sum exactly to the difference from the average customer, each with interval and reason,
 * and the changes, lowest chance first. A change says what customers with that value do, not what the change would cause.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`; `unknown_id` for a field or a
 * level that the model does not hold.
 * @example
 * ```ts
 * const random = createRandom(1);
 * const rows = Array.from({ length: 600 }, (_, i) => ({ tenure: i % 24, plan: i % 3 === 0 ? "month" : "year" }));
 * const left = rows.map(({ plan }) => random.uniform() < (plan === "month" ? 0.25 : 0.05));
 * const table = { tenure: rows.map((r) => r.tenure), left, covariates: { plan: rows.map((r) => r.plan) } };
 * const model = fitChurn(table, { rows: "months" });
 * const why = explainChurn(model, { tenure: 12, covariates: { plan: "month" } }, { changeable: { plan: ["year"] } });
 * why.drivers[0].field; // => "plan"
 * why.changes[0].difference < -0.1; // => true
 * ```
 */
export function explainChurn(
  model: ChurnModel,
  customer: ChurnCustomer,
  options: ExplainChurnOptions = {},
): ChurnExplanation {
  requireChurnModel(model);
  requireCustomer(customer);
  requireObject(options, "options");
  const { changeable = {}, horizonMonths = 1, level = model.level } = options;
  requireObject(changeable, "options.changeable");
  requireNumber(horizonMonths, "options.horizonMonths", { min: 1, max: MOST_HORIZON, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const blocks = [model.tenure, ...model.fields, ...model.interactions];
  const { values } = vectorOf(model, customer);
  const averages = [1, ...blocks.flatMap((block) => [...block.averages])];
  const coefficients = coefficientsOf(model);
  const { intercept, slope } = model.calibration;
  const sumOf = (cells: ArrayLike<number>): number =>
    intercept + slope * coefficients.reduce((sum, beta, j) => sum + beta * (cells[j] as number), 0);
  const drivers = [model.tenure, ...model.fields].map((field): ChurnDriver => {
    const gradient = new Float64Array(values.length);
    let at = 1;
    let logOdds = 0;
    for (const block of blocks) {
      // a change of effect with tenure counts to the field whose effect it is
      if (block === field || (block.id === field.id && field !== model.tenure)) {
        for (let k = 0; k < block.coefficients.length; k++) {
          const away = slope * ((values[at + k] as number) - (block.averages[k] as number));
          gradient[at + k] = away;
          logOdds += away * (block.coefficients[k] as number);
        }
      }
      at += block.coefficients.length;
    }
    return driverOf(model, field, customer, logOdds, spreadOf(model, gradient), level);
  });
  return {
    logOdds: sumOf(values),
    average: sumOf(averages),
    drivers: drivers.sort(
      (a, b) => Math.abs(b.logOdds.value) - Math.abs(a.logOdds.value) || (a.field < b.field ? -1 : 1),
    ),
    changes: changesOf(model, customer, changeable, horizonMonths, level),
  };
}

function driverOf(
  model: ChurnModel,
  field: ChurnField,
  customer: ChurnCustomer,
  value: number,
  error: number,
  level: number,
): ChurnDriver {
  const { covariates } = customer;
  const isTenure = field === model.tenure;
  const cell = isTenure ? customer.tenure : Object.hasOwn(covariates, field.id) ? covariates[field.id] : undefined;
  const known = isUnknown(cell) ? {} : { value: cell as number | string };
  const reach = normalQuantile((1 + level) / 2) * error;
  const ratio = (logOdds: number): number => Math.exp(Math.min(MOST_LOG_RATIO, Math.max(-MOST_LOG_RATIO, logOdds)));
  const params = {
    field: field.id,
    ...known,
    oddsRatio: ratio(value),
    lower: ratio(value - reach),
    upper: ratio(value + reach),
  };
  return {
    field: field.id,
    ...known,
    logOdds: {
      value,
      n: model.fittedOn.months,
      interval: { lower: value - reach, upper: value + reach, level },
    },
    reason: { code: value >= 0 ? "churn_raised" : "churn_lowered", params },
  };
}

function changesOf(
  model: ChurnModel,
  customer: ChurnCustomer,
  changeable: NonNullable<ExplainChurnOptions["changeable"]>,
  months: number,
  level: number,
): ChurnChange[] {
  const before = courseOf(model, customer, months).left[months - 1] as number;
  const changes: ChurnChange[] = [];
  for (const id of Object.keys(changeable)) {
    const name = `options.changeable.${id}`;
    requireOneOf(
      id,
      model.fields.map((field) => field.id),
      "options.changeable",
    );
    const field = model.fields.find((one) => one.id === id) as ChurnField;
    const values = changeable[id] as readonly (number | string)[];
    requireColumn(values, name);
    for (let k = 0; k < values.length; k++) {
      const to = values[k] as number | string;
      requireReachable(field, to, `${name}[${k}]`);
      if (Object.hasOwn(customer.covariates, id) && customer.covariates[id] === to) continue;
      const changed = { tenure: customer.tenure, covariates: factsWith(customer.covariates, id, to) };
      const course = courseOf(model, changed, months);
      const chance = course.left[months - 1] as number;
      changes.push({
        field: id,
        to,
        chance: chanceEstimate(chance, course.error[months - 1] as number, model.fittedOn.months, level),
        difference: chance - before,
        reason: { code: "churn_change", params: { field: id, to, months, before, after: chance } },
      });
    }
  }
  return changes.sort((a, b) => a.difference - b.difference || (`${a.field} ${a.to}` < `${b.field} ${b.to}` ? -1 : 1));
}

/** The facts with one of them another; a fact may be called `__proto__`. */
function factsWith(facts: ChurnCustomer["covariates"], id: string, to: number | string): ChurnCustomer["covariates"] {
  return Object.fromEntries([...Object.entries(facts).filter(([name]) => name !== id), [id, to]]);
}

function requireReachable(field: ChurnField, to: unknown, name: string): void {
  if (field.kind !== "category") {
    requireNumber(to as number, name);
    return;
  }
  if (typeof to !== "string") {
    throw new ClienteleError("invalid_type", `${name} must be text, as in the fit, got ${show(to)}`, { name });
  }
  requireOneOf(to, field.levels, name);
}
