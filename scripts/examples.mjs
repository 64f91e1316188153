// Runs every example against the built package, as a user's program would import it, in other time zones than the tests:
// one east and one west of Greenwich by turns.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { buildSync } from "esbuild";

const ZONES = ["Asia/Shanghai", "America/New_York"];

const programOf = (name) => `out/examples/${name.replace(/\.ts$/, ".mjs")}`;
const names = readdirSync("examples").filter((name) => name.endsWith(".ts"));
for (const name of names) {
  buildSync({
    entryPoints: [`examples/${name}`],
    outfile: programOf(name),
    // the package itself is then found by its own name, in dist
    packages: "external",
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    // paths beside the source stay where they are
    define: { "import.meta.url": JSON.stringify(pathToFileURL(resolve(`examples/${name}`)).href) },
  });
}

function run(name) {
  return new Promise((done) => {
    const env = { ...process.env, TZ: ZONES[names.indexOf(name) % ZONES.length] };
    const child = spawn(process.execPath, [programOf(name)], { stdio: "pipe", env });
    let errors = "";
    child.stdout.resume();
    child.stderr.on("data", (text) => {
      errors += text;
    });
    child.on("close", (code) => {
      console.log(`-- examples/${name}${code === 0 ? "" : `: exit code ${code}\n${errors}`}`);
      done(code === 0);
    });
  });
}

const waiting = [...names];
const results = [];
async function work() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) results.push(await run(name));
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
if (results.includes(false)) process.exit(1);
