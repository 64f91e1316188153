import { writeFileSync } from "node:fs";
import type { Locale } from "clientele";
import { type Brief, inLocale } from "../page/document.ts";
import { drawBrief } from "../page/draw.ts";
import { renderPage } from "../page/page.ts";
import { type Problem, printable } from "../page/source.ts";
import { alignedTable, heading, type Progress } from "../page/terminal.ts";
import { accountsCsv } from "./accounts.ts";
import type { Book } from "./book.ts";
import { makeBrief } from "./brief.ts";
import { accountsFile } from "./out.ts";
import type { Reading } from "./reading.ts";

/** How many refused rows the terminal lists; the page lists all. */
const LISTED = 10;

/** Shows a book as a brief: in the terminal, as one page, and every account in a file. Answers with the exit code. */
export async function report(
  book: Book,
  readings: readonly Reading[],
  { out, locale }: { out: string; locale: Locale },
  progress: Progress,
): Promise<number> {
  const problems = readings.flatMap((reading) => reading.problems);
  const warnings = readings.flatMap((reading) => reading.warnings);
  const remarks = `${problemLines("Not taken:", problems)}${problemLines("Taken, with a caution:", warnings)}`;
  if (readings.every((reading) => reading.rows.length === 0)) {
    process.stderr.write(`${remarks}No file gave a single good row, so there is no brief to make.\n`);
    return 1;
  }
  const brief = makeBrief(book, (step) => progress.step(step));
  if (brief.sections.every(({ empty }) => empty === true)) {
    progress.finish();
    const told = brief.sections.map(({ title, finding }) => `  ${title[locale]}: ${finding[locale]}\n`);
    process.stderr.write(`${remarks}Nothing can be said, so there is no brief to make:\n${told.join("")}`);
    return 1;
  }
  const drawn = await drawBrief(brief, (step) => progress.step(step));
  progress.step(`writing ${out}`);
  writeFileSync(out, renderPage(brief, drawn, readings));
  const accounts = accountsFile(out);
  if (book.customers.length > 0) writeFileSync(accounts, accountsCsv(book));
  progress.finish();
  process.stdout.write(terminalText(brief, locale));
  if (remarks !== "") process.stderr.write(`\n${remarks}`);
  process.stdout.write(`\nPage: ${out}\n${book.customers.length > 0 ? `Every account: ${accounts}\n` : ""}`);
  return 0;
}

function terminalText(brief: Brief, locale: Locale): string {
  const parts = [heading(inLocale(brief.title, locale)), inLocale(brief.subtitle, locale)];
  for (const { title, finding, figures, tables, notes } of brief.sections) {
    parts.push(heading(inLocale(title, locale)), inLocale(finding, locale));
    if (figures.length > 0) {
      const header = locale === "en" ? ["Figure", "Value", "Rests on"] : ["指标", "数值", "依据"];
      const rows = figures.map(({ label, value, basis }) =>
        [label, value, basis].map((cell) => printable(inLocale(cell, locale))),
      );
      parts.push("", alignedTable(header, rows));
    }
    for (const table of tables.filter(({ pageOnly, rows }) => pageOnly !== true && rows.length > 0)) {
      const rows = table.rows.map((row) => row.map((cell) => printable(inLocale(cell, locale))));
      parts.push(
        "",
        `  ${inLocale(table.caption, locale)}`,
        alignedTable(
          table.header.map((h) => h[locale]),
          rows,
        ),
      );
    }
    for (const note of notes) parts.push(`  · ${inLocale(note, locale)}`);
  }
  return `${parts.join("\n")}\n`;
}

/** Every problem as file, line, column and reason, shortened for the terminal. */
function problemLines(title: string, problems: readonly Problem[]): string {
  const lines = problems.slice(0, LISTED).map(({ file, line, column, reason }) => {
    const where = `${file}${line === undefined ? "" : `, line ${line}`}${column === undefined ? "" : `, column "${column}"`}`;
    return `  ${printable(`${where}: ${reason}`)}\n`;
  });
  const more = problems.length > LISTED ? `  … and ${problems.length - LISTED} more, listed in the page\n` : "";
  return problems.length === 0 ? "" : `${title}\n${lines.join("")}${more}`;
}
