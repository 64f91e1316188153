import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { compareGroups, type GroupComparison, groupsChart } from "../../src/market/index.ts";
import { adjustPValues } from "../../src/math/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { expectClose, expectRelative } from "../support/close.ts";
import { airqualityOzone, chickwts, insectSprays, plantGrowth, rowsOf } from "../support/r-data.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { groupCoverage, rankCalls } from "./groups-support.ts";

const fields = {
  value: (row: { value: number | undefined }) => row.value,
  group: (row: { group: string }) => row.group,
};
const codes = (compared: GroupComparison) => compared.reasons.map(({ code }) => code);
const known = <T extends object>(figure: T) => {
  if ("abstained" in figure) throw new Error("abstained");
  return figure as Exclude<T, { abstained: unknown }>;
};

/**
 * R 4.2.2: F, degrees of freedom and p of
 * ats <- function(x, g) {
 *   g <- factor(g); ok <- !is.na(x); s <- split(x[ok], g[ok]); k <- length(s); n <- lengths(s)
 *   place <- function(a, b) sapply(a, function(v) mean(b < v) + mean(b == v) / 2)
 *   parts <- lapply(1:k, function(i) {
 *     m <- sapply(1:k, function(j) if (j == i) numeric(n[i]) else -place(s[[i]], s[[j]]) / (k - 1))
 *     m[, i] <- -rowSums(m); m })
 *   p <- sapply(1:k, function(i) mean(parts[[i]][, i])); V <- Map(function(m, ni) cov(m) / ni, parts, n)
 *   S <- Reduce(`+`, V); t <- sum(diag(S)); f <- t^2 / sum(S^2)
 *   f0 <- t^2 / sum(mapply(function(v, ni) sum(v^2) / (ni - 1), V, n)); F <- sum((p - 0.5)^2) / t
 *   c(F, f, f0, pf(F, f, f0, lower.tail = FALSE)) }
 */
const anovaType: Readonly<Record<string, readonly [number, number, number, number]>> = {
  InsectSprays: [55.2768558415459, 3.88557940299411, 62.0319646348377, 1.51898470507341e-19],
  PlantGrowth: [5.26218590590347, 1.80915128522331, 21.4993575850934, 0.0159658049173796],
  chickwts: [18.2392464704181, 3.99820465665168, 54.0904135114794, 1.551360938462e-9],
  airquality: [8.36116796271575, 3.68552191511106, 60.0176506776191, 3.2163351913616e-5],
};

/**
 * R 4.2.2, f <- factor(g): oneway.test(x ~ f); kruskal.test(x ~ f); pairwise.t.test(x, f, pool.sd = FALSE,
 * p.adjust.method = "holm"); pairwise.wilcox.test(x, f, p.adjust.method = "holm") (row by row below the diagonal);
 * spread: oneway.test(abs(x - ave(x, f, FUN = median)) ~ f, var.equal = TRUE); eps: anova(lm(rank(x) ~ f)),
 * (SSB - df * MSW) / SST; omega: df1 * (F - 1) / (df1 * (F - 1) + n)
 */
