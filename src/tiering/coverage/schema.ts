// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { CoverageAccount, CoverageManager, CoverageTier } from "./types.ts";

const id = /* @__PURE__ */ (() => z.union([z.string(), z.number()]))();
const text = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const count = /* @__PURE__ */ (() => z.int().check(z.positive()))();
const amount = /* @__PURE__ */ (() => z.number().check(z.gte(0), z.lte(10_000)))();
const grade = /* @__PURE__ */ (() => z.literal(["senior", "middle", "junior"]))();

/** An account, or a number of equal ones, as `planCoverage` reads it. */
export const coverageAccountSchema: z.ZodMiniType<CoverageAccount> = /* @__PURE__ */ (() =>
  z.object({
    id: z.exactOptional(id),
    tier: z.string(),
    region: text,
    n: z.exactOptional(count),
    team: z.exactOptional(text),
    localOnly: z.exactOptional(z.boolean()),
  }))();

/** An account manager, or a number of equal ones, as `planCoverage` reads it. */
export const coverageManagerSchema: z.ZodMiniType<CoverageManager> = /* @__PURE__ */ (() =>
  z.object({
    id: z.exactOptional(id),
    grade,
    region: text,
    hoursPerYear: z.number().check(z.gte(1), z.lte(8784)),
    n: z.exactOptional(count),
    team: z.exactOptional(text),
    maxAccounts: z.exactOptional(count),
  }))();

/** A tier with what it is promised, as `planCoverage` reads it. */
export const coverageTierSchema: z.ZodMiniType<CoverageTier> = /* @__PURE__ */ (() =>
  z.object({
    id: z.string(),
    promises: z.readonly(
      z
        .array(
          z.object({
            level: z.literal(["responsive", "proactive", "whole_solution", "relationship"]),
            visitsPerYear: z.exactOptional(amount),
            hoursPerVisit: z.exactOptional(amount),
            hoursPerYear: z.exactOptional(amount),
          }),
        )
        .check(z.minLength(1)),
    ),
    minGrade: z.exactOptional(grade),
    weight: z.exactOptional(z.number().check(z.gte(0.001), z.lte(1000))),
  }))();
