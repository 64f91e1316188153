import { requireColumn, requireNumber } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toDay } from "../../time/index.ts";
import { promisedDays } from "./read.ts";
import type { SilenceHistory } from "./silence-types.ts";

/** Amounts whose squares of squares are still numbers. */
const AMOUNT = { min: 0, max: 1e15 } as const;

/** How an account stood on the landmark, or why it cannot be compared. */
export type Standing = "silent" | "contacted" | "gone" | "later" | "unknown" | "between";

/** One account as the comparison sees it. */
export interface ReadHistory {
  readonly tier: string;
  readonly standing: Standing;
  /** Whether it left within the follow-up. */
  readonly lost: boolean;
  /** Value before the landmark and value lost; absent without values. */
  readonly value?: number;
  readonly loss?: number;
}

interface Design {
  readonly landmark: number;
  readonly until: number;
  readonly asOf: number;
  readonly cadence: ReadonlyMap<string, number>;
  readonly factor: number;
}

/** Checks the histories and fixes on the landmark who is silent; nothing after it decides. */
export function readHistories(histories: readonly SilenceHistory[], design: Design): ReadHistory[] {
  requireColumn(histories, "histories");
  if (histories.length === 0) throw new ClienteleError("empty_input", "histories must hold at least one account", {});
  const promised = promisedDays(histories, "histories", design.cadence);
  requireAllOrNone(histories, "value");
  requireAllOrNone(histories, "valueAfter");
  if (histories[0]?.valueAfter !== undefined && histories[0].value === undefined) {
    throw new ClienteleError(
      "inconsistent",
      "histories[0].valueAfter needs histories[0].value to be compared with",
      {},
    );
  }
  return Array.from(histories, (history, i) => readHistory(history, `histories[${i}]`, promised[i] as number, design));
}

function requireAllOrNone(histories: readonly SilenceHistory[], field: "value" | "valueAfter"): void {
  const given = histories[0]?.[field] !== undefined;
  for (let i = 0; i < histories.length; i++) {
    const amount = histories[i]?.[field];
    if ((amount !== undefined) !== given) {
      throw new ClienteleError(
        "inconsistent",
        `histories[${i}].${field} is ${given ? "missing" : "given"} although histories[0] has ${given ? "one" : "none"}; give it for all accounts or for none`,
        { index: i },
      );
    }
    if (amount !== undefined) requireNumber(amount, `histories[${i}].${field}`, AMOUNT);
  }
}

function readHistory(history: SilenceHistory, name: string, promised: number, design: Design): ReadHistory {
  const { landmark, until, asOf, factor } = design;
  requireColumn(history.contacts, `${name}.contacts`);
  const since = history.since === undefined ? undefined : toDay(history.since, `${name}.since`);
  const left = history.left === undefined ? undefined : toDay(history.left, `${name}.left`);
  if (left !== undefined && left > asOf) {
    throw new ClienteleError("inconsistent", `${name}.left lies after options.asOf; leave it out until it happened`, {
      name,
    });
  }
  if (left !== undefined && since !== undefined && left < since) {
    throw new ClienteleError("inconsistent", `${name}.left lies before ${name}.since`, { name });
  }
  let last = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < history.contacts.length; k++) {
    const day = toDay(history.contacts[k] as number, `${name}.contacts[${k}]`);
    if (day <= landmark) last = Math.max(last, day);
  }
  const lost = left !== undefined && left > landmark && left <= until;
  const { value, valueAfter, tier } = history;
  const loss = value === undefined ? undefined : valueAfter === undefined ? (lost ? value : 0) : value - valueAfter;
  const base = { tier, lost, ...(loss !== undefined && value !== undefined && { value, loss }) };
  if (left !== undefined && left <= landmark) return { ...base, standing: "gone" };
  if (since !== undefined && since > landmark) return { ...base, standing: "later" };
  const start = Number.isFinite(last) ? last : since;
  if (start === undefined) return { ...base, standing: "unknown" };
  const gap = landmark - start;
  return { ...base, standing: gap <= promised ? "contacted" : gap > factor * promised ? "silent" : "between" };
}
