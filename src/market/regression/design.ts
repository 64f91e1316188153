import { requireColumn, requireFunction, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { mixedCells, type NameCells, type NumberCells, nameCells, numberCells, requireSpread } from "../rows/field.ts";
import type { CategoryInput, FitRegressionOptions, NumberInput, RegressionFittedOn, TermName } from "./types.ts";

/** Rows read into columns: what least squares take, and what they mean. */
export interface Design {
  readonly outcome: Float64Array;
  readonly columns: readonly Float64Array[];
  /** What each column stands for. */
  readonly terms: readonly TermName[];
  readonly inputs: readonly (NumberInput | CategoryInput)[];
  readonly weights?: Float64Array;
  readonly clusters?: { readonly codes: Uint32Array; readonly count: number };
  /** Place of each kept row in the rows given. */
  readonly rows: Uint32Array;
  readonly seen: Pick<RegressionFittedOn, "rows" | "missing" | "missingBy">;
}

/** More columns than a formula can be read with. */
const MOST_TERMS = 300;

/** Reads outcome and predictors, keeps the rows in which everything is known, and codes categories against a reference. */
export function designOf<T>(rows: ArrayLike<T>, options: FitRegressionOptions<T>): Design {
  requireObject(options, "options");
  const { predictors, name } = options;
  requireColumn(predictors, "options.predictors");
  if (predictors.length === 0) {
    throw new ClienteleError("empty_input", "options.predictors must hold at least one field", { name: "predictors" });
  }
  if (name !== undefined) requireFunction(name, "options.name");
  const outcome = numberCells(rows, options.outcome, "outcome");
  const ids = new Set<string>();
  const fields = Array.from(predictors, (predictor, j) => {
    requireObject(predictor, `options.predictors[${j}]`);
    const { id, value, reference } = predictor;
    if (typeof id !== "string" || id === "") {
      throw new ClienteleError("invalid_type", `options.predictors[${j}].id must be a text, got ${show(id)}`, {
        index: j,
      });
    }
    if (ids.has(id)) {
      throw new ClienteleError("duplicate_id", `options.predictors[${j}] repeats the id ${show(id)}`, { id });
    }
    ids.add(id);
    return { id, reference, cells: mixedCells(rows, value, id) };
  });
  const weights = options.weights === undefined ? undefined : numberCells(rows, options.weights, "weights");
  const clusters = options.clusters === undefined ? undefined : nameCells(rows, options.clusters, "clusters");
  const all: readonly { id: string; cells: NumberCells | NameCells }[] = [
    { id: "outcome", cells: outcome },
    ...fields,
    ...(weights === undefined ? [] : [{ id: "weights", cells: weights }]),
    ...(clusters === undefined ? [] : [{ id: "clusters", cells: clusters }]),
  ];
  const holes = all.filter(({ cells }) => cells.missing > 0);
  const kept = keptRows(
    rows.length,
    holes.map(({ cells }) => cells),
  );
  if (kept.length === 0) {
    throw new ClienteleError(
      "empty_input",
      "rows must hold at least one row in which outcome and predictors are known",
      {
        name: "rows",
      },
    );
  }
  const coded = fields.map(({ id, reference, cells }) =>
    cells.kind === "number" ? measured(id, pick(cells, kept), reference) : categories(id, cells, kept, reference),
  );
  const target = pick(outcome, kept);
  requireSpread(target, "outcome");
  const terms = coded.flatMap((part) => part.terms);
  if (terms.length > MOST_TERMS) {
    throw new ClienteleError(
      "out_of_range",
      `the predictors make ${terms.length} columns, more than ${MOST_TERMS}; group rare categories together`,
      { columns: terms.length },
    );
  }
  return {
    outcome: target,
    columns: coded.flatMap((part) => part.columns),
    terms,
    inputs: coded.map(({ input }) => input),
    ...(weights !== undefined && { weights: pick(weights, kept) }),
    ...(clusters !== undefined && { clusters: dense(clusters, kept) }),
    rows: kept,
    seen: {
      rows: rows.length,
      missing: rows.length - kept.length,
      missingBy: holes.map(({ id, cells }) => ({ id, n: cells.missing })),
    },
  };
}

function keptRows(n: number, holes: readonly (NumberCells | NameCells)[]): Uint32Array {
  const kept = new Uint32Array(n);
  let count = 0;
  for (let i = 0; i < n; i++) {
    let known = true;
    for (const cells of holes) {
      if (cells.kind === "number" ? Number.isNaN(cells.values[i]) : (cells.codes[i] as number) < 0) known = false;
    }
    if (known) kept[count++] = i;
  }
  return kept.subarray(0, count);
}

function pick({ values }: NumberCells, kept: Uint32Array): Float64Array {
  return kept.length === values.length ? values : Float64Array.from(kept, (i) => values[i] as number);
}

interface Coded {
  readonly input: NumberInput | CategoryInput;
  readonly terms: readonly TermName[];
  readonly columns: readonly Float64Array[];
}

function measured(id: string, column: Float64Array, reference: string | undefined): Coded {
  if (reference !== undefined) {
    throw new ClienteleError("inconsistent", `${show(id)} holds numbers and takes no reference category`, { id });
  }
  let [min, max] = [column[0] as number, column[0] as number];
  for (let i = 1; i < column.length; i++) {
    min = Math.min(min, column[i] as number);
    max = Math.max(max, column[i] as number);
  }
  requireSpread(column, id);
  return { input: { id, kind: "number", min, max }, terms: [{ predictor: id }], columns: [column] };
}

function categories(id: string, { codes, names }: NameCells, kept: Uint32Array, reference: string | undefined): Coded {
  const counts = new Uint32Array(names.length);
  for (const row of kept) counts[codes[row] as number] = (counts[codes[row] as number] as number) + 1;
  const present = names.flatMap((name, code) => {
    const n = counts[code] as number;
    return n > 0 ? [{ name, code, n }] : [];
  });
  const most = present.reduce((best, one) => (one.n > best.n ? one : best));
  const base = reference === undefined ? most : present.find(({ name }) => name === reference);
  if (base === undefined) {
    throw new ClienteleError("unknown_id", `no row of ${show(id)} is of the reference category ${show(reference)}`, {
      id,
      reference,
    });
  }
  const others = present.filter((one) => one !== base);
  return {
    input: { id, kind: "category", reference: base.name, categories: present.map(({ name, n }) => ({ name, n })) },
    terms: others.map(({ name }) => ({ predictor: id, category: name })),
    columns: others.map(({ code }) => Float64Array.from(kept, (row) => (codes[row] === code ? 1 : 0))),
  };
}

/** Codes from 0 without gaps, by the clusters that are left. */
function dense({ codes, names }: NameCells, kept: Uint32Array): { codes: Uint32Array; count: number } {
  const place = new Int32Array(names.length).fill(-1);
  for (const row of kept) place[codes[row] as number] = 0;
  let count = 0;
  for (let code = 0; code < place.length; code++) if (place[code] === 0) place[code] = count++;
  return { codes: Uint32Array.from(kept, (row) => place[codes[row] as number] as number), count };
}
