import { requireNonEmpty, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { measureAgreement } from "./agreement.ts";
import type {
  AgreementEstimate,
  AgreementRating,
  MeasureIntraclassOptions,
  RelationshipAgreementReport,
} from "./agreement-types.ts";
import { readVoice, requireId, type Voice } from "./answers.ts";
import { measureIntraclass } from "./intraclass.ts";
import { readSettings, scoreVoices } from "./score.ts";
import { relationshipSigns } from "./signs.ts";
import type { RelationshipRecord, ScoreRelationshipOptions } from "./types.ts";

/** Options of `measureRelationshipAgreement`. */
export interface RelationshipAgreementOptions
  extends Pick<ScoreRelationshipOptions, "weights">,
    MeasureIntraclassOptions {}

/** Groups records by account, accounts and people each in the order of their ids. */
export function readBook(records: readonly RelationshipRecord[]): ReadonlyMap<string, readonly Voice[]> {
  requireNonEmpty(records, "records");
  const book = new Map<string, Map<string, Voice>>();
  for (let i = 0; i < records.length; i++) {
    const record = records[i] as RelationshipRecord;
    const voice = readVoice(record, `records[${i}]`);
    requireId(record.account, `records[${i}].account`);
    const account = book.get(record.account) ?? new Map<string, Voice>();
    if (account.has(voice.respondent)) {
      throw new ClienteleError(
        "duplicate_id",
        `records[${i}] answers for ${show(record.account)} by ${show(voice.respondent)} a second time; keep the latest`,
        { index: i, account: record.account, respondent: voice.respondent },
      );
    }
    account.set(voice.respondent, voice);
    book.set(record.account, account);
  }
  return new Map(
    [...book.keys()].sort().map((id) => {
      const account = book.get(id) as ReadonlyMap<string, Voice>;
      return [id, [...account.keys()].sort().map((respondent) => account.get(respondent) as Voice)];
    }),
  );
}

/**
 * Tells whether our people agree about the accounts they know: on the whole score, and sign by sign, so that the
 * questions that everybody reads otherwise come to light.
 *
 * @param records - One row per account and respondent, in any order; an account needs two people to count. A
 * respondent's `weight` is not used: every pair counts alike.
 * @param options - `weights` of the signs as in {@link scoreRelationship}; `level`, the nominal coverage, default 0.95.
 * @returns Krippendorff's alpha (interval scale) of the score and of each sign, and intraclass correlations of the
 * score; each an abstention where the data carry none. Intervals hold for each figure, not for all at once.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `duplicate_id` where somebody
 * answers twice for an account, `unknown_id` for another sign or grade.
 * @example
 * ```ts
 * const records = ["a", "b", "c"].flatMap((account, i) => [
 *   { account, respondent: "Li", answers: { returns_calls: i / 2, scolds_us: i / 2 } },
 *   { account, respondent: "Wang", answers: { returns_calls: i / 2, scolds_us: 0.5 } },
 * ]);
 * const report = measureRelationshipAgreement(records);
 * report.strength.value; // ≈ 0.8333
 * report.signs[2].agreement.value; // => 1
 * report.signs[0].agreement.abstained.code; // => "agreement_no_overlap"
 * ```
 * @see {@link measureAgreement}, {@link measureIntraclass}
 */
export function measureRelationshipAgreement(
  records: readonly RelationshipRecord[],
  options: RelationshipAgreementOptions = {},
): RelationshipAgreementReport {
  requireObject(options, "options");
  const { weights, level = 0.95 } = options;
  const settings = readSettings(weights === undefined ? {} : { weights });
  const book = readBook(records);
  const people = new Set<string>();
  const scores: AgreementRating[] = [];
  for (const [unit, voices] of book) {
    for (const voice of voices) {
      people.add(voice.respondent);
      const alone = scoreVoices([voice], settings);
      if ("score" in alone) scores.push({ unit, rater: voice.respondent, value: alone.score });
    }
  }
  const none: Abstention = {
    abstained: { code: "agreement_no_overlap", params: { units: book.size, raters: people.size } },
  };
  const alpha = (ratings: readonly AgreementRating[]): AgreementEstimate | Abstention =>
    ratings.length === 0 ? none : measureAgreement(ratings, { scale: "interval", level });
  return {
    accounts: book.size,
    respondents: people.size,
    strength: alpha(scores),
    intraclass: scores.length === 0 ? { oneWay: none, twoWay: none } : measureIntraclass(scores, { level }),
    signs: relationshipSigns.map(({ id }) => ({
      sign: id,
      agreement: alpha(
        [...book].flatMap(([unit, voices]) =>
          voices.flatMap(({ respondent, values }) => {
            const value = values.get(id);
            return value === undefined ? [] : [{ unit, rater: respondent, value }];
          }),
        ),
      ),
    })),
  };
}
