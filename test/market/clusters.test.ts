import { describe, expect, test } from "vitest";
import { loadModel, describe as word } from "../../src/core/index.ts";
import { ellipsoidSource } from "../../src/market/clusters/ellipsoid.ts";
import { kMeans } from "../../src/market/clusters/k-means.ts";
import { pairsOf, swapMedoids } from "../../src/market/clusters/k-medoids.ts";
import {
  assignCluster,
  assignClusterColumn,
  type ClusterModel,
  clusterChart,
  explainClusters,
  type FitClustersOptions,
  fitClusters,
} from "../../src/market/index.ts";
import { adjustedRandIndex, createRandom, type Random, silhouetteWidths } from "../../src/math/index.ts";
import { clusterModelSpec } from "../../src/schemas.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { iris } from "../support/iris.ts";

// E. H. Ruspini (1970), Numerical methods for fuzzy clustering, Information Sciences 2, table 1; R package cluster: ruspini
const X = [
  4, 5, 10, 9, 13, 13, 12, 15, 18, 19, 22, 27, 28, 24, 27, 28, 30, 31, 32, 36, 28, 32, 35, 33, 38, 41, 38, 38, 32, 34,
  44, 44, 44, 46, 47, 49, 50, 53, 52, 55, 54, 60, 63, 86, 85, 85, 78, 74, 97, 98, 98, 99, 99, 101, 108, 110, 108, 111,
  115, 117, 70, 77, 83, 61, 69, 78, 66, 58, 64, 69, 66, 61, 76, 72, 64,
];
const Y = [
  53, 63, 59, 77, 49, 69, 88, 75, 61, 65, 74, 72, 76, 58, 55, 60, 52, 60, 61, 72, 147, 149, 153, 154, 151, 150, 145,
  143, 143, 141, 156, 149, 143, 142, 149, 152, 142, 144, 152, 155, 124, 136, 139, 132, 115, 96, 94, 96, 122, 116, 124,
  119, 128, 115, 111, 111, 116, 126, 117, 115, 4, 12, 21, 15, 15, 16, 18, 13, 20, 21, 23, 25, 27, 31, 30,
];
const RUSPINI = Float64Array.from({ length: 150 }, (_, i) => (i % 2 === 0 ? X : Y)[Math.floor(i / 2)] as number);
const ruspini = { n: 75, p: 2, x: RUSPINI };
const flowers = {
  n: 150,
  p: 4,
  x: Float64Array.from(iris.flatMap((f) => [f.sepalLength, f.sepalWidth, f.petalLength, f.petalWidth])),
};

function euclid({ n, p, x }: typeof flowers): number[] {
  const out: number[] = [];
  for (let i = 1; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let total = 0;
      for (let d = 0; d < p; d++) total += ((x[i * p + d] as number) - (x[j * p + d] as number)) ** 2;
      out.push(Math.sqrt(total));
    }
  }
  return out;
}
const mean = (list: ArrayLike<number>): number => Array.from(list).reduce((a, b) => a + b, 0) / list.length;

/** Rows around centres, in turn. */
const around = (random: Random, n: number, centres: readonly (readonly number[])[]): number[][] =>
  Array.from({ length: n }, (_, i) => (centres[i % centres.length] as number[]).map((c) => c + random.normal()));
const columns = (p: number): FitClustersOptions<number[]>["fields"] =>
  Object.fromEntries(Array.from({ length: p }, (_, d) => [`f${d}`, (row: number[]) => row[d] as number]));

function fitted<T>(rows: ArrayLike<T>, options: FitClustersOptions<T>): ClusterModel {
  const model = fitClusters(rows, options);
  if ("abstained" in model) throw new Error(word(model.abstained));
  return model;
}

