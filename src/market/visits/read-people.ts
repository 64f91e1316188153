import { requireColumn, requireNumber, requireObject, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type Account, byId, type Door, type Person } from "./book.ts";
import type { Visitor, VisitTravel } from "./types.ts";

const LARGEST = 1e100;
const MOST_PEOPLE = 1000;

/** Refuses what is no name. */
export function requireId(id: unknown, name: string): void {
  if (typeof id !== "string" || id === "") {
    throw new ClienteleError("invalid_type", `${name} must be a non-empty text, got ${show(id)}`, { name });
  }
}

function readNames(names: readonly string[], name: string): ReadonlySet<string> {
  requireColumn(names, name);
  for (let k = 0; k < names.length; k++) requireId(names[k], `${name}[${k}]`);
  return new Set(Array.from(names));
}

/** Checks the people, in the order of their ids. */
export function readPeople(people: readonly Visitor[]): readonly Person[] {
  requireColumn(people, "options.people");
  requireNumber(people.length, "options.people.length", { max: MOST_PEOPLE });
  const read = Array.from(people, (person, p): Person => {
    const name = `options.people[${p}]`;
    requireObject(person, name);
    requireId(person.id, `${name}.id`);
    const { id, hours, skills = [], regions, hourlyCost = 0 } = person;
    requireNumber(hours, `${name}.hours`, { min: 0, max: LARGEST });
    requireNumber(hourlyCost, `${name}.hourlyCost`, { min: 0, max: LARGEST });
    return {
      id,
      hours,
      skills: readNames(skills, `${name}.skills`),
      hourlyCost,
      ...(regions === undefined ? {} : { regions: readNames(regions, `${name}.regions`) }),
    };
  });
  requireUnique(
    read.map(({ id }) => id),
    "options.people",
  );
  return read.sort(byId);
}

interface Way {
  readonly hours: number;
  readonly cost: number;
}

const AT_HOME: Way = { hours: 0, cost: 0 };

/** Checks the travel table; what comes back tells who may visit an account, and what a visit takes. */
export function readTravel(
  travel: readonly VisitTravel[] | undefined,
  people: readonly Person[],
): { doorsOf(account: Omit<Account, "doors">): readonly Door[] } {
  const known = new Set(people.map(({ id }) => id));
  const ways = new Map<string, Map<string | undefined, Way>>();
  if (travel !== undefined) requireColumn(travel, "options.travel");
  for (let t = 0; t < (travel?.length ?? 0); t++) {
    const row = travel?.[t] as VisitTravel;
    const name = `options.travel[${t}]`;
    requireObject(row, name);
    requireId(row.region, `${name}.region`);
    const { region, person, hours = 0, cost = 0 } = row;
    requireNumber(hours, `${name}.hours`, { min: 0, max: LARGEST });
    requireNumber(cost, `${name}.cost`, { min: 0, max: LARGEST });
    if (person !== undefined && !known.has(person)) {
      throw new ClienteleError("unknown_id", `${name}.person names nobody of options.people: ${show(person)}`, {
        name,
        person,
      });
    }
    const own = ways.get(region) ?? new Map<string | undefined, Way>();
    if (own.has(person)) {
      throw new ClienteleError("duplicate_id", `${name} repeats the way to ${show(region)}; leave one`, { name });
    }
    own.set(person, { hours, cost });
    ways.set(region, own);
  }
  const wayOf = (region: string | undefined, person: string): Way => {
    const own = region === undefined ? undefined : ways.get(region);
    return own?.get(person) ?? own?.get(undefined) ?? AT_HOME;
  };
  return {
    doorsOf: ({ region, skills, visitHours, visitCost }) =>
      people.flatMap(({ id, skills: has, regions, hourlyCost }, person) => {
        if (regions !== undefined && (region === undefined || !regions.has(region))) return [];
        if (!skills.every((skill) => has.has(skill))) return [];
        const way = wayOf(region, id);
        const hours = visitHours + way.hours;
        return [{ person, hours, cost: visitCost + way.cost + hourlyCost * hours }];
      }),
  };
}
