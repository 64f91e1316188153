import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import { weightShares } from "../score/weighted.ts";
import { readVoices, type Voice } from "./answers.ts";
import { DEFAULT_CUTS, type LevelCuts, levelOf, levelsOf, requireCuts } from "./level.ts";
import { agreementOf, combineAnswers, meanDifference, respondentsOf } from "./respondents.ts";
import { DRIVERS, KINDS, PARTS } from "./signs.ts";
import type {
  RelationshipAnswers,
  RelationshipDrivers,
  RelationshipNote,
  RelationshipPart,
  RelationshipPartScore,
  RelationshipResponse,
  RelationshipScore,
  ScoreRelationshipOptions,
  SignKind,
} from "./types.ts";

/** Points by which belief must lead behaviour before a note says so: one level of the default cuts. */
const BELIEF_LEAD = 25;

/** Options as they are used, checked and complete. */
export interface ScoreSettings {
  readonly shares: ReadonlyMap<RelationshipPart, number>;
  readonly cuts: LevelCuts;
  readonly combine: "median" | "mean";
  readonly strayFrom: number;
}

/**
 * Scores how solid the relationship with an account is from ten signs, and names its level: distant, brand, face to
 * face or intimate. One person may answer, or everybody who knows the account.
 *
 * What nobody answered counts neither for nor against: the answered signs carry its weight, `coverage` says how much
 * weight they are, `lowest` to `highest` is where the score would lie if everything were answered, and
 * `possibleLevels` are the levels in that range. Personalisation and guilt on leaving (D13) may be answered too; they
 * are read on the same cuts and set beside the level, and enter the score only where `weights` gives them weight.
 *
 * @param answers - One person's answers, or a list of people with their answers; see {@link RelationshipAnswers}.
 * @param options - `weights`, `cuts`, `combine` and `strayFrom`, see {@link ScoreRelationshipOptions}.
 * @returns The score with its parts, level and agreement; an abstention where nothing that carries weight is answered.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `length_mismatch` for cuts,
 * `duplicate_id` for a respondent who stands twice, `unknown_id` for another sign, grade or method.
 * @example
 * ```ts
 * const score = scoreRelationship([
 *   { respondent: "Li", answers: { returns_calls: "often", scolds_us: "sometimes", thinks_us_best: "often" } },
 *   { respondent: "Wang", answers: { returns_calls: "often", scolds_us: "never", thinks_us_best: "sometimes" } },
 * ]);
 * score.score; // ≈ 66.67
 * score.level; // => "face_to_face"
 * score.coverage; // ≈ 0.3
 * score.possibleLevels; // => ["distant", "brand", "face_to_face", "intimate"]
 * score.workOn.part; // => "scolds_us"
 * score.workOn.gain; // ≈ 25
 * score.agreement.closeness; // ≈ 0.667
 * ```
 */
export function scoreRelationship(
  answers: RelationshipAnswers | readonly RelationshipResponse[],
  options: ScoreRelationshipOptions = {},
): RelationshipScore | Abstention {
  const settings = readSettings(options);
  return scoreVoices(readVoices(answers), settings);
}

/** Checks the options once for any number of accounts. */
export function readSettings(options: ScoreRelationshipOptions): ScoreSettings {
  requireObject(options, "options");
  const { weights, cuts = DEFAULT_CUTS, combine = "median", strayFrom = 0.25 } = options;
  requireCuts(cuts, "options.cuts");
  requireOneOf(combine, ["median", "mean"], "options.combine");
  requireNumber(strayFrom, "options.strayFrom", { above: 0, max: 1 });
  const alike = Object.fromEntries([...KINDS.keys()].map((sign) => [sign, 1]));
  return { shares: weightShares(weights ?? alike, PARTS), cuts, combine, strayFrom };
}