const reference = {
  InsectSprays: {
    data: insectSprays,
    welch: [36.0654438935773, 5, 30.0425605087674, 7.99937945567335e-12],
    kruskal: [54.6913446223714, 5, 1.51084443941851e-10],
    t: [
      1, 6.8620195072016e-6, 7.755792547395e-7, 8.5950013598357e-5, 1.16927115240713e-5, 0.0343784074635,
      2.92000303517956e-5, 4.11643201939431e-6, 0.376817588071194, 0.491674964050416, 1, 1, 2.92000303517956e-5,
      0.000172897767010391, 8.5950013598357e-5,
    ],
    wilcoxon: [
      1, 0.000509250400121322, 0.000509250400121322, 0.000622473551638327, 0.000622473551638327, 0.015906489359917,
      0.000509250400121322, 0.000509250400121322, 0.262867299461959, 0.697780354365668, 1, 1, 0.000509250400121322,
      0.000622473551638327, 0.000509250400121322,
    ],
    spread: [3.82135631322593, 0.00422279113899212],
    epsilon: 0.752899160945022,
    omega: 0.708887682662245,
    first: [11.5014369093186, 17.4985630906814],
  },
  PlantGrowth: {
    data: plantGrowth,
    welch: [5.18097240811319, 2, 17.1284186166441, 0.01739282149017],
    kruskal: [7.98822874944372, 2, 0.018423755731472],
    t: [0.250382508587548, 0.0957985112039386, 0.0278952141518095],
    wilcoxon: [0.198595758633215, 0.126025677109268, 0.0267920933555608],
    spread: [1.11918569487039, 0.341226624125474],
    epsilon: 0.221786249979396,
    omega: 0.217974997260552,
    first: [4.61488155565504, 5.44911844434496],
  },
  chickwts: {
    data: chickwts,
    welch: [19.6617243608369, 5, 29.9520363861042, 1.17705971606649e-8],
    kruskal: [37.3427176942562, 5, 5.11282951193715e-7],
    t: [
      1.00943494136678e-5, 0.00260621659714802, 0.0480834448808678, 0.394648862337103, 0.00126461112972405,
      0.175988637604956, 0.0281701076177998, 0.00171452062558101, 0.593961398598562, 0.593961398598562,
      0.821511771366324, 2.53558294673017e-7, 0.000308633500236638, 0.222073082409613, 0.00385882444250251,
    ],
    wilcoxon: [
      0.000303102470285133, 0.0122127341187781, 0.0500119075970469, 0.363369568915403, 0.00306195352634981,
      0.218056112824436, 0.0473551212918704, 0.00834118809308547, 0.709955538275678, 0.709955538275678, 1,
      9.27864704954488e-5, 0.000644193604215141, 0.344085178517807, 0.0140170877121613,
    ],
    spread: [0.749263894493744, 0.589609504800911],
    epsilon: 0.497580272219326,
    omega: 0.567886339618779,
    first: [282.644024757104, 364.522641909562],
  },
  airquality: {
    data: airqualityOzone,
    welch: [8.0266761837481, 4, 42.668201053388, 6.43908420252727e-5],
    kruskal: [29.2665763061169, 4, 6.90071411854678e-6],
    t: [
      1, 0.00026466786037185, 0.0152717949713781, 0.00195170903273181, 0.0213465914126049, 1, 0.863206214881528, 1,
      0.00588882556518183, 0.0172097395261924,
    ],
    wilcoxon: [
      0.577504943181739, 0.000299638958560018, 0.0848174816867799, 0.00108727047691897, 0.12953880459237, 1,
      0.474372333585945, 1, 0.00595408336525367, 0.0227356853325479,
    ],
    spread: [3.95577903124752, 0.0048627649830308],
    epsilon: 0.227626813568621,
    omega: 0.195040923228935,
    first: [14.6387352111798, 32.5920340195894],
  },
} as const;

