import { requireColumn, requireNonEmpty, requireNumber, requireObject, requireText } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { sum } from "../../math/sum.ts";
import { toDay, toIsoDate } from "../../time/day.ts";
import type {
  ObjectiveOptions,
  Ogsm,
  OgsmFinding,
  OgsmLevel,
  OgsmLight,
  OgsmMeasure,
  OgsmReport,
  OgsmRow,
} from "./goal-types.ts";
import { readMeasure, type Standing } from "./measure-progress.ts";
import { requireTasks } from "./network.ts";

/** Weights that miss one whole by less have only been rounded. */
const ROUNDING = 1e-9;

const LEVELS: readonly { readonly level: OgsmLevel; readonly children: "goals" | "strategies" | "measures" }[] = [
  { level: "objective", children: "goals" },
  { level: "goal", children: "strategies" },
  { level: "strategy", children: "measures" },
];

/** Any node as it may come from JSON. */
type Node = OgsmMeasure & Readonly<Record<"goals" | "strategies" | "measures", readonly Node[] | undefined>>;

/** A node rolled up, and where its rows stand. */
interface Rolled extends Standing {
  readonly known: number;
  readonly lights: Readonly<Record<OgsmLight, number>>;
}

/**
 * Rolls the measures of a key-account project up to its strategies, goals and objectives, sets each against the
 * calendar, and names what is missing: owners, targets, dates, branches that nothing measures.
 *
 * A measure's progress is its share of the way from baseline to target; the calendar asks for the share of the time
 * from `since` to `due` that has passed. Green, amber and red follow from how far progress lies behind that
 * (`options.rule`); a measure that is past due without its target is red. Above measures, progress and calendar are
 * weighted means of what is known below, progress counted within [0, 1], and the same rule gives the light.
 *
 * @param tree - Objectives with goals with strategies with measures; ids unique in the whole tree. Not mutated.
 * @param options - `asOf`; `rule` (green up to 0.05 behind, amber up to 0.15); `tasks` to check against strategies.
 * @returns A row per node, the whole, and what is wrong.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `duplicate_id`, `invalid_date`,
 * `inconsistent` for weights on some siblings only, or a due date before its start.
 * @example
 * ```ts
 * const measure = { id: "share", owner: "Li", baseline: 20, target: 40, actual: 25, due: "2026-12-30" };
 * const report = measureObjectives(
 *   { start: "2026-01-01", objectives: [{ id: "first choice", goals: [{ id: "wallet", strategies: [{ id: "bundle", measures: [measure] }] }] }] },
 *   { asOf: "2026-07-02" },
 * );
 * report.progress; // => 0.25
 * report.expected; // => 0.5
 * report.light; // => "red"
 * ```
 */
export function measureObjectives(tree: Ogsm, options: ObjectiveOptions): OgsmReport {
  requireObject(tree, "tree");
  requireObject(options, "options");
  const asOf = toDay(options.asOf, "options.asOf");
  const start = toDay(tree.start, "tree.start");
  const { green, amber } = readRule(options.rule);
  requireNonEmpty(tree.objectives, "tree.objectives");
  const rows: OgsmRow[] = [];
  const findings: OgsmFinding[] = [];
  const seen = new Map<string, OgsmLevel>();
  const whole = visit(tree.objectives as unknown as readonly Node[], 0, "tree.objectives", undefined, 1);
  if (options.tasks !== undefined) findings.push(...strayTasks(options.tasks, seen));
  const { progress, expected, known } = whole;
  return {
    asOf: toIsoDate(asOf),
    rows,
    ...(progress === undefined ? {} : { progress, expected: expected as number }),
    known,
    light: lightOf(whole),
    findings,
  };

  function lightOf({ progress, expected, overdue }: Standing): OgsmLight {
    if (progress === undefined || expected === undefined) return "unknown";
    if (progress >= 1) return "green";
    if (overdue) return "red";
    const behind = expected - progress;
    // a gap that is just the limit belongs to the better light, whatever rounding makes of it
    return behind <= green + ROUNDING ? "green" : behind <= amber + ROUNDING ? "amber" : "red";
  }

  function visit(
    nodes: readonly Node[],
    depth: number,
    name: string,
    parent: string | undefined,
    share: number,
  ): Rolled {
    const weights = readWeights(nodes, name, parent ?? "", findings);
    const parts = Array.from(nodes, (node, i): Rolled => {
      const at = `${name}[${i}]`;
      const level = LEVELS[depth]?.level ?? "measure";
      readNode(node, at, level);
      const place = rows.length;
      const weight = weights[i] as number;
      rows.push(undefined as unknown as OgsmRow);
      const rolled = depth < LEVELS.length ? below(node, depth, at, share * weight) : measured(node, at);
      const light = lightOf(rolled);
      const lights = level === "measure" ? { ...NO_LIGHTS, [light]: 1 } : rolled.lights;
      rows[place] = {
        id: node.id,
        ...(node.name === undefined ? {} : { name: node.name }),
        level,
        ...(parent === undefined ? {} : { parent }),
        weight,
        globalWeight: share * weight,
        ...(rolled.progress === undefined ? {} : { progress: rolled.progress }),
        ...(rolled.expected === undefined ? {} : { expected: rolled.expected }),
        known: rolled.known,
        light,
        lights,
      };
      return { ...rolled, lights };
    });
    return rollUp(parts, weights);
  }

  function below(node: Node, depth: number, name: string, share: number): Rolled {
    const { level, children } = LEVELS[depth] as (typeof LEVELS)[number];
    const nodes = node[children];
    if (nodes === undefined || nodes === null) {
      throw new ClienteleError(
        "invalid_type",
        `${name}.${children} must be a list; an empty one is named as a finding`,
        { name },
      );
    }
    requireColumn(nodes, `${name}.${children}`);
    if (nodes.length > 0) return visit(nodes, depth + 1, `${name}.${children}`, node.id, share);
    findings.push({ code: "ogsm_empty", params: { node: node.id, level } });
    return { known: 0, lights: NO_LIGHTS, overdue: false };
  }

  function measured(node: Node, name: string): Rolled {
    const { standing, findings: found } = readMeasure(node, name, start, asOf);
    findings.push(...found);
    return { ...standing, known: standing.progress === undefined ? 0 : 1, lights: NO_LIGHTS };
  }

  function readNode(node: Node, name: string, level: OgsmLevel): void {
    requireText(node.id, `${name}.id`);
    if (node.name !== undefined) requireText(node.name, `${name}.name`);
    if (node.owner !== undefined) requireText(node.owner, `${name}.owner`);
    if (seen.has(node.id)) {
      throw new ClienteleError("duplicate_id", `${name}.id ${node.id} stands twice in the tree`, { id: node.id });
    }
    seen.set(node.id, level);
  }
}

