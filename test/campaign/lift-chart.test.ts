import { expect, test } from "vitest";
import { liftChart, type MeanArm, measureArms, measureLift, type RateArm } from "../../src/campaign/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";

const rate = (n: number, successes: number): RateArm => ({ kind: "rate", n, successes });
const mean = (n: number, sum: number, variance: number): MeanArm => ({
  kind: "mean",
  n,
  sum,
  sumOfSquares: variance * (n - 1) + (sum * sum) / n,
});
const rates = (names: readonly string[]) =>
  measureArms(
    [
      { id: names[0] as string, arm: rate(21307, 267) },
      { id: names[1] as string, arm: rate(21387, 189) },
      { id: names[2] as string, arm: rate(21300, 131) },
      { id: names[3] as string, arm: rate(21306, 122) },
    ],
    { control: names[3] as string },
  );
const en = rates(["Men's mailing", "Women's mailing", "Second reminder", "No mailing"]);
const zh = rates(["男装邮件", "女装邮件", "二次提醒", "不发邮件"]);
const spend = measureArms(
  [
    { id: "Men's mailing", arm: mean(21307, 30311.69, 315.211799) },
    { id: "Women's mailing", arm: mean(21387, 23038.11, 228.496675) },
    { id: "A price rise that nobody liked", arm: mean(9000, 2000, 130) },
    { id: "No mailing", arm: mean(21306, 13908.33, 134.286372) },
  ],
  { control: "No mailing" },
);

test.each([
  ["lift-rates-en", () => liftChart(en)],
  ["lift-rates-zh", () => liftChart(zh, { locale: "zh" })],
  ["lift-relative-en", () => liftChart(en, { figure: "relative" })],
  ["lift-spend-en", () => liftChart(spend)],
  ["lift-spend-zh", () => liftChart(spend, { locale: "zh", width: 420 })],
  [
    "lift-list-en",
    () =>
      liftChart([
        { id: "Visit", lift: measureLift(rate(21307, 3894), rate(21306, 2262)) },
        { id: "Nobody asked", lift: measureLift(rate(0, 0), rate(10, 1)) },
      ]),
  ],
])("%s is a valid chart that can be drawn", async (name, draw) => {
  const chart = draw();
  expectValidChart(chart);
  expect((await writePicture(chart, name)).length).toBeGreaterThan(1000);
});

test("each row says what it shows, and colours say what is settled", () => {
  const { data } = liftChart(en) as unknown as { data: { values: { judgement: string; text: string }[] } };
  expect(data.values.map((row) => row.judgement)).toEqual([
    "Better than the control",
    "Better than the control",
    "Not settled either way",
  ]);
  expect(data.values[0]?.text).toBe("+0.68%  [0.46%, 0.91%]");
});

test("lifts that share no axis are refused", () => {
  const visit = { id: "visit", lift: measureLift(rate(90, 40), rate(90, 30)) };
  const other = { id: "spend", lift: measureLift(mean(90, 400, 9), mean(90, 300, 9)) };
  expect(() => liftChart([visit, other])).toThrow("different kinds");
  expect(() => liftChart([visit], { figure: "adjusted" })).toThrow('no "adjusted" figure');
  const loose = { id: "loose", lift: measureLift(rate(90, 40), rate(90, 30), { level: 0.8 }) };
  expect(() => liftChart([visit, loose])).toThrow("different levels");
});

test("the subtitle says how the intervals hold, of two as of both", () => {
  const arm = (successes: number): RateArm => ({ kind: "rate", n: 1000, successes });
  const ids = ["control", "a", "b", "c"];
  const subtitle = (arms: number, locale: "en" | "zh") => {
    const some = ids.slice(0, arms + 1).map((id, k) => ({ id, arm: arm(100 + 20 * k) }));
    return (liftChart(measureArms(some, { control: "control" }), { locale }).title as { subtitle: string }).subtitle;
  };
  expect([1, 2, 3].map((arms) => subtitle(arms, "en"))).toEqual([
    "Control: control",
    "Control: control; both intervals hold together",
    "Control: control; all 3 intervals hold together",
  ]);
  expect([1, 2, 3].map((arms) => subtitle(arms, "zh"))).toEqual([
    "对照组：control",
    "对照组：control；两个区间同时成立",
    "对照组：control；3 个区间同时成立",
  ]);
});
