import { requireNumber, requireObject } from "../../core/checks.ts";
import { HOUR_MS, type Promised, readClocks, readDay, readRun } from "./read.ts";
import type {
  PlanServiceQueueOptions,
  ServiceCaseState,
  ServiceEvent,
  ServiceQueue,
  ServiceQueueCase,
} from "./types.ts";

const STATES: readonly ServiceCaseState[] = ["broken", "soon", "in_time"];

/**
 * Lists the open cases in the order in which to see to them: promises broken already, those about to break, the rest,
 * each by the time at which they fall due.
 *
 * @param events - One row per run of a clock, in any order; those ended by the day are passed over. Not mutated.
 * @param options - `clocks`, the promises; `asOf`, the moment of planning; `soonShare` of the limit in (0, 1] from which
 * a case is about to break, default 0.8.
 * @returns Each open case with its age, the hours it has left by its own clock and the moment at which it falls due. By a
 * business clock a case due last night breaks when work begins: until then it has 0 hours left.
 * @throws ClienteleError as {@link measureService}.
 * @example
 * ```ts
 * const clocks = greenChannelClocks({ receiptHours: 2, replyHours: 24 });
 * const events = [
 *   { caseId: "c1", clock: "reply", started: "2026-05-04T09:00Z" },
 *   { caseId: "c2", clock: "receipt", started: "2026-05-04T15:00Z" },
 * ];
 * const { cases } = planServiceQueue(events, { clocks, asOf: "2026-05-04T18:00Z" });
 * cases.map(({ caseId, state, remainingHours }) => [caseId, state, remainingHours]); // => [["c2", "broken", -1], ["c1", "in_time", 15]]
 * ```
 */
export function planServiceQueue(events: readonly ServiceEvent[], options: PlanServiceQueueOptions): ServiceQueue {
  requireObject(options, "options");
  const promised = readClocks(options.clocks, "options.clocks");
  const asOf = readDay(events, options.asOf);
  const { soonShare = 0.8 } = options;
  requireNumber(soonShare, "options.soonShare", { above: 0, max: 1 });
  const order = new Map([...promised.keys()].map((id, i) => [id, i]));
  const open: { readonly row: ServiceQueueCase; readonly keys: readonly (number | string)[] }[] = [];
  const counts = { broken: 0, soon: 0, in_time: 0 };
  for (let i = 0; i < events.length; i++) {
    const run = readRun(events[i] as ServiceEvent, i, promised, asOf);
    if (run === undefined || run.ended) continue;
    const { clock, caseId, customerId, tier, region } = run.event;
    const { limitMs, due } = promised.get(clock) as Promised;
    const state = run.age > limitMs ? "broken" : run.age >= soonShare * limitMs ? "soon" : "in_time";
    counts[state]++;
    const dueAt = due(run.started);
    const known = dueAt !== undefined && Math.abs(dueAt) <= LAST_MS ? dueAt : undefined;
    open.push({
      row: {
        clock,
        ...(caseId !== undefined && { caseId }),
        ...(customerId !== undefined && { customerId }),
        ...(tier !== undefined && { tier }),
        ...(region !== undefined && { region }),
        state,
        ageHours: run.age / HOUR_MS,
        remainingHours: (limitMs - run.age) / HOUR_MS,
        ...(known !== undefined && { dueAt: new Date(known).toISOString() }),
      },
      // ids settle ties, so that the order of the rows does not matter
      keys: [
        STATES.indexOf(state),
        known ?? Number.POSITIVE_INFINITY,
        run.started,
        order.get(clock) as number,
        ...[caseId, customerId, tier, region].map((id) => id ?? ""),
      ],
    });
  }
  open.sort((a, b) => compare(a.keys, b.keys));
  return { asOf: new Date(asOf).toISOString(), counts, cases: open.map(({ row }) => row) };
}

/** The end of ECMAScript dates. */
const LAST_MS = 8.64e15;

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  const differs = a.findIndex((key, i) => key !== b[i]);
  return differs === -1 ? 0 : (a[differs] as number) < (b[differs] as number) ? -1 : 1;
}
