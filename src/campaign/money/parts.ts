import { requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { momentsFromSums } from "../../math/moments.ts";
import { compoundInterval } from "../roi/deal-interval.ts";
import type { CampaignMoneyParts, MoneyEstimate, RevenueSums } from "./types.ts";

/** Parts whose every number has been checked, and whether some amount must be negative. */
export interface CheckedMoney extends CampaignMoneyParts {
  readonly negative: boolean;
}

const WHOLE = { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true } as const;

/** Checks the parts of a campaign's money against each other. */
export function readMoney(parts: CampaignMoneyParts): CheckedMoney {
  requireObject(parts, "parts");
  const { cost, contacted, responses, revenue, refunds = false, marginRate, control } = parts;
  requireNumber(cost, "parts.cost", { min: 0 });
  requireNumber(responses, "parts.responses", WHOLE);
  requireNumber(marginRate, "parts.marginRate", { above: 0, max: 1 });
  if (typeof refunds !== "boolean") {
    throw new ClienteleError("invalid_type", `parts.refunds must be true or false, got ${show(refunds)}`, { refunds });
  }
  for (const name of ["contacted", "leads", "opportunities", "contracts"] as const) {
    const count = parts[name];
    if (count !== undefined) requireNumber(count, `parts.${name}`, WHOLE);
  }
  if (contacted !== undefined && contacted < responses) {
    throw new ClienteleError(
      "inconsistent",
      `parts.responses is ${responses}, but only ${contacted} were contacted; count each customer once`,
      { contacted, responses },
    );
  }
  requireSums(revenue, responses, "parts.revenue");
  if (control !== undefined) {
    requireObject(control, "parts.control");
    requireNumber(control.customers, "parts.control.customers", { ...WHOLE, min: 2 });
    requireSums(control.revenue, control.customers, "parts.control.revenue");
    if (contacted === undefined || contacted < 2) {
      throw new ClienteleError(
        "inconsistent",
        "parts.control needs parts.contacted, at least 2 customers: spend is compared per customer",
        { contacted },
      );
    }
  }
  // amounts of one sign cannot have a sum whose square is below the sum of their squares
  const { sum, sumOfSquares } = revenue;
  const negative = refunds || sum < 0 || sum * sum < sumOfSquares * (1 - 1e-9);
  return { ...parts, negative };
}

function requireSums(sums: RevenueSums, n: number, name: string): void {
  requireObject(sums, name);
  requireNumber(sums.sum, `${name}.sum`);
  requireNumber(sums.sumOfSquares, `${name}.sumOfSquares`, { min: 0 });
  if (!Number.isFinite(sums.sum * sums.sum)) {
    throw new ClienteleError("out_of_range", `${name} exceeds the largest number once squared; use a larger unit`, {
      name,
    });
  }
  // refuses sums that no n amounts have
  momentsFromSums({ n, ...sums });
}

/** Revenue of such a campaign with its compound Poisson interval. */
export function amountsOf(money: CheckedMoney, minResponses: number, level: number): MoneyEstimate | Abstention {
  const { responses: n, revenue, negative } = money;
  if (n < minResponses) return { abstained: { code: "too_few_rows", params: { n, needed: minResponses } } };
  const { sum, sumOfSquares } = revenue;
  if (sumOfSquares === 0) return { abstained: { code: "all_values_equal", params: { n, value: 0 } } };
  const method = negative ? "normal" : "compound_poisson";
  return { value: sum, n, interval: compoundInterval({ n, sum, sumOfSquares }, negative, level), method };
}
