import { expect, test } from "vitest";
import * as z from "zod/mini";
import { loadModel, type ModelSpec } from "../../src/core/index.ts";

interface Toy {
  readonly kind: "toy";
  readonly version: 3;
  readonly size: number;
}
const schema: z.ZodMiniType<Toy> = z.strictObject({ kind: z.literal("toy"), version: z.literal(3), size: z.number() });
const spec: ModelSpec<Toy> = {
  kind: "toy",
  version: 3,
  schema,
  migrations: {
    1: ({ large, ...rest }) => ({ ...rest, scale: large === true ? 2 : 1 }),
    2: ({ scale, ...rest }) => ({ ...rest, size: Number(scale) * 10 }),
  },
};
const code = (value: string) => expect.objectContaining({ code: value });

test("a current model is taken as it is", () => {
  expect(loadModel(spec, { kind: "toy", version: 3, size: 4 })).toEqual({ kind: "toy", version: 3, size: 4 });
});

test("an old model is lifted version by version", () => {
  const old = Object.freeze({ kind: "toy", version: 1, large: true });
  expect(loadModel(spec, old)).toEqual({ kind: "toy", version: 3, size: 20 });
});

test("a newer model, or one that no migration reaches, is refused with the remedy", () => {
  expect(() => loadModel(spec, { kind: "toy", version: 4, size: 1 })).toThrow(code("unsupported_version"));
  expect(() => loadModel(spec, { kind: "toy", version: 0, size: 1 })).toThrow(code("unsupported_version"));
});

test("anything that is not such a model is refused", () => {
  const junk = [
    null,
    undefined,
    3,
    "toy",
    [],
    {},
    { kind: "tiers", version: 3 },
    { kind: "toy" },
    { kind: "toy", version: "3" },
  ];
  for (const json of junk) expect(() => loadModel(spec, json)).toThrow(code("invalid_model"));
  for (const version of [Number.NaN, 2.5, Number.POSITIVE_INFINITY]) {
    expect(() => loadModel(spec, { kind: "toy", version, size: 1 })).toThrow(code("invalid_model"));
  }
  const run = () => loadModel(spec, { kind: "toy", version: 3, size: "big" });
  expect(run).toThrow(expect.objectContaining({ code: "invalid_model", message: expect.stringContaining("size") }));
});
