import { memo } from "../memo.ts";
import { isoTime } from "../time.ts";
import { instantOf, parsed } from "./instant.ts";
import type { Instant } from "./instant.ts";

/** STS answers in Java's words, in UTC: `Nov 22, 2026, 10:15:04 AM`. Newer releases have a narrow space before the last word. */
const javaTime =
  /^(?<month>[A-Z][a-z]{2}) (?<day>\d{1,2}), (?<year>\d{4}),? (?<time>\d{1,2}:\d\d:\d\d)\s(?<half>[AP]M)$/;

/** When credentials end. Undefined where the text is no time. */
export function expiryOf(text: string | undefined): Instant | undefined {
  return text === undefined ? undefined : (expiries(text) ?? undefined);
}

/** Sessions that begin in the same second mostly end in the same one. */
const expiries = memo(1000, (text): Instant | null => {
  const parts = javaTime.exec(text)?.groups;
  if (parts === undefined) return parsed(isoTime(text)) ?? null;
  const { month, day, year, time, half } = parts;
  return instantOf(Date.parse(`${month} ${day}, ${year} ${time} ${half} UTC`)) ?? null;
});
