import { describe, expect, it, onTestFinished } from "vitest";
import { batchOf, type EncodedEvent, type TrailRecord } from "../../src/event.ts";
import { allCorpora } from "./corpora.ts";
import { aLogServer, prepareLogServers, products } from "./log-servers.ts";
import type { LogServer } from "./servers/log-server.ts";
import { followed, readWritten } from "./servers/written.ts";
import { destinationAt } from "./syslog-channels.ts";
import { messagesOf, remarkable } from "./syslog-messages.ts";
import { missing } from "./syslog-sending.ts";

const credentials = await prepareLogServers();
const { signal } = new AbortController();
const corpora = [...allCorpora(), { name: "remarkable", records: remarkable }];

/** The most that an IPv4 datagram holds. */
const mostBytes = 65_507;

describe.each(products)("%s by UDP", (product) => {
  it.each(corpora)("writes each message that a datagram holds: $name", async ({ records }) => {
    const server = await aLogServer(product, credentials);
    const messages = messagesOf(records, { format: "raw", header: "rfc5424" });
    const small = messages.filter(({ body }) => body.byteLength <= mostBytes);
    const large = messages.filter(({ body }) => body.byteLength > mostBytes);

    const rejected = await sendGently(server, messages);

    const written = (await readWritten(server, small.length)).map(({ message }) => message);
    const meant = small.map(({ record }) => record.text);
    expect(missing(meant, written)).toEqual([]);
    expect(missing(written, meant)).toEqual([]);
    expect(rejected).toEqual(large.map(({ record }) => record));
  });

  it("writes a message that fills a datagram, and rejects one that is longer", async () => {
    const server = await aLogServer(product, credentials);
    const destination = destinationAt(server, { channel: "udp" });
    onTestFinished(() => destination.close());
    const events = [aMessageOf(mostBytes), aMessageOf(mostBytes + 1)];

    const { rejected } = await destination.deliver(batchOf(events), signal);

    const written = await readWritten(server, 1);
    expect(written.map(({ message }) => message)).toEqual([events[0]?.record.text]);
    expect(rejected).toMatchObject([{ record: events[1]?.record, reason: "too_large" }]);
  });
});

function aMessageOf(bytes: number): EncodedEvent {
  const dress = { format: "raw", header: "rfc5424" } as const;
  const [short] = messagesOf([JSON.stringify({ requestParameters: "" })], dress);
  const requestParameters = "x".repeat(bytes - (short?.body.byteLength ?? 0));
  const [message] = messagesOf([JSON.stringify({ requestParameters })], dress);
  if (message?.body.byteLength !== bytes) throw new Error("The message has another length");
  return message;
}

/** A server drops what its socket has no room for, so each burst is written before the next is sent. */
async function sendGently(server: LogServer, messages: readonly EncodedEvent[]) {
  const destination = destinationAt(server, { channel: "udp" });
  onTestFinished(() => destination.close());
  const untilWritten = followed(server);
  const rejected: TrailRecord[] = [];
  let sent = 0;
  for (const burst of inBursts(messages)) {
    const report = await destination.deliver(batchOf(burst), signal);
    expect(report.retryable).toEqual([]);
    rejected.push(...report.rejected.map(({ record }) => record));
    sent += burst.length;
    await untilWritten(sent - rejected.length);
  }
  return rejected;
}

function* inBursts(events: readonly EncodedEvent[]): Generator<readonly EncodedEvent[]> {
  let burst: EncodedEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    if (bytes + event.body.byteLength > burstBytes && burst.length > 0) {
      yield burst;
      burst = [];
      bytes = 0;
    }
    burst.push(event);
    bytes += event.body.byteLength;
  }
  yield burst;
}

/** A quarter of what Linux holds for a socket, whose own notes take room, too. */
const burstBytes = 50_000;
