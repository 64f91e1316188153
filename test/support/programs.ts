import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { threadId } from "node:worker_threads";
import { buildSync } from "esbuild";

const built = new Map<string, string>();

/**
 * Compiles one program of the examples with the sources of the package, once per worker, and names the file that plain
 * Node runs: starting it costs a fraction of what it costs to compile it again on every run.
 */
export function programOf(source: string): string {
  const known = built.get(source);
  if (known !== undefined) return known;
  const { outputFiles } = buildSync({
    entryPoints: [source],
    write: false,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    tsconfig: "tsconfig.dev.json",
    // paths beside the source stay where they are
    define: { "import.meta.url": JSON.stringify(pathToFileURL(resolve(source)).href) },
    logLevel: "silent",
  });
  mkdirSync("out/programs", { recursive: true });
  const program = resolve(`out/programs/${basename(source, ".ts")}.mjs`);
  const draft = `${program}.${process.pid}.${threadId}`;
  writeFileSync(draft, outputFiles[0]?.contents as Uint8Array);
  // in one step, because another worker may be running the same program
  renameSync(draft, program);
  built.set(source, program);
  return program;
}
