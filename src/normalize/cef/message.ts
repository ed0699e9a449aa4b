import type { Normalize } from "../../event.ts";
import type { Syntax } from "../pairs/syntax.ts";
import { createMessages } from "../pairs/messages.ts";
import type { Device, MessageOptions } from "../pairs/messages.ts";
import { limited } from "../pairs/text.ts";
import { escapeHeader, escapeValue } from "./escape.ts";
import table from "./keys.json" with { type: "json" };

export type CefOptions = MessageOptions;

/**
 * ArcSight's Common Event Format, version 0, which nearly all receivers insist on. The keys and their lengths are in
 * `keys.json`. A text for which CEF has no key goes into a custom one, with a label that tells what it is.
 */
export function createCef(options: CefOptions = {}): Normalize {
  return createMessages({ table, syntax }, options);
}

function syntax({ vendor, product }: Device): Syntax {
  return {
    head: ({ version, action, name }) =>
      [
        "CEF:0",
        escapeHeader(vendor),
        escapeHeader(product),
        escapeHeader(limited(version, 31)),
        escapeHeader(limited(action, 1023)),
        escapeHeader(limited(name, 512)),
        "",
      ].join("|"),
    severity: (severity) => `${severity}|`,
    delimiter: " ",
    escape: escapeValue,
  };
}
