import { requireNonEmpty, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { fitLogistic, type LogisticFit } from "../../math/logistic.ts";
import type { LogisticPredictor } from "../../math/logistic-design.ts";
import { UNSTATED } from "./effects.ts";
import type { FitWinOverOptions, WinOverAttempt, WinOverModel } from "./types.ts";

/** Fewer attempts carry no chance with an interval. */
const LEAST_ATTEMPTS = 10;

/**
 * Learns from past attempts how the chance to win a customer over, or back, answers to what was offered; and where the
 * attempts tell it, to failed tries before, to the time since leaving and to the reason for it.
 *
 * @param attempts - One row per try: dose (what was offered, all in one unit), won or not, the rest at will. Not mutated.
 * @param options - `ridge`, how strongly effects are drawn to 0, default 0.
 * @returns A plain JSON model for {@link planWinOver} or {@link planWinBack}; an abstention below ten attempts or where all
 * ended alike. A note says where won and lost ones are told apart too well for a plain fit.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`; `inconsistent` where `triesBefore`
 * or `monthsSince` is given for some attempts only. The row is named.
 * @example
 * ```ts
 * const attempts = Array.from({ length: 40 }, (_, i) => ({ dose: (i % 8) / 4, won: (i * 7) % 10 < 1 + (i % 8) }));
 * const model = fitWinOver(attempts);
 * model.dose; // ≈ 1.733
 * model.fittedOn.won; // => 20
 * ```
 * @see McCullagh & Nelder (1989), Generalized Linear Models, 4.4
 */
export function fitWinOver(
  attempts: ArrayLike<WinOverAttempt>,
  options: FitWinOverOptions = {},
): WinOverModel | Abstention {
  requireObject(options, "options");
  const { ridge = 0 } = options;
  requireNumber(ridge, "options.ridge", { min: 0, max: 1e9 });
  requireNonEmpty(attempts, "attempts");
  const rows = Array.from(attempts, readAttempt).sort(byContent);
  const tries = columnOf(rows, "triesBefore");
  const months = columnOf(rows, "monthsSince")?.map(Math.log1p);
  const won = rows.filter((row) => row.won).length;
  if (rows.length < LEAST_ATTEMPTS) {
    return { abstained: { code: "too_few_rows", params: { n: rows.length, needed: LEAST_ATTEMPTS } } };
  }
  if (won === 0 || won === rows.length) {
    return { abstained: { code: "win_over_one_outcome", params: { attempts: rows.length, won } } };
  }
  const dose = rows.map((row) => row.dose);
  const numeric = [dose, tries ?? [], months ?? []].map((column) => (varies(column) ? column : undefined));
  const reasons = reasonsOf(rows);
  const predictors: LogisticPredictor[] = numeric.filter((column) => column !== undefined);
  if (reasons.length > 1) {
    const codes = rows.map((row) => reasons.indexOf(row.reason ?? UNSTATED) - 1);
    predictors.push({ codes, levels: reasons.length - 1 });
  }
  const outcomes = rows.map((row) => (row.won ? 1 : 0));
  const plain = fitLogistic(predictors, outcomes, { ridge });
  const drawn = plain?.converged !== true && ridge < 1;
  const fit = drawn ? fitLogistic(predictors, outcomes, { ridge: 1 }) : plain;
  if (fit === undefined || !fit.converged) {
    return { abstained: { code: "win_over_one_outcome", params: { attempts: rows.length, won } } };
  }
  const notes: Reason[] = drawn ? [{ code: "win_over_separated", params: { attempts: rows.length, ridge: 1 } }] : [];
  const doses = [dose.reduce((a, b) => Math.min(a, b)), dose.reduce((a, b) => Math.max(a, b))] as const;
  return {
    kind: "win_over",
    version: 1,
    ...coefficientsOf(fit, numeric, reasons),
    fittedOn: { attempts: rows.length, won, doses, ridge: drawn ? 1 : ridge, notes },
  };
}

function readAttempt(attempt: WinOverAttempt, i: number): WinOverAttempt {
  const name = `attempts[${i}]`;
  requireObject(attempt, name);
  const { dose, won, triesBefore, reason, monthsSince } = attempt;
  requireNumber(dose, `${name}.dose`, { min: 0, max: 1e9 });
  if (typeof won !== "boolean") {
    throw new ClienteleError("invalid_type", `${name}.won must be true or false, got ${show(won)}`, { index: i });
  }
  if (triesBefore !== undefined) requireNumber(triesBefore, `${name}.triesBefore`, { min: 0, max: 1e6, integer: true });
  if (monthsSince !== undefined) requireNumber(monthsSince, `${name}.monthsSince`, { min: 0, max: 1e6 });
  if (reason !== undefined && (typeof reason !== "string" || reason === "")) {
    throw new ClienteleError("invalid_type", `${name}.reason must be a non-empty text, got ${show(reason)}`, {
      index: i,
    });
  }
  return attempt;
}

/** An order by content, so that sums come out the same whichever attempt stands first. */
function byContent(a: WinOverAttempt, b: WinOverAttempt): number {
  const text = ({ reason = UNSTATED }: WinOverAttempt): string => reason;
  return (
    a.dose - b.dose ||
    Number(a.won) - Number(b.won) ||
    (a.triesBefore ?? 0) - (b.triesBefore ?? 0) ||
    (a.monthsSince ?? 0) - (b.monthsSince ?? 0) ||
    (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0)
  );
}

function columnOf(rows: readonly WinOverAttempt[], field: "triesBefore" | "monthsSince"): number[] | undefined {
  const known = rows.filter((row) => row[field] !== undefined).length;
  if (known === 0) return undefined;
  if (known < rows.length) {
    throw new ClienteleError(
      "inconsistent",
      `attempts name ${field} for ${known} of ${rows.length} rows; name it for all or for none`,
      { field, known },
    );
  }
  return rows.map((row) => row[field] as number);
}

function varies(column: readonly number[]): boolean {
  return column.some((value) => value !== column[0]);
}

/** Reasons to leave, the most frequent first, then by name; empty where no attempt names one. */
function reasonsOf(rows: readonly WinOverAttempt[]): readonly string[] {
  if (rows.every(({ reason }) => reason === undefined)) return [];
  const counts = new Map<string, number>();
  for (const { reason = UNSTATED } of rows) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([id]) => id);
}