describe("against R", () => {
  test.each(Object.entries(reference))("%s", (name, expected) => {
    const compared = compareGroups(rowsOf(expected.data), fields);
    const means = known(compared.means);
    [means.statistic, means.df1, means.df2, means.pValue].forEach((value, i) => {
      expectRelative(value, expected.welch[i] as number, 1e-9);
    });
    expectClose(means.omegaSquared.value, expected.omega, 1e-10);
    const ranks = known(compared.ranks);
    [ranks.statistic, ranks.df, ranks.pValue].forEach((value, i) => {
      expectRelative(value, expected.kruskal[i] as number, 1e-9);
    });
    expectClose(ranks.epsilonSquared.value, expected.epsilon, 1e-10);
    expect(ranks.follows).toBe("anova_type");
    const { statistic, df1, df2, pValue } = ranks.anovaType ?? { statistic: 0, df1: 0, df2: 0, pValue: 0 };
    [statistic, df1, df2, pValue].forEach((value, i) => {
      expectRelative(value, anovaType[name]?.[i] as number, 1e-9);
    });
    // R lists the lower triangle by rows
    const lower = compared.groups.flatMap((row, i) =>
      compared.groups
        .slice(0, i)
        .map((column) => compared.pairs.find((pair) => pair.first === column.id && pair.second === row.id)),
    );
    const wilcoxon = adjustPValues(
      lower.map((pair) => known(pair?.ranks ?? { abstained: 1 }).pValue),
      "holm",
    );
    lower.forEach((pair, i) => {
      if (pair === undefined) throw new Error("no pair");
      expectRelative(known(pair.means).adjusted, expected.t[i] as number, 1e-9);
      expectRelative(wilcoxon[i] as number, expected.wilcoxon[i] as number, 1e-9);
    });
    const spread = known(compared.spread);
    expectRelative(spread.statistic, expected.spread[0], 1e-9);
    expectRelative(spread.pValue, expected.spread[1], 1e-9);
    const { interval } = compared.groups[0]?.mean ?? {};
    expectRelative(interval?.lower as number, expected.first[0], 1e-10);
    expectRelative(interval?.upper as number, expected.first[1], 1e-10);
  });

  /**
   * Shoulder pain of 14 and 11 patients: Brunner & Munzel (2000), Biometrical Journal 42, p. 20, print t = 3.138, 17.68
   * degrees of freedom, p = 0.0058. Digits from R 4.2.2: r <- rank(c(a, b)); va <- var(r[1:14] - rank(a)) / 11^2 / 14;
   * vb <- var(r[15:25] - rank(b)) / 14^2 / 11; t <- (mean(r[1:14]) - mean(r[15:25])) / 25 / sqrt(va + vb);
   * df <- (va + vb)^2 / (va^2 / 13 + vb^2 / 10); 2 * pt(-abs(t), df)
   */
  test("two groups: Brunner and Munzel's test of patients in pain, alike among pairs and over all", () => {
    const a = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1];
    const b = [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4];
    const compared = compareGroups([...a, ...b], { group: [..."aaaaaaaaaaaaaabbbbbbbbbbb"] });
    const pair = known(compared.pairs[0]?.ranks ?? { abstained: 1 });
    expect(pair.follows).toBe("brunner_munzel");
    expectRelative(pair.brunnerMunzel?.statistic as number, -3.13746748230295, 1e-12);
    expectRelative(pair.brunnerMunzel?.df as number, 17.6828419794815, 1e-12);
    expectRelative(pair.adjusted, 0.00578620866615147, 1e-10);
    expectRelative(known(compared.ranks).anovaType?.pValue as number, 0.00578620866615147, 1e-10);
  });

  test("missing figures are counted, not guessed", () => {
    expect(compareGroups(rowsOf(airqualityOzone), fields)).toMatchObject({ n: 116, missing: 37 });
  });
});

describe("effect sizes", () => {
  test("Hedges' g is the difference in root mean spread, shrunk for few rows", () => {
    // by hand: a 1..5, b 4..8: d = −3/√2.5, df = 8, J = 1 − 3/31
    const [pair] = compareGroups([1, 2, 3, 4, 5, 4, 5, 6, 7, 8], { group: [..."aaaaabbbbb"] }).pairs;
    const { hedgesG, difference } = known(pair?.means ?? { abstained: 1 });
    expectClose(hedgesG.value, (-3 / Math.sqrt(2.5)) * (1 - 3 / 31), 1e-12);
    expect(difference.value).toBe(-3);
    // Bonett: variance d²/8 · (2 · 1/4) + 2 · 1/4
    const half = 1.959963984540054 * Math.sqrt((9 / 2.5 / 8) * 0.5 + 0.5);
    expectClose(hedgesG.interval.upper, -3 / Math.sqrt(2.5) + half, 1e-12);
  });

  test("superiority counts pairs, a tie half", () => {
    const [pair] = compareGroups([1, 2, 3, 2, 2, 5], { group: [..."aaabbb"] }).pairs;
    // of nine pairs: 1 beats none; 2 ties two; 3 beats two
    const { superiority, cliffsDelta } = known(pair?.ranks ?? { abstained: 1 });
    expectClose(superiority.value, 3 / 9, 1e-12);
    expectClose(cliffsDelta.value, -1 / 3, 1e-12);
    expect(superiority.interval.lower).toBeGreaterThanOrEqual(0);
    expect(superiority.interval.upper).toBeGreaterThan(0.5);
  });

  test("groups that do not overlap leave doubt on one side only", () => {
    const [pair] = compareGroups([1, 2, 3, 4, 11, 12, 13, 14], { group: [..."aaaabbbb"] }).pairs;
    const { superiority } = known(pair?.ranks ?? { abstained: 1 });
    expect(superiority.value).toBe(0);
    expect(superiority.interval.lower).toBe(0);
    expect(superiority.interval.upper).toBeGreaterThan(0.1);
    expect(superiority.interval.upper).toBeLessThan(0.5);
  });

  test("intervals of all pairs hold together: three groups ask for wider ones than two", () => {
    const values = [1, 2, 3, 4, 3, 4, 5, 6];
    const two = compareGroups(values, { group: [..."aaaabbbb"] });
    const three = compareGroups([...values, 9, 8, 7, 6], { group: [..."aaaabbbbcccc"] });
    const width = (compared: GroupComparison) => {
      const { interval } = known(compared.pairs[0]?.means ?? { abstained: 1 }).difference;
      return interval.upper - interval.lower;
    };
    // t(6) at 0.975 and at 1 − 0.05/6, R: qt(1 - 0.05/6, 6) / qt(0.975, 6)
    expectClose(width(three) / width(two), 3.28746 / 2.446912, 1e-4);
  });
});

