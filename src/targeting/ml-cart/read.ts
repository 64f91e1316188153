import { show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { neighbour } from "./neighbour.ts";

/** A node as it was read: questions as ours, what a leaf says, and customers where the JSON tells. */
export interface ReadNode {
  readonly feature: number;
  readonly threshold: number;
  readonly left: number;
  readonly right: number;
  /** Shares by label, or a mean; of leaves alone. */
  readonly says?: readonly number[] | number;
  readonly samples?: number;
  readonly variance?: number;
}

/** More nodes than ml-cart could ever grow. */
const MOST_NODES = 100_000;

/** Reads the nodes of ml-cart's JSON, the root first and left before right, and refuses what is none. */
export function readNodes(root: unknown, classifier: boolean, columns: number): readonly ReadNode[] {
  const nodes: ReadNode[] = [];
  // where the position of a node is written once it is known
  const rest: {
    readonly json: unknown;
    readonly path: string;
    readonly parent: number;
    readonly side: "left" | "right";
  }[] = [{ json: root, path: "root", parent: -1, side: "left" }];
  while (rest.length > 0) {
    const { json, path, parent, side } = rest.pop() as (typeof rest)[number];
    if (typeof json !== "object" || json === null || Array.isArray(json)) {
      refuse(`${path} must be a node, got ${show(json)}`);
    }
    const at = nodes.length;
    if (at >= MOST_NODES) refuse(`it holds more than ${MOST_NODES} nodes`);
    const node = json as Readonly<Record<string, unknown>>;
    if (parent >= 0) nodes[parent] = { ...(nodes[parent] as ReadNode), [side]: at };
    const samples = readCount(node["numberSamples"], `${path}.numberSamples`);
    const known = samples === undefined ? {} : { samples };
    if (node["distribution"] !== undefined && node["distribution"] !== null) {
      const variance = classifier ? undefined : readVariance(node["variance"], `${path}.variance`);
      const says = classifier ? readShares(node["distribution"], path) : readNumber(node["distribution"], path);
      nodes.push({ ...LEAF, says, ...known, ...(variance === undefined ? {} : { variance }) });
      continue;
    }
    const split = node["splitValue"];
    const column = node["splitColumn"];
    if (typeof split !== "number" || !Number.isFinite(split)) {
      refuse(`${path}.splitValue must be a finite number, got ${show(split)}`);
    }
    if (typeof column !== "number" || !Number.isInteger(column) || column < 0 || column >= columns) {
      refuse(`${path}.splitColumn must be a whole number from 0 to ${columns - 1}, got ${show(column)}`);
    }
    const threshold = neighbour(split, -1);
    if (!Number.isFinite(threshold)) refuse(`${path}.splitValue has no number below it`);
    nodes.push({ feature: column, threshold, left: -1, right: -1, ...known });
    rest.push({ json: node["right"], path: `${path}.right`, parent: at, side: "right" });
    rest.push({ json: node["left"], path: `${path}.left`, parent: at, side: "left" });
  }
  return nodes;
}

const LEAF = { feature: -1, threshold: 0, left: -1, right: -1 } as const;

function refuse(problem: string): never {
  throw new ClienteleError("invalid_model", `json is no model of ml-cart: ${problem}`, {});
}

function readCount(value: unknown, path: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1) {
    refuse(`${path} must be a whole number of at least 1, got ${show(value)}`);
  }
  return value;
}

function readVariance(value: unknown, path: string): number | undefined {
  if (value === undefined) return undefined;
  const variance = readNumber(value, path);
  if (variance < 0) refuse(`${path} must be at least 0, got ${variance}`);
  return variance;
}

function readNumber(value: unknown, path: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    refuse(`${path} must say a finite number, got ${show(value)}`);
  }
  return value + 0;
}

/** Sums of many equal parts miss 1 by rounding alone. */
const SUM_TOLERANCE = 1e-6;

function readShares(value: unknown, path: string): readonly number[] {
  const row: unknown = Array.isArray(value) && value.length === 1 ? value[0] : undefined;
  if (!Array.isArray(row) || row.length === 0) refuse(`${path}.distribution must be one row of shares`);
  let sum = 0;
  for (const share of row) {
    if (typeof share !== "number" || !(share >= 0 && share <= 1 + SUM_TOLERANCE)) {
      refuse(`${path}.distribution must hold shares in [0, 1], got ${show(share)}`);
    }
    sum += share;
  }
  if (Math.abs(sum - 1) > SUM_TOLERANCE) refuse(`${path}.distribution must sum to 1, not ${sum}`);
  return row.map((share: number) => Math.min(1, share));
}
