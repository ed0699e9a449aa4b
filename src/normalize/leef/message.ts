import type { Normalize } from "../../event.ts";
import type { Header, Syntax } from "../pairs/syntax.ts";
import { createMessages } from "../pairs/messages.ts";
import type { Device, MessageOptions } from "../pairs/messages.ts";
import { limited } from "../pairs/text.ts";
import { codeOf, tab, withoutBreaks, withoutPipes } from "./delimiter.ts";
import table from "./keys.json" with { type: "json" };

/** Version 2.0 with tabs, unless told otherwise. Version 1.0 knows tabs only. */
export type LeefOptions = MessageOptions &
  (
    | { readonly version: "1.0" }
    | {
        readonly version?: "2.0";
        /** As for `codeOf`. */
        readonly delimiter?: string;
      }
  );

/**
 * IBM's Log Event Extended Format. It has its own keys for some facts; the others have CloudTrail's names: `keys.json`.
 * `devTime` is in milliseconds since the epoch, the form that needs no `devTimeFormat`.
 */
export function createLeef(options: LeefOptions = {}): Normalize {
  return createMessages({ table, syntax: syntaxOf(options) }, options);
}

function syntaxOf(options: LeefOptions): (device: Device) => Syntax {
  if (options.version === "1.0")
    return (device) => syntax(tab, (header) => ["LEEF:1.0", ...fieldsOf(device, header)]);
  const { delimiter = tab } = options;
  const code = codeOf(delimiter);
  return (device) => syntax(delimiter, (header) => ["LEEF:2.0", ...fieldsOf(device, header), code]);
}

/** The severity comes first among the pairs, and is never left out. */
function syntax(delimiter: string, head: (header: Header) => readonly string[]): Syntax {
  return {
    head: (header) => `${head(header).join("|")}|`,
    severity: (severity) => `sev=${Math.max(severity, 1)}${delimiter}`,
    delimiter,
    escape: (text) => withoutBreaks(text, delimiter),
  };
}

/** The event id is the action, because receivers map events by an id that all records of one kind share. */
function fieldsOf({ vendor, product }: Device, { version, action }: Header): readonly string[] {
  return [vendor, product, limited(version, 31), limited(action, 255)].map(withoutPipes);
}
