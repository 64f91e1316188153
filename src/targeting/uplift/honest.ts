import { requireColumn, requireNumber, requireObject, requireSameLength, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Arms } from "./arms.ts";
import type { GrowthRows } from "./grow.ts";
import type { HonestSplit } from "./types.ts";

/**
 * Deals the listed customers into those that shape the tree and those that its figures are counted on. Chance alone
 * decides: a deal that looked at outcomes would make both parts alike and the figures flatter again.
 */
export function dealHonest(
  rows: Uint32Array,
  arms: Arms,
  honest: HonestSplit,
  name: string = "options.honest",
): GrowthRows {
  requireObject(honest, name);
  const { seed = 1, share = 0.5, ids } = honest;
  requireNumber(seed, `${name}.seed`, {
    min: Number.MIN_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
    integer: true,
  });
  requireNumber(share, `${name}.share`, { above: 0, below: 1 });
  if (ids !== undefined) {
    requireColumn(ids, `${name}.ids`);
    requireSameLength(ids, `${name}.ids`, arms.treated, "treated");
  }
  // each use has deals of its own: held out by the same numbers, one part of a part would be empty
  const start = scatter(scatter((seed >>> 0) ^ name.length) ^ (Math.floor(seed / 2 ** 32) >>> 0));
  const kept = rows.filter((row) => {
    const hash = ids === undefined ? scatter(start + row) : hashOf(ids[row], `${name}.ids`, row, start);
    return hash < share * 2 ** 32;
  });
  const keptSet = new Uint8Array(arms.treated.length);
  for (const row of kept) keptSet[row] = 1;
  const structure = rows.filter((row) => keptSet[row] === 0);
  for (const part of [structure, kept]) {
    const treated = part.reduce((sum, row) => sum + (arms.treated[row] as number), 0);
    if (treated === 0 || treated === part.length) {
      throw new ClienteleError(
        "empty_input",
        `${name} leaves ${part.length} customers in one part, all of one arm; give more customers or another share`,
        { rows: rows.length },
      );
    }
  }
  return { structure, estimates: kept };
}

function hashOf(id: unknown, name: string, row: number, start: number): number {
  if (typeof id !== "string") {
    throw new ClienteleError("invalid_type", `${name}[${row}] must be text, got ${show(id)}`, {
      index: row,
    });
  }
  // FNV-1a over the UTF-16 units
  let hash = 0x811c9dc5 ^ start;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return scatter(hash);
}

/** MurmurHash3's finaliser: every bit of a word reaches every bit of the result. */
function scatter(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
