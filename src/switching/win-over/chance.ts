import { requireColumn, requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { chanceOfLogOdds } from "../../math/log-odds.ts";
import { normalQuantile } from "../../math/normal.ts";
import { logisticOptimum } from "../logistic-optimum.ts";
import { quadraticForm } from "../quadratic-form.ts";
import { effectCount } from "./effects.ts";
import type { StatedChance, WinChance, WinOverModel } from "./types.ts";

/** What is known about one customer besides the dose. */
export interface Situation {
  readonly triesBefore: number;
  readonly monthsSince?: number;
  readonly reason?: string;
}

/** The chance to win one customer as a function of the dose. */
export interface DoseResponse {
  /** No dose beyond this was tried; from here on the chance is held level. */
  readonly most: number;
  /** Chance at a dose, for the next try or one after `more` further failures. */
  at(dose: number, more?: number): WinChance;
  /** The dose from 0 on that makes chance × (worth − dose) largest. */
  best(worth: number): number;
  /** How far the best dose may be off, as a standard deviation; undefined where the chance is stated. */
  spread(worth: number): number | undefined;
  /** Doses at which the chance has a kink. */
  readonly kinks: readonly number[];
  /** How failures lower the chance: a measured effect, a number of tries that the belief is worth, or not at all. */
  readonly learnsFrom: "measured" | "belief" | "none";
  readonly triesWorth?: number;
}

/** Chance by a fitted model. */
export function measuredResponse(model: WinOverModel, situation: Situation, level: number): DoseResponse {
  const z = normalQuantile((1 + level) / 2);
  const features = (dose: number, more: number): readonly number[] => [
    1,
    dose,
    ...(model.triesBefore === undefined ? [] : [situation.triesBefore + more]),
    ...(model.monthsSince === undefined ? [] : [Math.log1p(situation.monthsSince ?? 0)]),
    ...(model.reasons ?? []).slice(1).map(({ id }) => (id === situation.reason ? 1 : 0)),
  ];
  const weights = [
    model.intercept,
    model.dose,
    ...(model.triesBefore === undefined ? [] : [model.triesBefore]),
    ...(model.monthsSince === undefined ? [] : [model.monthsSince]),
    ...(model.reasons ?? []).slice(1).map(({ effect }) => effect),
  ];
  const most = model.fittedOn.doses[1];
  const logOdds = (list: readonly number[], by: readonly number[]): number =>
    list.reduce((total, x, j) => total + x * (by[j] as number), 0);
  const best = (worth: number, by: readonly number[]): number => {
    const slope = by[1] as number;
    if (!(slope > 0)) return 0;
    const base = logOdds(features(0, 0), by);
    // with y = worth − dose the log-odds fall in a straight line with y
    return Math.max(0, Math.min(most, worth - logisticOptimum(base + slope * worth, slope)));
  };
  return {
    most,
    kinks: [],
    at: (dose, more = 0) => {
      const list = features(Math.min(dose, most), more);
      const eta = logOdds(list, weights);
      const half = z * Math.sqrt(Math.max(0, quadraticForm(model.covariance, list)));
      const interval = { lower: chanceOfLogOdds(eta - half), upper: chanceOfLogOdds(eta + half), level };
      return { value: chanceOfLogOdds(eta), source: "measured", n: model.fittedOn.attempts, interval };
    },
    best: (worth) => best(worth, weights),
    spread: (worth) => {
      const gradient = weights.map((weight, j) => {
        const step = 1e-5 * (1 + Math.abs(weight));
        const moved = (by: number): readonly number[] => weights.map((w, k) => (k === j ? w + by : w));
        return (best(worth, moved(step)) - best(worth, moved(-step))) / (2 * step);
      });
      return Math.sqrt(Math.max(0, quadraticForm(model.covariance, gradient)));
    },
    learnsFrom: model.triesBefore === undefined ? "belief" : "measured",
  };
}

/** Chance by judgement: straight lines between the points. */
export function statedResponse(stated: StatedChance, level: number): DoseResponse {
  const { points, triesWorth } = stated;
  const line = (dose: number, field: "chance" | "lower" | "upper"): number => {
    const of = (k: number): number => points[k]?.[field] ?? (points[k]?.chance as number);
    const next = points.findIndex((point) => point.dose > dose);
    if (next === 0) return of(0);
    if (next < 0) return of(points.length - 1);
    const [from, to] = [points[next - 1]?.dose as number, points[next]?.dose as number];
    return of(next - 1) + ((of(next) - of(next - 1)) * (dose - from)) / (to - from);
  };
  const doubted = points.some(({ lower, upper }) => lower !== undefined || upper !== undefined);
  const kinks = points.map(({ dose }) => dose);
  return {
    most: kinks.at(-1) as number,
    kinks,
    at: (dose) => {
      const value = line(dose, "chance");
      if (!doubted) return { value, source: "stated", n: 0 };
      const interval = { lower: line(dose, "lower"), upper: line(dose, "upper"), level };
      return { value, source: "stated", n: 0, interval };
    },
    best: (worth) => {
      let top = 0;
      let most = Number.NEGATIVE_INFINITY;
      for (const dose of [0, ...kinks, ...vertices(points, worth)].sort((a, b) => a - b)) {
        const value = line(dose, "chance") * (worth - dose);
        if (value > most) [top, most] = [dose, value];
      }
      return top;
    },
    spread: () => undefined,
    learnsFrom: doubted || triesWorth !== undefined ? "belief" : "none",
    ...(triesWorth === undefined ? {} : { triesWorth }),
  };
}

/** On a straight piece chance × (worth − dose) is a parabola; its top counts where it lies on the piece. */
function vertices(points: StatedChance["points"], worth: number): readonly number[] {
  return points.flatMap((to, k) => {
    const from = points[k - 1];
    if (from === undefined) return [];
    const slope = (to.chance - from.chance) / (to.dose - from.dose);
    const top = (slope * worth - from.chance + slope * from.dose) / (2 * slope);
    return top > from.dose && top < to.dose ? [top] : [];
  });
}

/** Refuses what is neither a model nor a stated chance. */
export function requireChance(chance: WinOverModel | StatedChance): void {
  requireObject(chance, "options.chance");
  if ("kind" in chance) requireModel(chance);
  else requireStated(chance);
}

function requireModel(model: WinOverModel): void {
  const name = "options.chance";
  if (model.kind !== "win_over") {
    throw new ClienteleError("invalid_model", `${name} must come from fitWinOver or be a stated chance`, { name });
  }
  requireNumber(model.intercept, `${name}.intercept`);
  requireNumber(model.dose, `${name}.dose`);
  if (model.triesBefore !== undefined) requireNumber(model.triesBefore, `${name}.triesBefore`);
  if (model.monthsSince !== undefined) requireNumber(model.monthsSince, `${name}.monthsSince`);
  if (model.reasons !== undefined) requireColumn(model.reasons, `${name}.reasons`);
  for (const [i, reason] of Array.from(model.reasons ?? []).entries()) {
    requireObject(reason, `${name}.reasons[${i}]`);
    requireNumber(reason.effect, `${name}.reasons[${i}].effect`);
  }
  const p = effectCount(model);
  requireColumn(model.covariance, `${name}.covariance`);
  if (model.covariance.length !== p * p) {
    throw new ClienteleError("invalid_model", `${name}.covariance must hold ${p * p} numbers`, { name });
  }
  for (let i = 0; i < p * p; i++) requireNumber(model.covariance[i] as number, `${name}.covariance[${i}]`);
  requireObject(model.fittedOn, `${name}.fittedOn`);
  requireNumber(model.fittedOn.attempts, `${name}.fittedOn.attempts`, { min: 0 });
  requireColumn(model.fittedOn.doses, `${name}.fittedOn.doses`);
  requireNumber(model.fittedOn.doses[1], `${name}.fittedOn.doses[1]`, { min: 0 });
  requireColumn(model.fittedOn.notes, `${name}.fittedOn.notes`);
}

function requireStated(stated: StatedChance): void {
  const name = "options.chance";
  if (stated.source !== "stated") {
    throw new ClienteleError("invalid_model", `${name} must come from fitWinOver, or have source "stated"`, { name });
  }
  if (stated.triesWorth !== undefined) requireNumber(stated.triesWorth, `${name}.triesWorth`, { above: 0, max: 1e9 });
  requireColumn(stated.points, `${name}.points`);
  if (stated.points.length === 0) {
    throw new ClienteleError("empty_input", `${name}.points must hold at least one dose with its chance`, { name });
  }
  Array.from(stated.points).forEach((point, i) => {
    const at = `${name}.points[${i}]`;
    requireObject(point, at);
    const before = stated.points[i - 1];
    requireNumber(
      point.dose,
      `${at}.dose`,
      before === undefined ? { min: 0, max: 1e9 } : { above: before.dose, max: 1e9 },
    );
    requireNumber(point.chance, `${at}.chance`, { min: before?.chance ?? 0, max: 1 });
    if (point.lower !== undefined) requireNumber(point.lower, `${at}.lower`, { min: 0, max: point.chance });
    if (point.upper !== undefined) requireNumber(point.upper, `${at}.upper`, { min: point.chance, max: 1 });
  });
}
