import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Dialect, dialects, sqlName, sqlText } from "../../src/sql/index.ts";
import { assignTier, fitTiers, tiersToSql } from "../../src/tiering/index.ts";
import { type Engine, engines, START_UP } from "./engines.ts";
import { hostileText } from "./hostile.ts";
import { nameScanners, scan, textScanners } from "./scanners.ts";

const hostileName = hostileText.filter((name) => name !== "");

describe.each(engines)("%s", (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
    await engine.run("CREATE TABLE keep (id INTEGER)");
  }, START_UP);
  afterAll(async () => {
    expect(await engine.rows("SELECT count(*) AS n FROM keep")).toHaveLength(1);
    await engine.close();
  });

  test("reads every text back character by character", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileText, { minLength: 1, maxLength: 20 }), async (texts) => {
        const query = texts.map((text, i) => `SELECT ${i} AS i, ${sqlText(text, engine.dialect)} AS t`);
        const rows = await engine.rows(`${query.join(" UNION ALL ")} ORDER BY i`);
        expect(rows.map(([, text]) => text)).toEqual(texts);
      }),
      { numRuns: 150 },
    );
  });

  test("finds a column under every name, and no other", async () => {
    await fc.assert(
      fc.asyncProperty(hostileName, hostileText, async (name, text) => {
        const quoted = sqlName(name, engine.dialect);
        const literal = sqlText(text, engine.dialect);
        const rows = await engine.rows(`SELECT t.${quoted} AS v FROM (SELECT ${literal} AS ${quoted}) AS t`);
        expect(rows).toEqual([[text]]);
      }),
      { numRuns: 150 },
    );
  });

  test("places customers into tiers of any name, from a column of any name, into a column of any name", async () => {
    const ids = fc.uniqueArray(hostileName, { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(ids, hostileName, hostileName, async (names, column, as) => {
        const tiers = names.map((id) => ({ id, share: 1 / 3 }));
        const values = [1, 5, 9];
        const model = fitTiers(values, { tiers });
        const { dialect } = engine;
        const source = values.map((value) => `SELECT ${value} AS ${sqlName(column, dialect)}`).join(" UNION ALL ");
        const tier = tiersToSql(model, { dialect, column: ["b", column], as });
        const answer = sqlName(as, dialect);
        const query = `SELECT a.${answer} AS answer FROM (SELECT ${tier} FROM (${source}) AS b) AS a`;
        const expected = values.map((value) => assignTier(model, value));
        expect((await engine.rows(query)).map(([id]) => id).sort()).toEqual([...expected].sort());
      }),
      { numRuns: 100 },
    );
  });
});

const composed = dialects.filter((dialect): dialect is Dialect => textScanners[dialect] !== undefined);

describe.each(composed)("%s, read by a scanner of its documented rules", (dialect) => {
  test("every text is one token that stands for itself", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const literal = sqlText(text, dialect);
        expect(scan(literal, textScanners[dialect] as never)).toEqual({ value: text, rest: "" });
        if (dialect === "spark") expect(literal).not.toContain("${");
      }),
      { numRuns: 2000 },
    );
  });

  test("every name is one token that stands for itself", () => {
    fc.assert(
      fc.property(
        hostileName.filter((name) => dialect !== "spark" || !name.includes(`\${`)),
        (name) => {
          expect(scan(sqlName(name, dialect), nameScanners[dialect] as never)).toEqual({ value: name, rest: "" });
        },
      ),
      { numRuns: 2000 },
    );
  });
});
