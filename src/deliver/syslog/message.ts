import type { Normalize } from "../../event.ts";
import { Slice } from "../../runtime/slice.ts";
import type { WriteHeader } from "./header.ts";
import type { Describe } from "./particulars.ts";

/**
 * A record in some format, with its header before it. Made when the event is encoded, not when it is sent: then the
 * record is parsed anyway, each attempt has the same bytes, and the batch knows their true length.
 */
export function withHeader(
  normalize: Normalize,
  writeHeader: WriteHeader,
  describe: Describe,
): Normalize {
  return (record) => {
    const body = normalize(record);
    if (body === null) return null;
    const header = writeHeader(describe(record));
    if (body instanceof Slice) return new Slice(Buffer.concat([Buffer.from(header), body.bytes]));
    return header + body.toString();
  };
}
