import { type AgreementRating, measureAgreement } from "../../src/loyalty/index.ts";
import { createRandom } from "../../src/math/random.ts";

/** Rows are raters, columns units, gaps `undefined`. */
export function table(rows: readonly (readonly (number | undefined)[])[]): AgreementRating[] {
  return rows.flatMap((row, r) =>
    row.flatMap((value, u) => (value === undefined ? [] : [{ unit: `u${u}`, rater: `r${r}`, value }])),
  );
}

/** What a judgement looks like: a bare number, never–sometimes–often, or a yes that is rare. */
export type Judgement = "normal" | "graded" | "rare";

/** Judges whose latent marks correlate by `reliability`; a share of cells is left out. */
export function judged(
  units: number,
  raters: number,
  reliability: number,
  seed: number,
  kind: Judgement,
  gaps: number = 0,
): AgreementRating[] {
  const random = createRandom(seed);
  const ratings: AgreementRating[] = [];
  for (let u = 0; u < units; u++) {
    const truth = Math.sqrt(reliability) * random.normal();
    for (let r = 0; r < raters; r++) {
      const mark = truth + Math.sqrt(1 - reliability) * random.normal();
      const left = random.uniform() < gaps;
      const graded = mark < -0.5 ? 0 : mark < 0.6 ? 0.5 : 1;
      const value = kind === "normal" ? mark : kind === "graded" ? graded : mark < 0.84 ? 0 : 1;
      if (!left) ratings.push({ unit: `u${u}`, rater: `r${r}`, value });
    }
  }
  return ratings;
}

const truths = new Map<string, number>();

/** Alpha of so many units that its own error is below a hundredth of what is measured. */
export function truthOf(raters: number, reliability: number, kind: Judgement, units: number): number {
  const key = `${raters} ${reliability} ${kind} ${units}`;
  let truth = truths.get(key);
  if (truth === undefined) {
    const found = measureAgreement(judged(units, raters, reliability, 77, kind), { scale: "interval" });
    truth = (found as { value: number }).value;
    truths.set(key, truth);
  }
  return truth;
}

/** How often the interval of alpha holds the truth, among the surveys that get one. */
export function alphaCoverage(plan: {
  readonly units: number;
  readonly raters: number;
  readonly reliability: number;
  readonly kind: Judgement;
  readonly runs: number;
  readonly seed: number;
  /** Units from which the true alpha is read. */
  readonly truthFrom: number;
}): { covered: number; given: number } {
  const { units, raters, reliability, kind, runs, seed } = plan;
  const truth = truthOf(raters, reliability, kind, plan.truthFrom);
  let [covered, given] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const found = measureAgreement(judged(units, raters, reliability, seed * 100_003 + run, kind), {
      scale: "interval",
    });
    if ("abstained" in found || "abstained" in found.interval) continue;
    given++;
    if (found.interval.lower <= truth && truth <= found.interval.upper) covered++;
  }
  return { covered: covered / given, given: given / runs };
}
