import { describe, expect, test } from "vitest";
import * as api from "../src/index.ts";
import { isClienteleError } from "../src/index.ts";
import * as mlCart from "../src/targeting/ml-cart.ts";

/** What a caller without TypeScript may hand in: nothing, the wrong thing, or almost the right thing. */
const hostile = (): unknown[] => [
  undefined,
  null,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  0,
  1,
  2.5,
  "",
  "__proto__",
  true,
  [],
  [Number.NaN],
  [1],
  [3, 3, 3],
  [undefined],
  [null],
  [{}],
  ["x"],
  {},
  { length: 2 },
  { id: "__proto__" },
  JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'),
  new Map(),
  () => Number.NaN,
  new Date(Number.NaN),
  Object.create(null),
  5e-324,
  1e308,
];

/** Path of the first NaN or infinity inside a returned value, if any. */
function findNotFinite(value: unknown, path: string = "result", depth: number = 0): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : `${path} is ${value}`;
  if (typeof value !== "object" || value === null || depth > 6) return undefined;
  if (ArrayBuffer.isView(value)) return findNotFinite(Array.from(value as Float64Array), path, depth);
  for (const [key, child] of Object.entries(value)) {
    const found = findNotFinite(child, `${path}.${key}`, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Functions that hand their own argument back or write it down; NaN in, NaN or a dash out, is their contract. */
const ECHOES = new Set(["defineChart", "quantity", "category", "colored", "parseRecords"]);

const functions = (Object.entries({ ...api, ...mlCart }) as [string, unknown][])
  .filter(([name, value]) => typeof value === "function" && !/^[A-Z]/.test(name))
  .map(([name, value]) => [name, value as (...args: unknown[]) => unknown] as const);

describe("hostile input gets a typed error or a finite answer, never a crash", () => {
  test.each(functions)("%s", (name, act) => {
    const calls: unknown[][] = [[]];
    for (const first of hostile()) {
      calls.push([first]);
      for (const second of hostile()) {
        calls.push([first, second]);
        for (const third of [null, Number.NaN, {}, [], -1]) calls.push([first, second, third]);
      }
    }
    for (const args of calls) {
      let result: unknown;
      try {
        result = act(...args);
      } catch (error) {
        if (!isClienteleError(error)) {
          const shown = args.map((arg) =>
            typeof arg === "function" ? "function" : (JSON.stringify(arg) ?? String(arg)),
          );
          throw new Error(`${name}(${shown.join(", ")}) threw ${String(error)}`, { cause: error });
        }
        continue;
      }
      if (!ECHOES.has(name)) expect(findNotFinite(result), `${name}(${args.length} arguments)`).toBeUndefined();
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
