import { requireFinite, requireNonEmpty, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { EffectDistribution } from "../types.ts";

const LARGEST = 1e6;

/** Refuses a distribution that is none; `largest` bounds its values. */
export function readDistribution(distribution: EffectDistribution, name: string, largest: number = LARGEST): void {
  requireObject(distribution, name);
  requireOneOf(distribution.kind, ["fixed", "normal", "logNormal", "beta", "empirical"], `${name}.kind`);
  const any = { min: -largest, max: largest } as const;
  switch (distribution.kind) {
    case "fixed":
      requireNumber(distribution.value, `${name}.value`, any);
      return;
    case "normal":
      requireNumber(distribution.mean, `${name}.mean`, any);
      requireNumber(distribution.standardDeviation, `${name}.standardDeviation`, { min: 0, max: largest });
      return;
    case "logNormal":
      requireNumber(distribution.median, `${name}.median`, { above: 0, max: largest });
      requireNumber(distribution.logStandardDeviation, `${name}.logStandardDeviation`, { min: 0, max: 3 });
      return;
    case "beta":
      requireNumber(distribution.a, `${name}.a`, { min: 1e-3, max: 1e12 });
      requireNumber(distribution.b, `${name}.b`, { min: 1e-3, max: 1e12 });
      return;
    case "empirical":
      requireNonEmpty(distribution.draws, `${name}.draws`);
      requireFinite(distribution.draws, `${name}.draws`);
      for (let i = 0; i < distribution.draws.length; i++) {
        requireNumber(distribution.draws[i] as number, `${name}.draws[${i}]`, any);
      }
  }
}

/** Whether two effects say the same; the order of empirical draws does not matter. */
export function sameDistribution(a: EffectDistribution, b: EffectDistribution): boolean {
  if (a === b) return true;
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

function canonical(distribution: EffectDistribution): readonly (string | number)[] {
  switch (distribution.kind) {
    case "fixed":
      return ["fixed", distribution.value];
    case "normal":
      return ["normal", distribution.mean, distribution.standardDeviation];
    case "logNormal":
      return ["logNormal", distribution.median, distribution.logStandardDeviation];
    case "beta":
      return ["beta", distribution.a, distribution.b];
    case "empirical":
      return ["empirical", ...[...distribution.draws].sort((x, y) => x - y)];
  }
}
