import type { Book } from "./book.ts";
import { orEmpty } from "./brief.ts";
import { plainNumber } from "./read.ts";
import { quadrants } from "./sections/loyalty.ts";
import { switchingScores } from "./sections/switching.ts";
import { tiersOf } from "./sections/tiers.ts";

/** The brief of every account as a file: tier, quadrant, what holds it, and what would hold it more. */
export function accountsCsv(book: Book): string {
  const tiers = orEmpty(() => tiersOf(book));
  const loyal = orEmpty(() => quadrants(book));
  const scores = orEmpty(() => switchingScores(book));
  const header = "customer_id,name,value,tier,quadrant,switching_index,evidence_known,money_held,raise_most";
  const rows = book.customers.map(({ id, name, value }) => {
    const score = scores.get(id);
    const raise = score?.raise.slice(0, 3).map(({ lever }) => lever);
    return [
      id,
      name,
      value,
      tiers.get(id),
      loyal.get(id),
      score?.index?.toFixed(1),
      score?.coverage.toFixed(2),
      score?.money.total.toFixed(2),
      raise?.join(" "),
    ]
      .map(csvCell)
      .join(",");
  });
  return `${[header, ...rows].join("\n")}\n`;
}

function csvCell(value: string | number | undefined): string {
  const raw = String(value ?? "");
  // a spreadsheet would run such text as a formula
  const text = /^[=+\-@\t\r]/.test(raw) && plainNumber(raw) === undefined ? `'${raw}` : raw;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
