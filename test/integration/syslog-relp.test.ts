import { expect, it, onTestFinished } from "vitest";
import { generatedRecords } from "../../bench/generate.ts";
import { batchOf } from "../../src/event.ts";
import { aLogServer, prepareLogServers } from "./log-servers.ts";
import { readWritten } from "./servers/written.ts";
import { destinationAt, type Channel } from "./syslog-channels.ts";
import { messagesOf } from "./syslog-messages.ts";
import { missing } from "./syslog-sending.ts";

const credentials = await prepareLogServers();
const { signal } = new AbortController();
const records = generatedRecords(2).take(20_000).toArray();
const messages = messagesOf(records, { format: "raw", header: "rfc5424" });

it.each<Channel>(["relp", "relps"])(
  "reports by %s what a server had written when it was killed, and hardly less",
  async (channel) => {
    const server = await aLogServer("rsyslog", credentials);
    const destination = destinationAt(server, { channel, tls: credentials.sender });
    onTestFinished(() => destination.close());
    const [first, second] = [messages.slice(0, 5000), messages.slice(5000)];

    const before = await destination.deliver(batchOf(first), signal);
    const delivering = destination.deliver(batchOf(second), signal);
    await server.crash();
    const { retryable, rejected, trouble } = await delivering;

    const notDelivered = new Set(retryable.map(({ record }) => record));
    const delivered = messages.flatMap(({ record }) =>
      notDelivered.has(record) ? [] : [record.text],
    );
    const written = (await readWritten(server, delivered.length)).map(({ message }) => message);
    expect(before).toEqual({ retryable: [], rejected: [], duplicates: 0 });
    expect(rejected).toEqual([]);
    expect(trouble?.kind).toBe("unreachable");
    expect(missing(delivered, written)).toEqual([]);
    // Written and not yet answered for: at most what may be on its way.
    expect(missing(written, delivered).length).toBeLessThanOrEqual(128);
  },
);
