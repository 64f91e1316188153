// Adds to package-lock.json the optional binaries of other platforms that a registry mirror did not offer, so that
// `npm ci` finds the lock file complete everywhere. Run it after `npm install` wherever `npm ci` reports "Missing: …".
import { readFileSync, writeFileSync } from "node:fs";

const SYSTEMS = ["android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const PROCESSORS = ["arm64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const { packages } = lock;

/** Where `name` resolves to when it is required from the package at `path`, if anywhere. */
function resolve(path, name) {
  for (let folder = path; ; ) {
    const key = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
    if (key in packages) return key;
    if (folder === "") return undefined;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1));
  }
}

let added = 0;
for (const [path, parent] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
    if (resolve(path, name) !== undefined) continue;
    const parts = name.split("/").at(-1).split("-");
    const system = SYSTEMS.find((id) => parts.includes(id));
    const processor = PROCESSORS.find((id) => parts.includes(id));
    const libc = parts.some((part) => part.startsWith("musl"))
      ? "musl"
      : parts.some((part) => part.startsWith("gnu"))
        ? "glibc"
        : undefined;
    packages[`${path.slice(0, path.lastIndexOf("node_modules/"))}node_modules/${name}`] = {
      version: range.replace(/^[\^~]/, ""),
      ...(processor === undefined ? {} : { cpu: [processor] }),
      ...(parent.dev === true ? { dev: true } : {}),
      ...(system === "linux" && libc !== undefined ? { libc: [libc] } : {}),
      optional: true,
      ...(system === undefined ? {} : { os: [system] }),
    };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added`);
