import { expect, test } from "vitest";
import { compareTiers, fitTiers, migrationChart } from "../../src/tiering/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { twoYears } from "./migration-books.ts";

const [spring, summer] = twoYears(4000, 5);
const read = { id: (row: { id: string }) => row.id, value: (row: { value: number }) => row.value };
const model = fitTiers(spring, { value: read.value });
const migration = compareTiers({ model, customers: spring }, { model, customers: summer }, read);

test.each(["en", "zh"] as const)("the matrix shows counts and shares of each row (%s)", async (locale) => {
  const chart = migrationChart(migration, { locale });
  expectValidChart(chart);
  const svg = await writePicture(chart, `tiering-migration-${locale}`);
  for (const label of locale === "en" ? ["Large", "Joined", "Left"] : ["大顾客", "新增", "流失"])
    expect(svg).toContain(label);
  expect(svg).toContain(`>${migration.rows[0]?.to[0]}<`);
  expect(svg).not.toMatch(/NaN|undefined/);
});

test("a closed book, an empty tier and long or odd names can be drawn", async () => {
  const tiers = ["key accounts with a rather long name", "__proto__", "base"];
  const rows = [
    { from: tiers[0] as string, to: [3, 1, 0] },
    { from: tiers[1] as string, to: [0, 0, 0] },
    { from: tiers[2] as string, to: [1, 12, 1_234_567] },
  ];
  const chart = migrationChart({ tiers, rows });
  expectValidChart(chart);
  const svg = await writePicture(chart, "tiering-migration-closed");
  expect(svg).toContain("1,234,567");
  expect(svg).not.toMatch(/NaN|undefined|Joined|Left/);
});
