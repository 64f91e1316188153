import { expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { defaultSwitchingModel, explainSwitching, scoreSwitchingCosts } from "../../src/switching/index.ts";
import { harbour } from "./book.ts";

const score = scoreSwitchingCosts(harbour, defaultSwitchingModel, { asOf: "2026-07-01" });

test("an explanation names index, strongest levers, money, open levers and limits, in that order", () => {
  expect(explainSwitching(score).map((reason) => word(reason, "en"))).toEqual([
    "switching index 54.1 of 100: the customer is held",
    "Binding agreements holds the customer with 10.5 points (evidence 1 of 1)",
    "Lasting, stable quality holds the customer with 9.9 points (evidence 0.75 of 1)",
    "Habits holds the customer with 9.9 points (evidence 0.75 of 1)",
    "leaving would cost the customer 1,570, as much as 3.7 months of what they pay",
    "Rest of the contract: 1,300 until 2027-01-16",
    "Prepaid balance: 150",
    "Points: 120",
    "Points could add 8.5 points (evidence 0 of 1)",
    "Lump-sum prepayment could add 8.5 points (evidence 0 of 1)",
    "nothing is known about differentiated service, worth up to 6.9 points: ask first",
    "only 81% of the weight is answered; with every answer in, the index would lie between 44.1 and 62.6",
  ]);
});

test("every sentence exists in Chinese", () => {
  const sentences = explainSwitching(score).map((reason) => word(reason, "zh"));
  expect(sentences[0]).toBe("转移成本指数 54.1（满分 100）：维系较牢");
  expect(sentences[5]).toBe("合同剩余费用：1,300，至 2027-01-16 为止");
  for (const sentence of sentences) expect(sentence).not.toMatch(/undefined|NaN|。$/);
});

test("an unknown customer is explained by what is not known", () => {
  const empty = scoreSwitchingCosts({ id: "a", evidence: {} }, defaultSwitchingModel);
  expect(explainSwitching(empty).map((reason) => word(reason))).toEqual([
    "nothing is known about money lost on leaving",
    "nothing is known about lasting, stable quality, worth up to 10.8 points: ask first",
    "nothing is known about habits, worth up to 10.8 points: ask first",
    "nothing is known about bundling, worth up to 9.7 points: ask first",
    "none of the 17 levers that count is answered, so no index can be named",
  ]);
});

test("every reason of the module is worded in both languages", () => {
  const reasons = [
    { code: "switching_facet_unanswered", params: { facet: "financial" } },
    { code: "switching_facet_unweighted", params: { facet: "financial" } },
    { code: "switching_contract_over", params: { end: "2026-01-01" } },
    { code: "switching_no_money", params: { known: 2 } },
    { code: "switching_no_money", params: { known: 0 } },
  ] as const;
  expect(reasons.map((reason) => word(reason, "en"))).toEqual([
    "no lever of the financial facet is answered",
    "the model gives the financial facet no weight, so it has no index",
    "the contract ended on 2026-01-01 and binds the customer no longer",
    "no money is known to be lost on leaving",
    "nothing is known about money lost on leaving",
  ]);
  for (const reason of reasons) expect(word(reason, "zh")).toMatch(/[\u4e00-\u9fff]/);
});
