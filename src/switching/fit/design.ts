import { leverIds } from "../levers.ts";

/** Leavers, and stayers, that must have answered before a lever's effect is looked for. */
export const NEEDED = 10;

/** Answers that spread less than that, as a standard deviation, are taken to be alike. */
const FLAT = 0.02;

/** Customers as columns. */
export interface Cases {
  readonly ids: readonly string[];
  /** 1 for a customer who left. */
  readonly left: Float64Array;
  /** Answers by customer in the order of the catalogue; NaN where not known. */
  readonly answers: readonly Float64Array[];
}

/** What one lever brings to a fit. */
export interface LeverColumn {
  readonly lever: number;
  /** Answers, the missing ones at the mean of those known. */
  readonly values: Float64Array;
  /** 1 where the answer is missing; absent where few are. */
  readonly missing: Float64Array | undefined;
}

/** Whether the answers about a lever can say anything at all. */
export interface LeverCount {
  readonly answered: number;
  readonly left: number;
  readonly silence: "too_few" | "no_variation" | undefined;
}

/** Counts the answers about each lever over some of the customers. */
export function countLevers({ answers, left }: Cases, rows: readonly number[]): readonly LeverCount[] {
  return leverIds.map((_, lever) => {
    let answered = 0;
    let gone = 0;
    let mean = 0;
    let spread = 0;
    for (const row of rows) {
      const answer = (answers[row] as Float64Array)[lever] as number;
      if (Number.isNaN(answer)) continue;
      answered++;
      gone += left[row] as number;
      const delta = answer - mean;
      mean += delta / answered;
      spread += delta * (answer - mean);
    }
    const silence =
      gone < NEEDED || answered - gone < NEEDED
        ? "too_few"
        : Math.sqrt(spread / answered) < FLAT
          ? "no_variation"
          : undefined;
    return { answered, left: gone, silence };
  });
}

/** Lays out the answers about some levers over some of the customers. */
export function leverColumns(
  { answers }: Cases,
  rows: readonly number[],
  levers: readonly number[],
): readonly LeverColumn[] {
  return levers.map((lever) => {
    const values = new Float64Array(rows.length);
    const missing = new Float64Array(rows.length);
    let gaps = 0;
    let total = 0;
    for (const [i, row] of rows.entries()) {
      const answer = (answers[row] as Float64Array)[lever] as number;
      if (Number.isNaN(answer)) {
        missing[i] = 1;
        gaps++;
      } else {
        values[i] = answer;
        total += answer;
      }
    }
    const mean = total / Math.max(1, rows.length - gaps);
    for (let i = 0; i < values.length; i++) if (missing[i] === 1) values[i] = mean;
    const told = gaps >= NEEDED && rows.length - gaps >= NEEDED;
    return { lever, values, missing: told ? missing : undefined };
  });
}
