import { describe, expect, test } from "vitest";
import { isClienteleError, loadModel, describe as word } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/random.ts";
import {
  defaultSwitchingModel,
  explainSwitchingFit,
  type FitSwitchingOptions,
  fitSwitchingModel,
  type LeverId,
  predictLeaving,
  type SwitchingAccount,
  type SwitchingFit,
  scoreSwitchingCosts,
} from "../../src/switching/index.ts";
import { switchingModelSpec } from "../../src/switching/schema.ts";
import { expectClose } from "../support/close.ts";
import { asked, effectCoverage, fitWorld } from "./fit-world.ts";

/** Customers who answer some levers in quarters, and leave by a rule that is known. */
function customers(
  n: number,
  effects: Readonly<Partial<Record<LeverId, number>>>,
  seed: number,
): { readonly accounts: SwitchingAccount[]; readonly left: (account: SwitchingAccount) => boolean } {
  const random = createRandom(seed);
  const gone = new Set<string>();
  const accounts = Array.from({ length: n }, (_, i) => {
    const evidence: Partial<Record<LeverId, number>> = {};
    let logOdds = 0.8;
    for (const [lever, effect] of Object.entries(effects)) {
      const answer = random.integer(0, 4) / 4;
      evidence[lever as LeverId] = answer;
      logOdds += effect * (answer - 0.5);
    }
    if (random.uniform() > 1 / (1 + Math.exp(-logOdds))) gone.add(`c${i}`);
    return { id: `c${i}`, evidence };
  });
  return { accounts, left: ({ id }) => gone.has(id) };
}

function fitOf(accounts: readonly SwitchingAccount[], options: FitSwitchingOptions): SwitchingFit {
  const fit = fitSwitchingModel(accounts, options);
  if ("abstained" in fit) throw new Error("expected a fit");
  return fit;
}

const finding = ({ report }: SwitchingFit, lever: LeverId) => {
  const row = report.levers.find((one) => one.lever === lever);
  if (row === undefined) throw new Error("every lever has a row");
  return row;
};

describe("what the customers who stayed and left teach", () => {
  const { accounts, left } = customers(1500, { agreements: 4, habits: 0.6, points: 0.5, clubs: -2 }, 4);
  const fit = fitOf(accounts, { left, seed: 1 });

  test("a lever that holds more than believed weighs more, one that goes with leaving is named and weighs nothing", () => {
    expect(finding(fit, "agreements").verdict).toBe("more");
    expect(fit.model.weights.agreements).toBeGreaterThan(2 * defaultSwitchingModel.weights.agreements);
    expect(finding(fit, "clubs").verdict).toBe("drives_away");
    expect(finding(fit, "clubs").effect?.interval.upper).toBeLessThan(0);
    expect(fit.model.weights.clubs).toBe(0);
  });

  test("weights sum to 1, and levers that nobody answered keep theirs", () => {
    expectClose(
      Object.values(fit.model.weights).reduce((a, b) => a + b, 0),
      1,
      1e-12,
    );
    expect(fit.model.weights.quality).toBe(defaultSwitchingModel.weights.quality);
    expect(finding(fit, "quality")).toMatchObject({ verdict: "not_told", silence: "too_few", answered: 0 });
  });

  test("the learned index foresees better out of fold, and says by how much", () => {
    expect(fit.report.auc.difference.interval.lower).toBeGreaterThan(0);
    expect(fit.report.gain.interval.lower).toBeGreaterThan(0);
    expect(fit.report.calibration?.slope.interval.lower).toBeLessThan(1);
    expect(fit.report.calibration?.slope.interval.upper).toBeGreaterThan(1);
  });

  test("the model scores customers, carries its doubt into the interval, and gives a chance to leave", () => {
    const account = accounts[0] as SwitchingAccount;
    const sure = scoreSwitchingCosts(account, fit.model, { evidenceSd: 0 });
    expect(sure.interval?.upper).toBeGreaterThan(sure.interval?.lower as number);
    const chances = [0, 25, 50, 75, 100].map((index) => predictLeaving(fit.model, index) as number);
    for (const [i, chance] of chances.entries()) {
      if (i > 0) expect(chance).toBeLessThan(chances[i - 1] as number);
    }
    // the chances add up to those who left
    const expected = accounts.reduce((sum, one) => {
      const { index } = scoreSwitchingCosts(one, fit.model);
      return sum + (predictLeaving(fit.model, index as number) as number);
    }, 0);
    expect(Math.abs(expected - fit.report.left) / fit.report.left).toBeLessThan(0.05);
  });

  test("model and report are JSON, and the model loads again", () => {
    expect(JSON.parse(JSON.stringify(fit))).toEqual(fit);
    expect(loadModel(switchingModelSpec, JSON.parse(JSON.stringify(fit.model)))).toEqual(fit.model);
  });

  test("the order of the customers changes nothing", () => {
    expect(fitOf([...accounts].reverse(), { left, seed: 1 })).toEqual(fit);
  });

  test("every sentence stands in both languages", () => {
    for (const locale of ["en", "zh"] as const) {
      const sentences = explainSwitchingFit(fit).map((reason) => word(reason, locale));
      expect(sentences.join("\n")).not.toMatch(/NaN|undefined|Infinity/);
    }
    expect(word(explainSwitchingFit(fit)[2] as never)).toMatch(/^Binding agreements: holds more than stated/);
  });
});