describe("which answer to read", () => {
  test("means where the rows are even, ranks where a group is lopsided or has rows far outside", () => {
    expect(compareGroups(rowsOf(plantGrowth), fields).read).toBe("means");
    const lopsided = [
      ...Array.from({ length: 30 }, (_, i) => Math.exp(i / 5)),
      ...Array.from({ length: 30 }, (_, i) => i),
    ];
    const compared = compareGroups(lopsided, { group: lopsided.map((_, i) => (i < 30 ? "a" : "b")) });
    expect(compared.read).toBe("ranks");
    expect(codes(compared)).toContain("group_skewed");
    const outlier = [1, 2, 3, 4, 5, 6, 7, 8, 9, 900, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20];
    expect(codes(compareGroups(outlier, { group: outlier.map((_, i) => (i < 10 ? "a" : "b")) }))).toContain(
      "group_outliers",
    );
  });

  test("unequal spread is named with what it means for the answer", () => {
    const compared = compareGroups(rowsOf(insectSprays), fields);
    expect(codes(compared)).toContain("group_spread_unequal");
    expect(compared.differ).toBe(true);
  });

  test("ranks go by the test that holds whatever the spreads, and Kruskal–Wallis stands beside it", () => {
    // one centre, the smallest group spread widest and with rows far outside, so that ranks are read
    const wide = [-9.5, -8.5, -7.5, -6.5, 6.6, 7.6, 8.6, 9.6, 9.9, 10.1];
    const narrow = Array.from({ length: 60 }, (_, i) => (i - 29.5) / 60);
    narrow[59] = 40;
    const values = [...wide, ...narrow];
    const compared = compareGroups(values, { group: values.map((_, i) => (i < wide.length ? "wide" : "narrow")) });
    expect(compared.read).toBe("ranks");
    const ranks = known(compared.ranks);
    expect(ranks.follows).toBe("anova_type");
    expect(compared.differ).toBe((ranks.anovaType?.pValue ?? 0) < 0.05);
    expect(compared.reasons.slice(0, 2)).toEqual([
      {
        code: "group_answer",
        params: { read: "ranks", differ: false, test: "anova_type", pValue: ranks.anovaType?.pValue, groups: 2 },
      },
      { code: "group_ranks_judged", params: { follows: "anova_type", kruskal: ranks.pValue } },
    ]);
  });

  test("rows wholly apart, and single rows, are judged by Kruskal–Wallis and Wilcoxon", () => {
    const apart = compareGroups([1, 2, 3, 4, 11, 12, 13, 14], { group: [..."aaaabbbb"] });
    expect(known(apart.ranks)).toMatchObject({ follows: "kruskal_wallis" });
    const pair = known(apart.pairs[0]?.ranks ?? { abstained: 1 });
    expect(pair).toMatchObject({ follows: "wilcoxon", adjusted: pair.pValue });
    expect(pair).not.toHaveProperty("brunnerMunzel");
    expect(known(compareGroups([1, 5, 3], { group: [..."abb"] }).ranks).follows).toBe("kruskal_wallis");
  });

  test("few rows that hardly overlap are no clearer than rows wholly apart", () => {
    const p = (values: number[]) =>
      known(compareGroups(values, { group: [..."aaaaabbbbb"] }).pairs[0]?.ranks ?? { abstained: 1 }).adjusted;
    // 2 / choose(10, 5)
    expectClose(p([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), 2 / 252, 1e-12);
    expect(p([1, 2, 3, 4, 6, 5, 7, 8, 9, 10])).toBeGreaterThanOrEqual(2 / 252 - 1e-12);
  });

  test("sixty groups are judged like fifty, their covariances left out", () => {
    const values = Array.from({ length: 600 }, (_, i) => ((i * 7919) % 601) + (i % 60));
    const share = (groups: number) => {
      const rows = values.filter((_, i) => i % 60 < groups);
      const compared = compareGroups(rows, { group: Array.from(rows.keys(), (i) => `g${i % groups}`) });
      return known(compared.ranks).anovaType;
    };
    expect(share(60)?.groups).toBe(60);
    expect(share(60)?.df1).toBeGreaterThan(40);
    expect(Math.abs((share(60)?.df1 ?? 0) / (share(50)?.df1 ?? 1) - 59 / 49)).toBeLessThan(0.02);
  });

  test("every reason is worded in both languages", () => {
    for (const data of [insectSprays, plantGrowth, { a: [1], b: [2, 2], c: [1, 2, 3] }]) {
      for (const reason of compareGroups(rowsOf(data), fields).reasons) {
        expect(word(reason, "en")).toMatch(/\w{3}/);
        expect(word(reason, "zh")).toMatch(/[\u4e00-\u9fff]/);
      }
    }
  });
});

describe("groups that cannot carry a figure", () => {
  test("one row and equal rows are described and noted, and take part by their ranks", () => {
    const compared = compareGroups(rowsOf({ one: [5], same: [3, 3, 3], real: [1, 2, 4, 6] }), fields);
    const [one, real, same] = [...compared.groups].sort((a, b) => (a.id < b.id ? 1 : -1)).reverse() as never as [
      GroupComparison["groups"][number],
      GroupComparison["groups"][number],
      GroupComparison["groups"][number],
    ];
    expect(one).toMatchObject({ id: "one", mean: { value: 5, n: 1 } });
    expect(one.mean).not.toHaveProperty("interval");
    expect(real.mean).toHaveProperty("interval");
    expect(same).toMatchObject({ sd: 0, notes: [{ code: "group_constant" }] });
    expect(compared.means).toEqual({ abstained: { code: "group_spread_unknown", params: { groups: 1, needed: 2 } } });
    expect(known(compared.ranks).groups).toBe(3);
    expect(compared.read).toBe("ranks");
    expect(compared.pairs.filter(({ means }) => "abstained" in means)).toHaveLength(2);
  });

  test("one group alone, and rows that are all equal, are abstentions", () => {
    expect(compareGroups([1, 2, 3], { group: () => "all" }).ranks).toMatchObject({
      abstained: { code: "group_too_few" },
    });
    expect(compareGroups([7, 7, 7, 7], { group: [..."aabb"] }).ranks).toMatchObject({
      abstained: { code: "all_values_equal" },
    });
    expect(compareGroups([1, 2], { group: ["a", "b"] }).ranks).toMatchObject({ abstained: { code: "too_few_rows" } });
  });

  test("groups may have any name", () => {
    const compared = compareGroups([1, 2, 3, 4], { group: ["__proto__", "constructor", "__proto__", "constructor"] });
    expect(compared.groups.map(({ id, n }) => [id, n])).toEqual([
      ["__proto__", 2],
      ["constructor", 2],
    ]);
  });
});

describe("coverage in a small simulation, equal and unequal spread", () => {
  // ± 3.5 standard errors of 150 replicates; the long run is test/nightly/groups-coverage.test.ts
  const room = (p: number) => 3.5 * Math.sqrt((p * (1 - p)) / 150);
  test.each([
    ["even", { sizes: [20, 20, 20], sds: [1, 1, 1], means: [0, 0.5, 1] }, 1],
    ["uneven", { sizes: [12, 25, 50], sds: [3, 2, 1], means: [0, 0.5, 1] }, 2],
  ] as const)("%s", (_, world, seed) => {
    const shares = groupCoverage(world, 150, seed, 0.95);
    for (const share of [shares.mean, shares.median, shares.omega, shares.hedges, shares.superiority]) {
      expect(share).toBeGreaterThan(0.95 - room(0.95));
      expect(share).toBeLessThanOrEqual(Math.min(1, 0.95 + room(0.95) + 0.01));
    }
    expect(shares.together).toBeGreaterThan(0.95 - room(0.95));
  });

  test("calls equal means different in about one of twenty comparisons", () => {
    const { welch, kruskal } = groupCoverage({ sizes: [15, 15, 30], sds: [1, 1, 1], means: [0, 0, 0] }, 300, 3, 0.95);
    for (const size of [welch, kruskal]) {
      expect(size).toBeGreaterThan(0.02);
      expect(size).toBeLessThan(0.08);
    }
  });

  test("ranks call groups of one centre as often where spreads differ, which Kruskal–Wallis does not", () => {
    const { anovaType, pairs, kruskal } = rankCalls({ sizes: [10, 20, 40], sds: [4, 2, 1], shape: "t3" }, 400, 5);
    expect(anovaType).toBeLessThan(0.05 + 3.5 * Math.sqrt((0.05 * 0.95) / 400));
    expect(anovaType).toBeGreaterThan(0.02);
    expect(pairs).toBeLessThan(0.09);
    expect(kruskal).toBeGreaterThan(0.09);
  });
});

describe("the chart", () => {
  test.each(["en", "zh"] as const)("shows means and medians in %s", async (locale) => {
    const chart = groupsChart(compareGroups(rowsOf(insectSprays), fields), {
      locale,
      figure: locale === "en" ? "Insects per plot" : "每块地的虫数",
    });
    expectValidChart(chart);
    await writePicture(chart, `groups-${locale}`);
  });

  test("shows a single group of one row", async () => {
    const chart = groupsChart(compareGroups([3], { group: ["only"] }));
    expectValidChart(chart);
    await writePicture(chart, "groups-one");
  });
});

describe("bad input", () => {
  const js = <T>(value: unknown): T => value as T;
  test("is named with its row", () => {
    expect(() => compareGroups([1, Number.NaN], { group: ["a", "b"] })).toThrow(/value\[1\].*undefined/);
    expect(() => compareGroups(js<number[]>([1, "2"]), { group: ["a", "b"] })).toThrow(/value\[1\]/);
    expect(() => compareGroups([1, 2], { group: ["a"] })).toThrow(/group has 1 rows/);
    expect(() => compareGroups([1, 2], { group: js(["a", {}]) })).toThrow(/group\[1\]/);
    expect(() => compareGroups([1e-140, 2e-140], { group: ["a", "b"] })).toThrow(/value.*smaller unit/);
    expect(() => compareGroups([1, 1e141], { group: ["a", "b"] })).toThrow(/unit/);
    expect(() => compareGroups([], { group: [] })).toThrow(/at least one row/);
    expect(() => compareGroups([undefined], { group: ["a"] })).toThrow(/at least one row/);
    expect(() => compareGroups([1, 2], { group: ["a", "b"], level: 1 })).toThrow(/level/);
    const many = Array.from({ length: 501 }, (_, i) => i);
    expect(() => compareGroups(many, { group: many })).toThrow(/coarsely/);
    expect(() => groupsChart(js({ groups: [{}], read: "means" }))).toThrow(/groups\[0\]/);
    expect(() => groupsChart(compareGroups([1], { group: ["a"] }), { figure: js(3) })).toThrow(/figure/);
  });
});

describeWithData("7,043 telecom customers", ["telco/telco-customer-churn.csv"], () => {
  test("differ in monthly charges by kind of internet access", async () => {
    const rows = readSharedCsv("telco/telco-customer-churn.csv");
    const compared = compareGroups(rows, {
      value: (row) => Number(row["MonthlyCharges"]),
      group: (row) => row["InternetService"],
    });
    expect(compared).toMatchObject({ n: 7043, missing: 0, differ: true });
    expect(known(compared.means).omegaSquared.value).toBeGreaterThan(0.8);
    await writePicture(groupsChart(compared, { figure: "Monthly charge" }), "groups-telco");
  });
});
