/** Numbers of JSON, and how Java prints them. */

const zero = 0x30;
const nine = 0x39;
const minus = 0x2d;

/** Of all that isn't a digit, only these are in a number. */
const signs = new Set(Buffer.from("+-.eE"));

/** The position behind the number. */
export function numberEnd(chunk: Buffer, from: number): number {
  let at = from;
  while (at < chunk.length && isOfNumber(chunk[at] ?? 0)) at += 1;
  return at;
}

function isOfNumber(byte: number): boolean {
  return isDigit(byte) || signs.has(byte);
}

/** Whether it is written as everyone writes it: digits, which may be negative. */
export function isPlainInteger(chunk: Buffer, from: number, end: number): boolean {
  const isNegative = chunk[from] === minus;
  if (isNegative && chunk[from + 1] === zero) return false;
  for (let at = isNegative ? from + 1 : from; at < end; at += 1) {
    if (!isDigit(chunk[at] ?? 0)) return false;
  }
  return true;
}

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= nine;
}

/** Double.toString: with an exponent below 0.001 and from 10^7, and always a digit after the point. */
export function javaDouble(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  if (size >= 1e-3 && size < 1e7) return withPoint(String(value));
  if (!Number.isFinite(value)) return String(value);
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  return `${withPoint(digits)}E${exponent.replace("+", "")}`;
}

function withPoint(digits: string): string {
  return digits.includes(".") ? digits : `${digits}.0`;
}
