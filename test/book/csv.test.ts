import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toCsv } from "../../examples/book/generate/csv.ts";
import { readCsv } from "../../examples/book/read.ts";

/** Rows as plain arrays in the order of the header. */
function cellsOf(text: string): string[][] {
  const { header, rows } = readCsv(text);
  return rows.map(({ cells }) => header.map((name) => cells[name] as string));
}

describe("a well-formed file", () => {
  test("gives every row with its columns and the line on which it stands", () => {
    const table = readCsv("id,region\nG1,North\nG2,West\n");
    expect(table.header).toEqual(["id", "region"]);
    expect(table.rows.map(({ line, cells }) => ({ line, ...cells }))).toEqual([
      { line: 2, id: "G1", region: "North" },
      { line: 3, id: "G2", region: "West" },
    ]);
    expect(table.problems).toEqual([]);
  });

  test.each([
    ["line feeds", "a,b\n1,2\n3,4\n"],
    ["carriage return and line feed", "a,b\r\n1,2\r\n3,4\r\n"],
    ["carriage returns alone", "a,b\r1,2\r3,4\r"],
    ["mixed line ends", "a,b\r\n1,2\n3,4"],
    ["no line end at the end", "a,b\n1,2\n3,4"],
    ["a byte order mark", "\uFEFFa,b\n1,2\n3,4\n"],
    ["a byte order mark before a quoted name", '\uFEFF"a",b\n1,2\n3,4\n'],
    ["everything quoted", '"a","b"\r\n"1","2"\r\n"3","4"'],
    ["spaces around column names", " a ,\tb\n1,2\n3,4\n"],
  ])("reads the same with %s", (_, text) => {
    expect(readCsv(text).header).toEqual(["a", "b"]);
    expect(cellsOf(text)).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
    expect(readCsv(text).problems).toEqual([]);
  });

  test("keeps commas, line breaks and doubled quotes inside quotes", () => {
    expect(cellsOf('name,note\n"Acme, Ltd","said ""yes""\r\nand left"\n')).toEqual([
      ["Acme, Ltd", 'said "yes"\r\nand left'],
    ]);
  });

  test("keeps a quote inside a cell that does not begin with one", () => {
    expect(cellsOf('item\n5" pipe\nx""y\n')).toEqual([['5" pipe'], ['x""y']]);
  });

  test("keeps spaces and empty cells as they are", () => {
    expect(cellsOf('a,b,c\n x ,,""\n,,\n')).toEqual([
      [" x ", "", ""],
      ["", "", ""],
    ]);
  });

  test("skips blank lines and still counts them", () => {
    const { rows, problems } = readCsv("\n\na,b\n\n1,2\r\n  \n\n3,4\n\n\n");
    expect(rows.map(({ line }) => line)).toEqual([5, 8]);
    expect(problems).toEqual([]);
  });

  test("counts the lines inside a quoted cell", () => {
    const { rows } = readCsv('a,b\n"one\ntwo\r\nthree",x\n"",y\nlast,z\n');
    expect(rows.map(({ line }) => line)).toEqual([2, 5, 6]);
  });

  test("of one column may hold a quoted empty cell, which is no blank line", () => {
    expect(cellsOf('a\n""\n\nx\n')).toEqual([[""], ["x"]]);
  });

  test("has no rows and no problems when only the header is there", () => {
    expect(readCsv("a,b\n")).toEqual({ header: ["a", "b"], rows: [], problems: [] });
  });
});

