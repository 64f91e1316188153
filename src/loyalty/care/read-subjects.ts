import { requireColumn, requireObject, requireOneOf, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toDay } from "../../time/index.ts";
import { type FirstDay, readFirstDay } from "./occurrences.ts";
import { requireText } from "./read.ts";
import type { ReadTrigger } from "./read-triggers.ts";
import type { CareSubject } from "./types.ts";

/** A subject with its dates as days, by their id. */
export interface ReadSubject {
  readonly subject: CareSubject;
  readonly first: ReadonlyMap<string, FirstDay>;
  readonly days: ReadonlyMap<string, readonly number[]>;
}

/** Which dates are read as returning every year, which as they stand, and which need their year. */
interface Uses {
  readonly yearly: ReadonlySet<string>;
  readonly dated: ReadonlySet<string>;
  readonly needYear: ReadonlySet<string>;
}

/** Checks the subjects; `unused` counts the dates that no trigger reads. */
export function readSubjects(
  subjects: readonly CareSubject[],
  triggers: readonly ReadTrigger[],
): { readonly read: readonly ReadSubject[]; readonly unused: ReadonlyMap<string, number> } {
  requireColumn(subjects, "subjects");
  const uses = usesOf(triggers);
  const unused = new Map<string, number>();
  const read = Array.from(subjects, (subject, i) => readSubject(subject, `subjects[${i}]`, uses, unused));
  requireUnique(
    read.map(({ subject }) => subject.id),
    "subjects ids",
  );
  return { read, unused };
}

function usesOf(triggers: readonly ReadTrigger[]): Uses {
  const yearly = new Set<string>();
  const dated = new Set<string>();
  const needYear = new Set<string>();
  for (const { trigger, date } of triggers) {
    if (date === undefined) continue;
    if (trigger.kind !== "yearly") dated.add(date);
    else {
      yearly.add(date);
      if ((trigger.everyYears ?? 1) > 1) needYear.add(date);
    }
  }
  return { yearly, dated, needYear };
}

function readSubject(subject: CareSubject, name: string, uses: Uses, unused: Map<string, number>): ReadSubject {
  requireObject(subject, name);
  requireText(subject.id, `${name}.id`);
  requireOneOf(subject.kind, ["account", "person"], `${name}.kind`);
  if (subject.tier !== undefined) requireText(subject.tier, `${name}.tier`);
  const { dates = [] } = subject;
  requireColumn(dates, `${name}.dates`);
  const first = new Map<string, FirstDay>();
  const days = new Map<string, number[]>();
  for (let k = 0; k < dates.length; k++) {
    const where = `${name}.dates[${k}]`;
    const date = dates[k] as NonNullable<CareSubject["dates"]>[number];
    requireObject(date, where);
    requireText(date.id, `${where}.id`);
    const { id } = date;
    if (uses.yearly.has(id)) {
      if (first.has(id)) {
        throw new ClienteleError(
          "duplicate_id",
          `${where}.id repeats ${show(id)}; what returns every year stands once`,
          {
            name: where,
            id,
          },
        );
      }
      const day = readFirstDay(date.on, `${where}.on`);
      if (!day.known && (uses.needYear.has(id) || uses.dated.has(id))) {
        throw new ClienteleError("inconsistent", `${where}.on needs its year: a trigger counts from it`, {
          name: where,
        });
      }
      first.set(id, day);
    }
    if (uses.dated.has(id)) {
      const own = days.get(id);
      const day = toDay(date.on, `${where}.on`);
      if (own === undefined) days.set(id, [day]);
      else own.push(day);
    }
    if (!uses.yearly.has(id) && !uses.dated.has(id)) {
      readFirstDay(date.on, `${where}.on`);
      unused.set(id, (unused.get(id) ?? 0) + 1);
    }
  }
  return { subject, first, days };
}