describe("belief and data", () => {
  test("a belief as strong as a million customers stays as it is, a weak one gives way", () => {
    const { accounts, left } = customers(800, { agreements: 3, habits: 0.1 }, 8);
    const strong = fitOf(accounts, { left, seed: 1, priorStrength: 1e6 });
    expectClose(strong.model.weights.agreements, defaultSwitchingModel.weights.agreements, 1e-9);
    expect(finding(strong, "agreements").silence).toBe("belief_rules");
    const weak = fitOf(accounts, { left, seed: 1, priorStrength: 10 });
    expect(weak.model.weights.agreements).toBeGreaterThan(0.15);
    expect(weak.report).toMatchObject({ priorStrength: 10, priorSource: "given" });
  });

  test("a lever without variation, and one whose effect is anybody's guess, keep the stated weight and are named", () => {
    const { accounts, left } = customers(120, { agreements: 3, clubs: 0.1 }, 3);
    const same = accounts.map((account) => ({ ...account, evidence: { ...account.evidence, brand: 0.5 } }));
    const fit = fitOf(same, { left, seed: 1 });
    expect(finding(fit, "brand").silence).toBe("no_variation");
    expect(["undecided", "belief_rules"]).toContain(finding(fit, "clubs").silence);
    for (const lever of ["brand", "clubs"] as const) {
      expect(fit.model.weights[lever]).toBe(defaultSwitchingModel.weights[lever]);
    }
    const named = explainSwitchingFit(fit).filter(({ code }) => code === "switching_fit_not_told");
    expect(named).toHaveLength(16);
  });

  test("where learning foresees no better, the report says so", () => {
    const { accounts, left } = customers(300, { agreements: 0, habits: 0 }, 21);
    const fit = fitOf(accounts, { left, seed: 2 });
    expect(fit.report.reasons.map(({ code }) => code)).toContain("switching_fit_no_gain");
  });

  test("where the only lever that was asked goes with leaving, no answer weighs any more, and nobody is scored", () => {
    const { accounts, left } = customers(400, { clubs: -5 }, 31);
    const fit = fitOf(accounts, { left, seed: 1 });
    expect(fit.model.weights.clubs).toBe(0);
    expect(fit.report.auc.learned.value).toBe(0.5);
    expect(scoreSwitchingCosts(accounts[0] as SwitchingAccount, fit.model).abstained?.code).toBe(
      "switching_no_evidence",
    );
  });

  test("missing answers teach less and mislead no more", () => {
    const world = fitWorld(createRandom(12), { customers: 4000, levers: asked, scale: 6, deviation: 1, missing: 0.3 });
    const fit = fitOf(world.accounts, { left: ({ id }) => world.left.has(id), seed: 1 });
    for (const { lever, effect } of fit.report.levers) {
      if (effect === undefined) continue;
      // four standard errors
      const reach = 2 * (effect.interval.upper - effect.value);
      expect(Math.abs(effect.value - (world.effects.get(lever) as number))).toBeLessThan(reach);
    }
  });

  test("intervals of the effects cover the truth as often as they say", () => {
    const { share, n } = effectCoverage({
      customers: 400,
      levers: asked.slice(0, 5),
      scale: 6,
      deviation: 1,
      missing: 0,
      worlds: 40,
      seed: 77,
    });
    // three binomial standard errors around 0.95; the nightly run asks for 92–98 % of 500 populations
    expect(Math.abs(share - 0.95)).toBeLessThan(3 * Math.sqrt((0.95 * 0.05) / n));
  });
});

describe("what cannot be learned from", () => {
  const codeOf = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      if (isClienteleError(error)) return error.code;
      throw error;
    }
    return "no error";
  };
  const { accounts, left } = customers(60, { agreements: 2 }, 5);
  const attempt = (more: object, rows: unknown = accounts): string =>
    codeOf(() => fitSwitchingModel(rows as never, { left, seed: 1, ...more } as never));

  test("too few leavers or stayers give a typed answer", () => {
    const nobody = fitSwitchingModel(accounts, { left: () => false, seed: 1 });
    expect(nobody).toEqual({
      abstained: { code: "switching_fit_too_few", params: { left: 0, stayed: 60, needed: 10 } },
    });
    expect(fitSwitchingModel([], { left, seed: 1 })).toHaveProperty("abstained");
    if (!("abstained" in nobody)) throw new Error("expected none");
    expect(word(nobody.abstained)).toMatch(/0 leavers and 60 stayers/);
    expect(word(nobody.abstained, "zh")).toMatch(/各至少需要 10 个/);
  });

  test("bad options and rows are refused", () => {
    expect(attempt({ left: "yes" })).toBe("invalid_type");
    expect(attempt({ left: () => 1 })).toBe("invalid_type");
    expect(attempt({ seed: 0.5 })).toBe("out_of_range");
    expect(attempt({ folds: 1 })).toBe("out_of_range");
    expect(attempt({ priorStrength: 0 })).toBe("out_of_range");
    expect(attempt({ level: 0 })).toBe("out_of_range");
    expect(attempt({ stated: {} })).toBe("invalid_model");
    expect(attempt({}, [accounts[0], accounts[0]])).toBe("duplicate_id");
    expect(attempt({}, [{ id: "a", evidence: { habits: 2 } }])).toBe("out_of_range");
    for (const junk of [undefined, null, {}, { report: {} }]) {
      expect(codeOf(() => explainSwitchingFit(junk as never))).toBe("invalid_type");
    }
    expect(codeOf(() => predictLeaving(defaultSwitchingModel, 101))).toBe("out_of_range");
    expect(codeOf(() => predictLeaving({} as never, 10))).toBe("invalid_model");
  });
});
