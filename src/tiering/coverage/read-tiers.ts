import { requireNonEmpty, requireNumber, requireObject, requireOneOf, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { ServiceLevel } from "../../core/labels/coverage.ts";
import { GRADES, type Tier } from "./problem.ts";
import type { CoveragePromise, CoverageTier } from "./types.ts";

/** The levels of service, the simplest first. */
export const LEVELS: readonly ServiceLevel[] = ["responsive", "proactive", "whole_solution", "relationship"];

const MOST_TIERS = 20;
const MOST_WEIGHT = 1000;
const MOST_VISITS = 10_000;
const MOST_HOURS = 10_000;
/** Less than this is no promise. */
const LEAST_HOURS = 0.01;

export function readTiers(rows: readonly CoverageTier[]): Tier[] {
  requireNonEmpty(rows, "options.tiers");
  requireNumber(rows.length, "the number of options.tiers", { max: MOST_TIERS });
  const tiers = Array.from(rows, readTier);
  requireUnique(
    tiers.map((tier) => tier.id),
    "options.tiers",
  );
  // from the last tier upwards, each hour twice the one below
  let weight = 0.5;
  return tiers
    .reverse()
    .map((tier) => {
      weight = tier.weight ?? 2 * weight;
      if (weight > MOST_WEIGHT) {
        throw new ClienteleError(
          "out_of_range",
          `the weight of tier ${show(tier.id)}, doubled from the tiers below it, is above ${MOST_WEIGHT}: state a weight for each tier`,
          { tier: tier.id, weight },
        );
      }
      return { ...tier, weight };
    })
    .reverse();
}

function readTier(row: CoverageTier, i: number): Omit<Tier, "weight"> & { readonly weight: number | undefined } {
  const name = `options.tiers[${i}]`;
  requireObject(row, name);
  const { id, promises, minGrade = "junior", weight } = row;
  if (typeof id !== "string") {
    throw new ClienteleError("invalid_type", `${name}.id must be a text, got ${show(id)}`, { index: i });
  }
  requireOneOf(minGrade, GRADES, `${name}.minGrade`);
  if (weight !== undefined) requireNumber(weight, `${name}.weight`, { min: 0.001, max: MOST_WEIGHT });
  requireNonEmpty(promises, `${name}.promises`);
  const levels = Array.from(promises, (promise, k) => readPromise(promise, `${name}.promises[${k}]`));
  requireUnique(
    levels.map((promise) => promise.level),
    `${name}.promises`,
  );
  levels.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
  const hours = levels.reduce((total, promise) => total + promise.hours, 0);
  if (hours < LEAST_HOURS) {
    throw new ClienteleError(
      "out_of_range",
      `${name} must promise at least ${LEAST_HOURS} hours a year; leave out tiers and accounts that need no manager`,
      { index: i, hours },
    );
  }
  const visits = levels.reduce((total, promise) => total + promise.visits, 0);
  return { id, rank: GRADES.indexOf(minGrade), weight, visits, hours, levels };
}

function readPromise(promise: CoveragePromise, name: string): Tier["levels"][number] {
  requireObject(promise, name);
  const { level, visitsPerYear = 0, hoursPerVisit = 0, hoursPerYear = 0 } = promise;
  requireOneOf(level, LEVELS, `${name}.level`);
  requireNumber(visitsPerYear, `${name}.visitsPerYear`, { min: 0, max: MOST_VISITS });
  requireNumber(hoursPerVisit, `${name}.hoursPerVisit`, { min: 0, max: MOST_HOURS });
  requireNumber(hoursPerYear, `${name}.hoursPerYear`, { min: 0, max: MOST_HOURS });
  return { level, visits: visitsPerYear, hours: visitsPerYear * hoursPerVisit + hoursPerYear };
}
