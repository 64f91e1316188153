// The two methods that learn from the paths: removal from a Markov chain, and Shapley values.
import { describe, expect, test } from "vitest";
import { absorb } from "../../src/campaign/attribution/absorption.ts";
import { countChain } from "../../src/campaign/attribution/chain.ts";
import { creditByGame, setsOf } from "../../src/campaign/attribution/game.ts";
import { type Journeys, readJourneys } from "../../src/campaign/attribution/journeys.ts";
import { creditByMarkov } from "../../src/campaign/attribution/markov.ts";
import { exactRateGame, sampledRateGame } from "../../src/campaign/attribution/rate-game.ts";
import { creditByRule, ruleOf } from "../../src/campaign/attribution/rules.ts";
import type { Credits } from "../../src/campaign/attribution/tally.ts";
import { measureAttribution, type TouchPath } from "../../src/campaign/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { credit, creditsBy, naiveShapley, path, walkedRemovalEffects } from "./attribution-support.ts";

const read = (paths: readonly TouchPath[]): Journeys =>
  readJourneys(paths, { lookbackDays: undefined, collapse: false, splitTies: true, halfLifeDays: undefined });

/** Random undated paths over so many channels. */
function randomPaths(seed: number, n: number, channels: number, mean: number = 2): TouchPath[] {
  const random = createRandom(seed);
  return Array.from({ length: n }, () => {
    const length = 1 + random.poisson(mean);
    const touches = Array.from({ length }, () => ({ channel: `c${random.integer(0, channels - 1)}` }));
    const converted = random.uniform() < 0.3;
    return { touches, converted, count: random.integer(1, 30), ...(converted && { value: random.integer(1, 900) }) };
  });
}

