import { describe, expect, it, onTestFinished } from "vitest";
import { allCorpora } from "./corpora.ts";
import { aLogServer, prepareLogServers } from "./log-servers.ts";
import type { LogProduct } from "./servers/log-server.ts";
import { readWritten } from "./servers/written.ts";
import { destinationAt, type Channel } from "./syslog-channels.ts";
import { messagesOf, remarkable } from "./syslog-messages.ts";
import { missing, sendAll } from "./syslog-sending.ts";

const credentials = await prepareLogServers();
const corpora = [...allCorpora(), { name: "remarkable", records: remarkable }];

const connected: readonly { readonly product: LogProduct; readonly channel: Channel }[] = [
  { product: "rsyslog", channel: "tcp" },
  { product: "rsyslog", channel: "lines" },
  { product: "rsyslog", channel: "tls" },
  { product: "rsyslog", channel: "relp" },
  { product: "rsyslog", channel: "relps" },
  { product: "syslog-ng", channel: "tcp" },
  { product: "syslog-ng", channel: "lines" },
  { product: "syslog-ng", channel: "tls" },
];

describe.each(connected)("$product by $channel", ({ product, channel }) => {
  it.each(corpora)(
    "writes each message once, whole and on one line: $name",
    async ({ records }) => {
      const server = await aLogServer(product, credentials);
      const destination = destinationAt(server, { channel, tls: credentials.sender });
      onTestFinished(() => destination.close());
      const messages = messagesOf(records, { format: "raw", header: "rfc5424" });

      const rejections = await sendAll(destination, messages, { batchEvents: 500, atOnce: 2 });

      const written = (await readWritten(server, messages.length)).map(({ message }) => message);
      expect(rejections).toEqual([]);
      expect(missing(records, written)).toEqual([]);
      expect(missing(written, records)).toEqual([]);
    },
  );
});
