import type { IncomingMessage } from "node:http";

export interface HecRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
}

export const hecToken = "00000000-1111-2222-3333-444444EXAMPLE";

/** The body that the collector gives with a code. */
export function hecAnswer(code: number, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify(hecWords(code, more));
}

/** The same, before it becomes text. */
export function hecWords(code: number, more: Readonly<Record<string, unknown>> = {}): object {
  return { text: texts[code] ?? "scripted", code, ...more };
}

const texts: Readonly<Record<number, string>> = {
  0: "Success",
  3: "Invalid authorization",
  6: "Invalid data format",
  9: "Server is busy",
  10: "Data channel is missing",
  11: "Invalid data channel",
  14: "ACK is disabled",
  17: "HEC is healthy",
};

/** What Splunk says against a request before it looks at its events. */
export function complaint(
  request: HecRequest,
  useAck: boolean,
): readonly [number, string] | undefined {
  const endpoint = endpointOf(request);
  if (endpoint === undefined)
    return [404, '{"text":"The requested URL was not found on this server.","code":404}'];
  if (request.headers.authorization !== `Splunk ${hecToken}`) return [401, hecAnswer(3)];
  if (endpoint === "ack" && !useAck) return [400, hecAnswer(14)];
  const needsChannel = endpoint !== "health" && (endpoint !== "event" || useAck);
  return needsChannel ? complaintAboutChannel(channelOf(request)) : undefined;
}

function endpointOf({ method, path }: HecRequest): string | undefined {
  const endpoint = /\/services\/collector\/(event|raw|ack|health)$/.exec(path)?.[1];
  return method === (endpoint === "health" ? "GET" : "POST") ? endpoint : undefined;
}

function complaintAboutChannel(channel: string): readonly [number, string] | undefined {
  if (channel === "") return [400, hecAnswer(10)];
  return guid.test(channel) ? undefined : [400, hecAnswer(11)];
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Empty where the request names none. */
export function channelOf({ headers, query }: HecRequest): string {
  return query.get("channel") ?? [headers["x-splunk-request-channel"] ?? ""].flat().join();
}
