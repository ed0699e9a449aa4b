/** The bytes that JSON's structure is made of. */
export const lineFeed = 0x0a;
export const quote = 0x22;
export const comma = 0x2c;
export const colon = 0x3a;
export const openBracket = 0x5b;
const backslash = 0x5c;
export const closeBracket = 0x5d;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;

export const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

const scalarBytes = byteSet("0123456789+-.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

/** Whether a byte can be part of a number, `true`, `false` or `null`. */
export function isScalar(byte: number | undefined): boolean {
  return byte !== undefined && scalarBytes[byte] === 1;
}

export function byteSet(characters: string): Uint8Array {
  const set = new Uint8Array(256);
  for (const byte of Buffer.from(characters)) set[byte] = 1;
  return set;
}

/**
 * The quote that ends the string `from` lies in. Without one, where to go on in the next chunk: its start is the
 * chunk's end, or one further where an escape reaches over the border.
 */
export function stringEnd(chunk: Buffer, from: number): number {
  let at = from;
  const end = chunk.length;
  while (at < end) {
    const byte = chunk[at];
    if (byte === quote) return at;
    at += byte === backslash ? 2 : 1;
  }
  return at;
}
