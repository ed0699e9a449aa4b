import { describe, expect, it, onTestFinished } from "vitest";
import { batchOf, type EncodedEvent } from "../../src/event.ts";
import type { Format } from "../../src/normalize/format.ts";
import { parseRfc3164, parseRfc5424, type Rfc5424Message } from "../support/syslog-message.ts";
import { allCorpora } from "./corpora.ts";
import { aLogServer, prepareLogServers, products } from "./log-servers.ts";
import type { LogServer } from "./servers/log-server.ts";
import { readWritten, type Written } from "./servers/written.ts";
import { destinationAt } from "./syslog-channels.ts";
import { messagesOf, remarkable } from "./syslog-messages.ts";

const credentials = await prepareLogServers();
const { signal } = new AbortController();
const formats: readonly Format[] = ["raw", "ecs", "ocsf", "cef", "leef"];
const records = [
  ...(allCorpora().find(({ name }) => name === "cases")?.records ?? []),
  ...remarkable,
];

describe.each(products)("%s", (product) => {
  it.each(formats)("understands RFC 5424 headers before %s", async (format) => {
    const server = await aLogServer(product, credentials);
    const messages = messagesOf(records, { format, header: "rfc5424" });

    const written = await send(server, messages);

    const understood = written.map(({ asRfc5424 }) => asRfc5424());
    const meant = messages.map(({ body }) => parseRfc5424(String(body)));
    expect(understood).toEqual(meant.map(completedBy(understood)));
  });

  it.each(formats)("understands RFC 3164 headers before %s", async (format) => {
    const server = await aLogServer(product, credentials);
    const messages = messagesOf(records, { format, header: "rfc3164" });

    const written = await send(server, messages);

    const meant = messages.map(({ body }) => parseRfc3164(String(body)));
    expect(written.map(({ asRfc3164 }) => asRfc3164())).toEqual(meant);
  });

  it("takes a byte order mark before the text", async () => {
    const server = await aLogServer(product, credentials);
    const dress = { format: "raw", header: "rfc5424", byteOrderMark: true } as const;

    const written = await send(server, messagesOf(remarkable, dress));

    // rsyslog leaves it to who reads the text.
    expect(written.map(({ message }) => message.replace(/^\u{feff}/u, ""))).toEqual(remarkable);
  });
});

/** What a message does not tell, a server fills in: when it came, and from which address. */
function completedBy(understood: readonly Rfc5424Message[]) {
  return (meant: Rfc5424Message, index: number): Rfc5424Message => ({
    ...meant,
    timestamp: meant.timestamp ?? understood[index]?.timestamp,
    hostname: meant.hostname ?? understood[index]?.hostname,
  });
}

/** Over one connection, which keeps their order. */
async function send(
  server: LogServer,
  messages: readonly EncodedEvent[],
): Promise<readonly Written[]> {
  const destination = destinationAt(server, { channel: "tcp" });
  onTestFinished(() => destination.close());
  const report = await destination.deliver(batchOf(messages), signal);
  expect(report).toEqual({ retryable: [], rejected: [], duplicates: 0 });
  return readWritten(server, messages.length);
}
