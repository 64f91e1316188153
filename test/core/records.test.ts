import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { parseRecords } from "../../src/core/index.ts";

const schema = z.object({ id: z.string(), visits: z.array(z.object({ days: z.number() })) });

test("good rows come back typed, bad rows with index, path and reason", () => {
  const rows = [
    { id: "a", visits: [] },
    { id: 7, visits: [{ days: 1 }, { days: "two" }] },
    null,
    { id: "b", visits: [{ days: 3 }] },
  ];
  const { accepted, rejected } = parseRecords(schema, rows);
  expect(accepted).toEqual([rows[0], rows[3]]);
  expect(rejected.map((r) => r.index)).toEqual([1, 2]);
  expect(rejected[0]?.row).toBe(rows[1]);
  expect(rejected[0]?.issues.map((i) => [i.index, i.path])).toEqual([
    [1, ["id"]],
    [1, ["visits", 1, "days"]],
  ]);
});

test("a repeated id is rejected and names the first row; ids such as __proto__ are ordinary", () => {
  const ids = ["a", "__proto__", "a", "constructor", "__proto__"];
  const { accepted, rejected } = parseRecords(
    schema,
    ids.map((id) => ({ id, visits: [] })),
    { uniqueBy: (r) => r.id },
  );
  expect(accepted.map((r) => r.id)).toEqual(["a", "__proto__", "constructor"]);
  expect(rejected.map((r) => r.issues[0]?.message)).toEqual([
    'repeats the id "a" of row 0',
    'repeats the id "__proto__" of row 1',
  ]);
});

test("rows that are no array are a caller's mistake", () => {
  expect(() => parseRecords(schema, undefined as never)).toThrow(expect.objectContaining({ code: "invalid_type" }));
});

test("nothing is lost: every row stands in exactly one list", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(fc.anything(), fc.record({ id: fc.constantFrom("a", "b", "__proto__"), visits: fc.constant([]) })),
      ),
      (rows) => {
        const { accepted, rejected } = parseRecords(schema, rows, { uniqueBy: (r) => r.id });
        expect(accepted.length + rejected.length).toBe(rows.length);
        expect(rejected.every((r) => r.row === rows[r.index] && r.issues.length > 0)).toBe(true);
      },
    ),
  );
});