describe("Markov removal", () => {
  test("the textbook's three paths, solved in fractions", () => {
    // start→A 2/3, start→B 1/3; A→B 1/2, A→lost 1/2; B→C 1; C→won 1/2, so a journey converts with 2/3·1/2 + … = 1/3.
    // Without A: 1/3·1·1/2 = 1/6, half is lost; without B or C nothing is left: effects 1/2, 1, 1, credits 1/5, 2/5, 2/5.
    const rows = creditsBy("markov", [path("A B C >"), path("A"), path("B C")]);
    expect(rows.map(({ removalEffect }) => removalEffect)).toEqual([0.5, 1, 1].map((x) => expect.closeTo(x, 13)));
    expect(rows.map(({ conversions }) => conversions.value)).toEqual([0.2, 0.4, 0.4].map((x) => expect.closeTo(x, 13)));
  });

  test("a loop, solved in fractions", () => {
    // A A B won; A lost; B A lost. A is left four times: →A 1/4, →B 1/4, →lost 1/2. B twice: →A 1/2, →won 1/2.
    // f(A) = f(A)/4 + f(B)/4 and f(B) = 1/2 + f(A)/2 give f(B) = 3/5, f(A) = 1/5; start: 2/3·1/5 + 1/3·3/5 = 1/3.
    // Without A: 1/3·1/2 = 1/6, effect 1/2. Without B: 0, effect 1. Credits 1/3 and 2/3.
    const rows = creditsBy("markov", [path("A A B >"), path("A"), path("B A")]);
    expect(rows.map(({ removalEffect }) => removalEffect)).toEqual([0.5, 1].map((x) => expect.closeTo(x, 13)));
    expect(rows.map(({ conversions }) => conversions.value)).toEqual([1 / 3, 2 / 3].map((x) => expect.closeTo(x, 13)));
  });

  test("repeats in a row are loops that cancel out of the chances, so collapsing them changes nothing at order 1", () => {
    const paths = [path("A A B >"), path("A"), path("B A A A"), path("B B A >")];
    // a loop lengthens the stay at a state, not where it leads: each exit keeps its odds
    const [counted, collapsed] = [credit("markov", paths), credit("markov", paths, { repeats: "collapse" })];
    for (const [channel, value] of Object.entries(counted)) expect(collapsed[channel]).toBeCloseTo(value, 12);
  });

  test("at order 2 a state is a pair, solved in fractions", () => {
    // A B won ×1, C B lost ×1, A lost ×1, D A B lost ×1. Pairs: (A), (A B), (C), (C B), (D), (D A), (A B).
    // (A): →(A B) 1/2, →lost 1/2. (A B), from A and from D A: won 1/2. start→A 1/2, →C 1/4, →D 1/4.
    // p = 1/2·1/2·1/2 + 1/4·1·1·1/2 = 1/8 + 1/8 = 1/4. Without A or B: 0. Without D: 1/8. Without C: 1/4.
    // Effects A 1, B 1, C 0, D 1/2: credits 2/5, 2/5, 0, 1/5.
    const rows = creditsBy("markov", [path("A B >"), path("C B"), path("A"), path("D A B")], { order: 2 });
    expect(rows.map(({ removalEffect }) => removalEffect)).toEqual([1, 1, 0, 0.5].map((x) => expect.closeTo(x, 13)));
    expect(rows.map(({ conversions }) => conversions.value)).toEqual(
      [0.4, 0.4, 0, 0.2].map((x) => expect.closeTo(x, 13)),
    );
  });

  test("random walks over the same chain agree", () => {
    const paths = randomPaths(5, 60, 4);
    const rows = creditsBy("markov", paths);
    const walked = walkedRemovalEffects(paths, ["c0", "c1", "c2", "c3"], 40_000, 3);
    // a ratio of two shares of 40,000 walks scatters by about 0.01
    rows.forEach(({ removalEffect }, i) => {
      expect(Math.abs((removalEffect as number) - (walked[i] as number))).toBeLessThan(0.04);
    });
  });

  test.each([3, 12])(
    "once the order reaches the longest path, removal loses what touched the channel (%i channels)",
    (channels) => {
      const paths = randomPaths(6, 400, channels, 3);
      const order = Math.max(...paths.map(({ touches }) => touches.length));
      const won = paths.filter(({ converted }) => converted);
      const all = won.reduce((sum, { count = 1 }) => sum + count, 0);
      for (const row of creditsBy("markov", paths, { order })) {
        const through = won.filter(({ touches }) => touches.some(({ channel }) => channel === row.channel));
        const lost = through.reduce((sum, { count = 1 }) => sum + count, 0) / all;
        expect(row.removalEffect).toBeCloseTo(lost, 11);
      }
    },
  );

  test("a chain too large to eliminate is swept to the same answer", () => {
    // 20 channels at order 2: more than 256 states, with loops
    const journeys = read(randomPaths(8, 3000, 20, 4));
    const chain = countChain(journeys, 2);
    expect(chain.states).toBeGreaterThan(256);
    const reward = new Float64Array(chain.states);
    chain.stateOf.forEach((state, node) => {
      if (node > 0) reward[state] = (reward[state] as number) + (journeys.won[node] as number);
    });
    const found = absorb(chain, [reward], 3);
    if (found === undefined) throw new Error("did not settle");
    const f = found.expected[0] as Float64Array;
    const out = (state: number) => state > 0 && chain.channelOf[state] === 3;
    const right = reward.map((r, i) => (out(i) ? 0 : r / (chain.visits[i] as number)));
    const left = right.slice();
    chain.steps.forEach((steps, e) => {
      const [i, j] = [chain.from[e] as number, chain.to[e] as number];
      if (!out(i) && !out(j)) left[i] = (left[i] as number) + (steps / (chain.visits[i] as number)) * (f[j] as number);
    });
    f.forEach((value, i) => {
      expect(Math.abs(value - (left[i] as number))).toBeLessThan(1e-14);
    });
    // what starts ends: expected visits times what each visit yields is the chance at the start
    const total = found.weight.reduce((sum, w, i) => sum + w * (reward[i] as number), 0);
    expect(total).toBeCloseTo(f[0] as number, 13);
  });

  test("a channel on no converting path may earn credit: the chain joins halves of different paths", () => {
    // "idle" leads to B and B to conversions; only an order that remembers the whole path keeps them apart
    const paths = [path("A B >"), path("idle B"), path("B")];
    expect(credit("markov", paths).idle).toBeGreaterThan(0.1);
    expect(credit("markov", paths, { order: 2 }).idle).toBe(0);
  });

  test("the value has a chain of its own: a channel on the way to dear conversions earns more of it", () => {
    const rows = creditsBy("markov", [path("A >", { value: 900 }), path("B >", { value: 100 }), path("A"), path("B")]);
    expect(rows.map(({ conversions }) => conversions.value)).toEqual([1, 1]);
    expect(rows.map(({ value }) => value?.value)).toEqual([expect.closeTo(900, 9), expect.closeTo(100, 9)]);
  });
});

