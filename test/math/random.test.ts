import { describe, expect, it } from "vitest";
import { createRandom, type Random } from "../../src/math/random.ts";
import { expectRelative } from "../support/close.ts";

const DRAWS = 200_000;

/** chi2.ppf(1 - 1e-4, df) for df 1 to 19 by SciPy: a wrong sampler exceeds it by orders of magnitude. */
const CHI_SQUARE_LIMITS = [
  15.14, 18.42, 21.11, 23.51, 25.74, 27.86, 29.88, 31.83, 33.72, 35.56, 37.37, 39.13, 40.87, 42.58, 44.26, 45.92, 47.57,
  49.19, 50.8,
];

/** Pearson's statistic of seeded draws against the probability of falling at or below each edge. */
function expectFit(draw: (random: Random) => number, edges: readonly number[], cumulative: readonly number[]): void {
  const random = createRandom(20_260_401);
  const counts = new Float64Array(edges.length + 1);
  for (let i = 0; i < DRAWS; i++) {
    const value = draw(random);
    let bin = 0;
    while (bin < edges.length && value > (edges[bin] as number)) bin++;
    counts[bin] = (counts[bin] as number) + 1;
  }
  const statistic = counts.reduce((total, count, bin) => {
    const expected = DRAWS * ((cumulative[bin] ?? 1) - (cumulative[bin - 1] ?? 0));
    return total + (count - expected) ** 2 / expected;
  }, 0);
  expect(statistic).toBeLessThan(CHI_SQUARE_LIMITS[edges.length - 1] as number);
}

/** Kolmogorov–Smirnov distance to the uniform distribution, times √n; 2.23 is exceeded once in 10,000. */
function kolmogorovSmirnov(draws: Float64Array): number {
  draws.sort();
  const n = draws.length;
  const distances = draws.map((u, i) => Math.max((i + 1) / n - u, u - i / n));
  return Math.sqrt(n) * distances.reduce((most, distance) => Math.max(most, distance), 0);
}

const correlation = (a: Float64Array, b: Float64Array): number =>
  a.reduce((total, x, i) => total + (x - 0.5) * ((b[i] as number) - 0.5), 0) / (a.length / 12);

describe("a seed", () => {
  it("decides every bit, on every machine and in every release", () => {
    const random = createRandom(42);
    const first = Array.from({ length: 3 }, () => random.uniform());
    expect(first).toEqual([0.03431705248511374, 0.4714334398283829, 0.1804502922824025]);
    expect(Array.from({ length: 10 }, () => random.integer(1, 6))).toEqual([2, 6, 5, 3, 3, 5, 6, 5, 5, 3]);
    expect(random.fork(7).uniform()).toBe(0.43429717707296056);
    expect([random.binomial(10, 0.5), random.binomial(1e6, 0.3), random.poisson(3), random.poisson(1e6)]).toEqual([
      8, 300175, 5, 999808,
    ]);
    expectRelative(random.normal(), -1.5850246075249759, 1e-14);
    expectRelative(random.gamma(2, 1), 1.939430149579704, 1e-14);
    expectRelative(random.beta(0.5, 3), 0.0003915741637801229, 1e-14);
  });

  it("may be any safe integer, and neighbours are unrelated", () => {
    const firsts = Float64Array.from({ length: DRAWS }, (_, seed) => createRandom(seed - 1000).uniform());
    expect(correlation(firsts.subarray(1), firsts.subarray(0, -1))).toBeLessThan(0.01);
    expect(kolmogorovSmirnov(firsts)).toBeLessThan(2.23);
    const extremes = [Number.MIN_SAFE_INTEGER, -(2 ** 32), -1, -0, 1, 2 ** 32, Number.MAX_SAFE_INTEGER];
    expect(new Set(extremes.map((seed) => createRandom(seed).uniform())).size).toBe(extremes.length);
  });

  it("gives forks that depend on the label alone and are unrelated", () => {
    const random = createRandom(1);
    const before = random.fork(3).uniform();
    random.normal();
    expect(random.fork(3).uniform()).toBe(before);
    const column = (stream: Random): Float64Array => Float64Array.from({ length: DRAWS }, () => stream.uniform());
    const [a, b, c, d] = [random, random.fork(0), random.fork(1), random.fork(0).fork(1)].map(column) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (const [x, y] of [
      [a, b],
      [b, c],
      [c, d],
      [a, d],
    ] as const) {
      expect(Math.abs(correlation(x, y))).toBeLessThan(0.01);
    }
    expect(kolmogorovSmirnov(Float64Array.from({ length: DRAWS }, (_, i) => random.fork(i).uniform()))).toBeLessThan(
      2.23,
    );
  });
});

