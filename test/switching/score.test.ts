import { describe, expect, test } from "vitest";
import {
  assignSwitchingBand,
  defaultSwitchingModel,
  defineSwitchingModel,
  scoreSwitchingCosts,
} from "../../src/switching/index.ts";
import { expectClose } from "../support/close.ts";
import { harbour } from "./book.ts";

const two = defineSwitchingModel({ weights: { agreements: 3, habits: 1 } });

describe("the index", () => {
  test("is the weighted mean of the evidence", () => {
    const score = scoreSwitchingCosts({ id: "a", evidence: { agreements: 0.5, habits: 1 } }, two);
    expectClose(score.index as number, 100 * (0.75 * 0.5 + 0.25), 1e-12);
    expect(score.coverage).toBe(1);
    expect(score.band).toBe("held");
    expect(score.missing).toEqual([]);
    expect(score.reasons).toEqual([]);
  });

  test("does not take a missing answer for a zero: coverage falls, the index of the answered stays", () => {
    const known = scoreSwitchingCosts({ id: "a", evidence: { agreements: 0.5 } }, two);
    expect(known.index).toBe(50);
    expect(known.coverage).toBe(0.75);
    expect(known.indexRange).toEqual([37.5, 62.5]);
    expect(known.missing).toEqual(["habits"]);
    const zero = scoreSwitchingCosts({ id: "a", evidence: { agreements: 0.5, habits: 0 } }, two);
    expect(zero.index).toBe(37.5);
    expect(zero.indexRange).toEqual([37.5, 37.5]);
    expect(known.reasons).toEqual([
      { code: "switching_partly_answered", params: { coverage: 0.75, lower: 37.5, upper: 62.5 } },
    ]);
  });

  test("is not named when no lever that weighs is answered, and the money is given all the same", () => {
    const score = scoreSwitchingCosts({ id: "a", evidence: { clubs: 1 }, prepaidBalance: 80 }, two);
    expect(score.index).toBeUndefined();
    expect(score.band).toBeUndefined();
    expect(score.abstained).toEqual({ code: "switching_no_evidence", params: { levers: 2 } });
    expect(score.indexRange).toEqual([0, 100]);
    expect(score.money.total).toBe(80);
  });

  test("takes an explicit undefined of a JavaScript caller as not known", () => {
    const evidence = { agreements: 0.5, habits: undefined } as never;
    expect(scoreSwitchingCosts({ id: "a", evidence }, two).missing).toEqual(["habits"]);
  });

  test("does not read evidence from a prototype", () => {
    const evidence = Object.create({ agreements: 1 });
    expect(scoreSwitchingCosts({ id: "a", evidence }, two).index).toBeUndefined();
  });
});

describe("the facets", () => {
  test("share a lever that works through two of them", () => {
    const model = defineSwitchingModel({ weights: { bundling: 1, habits: 1, agreements: 1 } });
    const { facets } = scoreSwitchingCosts({ id: "a", evidence: { bundling: 1, habits: 0, agreements: 0.5 } }, model);
    expectClose(facets.procedural.index as number, (100 * 0.5) / 1.5, 1e-12);
    expectClose(facets.financial.index as number, (100 * (0.5 + 0.5)) / 1.5, 1e-12);
  });

  test("say why one has no index: nobody answered, or the model gives it no weight", () => {
    const { facets } = scoreSwitchingCosts({ id: "a", evidence: { agreements: 1 } }, two);
    expect(facets.procedural.abstained).toEqual({
      code: "switching_facet_unanswered",
      params: { facet: "procedural" },
    });
    expect(facets.relational.abstained).toEqual({
      code: "switching_facet_unweighted",
      params: { facet: "relational" },
    });
    expect(facets.financial.index).toBe(100);
  });
});

describe("what would raise the index", () => {
  test("is ranked by weight × what is missing to full evidence, unknown levers flagged", () => {
    const model = defineSwitchingModel({ weights: { agreements: 5, habits: 3, clubs: 2 } });
    const { raise } = scoreSwitchingCosts({ id: "a", evidence: { agreements: 0.8, clubs: 0 } }, model);
    expect(raise.map(({ lever, known }) => [lever, known])).toEqual([
      ["habits", false],
      ["clubs", true],
      ["agreements", true],
    ]);
    expectClose(raise[2]?.gain as number, 10, 1e-12);
  });

  test("leaves out levers that are fully at work", () => {
    const { raise } = scoreSwitchingCosts({ id: "a", evidence: { agreements: 1, habits: 1 } }, two);
    expect(raise).toEqual([]);
  });
});

describe("the bands", () => {
  test("begin at their lower bound", () => {
    expect([0, 24.99, 25, 49.99, 50, 74.99, 75, 100].map(assignSwitchingBand)).toEqual([
      "free",
      "free",
      "loose",
      "loose",
      "held",
      "held",
      "bound",
      "bound",
    ]);
  });
});

test("a full account gives the figures worked out by hand", () => {
  const score = scoreSwitchingCosts(harbour, defaultSwitchingModel, { asOf: "2026-07-01" });
  // weights in 1323rds × evidence, in the order of the catalogue
  const held =
    143 * 0.75 + 39 + 128 * 0.5 + 39 * 0.25 + 91 * 0.5 + 39 * 0.5 + 39 + 113 + 39 * 0.5 + 143 * 0.75 + 39 * 0.5;
  const answered = 143 + 39 + 128 + 39 + 91 + 39 + 39 + 113 + 113 + 39 + 143 + 113 + 39;
  expectClose(score.index as number, (100 * held) / answered, 1e-12);
  expectClose(score.coverage, answered / 1323, 1e-12);
  // 16 January back to 16 July is six months; 15 of the 30 days from 16 June to 16 July are left
  expectClose(score.money.contractMonths as number, 6.5, 1e-12);
  expect(score.money.items).toEqual([
    { kind: "contract_remainder", amount: 1300, ends: "2027-01-16" },
    { kind: "prepaid_balance", amount: 150 },
    { kind: "points", amount: 120 },
  ]);
  expect(score.money.total).toBe(1570);
  expectClose(score.money.monthsOfRevenue as number, 1570 / 430, 1e-12);
});
