import { createRandom, type Random } from "../../src/math/index.ts";
import { type FeatureTable, predictUplift, type UpliftTreeModel } from "../../src/targeting/index.ts";

/** Customers of a made-up experiment with the truth about them. */
export interface UpliftWorld {
  readonly table: FeatureTable;
  readonly scores: Float64Array;
  readonly treated: Uint8Array;
  readonly outcomes: Float64Array;
  /** True uplift of each customer. */
  readonly truth: Float64Array;
}

export interface WorldOptions {
  readonly kind: "yes_no" | "amount";
  readonly n: number;
  /** Share of contacted customers; default 0.5. */
  readonly share?: number;
  /** Uplift without regard to the customer; default 0.05. */
  readonly base?: number;
  /** What the first field adds to it; default 0.1. */
  readonly slope?: number;
  /** A step where the third field passes one half; default 0. */
  readonly step?: number;
  /** A field that only foretells the outcome, whoever is contacted; default 0.2. */
  readonly prognostic?: number;
}

/** x0 moves the uplift, x1 the outcome, x2 a step of the uplift, x3 nothing; the score is x0, rounded so that it ties. */
function world(random: Random, options: WorldOptions): UpliftWorld {
  const { kind, n, share = 0.5, base = 0.05, slope = 0.1, step = 0, prognostic = 0.2 } = options;
  const x = [0, 1, 2, 3].map(() => Float64Array.from({ length: n }, () => random.uniform()));
  const [x0, x1, x2] = x as [Float64Array, Float64Array, Float64Array];
  const scores = x0.map((value) => Math.round(value * 200));
  const treated = new Uint8Array(n);
  const outcomes = new Float64Array(n);
  const truth = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const contacted = random.uniform() < share ? 1 : 0;
    const uplift = base + slope * ((x0[i] as number) - 0.5) + ((x2[i] as number) > 0.5 ? step : 0);
    const chance = 0.1 + prognostic * (x1[i] as number) + contacted * uplift;
    treated[i] = contacted;
    truth[i] = uplift;
    const answers = random.uniform() < chance ? 1 : 0;
    // amounts with the mean of the chance: most spend nothing, some a gamma amount of mean 1
    outcomes[i] = kind === "yes_no" ? answers : answers === 1 ? random.gamma(2, 0.5) : 0;
  }
  const features = x.map((values, f) => ({ id: `x${f}`, kind: "number" as const, values }));
  return { table: { rows: n, features }, scores, treated, outcomes, truth };
}

/** A world of that seed. */
export const worldOf = (seed: number, options: WorldOptions): UpliftWorld => world(createRandom(seed), options);

/** One customer's record. */
export function recordAt(table: FeatureTable, row: number): Record<string, number | undefined> {
  return Object.fromEntries(
    table.features.map((feature) => [feature.id, feature.kind === "number" ? feature.values[row] : undefined]),
  );
}

/** Each segment's true mean uplift among many customers, beside what the tree says of it. */
export function leafTruths(
  model: UpliftTreeModel,
  book: UpliftWorld,
): readonly { readonly truth: number; readonly uplift: object }[] {
  const segments = new Map<number, { n: number; truth: number; uplift: object }>();
  for (let i = 0; i < book.table.rows; i++) {
    let node = model.nodes[0];
    while (node !== undefined && "question" in node) {
      if (node.question.kind !== "number") throw new Error("numbers alone");
      const feature = book.table.features[node.question.feature];
      const value = feature?.kind === "number" ? (feature.values[i] as number) : Number.NaN;
      node = model.nodes[value <= node.question.threshold ? node.left : node.right];
    }
    if (node === undefined) throw new Error("no leaf");
    const own = segments.get(node.leaf) ?? {
      n: 0,
      truth: 0,
      uplift: predictUplift(model, recordAt(book.table, i)).uplift,
    };
    own.n++;
    own.truth += book.truth[i] as number;
    segments.set(node.leaf, own);
  }
  return [...segments.values()].map(({ n, truth, uplift }) => ({ truth: truth / n, uplift }));
}
