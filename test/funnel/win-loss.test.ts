import { expect, test } from "vitest";
import { isClienteleError } from "../../src/core/errors.ts";
import { describe as wordsOf } from "../../src/core/reasons.ts";
import { type ClosedDeal, competitorChart, measureWinLoss } from "../../src/funnel/index.ts";
import { fisherExact } from "../../src/funnel/velocity/fisher.ts";
import { closedDealSchema } from "../../src/funnel/velocity/schema.ts";
import { shrinkRates } from "../../src/funnel/velocity/shrink.ts";
import { adjustPValues } from "../../src/math/p-values.ts";
import { jeffreysInterval } from "../../src/math/proportion.ts";
import { createRandom } from "../../src/math/random.ts";
import { expectValidChart, renderSvg, writePicture } from "../support/charts.ts";

const deals = (competitor: string, won: number, lost: number, amount: number = 10): ClosedDeal[] => [
  ...Array.from({ length: won }, (): ClosedDeal => ({ outcome: "won", competitor, amount })),
  ...Array.from({ length: lost }, (_, i): ClosedDeal => {
    return { outcome: "lost", competitor, amount, reason: i % 3 === 0 ? "fit" : "price" };
  }),
];

test("Fisher's test gives the published p-values", () => {
  // Fisher's tea-tasting lady, The Design of Experiments (1935): 3 and 1 of 4; two-sided 34/70
  expect(fisherExact(3, 4, 1, 4)).toBeCloseTo(34 / 70, 12);
  // R's help page of fisher.test, twins of convicts: 2 of 17 against 10 of 13, two-sided 0.0005367
  expect(fisherExact(2, 17, 10, 13)).toBeCloseTo(0.0005367, 7);
  expect(fisherExact(0, 5, 0, 7)).toBe(1);
  expect(fisherExact(30_000, 60_000, 30_000, 60_000)).toBeCloseTo(1, 9);
});

test("Fisher's test agrees with adding up every table", () => {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
  for (let wonA = 0; wonA <= 6; wonA++) {
    for (let wonB = 0; wonB <= 9; wonB++) {
      const won = wonA + wonB;
      const chances = Array.from({ length: 7 }, (_, k) =>
        won - k < 0 || won - k > 9 ? 0 : choose(6, k) * choose(9, won - k),
      );
      const seen = chances[wonA] as number;
      const extreme = chances.reduce((total, one) => total + (one <= seen * (1 + 1e-9) ? one : 0), 0);
      expect(fisherExact(wonA, 6, wonB, 9)).toBeCloseTo(extreme / choose(15, won), 11);
    }
  }
});

test("p-values are raised as by hand", () => {
  // 0.01 · 4, 0.02 · 3, 0.03 · 2, 0.04 · 1, each no less than the one before
  expect(adjustPValues([0.04, 0.01, 0.03, 0.02], "holm")).toEqual([0.06, 0.04, 0.06, 0.06]);
  expect(adjustPValues([0.04, 0.01, 0.03, 0.5], "benjamini_hochberg").map((p) => Math.round(p * 1e6) / 1e6)).toEqual([
    0.053333, 0.04, 0.053333, 0.5,
  ]);
  expect(adjustPValues([], "holm")).toEqual([]);
});

test("a competitor that wins more than the others is told apart, a small one is not tested", () => {
  const book = [...deals("Acme", 10, 50), ...deals("Zenith", 40, 20), ...deals("Nova", 2, 1)];
  const found = measureWinLoss(book, { by: "competitor" });
  expect(found.groups.map(({ id }) => id)).toEqual(["Acme", "Zenith", "Nova"]);
  const [acme, zenith, nova] = found.groups;
  expect(acme?.winRate).toEqual({ value: 10 / 60, n: 60, interval: jeffreysInterval(10, 60) });
  expect(acme?.test).toMatchObject({ significant: true });
  expect(zenith?.test).toMatchObject({ significant: true });
  expect(nova?.test).toEqual({ abstained: { code: "too_few_rows", params: { n: 3, needed: 10 } } });
  expect(acme?.lostAmount).toBe(500);
  expect(found.lossReasons.map(({ reason, lost }) => [reason, lost])).toEqual([
    ["price", 46],
    ["fit", 25],
  ]);
  expect(measureWinLoss([...book].reverse(), { by: "competitor" })).toEqual(found);
});

test("rates are drawn to that of all, the more so the fewer deals a group has, and wholly where chance explains them", () => {
  const [big, small] = shrinkRates([80, 4, 20], [100, 5, 100]);
  expect(big?.weight).toBeGreaterThan(small?.weight ?? 1);
  expect(small?.value).toBeLessThan(0.8);
  expect(shrinkRates([50, 51, 49], [100, 100, 100]).map(({ weight }) => weight)).toEqual([0, 0, 0]);
  // groups that win always or never differ as much as rates can: nothing is drawn
  expect(shrinkRates([100, 0], [100, 100])[0]?.weight).toBeCloseTo(1, 1);
});

