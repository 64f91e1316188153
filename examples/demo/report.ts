import { writeFileSync } from "node:fs";
import { isClienteleError, type Locale } from "clientele";
import { accountsCsv } from "./accounts.ts";
import type { Book } from "./book.ts";
import { makeBrief } from "./brief.ts";
import { type Brief, inLocale, type Section } from "./document.ts";
import { drawSvg } from "./draw.ts";
import { accountsFile } from "./out.ts";
import { type DrawnPicture, renderPage } from "./page.ts";
import { type Problem, printable, type Reading } from "./reading.ts";
import { alignedTable, heading, type Progress } from "./terminal.ts";

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
  const drawn = await drawAll(brief, progress);
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

async function drawAll(brief: Brief, progress: Progress): Promise<ReadonlyMap<Section, readonly DrawnPicture[]>> {
  const drawn = new Map<Section, readonly DrawnPicture[]>();
  for (const section of brief.sections) {
    if (section.pictures.length > 0) progress.step(`drawing ${section.title.en}`);
    const pictures: DrawnPicture[] = [];
    for (const [i, { caption, chart }] of section.pictures.entries()) {
      try {
        const en = await drawSvg(chart("en"), `${section.id}-${i}-en`);
        const zh = await drawSvg(chart("zh"), `${section.id}-${i}-zh`);
        pictures.push({ caption, svg: { en, zh } });
      } catch (error) {
        // a picture that cannot be drawn is left out; its figures stand in the tables
        if (!isClienteleError(error)) throw error;
      }
    }
    drawn.set(section, pictures);
  }
  return drawn;
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
