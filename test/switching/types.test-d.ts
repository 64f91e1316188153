import {
  type Chart,
  defaultSwitchingModel,
  explainSwitching,
  type LeverId,
  type ModelEnvelope,
  type Reason,
  type SwitchingAccount,
  type SwitchingModel,
  scoreSwitchingCosts,
  summarizeSwitching,
  switchingChart,
  switchingLevers,
} from "clientele";
import type { switchingAccountSchema } from "clientele/schemas";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod/mini";

const account: SwitchingAccount = { id: "a", evidence: { habits: 1 } };

test("a score carries its index only where there is one", () => {
  const score = scoreSwitchingCosts(account, defaultSwitchingModel);
  expectTypeOf(score.index).toEqualTypeOf<number | undefined>();
  expectTypeOf(score.abstained).toEqualTypeOf<Reason | undefined>();
  expectTypeOf(score.missing).toEqualTypeOf<readonly LeverId[]>();
  expectTypeOf(explainSwitching(score)).toEqualTypeOf<Reason[]>();
  expectTypeOf(switchingChart(score)).toEqualTypeOf<Chart>();
});

test("levers are known by name, and others do not compile", () => {
  expectTypeOf(switchingLevers[0]?.id).toEqualTypeOf<LeverId | undefined>();
  // @ts-expect-error no such lever
  scoreSwitchingCosts({ id: "a", evidence: { habit: 1 } }, defaultSwitchingModel);
  // @ts-expect-error a model is needed
  scoreSwitchingCosts(account);
});

test("a model is an envelope, and a record is what its schema gives", () => {
  expectTypeOf<SwitchingModel>().toExtend<ModelEnvelope<"switching", 2>>();
  expectTypeOf<z.infer<typeof switchingAccountSchema>>().toEqualTypeOf<SwitchingAccount>();
});

test("the value of a customer may be unknown", () => {
  summarizeSwitching([account], defaultSwitchingModel, { value: (a) => a.monthlyRevenue });
});
