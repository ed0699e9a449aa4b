import { existsSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { batchOf, type EncodedEvent } from "../../src/event.ts";
import { aLogServer, prepareLogServers } from "./log-servers.ts";
import type { LogProduct } from "./servers/log-server.ts";
import { destinationAt, type Channel } from "./syslog-channels.ts";
import { messagesOf, remarkable } from "./syslog-messages.ts";

const { sender, stranger, server: tls } = await prepareLogServers();
const { signal } = new AbortController();

const guarded: readonly { readonly product: LogProduct; readonly channel: Channel }[] = [
  { product: "rsyslog", channel: "tls" },
  { product: "rsyslog", channel: "relps" },
  { product: "syslog-ng", channel: "tls" },
];
const refusals = [
  { who: "no certificate", shows: { caFile: sender.caFile } },
  { who: "a stranger's certificate", shows: { ...stranger, caFile: sender.caFile } },
];
const confirmations = [
  { kind: "none" },
  { kind: "settle", delayMs: 500, maxUnsettledBytes: 64 * 2 ** 20 },
  { kind: "close", delayMs: 100 },
] as const;
const small = messagesOf(remarkable.slice(-2), { format: "raw", header: "rfc5424" });
/** More than the buffers between the two hold: the server refuses while it is being sent. */
const large = Array.from({ length: 30 }, () =>
  messagesOf(remarkable, { format: "raw", header: "rfc5424" }),
).flat();

describe.each(guarded)("$product by $channel", ({ product, channel }) => {
  describe.each(confirmations)("confirmed by $kind", (confirm) => {
    it.each(refusals)("says what to mend for a sender with $who", async ({ shows }) => {
      const deliver = await aSender(shows);

      const { report, isWritten } = await deliver(small);

      expect(report).toMatchObject({ retryable: small, rejected: [], trouble: { kind: "tls" } });
      expect(report.trouble?.message).toContain("`tls.cert_file`");
      expect(isWritten).toBe(false);
    });

    it.each(refusals)("says so, too, when it sends much: $who", async ({ shows }) => {
      const deliver = await aSender(shows);

      const { report, isWritten } = await deliver(large);

      expect(report).toMatchObject({ retryable: large, rejected: [] });
      expect(report.trouble?.message).toContain("`tls.cert_file`");
      expect(isWritten).toBe(false);
    });

    async function aSender(shows: Partial<typeof sender>) {
      const server = await aLogServer(product, { server: tls });
      const destination = destinationAt(server, { channel, tls: shows, confirm });
      onTestFinished(() => destination.close());
      return async (events: readonly EncodedEvent[]) => {
        const report = await destination.deliver(batchOf(events), signal);
        return { report, isWritten: existsSync(server.file) };
      };
    }
  });

  it("sends nothing to a server that its authority does not know", async () => {
    const server = await aLogServer(product, { server: tls });
    const shows = { ...sender, caFile: stranger.caFile };
    const destination = destinationAt(server, { channel, tls: shows });
    onTestFinished(() => destination.close());

    const report = await destination.deliver(batchOf(small), signal);

    expect(report).toMatchObject({ retryable: small, trouble: { kind: "tls" } });
    expect(report.trouble?.message).toContain("`tls.ca_file`");
    expect(existsSync(server.file)).toBe(false);
  });
});
