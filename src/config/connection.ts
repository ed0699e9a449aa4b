/**
 * How a destination's certificate is checked, and ours.
 */
import { z } from "zod";
import type { TlsConfig } from "../deliver/tls.ts";
import { choice, flag, scalar, section, text } from "./fields.ts";
import { filePath } from "./names.ts";
import { present } from "./present.ts";

const fingerprint = scalar<string>(
  { type: "string", pattern: "^([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$" },
  (value) => {
    const digits = typeof value === "string" ? value.replaceAll(":", "").toLowerCase() : "";
    return /^[\da-f]{64}$/.test(digits)
      ? { value: digits }
      : { problem: "is not a SHA-256 fingerprint: 64 hexadecimal digits, with colons or without" };
  },
  (value) => value,
);

export const tls = section({
  ca_file: filePath
    .optional()
    .describe("Certificates to trust, in PEM. Default: those that Node.js trusts."),
  fingerprint: fingerprint
    .optional()
    .describe(
      "Instead of ca_file: SHA-256 of the one certificate to trust, the server's own or that of an authority it shows, in hexadecimal digits, as Elasticsearch prints it at its first start. Dates and the name are checked all the same.",
    ),
  cert_file: filePath.optional().describe("Our own certificate, in PEM, with key_file."),
  key_file: filePath.optional().describe("Key of our certificate, in PEM, without a passphrase."),
  min_version: choice(["TLSv1.2", "TLSv1.3"])
    .prefault("TLSv1.2")
    .describe("Oldest version of TLS that is spoken."),
  verify: flag()
    .prefault(true)
    .describe(
      "Check the certificate. False is for tests only: anyone in between can read the data.",
    ),
  server_name: text({ pattern: "^[\\w.-]+$", problem: "is not the name of a host" })
    .optional()
    .describe("Name to expect in the certificate instead of the URL's host."),
})
  .check(({ value, issues }) => {
    for (const { key, message } of tlsProblems(value))
      issues.push({ code: "custom", message, path: [key], input: undefined });
  })
  .prefault({})
  .describe("How the certificate is checked, and ours.");

export function resolveTls(given: z.output<typeof tls>): TlsConfig {
  return {
    minVersion: given.min_version,
    verify: given.verify,
    ...present({
      caFile: given.ca_file,
      fingerprint: given.fingerprint,
      certFile: given.cert_file,
      keyFile: given.key_file,
      serverName: given.server_name,
    }),
  };
}

interface TlsProblem {
  readonly key: keyof z.output<typeof tls>;
  readonly message: string;
}

function tlsProblems(given: z.output<typeof tls>): readonly TlsProblem[] {
  const problems: TlsProblem[] = [];
  if (given.cert_file !== undefined && given.key_file === undefined)
    problems.push({ key: "cert_file", message: "is a certificate without its key; add key_file" });
  if (given.cert_file === undefined && given.key_file !== undefined)
    problems.push({ key: "key_file", message: "is a key without its certificate; add cert_file" });
  if (given.fingerprint !== undefined && given.ca_file !== undefined)
    problems.push({ key: "fingerprint", message: "stands beside ca_file; keep one of them" });
  if (given.fingerprint !== undefined && !given.verify)
    problems.push({ key: "fingerprint", message: "stands beside verify: false; leave that out" });
  return problems;
}
