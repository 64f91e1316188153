import type { ComparedUnits } from "./power.ts";
import type { ExperimentArmSizes, ExperimentDesign } from "./types.ts";

/** What rounding may add to a size that is whole in truth. */
const SLACK = 1e-10;

/** Whole customers, or clusters, that reach at least what the exact ones reach. */
export function wholeUnits({ control, treated }: ComparedUnits): ComparedUnits {
  return { control: Math.ceil(control * (1 - SLACK)), treated: Math.ceil(treated * (1 - SLACK)) };
}

/** Splits a given number of customers by the ratio; what is left over goes to the control. */
export function splitCustomers({ ratio, treatments, clusters }: ExperimentDesign, size: number): ComparedUnits {
  const units = clusters === undefined ? size : Math.floor(size / clusters.size);
  const treated = Math.floor((units * ratio) / (1 + treatments * ratio) + SLACK);
  return { control: units - treatments * treated, treated };
}

/** Customers by arm for units that are customers or clusters. */
export function customersOf(
  { treatments, clusters }: ExperimentDesign,
  units: ComparedUnits,
  whole: boolean = true,
): ExperimentArmSizes {
  const size = clusters?.size ?? 1;
  const round = whole ? (n: number): number => Math.ceil(n * (1 - SLACK)) : (n: number): number => n;
  const control = round(units.control * size);
  const treated = round(units.treated * size);
  return { control, treated, total: control + treatments * treated };
}
