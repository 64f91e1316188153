import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";

const LAYERS: Readonly<Record<string, number>> = {
  core: 0,
  math: 1,
  time: 1,
  sql: 1,
  chart: 1,
  tiering: 2,
  loyalty: 2,
  funnel: 2,
  switching: 2,
  campaign: 2,
  targeting: 2,
  value: 2,
  retention: 2,
  market: 2,
  strategy: 3,
  "index.ts": 4,
  "schemas.ts": 4,
};

/** Which folder alone may import a package. */
const ROOMS: readonly (readonly [pattern: RegExp, room: RegExp])[] = [
  [/^zod/, /(^|\/|-)schemas?\.ts$/],
  [/^(date-fns|@date-fns)/, /^time\//],
  [/^(simple-statistics|pure-rand)/, /^math\//],
  [/^ml-cart/, /^targeting\/ml-cart\.ts$/],
  [/^yalps/, /^(tiering|switching|campaign|market|strategy)\//],
];

const FORBIDDEN = [
  /\bDate\.now\b/,
  /\bnew Date\(\s*\)/,
  /\bMath\.random\b/,
  /\bprocess\./,
  /\bfetch\(/,
  /["']node:/,
  /\bconsole\./,
];

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts"));
const sources = new Map(files.map((file) => [file, readFileSync(join("src", file), "utf8")]));

/** Import and re-export targets of one file, docblock examples left out. */
function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "");
  const statements = code.matchAll(/^(?:import|export)\b(?:[^;"'`]*?\bfrom)?\s*["']([^"']+)["'];/gm);
  const dynamic = code.matchAll(/\bimport\(\s*["']([^"']+)["']/g);
  return [...statements, ...dynamic].map(([, target]) => target as string);
}

function moduleOf(file: string): string {
  return file.split("/")[0] as string;
}

describe("architecture", () => {
  test("imports point to a lower layer or stay inside their own module", () => {
    for (const [file, text] of sources) {
      const own = moduleOf(file);
      expect(LAYERS[own], `${file} lies in no known layer`).toBeDefined();
      for (const target of importsOf(text).filter((t) => t.startsWith("."))) {
        const other = moduleOf(relative("src", join("src", dirname(file), target)));
        if (other !== own) expect(LAYERS[other], `${file} imports ${target}`).toBeLessThan(LAYERS[own] as number);
      }
    }
  });

  test("each third-party package is reached from its own room alone", () => {
    for (const [file, text] of sources) {
      for (const target of importsOf(text).filter((t) => !t.startsWith("."))) {
        const room = ROOMS.find(([pattern]) => pattern.test(target));
        expect(room, `${file} imports ${target}, which no room owns`).toBeDefined();
        expect(file, `${file} imports ${target}`).toMatch((room as (typeof ROOMS)[number])[1]);
      }
    }
  });

  test("only schemas.ts re-exports schema files, so that nothing else reaches zod", () => {
    for (const [file, text] of sources) {
      if (file === "schemas.ts" || /(\/|-)schema\.ts$/.test(file)) continue;
      for (const target of importsOf(text)) expect(target, file).not.toMatch(/schemas?\.ts$/);
    }
  });

  test("nothing reads a clock, the environment, the network or unseeded randomness", () => {
    for (const [file, text] of sources) {
      const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
      for (const word of FORBIDDEN) expect(code, file).not.toMatch(word);
    }
  });

  test("a file holds one idea: at most 300 lines", () => {
    for (const [file, text] of sources) expect(text.split("\n").length, file).toBeLessThanOrEqual(301);
  });

  test("index files hold public names and nothing else", () => {
    for (const [file, text] of sources) {
      if (!/(^|\/)index\.ts$/.test(file)) continue;
      const code = text
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .replace(/export\s+(type\s+)?(\{[^}]*\}|\*)\s+from\s+["'][^"']+["'];?/g, "")
        .trim();
      expect(code, file).toBe("");
    }
  });
});
