/** Strings, numbers and literals of JSON, strictly. The functions for them give the position behind the token, or -1. */

const quote = 0x22;
const backslash = 0x5c;

/** The byte at a position, 0 behind the end. V8 reads a byte much slower where it has once seen a read beyond the end. */
export function byteAt(chunk: Buffer, at: number): number {
  return at < chunk.length ? (chunk[at] ?? 0) : 0;
}

/** 1 for the bytes that mean themselves in a string: all but quotes, backslashes and control characters. */
const plain = new Uint8Array(256).fill(1, 0x20);
plain[quote] = 0;
plain[backslash] = 0;

/** The position behind the quote that ends the string in which `from` lies. */
export function stringEnd(chunk: Buffer, from: number): number {
  const end = chunk.length;
  let at = plainEnd(chunk, from);
  while (at < end) {
    const byte = chunk[at];
    if (byte === quote) return at + 1;
    if (byte !== backslash) return -1;
    const next = escapeEnd(chunk, at + 1);
    if (next < 0) return -1;
    at = plainEnd(chunk, next);
  }
  return -1;
}

let viewed: Buffer = Buffer.alloc(0);
let view: DataView = new DataView(viewed.buffer);

/**
 * Most of a record's bytes pass through here: looking at four at once takes a tenth off the whole scan, against one after
 * the other. Subtracting sets the top bit of a byte that is smaller, and perhaps of those behind it, from which it borrows:
 * sure is the first byte that is found, the lowest in little-endian order.
 */
function plainEnd(chunk: Buffer, from: number): number {
  if (chunk !== viewed) look(chunk);
  const last = chunk.length - 4;
  let at = from;
  while (at <= last) {
    const bytes = view.getInt32(at, true);
    const fromQuote = bytes ^ 0x22_22_22_22;
    const fromBackslash = bytes ^ 0x5c_5c_5c_5c;
    const found =
      (((bytes - 0x20_20_20_20) & ~bytes) |
        ((fromQuote - 0x01_01_01_01) & ~fromQuote) |
        ((fromBackslash - 0x01_01_01_01) & ~fromBackslash)) &
      0x80_80_80_80;
    if (found !== 0) return at + ((31 - Math.clz32(found & -found)) >> 3);
    at += 4;
  }
  return plainEndNearby(chunk, at);
}

function look(chunk: Buffer): void {
  viewed = chunk;
  view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

function plainEndNearby(chunk: Buffer, from: number): number {
  let at = from;
  while (at < chunk.length && plain[chunk[at] ?? 0] === 1) at += 1;
  return at;
}

const simpleEscapes = new Set(Buffer.from('"\\/bfnrt'));
const hexDigits = new Set(Buffer.from("0123456789abcdefABCDEF"));
const letterU = 0x75;

function escapeEnd(chunk: Buffer, at: number): number {
  const byte = byteAt(chunk, at);
  if (simpleEscapes.has(byte)) return at + 1;
  if (byte !== letterU) return -1;
  for (let digit = at + 1; digit <= at + 4; digit += 1) {
    if (!hexDigits.has(byteAt(chunk, digit))) return -1;
  }
  return at + 5;
}

/** The position behind a number, `true`, `false` or `null`. */
export function scalarEnd(chunk: Buffer, from: number): number {
  switch (byteAt(chunk, from)) {
    case 0x74:
      return literalEnd(chunk, from, literalTrue);
    case 0x66:
      return literalEnd(chunk, from, literalFalse);
    case 0x6e:
      return literalEnd(chunk, from, literalNull);
    default:
      return numberEnd(chunk, from);
  }
}

const literalTrue = Buffer.from("true");
const literalFalse = Buffer.from("false");
const literalNull = Buffer.from("null");

function literalEnd(chunk: Buffer, from: number, literal: Buffer): number {
  const end = from + literal.length;
  if (end > chunk.length) return -1;
  for (let at = 1; at < literal.length; at += 1) if (chunk[from + at] !== literal[at]) return -1;
  return end;
}

const minus = 0x2d;
const plus = 0x2b;
const dot = 0x2e;
const zero = 0x30;

function numberEnd(chunk: Buffer, from: number): number {
  let at = byteAt(chunk, from) === minus ? from + 1 : from;
  at = byteAt(chunk, at) === zero ? at + 1 : digitsEnd(chunk, at);
  if (at > 0 && byteAt(chunk, at) === dot) at = digitsEnd(chunk, at + 1);
  if (at > 0 && isExponent(byteAt(chunk, at))) {
    const isSigned = byteAt(chunk, at + 1) === plus || byteAt(chunk, at + 1) === minus;
    at = digitsEnd(chunk, isSigned ? at + 2 : at + 1);
  }
  return at;
}

/** At least one digit. */
function digitsEnd(chunk: Buffer, from: number): number {
  let at = from;
  while (isDigit(byteAt(chunk, at))) at += 1;
  return at > from ? at : -1;
}

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= 0x39;
}

function isExponent(byte: number): boolean {
  return byte === 0x65 || byte === 0x45;
}
