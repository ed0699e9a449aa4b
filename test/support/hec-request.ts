import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

/** An event as Splunk would store it. */
export interface HecEvent {
  /** The text of `event`, as it stood in the request; of a JSON string, what it says. */
  readonly raw: string;
  /** Of the whole request for bare lines. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What one position of a body holds, or the code that the collector refuses it with. */
export type HecItem = HecEvent | { readonly code: number };

const inflate = promisify(gunzip);

/** Reads the body to its end. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const sent = Buffer.concat(chunks);
  const plain = request.headers["content-encoding"] === "gzip" ? await inflate(sent) : sent;
  return plain.toString("utf8");
}

export function bareLines(body: string, query: URLSearchParams): readonly HecItem[] {
  const metadata = Object.fromEntries(query);
  const lines = body.split("\n").filter((line) => line !== "");
  return lines.map((raw) => ({ raw, metadata }));
}

/** JSON objects one after another, with or without space between them. */
export function jsonEvents(body: string): readonly HecItem[] {
  const items: HecItem[] = [];
  for (let from = 0; body.slice(from).trim() !== "";) {
    const end = endOfObject(body, from);
    items.push(readEvent(body.slice(from, end)));
    from = end;
  }
  return items;
}

const known = new Set(["time", "host", "source", "sourcetype", "index", "fields", "event"]);

function readEvent(text: string): HecItem {
  const parsed = parse(text);
  const code = parsed === undefined ? 6 : codeAgainst(parsed, text);
  if (parsed === undefined || code !== undefined) return { code: code ?? 6 };
  const { event, ...metadata } = parsed;
  const raw = typeof event === "string" ? event : text.slice(text.indexOf('"event":') + 8, -1);
  return { raw: raw.trim(), metadata };
}

function codeAgainst(parsed: Readonly<Record<string, unknown>>, text: string): number | undefined {
  const { event, fields, time } = parsed;
  // Stricter than Splunk, which ignores what it does not know and takes more times.
  if (Object.keys(parsed).some((key) => !known.has(key))) return 6;
  if (time !== undefined && !/"time":\d+\.\d{3},/.test(text)) return 6;
  if (event === undefined) return 12;
  if (event === "" || event === null) return 13;
  return fields === undefined || isFlat(fields) ? undefined : 15;
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isFlat(fields: unknown): boolean {
  if (typeof fields !== "object" || fields === null) return false;
  return Object.values(fields)
    .flat()
    .every((value) => typeof value === "string");
}

/** Behind the object that begins at or after `from`; the text's end where it has no end. */
function endOfObject(text: string, from: number): number {
  const token = /"(?:[^"\\]|\\.)*"|[{}]/gs;
  token.lastIndex = from;
  let depth = 0;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    if (found[0] === "{") depth += 1;
    if (found[0] === "}") depth -= 1;
    if (depth === 0) return token.lastIndex;
  }
  return text.length;
}
