import type { ProjectTask } from "./project-support.ts";

/**
 * The Reliable Construction Co. project: fourteen activities of a plant, three guesses in weeks.
 * Hillier & Lieberman, Introduction to Operations Research, 7th ed. (2001), chapter 10 (22 in later editions), tables
 * 10.1 and 10.4.
 */
const rows = [
  ["A", "Excavate", [1, 2, 3], ""],
  ["B", "Lay the foundation", [2, 3.5, 8], "A"],
  ["C", "Put up the rough wall", [6, 9, 18], "B"],
  ["D", "Put up the roof", [4, 5.5, 10], "C"],
  ["E", "Install the exterior plumbing", [1, 4.5, 5], "C"],
  ["F", "Install the interior plumbing", [4, 4, 10], "E"],
  ["G", "Put up the exterior siding", [5, 6.5, 11], "D"],
  ["H", "Do the exterior painting", [5, 8, 17], "EG"],
  ["I", "Do the electrical work", [3, 7.5, 9], "C"],
  ["J", "Put up the wallboard", [3, 9, 9], "FI"],
  ["K", "Install the flooring", [4, 4, 4], "J"],
  ["L", "Do the interior painting", [1, 5.5, 7], "J"],
  ["M", "Install the exterior fixtures", [1, 2, 3], "H"],
  ["N", "Install the interior fixtures", [5, 5.5, 9], "KL"],
] as const;

export const reliable: readonly ProjectTask[] = rows.map(
  ([id, name, [optimistic, mostLikely, pessimistic], before]) => ({
    id,
    name,
    duration: { optimistic, mostLikely, pessimistic },
    predecessors: [...before],
  }),
);