const NO_LIGHTS: Readonly<Record<OgsmLight, number>> = { green: 0, amber: 0, red: 0, unknown: 0 };

function readRule(rule: ObjectiveOptions["rule"] = {}): { readonly green: number; readonly amber: number } {
  requireObject(rule, "options.rule");
  const { green = 0.05 } = rule;
  requireNumber(green, "options.rule.green", { min: 0, max: 1 });
  const { amber = Math.max(green, 0.15) } = rule;
  requireNumber(amber, "options.rule.amber", { min: green, max: 1 });
  return { green, amber };
}

/** Weights of siblings, summing to 1; names those that did not. */
function readWeights(nodes: readonly Node[], name: string, parent: string, findings: OgsmFinding[]): number[] {
  for (let i = 0; i < nodes.length; i++) requireObject(nodes[i], `${name}[${i}]`);
  const stated = Array.from(nodes, ({ weight }) => weight).filter((weight) => weight !== undefined);
  if (stated.length === 0) return Array.from(nodes, () => 1 / nodes.length);
  if (stated.length < nodes.length) {
    throw new ClienteleError(
      "inconsistent",
      `${name} states ${stated.length} weights for ${nodes.length} siblings; state all or none`,
      { name },
    );
  }
  stated.forEach((weight, i) => {
    requireNumber(weight, `${name}[${i}].weight`, { min: 0, max: 1e6 });
  });
  const total = sum(stated);
  if (!(total > 0)) throw new ClienteleError("inconsistent", `${name} must have a weight above 0`, { name });
  if (Math.abs(total - 1) > ROUNDING) findings.push({ code: "ogsm_weights", params: { node: parent, total } });
  return stated.map((weight) => weight / total);
}

/** Weighted means over what is known. */
function rollUp(parts: readonly Rolled[], weights: readonly number[]): Rolled {
  const lights = { ...NO_LIGHTS };
  for (const part of parts) for (const light of Object.keys(lights) as OgsmLight[]) lights[light] += part.lights[light];
  const weighed = parts.map((part, i) => ({ ...part, weight: (weights[i] as number) * part.known }));
  const known = sum(weighed.map(({ weight }) => weight));
  const meanOf = (read: (part: Rolled) => number | undefined): number =>
    sum(weighed.map((part) => part.weight * (read(part) ?? 0))) / known;
  return {
    known: Math.min(1, known),
    lights,
    overdue: false,
    ...(known > 0
      ? {
          progress: meanOf(({ progress = 0 }) => Math.min(1, Math.max(0, progress))),
          expected: meanOf(({ expected }) => expected),
        }
      : {}),
  };
}

function strayTasks(
  tasks: readonly NonNullable<ObjectiveOptions["tasks"]>[number][],
  seen: ReadonlyMap<string, OgsmLevel>,
): OgsmFinding[] {
  requireTasks(tasks);
  const served = new Set(Array.from(tasks, ({ serves }) => serves));
  const found: OgsmFinding[] = [];
  for (const [id, level] of seen) {
    if (level === "strategy" && !served.has(id))
      found.push({ code: "ogsm_strategy_without_tasks", params: { strategy: id } });
  }
  for (const { id, serves } of tasks) {
    if (serves === undefined || seen.get(serves) === "strategy") continue;
    found.push({ code: "ogsm_task_astray", params: { task: id, serves: String(serves) } });
  }
  return found;
}
