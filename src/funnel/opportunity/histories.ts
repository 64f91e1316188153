import { requireColumn, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toEpochMs } from "../../time/day.ts";
import { lookUpStages } from "../pipeline/define.ts";
import { requireState } from "./draft.ts";
import type { DealHistoriesOptions, Opportunity, OpportunityHistory, OpportunityLife, Snapshot } from "./types.ts";

/**
 * Turns a snapshot into histories for the stage model: everything as it was known on its day, nothing from later.
 *
 * @param snapshot - From {@link snapshotAt}; pass its `asOf` on to whatever reads the histories. Not mutated.
 * @param options - `pipeline`, whose deals are taken; `toAmount`, which turns minor units into the one currency of all
 * deals (default: divided by 100).
 * @returns One history per life of each deal, as the stage model counts a deal that was closed and reopened as two. The
 * first life carries the deal's id, the n-th `id#n`; where a deal's own id ends like that, its first life is `id#1`, so
 * that no two are ever the same. `opportunity` and `life` tell where a history comes from. A suspension is a stay of its
 * own where the pipeline has a suspended stage, and otherwise part of the stay in which it happened. `pushes` are the
 * moments at which the promised close date was put off, `activities` those at which something was done for the deal;
 * absent where no deal of the snapshot has a close date, or an activity.
 * @throws `ClienteleError` `invalid_type`, `invalid_date`, `unknown_id` (a stage the pipeline does not have),
 * `inconsistent` (several currencies and no `toAmount`; a deal that holds something later than `asOf`), `not_finite`,
 * `out_of_range`, `unsupported_version`.
 * @example
 * ```ts
 * const log = [
 *   { type: "created", dealId: "d1", at: "2026-01-05", amountMinor: 50_000 },
 *   { type: "lost", dealId: "d1", at: "2026-02-01" },
 *   { type: "reopened", dealId: "d1", at: "2026-03-01" },
 * ];
 * const snapshot = snapshotAt(log, "2026-04-01", { pipelines: [standardPipeline] });
 * const histories = toDealHistories(snapshot, { pipeline: standardPipeline });
 * histories.map((history) => [history.dealId, history.amount]); // => [["d1", 500], ["d1#2", 500]]
 * dealSpells(histories, { pipeline: standardPipeline, asOf: snapshot.asOf }).length; // => 2
 * ```
 */
export function toDealHistories(snapshot: Snapshot, options: DealHistoriesOptions): OpportunityHistory[] {
  requireObject(snapshot, "snapshot");
  if (snapshot.kind !== "opportunity_snapshot") {
    throw new ClienteleError("invalid_type", `snapshot must come from snapshotAt, got ${show(snapshot.kind)}`, {});
  }
  const until = toEpochMs(snapshot.asOf, "snapshot.asOf");
  const { opportunities } = snapshot;
  requireColumn(opportunities, "snapshot.opportunities");
  requireObject(options, "options");
  const { pipeline, toAmount } = options;
  const { indexOf } = lookUpStages(pipeline, "options.pipeline");
  if (toAmount !== undefined && typeof toAmount !== "function") {
    throw new ClienteleError("invalid_type", `options.toAmount must be a function, got ${show(toAmount)}`, {});
  }
  const told = toldBy(opportunities);
  const histories: OpportunityHistory[] = [];
  const currencies = new Set<string | undefined>();
  for (let i = 0; i < opportunities.length; i++) {
    const deal = opportunities[i] as Opportunity;
    const name = `snapshot.opportunities[${i}]`;
    requireState(deal, name);
    if (deal.lastEventAt > until) {
      throw new ClienteleError(
        "inconsistent",
        `${name} holds an event after snapshot.asOf; take a snapshot of the log`,
        {
          index: i,
          dealId: deal.dealId,
        },
      );
    }
    if (deal.pipeline !== pipeline.id) continue;
    const lives: readonly Life[] = [...deal.earlierLives, deal];
    lives.forEach((life, k) => {
      if (life.amountMinor !== undefined) currencies.add(life.currency);
      for (const { stage } of life.stages) {
        if (indexOf.has(stage)) continue;
        throw new ClienteleError(
          "unknown_id",
          `${name} was in stage ${show(stage)}, which options.pipeline does not have`,
          { index: i, stage },
        );
      }
      histories.push({
        ...historyOf(deal.dealId, life, k + 1, toAmount ?? inHundredths),
        ...momentsOf(deal, told, life.begun, lives[k + 1]?.begun ?? Number.POSITIVE_INFINITY),
      });
    });
  }
  if (toAmount === undefined && currencies.size > 1) {
    throw new ClienteleError(
      "inconsistent",
      `amounts are in several currencies (${[...currencies].map(show).join(", ")}); convert them with options.toAmount`,
      { currencies: [...currencies] },
    );
  }
  return histories;
}

/** Which moments a book keeps at all: where nobody ever notes a call, a deal without one is not a silent deal. */
interface Told {
  readonly pushes: boolean;
  readonly activities: boolean;
}

function toldBy(opportunities: readonly Opportunity[]): Told {
  return {
    pushes: opportunities.some(({ expectedClose }) => expectedClose !== undefined),
    activities: opportunities.some(({ activities }) => activities.length > 0),
  };
}

/** When the close date was put off and when something was done, in one life of a deal. */
function momentsOf(
  deal: Opportunity,
  told: Told,
  from: number,
  until: number,
): Pick<OpportunityHistory, "pushes" | "activities"> {
  const within = (at: number): boolean => at >= from && at < until;
  const pushedAt = deal.closeDatePushedAt ?? [];
  // a state kept before the moments were counts pushes that no moment tells of: those are unknown, not none
  const complete = pushedAt.length === deal.closeDatePushes;
  return {
    ...(told.pushes && complete ? { pushes: pushedAt.filter(within) } : {}),
    ...(told.activities ? { activities: deal.activities.map(({ at }) => at).filter(within) } : {}),
  };
}

type Life = Opportunity | OpportunityLife;

const inHundredths = (amountMinor: number): number => amountMinor / 100;

/** Ends like the id of a later life. */
const NUMBERED = /#\d+$/;

function historyOf(
  dealId: string,
  life: Life,
  number: number,
  toAmount: (amountMinor: number, currency: string | undefined) => number,
): OpportunityHistory {
  const { amountMinor, currency, begun, stages, close, customerId, owner, product, region, expectedClose } = life;
  const amount = (minor: number, what: string): number => {
    const value = toAmount(minor, currency);
    requireNumber(value, `options.toAmount of the ${what} of deal ${show(dealId)}`, { min: 0 });
    return value;
  };
  const signed = close?.signedAmountMinor;
  return {
    dealId: number === 1 && !NUMBERED.test(dealId) ? dealId : `${dealId}#${number}`,
    opportunity: dealId,
    life: number,
    created: begun,
    stages: stages.map(({ stage, entered }) => ({ stage, entered })),
    ...(amountMinor === undefined ? {} : { amount: amount(amountMinor, "amount") }),
    ...(signed === undefined ? {} : { signedAmount: amount(signed, "signed amount") }),
    ...(customerId === undefined ? {} : { customerId }),
    ...(owner === undefined ? {} : { owner }),
    ...(product === undefined ? {} : { product }),
    ...(region === undefined ? {} : { region }),
    ...(expectedClose === undefined ? {} : { expectedClose }),
  };
}
