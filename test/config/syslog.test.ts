import { describe, expect, it } from "vitest";
import { z } from "zod";
import { section } from "../../src/config/fields.ts";
import { formatFields } from "../../src/config/formats.ts";
import { syslogContradictions } from "../../src/config/syslog-contradictions.ts";
import { syslogUrl } from "../../src/config/syslog-url.ts";
import { resolveSyslog, syslogFields } from "../../src/config/syslog.ts";
import { createHeader, longestHeader } from "../../src/deliver/syslog/header.ts";
import { ManualClock } from "../support/manual-clock.ts";

const syslog = section({ ...formatFields, ...syslogFields });
const least = { url: "tls://siem.example", format: "raw" };

describe("a syslog receiver in the configuration", () => {
  it("has a default for everything but its address and format", () => {
    expect(resolved({})).toEqual({
      header: {
        kind: "rfc5424",
        facility: "local0",
        appName: "cloudtrail",
        byteOrderMark: false,
      },
      maxMessageBytes: 262_144,
      connectionMaxAgeMs: 600_000,
      transport: {
        kind: "stream",
        receiver: {
          host: "siem.example",
          port: 6514,
          connectTimeoutMs: 10_000,
          tls: { minVersion: "TLSv1.2", verify: true },
        },
        framing: "octet_counting",
        confirm: { kind: "settle", delayMs: 2000, maxUnsettledBytes: 64 * 2 ** 20 },
        sendTimeoutMs: 30_000,
      },
    });
  });

  it.each([
    ["udp://siem.example", "siem.example", 514],
    ["tcp://[2001:db8::1]", "2001:db8::1", 514],
    ["tcp://192.0.2.1:5514/", "192.0.2.1", 5514],
    ["tls://[::1]:6515", "::1", 6515],
    ["relp://siem.example:20514", "siem.example", 20_514],
    ["relps://siem.example:20514", "siem.example", 20_514],
  ])("is reached at %s", (url, host, port) => {
    const { receiver } = resolved({ url }).transport;

    expect(receiver).toMatchObject({ host, port });
  });

  it.each(["tls://[::1]:6514", "udp://siem.example:514", "relps://siem.example:20514"])(
    "is shown as %s again",
    (url) => {
      expect(z.encode(syslogUrl, syslog.parse({ ...least, url }).url)).toBe(url);
    },
  );

  it("is encrypted where the address says so", () => {
    const urls = ["tcp://a", "tls://a", "relp://a:1", "relps://a:1"];

    const secure = urls.map((url) => {
      const { transport } = resolved({ url });
      return transport.kind !== "udp" && transport.receiver.tls !== undefined;
    });

    expect(secure).toEqual([false, true, false, true]);
  });

  it.each([
    ["udp://a", "raw", 65_507],
    ["udp://a", "cef", 2048],
    ["tcp://a", "leef", 4096],
    ["relp://a:1", "ecs", 262_144],
  ])("takes messages that fit %s with %s", (url, format, bytes) => {
    expect(resolved({ url, format }).maxMessageBytes).toBe(bytes);
  });

  it("confirms as it is told", () => {
    const told = [
      { confirm: "none" },
      { confirm: "settle", settle_delay: "500ms", max_unsettled_size: "1MiB" },
      { confirm: "close" },
    ];

    const confirms = told.map((given) => resolved(given).transport);

    expect(confirms).toMatchObject([
      { confirm: { kind: "none" } },
      { confirm: { kind: "settle", delayMs: 500, maxUnsettledBytes: 2 ** 20 } },
      { confirm: { kind: "close", delayMs: 2000 } },
    ]);
  });

  it("counts on answers with RELP", () => {
    const { transport } = resolved({ url: "relp://a:1", window: 10, send_timeout: "5s" });

    expect(transport).toMatchObject({ kind: "relp", window: 10, answerTimeoutMs: 5000 });
  });

  it.each([
    ["raw", "cloudtrail"],
    ["cef", undefined],
  ])("has the usual tag before %s with the older header", (format, tag) => {
    const { header } = resolved({ format, header: "rfc3164" });

    expect(header).toMatchObject({ kind: "rfc3164" });
    expect(header.kind === "rfc3164" && header.tag).toBe(tag);
  });

  it("leaves CEF room in the smallest message under the longest header", () => {
    const { header, maxMessageBytes } = resolved({
      format: "cef",
      max_message_size: "2KiB",
      app_name: "a".repeat(48),
      structured_data_id: `${"a".repeat(30)}@1`,
      byte_order_mark: true,
    });

    const room = maxMessageBytes - longestHeader(createHeader(header, new ManualClock()));

    expect(room).toBeGreaterThanOrEqual(1024);
  });

  it.each([
    "siem.example:514",
    "http://siem.example",
    "tls://",
    "tls:siem.example",
    "tls://a b",
    "tls://a:99999",
    "tcp://a:0",
    "relp://siem.example",
    "tls://user@siem.example",
    "tls://siem.example/path",
    "tls://siem.example?x=1",
    514,
  ])("is not at %j", (url) => {
    expect(syslog.safeParse({ ...least, url }).success).toBe(false);
  });

  it.each([
    ["hostname", "two words"],
    ["app_name", "a".repeat(49)],
    ["tag", "cloud-trail"],
    ["structured_data_id", "cloudtrail"],
    ["structured_data_id", `${"a".repeat(31)}@1`],
    ["structured_data_id", 'a"b@32473'],
    ["structured_data_id", "a=b@32473"],
    ["facility", "local8"],
    ["max_message_size", "1KiB"],
    ["window", 0],
    ["framing", "lines"],
  ])("has no %s %j", (key, value) => {
    expect(syslog.safeParse({ ...least, [key]: value }).success).toBe(false);
  });

  it("accepts what its own header accepts", () => {
    const id = "cloud\\trail[x@32473.1";

    const { header } = resolved({ structured_data_id: id, hostname: "trail.example" });

    expect(() => createHeader(header, new ManualClock())).not.toThrow();
  });
});

