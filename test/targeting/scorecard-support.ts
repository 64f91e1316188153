import { createRandom } from "../../src/math/index.ts";
import { fitScorecard, readFeatures, scoreScorecard } from "../../src/targeting/index.ts";

const EFFECTS = { region: [-0.8, -0.2, 0.3, 0.7], product: [-0.6, 0, 0.6] } as const;

/** How often the interval of a customer's chance holds it, where two categories add up as the card supposes. */
export function coverageOfChance(runs: number, n: number, seed: number): number {
  const random = createRandom(seed);
  const chance = (region: number, product: number) =>
    1 / (1 + Math.exp(1.2 - (EFFECTS.region[region] as number) - (EFFECTS.product[product] as number)));
  let held = 0;
  let counted = 0;
  for (let run = 0; run < runs; run++) {
    const rows = Array.from({ length: n }, () => ({ r: random.integer(0, 3), p: random.integer(0, 2) }));
    const yes = rows.map(({ r, p }) => (random.uniform() < chance(r, p) ? 1 : 0));
    const fields = [
      { id: "r", value: (row: { r: number }) => `r${row.r}` },
      { id: "p", value: (row: { p: number }) => `p${row.p}` },
    ];
    // a generous alpha, so that no two groups are merged that differ
    const model = fitScorecard(readFeatures(rows, fields as never), yes, { alpha: 0.9 });
    for (let r = 0; r < 4; r++) {
      for (let p = 0; p < 3; p++) {
        const { interval } = scoreScorecard(model, { r: `r${r}`, p: `p${p}` });
        counted++;
        const truth = chance(r, p);
        if (interval !== undefined && interval.lower <= truth && truth <= interval.upper) held++;
      }
    }
  }
  return held / counted;
}
