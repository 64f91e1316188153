import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { RivalSignal } from "../../core/labels/rival-profile.ts";
import { clopperPearsonInterval, wilsonInterval } from "../../math/proportion.ts";
import { newcombeInterval } from "../../math/proportion-difference.ts";
import type { PostureReading } from "./types.ts";

/** An encounter as far as it tells a posture. */
export interface Meeting {
  readonly recent: boolean;
  /** True where the rival won. */
  readonly lost: boolean;
  /** Whether the account was theirs; absent where not known. */
  readonly theirs?: boolean;
  /** Whether they were cheaper; absent without both prices. */
  readonly undercut?: boolean;
}

/** What decides a posture, checked. */
export interface PostureSettings {
  readonly windowDays: number;
  readonly level: number;
  readonly minEncounters: number;
  readonly winMargin: number;
  readonly meetingMargin: number;
  readonly deals?: { readonly recent: number; readonly before: number };
}

/** Reads a posture out of the encounters of both periods. */
export function readingOf(meetings: readonly Meeting[], settings: PostureSettings): PostureReading {
  const { level, minEncounters } = settings;
  const recent = meetings.filter((meeting) => meeting.recent);
  const before = meetings.filter((meeting) => !meeting.recent);
  // two signals are looked at, so each gets half the error
  const strict = 1 - (1 - level) / 2;
  const lost = (list: readonly Meeting[]): number => list.filter((meeting) => meeting.lost).length;
  const fewest = Math.min(recent.length, before.length);
  const winChange: Estimate | Abstention =
    fewest < minEncounters
      ? { abstained: { code: "too_few_rows", params: { n: fewest, needed: minEncounters } } }
      : {
          value: lost(recent) / recent.length - lost(before) / before.length,
          n: meetings.length,
          interval: newcombeInterval(lost(recent), recent.length, lost(before), before.length, strict),
        };
  const wins = "abstained" in winChange ? "unsure" : signalOf(winChange, -settings.winMargin, 0, settings.winMargin);
  const { ratio, signal: meetingSignal } = meetingsOf(recent.length, before.length, strict, settings);
  const theirGround = shareOf(
    recent.flatMap(({ theirs }) => (theirs === undefined ? [] : [theirs])),
    settings,
  );
  return {
    recent: recent.length,
    before: before.length,
    stance: stanceOf(wins, meetingSignal, theirGround, recent.length, before.length),
    signals: { wins, meetings: meetingSignal },
    wins: shareOf(
      recent.map((meeting) => meeting.lost),
      settings,
    ),
    winChange,
    meetingRatio: ratio,
    undercut: shareOf(
      recent.flatMap(({ undercut }) => (undercut === undefined ? [] : [undercut])),
      settings,
    ),
    theirGround,
  };
}

/** Rising or falling where the interval lies to one side of no change, level where it lies within the margin. */
function signalOf({ interval }: Pick<Estimate, "interval">, low: number, none: number, high: number): RivalSignal {
  if (interval.lower > none) return "rising";
  if (interval.upper < none) return "falling";
  return interval.lower >= low && interval.upper <= high ? "level" : "unsure";
}

/**
 * How much more often we meet: given the sum of both counts the later one is binomial, with the share of exposure of
 * the later period where nothing changed.
 */
function meetingsOf(
  recent: number,
  before: number,
  level: number,
  { deals, meetingMargin, minEncounters }: PostureSettings,
): { ratio: Estimate | Abstention; signal: RivalSignal } {
  const n = recent + before;
  if (n < minEncounters) {
    return { ratio: { abstained: { code: "too_few_rows", params: { n, needed: minEncounters } } }, signal: "unsure" };
  }
  const exposure = deals === undefined ? 1 : deals.before / deals.recent;
  const share = clopperPearsonInterval(recent, n, level);
  const odds = (p: number): number => (p >= 1 ? Number.POSITIVE_INFINITY : (p / (1 - p)) * exposure);
  const interval = { lower: odds(share.lower), upper: odds(share.upper), level };
  const signal = signalOf({ interval }, 1 / meetingMargin, 1, meetingMargin);
  // a rival that was not there before has no ratio, but may well be seen to come
  if (before === 0) return { ratio: { abstained: { code: "zero_base", params: { what: "before" } } }, signal };
  return { ratio: { value: (recent / before) * exposure, n, interval }, signal };
}

function shareOf(list: readonly boolean[], { level }: PostureSettings): Estimate | Abstention {
  const n = list.length;
  if (n === 0) return { abstained: { code: "too_few_rows", params: { n, needed: 1 } } };
  const yes = list.filter(Boolean).length;
  return { value: yes / n, n, interval: wilsonInterval(yes, n, level) };
}

function stanceOf(
  wins: RivalSignal,
  meetings: RivalSignal,
  theirGround: Estimate | Abstention,
  recent: number,
  before: number,
): PostureReading["stance"] {
  const signals = [wins, meetings];
  const named = (stance: "attacking" | "defending" | "holding" | "retreating"): PostureReading["stance"] => ({
    named: stance,
    reason: { code: "rival_posture", params: { stance, wins, meetings, n: recent + before } },
  });
  const [rising, falling] = [signals.includes("rising"), signals.includes("falling")];
  if (rising && falling) return { abstained: { code: "rival_signals_mixed", params: { wins, meetings } } };
  if (rising) return named("attacking");
  if (falling) return named("retreating");
  if (!("abstained" in theirGround) && theirGround.interval.lower > 0.5) return named("defending");
  if (wins === "level" && meetings === "level") return named("holding");
  return { abstained: { code: "rival_trend_unsure", params: { recent, before } } };
}