describe("contradictions of a syslog receiver", () => {
  it.each<[string, object]>([
    ["framing", { url: "udp://a", framing: "line_feed" }],
    ["framing", { url: "relp://a:1", framing: "octet_counting" }],
    ["confirm", { url: "relps://a:1", confirm: "settle" }],
    ["confirm", { url: "udp://a", confirm: "close" }],
    ["settle_delay", { confirm: "none", settle_delay: "1s" }],
    ["max_unsettled_size", { confirm: "close", max_unsettled_size: "1MiB" }],
    ["max_unsettled_size", { url: "udp://a", max_unsettled_size: "1MiB" }],
    ["max_unsettled_size", { url: "relp://a:1", max_unsettled_size: "1MiB" }],
    ["window", { url: "tcp://a", window: 10 }],
    ["datagrams_per_second", { url: "tcp://a", datagrams_per_second: 1000 }],
    ["app_name", { header: "rfc3164", app_name: "trail" }],
    ["structured_data_id", { header: "rfc3164", structured_data_id: "a@1" }],
    ["byte_order_mark", { header: "rfc3164", byte_order_mark: true }],
    ["hostname", { header: "rfc3164", hostname: "1234" }],
    ["tag", { tag: "trail" }],
    ["max_message_size", { url: "udp://a", max_message_size: "64KiB" }],
    ["message_size", { format: "cef", message_size: "4KiB" }],
    ["tls", { url: "tcp://a", tls: { ca_file: "/ca.pem" } }],
    ["tls", { url: "relp://a:1", tls: { server_name: "a" } }],
  ])("name %s in %j", (key, given) => {
    const found = [...syslogContradictions(syslog.parse({ ...least, ...given }))];

    expect(found).toEqual([{ key, message: expect.stringMatching(/^(is|can't|has) /) }]);
  });

  it("are not in what is consistent", () => {
    const udp = { url: "udp://a", confirm: "none", header: "rfc3164", tag: "trail" };
    const given = [udp, { url: "relp://a:1", window: 5 }, { framing: "line_feed" }, {}];

    const found = given.flatMap((changes) => [
      ...syslogContradictions(syslog.parse({ ...least, ...changes })),
    ]);

    expect(found).toEqual([]);
  });
});

function resolved(given: object) {
  return resolveSyslog(syslog.parse({ ...least, ...given }));
}
