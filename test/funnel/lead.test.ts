import { describe, expect, test } from "vitest";
import { loadModel, describe as word } from "../../src/core/index.ts";
import {
  explainLead,
  type FitLeadScoreOptions,
  fitLeadScore,
  type LeadJudgement,
  type LeadRecord,
  type LeadScoreModel,
  reliabilityChart,
  scoreLead,
  scoreLeadColumn,
} from "../../src/funnel/index.ts";
import { leadScoreModelSpec } from "../../src/funnel/lead/schema.ts";
import { createRandom } from "../../src/math/index.ts";
import { expectValidChart, renderSvg, writePicture } from "../support/charts.ts";
import { expectClose } from "../support/close.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { FIELDS, simulatedLeads, worstTenth } from "./lead-books.ts";

function fitted<T extends LeadRecord>(leads: readonly T[], options: FitLeadScoreOptions<T>): LeadScoreModel {
  const model = fitLeadScore(leads, options);
  if ("abstained" in model) throw new Error(word(model.abstained));
  return model;
}
function judgementOf(model: LeadScoreModel): LeadJudgement {
  const { judged } = model.fittedOn;
  if ("abstained" in judged) throw new Error(word(judged.abstained));
  return judged;
}
const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return "none";
};

describe("Odoo's rules", () => {
  // odoo/odoo, addons/crm/tests/test_crm_pls.py, test_pls_tooltip_data: five closed leads and one open one
  const stages = ["new", "qualified", "proposition"];
  const lead = (
    country: string | null,
    state: string | null,
    phone: string,
    source: string | null,
    stage: string,
    won?: boolean,
  ) => ({ country, state, email: "correct", phone, source, stage, won });
  const leads = [
    lead("c0", "s0", "correct", "b", "new", true),
    lead("c1", "s0", "correct", null, "new", true),
    lead(null, null, "incorrect", "a", "new", false),
    lead("c0", null, "incorrect", "a", "new", false),
    lead(null, "s1", "correct", null, "proposition", false),
    lead("c0", "s0", "correct", "a", "qualified"),
  ];
  const options = {
    fields: ["country", "state", "email", "phone", "source", { id: "stage", kind: "stage", stages }],
    won: (row: { won: boolean | undefined }) => row.won,
    preset: "odoo",
  } as const;

  test("give its worked example to the hundredth of a percent, with the score of each field", () => {
    const { chance, contributions } = explainLead(fitted(leads, options), leads[5] as (typeof leads)[number]);
    expect((100 * chance).toFixed(2)).toBe("74.30");
    const shares = new Map(contributions.map(({ field, share }) => [field, share?.toFixed(3)]));
    // by the comments of that test: .08, .353, .645, .735, .92, and .5 for e-mail
    expect(Object.fromEntries(shares)).toEqual({
      source: "0.080",
      country: "0.353",
      stage: "0.645",
      phone: "0.735",
      state: "0.920",
      email: "0.500",
    });
  });

  test("give its figures for tags, which count from fifty leads on", () => {
    // test_predictive_lead_scoring_tags: 33/65 of tag 1 and 23/75 of tag 2, among 40 won and 100 lost
    const many = (n: number, tags: readonly string[], won: boolean) =>
      Array.from({ length: n }, () => ({ tags, won, stage: "new" }));
    const book = [
      ...many(16, ["1", "2"], true),
      ...many(17, ["1"], true),
      ...many(7, ["2"], true),
      ...many(40, ["1", "2"], false),
      ...many(24, ["1"], false),
      ...many(1, ["1", "rare"], false),
      ...many(35, ["2"], false),
    ];
    const model = fitted(book, {
      fields: [
        { id: "tags", kind: "tags" },
        { id: "stage", kind: "stage", stages: ["new", "won"] },
      ],
      won: (row) => row.won,
      preset: "odoo",
    });
    const percent = (tags: readonly string[]) => (100 * scoreLead(model, { tags, stage: "new" }).chance).toFixed(2);
    expect([["1"], ["2"], ["1", "2"], []].map(percent)).toEqual(["33.69", "23.51", "28.05", "28.60"]);
    expect(percent(["1", "rare"])).toBe("33.69");
  });

  test("never say never: the chance stays between 0.01 % and 99.99 %", () => {
    const sure = Array.from({ length: 2000 }, (_, i) => ({ a: i % 2, b: i % 2, won: i % 2 === 1 }));
    const model = fitted(sure, { fields: ["a", "b"], won: (row) => row.won, preset: "odoo" });
    expect(scoreLead(model, { a: 1, b: 1 }).chance).toBe(0.9999);
    expect(scoreLead(model, { a: 0, b: 0 }).chance).toBe(0.0001);
  });

  test("leave the stage out of the judgement, and say so", () => {
    const book = Array.from({ length: 100 }, (_, i) => ({ stage: i % 2 ? "won" : "new", won: i % 2 === 1, x: i % 3 }));
    const { fittedOn } = fitted(book, {
      fields: ["x", { id: "stage", kind: "stage", stages: ["new", "won"] }],
      won: (row) => row.won,
      preset: "odoo",
    });
    expect(fittedOn.notes.map(({ code }) => code)).toEqual(["lead_stage_not_judged"]);
    expect((fittedOn.judged as LeadJudgement).auc.value).toBeLessThan(0.65);
  });
});

