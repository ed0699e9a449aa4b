import type { Normalize } from "../../event.ts";
import { factNamed, Reading } from "../facts.ts";
import { flat } from "../flat.ts";
import { createParts, sections } from "../sections.ts";
import type { Section } from "../sections.ts";
import { attributesOf, createSlots } from "./attributes.ts";
import type { Row } from "./attributes.ts";
import { checkedMaxBytes, fits, fitted } from "./fit.ts";
import { createRuns } from "./runs.ts";
import { createSeverity } from "./severity.ts";
import type { SeverityTable } from "./severity.ts";
import type { Header, Syntax } from "./syntax.ts";
import { clean } from "./text.ts";

/** What CEF and LEEF let an operator choose. */
export interface MessageOptions {
  /** Of the device, as receivers know it: 1 to 63 printable ASCII characters. `AWS`, unless told otherwise. */
  readonly vendor?: string;
  /** As `vendor`. `CloudTrail`, unless told otherwise. */
  readonly product?: string;
  readonly severity?: SeverityTable;
  /** Of one message without syslog header and framing, at least 1024. 4096, unless told otherwise. */
  readonly maxBytes?: number;
}

export interface Device {
  readonly vendor: string;
  readonly product: string;
}

export interface Format {
  readonly table: readonly Row[];
  readonly syntax: (device: Device) => Syntax;
}

/** One message of key-value pairs for each record. Throws a RangeError for options that make no valid message. */
export function createMessages(format: Format, options: MessageOptions): Normalize {
  const { vendor = "AWS", product = "CloudTrail", maxBytes = 4096 } = options;
  const syntax = format.syntax({ vendor: checked(vendor), product: checked(product) });
  const slots = createSlots(format.table, syntax);
  const runs = createRuns(slots, syntax);
  const severity = createSeverity(options.severity);
  const limit = checkedMaxBytes(maxBytes);
  const textsOf = (section: Section, reading: Reading) => {
    const texts = runs.texts(section, reading);
    return section === sections.rest ? texts : texts.map(flat);
  };
  const partsOf = createParts((section, reading) => ({
    head: section === sections.call ? flat(syntax.head(headerOf(reading))) : "",
    possible: severity.possible(section, reading),
    texts: textsOf(section, reading),
  }));
  return (record) => {
    const { fields } = record;
    if (fields === null) return null;
    const parts = partsOf(record, fields);
    const urgency = severity.of(parts);
    const line = runs.join(parts[sections.call].head + syntax.severity(urgency), parts);
    if (fits(line, limit)) return line;
    const reading = new Reading(record, fields);
    const attributes = attributesOf(slots, reading);
    return fitted({ header: headerOf(reading), severity: urgency, attributes }, syntax, limit);
  };
}

/** Receivers refuse headers with empty fields. */
function headerOf(reading: Reading): Header {
  return {
    version: clean(version.read(reading) ?? "") || "unknown",
    action: clean(action.read(reading) ?? "") || "Unknown",
    name: clean(name.read(reading) ?? "") || "Unknown",
  };
}

const version = factNamed("eventVersion");
const action = factNamed("(action)");
const name = factNamed("(name)");

function checked(text: string): string {
  if (/^[ -~]{1,63}$/u.test(text)) return text;
  throw new RangeError(`A vendor or product is 1 to 63 printable ASCII characters, not ${text}`);
}
