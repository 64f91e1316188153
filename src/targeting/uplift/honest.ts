import { requireColumn, requireNumber, requireObject, requireSameLength, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Arms } from "./arms.ts";
import type { GrowthRows } from "./grow.ts";
import type { HonestSplit } from "./types.ts";

/**
 * Deals the listed customers into those that shape the tree and those that its figures are counted on. Chance alone
 * decides: a deal that looked at outcomes would make both parts alike and the figures flatter again.
 */
export function dealHonest(rows: Uint32Array, arms: Arms, honest: HonestSplit): GrowthRows {
  requireObject(honest, "options.honest");
  const { seed, share = 0.5, keys } = honest;
  requireNumber(seed, "options.honest.seed", {
    min: Number.MIN_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
    integer: true,
  });
  requireNumber(share, "options.honest.share", { above: 0, below: 1 });
  if (keys !== undefined) {
    requireColumn(keys, "options.honest.keys");
    requireSameLength(keys, "options.honest.keys", arms.treated, "treated");
  }
  const start = scatter(scatter(seed >>> 0) ^ (Math.floor(seed / 2 ** 32) >>> 0));
  const kept = rows.filter((row) => {
    const hash = keys === undefined ? scatter(start + row) : hashOf(keys[row], row, start);
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
        `options.honest leaves ${part.length} customers in one part, all of one arm; give more customers or no honest split`,
        { rows: rows.length },
      );
    }
  }
  return { structure, estimates: kept };
}

function hashOf(key: unknown, row: number, start: number): number {
  if (typeof key !== "string") {
    throw new ClienteleError("invalid_type", `options.honest.keys[${row}] must be text, got ${show(key)}`, {
      index: row,
    });
  }
  // FNV-1a over the UTF-16 units
  let hash = 0x811c9dc5 ^ start;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return scatter(hash);
}

/** MurmurHash3's finaliser: every bit of a word reaches every bit of the result. */
function scatter(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