describe("chances that come true", () => {
  const book = simulatedLeads(12_000, 11);
  const fresh = simulatedLeads(10_000, 12);

  // a tenth of 12,000 leads knows its own rate to ± 1.4 points; isotonic steps follow it, so they get more leads
  test.each([
    ["logistic", "platt", 12_000],
    ["logistic", "isotonic", 20_000],
    ["naive_bayes", "isotonic", 40_000],
  ] as const)("%s with %s: within two points of the truth in every tenth of new leads", (method, calibration, n) => {
    const leads = n === book.length ? book : simulatedLeads(n, 13);
    const model = fitted(leads, {
      fields: FIELDS,
      won: (row) => row.won,
      id: (row) => row.id,
      method,
      calibration,
      folds: 4,
    });
    expect(worstTenth(scoreLeadColumn(model, fresh), fresh)).toBeLessThan(0.02);
    for (const { meanForecast, observed } of judgementOf(model).reliability) {
      expect(Math.abs(meanForecast - observed.value)).toBeLessThan(0.04);
    }
  });

  test("raw naive Bayes counts what two fields both say twice; calibration mends it", () => {
    const options = { fields: FIELDS, won: (row: { won: boolean }) => row.won, method: "naive_bayes" } as const;
    const raw = fitted(book, { ...options, calibration: "none" });
    const mended = fitted(book, { ...options, calibration: "platt" });
    expect(judgementOf(raw).calibration?.slope.interval.upper).toBeLessThan(0.9);
    expect(judgementOf(mended).calibration?.slope.interval.upper).toBeGreaterThan(1);
    expect(judgementOf(mended).brier.value).toBeLessThan(judgementOf(raw).brier.value);
    expect(worstTenth(scoreLeadColumn(raw, fresh), fresh)).toBeGreaterThan(0.04);
  });

  test("the interval of logistic regression covers the true chance", () => {
    let covered = 0;
    let all = 0;
    for (let seed = 0; seed < 12; seed++) {
      const fields = ["source", "country", { id: "employees", kind: "number" }, { id: "tags", kind: "tags" }] as const;
      const model = fitted(simulatedLeads(800, 100 + seed), { fields, won: (row) => row.won, calibration: "none" });
      for (const lead of simulatedLeads(150, 500 + seed)) {
        const { interval } = scoreLead(model, lead);
        if (interval !== undefined && interval.lower <= lead.truth && lead.truth <= interval.upper) covered++;
        all++;
      }
    }
    // leads of one book share its errors: about twelve independent books
    expect(covered / all).toBeGreaterThan(0.9);
    expect(covered / all).toBeLessThan(0.995);
  });

  test("a field that memorises each lead gains nothing: no lead is judged by a fit that has seen it", () => {
    const random = createRandom(5);
    const noise = Array.from({ length: 600 }, (_, i) => ({ id: `x${i}`, won: random.uniform() < 0.4 }));
    for (const method of ["naive_bayes", "logistic"] as const) {
      const { auc, brier } = judgementOf(
        fitted(noise, { fields: ["id"], won: (row) => row.won, id: (row) => row.id, method }),
      );
      expect(auc.interval.lower).toBeLessThan(0.5);
      expect(Math.abs(brier.value - 0.24)).toBeLessThan(0.02);
    }
  });
});

