import type { Abstention } from "../../core/estimate.ts";
import type { Voice } from "./answers.ts";
import { type LevelCuts, levelOf } from "./level.ts";
import type {
  RelationshipAgreement,
  RelationshipPart,
  RelationshipPartScore,
  RelationshipRespondent,
} from "./types.ts";

/** Answers that two people must share before their distance says anything about how they see the account. */
const SHARED = 3;

/** One figure from several people's answers. */
export function combineAnswers(
  answers: readonly { readonly value: number; readonly weight: number }[],
  method: "median" | "mean",
): number | undefined {
  if (answers.length === 0) return undefined;
  const sorted = [...answers].sort((a, b) => a.value - b.value || a.weight - b.weight);
  const largest = sorted.reduce((most, { weight }) => Math.max(most, weight), 0);
  const scaled = sorted.map(({ value, weight }) => ({ value, weight: weight / largest }));
  const total = scaled.reduce((sum, { weight }) => sum + weight, 0);
  if (method === "mean") {
    const mean = scaled.reduce((sum, { value, weight }) => sum + value * (weight / total), 0);
    const [least, most] = [sorted[0]?.value as number, sorted.at(-1)?.value as number];
    return Math.min(most, Math.max(least, mean));
  }
  let below = 0;
  for (const [i, { value, weight }] of scaled.entries()) {
    below += weight;
    // exactly half on either side: the middle of both neighbours, as for an even number of people
    if (Math.abs(below - total / 2) <= 1e-12 * total) return (value + (scaled[i + 1]?.value ?? value)) / 2;
    if (below > total / 2) return value;
  }
  return sorted.at(-1)?.value;
}

/** Mean difference of two of the values, which are ascending; linear in their number. */
export function meanDifference(ascending: readonly number[]): number | undefined {
  const n = ascending.length;
  if (n < 2) return undefined;
  // each value is subtracted from those above it and reduced by those below it
  const total = ascending.reduce((sum, value, i) => sum + value * (2 * i - n + 1), 0);
  return Math.min(1, Math.max(0, total / ((n * (n - 1)) / 2)));
}

/** How near the answers lie, over the parts that two or more people answered. */
export function agreementOf(
  parts: readonly RelationshipPartScore[],
  respondents: number,
): RelationshipAgreement | Abstention {
  const shared = parts.filter(({ disagreement }) => disagreement !== undefined);
  if (shared.length === 0) return { abstained: { code: "relationship_no_overlap", params: { respondents } } };
  const weight = shared.reduce((sum, part) => sum + part.weightShare, 0);
  const apart = shared.reduce((sum, part) => sum + (part.disagreement as number) * (part.weightShare / weight), 0);
  let [pairs, same] = [0, 0];
  for (const { answers } of shared) {
    pairs += (answers.length * (answers.length - 1)) / 2;
    const counts = new Map<number, number>();
    for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
    for (const n of counts.values()) same += (n * (n - 1)) / 2;
  }
  return {
    closeness: Math.min(1, Math.max(0, 1 - apart)),
    exact: same / pairs,
    pairs,
    disputed: shared
      .filter(({ disagreement = 0 }) => disagreement > 0)
      .sort((a, b) => (b.disagreement as number) - (a.disagreement as number))
      .map(({ part }) => part),
  };
}

/** Each respondent's own score, and who is far from everybody while others are near each other. */
export function respondentsOf(
  voices: readonly Voice[],
  shares: ReadonlyMap<RelationshipPart, number>,
  cuts: LevelCuts,
  strayFrom: number,
): RelationshipRespondent[] {
  const gaps = voices.map((a) => voices.map((b) => (a === b ? undefined : gapBetween(a, b, shares))));
  const nearest = gaps.map((row) =>
    row.reduce<number | undefined>(
      (least, gap) => (gap === undefined ? least : Math.min(least ?? 1, gap.apart)),
      undefined,
    ),
  );
  const somebodyNear = nearest.some((gap) => gap !== undefined && gap <= strayFrom);
  return voices.map((voice, i) => {
    const score = ownScore(voice, shares);
    const known = (gaps[i] ?? []).flatMap((gap) => gap ?? []);
    const near = nearest[i];
    return {
      respondent: voice.respondent,
      answered: [...shares.keys()].filter((part) => voice.values.has(part)).length,
      ...(score !== undefined && { score, level: levelOf(score, cuts) }),
      ...(known.length > 0 && { bias: known.reduce((sum, { above }) => sum + above / known.length, 0) }),
      ...(near !== undefined && { nearest: near }),
      // where nobody is near anybody, all disagree and none strays
      stray: near !== undefined && near > strayFrom && somebodyNear,
    };
  });
}

function gapBetween(
  a: Voice,
  b: Voice,
  shares: ReadonlyMap<RelationshipPart, number>,
): { readonly apart: number; readonly above: number } | undefined {
  let [shared, weight, apart, above] = [0, 0, 0, 0];
  for (const [part, share] of shares) {
    const [mine, theirs] = [a.values.get(part), b.values.get(part)];
    if (mine === undefined || theirs === undefined) continue;
    shared++;
    weight += share;
    apart += share * Math.abs(mine - theirs);
    above += share * (mine - theirs);
  }
  return shared < SHARED ? undefined : { apart: Math.min(1, apart / weight), above: above / weight };
}

function ownScore({ values }: Voice, shares: ReadonlyMap<RelationshipPart, number>): number | undefined {
  let [weight, points] = [0, 0];
  for (const [part, share] of shares) {
    const value = values.get(part);
    if (value === undefined) continue;
    weight += share;
    points += share * value;
  }
  return weight === 0 ? undefined : Math.min(100, 100 * (points / weight));
}
