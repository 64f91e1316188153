import {
  requireColumn,
  requireNumber,
  requireObject,
  requireOneOf,
  requireText,
  requireUnique,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { sum } from "../../math/sum.ts";
import { parentsOf, requireTasks, unknownTask } from "./network.ts";
import type { ProjectTask } from "./types.ts";
import type {
  PersonLoad,
  ProjectPerson,
  Responsibility,
  ResponsibilityFinding,
  ResponsibilityMatrix,
  ResponsibilityOptions,
  ResponsibilityRole,
  ResponsibilityTask,
} from "./work-types.ts";

const ROLES: readonly ResponsibilityRole[] = ["responsible", "accountable", "consulted", "informed"];

const HOURS = { min: 0, max: 1e15 } as const;

/**
 * Checks who does, answers for, advises on and hears of each task: exactly one person accountable, at least one
 * responsible, somebody informed, nobody with more hours than they have, nobody left out.
 *
 * @param assignments - Each a task, a person and one of the four roles; a person may have several roles in a task.
 * @param tasks - The tasks; summaries need nobody. Hours, at least 0, are split equally among those responsible.
 * @param options - `people` who could take part, with `capacityHours`; a person who is not among them is refused.
 * @returns The matrix by task, the load by person, hours without anybody, and what is wrong.
 * @throws `ClienteleError` `invalid_type`, `empty_input` (no tasks), `duplicate_id`, `unknown_id` (task, person, role),
 * `not_finite`, `out_of_range`, `inconsistent`.
 * @example
 * ```ts
 * const matrix = measureResponsibilities(
 *   [
 *     { task: "audit", person: "Li", role: "responsible" },
 *     { task: "audit", person: "Wu", role: "responsible" },
 *   ],
 *   [{ id: "audit", hours: 30 }],
 *   { people: [{ id: "Li", capacityHours: 10 }, { id: "Wu" }] },
 * );
 * matrix.people[0].hours; // => 15
 * matrix.findings.map((finding) => finding.code); // => ["raci_no_accountable", "raci_nobody_informed", "raci_overloaded"]
 * ```
 */
export function measureResponsibilities(
  assignments: readonly Responsibility[],
  tasks: readonly ProjectTask[],
  options: ResponsibilityOptions = {},
): ResponsibilityMatrix {
  requireColumn(assignments, "assignments");
  requireTasks(tasks);
  requireObject(options, "options");
  const summaries = new Set(parentsOf(tasks));
  const byTask = new Map<string, Record<ResponsibilityRole, string[]>>();
  const hoursOf = new Map<string, number>();
  tasks.forEach(({ id, hours = 0 }, i) => {
    requireNumber(hours, `tasks[${i}].hours`, HOURS);
    if (summaries.has(i)) return;
    byTask.set(id, { responsible: [], accountable: [], consulted: [], informed: [] });
    hoursOf.set(id, hours);
  });
  const capacity = readPeople(options.people);
  const seen = new Set<string>();
  for (let i = 0; i < assignments.length; i++) {
    const assignment = assignments[i] as Responsibility;
    const name = `assignments[${i}]`;
    requireObject(assignment, name);
    const { task, person, role } = assignment;
    requireText(person, `${name}.person`);
    requireOneOf(role, ROLES, `${name}.role`);
    const roles = byTask.get(task) ?? refuseTask(task, tasks, `${name}.task`);
    if (capacity !== undefined && !capacity.has(person)) {
      throw new ClienteleError("unknown_id", `${name}.person ${person} is not among options.people`, {
        index: i,
        person,
      });
    }
    const key = JSON.stringify([task, person, role]);
    if (seen.has(key)) {
      throw new ClienteleError("duplicate_id", `${name} says again that ${person} is ${role} for ${task}`, {
        index: i,
      });
    }
    seen.add(key);
    roles[role].push(person);
  }
  const matrix = Array.from(byTask, ([task, roles]): ResponsibilityTask => {
    for (const role of ROLES) roles[role].sort();
    return { task, ...roles };
  });
  const people = loadsOf(matrix, hoursOf, capacity);
  return {
    tasks: matrix,
    people,
    unassignedHours: sum(
      matrix.filter((row) => row.responsible.length === 0).map(({ task }) => hoursOf.get(task) ?? 0),
    ),
    findings: [...matrix.flatMap(findingsOf), ...people.flatMap(strainOf)],
  };
}

function refuseTask(task: string, tasks: readonly ProjectTask[], name: string): never {
  if (!tasks.some(({ id }) => id === task)) unknownTask(task, name);
  throw new ClienteleError("inconsistent", `${name} ${task} is a summary; name the tasks below it`, { task });
}

function readPeople(people: readonly ProjectPerson[] | undefined): Map<string, number | undefined> | undefined {
  if (people === undefined) return undefined;
  requireColumn(people, "options.people");
  const list = Array.from(people, (person, i) => {
    requireObject(person, `options.people[${i}]`);
    const { id, capacityHours } = person;
    requireText(id, `options.people[${i}].id`);
    if (capacityHours !== undefined) requireNumber(capacityHours, `options.people[${i}].capacityHours`, HOURS);
    return [id, capacityHours] as const;
  });
  requireUnique(
    list.map(([id]) => id),
    "options.people",
  );
  return new Map(list);
}

function loadsOf(
  matrix: readonly ResponsibilityTask[],
  hoursOf: ReadonlyMap<string, number>,
  capacity: ReadonlyMap<string, number | undefined> | undefined,
): PersonLoad[] {
  const parts = new Map<string, { readonly hours: number[] } & Record<ResponsibilityRole, number>>();
  const partOf = (person: string) => {
    const known = parts.get(person) ?? { hours: [], responsible: 0, accountable: 0, consulted: 0, informed: 0 };
    parts.set(person, known);
    return known;
  };
  for (const person of capacity?.keys() ?? []) partOf(person);
  for (const row of matrix) {
    for (const role of ROLES) for (const person of row[role]) partOf(person)[role]++;
    for (const person of row.responsible) {
      partOf(person).hours.push((hoursOf.get(row.task) ?? 0) / row.responsible.length);
    }
  }
  return Array.from(parts, ([person, { hours, ...counts }]): PersonLoad => {
    const capacityHours = capacity?.get(person);
    return { person, ...counts, hours: sum(hours), ...(capacityHours === undefined ? {} : { capacityHours }) };
  }).sort((a, b) => b.hours - a.hours || (a.person < b.person ? -1 : 1));
}

function findingsOf({ task, accountable, responsible, informed }: ResponsibilityTask): ResponsibilityFinding[] {
  const found: ResponsibilityFinding[] = [];
  if (accountable.length === 0) found.push({ code: "raci_no_accountable", params: { task } });
  if (accountable.length > 1) found.push({ code: "raci_many_accountable", params: { task, people: accountable } });
  if (responsible.length === 0) found.push({ code: "raci_no_responsible", params: { task } });
  if (informed.length === 0) found.push({ code: "raci_nobody_informed", params: { task } });
  return found;
}

function strainOf(load: PersonLoad): ResponsibilityFinding[] {
  const { person, hours, capacityHours } = load;
  const found: ResponsibilityFinding[] = [];
  if (capacityHours !== undefined && hours > capacityHours) {
    found.push({ code: "raci_overloaded", params: { person, hours, capacity: capacityHours } });
  }
  if (ROLES.every((role) => load[role] === 0)) found.push({ code: "raci_idle", params: { person } });
  return found;
}
