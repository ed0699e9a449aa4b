import fc from "fast-check";

const codePoint = fc.oneof(
  fc.integer({ min: 0, max: 0x7f }),
  fc.integer({ min: 0x80, max: 0xd7ff }),
  fc.integer({ min: 0xe000, max: 0x10ffff }),
);

/** Any well-formed text, control characters too. Without the table of all characters that fast-check's own would build for seconds. */
export const anyText = fc.array(codePoint).map((points) => String.fromCodePoint(...points));
