import type { Random } from "../../../src/math/random.ts";
import { toIsoDate } from "../../../src/time/day.ts";
import { endOfPeriod, startOfPeriod } from "../../../src/time/period.ts";
import { happens, last } from "./draws.ts";
import { type Stage, TRUTH, type WaitingStage } from "./truth.ts";

/** A stage and the UTC day number on which the deal entered it. */
export interface StageEntry {
  readonly stage: Stage;
  readonly entered: number;
}

/** What the calendar does to all deals alike. */
export interface Market {
  /** Factor on every step forward in a month, by its label such as `2025-03`; the shared shock. */
  readonly tempo: ReadonlyMap<string, number>;
}

/** What makes one deal faster or slower than another. */
export interface DealTraits {
  /** UTC day numbers. */
  readonly created: number;
  readonly asOf: number;
  /** Factor on every step forward. */
  readonly pace: number;
}

const { deals } = TRUTH;

/** Draws the shock of each month between two days; log-normal with mean one. */
export function drawMarket(random: Random, from: number, to: number): Market {
  const sigma = deals.monthlyShock;
  const tempo = new Map<string, number>();
  for (let day = from; day <= to; day++) {
    const month = monthOf(day);
    if (!tempo.has(month)) tempo.set(month, Math.exp(sigma * random.normal() - (sigma * sigma) / 2));
  }
  return { tempo };
}

/** Whether a UTC day falls on Monday to Friday; day 0 was a Thursday. */
export function isWorkday(day: number): boolean {
  return (day + 3) % 7 < 5;
}

/** Walks a deal day by day from its creation to its end or to the as-of day: a semi-Markov race of outcomes. */
export function drawStages(random: Random, market: Market, traits: DealTraits): StageEntry[] {
  const path: StageEntry[] = [{ stage: "prospect", entered: traits.created }];
  let stage: WaitingStage = "prospect";
  let asleep = happens(random, deals.asleep[stage]);
  for (let day = traits.created + 1; day <= traits.asOf; day++) {
    if (!isWorkday(day)) continue;
    const next: Stage | undefined = asleep
      ? sleepingStep(random)
      : step(random, market, traits, stage, day, day - last(path).entered);
    if (next === undefined) continue;
    path.push({ stage: next, entered: day });
    if (next === "contract" || next === "lost" || next === "cancelled") break;
    stage = next;
    asleep = happens(random, deals.asleep[stage]);
  }
  return path;
}

function sleepingStep(random: Random): Stage | undefined {
  return happens(random, deals.asleepCancelled) ? "cancelled" : undefined;
}

/** Where the deal goes on this working day, or nowhere. */
function step(
  random: Random,
  market: Market,
  traits: DealTraits,
  stage: WaitingStage,
  day: number,
  age: number,
): Stage | undefined {
  const { from, ...hazards } = deals.hazards[stage];
  const band = from.findLastIndex((first) => age >= first);
  const signing = stage === "negotiation" ? quarterFactor(day) : 1;
  const forward =
    (hazards.forward[band] as number) * traits.pace * signing * (market.tempo.get(monthOf(day)) as number);
  const lost = hazards.lost[band] as number;
  const cancelled = hazards.cancelled[band] as number;
  const back = stage === "negotiation" ? deals.retender : 0;
  const draw = random.uniform();
  if (draw < forward) return following(random, stage);
  if (draw < forward + lost) return "lost";
  if (draw < forward + lost + cancelled) return "cancelled";
  return draw < forward + lost + cancelled + back ? "bid" : undefined;
}

function following(random: Random, stage: WaitingStage): Stage {
  if (stage === "negotiation") return "contract";
  return stage === "bid" || happens(random, deals.directAward) ? "negotiation" : "bid";
}

/** Signing hurries before a quarter ends and rests in its first month. */
function quarterFactor(day: number): number {
  if (endOfPeriod(day, "quarter") - day < deals.quarterEndDays) return deals.quarterEnd;
  return endOfPeriod(startOfPeriod(day, "quarter"), "month") >= day ? deals.quarterStart : 1;
}

function monthOf(day: number): string {
  return toIsoDate(day).slice(0, 7);
}
