/** Display width: a Chinese character takes two cells of a terminal. */
function width(text: string): number {
  let cells = 0;
  for (const char of text)
    cells += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(char)
      ? 2
      : 1;
  return cells;
}

/** A table whose columns line up; columns in which every cell is a figure are set right. */
export function alignedTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, c) => Math.max(width(name), ...rows.map((row) => width(row[c] ?? ""))));
  const right = header.map((_, c) => rows.length > 0 && rows.every((row) => /^(–|[-+]?[\d(].*)?$/.test(row[c] ?? "")));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, c) => {
        const gap = " ".repeat((widths[c] as number) - width(cell));
        return right[c] ? gap + cell : cell + gap;
      })
      .join("  ")
      .trimEnd();
  return [line(header), widths.map((w) => "─".repeat(w)).join("  "), ...rows.map(line)]
    .map((text) => `  ${text}`)
    .join("\n");
}

export function heading(text: string): string {
  return `\n${text}\n${"═".repeat(width(text))}`;
}

/** Tells what is being done, and how long it took: on one rewritten line in a terminal, a line each elsewhere. */
export class Progress {
  private readonly stream: NodeJS.WriteStream;
  private started = 0;
  private label = "";

  constructor(stream: NodeJS.WriteStream) {
    this.stream = stream;
  }

  step(label: string): void {
    this.finish();
    this.label = label;
    this.started = performance.now();
    if (this.stream.isTTY) this.stream.write(`… ${label}`);
  }

  finish(): void {
    if (this.label === "") return;
    const seconds = ((performance.now() - this.started) / 1000).toFixed(1);
    this.stream.write(`${this.stream.isTTY ? "\r" : ""}✓ ${this.label} (${seconds} s)\n`);
    this.label = "";
  }
}
