import { requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { CovariateRecord, Covariates } from "../types.ts";
import type { CovariateCoding } from "./types.ts";

/** What the readers below need of a model: how covariates are coded, and which terms came out of them. */
export interface CodedModel {
  readonly covariates: readonly CovariateCoding[];
  readonly terms: readonly {
    readonly column: string;
    readonly level?: string;
    readonly coefficient: { readonly value: number };
  }[];
}

/** One customer's terms as distances from the centre: a number less its mean, 1 for the level that is theirs. */
export function termValues(model: CodedModel, record: CovariateRecord): Float64Array {
  requireObject(record, "record");
  const values = new Float64Array(model.terms.length);
  for (const code of model.covariates) {
    const cell = Object.hasOwn(record, code.name) ? record[code.name] : undefined;
    const value = code.kind === "number" ? numberOf(cell, code, "record") : levelOf(cell, code, "record");
    model.terms.forEach((term, j) => {
      if (term.column !== code.name) return;
      values[j] = typeof value === "number" ? value : term.level === value ? 1 : 0;
    });
  }
  return values;
}

/** Linear predictor of one customer. */
export function scoreOf(model: CodedModel, values: Float64Array, where: string): number {
  let score = 0;
  model.terms.forEach((term, j) => {
    score += term.coefficient.value * (values[j] as number);
  });
  return requireScore(score, where);
}

/** Linear predictor of every row, from columns; without copies of them. */
export function linearPredictors(model: CodedModel, covariates: Covariates): Float64Array {
  requireObject(covariates, "covariates");
  let scores: Float64Array | undefined;
  for (const code of model.covariates) {
    const column = Object.hasOwn(covariates, code.name) ? covariates[code.name] : undefined;
    const name = `covariates.${code.name}`;
    if (typeof column !== "object" || column === null || typeof column.length !== "number") {
      throw new ClienteleError("invalid_type", `${name} must be a column, as in the fit; got ${show(column)}`, {
        name,
      });
    }
    scores ??= new Float64Array(column.length);
    if (column.length !== scores.length) {
      throw new ClienteleError("length_mismatch", `${name} has ${column.length} rows, others have ${scores.length}`, {
        name,
      });
    }
    const terms = model.terms.filter((term) => term.column === code.name);
    if (code.kind === "number") {
      const effect = terms[0]?.coefficient.value ?? 0;
      for (let i = 0; i < scores.length; i++) {
        const cell: unknown = column[i];
        if (typeof cell !== "number" || !Number.isFinite(cell))
          numberOf(cell, code, `covariates.${code.name}[${i}]`, true);
        scores[i] = (scores[i] as number) + effect * ((cell as number) - code.centre);
      }
    } else {
      const effects = new Map(code.levels.map((level) => [level, 0]));
      for (const term of terms) effects.set(term.level as string, term.coefficient.value);
      for (let i = 0; i < scores.length; i++) {
        const effect = effects.get(column[i] as string);
        if (effect === undefined) levelOf(column[i], code, `covariates.${code.name}[${i}]`, true);
        scores[i] = (scores[i] as number) + (effect as number);
      }
    }
  }
  if (scores === undefined) {
    throw new ClienteleError(
      "empty_input",
      "the model has no covariates, so that rows cannot be told apart; nothing to score",
    );
  }
  for (let i = 0; i < scores.length; i++) requireScore(scores[i] as number, `row ${i} of covariates`);
  return scores;
}

/** The terms of many rows as columns, each scaled so that it lies within [−1, 1], and by how much. */
export function termColumns(
  model: CodedModel,
  covariates: Covariates,
): { readonly column: Float64Array; readonly scale: number }[] {
  return model.terms.map((term) => {
    const one = {
      covariates: model.covariates.filter(({ name }) => name === term.column),
      terms: [{ ...term, coefficient: { value: 1 } }],
    };
    const column = linearPredictors(one, covariates);
    const largest = column.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    const scale = largest > 0 ? largest : 1;
    return { column: column.map((x) => x / scale), scale };
  });
}

/** Refuses a linear predictor that left the range of numbers. */
export function requireScore(score: number, where: string): number {
  if (Number.isFinite(score)) return score;
  throw new ClienteleError("out_of_range", `${where} lies so far from the rows fitted that its score is no number`);
}

function numberOf(
  cell: unknown,
  { name, centre }: Extract<CovariateCoding, { kind: "number" }>,
  where: string,
  whole: boolean = false,
): number {
  requireNumber(cell as number, whole ? where : `${where}.${name}`);
  return (cell as number) - centre;
}

function levelOf(
  cell: unknown,
  { name, levels }: Extract<CovariateCoding, { kind: "category" }>,
  where: string,
  whole: boolean = false,
): string {
  if (typeof cell === "string" && levels.includes(cell)) return cell;
  const at = whole ? where : `${where}.${name}`;
  throw new ClienteleError(
    typeof cell === "string" ? "unknown_id" : "invalid_type",
    `${at} must be one of the levels fitted (${levels.slice(0, 20).join(", ")}), got ${show(cell)}; give an unseen level the one it is most like`,
    { name: at, levels },
  );
}
