import { isClienteleError } from "clientele";
import { Progress } from "../page/terminal.ts";
import { parseRequest, UsageError } from "./args.ts";
import { assembleBook } from "./assemble.ts";
import { OutputError, prepareOutput } from "./out.ts";
import { readAll } from "./read.ts";
import { report } from "./report.ts";
import { usage } from "./usage.ts";

/** Reads the files, makes the brief, prints it and writes the page. Answers with the exit code. */
async function run(argv: readonly string[]): Promise<number> {
  const request = parseRequest(argv);
  if (request === "help") {
    process.stdout.write(usage);
    return 0;
  }
  prepareOutput(request.out);
  const progress = new Progress(process.stderr);
  const raw = readAll(request.files, request.columns, (name) => progress.step(`reading ${request.files.get(name)}`));
  const { book, readings } = assembleBook(raw, request);
  progress.finish();
  return report(book, readings, request, progress);
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
  } else if (error instanceof OutputError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  } else if (isClienteleError(error)) {
    process.stderr.write(`The brief cannot be made (${error.code}): ${error.message}\n`);
    process.exitCode = 1;
  } else throw error;
}