describe("uniform numbers", () => {
  it("fill [0, 1) evenly", () => {
    const random = createRandom(9);
    const draws = Float64Array.from({ length: DRAWS }, () => random.uniform());
    expect(kolmogorovSmirnov(draws)).toBeLessThan(2.23);
    expect(draws[0] as number).toBeGreaterThanOrEqual(0);
    expect(draws[DRAWS - 1] as number).toBeLessThan(1);
  });

  it("are whole and equally likely where integers are asked for", () => {
    const faces = [1, 2, 3, 4, 5, 6, 7];
    expectFit(
      (random) => random.integer(1, 7),
      faces.slice(0, -1),
      faces.slice(0, -1).map((face) => face / 7),
    );
    expectFit((random) => random.integer(0, 1), [0], [0.5]);
    const span = Number.MAX_SAFE_INTEGER;
    const tenths = Array.from({ length: 9 }, (_, i) => (i + 1) / 10);
    expectFit(
      (random) => random.integer(0, span),
      tenths.map((share) => share * span),
      tenths,
    );
    // a span just above a power of two rejects almost every other draw
    expectFit(
      (random) => random.integer(-5, 2 ** 40),
      tenths.map((share) => share * 2 ** 40),
      tenths,
    );
  });

  it("keep to their bounds", () => {
    const random = createRandom(3);
    expect(random.integer(5, 5)).toBe(5);
    const draws = Array.from({ length: 1000 }, () => random.integer(-2, 1));
    expect([Math.min(...draws), Math.max(...draws)]).toEqual([-2, 1]);
    expect(random.integer(Number.MIN_SAFE_INTEGER, 0)).toBeLessThanOrEqual(0);
  });
});

// python3 -c "import numpy as np; from scipy import stats as S; print(S.gamma(0.3, scale=2).ppf(np.arange(1, 20) / 20))"
const TWENTIETHS = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);
const CONTINUOUS: readonly [string, (r: Random) => number, readonly number[]][] = [
  [
    "normal",
    (r) => r.normal(),
    [
      -1.64485362695, -1.28155156554, -1.03643338949, -0.841621233573, -0.674489750196, -0.524400512708,
      -0.385320466408, -0.253347103136, -0.125661346855, 0, 0.125661346855, 0.253347103136, 0.385320466408,
      0.524400512708, 0.674489750196, 0.841621233573, 1.03643338949, 1.28155156554, 1.64485362695,
    ],
  ],
  [
    "gamma of shape 0.3",
    (r) => r.gamma(0.3, 2),
    [
      6.42206939945e-5, 0.000647449243647, 0.00250314771498, 0.00654067904937, 0.0137996051381, 0.0254533155399,
      0.0428338366916, 0.0674795852932, 0.101213072506, 0.146262271734, 0.205450899105, 0.282505007262, 0.382569258548,
      0.513129826642, 0.685798921629, 0.920147773976, 1.25325509474, 1.76962154672, 2.7446998882,
    ],
  ],
  [
    "gamma of shape 1",
    (r) => r.gamma(1, 3),
    [
      0.153879883163, 0.316081546973, 0.487556788493, 0.669430653943, 0.863046217355, 1.07002483182, 1.29234874828,
      1.5324768713, 1.79351100227, 2.07944154168, 2.39552308865, 2.74887219562, 3.1494663735, 3.61191841298,
      4.15888308336, 4.8283137373, 5.69135995466, 6.90775527898, 8.98719682066,
    ],
  ],
  [
    "gamma of shape 2.5",
    (r) => r.gamma(2.5, 1),
    [
      0.572738113031, 0.805153993481, 0.996908173227, 1.17126715292, 1.33730140472, 1.49995406638, 1.66255369838,
      1.82774981157, 1.99797222755, 2.17573009555, 2.36387829324, 2.5659335372, 2.78653500113, 3.03221499208,
      3.31283988191, 3.64463806332, 4.05759970653, 4.61817844989, 5.53524884676,
    ],
  ],
  [
    "gamma of shape 1e6",
    (r) => r.gamma(1e6, 1),
    [
      998355.715084, 998718.66275, 998963.591513, 999158.281689, 999325.328685, 999475.357917, 999614.395764,
      999746.341007, 999874.010608, 999999.666667, 1000125.33325, 1000253.03512, 1000385.03655, 1000524.15875,
      1000674.30794, 1000841.52386, 1001036.45795, 1001281.7655, 1001645.42195,
    ],
  ],
  [
    "beta of 0.5 and 0.5",
    (r) => r.beta(0.5, 0.5),
    [
      0.00615582970243, 0.0244717418524, 0.0544967379058, 0.0954915028125, 0.146446609407, 0.206107373854,
      0.27300475013, 0.345491502813, 0.42178276748, 0.5, 0.57821723252, 0.654508497187, 0.72699524987, 0.793892626146,
      0.853553390593, 0.904508497187, 0.945503262094, 0.975528258148, 0.993844170298,
    ],
  ],
  [
    "beta of 2 and 5",
    (r) => r.beta(2, 5),
    [
      0.0628498917084, 0.0925952589131, 0.117379501492, 0.13988068827, 0.16116291679, 0.181803471319, 0.2021810434,
      0.222583533615, 0.243259634976, 0.264449983296, 0.286411749759, 0.309444427545, 0.33392413499, 0.36035769038,
      0.389479485201, 0.422447524846, 0.461303599545, 0.510316306551, 0.581803409252,
    ],
  ],
  [
    "beta of 0.1 and 30",
    (r) => r.beta(0.1, 30),
    [
      2.00691410751e-15, 2.0550800462e-12, 1.18506271504e-10, 2.10440208395e-9, 1.95987807077e-8, 1.21350809872e-7,
      5.66912035137e-7, 2.15503004614e-6, 6.99896806804e-6, 2.00797667188e-5, 5.21257441807e-5, 0.000124671623331,
      0.000278707108629, 0.00058957030586, 0.00119402895032, 0.00234534686454, 0.00454652526411, 0.00896595790132,
      0.0194494278836,
    ],
  ],
];

