/** Something in a file that could not be taken, or wants a look, told so that its owner can mend it. */
export interface Problem {
  readonly file: string;
  /** Line in the file, from 1; absent when the file as a whole is at fault. */
  readonly line?: number;
  readonly column?: string;
  readonly reason: string;
}

/** What a page was made from, as its last section tells it. */
export interface Source {
  readonly file: string;
  readonly rows: ArrayLike<unknown>;
  /** What was refused, and why. */
  readonly problems: readonly Problem[];
  /** What was read, though something about it looks odd. */
  readonly warnings: readonly Problem[];
  /** Rows refused; a row with three problems counts once. */
  readonly rejected: number;
  /** Rows left out because they are dated after the day of the brief. */
  readonly later: number;
}

/** Text with control characters spelled out, so that no file can steer a terminal or hide a word. */
export function printable(text: string): string {
  return text
    .replace(/\r\n|[\r\n\t]/g, " ")
    .replace(
      /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu,
      (char) => `\\u${(char.codePointAt(0) as number).toString(16).padStart(4, "0")}`,
    );
}