describe("groupings as R computes them", () => {
  // R package cluster 2.1.4: kmeans(ruspini, 4, nstart = 20)$tot.withinss; mean silhouette of dist(ruspini)
  test("ruspini in four groups around means", () => {
    const found = kMeans(ruspini, 4, 10, createRandom(1));
    expect(found.cost).toBeCloseTo(12881.05124, 4);
    expect(mean(silhouetteWidths(euclid(ruspini), found.groups))).toBeCloseTo(0.7376569909, 9);
  });

  // R 4.2.2: kmeans(iris[, 1:4], k, nstart = 50)$tot.withinss; cluster 2.1.4: mean silhouette
  test.each([
    [2, 152.3479518, 0.6810461692],
    [3, 78.85144143, 0.5528190124],
    [4, 57.22847321, 0.498050505],
  ])("iris in %i groups", (k, cost, silhouette) => {
    const found = kMeans(flowers, k, 20, createRandom(2));
    expect(found.cost).toBeCloseTo(cost, 6);
    expect(mean(silhouetteWidths(euclid(flowers), found.groups))).toBeCloseTo(silhouette, 8);
  });

  test("iris around typical flowers, by the sum of differences", () => {
    // R package cluster 2.1.4: pam(iris[, 1:4], 3, metric = "manhattan"): objective 1.098, medoids 8, 148, 100; flower 95
    // in place of 100 costs the same
    const { medoids, cost } = swapMedoids(pairsOf(flowers), 150, 3);
    expect(cost / 150).toBeCloseTo(1.098, 9);
    expect(medoids.map((row) => row + 1)).toEqual(expect.arrayContaining([8, 148]));
  });

  test("two groupings that differ in one row agree as Hubert and Arabie count", () => {
    // by hand: 2 · (pairs together in both − chance) over what is possible: (2 − 1.2) / (3.5 − 1.2)
    expect(adjustedRandIndex([0, 0, 0, 1, 1], [0, 0, 1, 1, 1])).toBeCloseTo((2 - 1.6) / (4 - 1.6), 12);
  });
});

describe("the number of clusters", () => {
  test("four groups of points are found, described and stable", () => {
    const points = X.map((x, i) => [x, Y[i] as number]);
    const model = fitted(points, { fields: { x: (row) => row[0] as number, y: (row) => row[1] as number } });
    expect(model.structure.found).toBe(true);
    expect(model.clusters.map(({ n }) => n)).toEqual([23, 20, 17, 15]);
    for (const { stability } of model.clusters) expect(stability).toBeGreaterThan(0.9);
    expect(model.fittedOn.by).toBe("silhouette");
  });

  test("one cloud is said to be one: false claims stay near the 5 % asked, and groups are still seen", () => {
    const claims = (draw: (random: Random) => number[][]): number => {
      let found = 0;
      for (let world = 0; world < 20; world++) {
        const rows = draw(createRandom(900 + world));
        const fields = columns((rows[0] as number[]).length);
        if (fitted(rows, { fields, most: 4, resamples: 10, k: 1 }).structure.found) found++;
      }
      return found;
    };
    // seeded; of 20 worlds at a rate of 5 % more than 4 would turn up once in 400
    const cloud = (random: Random): number[] => {
      const shared = random.normal();
      return [shared + random.normal(), shared + random.normal()];
    };
    expect(claims((random) => Array.from({ length: 100 }, () => [random.uniform(), random.uniform()]))).toBeLessThan(5);
    expect(claims((random) => Array.from({ length: 100 }, () => cloud(random)))).toBeLessThan(5);
    expect(claims((random) => Array.from({ length: 100 }, () => cloud(random).map(Math.exp)))).toBeLessThan(5);
    // three standard deviations apart; 85 of 100 worlds are found in the long run, so 11 or fewer of 20 once in 700
    const near = [
      [0, 0],
      [3, 0],
      [1.5, 2.6],
    ];
    expect(claims((random) => around(random, 150, near))).toBeGreaterThan(11);
  });

  test("an even disc is one cloud, and groups three deviations apart are no even disc", () => {
    const disc = (random: Random): number[] => {
      for (;;) {
        const [x, y] = [2 * random.uniform() - 1, 2 * random.uniform() - 1];
        if (x * x + y * y < 1) return [x, y];
      }
    };
    // against unimodal columns alone these discs were taken for clusters
    for (const seed of [901, 929, 976]) {
      const random = createRandom(seed);
      const rows = Array.from({ length: 200 }, () => disc(random));
      expect(fitted(rows, { fields: columns(2), most: 4, resamples: 10, k: 1 }).structure.found).toBe(false);
    }
    const corners = [
      [0, 0],
      [3, 0],
      [1.5, 2.6],
    ];
    const even = (draw: (random: Random) => number[][]): number =>
      Array.from({ length: 20 }, (_, world) => draw(createRandom(700 + world)).flat()).filter(
        (cells) =>
          ellipsoidSource(
            { n: cells.length / 2, p: 2, x: Float64Array.from(cells) },
            { numbers: [0, 1], names: [] },
          ) !== undefined,
      ).length;
    expect(even((random) => Array.from({ length: 200 }, () => disc(random)))).toBeGreaterThan(18);
    expect(even((random) => Array.from({ length: 200 }, () => [random.normal(), random.normal()]))).toBe(0);
    expect(even((random) => around(random, 150, corners))).toBeLessThan(2);
  });

  test("rows that fill an ellipsoid have the covariance of the data, and no corner", () => {
    const random = createRandom(5);
    const x = new Float64Array(800);
    for (let i = 0; i < 400; i++) {
      const [angle, far] = [2 * Math.PI * random.uniform(), Math.sqrt(random.uniform())];
      const [u, v] = [far * Math.cos(angle), far * Math.sin(angle)];
      x.set([3 + 2 * u + v, v - 1], 2 * i);
    }
    const drawn = ellipsoidSource({ n: 400, p: 2, x }, { numbers: [0, 1], names: [] })?.draw(random).x as Float64Array;
    const moments = (cells: Float64Array): number[] => {
      const [a, b] = [cells.filter((_, i) => i % 2 === 0), cells.filter((_, i) => i % 2 === 1)];
      const [p, q] = [mean(a), mean(b)];
      const product = (s: Float64Array, t: Float64Array, m: number, n: number): number =>
        mean(s.map((cell, i) => (cell - m) * ((t[i] as number) - n)));
      return [p, q, product(a, a, p, p), product(a, b, p, q), product(b, b, q, q)];
    };
    const data = moments(x);
    moments(drawn).forEach((moment, m) => {
      expect(moment).toBeCloseTo(data[m] as number, 9);
    });
    // a quarter of an even disc of unit covariance lies within half its radius of 2
    const [p, q, aa, ab, bb] = data as [number, number, number, number, number];
    const far = Float64Array.from({ length: 400 }, (_, i) => {
      const [u, v] = [(drawn[2 * i] as number) - p, (drawn[2 * i + 1] as number) - q];
      return Math.sqrt((bb * u * u - 2 * ab * u * v + aa * v * v) / (aa * bb - ab * ab));
    });
    expect(Math.abs(mean(far.map((r) => (r < 1 ? 1 : 0))) - 0.25)).toBeLessThan(0.07);
    expect(Math.max(...far)).toBeLessThan(2.2);
  });

  test("without clusters there is one, and a note says so; a number that is given is followed with a warning", () => {
    const random = createRandom(4);
    const rows = Array.from({ length: 120 }, () => [random.normal(), random.normal()]);
    const none = fitted(rows, { fields: columns(2) });
    expect(none.clusters).toHaveLength(1);
    expect(none.fittedOn.notes.map(({ code }) => code)).toEqual(["clusters_none"]);
    expect(clusterChart(none).title).toMatchObject({ subtitle: [expect.stringContaining("no clusters")] });
    const forced = fitted(rows, { fields: columns(2), k: 3 });
    expect(forced.clusters).toHaveLength(3);
    expect(forced.fittedOn.notes.map(({ code }) => code)).toContain("clusters_cut_a_cloud");
  });
});

