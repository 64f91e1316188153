import type { Journeys } from "../pipeline/history.ts";
import type { PipelineStage } from "../pipeline/types.ts";
import { MS_PER_DAY } from "../stages/grid.ts";

/** Ways a deal ends, by position after the stages. */
export const WON = 0;
const OUTCOMES = ["won", "lost", "cancelled"] as const;

/** Stays or deals, sorted by how long they were watched. */
export interface Durations {
  readonly days: Float64Array;
  /** Which deal each belongs to. */
  readonly deal: Int32Array;
  /** How it ended: for a stay the position of the next stage, or S + 0, 1, 2 for won, lost, cancelled; −1 not yet. */
  readonly exit: Int16Array;
}

/** Histories laid out for resampling: sorted once, weighed anew each time. */
export interface VelocitySample {
  readonly n: number;
  /** Open and suspended stages, in pipeline order. */
  readonly stages: readonly PipelineStage[];
  /** For each deal the position of the stage it is followed from, and when it came there. */
  readonly first: Int32Array;
  readonly entered: Float64Array;
  /** From there to the end of the deal; `exit` is 0, 1, 2 or −1. */
  readonly whole: Durations;
  readonly stays: readonly Durations[];
  /** Amount of each won deal, NaN where it is not known or the deal is not won. */
  readonly wonAmount: Float64Array;
  /** Expected signed amount of each deal still open, NaN where it has no amount. */
  readonly openAmount: Float64Array;
  /** When a won deal was won, NaN for others. */
  readonly wonAt: Float64Array;
  readonly counts: { readonly open: number; readonly won: number; readonly lost: number; readonly cancelled: number };
}

/** Lays out the deals that ever came into the stage `from`, or into any where it is absent, from that entry on. */
export function sampleOf({ list, lookup, asOf }: Journeys, from: number | undefined): VelocitySample {
  const positions = new Map<number, number>();
  const stages: PipelineStage[] = [];
  lookup.pipeline.stages.forEach((stage, i) => {
    if (stage.category !== "open" && stage.category !== "suspended") return;
    positions.set(i, stages.length);
    stages.push(stage);
  });
  const stays = stages.map(() => new DurationList());
  const whole = new DurationList();
  const first: number[] = [];
  const entered: number[] = [];
  const wonAmount: number[] = [];
  const listed: number[] = [];
  const wonAt: number[] = [];
  const counts = { open: 0, won: 0, lost: 0, cancelled: 0 };
  let signedSum = 0;
  let listedSum = 0;
  // the same resampled histories, whatever the order of rows
  const sorted = [...list].sort((a, b) => (a.dealId < b.dealId ? -1 : 1));
  for (const journey of sorted) {
    const start = from === undefined ? 0 : journey.stages.indexOf(from);
    if (start === -1 || journey.stages.length === 0) continue;
    const { outcome, closed, amount, signedAmount } = journey;
    const deal = first.length;
    const began = journey.entered[start] as number;
    const end = closed ?? asOf;
    const exit = outcome === undefined ? -1 : OUTCOMES.indexOf(outcome);
    first.push(positions.get(journey.stages[start] as number) as number);
    entered.push(began);
    whole.push((end - began) / MS_PER_DAY, deal, exit);
    counts[outcome ?? "open"]++;
    wonAmount.push(outcome === "won" ? (signedAmount ?? amount ?? Number.NaN) : Number.NaN);
    wonAt.push(outcome === "won" ? (closed as number) : Number.NaN);
    listed.push(outcome === undefined ? (amount ?? Number.NaN) : Number.NaN);
    if (outcome === "won" && signedAmount !== undefined && amount !== undefined) {
      // halved, so that two huge amounts stay finite
      signedSum += signedAmount / 2;
      listedSum += amount / 2;
    }
    for (let i = start; i < journey.stages.length; i++) {
      const last = i === journey.stages.length - 1;
      const left = last ? end : (journey.entered[i + 1] as number);
      const next = last
        ? exit === -1
          ? -1
          : stages.length + exit
        : (positions.get(journey.stages[i + 1] as number) as number);
      const stay = stays[positions.get(journey.stages[i] as number) as number] as DurationList;
      stay.push((left - (journey.entered[i] as number)) / MS_PER_DAY, deal, next);
    }
  }
  const ratio = listedSum > 0 && signedSum / listedSum < Number.POSITIVE_INFINITY ? signedSum / listedSum : 1;
  return {
    n: first.length,
    stages,
    first: Int32Array.from(first),
    entered: Float64Array.from(entered),
    whole: whole.sorted(),
    stays: stays.map((stay) => stay.sorted()),
    wonAmount: Float64Array.from(wonAmount),
    openAmount: Float64Array.from(listed, (amount) => amount * ratio),
    wonAt: Float64Array.from(wonAt),
    counts,
  };
}

class DurationList {
  private readonly days: number[] = [];
  private readonly deal: number[] = [];
  private readonly exit: number[] = [];

  push(days: number, deal: number, exit: number): void {
    this.days.push(days);
    this.deal.push(deal);
    this.exit.push(exit);
  }

  sorted(): Durations {
    const { days, deal, exit } = this;
    const order = Array.from(days.keys()).sort((a, b) => (days[a] as number) - (days[b] as number));
    return {
      days: Float64Array.from(order, (i) => days[i] as number),
      deal: Int32Array.from(order, (i) => deal[i] as number),
      exit: Int16Array.from(order, (i) => exit[i] as number),
    };
  }
}
