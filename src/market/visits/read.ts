import {
  requireColumn,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireUnique,
  show,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type Account, type Book, byId, type Tier } from "./book.ts";
import { type Figure, readFigure } from "./figure.ts";
import { readPeople, readTravel, requireId } from "./read-people.ts";
import { marginalsOf, type Response, readResponse } from "./response.ts";
import type { PlanVisitsOptions, VisitAccount, VisitTier } from "./types.ts";

const LARGEST = 1e100;
/** Once a day over a year. */
const MOST_VISITS = 366;
const WHOLE = { min: 0, max: MOST_VISITS, integer: true };

interface Defaults {
  readonly visitHours: number;
  readonly visitCost: number;
  readonly max: number;
  readonly response: Response;
}

/** Checks everything that {@link planVisits} takes. */
export function readBook(accounts: ArrayLike<VisitAccount>, options: PlanVisitsOptions): Book {
  requireObject(options, "options");
  const { budget, visitHours = 1, visitCost = 0, max = 52, level = 0.95, step = {} } = options;
  if (budget !== undefined) requireNumber(budget, "options.budget", { min: 0, max: LARGEST });
  requireNumber(visitHours, "options.visitHours", { above: 0, max: LARGEST });
  requireNumber(visitCost, "options.visitCost", { min: 0, max: LARGEST });
  requireNumber(max, "options.max", WHOLE);
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireObject(step, "options.step");
  if (step.hours !== undefined) requireNumber(step.hours, "options.step.hours", { above: 0, max: LARGEST });
  if (step.budget !== undefined) requireNumber(step.budget, "options.step.budget", { above: 0, max: LARGEST });
  const defaults = { visitHours, visitCost, max, response: readResponse(options.response, "options.response") };
  const tiers = readTiers(options.tiers, defaults);
  const people = readPeople(options.people);
  const travel = readTravel(options.travel, people);
  requireNonEmpty(accounts, "accounts");
  const rows = Array.from(accounts, (account, i) => readAccount(account, `accounts[${i}]`, tiers, defaults));
  requireUnique(
    rows.map(({ id }) => id),
    "accounts",
  );
  rows.sort(byId);
  const total = rows.reduce((sum, { worth }) => sum + worth.upper, 0);
  requireNumber(total, "the worth of all accounts", { max: LARGEST });
  return {
    accounts: rows.map((row) => ({ ...row, doors: travel.doorsOf(row) })),
    people,
    tiers,
    hours: Float64Array.from(people, ({ hours }) => hours),
    budget: budget ?? Number.POSITIVE_INFINITY,
    step,
    level,
  };
}

function readTiers(tiers: readonly VisitTier[] | undefined, defaults: Defaults): readonly Tier[] {
  if (tiers === undefined) return [];
  requireColumn(tiers, "options.tiers");
  const read = Array.from(tiers, (tier, i) => {
    const name = `options.tiers[${i}]`;
    requireObject(tier, name);
    requireId(tier.id, `${name}.id`);
    const { id, promised = 0, max = defaults.max, rule } = tier;
    requireNumber(promised, `${name}.promised`, WHOLE);
    requireNumber(max, `${name}.max`, WHOLE);
    requirePossible(promised, max, name);
    if (rule !== undefined) requireNumber(rule, `${name}.rule`, WHOLE);
    const response = tier.response === undefined ? defaults.response : readResponse(tier.response, `${name}.response`);
    return { id, promised, max, response, ...(rule === undefined ? {} : { rule }) };
  });
  requireUnique(
    read.map(({ id }) => id),
    "options.tiers",
  );
  return read;
}

function readAccount(
  account: VisitAccount,
  name: string,
  tiers: readonly Tier[],
  defaults: Defaults,
): Omit<Account, "doors"> {
  requireObject(account, name);
  requireId(account.id, `${name}.id`);
  const { id, region, skills = [] } = account;
  const worth: Figure = readFigure(account.worth, `${name}.worth`, 0, LARGEST);
  const tier = account.tier === undefined ? -1 : tiers.findIndex((row) => row.id === account.tier);
  if (account.tier !== undefined && tier < 0) {
    throw new ClienteleError("unknown_id", `${name}.tier names none of options.tiers: ${show(account.tier)}`, {
      name,
      tier: account.tier,
    });
  }
  const own = tiers[tier];
  const { visitHours = defaults.visitHours, visitCost = defaults.visitCost } = account;
  const { promised = own?.promised ?? 0, max = own?.max ?? defaults.max } = account;
  requireNumber(visitHours, `${name}.visitHours`, { above: 0, max: LARGEST });
  requireNumber(visitCost, `${name}.visitCost`, { min: 0, max: LARGEST });
  requireNumber(promised, `${name}.promised`, WHOLE);
  requireNumber(max, `${name}.max`, WHOLE);
  requirePossible(promised, max, name);
  if (region !== undefined) requireId(region, `${name}.region`);
  requireColumn(skills, `${name}.skills`);
  for (let k = 0; k < skills.length; k++) requireId(skills[k], `${name}.skills[${k}]`);
  const response =
    account.response === undefined
      ? (own?.response ?? defaults.response)
      : readResponse(account.response, `${name}.response`);
  const marginals = marginalsOf(response, worth.value, max);
  return { id, worth, tier, region, skills: Array.from(skills), visitHours, visitCost, promised, response, marginals };
}

function requirePossible(promised: number, max: number, name: string): void {
  if (promised <= max) return;
  throw new ClienteleError("inconsistent", `${name} promises ${promised} visits and allows ${max}; raise max`, {
    name,
    promised,
    max,
  });
}
