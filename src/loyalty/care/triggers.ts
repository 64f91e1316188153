import type { CareFollowUp, CareTrigger } from "./types.ts";

/** At once, and again when others have forgotten. */
const soonAndLater: readonly CareFollowUp[] = [
  { after: 0, unit: "day" },
  { after: 1, unit: "week" },
  { after: 1, unit: "month" },
];

/**
 * When care counts (D16, 关怀时机): birthdays, founding days, contracts, and the occasions on which people remember who was
 * there. Lead, priority and follow-ups are a start, meant to be changed. Feasts of the lunar calendar are added with
 * their days: `{ id: "spring_festival", kind: "given", dates: ["2026-02-17"] }`.
 *
 * @example
 * ```ts
 * careTriggers.filter((trigger) => trigger.sensitive).map((trigger) => trigger.id); // => ["birthday", "illness", "bereavement", "hardship"]
 * ```
 */
export const careTriggers: readonly CareTrigger[] = /* @__PURE__ */ (() => [
  { id: "birthday", kind: "yearly", for: "person", leadDays: 7, priority: 4, sensitive: true },
  { id: "founding", kind: "yearly", for: "account", leadDays: 14, priority: 4 },
  {
    id: "founding_jubilee",
    kind: "yearly",
    for: "account",
    date: "founding",
    everyYears: 5,
    leadDays: 60,
    priority: 3,
  },
  { id: "cooperation", kind: "yearly", for: "account", leadDays: 14, priority: 4 },
  { id: "contract_end", kind: "term", for: "account", leadDays: 90, priority: 2 },
  { id: "illness", kind: "occasion", for: "person", priority: 1, sensitive: true, followUps: soonAndLater },
  { id: "bereavement", kind: "occasion", for: "person", priority: 1, sensitive: true, followUps: soonAndLater },
  { id: "failure", kind: "occasion", priority: 2, followUps: soonAndLater },
  { id: "change", kind: "occasion", priority: 3, followUps: soonAndLater },
  { id: "hardship", kind: "occasion", priority: 2, sensitive: true, followUps: soonAndLater },
])() as readonly CareTrigger[];
