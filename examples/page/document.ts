import type { Chart, Label, Locale } from "clientele";

/** A cell of a table, or a figure: the same in both languages, or worded in each. */
export type Cell = string | Label;

export interface Figure {
  readonly label: Label;
  readonly value: Cell;
  /** What the figure rests on: its n, its interval, its method. */
  readonly basis: Label;
}

export interface DataTable {
  readonly caption: Label;
  readonly header: readonly Label[];
  readonly rows: readonly (readonly Cell[])[];
  /** Left out of the terminal, where only short tables read well. */
  readonly pageOnly?: boolean;
}

export interface Picture {
  readonly caption: Label;
  readonly chart: (locale: Locale) => Chart;
}

/** Text for a machine, such as a query: the same in both languages, line breaks kept. */
export interface Listing {
  readonly caption: Label;
  readonly text: string;
}

/** One section of the brief: a finding, its figures, its pictures, its tables, and what to beware of. */
export interface Section {
  readonly id: string;
  readonly title: Label;
  readonly finding: Label;
  readonly figures: readonly Figure[];
  readonly pictures: readonly Picture[];
  readonly tables: readonly DataTable[];
  readonly listings?: readonly Listing[];
  readonly notes: readonly Label[];
  /** True where nothing could be said for want of data. */
  readonly empty?: boolean;
}

/** The account brief as data; the terminal and the page are two ways to show it. */
export interface Brief {
  readonly title: Label;
  readonly subtitle: Label;
  readonly sections: readonly Section[];
}

/** One text for both languages. */
export function both(text: string): Label {
  return { en: text, zh: text };
}

export function inLocale(cell: Cell, locale: Locale): string {
  return typeof cell === "string" ? cell : cell[locale];
}
