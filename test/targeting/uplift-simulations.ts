import {
  describeUpliftSegments,
  fitUplift,
  measureUplift,
  planUpliftMailing,
  predictUplift,
  type UpliftTreeModel,
} from "../../src/targeting/index.ts";
import { leafTruths, type WorldOptions, worldOf } from "./uplift-worlds.ts";

/** The figure's value; a test that meets an abstention fails. */
export function figure(estimate: object | undefined): number {
  if (estimate === undefined || !("value" in estimate)) throw new Error("abstained");
  return estimate.value as number;
}

function covers(estimate: object | undefined, truth: number): boolean {
  const { lower, upper } = (estimate as { interval: { lower: number; upper: number } }).interval;
  return lower <= truth && truth <= upper;
}

export const columns = (world: ReturnType<typeof worldOf>) => [world.scores, world.treated, world.outcomes] as const;

const SHARES = { shares: [0.3] };
const FIGURES = ["gain", "qini", "upliftAuc"] as const;

/** Share of made-up experiments whose intervals hold the truth, and share called better than chance at 0.05. */
export function measureCoverage(options: WorldOptions, runs: number, seed: number) {
  // without a slope the score tells nothing; else the truth from many more customers than any run has
  const flat = options.slope === 0;
  const large = flat ? undefined : measureUplift(...columns(worldOf(seed, { ...options, n: 400_000 })), SHARES);
  const hits = { gain: 0, qini: 0, upliftAuc: 0, share: 0, called: 0 };
  for (let run = 0; run < runs; run++) {
    const measured = measureUplift(...columns(worldOf(seed * 10_000 + run, options)), SHARES);
    for (const name of FIGURES) if (covers(measured[name], large === undefined ? 0 : figure(large[name]))) hits[name]++;
    const truth = large === undefined ? 0.05 : figure(large.atShare[0]?.overall);
    if (covers(measured.atShare[0]?.overall, truth)) hits.share++;
    if (measured.chance.pValue < 0.05) hits.called++;
  }
  return Object.fromEntries(Object.entries(hits).map(([name, count]) => [name, count / runs])) as typeof hits;
}

/** Share of the segments of grown trees whose interval holds the segment's true uplift. */
export function segmentCoverage(honest: boolean, runs: number): number {
  const many = worldOf(8, { kind: "yes_no", n: 6000, slope: 0.1, step: 0.1 });
  let hits = 0;
  let segments = 0;
  for (let seed = 0; seed < runs; seed++) {
    const book = worldOf(300 + seed, { kind: "yes_no", n: 3000, slope: 0.1, step: 0.1 });
    const options = { method: "tree", significance: 1, maxDepth: 3, ...(honest && { honest: { seed } }) } as const;
    const model = fitUplift(book.table, book.treated, book.outcomes, options) as UpliftTreeModel;
    for (const { truth, uplift } of leafTruths(model, many)) {
      segments++;
      if (covers(uplift, truth)) hits++;
    }
  }
  return hits / segments;
}

/** Share of books that a tree parts though all customers respond alike. */
export function falseSplits(runs: number): number {
  let parted = 0;
  for (let seed = 0; seed < runs; seed++) {
    const same = worldOf(7000 + seed, { kind: seed % 2 === 0 ? "yes_no" : "amount", n: 1500, slope: 0 });
    const model = fitUplift(same.table, same.treated, same.outcomes, { method: "tree", maxDepth: 1 });
    if (describeUpliftSegments(model).segments.length > 1) parted++;
  }
  return parted / runs;
}

/** Share of regressions whose interval holds the true uplift of one customer. */
export function regressionCoverage(
  method: "two_model" | "class_transformation",
  kind: WorldOptions["kind"],
  share: number,
  runs: number,
): number {
  let hits = 0;
  for (let run = 0; run < runs; run++) {
    const book = worldOf(run + 40, { kind, n: 1500, slope: 0.1, share });
    const model = fitUplift(book.table, book.treated, book.outcomes, { method, outcome: kind });
    // base 0.05 + 0.1 · (0.9 − 0.5)
    if (covers(predictUplift(model, { x0: 0.9, x1: 0.3, x2: 0.5, x3: 0.5 }).uplift, 0.09)) hits++;
  }
  return hits / runs;
}

/** By how much the plan's figures exceed what its list truly brings, in profit per customer. */
export function planErrors(options: Omit<WorldOptions, "n">, runs: number) {
  const n = 1500;
  const unit = options.kind === "yes_no" ? 10 : 1;
  const value = options.kind === "yes_no" ? { valuePerResponse: unit } : { marginRate: unit };
  const contactCost = 0.03 * unit;
  const best: number[] = [];
  const held: number[] = [];
  let covered = 0;
  for (let seed = 0; seed < runs; seed++) {
    const book = worldOf(2000 + seed, { ...options, n });
    const plan = planUpliftMailing(...columns(book), { ...value, contactCost, replicates: 100, outcome: options.kind });
    const from = plan.best.score ?? Number.POSITIVE_INFINITY;
    let truth = 0;
    for (let i = 0; i < n; i++) {
      if ((book.scores[i] as number) >= from) truth += unit * (book.truth[i] as number) - contactCost;
    }
    best.push((plan.best.profit - truth) / n);
    held.push((plan.heldOut.value - truth) / n);
    if (covers(plan.heldOut, truth)) covered++;
  }
  return { best: meanOf(best), held: meanOf(held), covered: covered / runs };
}

/** Mean with its standard error. */
export function meanOf(list: readonly number[]): { readonly mean: number; readonly error: number } {
  const mean = list.reduce((sum, x) => sum + x, 0) / list.length;
  return { mean, error: Math.sqrt(list.reduce((sum, x) => sum + (x - mean) ** 2, 0)) / list.length };
}
