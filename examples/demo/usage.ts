import { standardPipeline } from "clientele";
import { type Field, tableNames, tables } from "./tables.ts";

export const BOOK = "examples/book";
/** The day on which the example book was drawn. */
export const BOOK_AS_OF = "2026-06-30";

/** The stages to which a file's own may be mapped. */
export const stageIds: readonly string[] = standardPipeline.stages.map(({ id }) => id);

function described({ field, column, required }: Field): string {
  return `${field}${required ? "*" : ""}${field === column ? "" : ` (${column})`}`;
}

export const usage: string = `Usage: npm run demo -- [options]

Without options the brief is made from the example book in ${BOOK}.
With one or more of your own files, only those are read, and sections without data say so:

${tableNames.map((name) => `  --${name.padEnd(14)} FILE   ${tables[name].help}`).join("\n")}

  --as-of YYYY-MM-DD         the day of the brief; needed with your own files (the example book's is ${BOOK_AS_OF}).
                             Answers, stages, opportunities and campaigns dated later are left out and counted;
                             customers, balances and levers are taken as the file has them
  --map TABLE.FIELD=COLUMN   your column for a field, such as --map customers.value=Turnover (repeatable)
  --stage OWN=STAGE          your name of a stage, such as --stage Won=contract (repeatable); STAGE is one of
                             ${stageIds.join(", ")}
  --scale MIN-MAX            scale of the satisfaction and loyalty questions (default 1-10)
  --margin RATE              what is left of a contract's amount, 0 to 1; without it no return of your campaigns is
                             named, only what an opportunity and a contract cost
  --point-value X            money value of one point; without it your customers' points are left out
  --horizon DAYS             how far the forecast looks (default 90)
  --quota AMOUNT             what the funnel is asked to bring within the horizon
  --target AMOUNT            what contracts are to bring in the year of the brief, handed down to regions, products and months
                             (default: what last year's brought, plus 10 %)
  --budget AMOUNT            what strategies may cost in all (default: half of what all their moves would, at
                             least what the dearest does)
  --seed NUMBER              seed of the simulation (default 1)
  --out FILE                 where the page goes (default out/brief.html). The list of accounts is written beside it:
                             accounts.csv, or NAME-accounts.csv where the page is called NAME.html and not brief.html
  --lang en|zh               language in the terminal (the page has both)

Files are CSV UTF-8 with a header. Fields by table; * is needed, the default column stands in brackets. A column called
like the field is found too; case does not matter:
${tableNames.map((name) => `  ${name}: ${tables[name].fields.map(described).join(", ")}`).join("\n")}
`;
