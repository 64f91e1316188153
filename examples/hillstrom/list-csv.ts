import type { Customer } from "./data.ts";
import { type Findings, isAsked } from "./findings.ts";
import { of } from "./sure.ts";

/** Every customer by row of the file: what to send, whom the next test of the women's e-mail asks, and why. */
export function listCsv(customers: readonly Customer[], { effects, responders }: Findings): string {
  const mens = of(responders, "mens");
  const womens = of(responders, "womens");
  const send = of(effects.profits, "mens").decision === "send";
  const rows = customers.map(({ row }, i) =>
    [
      row,
      send && isAsked(mens, i) ? "mens" : "",
      isAsked(womens, i) ? "womens" : "",
      mens.uplifts[i]?.toFixed(4),
      womens.uplifts[i]?.toFixed(4),
    ].join(","),
  );
  return `${["customer,send,next_test,extra_visits_mens,extra_visits_womens", ...rows].join("\n")}\n`;
}
