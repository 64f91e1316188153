import { sqlName } from "./quote.ts";
import type { SqlOptions } from "./types.ts";

/** One branch of a CASE: SQL text, already quoted. */
export interface SqlBranch {
  readonly when: string;
  readonly result: string;
}

/** Composes a CASE, one branch a line; without a branch only the last word remains. */
export function sqlCase(branches: readonly SqlBranch[], otherwise: string, { dialect, as }: SqlOptions): string {
  const lines = branches.map(({ when, result }) => `  WHEN ${when} THEN ${result}`);
  const expression = lines.length === 0 ? otherwise : ["CASE", ...lines, `  ELSE ${otherwise}`, "END"].join("\n");
  return as === undefined ? expression : `${expression} AS ${sqlName(as, dialect)}`;
}
