import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseRecordsOf } from "../support/csv.ts";
import { programOf } from "../support/programs.ts";

/** What a run of the demo left behind. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly page: string;
  readonly accounts: Record<string, string>[];
}

/** Runs the demo as a user does, into a folder of its own. */
export function demo(args: readonly string[], program: string = "main"): Outcome {
  const folder = mkdtempSync(join(tmpdir(), "brief-"));
  const out = join(folder, "brief.html");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [programOf(`examples/demo/${program}.ts`), ...args, "--out", out],
    { encoding: "utf8" },
  );
  const read = (file: string) => {
    try {
      return readFileSync(join(folder, file), "utf8");
    } catch {
      return "";
    }
  };
  return { code: status, stdout, stderr, page: read("brief.html"), accounts: parseRecordsOf(read("accounts.csv")) };
}

/** A file with this text, in a folder of its own. */
export function file(text: string | Buffer): string {
  const path = join(mkdtempSync(join(tmpdir(), "book-")), "mine.csv");
  writeFileSync(path, text);
  return path;
}

/** Text of the page as a reader sees it. */
export const visible = (page: string): string =>
  page
    .replace(/<style[\s\S]*?<\/style>|<script[\s\S]*?<\/script>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