/** Puts coefficients and covariance into their places; a column that was left out has effect 0 and no doubt. */
function coefficientsOf(
  fit: LogisticFit,
  numeric: readonly (readonly number[] | undefined)[],
  reasons: readonly string[],
): Omit<WinOverModel, "kind" | "version" | "fittedOn"> {
  let next = 0;
  const places = [0, ...numeric.map((column) => (column === undefined ? -1 : ++next))];
  const levels = reasons.slice(1).map(() => ++next);
  const at = (place: number): number => (place < 0 ? 0 : (fit.coefficients[place - 1] as number));
  const [, dose, tries, months] = places as [number, number, number, number];
  const kept = [0, dose, ...(tries < 0 ? [] : [tries]), ...(months < 0 ? [] : [months]), ...levels];
  const p = fit.coefficients.length + 1;
  const covariance = kept.flatMap((row) =>
    kept.map((column) => (row < 0 || column < 0 ? 0 : (fit.covariance[row * p + column] as number))),
  );
  return {
    intercept: fit.intercept,
    dose: at(dose),
    ...(tries < 0 ? {} : { triesBefore: at(tries) }),
    ...(months < 0 ? {} : { monthsSince: at(months) }),
    ...(reasons.length === 0
      ? {}
      : { reasons: reasons.map((id, i) => ({ id, effect: i === 0 ? 0 : at(levels[i - 1] as number) })) }),
    covariance,
  };
}
