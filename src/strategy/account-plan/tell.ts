import { requireNumber, requireObject, requireOneOf, requireText } from "../../core/checks.ts";
import type { Reason } from "../../core/reasons.ts";
import { type AccountRead, requireRows } from "./read.ts";
import { tellProject } from "./tell-project.ts";
import type { AccountFacts, AccountPart } from "./types.ts";

/** What a part says, and how much of it is known where it can be known in part. */
export interface Told {
  readonly coverage?: number;
  readonly reasons: readonly Reason[];
}

const AMOUNT = { min: -1e15, max: 1e15 } as const;
const SHARE = { min: 0, max: 1 } as const;
const INDEX = { min: 0, max: 100 } as const;
const COUNT = { min: 0, max: 1e9 } as const;

const told = (reasons: readonly Reason[], coverage?: number): Told =>
  coverage === undefined ? { reasons } : { coverage, reasons };

/** Puts a part of the facts into words; `undefined` where nothing is known of it. */
export function tellPart(part: AccountPart, facts: AccountFacts, read: AccountRead): Told | undefined {
  const given = part === "lock_in" ? facts.lockIn : facts[part];
  if (given === undefined) return undefined;
  return TELLERS[part](facts, read);
}

const TELLERS: Readonly<Record<AccountPart, (facts: AccountFacts, read: AccountRead) => Told | undefined>> = {
  tier: ({ tier }) => {
    requireObject(tier, "facts.tier");
    const { tier: id, value, nextTier, toNextTier } = tier as NonNullable<AccountFacts["tier"]>;
    requireText(id, "facts.tier.tier");
    requireNumber(value, "facts.tier.value", AMOUNT);
    if (nextTier === undefined || toNextTier === undefined) {
      return told([{ code: "account_tier", params: { tier: id, value } }]);
    }
    requireNumber(toNextTier, "facts.tier.toNextTier", AMOUNT);
    return told([{ code: "account_tier", params: { tier: id, value, nextTier, toNextTier } }]);
  },
  revenue: ({ marginRate = 1 }, { revenue }) => {
    if (revenue === undefined) return undefined;
    return told([{ code: "account_revenue", params: { monthly: revenue.value, margin: marginRate } }]);
  },
  value: (_, { value }) => {
    if (value === undefined) return undefined;
    const { lower, upper } = value.interval;
    return told([{ code: "account_value", params: { value: value.value, lower, upper } }]);
  },
  loyalty: ({ loyalty }, { quadrant }) => {
    if (quadrant === undefined || loyalty === undefined) return undefined;
    const sure = "likeliest" in loyalty ? { probability: loyalty.probabilities[quadrant] } : {};
    return told([{ code: "account_loyalty", params: { quadrant, ...sure } }]);
  },
  churn: (_, { churn }) => {
    if (churn === undefined) return undefined;
    const { months, chance } = churn;
    const { lower, upper } = chance.interval;
    return told([{ code: "account_churn", params: { months, chance: chance.value, lower, upper } }]);
  },
  switching: ({ switching }) => {
    requireObject(switching, "facts.switching");
    const { index, coverage, indexRange, band } = switching as NonNullable<AccountFacts["switching"]>;
    if (index === undefined) return undefined;
    requireNumber(index, "facts.switching.index", INDEX);
    requireNumber(coverage, "facts.switching.coverage", SHARE);
    requireRange(indexRange, "facts.switching.indexRange");
    if (band !== undefined) requireOneOf(band, ["free", "loose", "held", "bound"], "facts.switching.band");
    const params = { index, lowest: indexRange[0], highest: indexRange[1], ...(band === undefined ? {} : { band }) };
    return told([{ code: "account_switching", params }], coverage);
  },
  lock_in: ({ lockIn }) => {
    requireObject(lockIn, "facts.lockIn");
    const { freeOn, noticeBy } = lockIn as NonNullable<AccountFacts["lockIn"]>;
    if (freeOn === undefined) return undefined;
    requireText(freeOn, "facts.lockIn.freeOn");
    return told([{ code: "account_lock_in", params: { freeOn, ...(noticeBy === undefined ? {} : { noticeBy }) } }]);
  },
  relationship: ({ relationship }) => {
    requireObject(relationship, "facts.relationship");
    const { score, level, lowest, highest, coverage } = relationship as NonNullable<AccountFacts["relationship"]>;
    requireNumber(score, "facts.relationship.score", INDEX);
    requireNumber(lowest, "facts.relationship.lowest", INDEX);
    requireNumber(highest, "facts.relationship.highest", INDEX);
    requireNumber(coverage, "facts.relationship.coverage", SHARE);
    requireOneOf(level, ["distant", "brand", "face_to_face", "intimate"], "facts.relationship.level");
    return told([{ code: "account_relationship", params: { score, level, lowest, highest } }], coverage);
  },
  chain: ({ chain }) => {
    requireObject(chain, "facts.chain");
    const { people, coverage, stance, stanceKnown, missing } = chain as NonNullable<AccountFacts["chain"]>;
    requireNumber(people, "facts.chain.people", COUNT);
    requireObject(coverage, "facts.chain.coverage");
    requireObject(stance, "facts.chain.stance");
    requireRows(missing, "facts.chain.missing");
    if (stanceKnown !== undefined) requireNumber(stanceKnown, "facts.chain.stanceKnown", SHARE);
    if ("abstained" in coverage) return undefined;
    requireNumber(coverage.value, "facts.chain.coverage.value", SHARE);
    const mean = "abstained" in stance ? undefined : stance.value;
    if (mean !== undefined) requireNumber(mean, "facts.chain.stance.value", { min: -2, max: 2 });
    const params = { people, coverage: coverage.value, missing: missing.length };
    return told(
      [{ code: "account_chain", params: { ...params, ...(mean === undefined ? {} : { stance: mean }) } }],
      stanceKnown ?? 0,
    );
  },
  deals: ({ deals = [] }) => {
    requireRows(deals, "facts.deals");
    let [amount, expected, none, open] = [0, 0, 1, 0];
    deals.forEach((deal, i) => {
      requireNumber(deal.chance, `facts.deals[${i}].chance`, SHARE);
      requireNumber(deal.expectedAmount, `facts.deals[${i}].expectedAmount`, AMOUNT);
      if (deal.amount !== undefined) requireNumber(deal.amount, `facts.deals[${i}].amount`, AMOUNT);
      if (deal.status !== "open") return;
      open++;
      amount += deal.amount ?? 0;
      expected += deal.expectedAmount;
      none *= 1 - deal.chance;
    });
    return told([{ code: "account_deals", params: { open, amount, expected, chance: 1 - none } }]);
  },
  target: ({ target }) => {
    requireObject(target, "facts.target");
    const { actual, target: aim, pace, outlook, atStake } = target as NonNullable<AccountFacts["target"]>;
    requireNumber(actual, "facts.target.actual", AMOUNT);
    requireNumber(aim, "facts.target.target", AMOUNT);
    requireNumber(atStake, "facts.target.atStake", AMOUNT);
    requireObject(outlook, "facts.target.outlook");
    if (pace !== undefined) requireNumber(pace, "facts.target.pace");
    const chance = "abstained" in outlook ? undefined : outlook.chance;
    if (chance !== undefined) requireNumber(chance, "facts.target.outlook.chance", SHARE);
    const more = { ...(pace === undefined ? {} : { pace }), ...(chance === undefined ? {} : { chance }) };
    return told([{ code: "account_target", params: { actual, target: aim, ...more } }]);
  },
  service: ({ service }) => {
    requireObject(service, "facts.service");
    const { cases, clocks } = service as NonNullable<AccountFacts["service"]>;
    if (cases === undefined && clocks === undefined) return undefined;
    requireRows(cases ?? [], "facts.service.cases");
    requireRows(clocks ?? [], "facts.service.clocks");
    const of = (state: string): number => (cases ?? []).filter((row) => row.state === state).length;
    const red = (clocks ?? []).filter(({ light }) => light === "red").length;
    const params = {
      open: cases?.length ?? 0,
      broken: of("broken"),
      soon: of("soon"),
      clocks: clocks?.length ?? 0,
      red,
    };
    return told([{ code: "account_service", params }]);
  },
  contact: ({ contact }) => {
    requireObject(contact, "facts.contact");
    const { status, daysSince, daysOverdue } = contact as NonNullable<AccountFacts["contact"]>;
    requireOneOf(status, ["on_time", "due_soon", "overdue", "silent", "never"], "facts.contact.status");
    requireNumber(daysOverdue, "facts.contact.daysOverdue", { min: 0 });
    if (daysSince !== undefined) requireNumber(daysSince, "facts.contact.daysSince", { min: 0 });
    const params = { status, daysOverdue, ...(daysSince === undefined ? {} : { daysSince }) };
    return told([{ code: "account_contact", params }]);
  },
  care: ({ care = [] }) => {
    requireRows(care, "facts.care");
    const of = (status: string): number => care.filter((row) => row.status === status).length;
    return told([{ code: "account_care", params: { planned: care.length, due: of("due"), overdue: of("overdue") } }]);
  },
  campaigns: ({ campaigns = [] }) => {
    requireRows(campaigns, "facts.campaigns");
    const answers = campaigns.map(({ responded }) => responded);
    const [answered, known] = [
      answers.filter((is) => is === true).length,
      answers.filter((is) => is !== undefined).length,
    ];
    return told([{ code: "account_campaigns", params: { reached: campaigns.length, known, answered } }]);
  },
  dossier: ({ dossier }) => {
    requireObject(dossier, "facts.dossier");
    const { completeness, known, facts, next } = dossier as NonNullable<AccountFacts["dossier"]>;
    requireNumber(completeness, "facts.dossier.completeness", SHARE);
    requireNumber(known, "facts.dossier.known", COUNT);
    requireNumber(facts, "facts.dossier.facts", COUNT);
    requireRows(next, "facts.dossier.next");
    return told([{ code: "account_dossier", params: { completeness, known, facts } }], completeness);
  },
  project: ({ project }) => tellProject(project as NonNullable<AccountFacts["project"]>),
};

function requireRange(range: unknown, name: string): void {
  const ends = Array.isArray(range) ? range : [];
  requireNumber(ends[0] as number, `${name}[0]`, INDEX);
  requireNumber(ends[1] as number, `${name}[1]`, INDEX);
}
