import fc from "fast-check";

const codePoint = fc.oneof(
  fc.integer({ min: 0, max: 0x7f }),
  fc.integer({ min: 0x80, max: 0xd7ff }),
  fc.integer({ min: 0xe000, max: 0x10ffff }),
);

/**
 * Any well-formed text, control characters too, of so many characters. Without the table of all characters that
 * fast-check's own (`unit: "binary"`, `unit: "grapheme"`) would build for seconds.
 */
export function anyTextOf(length: fc.ArrayConstraints): fc.Arbitrary<string> {
  return fc.array(codePoint, length).map((points) => String.fromCodePoint(...points));
}

export const anyText = anyTextOf({});
