import { expect, test } from "vitest";
import { type CoverageModel, coverage } from "./hazard-coverage.ts";

test.each<CoverageModel>(["cox", "weibull", "log_normal", "logit"])(
  "95 %% intervals of %s hold the truth about as often as they say",
  (model) => {
    for (const { held, asked } of coverage(model, 40, 9000)) {
      // 33 or fewer of 40 at 95 % happens once in 1,000; the long run is test/nightly/hazard-coverage.test.ts
      if (asked > 0) expect(held).toBeGreaterThan(33);
    }
  },
);