describe("the fit", () => {
  const book = simulatedLeads(1500, 21);
  const options = { fields: FIELDS, won: (row: { won: boolean }) => row.won } as const;

  test("of the same leads in another order is the same to the bit, with ids and without", () => {
    const shuffled = [...book].reverse();
    for (const method of ["naive_bayes", "logistic"] as const) {
      for (const id of [undefined, (row: LeadRecord) => row["id"] as string]) {
        const all = { ...options, method, ...(id === undefined ? {} : { id }) };
        expect(fitted(shuffled, all)).toEqual(fitted(book, all));
      }
    }
  });

  test("with every weight two is that of every lead twice", () => {
    for (const method of ["naive_bayes", "logistic"] as const) {
      const twice = fitted([...book, ...book], { ...options, method, calibration: "none" });
      const weighted = fitted(book, { ...options, method, calibration: "none", weight: () => 2 });
      expectClose(weighted.base, twice.base, 1e-9);
      expect(weighted.fittedOn.weight).toBe(twice.fittedOn.weight);
      weighted.fields.forEach((field, f) => {
        field.levels.forEach((level, i) => {
          const other = twice.fields[f]?.levels[i];
          expect([level.value, level.won, level.lost]).toEqual([other?.value, other?.won, other?.lost]);
          expectClose(level.logOdds, other?.logOdds ?? 9, 1e-8);
        });
      });
    }
  });

  test("counts open leads and learns nothing from them", () => {
    const open = Array.from({ length: 40 }, (_, i) => ({ ...book[i], won: undefined }));
    const strip = ({ fittedOn, ...rest }: LeadScoreModel) => ({ ...rest, judged: fittedOn.judged });
    const without = fitted(book, options);
    const with40 = fitted([...book, ...open] as typeof book, options);
    expect(strip(with40)).toEqual(strip(without));
    expect(with40.fittedOn.open).toBe(40);
    expect(with40.fittedOn.notes).toContainEqual({ code: "lead_open_excluded", params: { n: 40 } });
  });

  test("abstains with too few won or lost leads, and says how many are needed", () => {
    const few = book.filter((row, i) => !row.won || i < 30);
    const won = few.filter((row) => row.won).length;
    expect(won).toBeLessThan(20);
    expect(fitLeadScore(few, options)).toEqual({
      abstained: { code: "lead_too_few", params: { won, lost: few.length - won, needed: 20 } },
    });
    expect(fitLeadScore([], options)).toHaveProperty("abstained.code", "lead_too_few");
  });

  test("points at a field that gives the outcome away", () => {
    const leaked = book.map((row) => ({ ...row, invoice: row.won ? "sent" : "none" }));
    for (const method of ["naive_bayes", "logistic"] as const) {
      const { notes } = fitted(leaked, { ...options, fields: ["source", "invoice"], method }).fittedOn;
      expect(notes).toEqual([{ code: "lead_leak", params: { field: "invoice", auc: 1 } }]);
    }
  });

  test("says which field is empty everywhere", () => {
    const { notes } = fitted(book, { ...options, fields: ["source", "fax"] }).fittedOn;
    expect(notes).toEqual([{ code: "lead_field_empty", params: { field: "fax" } }]);
  });

  test("travels as JSON, and refuses what was edited", () => {
    for (const calibration of ["none", "platt", "isotonic"] as const) {
      for (const method of ["naive_bayes", "logistic"] as const) {
        const model = fitted(book, { ...options, method, calibration });
        const back = loadModel(leadScoreModelSpec, JSON.parse(JSON.stringify(model)));
        expect(back).toEqual(model);
        expect(scoreLeadColumn(back, book)).toEqual(scoreLeadColumn(model, book));
      }
    }
    const model = fitted(book, options);
    const edited = (change: object) => codeOf(() => loadModel(leadScoreModelSpec, { ...model, ...change }));
    expect(edited({ base: "much" })).toBe("invalid_model");
    expect(edited({ fields: [] })).toBe("invalid_model");
    expect(edited({ covariance: [1, 2] })).toBe("invalid_model");
    expect(edited({ calibration: { method: "platt", intercept: 0, slope: -1 } })).toBe("invalid_model");
    expect(edited({ version: 9 })).toBe("unsupported_version");
    expect(codeOf(() => scoreLead({ ...model, covariance: [1] }, {}))).toBe("invalid_model");
  });
});

