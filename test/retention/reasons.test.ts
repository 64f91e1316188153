import { describe, expect, test } from "vitest";
import { labelsOf, describe as word } from "../../src/core/index.ts";
import { compareLeavingReasons, measureLeavingReasons, measureSurvival } from "../../src/retention/index.ts";
import { codeOf } from "../loyalty/support.ts";
import { expectClose } from "../support/close.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { bookOf, trueIncidence } from "./survival-support.ts";

describeWithData("lung cancer patients with two made-up causes against R 4.2", ["survival/lung.csv"], () => {
  const rows = readSharedCsv("survival/lung.csv");
  const stays = { durations: rows.map((r) => Number(r["time"])), left: rows.map((r) => Number(r["status"])) };
  const causes = rows.map((r) => (r["status"] === "0" ? "" : Number(r["age"]) % 3 === 0 ? "third" : "others"));
  const sexes = rows.map((r) => r["sex"] as string);
  const ages = [100, 365, 700];
  const { reasons, survival, times } = measureLeavingReasons(stays, causes, { ages });

  test("shares by cause", () => {
    // cmprsk 2.2-11: timepoints(cuminc(time, cause), c(100, 365, 700)); 1 − survfit for the overstated figure
    expect(reasons.map(({ id, left }) => [id, left])).toEqual([
      ["others", 113],
      ["third", 52],
    ]);
    const [others, third] = reasons.map(({ at }) => at.map((found) => found.incidence?.value as number));
    [0.10532927797, 0.4230826404, 0.5917290976].forEach((value, i) => {
      expectClose(others?.[i] as number, value, 1e-9);
    });
    [0.03070175439, 0.1676757352, 0.2658793967].forEach((value, i) => {
      expectClose(third?.[i] as number, value, 1e-9);
    });
    [0.03239617673, 0.21712497975, 0.45767694811].forEach((value, i) => {
      expectClose(reasons[1]?.at[i]?.naive as number, value, 1e-9);
    });
  });

  test("the interval is that of the textbook's variance, summed term by term", () => {
    // Marubini & Valsecchi (1995), section 10.3; at 365 days, cause "others"
    const risk = (t: number) => stays.durations.filter((d) => d >= t).length;
    const died = (t: number, cause?: string) =>
      stays.durations.filter((d, i) => d === t && (cause === undefined ? causes[i] !== "" : causes[i] === cause))
        .length;
    const until = Array.from(times).filter((t) => t <= 365);
    const share = (step: number) => reasons[0]?.incidence[step] as number;
    const end = share(until.length - 1);
    let variance = 0;
    until.forEach((t, step) => {
      const [n, d, dk] = [risk(t), died(t), died(t, "others")];
      const before = step === 0 ? 1 : (survival[step - 1] as number);
      const gap = end - share(step);
      variance +=
        gap ** 2 * (d / (n * (n - d))) + before ** 2 * ((dk * (n - dk)) / n ** 3) - 2 * gap * before * (dk / n ** 2);
    });
    const interval = reasons[0]?.at[1]?.incidence?.interval;
    const stretch = Math.exp((1.959963984540054 * Math.sqrt(variance)) / (-Math.log(1 - end) * (1 - end)));
    expectClose(interval?.lower as number, 1 - (1 - end) ** (1 / stretch), 1e-9);
    expectClose(interval?.upper as number, 1 - (1 - end) ** stretch, 1e-9);
    // cmprsk has Aalen's variance of the same quantity: 0.001275667898
    expectClose(variance / 0.001275667898, 1, 0.02);
  });

  test("rates by cause differ as the cause-specific log-rank says", () => {
    // survdiff(Surv(time, cause == k) ~ sex)
    const { reasons: compared } = compareLeavingReasons(stays, causes, sexes, { age: 365 });
    expect(compared.map(({ id }) => id)).toEqual(["others", "third"]);
    const statistics = compared.map(({ rate }) => ("statistic" in rate ? rate.statistic : 0));
    expectClose(statistics[0] as number, 7.334720444, 1e-8);
    expectClose(statistics[1] as number, 2.991358143, 1e-8);
    const [first] = compared;
    expect("adjustedPValue" in (first?.rate ?? {}) && first?.rate).toMatchObject({ degreesOfFreedom: 1 });
    const [one, two] = first?.shares ?? [];
    expectClose(first?.differences[0]?.value as number, (two?.incidence ?? 0) - (one?.incidence ?? 0), 1e-12);
  });
});

