import { textWidth } from "../../chart/text.ts";

/** A point of the plotting area in pixels, x from the left, y from the top, with its label. */
export interface Labelled {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Where a label stands: the middle of its text. */
export interface Placed {
  readonly x: number;
  readonly y: number;
  /** True where the label stands so far off that a line must lead to its point. */
  readonly led: boolean;
  /** Where that line ends: the near side of the label. */
  readonly endX: number;
  readonly endY: number;
}

/** A rectangle of the plotting area in pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A label with the room that it and its leader take, and what that costs. */
interface Settled {
  readonly place: Placed;
  readonly box: Box;
  readonly leader: readonly Box[];
  readonly cost: number;
}

/** How often every label is placed, the later times among all others. */
const ROUNDS = 3;

const LINE = 15;
/** Pixels from a point's middle to the near side of its label, for each round of the search. */
const NEAR = 9;
const RINGS = 16;
const DIRECTIONS = 24;

/** Costs of what a label may cover, per square pixel, of a leader across a label, and of a step away from its point. */
const OVER_LABEL = 100;
const OVER_POINT = 20;
const OVER_LINE = 0.25;
const OUTSIDE = 1000;
const CROSSED = 300;
const FARTHER = 12;
/** Ring from which on a leader is drawn. */
const LED_FROM = 2;

/**
 * Finds a place for each label, the most crowded first and then each anew among the others, on rings of growing distance around its point: clear of the
 * labels already placed, of all points and of `blocked` places, inside the plotting area, and off `lines` where it can.
 */
export function placeLabels(
  points: readonly Labelled[],
  width: number,
  height: number,
  blocked: readonly Box[] = [],
  lines: readonly Box[] = [],
): Placed[] {
  const marks = points.map(({ x, y }) => ({ left: x - 7, right: x + 7, top: y - 7, bottom: y + 7 }));
  const crowd = points.map((a) => points.filter((b) => Math.hypot(a.x - b.x, 2 * (a.y - b.y)) < 120).length);
  const order = points.map((_, i) => i).sort((a, b) => (crowd[b] as number) - (crowd[a] as number) || a - b);
  const placed: (Settled | undefined)[] = points.map(() => undefined);
  for (const i of Array.from({ length: ROUNDS }, () => order).flat()) {
    const others = placed.filter((_, other) => other !== i).filter((other) => other !== undefined);
    const taken = [...blocked, ...others.map(({ box }) => box)];
    const leaders = others.flatMap(({ leader }) => leader);
    const point = points[i] as Labelled;
    const wide = textWidth(point.text);
    let best: Settled | undefined;
    for (let ring = 0; ring < RINGS && (best === undefined || best.cost > ring * FARTHER); ring++) {
      for (let d = 0; d < DIRECTIONS; d++) {
        const angle = (2 * Math.PI * d) / DIRECTIONS;
        const reach = NEAR + ring * 9;
        const x = point.x + Math.cos(angle) * (reach + wide / 2);
        const y = point.y + Math.sin(angle) * (reach + LINE / 2);
        const box = { left: x - wide / 2, right: x + wide / 2, top: y - LINE / 2, bottom: y + LINE / 2 };
        let cost = ring * FARTHER + (d % 12 === 0 ? 0 : 1);
        for (const other of taken) cost += OVER_LABEL * overlap(box, other);
        for (const mark of marks) cost += OVER_POINT * overlap(box, mark);
        for (const line of lines) cost += OVER_LINE * overlap(box, line);
        for (const leader of leaders) cost += overlap(box, leader) > 0 ? CROSSED : 0;
        const endX = Math.max(box.left + 5, Math.min(box.right - 5, point.x));
        const endY = point.y < box.top ? box.top : Math.min(point.y, box.bottom);
        const led = ring >= LED_FROM;
        const leader = led ? along(point, endX, endY) : [];
        for (const step of leader) {
          for (const other of taken) cost += overlap(step, other) > 0 ? CROSSED : 0;
        }
        cost += OUTSIDE * (Math.max(0, -box.left) + Math.max(0, box.right - width));
        cost += OUTSIDE * (Math.max(0, -box.top) + Math.max(0, box.bottom - height));
        if (best === undefined || cost < best.cost) best = { place: { x, y, led, endX, endY }, box, leader, cost };
      }
    }
    placed[i] = best;
  }
  return placed.flatMap((settled) => (settled === undefined ? [] : [settled.place]));
}

/** Small boxes along the way from a point to its label. */
function along(point: Labelled, x: number, y: number): Box[] {
  const steps = Math.ceil(Math.hypot(x - point.x, y - point.y) / 6);
  return Array.from({ length: Math.max(0, steps - 2) }, (_, i) => {
    const part = (i + 1) / steps;
    const [cx, cy] = [point.x + part * (x - point.x), point.y + part * (y - point.y)];
    return { left: cx - 1, right: cx + 1, top: cy - 3, bottom: cy + 3 };
  });
}

function overlap(a: Box, b: Box): number {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return across > 0 && down > 0 ? across * down : 0;
}