describe("Shapley", () => {
  const names = ["c0", "c1", "c2", "c3", "c4"];
  const paths = randomPaths(9, 80, 5);

  test.each(["conversions", "rate"] as const)("by %s equals the definition over all sets of channels", (game) => {
    const wanted = naiveShapley(paths, names, game);
    creditsBy("shapley", paths, { game }).forEach(({ conversions }, i) => {
      expect(conversions.value).toBeCloseTo(wanted[i] as number, 9);
    });
  });

  test("by rate, two channels in fractions", () => {
    // v(A) = 1/2, v(B) = 0, v(AB) = 3/5 of five journeys: A = (1/2 + 3/5)/2 = 11/20, B = (0 + 1/10)/2 = 1/20, times 5
    const found = credit("shapley", [path("A >"), path("A"), path("B"), path("A B >", { count: 2 })], { game: "rate" });
    expect(found.A).toBeCloseTo(11 / 4, 12);
    expect(found.B).toBeCloseTo(1 / 4, 12);
  });

  test("sampled orders come near the exact values, sum to the whole in each order, and say how near", () => {
    const journeys = read(paths);
    const sets = setsOf(journeys);
    const exact = exactRateGame(sets, 0, 5);
    let beyond = 0;
    for (let seed = 0; seed < 40; seed++) {
      const sampled = sampledRateGame(sets, 0, 5, 200, seed);
      const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
      expect(sum(sampled.values)).toBeCloseTo(sum(exact.values), 12);
      exact.values.forEach((value, i) => {
        const z =
          ((sampled.values[i] as number) - value) / Math.sqrt((sampled.samplingVariance as Float64Array)[i] as number);
        if (Math.abs(z) > 1.96) beyond++;
      });
    }
    // 200 scores, 5 % of them beyond 1.96: 10 ± 3 standard deviations of dependent scores
    expect(beyond).toBeGreaterThan(0);
    expect(beyond).toBeLessThan(25);
  });

  test("beyond 15 channels orders are sampled by the seed, credits still sum exactly, and a note says so", () => {
    const many = randomPaths(10, 300, 18);
    const found = measureAttribution(many, { methods: ["shapley"], game: "rate", orders: 100, seed: 4 });
    const [entry] = found.methods;
    if (entry === undefined || !("channels" in entry)) throw new Error("abstained");
    const sum = entry.channels.reduce((total, { conversions }) => total + conversions.value, 0);
    expect(Math.abs(sum / found.conversions - 1)).toBeLessThan(1e-12);
    expect(entry.channels.every(({ samplingError }) => (samplingError as number) > 0)).toBe(true);
    expect(found.notes).toContainEqual({ code: "attribution_sampled", params: { channels: 18, orders: 100 } });
    expect(measureAttribution(many, { methods: ["shapley"], game: "rate", orders: 100, seed: 4 })).toEqual(found);
  });

  test("by conversions is exact for any number of channels", () => {
    const many = randomPaths(11, 300, 40);
    const linear = credit(
      "linear",
      many.map((row) => ({ ...row, touches: [...new Map(row.touches.map((t) => [t.channel, t])).values()] })),
    );
    for (const [channel, value] of Object.entries(credit("shapley", many)))
      expect(value).toBeCloseTo(linear[channel] as number, 9);
  });
});

describe("variances are those of the influence of each journey", () => {
  const base = randomPaths(12, 25, 4).concat([path("", { count: 40 }), path(">", { count: 5, value: 50 })]);
  // large counts, so that one journey more or less is a small step
  const paths = base.map((row) => ({
    ...row,
    count: 1000 * (row.count ?? 1),
    ...(row.value !== undefined && { value: 1000 * row.value }),
  }));
  const ways: readonly (readonly [string, (journeys: Journeys) => readonly Credits[]])[] = [
    ["linear", (j) => creditByRule(j, ruleOf("linear", { positionShares: { first: 0.4, last: 0.4 }, direct: [] }))],
    ["Markov of order 1", (j) => creditByMarkov(j, 1)?.credits ?? []],
    ["Markov of order 2", (j) => creditByMarkov(j, 2)?.credits ?? []],
    [
      "Shapley by rate",
      (j) => j.outcomes.map((o, k) => creditByGame(j, setsOf(j), k, o, exactRateGame(setsOf(j), k, 4))),
    ],
    [
      "Shapley by rate, sampled",
      (j) => j.outcomes.map((o, k) => creditByGame(j, setsOf(j), k, o, sampledRateGame(setsOf(j), k, 4, 60, 1))),
    ],
  ];

  test.each(ways)("%s", (name, way) => {
    const n = paths.reduce((sum, { count }) => sum + count, 0);
    const at = (row: number, step: number) => {
      const moved = paths.map((p, i) => {
        const count = p.count + (i === row ? step : 0);
        return { ...p, count, ...(p.value !== undefined && { value: (p.value / p.count) * count }) };
      });
      // credits of n journeys, however many there are now
      return way(read(moved)).map((credits, k) => {
        const total = credits.credit.reduce((a, b) => a + b, 0);
        return {
          credit: credits.credit.map((c) => (c * n) / (n + step)),
          share: credits.credit.map((c) => c / total),
          k,
        };
      });
    };
    const told = way(read(paths));
    told.forEach((credits, k) => {
      const sums = [0, 1, 2, 3].map(() => ({ credit: 0, share: 0 }));
      paths.forEach(({ count }, row) => {
        const [up, down] = [at(row, 1)[k], at(row, -1)[k]];
        sums.forEach((sum, c) => {
          for (const what of ["credit", "share"] as const) {
            sum[what] += count * (((up?.[what][c] as number) - (down?.[what][c] as number)) / 2) ** 2;
          }
        });
      });
      const sampling = (credits as { samplingVariance?: Float64Array }).samplingVariance;
      sums.forEach((sum, c) => {
        const own = (credits.variance[c] as number) - (sampling?.[c] ?? 0);
        expect(own / sum.credit, `${name}, outcome ${k}, channel ${c}`).toBeCloseTo(1, 4);
        if (sampling === undefined) expect((credits.shareVariance[c] as number) / sum.share).toBeCloseTo(1, 4);
      });
    });
  });
});
