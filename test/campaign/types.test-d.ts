import { expectTypeOf, test } from "vitest";
import {
  type Campaign,
  type CampaignComparison,
  type CampaignRoiResult,
  compareCampaigns,
  type IncrementalProfit,
  type Lift,
  type LiftArm,
  type LiftEffect,
  type LiftState,
  liftStateOf,
  measureArms,
  measureCampaignRoi,
  measureIncrementalProfit,
  measureLift,
  measureSampleRatio,
  type NamedArm,
  type NamedState,
  roiChart,
  type SampleRatio,
} from "../../src/campaign/index.ts";
import { liftArmSchema } from "../../src/campaign/lift/schema.ts";
import { campaignSchema } from "../../src/campaign/schema.ts";
import type { Chart } from "../../src/chart/index.ts";
import { type Abstention, type Estimate, parseRecords } from "../../src/core/index.ts";

test("results are told apart from abstentions by one key", () => {
  expectTypeOf(measureLift).returns.toEqualTypeOf<Lift | Abstention>();
  expectTypeOf(measureSampleRatio).returns.toEqualTypeOf<SampleRatio | Abstention>();
  const answer = measureLift({ kind: "rate", n: 1, successes: 0 }, { kind: "rate", n: 1, successes: 0 });
  if (!("abstained" in answer)) expectTypeOf(answer.absolute).toEqualTypeOf<LiftEffect | Abstention>();
  expectTypeOf<LiftEffect>().toExtend<Estimate>();
});

test("an arm has the fields of its kind alone", () => {
  expectTypeOf<{ kind: "rate"; n: number; successes: number }>().toExtend<LiftArm>();
  expectTypeOf<{ kind: "rate"; n: number; sum: number }>().not.toExtend<LiftArm>();
});

test("states are arms, and several arms need their control", () => {
  expectTypeOf(liftStateOf<{ x: number }>).returns.toEqualTypeOf<NamedState[]>();
  expectTypeOf<NamedState>().toExtend<NamedArm>();
  expectTypeOf<LiftState>().toExtend<LiftArm>();
  expectTypeOf(measureArms).parameter(1).toExtend<{ readonly control: string }>();
  expectTypeOf(measureIncrementalProfit).returns.toEqualTypeOf<IncrementalProfit | Abstention>();
  expectTypeOf<IncrementalProfit["decision"]>().toEqualTypeOf<"send" | "hold" | "keep_testing">();
  expectTypeOf<{ kind: "ratio"; n: number; sum: number; sumOfSquares: number }>().not.toExtend<LiftArm>();
});

test("a return needs its day, a comparison also what it is by", () => {
  expectTypeOf(measureCampaignRoi).parameter(3).toExtend<{ readonly asOf: unknown }>();
  expectTypeOf(compareCampaigns).parameter(3).toExtend<{ readonly by: "region" | "form" | "scale" }>();
  expectTypeOf(measureCampaignRoi).returns.toEqualTypeOf<CampaignRoiResult>();
  expectTypeOf(roiChart).parameter(0).toEqualTypeOf<CampaignRoiResult | CampaignComparison>();
  expectTypeOf(roiChart).returns.toEqualTypeOf<Chart>();
});

test("schemas give the interfaces", () => {
  expectTypeOf(parseRecords(campaignSchema, []).accepted).toEqualTypeOf<readonly Campaign[]>();
  expectTypeOf(parseRecords(liftArmSchema, []).accepted).toEqualTypeOf<readonly LiftArm[]>();
});