test("shrunk rates are nearer to the truth than raw ones in simulated books", () => {
  const random = createRandom(6);
  let [raw, shrunk] = [0, 0];
  for (let b = 0; b < 200; b++) {
    const n = Array.from({ length: 12 }, () => random.integer(3, 40));
    const truth = n.map(() => random.beta(6, 4));
    const won = n.map((size, i) => random.binomial(size, truth[i] as number));
    shrinkRates(won, n).forEach(({ value }, i) => {
      raw += ((won[i] as number) / (n[i] as number) - (truth[i] as number)) ** 2;
      shrunk += (value - (truth[i] as number)) ** 2;
    });
  }
  expect(shrunk).toBeLessThan(0.75 * raw);
});

test("where nothing differs, a finding among twelve competitors is as rare as promised", () => {
  const random = createRandom(9);
  let found = 0;
  for (let b = 0; b < 150; b++) {
    const book = Array.from({ length: 400 }, (): ClosedDeal => {
      return { outcome: random.uniform() < 0.4 ? "won" : "lost", competitor: `c${random.integer(1, 12)}` };
    });
    const { groups } = measureWinLoss(book, { by: "competitor" });
    if (groups.some((group) => "significant" in group.test && group.test.significant)) found++;
  }
  // at most 5 % of 150; 16 or more would happen less than once in 1,000 runs
  expect(found).toBeLessThan(16);
});

test("competitors named on lost deals alone are called out, since their rates say who fills in the form", () => {
  const book: ClosedDeal[] = [
    ...deals("Acme", 1, 40),
    ...Array.from({ length: 50 }, (): ClosedDeal => ({ outcome: "won" })),
  ];
  const found = measureWinLoss(book, { by: "competitor" });
  expect(found.unnamed).toEqual({ won: 50, lost: 0 });
  expect(found.reasons.map(({ code }) => code)).toEqual(["win_loss_named_unevenly"]);
  expect(found.groups[0]?.test).toEqual({ abstained: { code: "win_loss_no_others", params: { n: 41 } } });
  for (const locale of ["en", "zh"] as const)
    for (const reason of found.reasons) expect(wordsOf(reason, locale)).toMatch(/%/);
});

test("any grouping will do, and cancelled deals decide nothing", () => {
  const book = [...deals("__proto__", 6, 6), { outcome: "cancelled", competitor: "x" } as const];
  const found = measureWinLoss(book, { by: (deal) => deal.competitor?.slice(0, 20), minDeals: 1 });
  expect(found.by).toBe("own");
  expect(found.groups.find(({ id }) => id === "__proto__")?.won).toBe(6);
  expect(found.groups.find(({ id }) => id === "x")?.winRate).toHaveProperty("abstained");
  expect(measureWinLoss([], { by: "product" }).winRate).toHaveProperty("abstained");
});

test.each(["en", "zh"] as const)("competitors are drawn as a table (%s)", async (locale) => {
  const book = [
    ...deals("Acme Industrial Holdings", 10, 50, 12_000),
    ...deals("Zenith", 40, 20, 3000),
    ...deals("Nova", 2, 1),
    ...deals("华信科技", 14, 18, 9000),
  ];
  const chart = competitorChart(measureWinLoss(book, { by: "competitor" }), { locale });
  expectValidChart(chart);
  const svg = await writePicture(chart, `competitors-${locale}`);
  expect(svg).toContain("600,000");
  const unpriced = competitorChart(measureWinLoss(deals("Zenith", 40, 20, 0), { by: "competitor" }), { locale });
  expect(await renderSvg(unpriced)).not.toMatch(/Amount lost|丢单金额/);
  expect(() => competitorChart(measureWinLoss([], { by: "competitor" }))).toThrow(/must hold/);
});

test.each<[string, () => unknown]>([
  ["unknown_id", () => measureWinLoss([], { by: "colour" as "owner" })],
  ["unknown_id", () => measureWinLoss([{ outcome: "open" as "won" }], { by: "owner" })],
  ["out_of_range", () => measureWinLoss([{ outcome: "won", amount: -1 }], { by: "owner" })],
  ["invalid_type", () => measureWinLoss([{ outcome: "won", owner: 3 as unknown as string }], { by: "owner" })],
  ["empty_input", () => measureWinLoss([{ outcome: "won", owner: "" }], { by: "owner" })],
  ["out_of_range", () => measureWinLoss([], { by: "owner", minDeals: 0 })],
  [
    "not_finite",
    () =>
      measureWinLoss(
        [1, 2].map(() => ({ outcome: "won", amount: 1.7e308 })),
        { by: "owner" },
      ),
  ],
])("bad input is refused with a code: %s", (code, act) => {
  expect(act).toThrow();
  try {
    act();
  } catch (error) {
    expect(isClienteleError(error) && error.code).toBe(code);
  }
});

test("a deal from outside is checked before it is counted", () => {
  expect(closedDealSchema.safeParse({ outcome: "won", competitor: "Acme", amount: 1 }).success).toBe(true);
  expect(closedDealSchema.safeParse({ outcome: "open" }).success).toBe(false);
});