describe("customers of mixed fields", () => {
  const random = createRandom(11);
  const customers = Array.from({ length: 240 }, (_, i) => {
    const large = i % 3 === 0;
    return {
      revenue: Math.exp((large ? 6 : 2) + 0.7 * random.normal()),
      visits: large ? 8 + random.poisson(4) : i % 10 === 0 ? null : random.poisson(2),
      channel: random.uniform() < (large ? 0.9 : 0.1) ? "key account" : "web",
      country: "CN",
    };
  });
  type Customer = (typeof customers)[number];
  const fields = {
    revenue: (c: Customer) => c.revenue,
    visits: (c: Customer) => c.visits,
    channel: (c: Customer) => c.channel,
    country: (c: Customer) => c.country,
  };
  const model = fitted(customers, { fields });

  test("are told apart, whatever their unit, order and outliers", () => {
    expect(model.clusters.map(({ n }) => n)).toHaveLength(2);
    const truth = customers.map((_, i) => (i % 3 === 0 ? 1 : 0));
    const found = customers.map((customer) => Number(assignCluster(model, customer).cluster.slice(1)));
    expect(adjustedRandIndex(found, truth)).toBeGreaterThan(0.9);
    const shuffled = [...customers].sort((a, b) => a.revenue - b.revenue);
    expect(fitted(shuffled, { fields })).toEqual(model);
    const cents = fitted(customers, { fields: { ...fields, revenue: (c) => c.revenue * 128 } });
    expect(cents.clusters.map(({ n }) => n)).toEqual(model.clusters.map(({ n }) => n));
    const wild = fitted([...customers, { ...(customers[0] as Customer), revenue: 1e12 }], { fields });
    expect(wild.clusters.map(({ n }) => n)).toEqual([model.clusters[0]?.n, (model.clusters[1]?.n as number) + 1]);
  });

  test("are described by what sets them apart, in both languages", () => {
    const [, large] = explainClusters(model);
    const sentences = large?.reasons.map((reason) => word(reason)) ?? [];
    expect(sentences[0]).toBe("80 customers, 33.3% of all");
    expect(sentences.some((text) => /^revenue is higher: typically/.test(text))).toBe(true);
    expect(large?.reasons.map((reason) => word(reason, "zh")).join()).toContain("revenue 偏高");
    expect(model.fittedOn.notes.map((note) => word(note))).toEqual([
      "visits is not known for 6.7% of rows; unknown numbers count as the median, unknown names as a name of their own",
      "country was left out: all rows are alike in it",
    ]);
  });

  test("travel as JSON and are assigned alike one by one and by column", () => {
    const loaded = loadModel(clusterModelSpec, JSON.parse(JSON.stringify(model)));
    expect(loaded).toEqual(model);
    const column = assignClusterColumn(loaded, {
      revenue: customers.map((c) => c.revenue),
      visits: customers.map((c) => c.visits),
      channel: customers.map((c) => c.channel),
    });
    expect(Array.from(column, (c) => model.clusters[c]?.id)).toEqual(
      customers.map((customer) => assignCluster(model, customer).cluster),
    );
    expect(() => loadModel(clusterModelSpec, { ...model, clusters: model.clusters.slice(1) })).toThrow(
      /sum to all rows/,
    );
  });

  test("around typical customers the groups are the same", () => {
    const medoids = fitted(customers, { fields, method: "medoids", k: 2 });
    const own = (one: ClusterModel): number[] => customers.map((c) => Number(assignCluster(one, c).cluster.slice(1)));
    expect(adjustedRandIndex(own(medoids), own(model))).toBeGreaterThan(0.9);
  });

  test.each(["en", "zh"] as const)("the chart can be drawn in %s", async (locale) => {
    const chart = clusterChart(model, { locale });
    expectValidChart(chart);
    expect(await writePicture(chart, `clusters-${locale}`)).toContain("<svg");
  });

  test("a stranger is no trouble, a wrong record is refused", () => {
    expect(assignCluster(model, {}).clarity).toBeGreaterThanOrEqual(0);
    expect(assignCluster(model, { channel: "never seen", revenue: 1, visits: 0 }).cluster).toBe("c1");
    expect(() => assignCluster(model, { revenue: "much" })).toThrow(/record\.revenue must be a finite number/);
    expect(() => assignClusterColumn(model, { revenue: [1] })).toThrow(/columns must hold/);
  });
});

