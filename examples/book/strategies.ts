// What strategies need to know of an account, from what the other modules say of it.
import type { StrategyCustomer } from "clientele/strategy";

/** One account as tiers, quadrants and switching costs see it. */
interface StrategyAccount {
  readonly id: string;
  /** What it brings in a year, above 0. */
  readonly yearlyValue: number;
  readonly tier?: string | undefined;
  /** Absent for who has not answered. */
  readonly quadrant?: string | undefined;
  /** 0–100; absent where no lever is known. */
  readonly switchingIndex?: number | undefined;
  /** Where more is known than quadrant and index. */
  readonly monthlyChurn?: StrategyCustomer["monthlyChurn"];
  readonly facts?: StrategyCustomer["facts"];
}

const MONTHS = 12;

/** Chance to leave within a year at a middling switching index. A belief: the book knows nobody who left. */
export const YEARLY_CHANCE_TO_LEAVE = {
  apostle: 0.04,
  hostage: 0.08,
  mercenary: 0.15,
  defector: 0.3,
  unknown: 0.12,
} as const;

/** What nothing that holds and every lever at work do to that chance: half as much again, and half. A belief as well. */
export const SWITCHING_FACTOR: { readonly free: number; readonly bound: number } = { free: 1.5, bound: 0.5 };

/** Chance to leave in a month, believed from the quadrant and from what holds the account. */
function believedChurn({ quadrant, switchingIndex }: StrategyAccount): number {
  const yearly = quadrant !== undefined && isQuadrant(quadrant) ? quadrant : "unknown";
  const { free, bound } = SWITCHING_FACTOR;
  const factor = switchingIndex === undefined ? 1 : free + ((bound - free) * switchingIndex) / 100;
  return 1 - (1 - YEARLY_CHANCE_TO_LEAVE[yearly] * factor) ** (1 / MONTHS);
}

function isQuadrant(id: string): id is keyof typeof YEARLY_CHANCE_TO_LEAVE {
  return Object.hasOwn(YEARLY_CHANCE_TO_LEAVE, id);
}

/** The account as strategies see it. */
export function strategyCustomer(account: StrategyAccount): StrategyCustomer {
  const { id, yearlyValue, tier, quadrant, switchingIndex, monthlyChurn = believedChurn(account), facts } = account;
  return {
    id,
    monthlyRevenue: yearlyValue / MONTHS,
    monthlyChurn,
    ...(tier !== undefined && { tier }),
    ...(quadrant !== undefined && { quadrant }),
    ...(switchingIndex !== undefined && { switchingIndex }),
    ...(facts !== undefined && { facts }),
  };
}

/** Those who were treated and those who were left out on purpose, and how many of each bought. */
export interface Arms {
  readonly treated: number;
  readonly treatedConversions: number;
  readonly control: number;
  readonly controlConversions: number;
}

/** Added chance to buy, all campaigns of one form together. */
export function pooledLift(campaigns: readonly Arms[]): {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly n: number;
} {
  const total = (field: keyof Arms) => campaigns.reduce((sum, campaign) => sum + campaign[field], 0);
  const [n, m] = [total("treated"), total("control")];
  const [p, q] = [total("treatedConversions") / n, total("controlConversions") / m];
  return { mean: p - q, standardDeviation: Math.sqrt((p * (1 - p)) / n + (q * (1 - q)) / m), n: n + m };
}
