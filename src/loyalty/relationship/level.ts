import { requireColumn, requireNumber } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { relationshipLevels } from "./signs.ts";
import type { RelationshipLevel, RelationshipScore } from "./types.ts";

/** Scores at which brand, face to face and intimate begin. */
export type LevelCuts = readonly [brand: number, faceToFace: number, intimate: number];

/** Quarters of the score, by judgement: no source states cuts. */
export const DEFAULT_CUTS: LevelCuts = [25, 50, 75];

/** Refuses cuts that do not rise within the score. */
export function requireCuts(cuts: LevelCuts, name: string): void {
  requireColumn(cuts, name);
  const { length }: ArrayLike<unknown> = cuts;
  if (length !== 3) {
    throw new ClienteleError("length_mismatch", `${name} must hold three scores, got ${length}`, {
      name,
    });
  }
  let below = 0;
  for (let i = 0; i < 3; i++) {
    requireNumber(cuts[i] as number, `${name}[${i}]`, { above: below, max: 100 });
    below = cuts[i] as number;
  }
}

/** A score that differs from a cut by rounding alone has reached it: 3 of 10 signs weigh 30.000000000000004 or 30. */
const ROUNDING = 1e-9;

/** Place of a score's level: a score on a cut belongs to the better level. */
export function levelIndex(score: number, cuts: LevelCuts): number {
  return cuts.reduce((place, cut) => place + (score >= cut - ROUNDING ? 1 : 0), 0);
}

export function levelOf(score: number, cuts: LevelCuts): RelationshipLevel {
  return relationshipLevels[levelIndex(score, cuts)] as RelationshipLevel;
}

/** The level of a score, the way to the next, and every level that missing answers leave open. */
export function levelsOf(
  score: number,
  lowest: number,
  highest: number,
  cuts: LevelCuts,
): Pick<RelationshipScore, "level" | "next" | "possibleLevels"> {
  const place = levelIndex(score, cuts);
  const cut = cuts[place];
  return {
    level: relationshipLevels[place] as RelationshipLevel,
    ...(cut !== undefined && {
      next: { level: relationshipLevels[place + 1] as RelationshipLevel, points: cut - score },
    }),
    possibleLevels: relationshipLevels.slice(levelIndex(lowest, cuts), levelIndex(highest, cuts) + 1),
  };
}
