import type { Label } from "../locale.ts";

/** Label families of `switching`. */
export interface SwitchingLabels {
  readonly facet: Readonly<Record<"procedural" | "financial" | "relational", Label>>;
}

export const switchingLabels: SwitchingLabels = {
  facet: {
    procedural: { en: "Procedural", zh: "程序性" },
    financial: { en: "Financial", zh: "财务性" },
    relational: { en: "Relational", zh: "关系性" },
  },
};