/** The score of one account from the people who know it. */
export function scoreVoices(voices: readonly Voice[], settings: ScoreSettings): RelationshipScore | Abstention {
  const { shares, cuts, combine, strayFrom } = settings;
  const combined = new Map(PARTS.map((part) => [part, combineAnswers(answersTo(part, voices), combine)]));
  const known = [...shares].filter(([part]) => combined.get(part) !== undefined);
  if (known.length === 0) {
    return { abstained: { code: "relationship_unanswered", params: { parts: shares.size } } };
  }
  const complete = known.length === shares.size;
  const coverage = complete
    ? 1
    : Math.min(
        1,
        weigh(known, () => 1),
      );
  const answerTo = (part: RelationshipPart): number => combined.get(part) as number;
  const fulfilled = weigh(known, answerTo);
  const score = bounded((100 * fulfilled) / coverage);
  const lowest = complete ? score : Math.min(score, bounded(100 * fulfilled));
  const highest = complete ? score : Math.max(score, bounded(100 * (fulfilled + 1 - coverage)));
  const parts = [...shares].map(([part, share]) => partScore(part, share, combined.get(part), voices, coverage));
  const levels = levelsOf(score, lowest, highest, cuts);
  const [behaviour, belief] = (["behaviour", "belief"] as const).map((kind) => scoreOf(kind, parts));
  const drivers = driversOf(combined, cuts);
  const respondents = respondentsOf(voices, shares, cuts, strayFrom);
  const workOn = mostToGain(parts, coverage);
  const notes: RelationshipNote[] = parts
    .filter(({ value }) => value === undefined)
    .map(({ part, weightShare }) => ({ code: "relationship_part_missing", params: { part, weightShare } }));
  const [first, last] = [levels.possibleLevels[0], levels.possibleLevels.at(-1)];
  if (first !== undefined && last !== undefined && first !== last) {
    notes.push({ code: "relationship_level_open", params: { lowest: first, highest: last, coverage } });
  }
  if (behaviour !== undefined && belief !== undefined && belief - behaviour >= BELIEF_LEAD) {
    notes.push({ code: "relationship_belief_ahead", params: { belief, behaviour } });
  }
  if (drivers !== undefined && drivers.level !== levels.level) {
    const params = { level: levels.level, drivers: drivers.level };
    notes.push({ code: "relationship_drivers_differ", params });
  }
  for (const { stray, respondent, nearest } of respondents) {
    if (stray) notes.push({ code: "relationship_stray", params: { respondent, nearest: nearest as number } });
  }
  return {
    score,
    coverage,
    lowest,
    highest,
    ...levels,
    cuts: [...cuts],
    parts,
    ...(workOn !== undefined && { workOn }),
    ...(behaviour !== undefined && { behaviour }),
    ...(belief !== undefined && { belief }),
    ...(drivers !== undefined && { drivers }),
    respondents,
    agreement: agreementOf(parts, voices.length),
    notes,
  };
}

/** A rounding error must not lead out of 0–100. */
function bounded(score: number): number {
  return Math.min(100, Math.max(0, score));
}

function weigh(known: readonly (readonly [RelationshipPart, number])[], value: (part: RelationshipPart) => number) {
  return known.reduce((sum, [part, share]) => sum + share * value(part), 0);
}

function answersTo(part: RelationshipPart, voices: readonly Voice[]): { value: number; weight: number }[] {
  return voices.flatMap(({ values, weight }) => {
    const value = values.get(part);
    return value === undefined ? [] : [{ value, weight }];
  });
}

function partScore(
  part: RelationshipPart,
  weightShare: number,
  value: number | undefined,
  voices: readonly Voice[],
  coverage: number,
): RelationshipPartScore {
  const kind = KINDS.get(part);
  const answers = answersTo(part, voices)
    .map((answer) => answer.value)
    .sort((a, b) => a - b);
  const disagreement = meanDifference(answers);
  return {
    part,
    ...(kind !== undefined && { kind }),
    weightShare,
    ...(value !== undefined && { value }),
    points: value === undefined ? 0 : (100 * value * weightShare) / coverage,
    answers,
    ...(disagreement !== undefined && { disagreement }),
  };
}

function scoreOf(kind: SignKind, parts: readonly RelationshipPartScore[]): number | undefined {
  const known = parts.filter((part) => part.kind === kind && part.value !== undefined);
  const weight = known.reduce((sum, { weightShare }) => sum + weightShare, 0);
  if (weight === 0) return undefined;
  return bounded(known.reduce((sum, { weightShare, value = 0 }) => sum + 100 * value * (weightShare / weight), 0));
}

function driversOf(
  combined: ReadonlyMap<RelationshipPart, number | undefined>,
  cuts: LevelCuts,
): RelationshipDrivers | undefined {
  const [personalisation, guiltOnLeaving] = DRIVERS.map((driver) => combined.get(driver));
  if (personalisation === undefined || guiltOnLeaving === undefined) return undefined;
  return { personalisation, guiltOnLeaving, level: levelOf(50 * (personalisation + guiltOnLeaving), cuts) };
}

function mostToGain(
  parts: readonly RelationshipPartScore[],
  coverage: number,
): { part: RelationshipPart; gain: number } | undefined {
  let best: { part: RelationshipPart; gain: number } | undefined;
  for (const { part, value, weightShare } of parts) {
    if (value === undefined) continue;
    const gain = bounded((100 * weightShare * (1 - value)) / coverage);
    // equal but for rounding: the first in the fixed order stays
    if (gain > (best?.gain ?? 0) + 1e-9) best = { part, gain };
  }
  return best;
}
