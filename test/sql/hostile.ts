import fc from "fast-check";

/** Pieces that end, escape, comment or replace something in one engine or another. */
const pieces = [
  "'",
  '"',
  "`",
  "\\",
  "''",
  "\\'",
  '\\"',
  "\\`",
  "\\\\",
  "\\n",
  "\\u0027",
  "--",
  "/*",
  "*/",
  "#",
  ";",
  "$$",
  "$1",
  `\${env:HOME}`,
  `\${`,
  "{{ref}}",
  "?",
  ":a",
  "@a",
  "&a",
  "%s",
  "%",
  "_",
  "\n",
  "\r\n",
  "\t",
  "\u0001",
  "\u001a",
  "\u007f",
  "\u00a0",
  "\u2019",
  "\u2028",
  "\uff07",
  "\uffff",
  "é",
  "e\u0301",
  "顾客",
  "😀",
  "E'",
  "U&'",
  "[a]",
  " ",
  ".",
  "'; DROP TABLE book; --",
  "' OR 1 = 1 --",
  "NULL",
  "select",
  "__proto__",
];

const piece = fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "grapheme", maxLength: 3 }));

/** Text made to break out of its quotes. Short enough for PostgreSQL, which keeps 63 bytes of a name. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(piece, { maxLength: 8 })
  .map((parts) => parts.join("").replaceAll("\0", ""))
  .filter((text) => Buffer.byteLength(text) <= 60);
