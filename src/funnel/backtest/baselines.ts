import type { BacktestBaseline } from "../../core/labels/backtest.ts";
import { sum } from "../../math/sum.ts";
import { dayToMs, msToDay } from "../../time/day.ts";
import { addPeriods } from "../../time/period.ts";
import { amountMass, countMass, massRange } from "../forecast/exact.ts";
import { countRange } from "../forecast/figures.ts";
import type { ForecastRange } from "../forecast/types.ts";
import type { Journey, Journeys } from "../pipeline/history.ts";
import { MS_PER_DAY } from "../stages/grid.ts";
import { constantHazardChances } from "./hazard.ts";
import { wasOpen, wasWon, worthOf } from "./ledger.ts";

/** In the order in which they are listed. */
export const BASELINES: readonly BacktestBaseline[] = ["stage_percentages", "run_rate", "last_year", "constant_hazard"];

/** What a baseline says at an origin; `chances` are absent where no deal was open in its window. */
export interface BaselineForecast {
  readonly baseline: BacktestBaseline;
  /** One per open deal, in their order. */
  readonly chances?: Float64Array;
  readonly count: ForecastRange;
  readonly amount: ForecastRange;
}

/** What every baseline looks at: the past as it was known, and the deals open at the origin. */
export interface BaselineRequest {
  readonly known: Journeys;
  readonly open: readonly Journey[];
  readonly horizonDays: number;
  /** Count only wins of deals that were open when the window began. */
  readonly openOnly: boolean;
}

/** What the four rules of thumb say; those for which history is too short are left out. */
export function askBaselines(request: BaselineRequest): BaselineForecast[] {
  const { known, horizonDays } = request;
  const origin = known.asOf;
  const span = Math.round(horizonDays * MS_PER_DAY);
  const day = msToDay(origin);
  const yearBefore = dayToMs(addPeriods(day, -1, "year")) + (origin - dayToMs(day));
  return [
    fromChances("stage_percentages", stagePercentages(request), request),
    fromWindow("run_rate", origin - span, origin, request),
    fromWindow("last_year", yearBefore, yearBefore + span, request),
    fromChances("constant_hazard", hazardChances(request), request),
  ].flatMap((said) => said ?? []);
}

/**
 * What a CRM's stage percentages do: of the closed deals that ever were in the stage, the share won. Where open deals
 * carry close dates, only those promised within the horizon count.
 */
function stagePercentages({ known, open, horizonDays }: BaselineRequest): Float64Array | undefined {
  const closed = known.list.filter((journey) => journey.outcome !== undefined);
  if (closed.length === 0) return undefined;
  const passed = new Map<number, { n: number; won: number }>();
  for (const { stages, outcome } of closed) {
    for (const stage of new Set(stages)) {
      const tally = passed.get(stage) ?? { n: 0, won: 0 };
      passed.set(stage, tally);
      tally.n++;
      if (outcome === "won") tally.won++;
    }
  }
  const overall = closed.filter(({ outcome }) => outcome === "won").length / closed.length;
  const dated = open.some(({ expectedClose }) => expectedClose !== undefined);
  const until = known.asOf + horizonDays * MS_PER_DAY;
  return Float64Array.from(open, ({ stages, expectedClose }) => {
    const due = expectedClose !== undefined && expectedClose > known.asOf && expectedClose <= until;
    if (dated && !due) return 0;
    const tally = passed.get(stages[stages.length - 1] as number);
    return tally === undefined ? overall : tally.won / tally.n;
  });
}

function hazardChances({ known, open, horizonDays }: BaselineRequest): Float64Array {
  const byStage = constantHazardChances(known, horizonDays);
  return Float64Array.from(open, ({ stages }) => byStage[stages[stages.length - 1] as number] as number);
}

/** Chances of independent deals make a distribution of their own. */
function fromChances(
  baseline: BacktestBaseline,
  chances: Float64Array | undefined,
  { open }: BaselineRequest,
): BaselineForecast | undefined {
  if (chances === undefined) return undefined;
  const parts = open.map(({ amount = 0 }, i) => ({ chance: chances[i] as number, amount }));
  const expected = sum(parts.map(({ chance, amount }) => chance * amount));
  return {
    baseline,
    chances,
    count: countRange(countMass(chances, 0), sum(chances)),
    amount: massRange(amountMass(parts, 0, [], 0), expected),
  };
}

/** What a past window of the same length brought comes again: a point, without a range of its own. */
function fromWindow(
  baseline: BacktestBaseline,
  from: number,
  to: number,
  { known, open, openOnly }: BaselineRequest,
): BaselineForecast | undefined {
  // a window that reaches before the first deal is cut short; one that reaches past the origin is not known yet
  if (to > known.asOf || !known.list.some((journey) => beginOf(journey) <= from)) return undefined;
  const before = known.list.filter((journey) => wasOpen(journey, from));
  const won = (openOnly ? before : known.list).filter((journey) => wasWon(journey, from, to));
  const share = before.filter((journey) => wasWon(journey, from, to)).length / Math.max(1, before.length);
  return {
    baseline,
    ...(before.length === 0 ? {} : { chances: new Float64Array(open.length).fill(share) }),
    count: point(won.length),
    amount: point(sum(won.map(worthOf))),
  };
}

function beginOf({ entered, closed }: Journey): number {
  return entered[0] ?? (closed as number);
}

function point(value: number): ForecastRange {
  return { expected: value, p10: value, p50: value, p90: value };
}
