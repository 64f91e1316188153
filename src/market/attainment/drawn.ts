import {
  requireColumn,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireOneOf,
  requireText,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { attainmentLabels } from "../../core/labels/attainment.ts";
import type { Attainment, AttainmentGroup } from "./types.ts";

/** Refuses an attainment that was edited by hand into something that cannot be drawn. */
export function requireDrawable(attainment: Attainment): void {
  requireObject(attainment, "attainment");
  requireNonEmpty(attainment.dimensions, "attainment.dimensions");
  for (const [d, id] of Array.from(attainment.dimensions).entries()) requireText(id, `attainment.dimensions[${d}]`);
  requireText(attainment.asOf, "attainment.asOf");
  requireGroup(attainment.whole, "attainment.whole", 0);
  requireColumn(attainment.levels, "attainment.levels");
  if (attainment.levels.length !== attainment.dimensions.length) {
    throw new ClienteleError("length_mismatch", "attainment.levels must hold one list per dimension", {});
  }
  for (const [d, level] of Array.from(attainment.levels).entries()) {
    requireNonEmpty(level, `attainment.levels[${d}]`);
    for (let g = 0; g < level.length; g++) {
      requireGroup(level[g] as AttainmentGroup, `attainment.levels[${d}][${g}]`, d + 1);
    }
  }
}

function requireGroup(group: AttainmentGroup, name: string, depth: number): void {
  requireObject(group, name);
  requireColumn(group.path, `${name}.path`);
  if (group.path.length !== depth) {
    throw new ClienteleError("length_mismatch", `${name}.path must hold ${depth} values`, { name });
  }
  for (let d = 0; d < depth; d++) requireText(group.path[d], `${name}.path[${d}]`);
  requireNumber(group.actual, `${name}.actual`);
  requireNumber(group.target, `${name}.target`, { min: 0 });
  requireNumber(group.atStake, `${name}.atStake`, { min: 0 });
  if (group.attainment !== undefined) requireNumber(group.attainment, `${name}.attainment`);
  requireObject(group.rating, `${name}.rating`);
  requireOneOf(group.rating.status, Object.keys(attainmentLabels.attainmentStatus), `${name}.rating.status`);
  requireObject(group.outlook, `${name}.outlook`);
}
