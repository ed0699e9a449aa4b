/** The `Retry-After` header (RFC 9110, 10.2.3) in milliseconds from now: seconds or a date. Undefined where it is absent or neither. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1000;
  // `Date.parse` alone makes a date of almost any number.
  const at = header.includes(",") ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