describe("reasons of the caller", () => {
  test("the catalogue of D28 is there in two languages, and other texts are their own names", () => {
    expect(Object.keys(labelsOf("leavingReason"))).toEqual([
      "systemic",
      "tenure",
      "price",
      "service",
      "rival_offer",
      "unstated",
    ]);
    const book = bookOf(400, 3);
    const found = measureLeavingReasons(book, book.reasons, { ages: [40] });
    const note = found.notes.find(({ code }) => code === "leaving_reason_overstated");
    expect(word(note as never, "en")).toContain("“Price”");
    expect(word(note as never, "zh")).toContain("“价格”");
    const own = measureLeavingReasons(
      book,
      book.reasons.map((reason) => (reason === "price" ? "moved away" : reason)),
      { ages: [40] },
    );
    expect(own.reasons.map(({ id }) => id)).toContain("moved away");
    expect(word(own.notes[0] as never, "zh")).toContain("“moved away”");
  });

  test("a leaver without a reason is counted, and said", () => {
    const found = measureLeavingReasons({ durations: [1, 2, 3], left: [1, 1, 0] }, ["price", undefined, null]);
    expect(found.reasons.map(({ id, left }) => [id, left])).toEqual([
      ["price", 1],
      ["unstated", 1],
    ]);
    expect(found.notes).toContainEqual({ code: "leaving_reason_unstated", params: { n: 1, share: 0.5 } });
  });

  test("reading one reason alone overstates it, the more the more leave for others", () => {
    const book = bookOf(4000, 4);
    const [price] = measureLeavingReasons(book, book.reasons, { ages: [25] }).reasons;
    const read = price?.at[0];
    const { lower, upper } = read?.incidence?.interval ?? expect.fail();
    expect(lower < trueIncidence(25) && trueIncidence(25) < upper).toBe(true);
    expect(read?.naive).toBeGreaterThan(upper);
  });

  test("before anybody left, a reason has a share of 0 in doubt, and beyond the last customer none", () => {
    const stays = { durations: [5, 6, 7, 9], left: [1, 0, 1, 0] };
    const [first] = measureLeavingReasons(stays, ["price", "", "price", ""], { ages: [1, 10] }).reasons;
    expect(first?.at[0]).toMatchObject({ age: 1, incidence: { value: 0, n: 4 }, naive: 0 });
    expect(first?.at[0]?.incidence?.interval.upper).toBeGreaterThan(0.3);
    expect(first?.at[1]).toEqual({ age: 10 });
  });

  test("nobody left: no reasons, and a note", () => {
    const found = measureLeavingReasons({ durations: [5, 6], left: [0, 0] }, ["", ""]);
    expect(found).toMatchObject({ n: 2, left: 0, reasons: [], lastAge: 6 });
    expect(found.notes.map(({ code }) => code)).toEqual(["survival_no_leavers"]);
    expect(compareLeavingReasons({ durations: [5, 6], left: [0, 0] }, ["", ""], ["a", "b"]).reasons).toEqual([]);
  });

  test("groups that share no age at which somebody left are not compared", () => {
    const stays = { durations: [2, 3, 12, 14], left: [1, 1, 1, 1], entries: [0, 0, 10, 10] };
    const found = compareLeavingReasons(stays, ["price", "price", "price", "price"], ["a", "a", "b", "b"]);
    expect("abstained" in (found.reasons[0]?.rate ?? {})).toBe(true);
  });

  test("bad input is named by its row", () => {
    const stays = { durations: [1, 2], left: [1, 0] };
    expect(() => measureLeavingReasons(stays, ["price", "price"])).toThrow(/reasons\[1\].*stays\.left\[1\]/);
    expect(codeOf(() => measureLeavingReasons(stays, ["price", "price"]))).toBe("inconsistent");
    expect(codeOf(() => measureLeavingReasons(stays, ["price"]))).toBe("length_mismatch");
    expect(codeOf(() => measureLeavingReasons(stays, [3 as never, ""]))).toBe("invalid_type");
    expect(codeOf(() => measureLeavingReasons(stays, ["price", ""], { ages: [Number.NaN] }))).toBe("not_finite");
    expect(codeOf(() => compareLeavingReasons(stays, ["price", ""], ["a", "a"]))).toBe("inconsistent");
    expect(codeOf(() => compareLeavingReasons(stays, ["price", ""], ["a", "b"], { age: -1 }))).toBe("out_of_range");
  });

  test("several reasons or one, those who stay are the same", () => {
    const book = bookOf(300, 6);
    expect(measureLeavingReasons(book, book.reasons).survival).toEqual(measureSurvival(book).curve.survival);
  });
});
