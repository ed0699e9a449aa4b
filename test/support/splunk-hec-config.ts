import type { AcknowledgmentConfig, SplunkHecConfig } from "../../src/deliver/splunk-hec/config.ts";
import type { TlsConfig } from "../../src/deliver/tls.ts";
import { aSecret } from "./a-secret.ts";
import { hecToken } from "./hec-answer.ts";

export function aSplunkHecConfig(
  changes: Omit<Partial<SplunkHecConfig>, "tls"> & { readonly tls?: Partial<TlsConfig> } = {},
): SplunkHecConfig {
  return {
    name: "splunk",
    urls: [new URL("http://127.0.0.1:8088")],
    token: aSecret(hecToken),
    endpoint: "event",
    format: "raw",
    metadata: {},
    compression: "gzip",
    connectTimeoutMs: 5000,
    requestTimeoutMs: 30_000,
    connections: 2,
    retry: { initialMs: 500, maxMs: 5000 },
    ...changes,
    tls: { minVersion: "TLSv1.2", verify: true, ...changes.tls },
  };
}

export function anAcknowledgment(
  changes: Partial<AcknowledgmentConfig> = {},
): AcknowledgmentConfig {
  return {
    required: true,
    patienceMs: 300_000,
    askEveryMs: 1000,
    maxPendingBytes: 1024 * 1024,
    ...changes,
  };
}
