/** Bytes looked at to tell text from anything else. */
const SAMPLE = 4096;

/** Share of zero bytes from which text in 16-bit units is the likeliest reading. */
const UTF16_ZEROS = 0.2;

/** The text of a file, or why it is none. */
export function decode(bytes: Uint8Array): { readonly text: string } | { readonly refused: string } {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return { refused: UTF16 };
  if (a === 0x50 && b === 0x4b && c === 3 && d === 4) {
    return { refused: "is a spreadsheet or an archive, not text: save the sheet as CSV UTF-8" };
  }
  const sample = bytes.subarray(0, SAMPLE);
  const zeros = sample.filter((byte) => byte === 0).length;
  if (zeros > 0) {
    // Latin text in 16-bit units has a zero beside nearly every letter, always on the same side
    const even = sample.filter((byte, i) => byte === 0 && i % 2 === 0).length;
    const oneSided = even === 0 || even === zeros;
    return { refused: oneSided && zeros > UTF16_ZEROS * sample.length ? UTF16 : BINARY };
  }
  return { text: new TextDecoder("utf-8").decode(bytes) };
}

const UTF16 = "is UTF-16 text, which is not read: save it as CSV UTF-8";
const BINARY = "is not a text file: save the sheet as CSV UTF-8";