describe("one lead", () => {
  const book = simulatedLeads(2000, 31).map((row, i) => (i % 5 === 0 ? { ...row, source: null } : row));
  const options = { fields: FIELDS, won: (row: { won: boolean }) => row.won } as const;

  test("is explained in full: base, contributions and calibration sum to the log-odds of its chance", () => {
    for (const method of ["naive_bayes", "logistic"] as const) {
      for (const calibration of ["none", "platt", "isotonic"] as const) {
        const model = fitted(book, { ...options, method, calibration });
        for (const lead of [...book.slice(0, 20), {}, { source: "moon", tags: [], employees: -9 }]) {
          const { chance, base, contributions, calibration: added } = explainLead(model, lead);
          const sum = contributions.reduce((total, { logOdds }) => total + logOdds, base + added);
          expectClose(sum, Math.log(chance / (1 - chance)), 1e-9);
        }
      }
    }
  });

  test("that is not known at all is scored as the average lead, with coverage zero", () => {
    const model = fitted(book, { ...options, method: "naive_bayes", calibration: "none" });
    const { chance, coverage, reasons } = scoreLead(model, {});
    expectClose(chance, book.filter((row) => row.won).length / book.length, 1e-12);
    expect(coverage).toBe(0);
    expect(reasons.map(({ code }) => code)).toEqual(new Array(5).fill("lead_missing"));
  });

  test("with a value never seen is told so, and loses no chance by it", () => {
    const model = fitted(book, { ...options, method: "logistic" });
    const lead = { ...book[1], country: "Atlantis" };
    const { coverage, reasons } = scoreLead(model, lead);
    expect(coverage).toBe(0.8);
    expect(reasons).toEqual([{ code: "lead_unknown", params: { field: "country", value: "Atlantis" } }]);
    expect(explainLead(model, lead).contributions.find(({ field }) => field === "country")?.logOdds).toBe(0);
  });

  test("without a source: that itself says something to logistic regression", () => {
    const random = createRandom(8);
    const telling = book.map((row) => ({ ...row, source: row.won && random.uniform() < 0.7 ? null : row.source }));
    const model = fitted(telling, { ...options, fields: ["source", "country"] });
    const { reasons } = explainLead(model, { country: "BE" });
    expect(reasons.some(({ code }) => code === "lead_missing_effect")).toBe(true);
    expect(scoreLead(model, { country: "BE" }).chance).toBeGreaterThan(
      scoreLead(model, { country: "BE", source: "web" }).chance,
    );
  });

  test("with a number beyond all that was seen is not carried further along the line, and is told so", () => {
    const model = fitted(book, options);
    const largest = Math.max(...book.map((row) => row.employees ?? 0));
    const far = scoreLead(model, { ...book[1], employees: 1e6 });
    expect(far.chance).toBe(scoreLead(model, { ...book[1], employees: largest }).chance);
    expect(far.reasons.map(({ code }) => code)).toEqual(["lead_beyond"]);
  });

  test("may have fields called __proto__ and constructor", () => {
    const odd = book.map((row) => {
      const lead = JSON.parse(`{"__proto__": "${row.budget}"}`) as Record<string, unknown>;
      return Object.assign(lead, { won: row.won });
    });
    const model = fitted(odd, { fields: ["__proto__", "constructor"], won: (row) => row["won"] as boolean });
    expect(scoreLead(model, odd[0] as LeadRecord).coverage).toBe(0.5);
    expect(scoreLead(model, {}).coverage).toBe(0);
  });

  test("is worded in both languages", () => {
    const model = fitted(book, options);
    const { reasons } = explainLead(model, { ...book[1], country: "Atlantis", budget: null });
    for (const reason of reasons) {
      expect(word(reason)).not.toMatch(/undefined|NaN|\bnull\b/);
      expect(word(reason, "zh")).toMatch(/[一-鿿]/);
    }
    expect(word(reasons[0] as (typeof reasons)[number])).toMatch(/^starts at [\d.]+%, from 2,000 closed leads$/);
  });
});

