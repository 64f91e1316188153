import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync, unlinkSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";

/** The page cannot be written where it was asked for. */
export class OutputError extends Error {}

/** The list of accounts beside the page: accounts.csv for brief.html, NAME-accounts.csv for NAME.html. */
export function accountsFile(out: string): string {
  const name = basename(out, extname(out));
  return join(dirname(out), name === "brief" ? "accounts.csv" : `${name}-accounts.csv`);
}

/** Makes sure, before any work, that both files can be written; makes the folder where it is missing. */
export function prepareOutput(out: string): void {
  if (out.trim() === "") throw new OutputError("--out needs a file name, such as out/brief.html");
  if (isDirectory(out))
    throw new OutputError(`--out ${out} is a folder: name a file, such as ${join(out, "brief.html")}`);
  makeFolder(dirname(out), out);
  for (const file of [out, accountsFile(out)]) {
    try {
      if (existsSync(file)) accessSync(file, constants.W_OK);
      const isNew = !existsSync(file);
      closeSync(openSync(file, "a"));
      if (isNew) unlinkSync(file);
    } catch (error) {
      throw new OutputError(`--out ${out}: ${file} cannot be written (${codeOf(error)})`);
    }
  }
}

/** One folder after another: making them all at once never ends below some system folders. */
function makeFolder(folder: string, out: string): void {
  if (isDirectory(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent, out);
  try {
    mkdirSync(folder);
  } catch (error) {
    throw new OutputError(`--out ${out}: the folder ${folder} cannot be made (${codeOf(error)})`);
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
