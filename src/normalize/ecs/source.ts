import type { PlaceOf } from "../geo/place.ts";
import { append, closed, printed } from "../json-text.ts";
import type { Caller } from "./caller.ts";

/** `source` */
export function sourceText(
  { source, ip }: Caller,
  placeOf: PlaceOf | undefined,
): string | undefined {
  const place = ip === undefined ? undefined : placeOf?.(ip);
  if (place === undefined) return closed(source);
  return closed(append(append(source, ',"geo":', printed(place.geo)), ',"as":', printed(place.as)));
}
