import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { Config } from "../../src/config/schema.ts";
import { shareOf } from "../../src/workers/share.ts";
import { FakeEnvironment } from "../support/fake-environment.ts";

const text = `
sources:
  - name: trail
    type: sqs
    queue_url: https://sqs.eu-central-1.amazonaws.com/111122223333/cloudtrail
    max_messages: 1001
destinations:
  - { name: elastic, type: elasticsearch, urls: ["https://es.example:9200"], format: ecs, concurrency: { max: 5 } }
  - name: splunk
    type: splunk_hec
    url: https://splunk.example:8088
    token: secret
    format: raw
    acknowledgment: { max_pending_size: 10MiB }
  - { name: soc, type: syslog, url: "udp://siem.example:514", format: cef, datagrams_per_second: 300 }
  - { name: siem, type: syslog, url: "tcp://siem.example:514", format: cef, max_unsettled_size: 8MiB }
  - { name: archive, type: file, path: /var/lib/archive.ndjson, format: raw, required: false }
dead_letter: { type: file, path: /var/lib/letters.ndjson }
admin: { listen: "off" }
reading: { objects: 3 }
`;

function aConfig(): Config {
  const loaded = loadConfig("c.yaml", new FakeEnvironment({ "c.yaml": text }));
  if (!loaded.ok) throw new Error(loaded.errors.join("\n"));
  return loaded.config;
}

describe("the share of a worker", () => {
  it("is its part of what the daemon may hold and send", () => {
    const config = aConfig();

    const shares = [1, 2].map((number) => shareOf(config, { number, workers: 2 }));

    expect(shares).toMatchObject([
      {
        sources: [{ maxMessages: 501 }],
        destinations: [
          { concurrency: { max: 3 } },
          { acknowledgment: { maxPendingBytes: 5 * 2 ** 20 }, concurrency: { max: 4 } },
          { transport: { datagramsPerSecond: 150 } },
          { transport: { confirm: { maxUnsettledBytes: 4 * 2 ** 20 } } },
          { path: "/var/lib/archive.ndjson", concurrency: { max: 1 } },
        ],
        deadLetter: { path: "/var/lib/letters.ndjson" },
        reading: { objects: 2 },
      },
      {
        sources: [{ maxMessages: 500 }],
        destinations: [
          { concurrency: { max: 2 } },
          { acknowledgment: { maxPendingBytes: 5 * 2 ** 20 }, concurrency: { max: 4 } },
          { transport: { datagramsPerSecond: 150 } },
          { transport: { confirm: { maxUnsettledBytes: 4 * 2 ** 20 } } },
          { path: "/var/lib/archive-worker-2.ndjson", concurrency: { max: 1 } },
        ],
        deadLetter: { path: "/var/lib/letters-worker-2.ndjson" },
        reading: { objects: 1 },
      },
    ]);
  });

  it("adds up to the whole for any number of workers, and is never nothing", () => {
    const config = aConfig();

    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), (workers) => {
        const shares = Array.from(
          { length: workers },
          (_, at) => shareOf(config, { number: at + 1, workers }).reading.objects,
        );

        expect(Math.min(...shares)).toBeGreaterThanOrEqual(1);
        expect(shares.reduce((sum, one) => sum + one)).toBe(Math.max(3, workers));
      }),
    );
  });

  it("is everything where there is one worker", () => {
    const config = aConfig();

    expect(shareOf(config, { number: 1, workers: 1 })).toEqual(config);
  });
});
