export interface Rfc5424Message {
  readonly priority: number;
  readonly timestamp: string | undefined;
  readonly hostname: string | undefined;
  readonly appName: string | undefined;
  readonly processId: string | undefined;
  readonly messageId: string | undefined;
  /** Parameters by the id of their element. */
  readonly structuredData: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly message: string;
}

export interface Rfc3164Message {
  readonly priority: number;
  readonly timestamp: string;
  readonly hostname: string;
  readonly tag: string | undefined;
  readonly content: string;
}

const sdName = String.raw`[!#-<>-\\^-~]{1,32}`;
const param = String.raw`${sdName}="(?:[^"\\\]]|\\["\\\]])*"`;
const element = String.raw`\[${sdName}(?: ${param})*\]`;
const time = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)`;
const names = String.raw`([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32})`;
const rfc5424 = new RegExp(
  `^<(0|[1-9]\\d{0,2})>1 (-|${time}) ${names} (-|(?:${element})+)(?: (.*))?$`,
  "su",
);

/** Reads as the grammar of RFC 5424 section 6 says, and throws where a receiver would have to guess. */
export function parseRfc5424(text: string): Rfc5424Message {
  const parts = rfc5424.exec(text);
  if (parts === null) throw new Error(`No RFC 5424 message: ${text}`);
  const [, priority, timestamp, hostname, appName, processId, messageId, data] = parts;
  return {
    priority: priorityOf(priority),
    timestamp: known(timestamp),
    hostname: known(hostname),
    appName: known(appName),
    processId: known(processId),
    messageId: known(messageId),
    structuredData: elementsOf(data ?? ""),
    message: parts[8] ?? "",
  };
}

const months = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec";
const shortTime = `(?:${months}) (?: [1-9]|[12]\\d|3[01]) (?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d`;
const rfc3164 = new RegExp(
  `^<(0|[1-9]\\d{0,2})>(${shortTime}) ([!-~]{1,255}) (?:([A-Za-z0-9]{1,32}): )?(.*)$`,
  "su",
);

/** Reads as RFC 3164 section 4.1 says. */
export function parseRfc3164(text: string): Rfc3164Message {
  const [, priority, timestamp = "", hostname = "", tag, content = ""] = rfc3164.exec(text) ?? [];
  if (priority === undefined) throw new Error(`No RFC 3164 message: ${text}`);
  return { priority: priorityOf(priority), timestamp, hostname, tag, content };
}

function priorityOf(digits: string | undefined): number {
  const priority = Number(digits);
  if (priority > 191) throw new Error(`No priority: ${digits}`);
  return priority;
}

function known(field: string | undefined): string | undefined {
  return field === "-" ? undefined : field;
}

function elementsOf(data: string): Map<string, ReadonlyMap<string, string>> {
  const elements = new Map<string, ReadonlyMap<string, string>>();
  for (const [text] of data.matchAll(new RegExp(element, "gu"))) {
    const id = /^\[([^ \]]+)/u.exec(text)?.[1] ?? "";
    if (elements.has(id)) throw new Error(`Element ${id} is there twice`);
    elements.set(id, paramsOf(text));
  }
  return elements;
}

function paramsOf(text: string): Map<string, string> {
  const params = Array.from(text.matchAll(new RegExp(param, "gu")), ([written]) => {
    const at = written.indexOf("=");
    const value = written.slice(at + 2, -1).replaceAll(/\\(["\\\]])/gu, "$1");
    return [written.slice(0, at), value] as const;
  });
  return new Map(params);
}