describe("what cannot be grouped", () => {
  test("is said, not grouped", () => {
    const fields = { value: (row: { v: number }) => row.v };
    const few = fitClusters([{ v: 1 }, { v: 2 }], { fields });
    expect("abstained" in few && few.abstained.code).toBe("too_few_rows");
    const same = fitClusters(Array(30).fill({ v: 1 }), { fields });
    expect("abstained" in same && same.abstained.code).toBe("clusters_nothing_differs");
    const kinds = fitClusters(
      Array.from({ length: 30 }, (_, i) => ({ v: i % 2 })),
      { fields, k: 3 },
    );
    expect("abstained" in kinds && kinds.abstained.code).toBe("clusters_few_kinds");
  });

  test("bad input is refused with its name", () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({ v: i, id: `id ${i}x` }));
    expect(() => fitClusters(rows, { fields: {} })).toThrow(/at least one field/);
    expect(() => fitClusters(rows, { fields: { v: () => Number.NaN } })).toThrow(/fields\.v/);
    expect(() =>
      fitClusters([...rows, ...rows.map((r) => ({ ...r, id: `${r.id}y` }))], { fields: { id: (r) => r.id } }),
    ).toThrow(/at most 50 can be told apart/);
    expect(() => fitClusters(rows, { fields: { v: (r) => r.v }, k: 0 })).toThrow(/options\.k/);
    expect(() => fitClusters(rows, { fields: { v: (r) => r.v }, logs: ["w"] })).toThrow(/options\.logs\[0\]/);
    expect(() => fitClusters(rows, { fields: { v: (r) => -r.v }, logs: ["v"] })).toThrow(/logarithms need/);
  });
});