// python3 -c "import numpy as np; from scipy import stats as S; d = S.binom(20, 0.3); \
//   e = sorted(set(d.ppf(np.arange(1, 20) / 20))); print(e, d.cdf(e))"
const DISCRETE: readonly [string, (r: Random) => number, readonly number[], readonly number[]][] = [
  [
    "binomial of 20",
    (r) => r.binomial(20, 0.3),
    [3, 4, 5, 6, 7, 8, 9],
    [0.107086804504, 0.237507778878, 0.416370829447, 0.608009812201, 0.772271797418, 0.886668537123, 0.952038102669],
  ],
  [
    "binomial of 1000",
    (r) => r.binomial(1000, 0.4),
    [375, 380, 384, 387, 390, 392, 394, 396, 398, 400, 402, 404, 406, 408, 410, 413, 416, 420, 426],
    [
      0.0564900653282, 0.103824497836, 0.158527177194, 0.210093009833, 0.27031962529, 0.314745788334, 0.362001146085,
      0.411432207499, 0.462283057321, 0.513729858287, 0.564920740451, 0.615017870913, 0.663238261735, 0.70889003023,
      0.751401349655, 0.80837557337, 0.856517299542, 0.906875154755, 0.956064882939,
    ],
  ],
  [
    "binomial of a million",
    (r) => r.binomial(1e6, 0.97),
    [
      969719, 969781, 969823, 969856, 969885, 969911, 969934, 969957, 969979, 970000, 970022, 970043, 970066, 970090,
      970115, 970144, 970177, 970219, 970280,
    ],
    [
      0.0502159323687, 0.100222505815, 0.150428339069, 0.200039282103, 0.250882394311, 0.301717480549, 0.350211112928,
      0.401293438422, 0.451814564792, 0.500802933471, 0.552110287906, 0.600307316947, 0.651380730347, 0.701895608664,
      0.750662387542, 0.801450913659, 0.850969587713, 0.901011652049, 0.950107118816,
    ],
  ],
  [
    "binomial of a million million",
    (r) => r.binomial(1e12, 0.3),
    [
      299999246233, 299999412719, 299999525047, 299999614321, 299999690910, 299999759689, 299999823424, 299999883902,
      299999942415, 300000000000, 300000057585, 300000116098, 300000176576, 300000240310, 300000309090, 300000385679,
      300000474953, 300000587281, 300000753767,
    ],
    [
      0.0500000025999, 0.100000062347, 0.150000478797, 0.200000501212, 0.250000395205, 0.30000004003, 0.350000466535,
      0.400000666107, 0.450000716011, 0.500000493303, 0.550000261022, 0.600000282137, 0.650000433525, 0.700000033341,
      0.750000348623, 0.800000133505, 0.850000024936, 0.900000287829, 0.950000171276,
    ],
  ],
  [
    "poisson of 3",
    (r) => r.poisson(3),
    [1, 2, 3, 4, 5, 6],
    [0.199148273471, 0.423190081127, 0.647231888782, 0.815263244524, 0.916082057969, 0.966491464691],
  ],
  [
    "poisson of 30",
    (r) => r.poisson(30),
    [21, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 39],
    [
      0.0544434041869, 0.114645912714, 0.157242027238, 0.208357364667, 0.267336600162, 0.332869084046, 0.403082459635,
      0.475716986106, 0.548351512578, 0.618642989808, 0.684541249712, 0.744448758715, 0.797308325483, 0.84261652557,
      0.880373358975, 0.910987007682, 0.953746962354,
    ],
  ],
  [
    "poisson of 1000",
    (r) => r.poisson(1000),
    [948, 960, 967, 973, 979, 983, 988, 992, 996, 1000, 1004, 1008, 1012, 1016, 1021, 1027, 1033, 1041, 1052],
    [
      0.050758535776, 0.105256720664, 0.151955191371, 0.201450453438, 0.259395004625, 0.302251826972, 0.359767224458,
      0.408195022106, 0.45800135499, 0.508409367169, 0.558616750842, 0.607833878038, 0.655320688161, 0.700419489787,
      0.752610429648, 0.808104564217, 0.855148040269, 0.904674696358, 0.950651522465,
    ],
  ],
  [
    "poisson of 1e9",
    (r) => r.poisson(1e9),
    [
      999947985, 999959474, 999967225, 999973386, 999978671, 999983417, 999987815, 999991988, 999996026, 1000000000,
      1000003974, 1000008011, 1000012185, 1000016583, 1000021329, 1000026614, 1000032775, 1000040526, 1000052015,
    ],
    [
      0.0500001778393, 0.100003395401, 0.15000286946, 0.200008400636, 0.250008336099, 0.300006829034, 0.350006383074,
      0.400002380096, 0.450005316171, 0.500008410442, 0.550011306523, 0.600001430929, 0.650008654606, 0.700006823113,
      0.75000353875, 0.800001313449, 0.850004321281, 0.900000966077, 0.950001229393,
    ],
  ],
];

