import { requireColumn, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { requireCuts } from "./level.ts";
import { PARTS, relationshipLevels } from "./signs.ts";
import type { RelationshipScore } from "./types.ts";

const POINTS = { min: 0, max: 100 } as const;
const SHARE = { min: 0, max: 1 } as const;

/** Refuses what is no score, or was edited by hand into something that cannot be worded or drawn. */
export function requireScore(score: RelationshipScore): void {
  requireObject(score, "score");
  for (const name of ["score", "lowest", "highest"] as const) requireNumber(score[name], `score.${name}`, POINTS);
  requireNumber(score.coverage, "score.coverage", SHARE);
  requireOneOf(score.level, relationshipLevels, "score.level");
  requireCuts(score.cuts, "score.cuts");
  for (const name of ["parts", "notes", "respondents"] as const) requireColumn(score[name], `score.${name}`);
  requireObject(score.agreement, "score.agreement");
  Array.from(score.parts).forEach((part, i) => {
    requireObject(part, `score.parts[${i}]`);
    requireOneOf(part.part, PARTS, `score.parts[${i}].part`);
    requireNumber(part.weightShare, `score.parts[${i}].weightShare`, SHARE);
    if (part.value !== undefined) requireNumber(part.value, `score.parts[${i}].value`, SHARE);
    requireColumn(part.answers, `score.parts[${i}].answers`);
    Array.from(part.answers).forEach((answer, j) => {
      requireNumber(answer, `score.parts[${i}].answers[${j}]`, SHARE);
    });
  });
}
