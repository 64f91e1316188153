import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { programOf } from "../support/programs.ts";
import { visible } from "./run-demo.ts";

/** An example that writes a page, run once. */
export interface RunPage {
  /** The folder it wrote into. */
  readonly folder: string;
  readonly page: string;
  /** What it said on the terminal. */
  readonly told: string;
  /** What a reader of one language sees: words and pictures of the other are hidden. */
  readonly seenIn: (locale: "en" | "zh") => string;
}

/** Runs an example in a folder of its own: it writes under the folder it is started in. */
export function runPage(name: string): RunPage {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const command = [programOf(`examples/${name}.ts`)];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: "utf8" });
  expect(status, stderr).toBe(0);
  const page = readFileSync(join(folder, `out/${name}.html`), "utf8");
  const seenIn = (locale: "en" | "zh"): string => {
    const other = locale === "en" ? "zh" : "en";
    const hidden = [`<span class="${other}"[^>]*>[^<]*</span>`, `<div class="frame ${other}">[^]*?</svg>`];
    return visible(page.slice(page.indexOf("<body>")).replace(new RegExp(hidden.join("|"), "g"), ""));
  };
  return { folder, page, told: stdout, seenIn };
}
