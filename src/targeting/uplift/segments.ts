import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { UpliftSegmentType } from "../../core/labels/uplift.ts";
import type { Locale } from "../../core/locale.ts";
import type { Reason } from "../../core/reasons.ts";
import { rulesOfTree } from "../segment/rule.ts";
import type { SegmentFields } from "../segment/types.ts";
import { ruleText } from "../segment/words.ts";
import type { TreeQuestion } from "../tree/types.ts";
import { figuresOf } from "./figures.ts";
import { requireUpliftTree } from "./model-check.ts";
import type { UpliftFigures, UpliftModel, UpliftNode } from "./types.ts";

/** One condition on the way to a segment. */
export interface UpliftCondition {
  readonly question: TreeQuestion;
  /** Whether the customers of the segment answer yes. */
  readonly yes: boolean;
}

/** A segment of an uplift tree with its rule, its figures and what kind of customers it holds. */
export interface UpliftSegment extends UpliftFigures {
  /** Number of the segment, from 1. */
  readonly leaf: number;
  readonly conditions: readonly UpliftCondition[];
  /** The rule in words, one condition per field. A condition that does not say "or not known" holds for known values alone. */
  readonly rule: string;
  /** Customers of both arms behind the figures. */
  readonly n: number;
  readonly type: UpliftSegmentType;
}

/** The segments of an uplift tree, highest uplift first. */
export interface UpliftSegments {
  readonly segments: readonly UpliftSegment[];
  readonly cautions: readonly Reason[];
}

/** Options of {@link describeUpliftSegments}. */
export interface DescribeUpliftOptions {
  readonly locale?: Locale;
  /** How fields and their levels are called in the rules; by default by their ids. */
  readonly fields?: SegmentFields;
  /**
   * Uplift from which a contact is worth its cost, in the outcome's unit, at least 0; default 0. For yes/no it is cost
   * of a contact ÷ value of a yes.
   */
  readonly worthwhile?: number;
  /**
   * Rate or mean of the control group from which customers who need no contact are sure things rather than lost causes;
   * default that of the whole control group.
   */
  readonly highRate?: number;
}

/**
 * Words the segments of an uplift tree: the rule, both rates, what contact changes, and whom to contact or leave alone.
 *
 * A segment is `leave_alone` where the whole interval of its uplift lies below 0, `persuadable` where it lies above 0
 * and the uplift is at least `worthwhile`. Where all of the interval lies below `worthwhile`, it is a `sure_thing` or a
 * `lost_cause` by the control group's rate. Else it is `undecided`. These names fit a segment on average: no customer is
 * seen both with and without contact, so nobody can be called one of the four in person.
 *
 * @param model - A tree from {@link fitUplift} or `loadModel`.
 * @param options - `locale` and `fields` (names of fields and levels) of the words; `worthwhile`, `highRate`.
 * @returns Segments by uplift, highest first, and cautions.
 * @throws `ClienteleError` `invalid_model`, `invalid_type` (no tree), `out_of_range`, `not_finite`, `unknown_id`.
 * @example
 * ```ts
 * const rows = Array.from({ length: 800 }, (_, i) => ({ city: i % 2 === 0 ? "Lyon" : "Nice" }));
 * const treated = rows.map((_, i) => (i % 4 < 2 ? 1 : 0));
 * const bought = rows.map((row, i) => (i % 5 === 0 || (treated[i] === 1 && row.city === "Lyon" && i % 3 === 0) ? 1 : 0));
 * const model = fitUplift(readFeatures(rows, ["city"]), treated, bought, { method: "tree" });
 * const [first] = describeUpliftSegments(model).segments;
 * first.rule; // => "city is Lyon"
 * first.type; // => "persuadable"
 * const fields = { city: { name: "城市", levels: { Lyon: "里昂" } } };
 * describeUpliftSegments(model, { locale: "zh", fields }).segments[0].rule; // => "城市 为 里昂"
 * ```
 * @see Radcliffe & Surry (2011), section 2, on the four kinds; Li & Pearl (2019), IJCAI, on what is not identified
 */
export function describeUpliftSegments(model: UpliftModel, options: DescribeUpliftOptions = {}): UpliftSegments {
  const tree = requireUpliftTree(model);
  requireObject(options, "options");
  const { nodes, outcome, level } = tree;
  const ruleOf = rulesOfTree(tree);
  const { locale = "en", worthwhile = 0, highRate = (nodes[0] as UpliftNode).control.mean, fields = {} } = options;
  requireObject(fields, "options.fields");
  requireOneOf(locale, ["en", "zh"], "options.locale");
  requireNumber(worthwhile, "options.worthwhile", { min: 0 });
  requireNumber(highRate, "options.highRate");
  const segments: UpliftSegment[] = [];
  const walk = (at: number, conditions: readonly UpliftCondition[]): void => {
    const node = nodes[at] as UpliftNode;
    if ("question" in node) {
      walk(node.left, [...conditions, { question: node.question, yes: true }]);
      walk(node.right, [...conditions, { question: node.question, yes: false }]);
      return;
    }
    const figures = figuresOf(outcome, node.treated, node.control, level);
    const customers = node.treated.n + node.control.n;
    segments.push({
      leaf: node.leaf,
      conditions,
      rule: ruleText(ruleOf(at), customers, fields, locale),
      n: customers,
      ...figures,
      type: typeOf(figures, node.control.mean, worthwhile, highRate),
    });
  };
  walk(0, []);
  const value = ({ uplift }: UpliftSegment): number => ("value" in uplift ? uplift.value : 0);
  segments.sort((a, b) => value(b) - value(a) || a.leaf - b.leaf);
  return {
    segments,
    cautions: [...tree.fittedOn.notes, { code: "uplift_types_not_personal", params: {} }],
  };
}

function typeOf({ uplift }: UpliftFigures, control: number, worthwhile: number, highRate: number): UpliftSegmentType {
  if ("abstained" in uplift) return "undecided";
  const { lower, upper } = uplift.interval;
  if (upper < 0) return "leave_alone";
  if (lower > 0 && uplift.value >= worthwhile) return "persuadable";
  if (upper < worthwhile) return control >= highRate ? "sure_thing" : "lost_cause";
  return "undecided";
}
