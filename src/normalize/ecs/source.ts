import type { JsonValue, TrailRecord } from "../../event.ts";
import { flat } from "../flat.ts";
import type { PlaceOf } from "../geo/place.ts";
import { append, closed, opened, printed } from "../json-text.ts";
import { memo } from "../memo.ts";
import { sourceOf } from "../network.ts";
import type { Source } from "../network.ts";

/** All that a document says of `sourceIPAddress` alone. */
export interface Address extends Source {
  /** Begins `source`; not closed. */
  readonly text: string;
}

/** An address takes some 300 bytes, and can't take more than 1.5 KB. */
const capacity = 5000;

export function addressOf(record: TrailRecord): Address {
  return remembered(record.source("sourceIPAddress") ?? "null");
}

const remembered = memo(capacity, (text): Address => {
  const sourceIPAddress: JsonValue = JSON.parse(text);
  const { address, ip } = sourceOf({ sourceIPAddress });
  const source = append(opened, ',"address":', printed(address));
  return { address, ip, text: flat(append(source, ',"ip":', printed(ip))) };
});

/** `source` */
export function sourceText(
  { text, ip }: Address,
  placeOf: PlaceOf | undefined,
): string | undefined {
  const place = ip === undefined ? undefined : placeOf?.(ip);
  let source = text;
  if (place !== undefined) {
    source = append(source, ',"geo":', printed(place.geo));
    source = append(source, ',"as":', printed(place.as));
  }
  return closed(source);
}
