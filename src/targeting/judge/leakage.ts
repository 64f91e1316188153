import { requireNumber, requireObject, requireSameLength } from "../../core/checks.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import { stratifiedFolds } from "../../math/folds.ts";
import { fitLogistic } from "../../math/logistic.ts";
import { requireOutcomes } from "../../math/outcomes.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { type RocAuc, rocAuc } from "../../math/roc.ts";
import { requireFeatureTable } from "../table/check.ts";
import type { FeatureTable } from "../table/types.ts";
import { tooFewOf } from "./measure.ts";
import { type FieldGroups, groupField, logOddsByGroup } from "./single-field.ts";
import type { FieldLeakage, Leakage, LeakageReason } from "./types.ts";

/** Options of {@link measureLeakage}. */
export interface MeasureLeakageOptions {
  /** Area under the ROC curve from which a field alone is suspicious, in (0.5, 1]; default 0.95. */
  readonly alone?: number;
  /** Share of what all fields explain from which one field is suspicious, in (0, 1]; default 0.8. */
  readonly share?: number;
  /** Parts of the cross-fitting, 2 to 20; default 5. */
  readonly folds?: number;
  /** Which customers fall into which part, any safe integer; default 1. */
  readonly seed?: number;
  /** What names a row, so that its part does not hang on its place. */
  readonly ids?: ArrayLike<string>;
  /**
   * Rows of one group, such as those of one customer, stay in one part. Intervals still count rows, and are too narrow
   * where rows of a group are alike.
   */
  readonly groups?: ArrayLike<string | number>;
  /** Nominal coverage of all intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Below this area a field that dominates merely stands out among weak ones. */
const TELLING = 0.7;
/** A field stands out that explains this share of all and this many times what the next one does. */
const STANDS_OUT = { share: 0.4, times: 2 } as const;
/** A group of known or unknown values is telling where so many share one outcome that this few of all do. */
const PURE = { within: 0.95, overall: 0.8 } as const;
/** Fields that are weighed together: the strongest ones, since a fit of thousands would take minutes. */
const TOGETHER = 50;

/**
 * Whether a field gives the outcome away: one that is written after the fact (the length of the sales call, the reason
 * for leaving) makes every model look brilliant and useless. Each field is held against the outcome alone, by scores
 * learned on other customers.
 *
 * @param table - Customers as columns, from `readFeatures`. Not mutated.
 * @param outcomes - 1 for yes and 0 for no, one per customer.
 * @param options - `alone`, `share`, `folds`, `seed`, `ids`, `groups`, `level`.
 * @returns The fields, strongest first, each with the area under its ROC curve, the share of the uncertainty it takes
 * away, and its suspicions: it ranks pairs right in at least `alone` (0.95) of cases; it explains at least `share`
 * (80 %) of what all fields together explain; it stands out (40 % of all, and twice the next field); or being known
 * gives the outcome away. A suspicion is a question to whoever knows the data, no verdict. Refused with a reason where
 * either kind has fewer customers than there are parts.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`,
 * `duplicate_id`, `unknown_id`.
 * @example
 * ```ts
 * const rows = Array.from({ length: 200 }, (_, i) => ({ age: 20 + (i % 40), reason: i % 4 === 0 ? "price" : null }));
 * const left = rows.map((row) => (row.reason === null ? 0 : 1));
 * const leakage = measureLeakage(readFeatures(rows, ["age", "reason"]), left);
 * leakage.fields[0].field; // => "reason"
 * leakage.fields[0].suspicions.map((reason) => reason.code).includes("judging_leak_missing"); // => true
 * ```
 * @see Kaufman, Rosset & Perlich (2012), ACM TKDD 6(4), on leakage
 */
export function measureLeakage(
  table: FeatureTable,
  outcomes: ArrayLike<number>,
  options: MeasureLeakageOptions = {},
): Leakage | Abstention {
  requireFeatureTable(table, "table");
  requireSameLength(outcomes, "outcomes", { length: table.rows }, "table");
  requireOutcomes(outcomes, true);
  requireObject(options, "options");
  const { alone = 0.95, share = 0.8, folds = 5, seed = 1, ids, groups, level = 0.95 } = options;
  requireNumber(alone, "options.alone", { above: 0.5, max: 1 });
  requireNumber(share, "options.share", { above: 0, max: 1 });
  requireNumber(folds, "options.folds", { min: 2, max: 20, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const n = table.rows;
  let events = 0;
  for (let i = 0; i < n; i++) events += outcomes[i] as number;
  const fold = stratifiedFolds(outcomes, {
    folds,
    seed,
    ...(ids === undefined ? {} : { keys: ids }),
    ...(groups === undefined ? {} : { groups }),
  });
  if (events < folds || n - events < folds) return tooFewOf(events, n - events, folds);
  const base = uncertaintyOf(events / n);
  const single = table.features.map((feature, f) => {
    const grouped = groupField(feature, n, `table.features[${f}]`);
    const logOdds = logOddsByGroup(grouped, outcomes, fold, folds);
    // both kinds were counted before
    const auc = rocAuc(logOdds, outcomes, { level }) as RocAuc;
    return { grouped, logOdds, auc, explained: Math.max(0, 1 - meanSurprise(logOdds, outcomes) / base) };
  });
  single.sort((a, b) => b.explained - a.explained || (a.grouped.id < b.grouped.id ? -1 : 1));
  const together = fitLogistic(
    single.slice(0, TOGETHER).map(({ logOdds }) => logOdds),
    outcomes,
  );
  const best = single[0]?.explained ?? 0;
  const joint = together === undefined ? 0 : 1 + together.logLikelihood / n / base;
  const explained = Math.min(1, Math.max(best, joint));
  const fields = single.map((field, rank): FieldLeakage => {
    const shareOfAll = explained > 0 ? field.explained / explained : 0;
    const { id } = field.grouped;
    const { auc } = field;
    const suspicions: LeakageReason[] = [];
    const { lower, upper } = auc.interval;
    if (auc.value >= alone) {
      suspicions.push({ code: "judging_leak_alone", params: { field: id, auc: auc.value, lower, upper } });
    }
    const next = single[1]?.explained;
    if (rank === 0 && next !== undefined && auc.value >= TELLING) {
      if (shareOfAll >= share) {
        suspicions.push({ code: "judging_leak_dominates", params: { field: id, shareOfAll, auc: auc.value } });
      } else if (shareOfAll >= STANDS_OUT.share && next > 0 && field.explained >= STANDS_OUT.times * next) {
        const timesNext = field.explained / next;
        suspicions.push({
          code: "judging_leak_stands_out",
          params: { field: id, shareOfAll, timesNext, auc: auc.value },
        });
      }
    }
    const missing = missingOf(field.grouped, outcomes, level);
    if (missing !== undefined && givesAway(missing, events / n, alone)) {
      suspicions.push({
        code: "judging_leak_missing",
        params: {
          field: id,
          missing: missing.n,
          rateMissing: missing.rateMissing.value,
          rateKnown: missing.rateKnown.value,
        },
      });
    }
    return {
      field: id,
      auc,
      explained: field.explained,
      shareOfAll,
      ...(missing === undefined ? {} : { missing }),
      suspicions,
    };
  });
  return { n, events, explained, fields, suspicions: fields.flatMap(({ suspicions }) => suspicions) };
}

/** Log loss of giving everybody the base rate. */
function uncertaintyOf(rate: number): number {
  return -(rate * Math.log(rate) + (1 - rate) * Math.log1p(-rate));
}

function meanSurprise(logOdds: Float64Array, outcomes: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < logOdds.length; i++) {
    const x = outcomes[i] === 1 ? -(logOdds[i] as number) : (logOdds[i] as number);
    // log(1 + e^x) without overflow
    total += Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
  return total / logOdds.length;
}

type Missing = NonNullable<FieldLeakage["missing"]>;

function missingOf(
  { codes, groups, missing }: FieldGroups,
  outcomes: ArrayLike<number>,
  level: number,
): Missing | undefined {
  const rows = codes.length;
  const known = rows - missing;
  if (missing === 0 || known === 0) return undefined;
  let yesKnown = 0;
  let yesMissing = 0;
  for (let i = 0; i < rows; i++) {
    if (codes[i] === groups - 1) yesMissing += outcomes[i] as number;
    else yesKnown += outcomes[i] as number;
  }
  const rate = (yes: number, n: number): Estimate => ({ value: yes / n, n, interval: wilsonInterval(yes, n, level) });
  const rateKnown = rate(yesKnown, known);
  const rateMissing = rate(yesMissing, missing);
  const up = rateKnown.value >= rateMissing.value;
  const indicator = Float64Array.from(codes, (code) => (code === groups - 1 ? 0 : 1) * (up ? 1 : -1));
  return { n: missing, rateMissing, rateKnown, auc: rocAuc(indicator, outcomes, { level }) as RocAuc };
}

/** Being known ranks pairs right by itself, or one side is of one outcome to a degree that the book is not. */
function givesAway({ rateMissing, rateKnown, auc }: Missing, baseRate: number, alone: number): boolean {
  if (auc.value >= alone) return true;
  return [rateMissing, rateKnown].some(
    ({ interval }) =>
      (interval.lower >= PURE.within && baseRate <= PURE.overall) ||
      (interval.upper <= 1 - PURE.within && baseRate >= 1 - PURE.overall),
  );
}
