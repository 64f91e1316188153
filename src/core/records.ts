import { requireColumn, requireObject, show } from "./checks.ts";
import { type RecordSchema, requireSchema } from "./model.ts";

/** One problem of one row, told so that a person can find and mend it. */
export interface RecordIssue {
  /** Index of the row in the input, from 0. */
  readonly index: number;
  /** Path of the field inside the row; empty when the row as a whole is at fault. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A row that was not taken, kept as it came, with everything that is wrong with it. */
export interface RejectedRecord {
  readonly index: number;
  readonly row: unknown;
  readonly issues: readonly RecordIssue[];
}

/** Result of {@link parseRecords}: every input row stands in exactly one of the two lists. */
export interface ParsedRecords<T> {
  readonly accepted: readonly T[];
  readonly rejected: readonly RejectedRecord[];
}

/** Options of {@link parseRecords}. */
export interface ParseRecordsOptions<T> {
  /** The id that may stand only once; later rows with the same id are rejected and name the first. */
  readonly uniqueBy?: (record: T) => string | number;
}

/**
 * Takes in a batch of raw rows without losing one: good rows come back typed, bad rows come back with the row index,
 * the field and the reason.
 *
 * @param schema - A record schema from `clientele/schemas`, or any zod 4 schema.
 * @param rows - Raw rows, for example from a CSV reader. Not mutated.
 * @param options - `uniqueBy` names the id that must not repeat.
 * @returns `accepted` records in input order and `rejected` rows; together they are as many as the input.
 * @throws `ClienteleError` `invalid_type` when `schema` is no schema or `rows` no array.
 * @example
 * ```ts
 * const rows = [{ id: "a", value: 12 }, { id: "b", value: "twelve" }];
 * const { accepted, rejected } = parseRecords(tierCustomerSchema, rows);
 * accepted.length; // => 1
 * rejected[0].issues[0].path; // => ["value"]
 * ```
 */
export function parseRecords<T>(
  schema: RecordSchema<T>,
  rows: readonly unknown[],
  options: ParseRecordsOptions<T> = {},
): ParsedRecords<T> {
  requireSchema(schema, "schema");
  requireColumn(rows, "rows");
  requireObject(options, "options");
  const { uniqueBy } = options;
  const accepted: T[] = [];
  const rejected: RejectedRecord[] = [];
  const firstIndex = new Map<string | number, number>();
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    const result = schema.safeParse(row);
    if (!result.success) {
      const issues = result.error.issues.map(({ path, message }) => ({
        index,
        path: path.map((step) => (typeof step === "symbol" ? String(step) : step)),
        message,
      }));
      rejected.push({ index, row, issues });
      continue;
    }
    if (uniqueBy !== undefined) {
      const id = uniqueBy(result.data);
      const first = firstIndex.get(id);
      if (first !== undefined) {
        const message = `repeats the id ${show(id)} of row ${first}`;
        rejected.push({ index, row, issues: [{ index, path: [], message }] });
        continue;
      }
      firstIndex.set(id, index);
    }
    accepted.push(result.data);
  }
  return { accepted, rejected };
}
