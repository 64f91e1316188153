import {
  requireColumn,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireOneOf,
  requireUnique,
  show,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toDay } from "../../time/day.ts";
import { requireId, requireLabel, requireOnce } from "../questionnaire/read.ts";
import { decisionChainRoles } from "./parts.ts";
import type { ChainPerson, ChainRole, DecisionChainOptions } from "./types.ts";

/** Options checked and complete. */
export interface ChainRules {
  readonly roles: ReadonlyMap<string, ChainRole>;
  readonly asOf: number | undefined;
  readonly staleAfterDays: number;
  readonly levels: Readonly<Record<"low" | "mid" | "high", number>>;
  readonly relianceShare: number;
}

/** One person, or a needed role that nobody holds, with what is known about it. */
export interface ChainLink {
  /** Absent where nobody is known in the role. */
  readonly person?: string;
  readonly role: ChainRole;
  readonly influence: number;
  /** Whether the influence was stated; otherwise it is the role's, and could be anything from 0 to 1. */
  readonly stated: boolean;
  readonly stance?: number;
  readonly contact: "covered" | "stale" | "not_met" | "unknown";
}

const LEVELS = { low: 0.2, mid: 0.5, high: 0.8 } as const;

/** About two months: longer than the pauses of a purchase in progress. A convention. */
const STALE_AFTER_DAYS = 60;

export function readRules(options: DecisionChainOptions): ChainRules {
  requireObject(options, "options");
  const { roles = decisionChainRoles, asOf, staleAfterDays = STALE_AFTER_DAYS, levels = LEVELS } = options;
  const { relianceShare = 0.5 } = options;
  requireNonEmpty(roles, "options.roles");
  const seen = new Set<string>();
  const byId = new Map(
    Array.from(roles, (role, i) => {
      const where = `options.roles[${i}]`;
      requireObject(role, where);
      requireId(role.id, `${where}.id`);
      requireOnce(seen, role.id, where);
      requireLabel(role.name, `${where}.name`);
      requireNumber(role.influence, `${where}.influence`, { min: 0, max: 1 });
      if (role.needed !== undefined) requireFlag(role.needed, `${where}.needed`);
      return [role.id, role] as const;
    }),
  );
  requireNumber(staleAfterDays, "options.staleAfterDays", { min: 1, max: 36_500 });
  requireObject(levels, "options.levels");
  for (const level of ["low", "mid", "high"] as const) {
    requireNumber(levels[level], `options.levels.${level}`, { min: 0, max: 1 });
  }
  requireNumber(relianceShare, "options.relianceShare", { above: 0, below: 1 });
  const day = asOf === undefined ? undefined : toDay(asOf, "options.asOf");
  return { roles: byId, asOf: day, staleAfterDays, levels, relianceShare };
}

/** People by id, then needed roles that nobody holds, in the order of the roles. */
export function readLinks(people: readonly ChainPerson[], rules: ChainRules): ChainLink[] {
  requireColumn(people, "people");
  const held = new Set<string>();
  const links = Array.from(people, (person, i) => {
    const where = `people[${i}]`;
    requireObject(person, where);
    requireId(person.id, `${where}.id`);
    const roles = rolesOf(person, rules, where);
    for (const { id } of roles) held.add(id);
    return readPerson(person, roles, rules, where);
  });
  requireUnique(
    Array.from(people, ({ id }) => id),
    "people ids",
  );
  links.sort((a, b) => ((a.person as string) < (b.person as string) ? -1 : 1));
  for (const role of rules.roles.values()) {
    if (role.needed !== true || held.has(role.id)) continue;
    links.push({ role, influence: role.influence, stated: false, contact: "not_met" });
  }
  return links;
}

/** The roles that a person holds, the weightiest first. */
function rolesOf({ role }: ChainPerson, { roles }: ChainRules, where: string): [ChainRole, ...ChainRole[]] {
  const ids = typeof role === "string" ? [role] : role;
  requireNonEmpty(ids, `${where}.role`);
  const found = Array.from(ids, (id) => {
    requireOneOf(id, [...roles.keys()], `${where}.role`);
    return roles.get(id) as ChainRole;
  });
  return found.sort((a, b) => b.influence - a.influence || (a.id < b.id ? -1 : 1)) as [ChainRole, ...ChainRole[]];
}

function readPerson(
  person: ChainPerson,
  [role]: readonly [ChainRole, ...ChainRole[]],
  rules: ChainRules,
  where: string,
): ChainLink {
  const { id, influence, stance } = person;
  const stated = influence !== undefined && influence !== null;
  if (typeof influence === "string") requireOneOf(influence, ["low", "mid", "high"], `${where}.influence`);
  else if (stated) requireNumber(influence, `${where}.influence`, { min: 0, max: 1 });
  const known = stance !== undefined && stance !== null;
  if (known) requireNumber(stance, `${where}.stance`, { min: -2, max: 2 });
  const weight = typeof influence === "string" ? rules.levels[influence] : (influence ?? role.influence);
  return {
    person: id,
    role,
    influence: weight,
    stated,
    ...(known && { stance }),
    contact: contactOf(person, rules, where),
  };
}

function contactOf({ met, lastContactOn }: ChainPerson, rules: ChainRules, where: string): ChainLink["contact"] {
  if (met !== undefined && met !== null) requireFlag(met, `${where}.met`);
  const byFlag = met === true ? "covered" : met === false ? "not_met" : "unknown";
  if (lastContactOn === undefined || lastContactOn === null) return byFlag;
  const day = toDay(lastContactOn, `${where}.lastContactOn`);
  if (rules.asOf === undefined) {
    throw new ClienteleError("invalid_type", `options.asOf must be given, because ${where} has lastContactOn`, {});
  }
  if (day > rules.asOf) return byFlag;
  if (met === false) {
    throw new ClienteleError("inconsistent", `${where} has lastContactOn, but met is false; leave one of them out`, {});
  }
  return rules.asOf - day > rules.staleAfterDays ? "stale" : "covered";
}

function requireFlag(flag: unknown, name: string): void {
  if (typeof flag === "boolean") return;
  throw new ClienteleError("invalid_type", `${name} must be true or false, got ${show(flag)}`, { name });
}