describe("draws follow their distribution", () => {
  it.each(CONTINUOUS)("%s", (_, draw, edges) => expectFit(draw, edges, TWENTIETHS));
  it.each(DISCRETE)("%s", (_, draw, edges, cumulative) => expectFit(draw, edges, cumulative));
});

describe("extreme parameters", () => {
  const many = (draw: (random: Random) => number): number[] => {
    const random = createRandom(11);
    return Array.from({ length: 20_000 }, () => draw(random));
  };
  const average = (draws: readonly number[]): number => draws.reduce((a, b) => a + b, 0) / draws.length;

  it("give shares of 0 and 1 in the right proportion where beta has no middle", () => {
    for (const size of [1e-3, 1e-9, 1e-300, Number.MIN_VALUE]) {
      const draws = many((random) => random.beta(size, 3 * size));
      expect(draws.every((share) => share >= 0 && share <= 1)).toBe(true);
      expect(Math.abs(average(draws) - 0.25)).toBeLessThan(0.015);
    }
  });

  it("narrow a huge gamma and a huge beta to their mean", () => {
    for (const shape of [1e12, 1e100, 1e300]) {
      for (const draw of many((random) => random.gamma(shape, 1)).slice(0, 500)) expectRelative(draw, shape, 1e-5);
    }
    for (const draw of many((random) => random.beta(1e300, 1e300)).slice(0, 500)) expectRelative(draw, 0.5, 1e-12);
    for (const draw of many((random) => random.gamma(1e308, 1e-300)).slice(0, 500)) expectRelative(draw, 1e8, 1e-12);
  });

  it("keep counts whole and within their bounds", () => {
    const n = Number.MAX_SAFE_INTEGER;
    for (const p of [0, 1e-300, 1e-16, 1e-9, 0.5, 1 - 1e-9, 1]) {
      const draws = many((random) => random.binomial(n, p)).slice(0, 2000);
      expect(draws.every((count) => Number.isSafeInteger(count) && count >= 0 && count <= n)).toBe(true);
      const sigma = Math.sqrt((n * p * (1 - p)) / 2000) + 1;
      expect(Math.abs(average(draws) - n * p)).toBeLessThan(5 * sigma + 1e-12 * n * p);
    }
    for (const mean of [0, 1e-300, 1e-3, 1e15]) {
      const draws = many((random) => random.poisson(mean));
      expect(draws.every((count) => Number.isSafeInteger(count) && count >= 0)).toBe(true);
      expect(Math.abs(average(draws) - mean)).toBeLessThanOrEqual(5 * Math.sqrt(mean / 20_000) + 1e-12 * mean);
    }
  });

  it("keep certain trials certain", () => {
    const random = createRandom(2);
    expect([random.binomial(0, 0.5), random.binomial(1000, 0), random.binomial(1000, 1), random.poisson(0)]).toEqual([
      0, 0, 1000, 0,
    ]);
  });
});
