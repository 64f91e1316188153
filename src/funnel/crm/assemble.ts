import { requireNumber, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import type { OpportunityHistory } from "../opportunity/types.ts";
import type { Draft, Intake, ValueRow } from "./intake.ts";
import { type Life, pathOf, splitLives } from "./lives.ts";
import type { StageBook } from "./stages.ts";
import type { CrmBook, CrmExtra, CrmIntake, CrmNote } from "./types.ts";

/** Ends like the id of a later life, see {@link toDealHistories}. */
const NUMBERED = /#\d+$/;

/** Makes histories of the drafts. */
export function closeIntake(intake: Intake, books: readonly StageBook[]): CrmIntake & { pipelines: CrmBook[] } {
  const histories = new Map<StageBook, OpportunityHistory[]>(books.map((book) => [book, []]));
  const extra: CrmExtra[] = [];
  const notes: CrmNote[] = [];
  const drafts = [...intake.drafts.values()].sort((a, b) => (a.opportunity < b.opportunity ? -1 : 1));
  requireOneCurrency(intake, drafts);
  for (const draft of drafts) {
    const { opportunity, fields, history } = draft;
    const reasons = [...draft.notes];
    const lives = splitLives(pathOf(draft, reasons), draft.book.pipeline.stages);
    lives.forEach((life, i) => {
      histories.get(draft.book)?.push(historyOf(intake, draft, life, i + 1, lives[i + 1]?.steps[0]?.at));
    });
    if (lives.length > 1) reasons.push({ code: "crm_reopened", params: { lives: lives.length } });
    if (draft.amount === undefined) {
      reasons.push({ code: "crm_amount_missing", params: { product: intake.product } });
    }
    if (draft.refused > 0) reasons.push({ code: "crm_history_refused", params: { n: draft.refused } });
    extra.push({ opportunity, fields, history });
    if (reasons.length > 0) notes.push({ opportunity, reasons: sorted(reasons) });
  }
  return {
    pipelines: books.map((book) => ({ pipeline: book.pipeline, histories: histories.get(book) ?? [] })),
    extra,
    notes,
    rejected: intake.rejected,
    tables: [...intake.tables.values()],
  };
}

/** In an order of their own, so that the order of rows does not show. */
function sorted(reasons: readonly Reason[]): Reason[] {
  const key = ({ code, params }: Reason): string => `${code} ${JSON.stringify(params)}`;
  return reasons.length < 2 ? [...reasons] : [...reasons].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function requireOneCurrency(intake: Intake, drafts: readonly Draft[]): void {
  if (intake.options.toAmount !== undefined) return;
  const currencies = new Set(drafts.filter(({ amount }) => amount !== undefined).map(({ currency }) => currency));
  if (currencies.size > 1) {
    throw new ClienteleError(
      "inconsistent",
      `amounts are in several currencies (${[...currencies].map(show).join(", ")}); convert them with options.toAmount`,
      { currencies: [...currencies] },
    );
  }
}

/** The last value before a moment, or up to it; nothing where none is known so early. */
function lastBefore(values: readonly ValueRow[], at: number): number | undefined {
  let value: number | undefined;
  for (const row of values) {
    if (row.at >= at) break;
    value = row.value;
  }
  return value;
}

/** Moments at which the promised date was put off while the deal was open. */
function pushesOf(dates: readonly ValueRow[], from: number, until: number): number[] {
  const pushes: number[] = [];
  let known: number | undefined;
  for (const { at, value, before } of dates) {
    const previous = known ?? before;
    if (previous !== undefined && value > previous && at >= from && at < until) pushes.push(at);
    known = value;
  }
  return pushes;
}

/** Repeats of a row say nothing; of two values of one moment the larger one stands last. */
function ordered(rows: readonly ValueRow[]): ValueRow[] {
  return [...rows].sort((a, b) => a.at - b.at || a.value - b.value || (a.before ?? 0) - (b.before ?? 0));
}

function historyOf(
  intake: Intake,
  draft: Draft,
  life: Life,
  number: number,
  next: number | undefined,
): OpportunityHistory {
  const { opportunity, book, created, customerId, owner, region } = draft;
  const { steps, closed, won } = life;
  const begun = number === 1 ? created : (steps[0]?.at ?? created);
  const until = next ?? Number.POSITIVE_INFINITY;
  const amounts = ordered(draft.amounts);
  const dates = ordered(draft.closeDates);
  // at the end a deal's row takes what was signed and when; what was listed and promised stands before it
  const atEnd = next === undefined ? draft.amount : lastBefore(amounts, until);
  const before = closed === undefined ? undefined : lastBefore(amounts, closed);
  const amount = before ?? atEnd ?? draft.amount;
  const signed = won && before !== undefined ? atEnd : undefined;
  const promised = lastBefore(dates, closed ?? until) ?? draft.expectedClose;
  const expectedClose = closed === undefined && next === undefined ? (draft.expectedClose ?? promised) : promised;
  const inCurrency = (value: number): number => {
    const { toAmount } = intake.options;
    if (toAmount === undefined) return value;
    const converted = toAmount(value, draft.currency);
    requireNumber(converted, `options.toAmount of deal ${show(opportunity)}`, { min: 0 });
    return converted;
  };
  return {
    dealId: number === 1 && !NUMBERED.test(opportunity) ? opportunity : `${opportunity}#${number}`,
    opportunity,
    life: number,
    created: begun,
    stages: steps.map(({ stage, at }) => ({ stage: book.pipeline.stages[stage]?.id ?? "", entered: at })),
    ...(amount === undefined ? {} : { amount: inCurrency(amount) }),
    ...(signed === undefined ? {} : { signedAmount: inCurrency(signed) }),
    ...(customerId === undefined ? {} : { customerId }),
    ...(owner === undefined ? {} : { owner }),
    ...(region === undefined ? {} : { region }),
    ...(expectedClose === undefined ? {} : { expectedClose }),
    ...(draft.closeDatesTold
      ? { pushes: pushesOf(dates, number === 1 ? Number.NEGATIVE_INFINITY : begun, closed ?? until) }
      : {}),
  };
}