describe("bad input", () => {
  const book = simulatedLeads(100, 41);
  const won = (row: { won: boolean }) => row.won;
  test.each([
    ["invalid_type", () => fitLeadScore(undefined as never, { fields: ["a"], won })],
    ["invalid_type", () => fitLeadScore(book, undefined as never)],
    ["empty_input", () => fitLeadScore(book, { fields: [], won })],
    ["duplicate_id", () => fitLeadScore(book, { fields: ["a", "a"], won })],
    ["invalid_type", () => fitLeadScore(book, { fields: ["a"] } as never)],
    ["invalid_type", () => fitLeadScore(book, { fields: ["a"], won: () => "yes" as never })],
    ["duplicate_id", () => fitLeadScore(book, { fields: ["source"], won, id: () => "same" })],
    ["out_of_range", () => fitLeadScore(book, { fields: ["source"], won, weight: () => 0 })],
    ["out_of_range", () => fitLeadScore(book, { fields: ["source"], won, folds: 1 })],
    ["unknown_id", () => fitLeadScore(book, { fields: ["source"], won, method: "oracle" as never })],
    [
      "unknown_id",
      () => fitLeadScore(book, { fields: [{ id: "source", kind: "stage", stages: ["x"] }], won, preset: "odoo" }),
    ],
    ["inconsistent", () => fitLeadScore(book, { fields: [{ id: "source", kind: "stage", stages: ["x"] }], won })],
    ["inconsistent", () => fitLeadScore(book, { fields: ["source"], won, preset: "odoo", method: "logistic" })],
    ["invalid_type", () => fitLeadScore(book, { fields: [{ id: "source", kind: "number" }], won })],
    ["invalid_type", () => fitLeadScore(book, { fields: [{ id: "source", kind: "tags" }], won })],
    [
      "not_finite",
      () =>
        fitLeadScore(
          book.map((row) => ({ ...row, x: Number.NaN })),
          { fields: ["x"], won },
        ),
    ],
    ["invalid_type", () => scoreLead(fitted(book, { fields: ["source"], won }), undefined as never)],
    ["invalid_model", () => scoreLead({ abstained: {} } as never, {})],
    ["empty_input", () => reliabilityChart([])],
  ] as const)("is refused: %s", (code, act) => {
    expect(codeOf(act)).toBe(code);
  });
});

describe("the reliability chart", () => {
  const table = judgementOf(
    fitted(simulatedLeads(3000, 51), {
      fields: FIELDS,
      won: (row) => row.won,
      method: "naive_bayes",
      calibration: "none",
    }),
  ).reliability;

  test.each(["en", "zh"] as const)("is a valid picture in %s", async (locale) => {
    const chart = reliabilityChart(table, { locale });
    expectValidChart(chart);
    await writePicture(chart, `reliability-${locale}`);
  });

  test("does not write the sizes of neighbouring groups over each other", async () => {
    const [bin] = table as [(typeof table)[number]];
    const svg = await renderSvg(reliabilityChart([4321, 4322, 4323].map((n) => ({ ...bin, n }))));
    expect(svg).toContain("4,321");
    expect(svg).not.toContain(">4,322<");
  });

  test("of small chances zooms in, so that they do not huddle in a corner", () => {
    const small = table.map((bin) => ({
      ...bin,
      meanForecast: bin.meanForecast / 10,
      observed: {
        ...bin.observed,
        value: bin.observed.value / 10,
        interval: { ...bin.observed.interval, lower: 0, upper: 0.09 },
      },
    }));
    expect(JSON.stringify(reliabilityChart(small))).toContain('"domain":[0,0.1]');
    expectValidChart(reliabilityChart(small, { title: "Renewals" }));
  });
});

describeWithData("45,211 telephone leads of a bank", ["bank/bank-full.csv"], () => {
  const numbers = new Set(["age", "balance", "campaign", "previous"]);
  const rows = readSharedCsv("bank/bank-full.csv").map((row, i) => {
    const lead: Record<string, unknown> = { id: i };
    for (const [field, cell] of Object.entries(row)) {
      lead[field] = numbers.has(field) ? Number(cell) : cell === "unknown" ? null : cell;
    }
    return lead;
  });
  const fields = ["job", "marital", "education", "housing", "loan", "contact", "month", "poutcome"];
  const options = {
    fields: [...fields, ...[...numbers].map((id) => ({ id, kind: "number", bins: 10 }) as const)],
    won: (lead: Record<string, unknown>) => lead["y"] === "yes",
    id: (lead: Record<string, unknown>) => lead["id"] as number,
  };

  test("are ranked and calibrated well; the length of the call, known only afterwards, is a different matter", () => {
    const { auc, brier, calibration, n } = judgementOf(fitted(rows, { ...options, folds: 3 }));
    expect(n).toBe(45_211);
    expect(auc.interval.lower).toBeGreaterThan(0.75);
    expect(brier.skill).toBeGreaterThan(0.12);
    expect(brier.reliability).toBeLessThan(0.0005);
    expect(calibration?.slope.interval.lower).toBeLessThan(1);
    expect(calibration?.slope.interval.upper).toBeGreaterThan(1);
  });
});