describe("a bad row", () => {
  test("with too few or too many cells is named by its line and the others stay", () => {
    const { rows, problems } = readCsv("a,b\n1\n1,2\n1,2,3\n4,5\n");
    expect(rows.map(({ line }) => line)).toEqual([3, 5]);
    expect(problems).toEqual([
      { line: 2, message: "has 1 cell where the header has 2" },
      { line: 4, message: "has 3 cells where the header has 2" },
    ]);
  });

  test("that opens a quote and never closes it does not swallow the rows below", () => {
    const { rows, problems } = readCsv('a,b\n1,2\n3,"four\n5,6\n7,8\n');
    expect(rows.map(({ line, cells }) => [line, cells["a"]])).toEqual([
      [2, "1"],
      [4, "5"],
      [5, "7"],
    ]);
    expect(problems).toEqual([{ line: 3, message: "opens a quote that is never closed" }]);
  });

  test("whose open quote runs into the next quoted cell does not take that row along", () => {
    const { rows, problems } = readCsv('a,b\n1,"two\n3,"four, five"\n6,7\n');
    expect(rows.map(({ line, cells }) => [line, cells["b"]])).toEqual([
      [3, "four, five"],
      [4, "7"],
    ]);
    expect(problems.map(({ line }) => line)).toEqual([2]);
    expect(problems[0]?.message).toContain("column 2");
  });

  test("with a broken quote on the second line of a cell is named by the line of that quote", () => {
    const { rows, problems } = readCsv('a,b\n"x\ny","z\n1,2\n');
    expect(problems.map(({ line }) => line)).toEqual([3]);
    expect(rows.map(({ line }) => line)).toEqual([4]);
  });

  test("with a lone quote at the very end is a problem, not an empty cell", () => {
    expect(readCsv('a\n1\n"').problems).toEqual([{ line: 3, message: "opens a quote that is never closed" }]);
  });
});

describe("a bad header", () => {
  test.each(["", "\n \n", "\uFEFF"])("of an empty file %j is a problem on line 1", (text) => {
    const { header, rows, problems } = readCsv(text);
    expect({ header, rows }).toEqual({ header: [], rows: [] });
    expect(problems.map(({ line }) => line)).toEqual([1]);
  });

  test("that names two columns alike keeps the first and says so", () => {
    const { rows, problems } = readCsv("id,region,id\nG1,North,G9\n");
    expect(rows[0]?.cells["id"]).toBe("G1");
    expect(problems).toEqual([{ line: 1, message: 'column 3 is named "id" like column 1, which is kept' }]);
  });

  test("with a nameless column says which", () => {
    expect(readCsv("id,,region\n").problems).toEqual([{ line: 1, message: "column 2 has no name" }]);
  });

  test("separated by semicolons or tabs says that commas are needed", () => {
    expect(readCsv("id;region\nG1;North\n").problems[0]?.message).toContain("semicolons");
    expect(readCsv("id\tregion\nG1\tNorth\n").problems[0]?.message).toContain("tabs");
  });

  test("whose quote is broken never lets the first customer pass for the header", () => {
    const { header, rows, problems } = readCsv('id,"region\nG1,North\nG2,West\n');
    expect({ header, rows }).toEqual({ header: [], rows: [] });
    expect(problems.map(({ line }) => line)).toEqual([1]);
    expect(problems[0]?.message).toContain("nothing below it could be read");
  });

  test("may name a column as objects name their own parts", () => {
    const { rows } = readCsv("__proto__,constructor,toString\na,b,c\n");
    expect(Object.entries(rows[0]?.cells ?? {})).toEqual(
      expect.arrayContaining([
        ["__proto__", "a"],
        ["constructor", "b"],
        ["toString", "c"],
      ]),
    );
    expect(readCsv("a\n1\n").rows[0]?.cells["constructor"]).toBeUndefined();
  });
});

test("a file in another encoding is read, with a hint on the first line that shows it", () => {
  const { rows, problems } = readCsv("id,name\nG1,ok\nG2,\uFFFD\uFFFD\n");
  expect(rows).toHaveLength(2);
  expect(problems).toEqual([{ line: 3, message: "holds characters that are not UTF-8: save the file as CSV UTF-8" }]);
});

test("a long file of broken quotes is read to its end", () => {
  const lines = 200_000;
  const { rows, problems } = readCsv(`a,b\n${'1,"x\n'.repeat(lines)}`);
  expect(rows.length + problems.length).toBeGreaterThan(0);
});

test("what is written is what is read, whatever the cells hold", () => {
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom("", '"', '""', ",", "\r\n", "\n", " ", "a\rb", "=1+1", "\u5ba2\u6237"),
  );
  const table = fc.integer({ min: 2, max: 5 }).chain((columns) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 20 }).map((rows) => ({
      header: Array.from({ length: columns }, (_, i) => `column ${i}`),
      rows,
    })),
  );
  fc.assert(
    fc.property(table, ({ header, rows }) => {
      const text = toCsv(header, rows);
      expect(cellsOf(text)).toEqual(rows);
      expect(cellsOf(`\uFEFF${text.slice(0, -1)}`)).toEqual(rows);
      expect(readCsv(text).problems.filter(({ message }) => !message.includes("UTF-8"))).toEqual([]);
    }),
  );
});
