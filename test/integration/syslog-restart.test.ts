import { expect, it, onTestFinished } from "vitest";
import { generatedRecords } from "../../bench/generate.ts";
import type { EncodedEvent } from "../../src/event.ts";
import { aLogServer, prepareLogServers } from "./log-servers.ts";
import type { LogProduct } from "./servers/log-server.ts";
import { readWritten, type Written } from "./servers/written.ts";
import { destinationAt, type Way } from "./syslog-channels.ts";
import { messagesOf } from "./syslog-messages.ts";
import { sendAll } from "./syslog-sending.ts";

const credentials = await prepareLogServers();
const messages = messagesOf(generatedRecords(1).take(20_000).toArray(), {
  format: "raw",
  header: "rfc5424",
});
const ids = new Set(messages.map(({ record }) => idIn(record.text)));
const inBatches = { batchEvents: 1000, atOnce: 4 };

interface Case extends Way {
  readonly product: LogProduct;
  readonly confirmedBy: "settling" | "closing" | "answers";
}

/** So little that the restart meets a part of the records only. */
const maxUnsettledBytes = 4 * 2 ** 20;
const settle = { kind: "settle", delayMs: 1000, maxUnsettledBytes } as const;
const close = { kind: "close", delayMs: 1000 } as const;
const cases: readonly Case[] = [
  { product: "rsyslog", channel: "tcp", confirmedBy: "settling", confirm: settle },
  { product: "rsyslog", channel: "tls", confirmedBy: "settling", confirm: settle },
  { product: "rsyslog", channel: "tcp", confirmedBy: "closing", confirm: close },
  { product: "rsyslog", channel: "relp", confirmedBy: "answers" },
  { product: "rsyslog", channel: "relps", confirmedBy: "answers" },
  { product: "syslog-ng", channel: "tcp", confirmedBy: "settling", confirm: settle },
  { product: "syslog-ng", channel: "tls", confirmedBy: "settling", confirm: settle },
  { product: "syslog-ng", channel: "tcp", confirmedBy: "closing", confirm: close },
];

it.each(cases)(
  "brings 20,000 records to $product by $channel, confirmed by $confirmedBy, through its restart",
  async ({ product, ...way }) => {
    const server = await aLogServer(product, credentials);
    const destination = destinationAt(server, { ...way, tls: credentials.sender });
    onTestFinished(() => destination.close());
    const inTheMiddle = afterDelivered(messages.length / 2, () => server.restart());

    const rejections = await sendAll(destination, messages, { ...inBatches, ...inTheMiddle });
    await inTheMiddle.done();

    expect(rejections).toEqual([]);
    const written = await readWritten(server, messages.length);
    expect(idsOf(written)).toEqual(ids);
  },
);

/** Starts something once so many events are delivered. */
function afterDelivered(count: number, start: () => Promise<void>) {
  let delivered = 0;
  let started: Promise<void> | undefined;
  return {
    onDelivered: (events: readonly EncodedEvent[]) => {
      delivered += events.length;
      if (delivered >= count) started ??= start();
    },
    done: async () => started,
  };
}

function idsOf(written: readonly Written[]): ReadonlySet<string> {
  return new Set(written.map(({ message }) => idIn(message)));
}

function idIn(record: string): string {
  return JSON.parse(record).eventID;
}
