/**
 * How a destination is reached: who we are to it, and how its certificate is checked.
 */
import { z } from "zod";
import type { ElasticsearchAuth } from "../deliver/elasticsearch/config.ts";
import type { TlsConfig } from "../deliver/tls.ts";
import { choice, flag, secret, section, text } from "./fields.ts";
import { filePath } from "./names.ts";
import { present } from "./present.ts";

export const auth = section({
  api_key: secret()
    .optional()
    .describe("API key, either as id:key or encoded as Elasticsearch gives it."),
  token: secret().optional().describe("Bearer token."),
  username: text({
    pattern: "^[^:\\p{Cc}]+$",
    problem: "is not a user name; it can't hold a colon",
  })
    .optional()
    .describe("User, with password."),
  password: secret().optional().describe("Password of the user."),
})
  .check(({ value, issues }) => {
    const problem = issues.length === 0 ? authProblem(value) : undefined;
    if (problem !== undefined) issues.push({ code: "custom", message: problem, input: undefined });
  })
  .describe("Who we are: api_key, or token, or username and password. Default: nobody.");

export const tls = section({
  ca_file: filePath
    .optional()
    .describe("Certificates to trust, in PEM. Default: those that Node.js trusts."),
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
    const path = value.cert_file === undefined ? "key_file" : "cert_file";
    if ((value.cert_file === undefined) === (value.key_file === undefined)) return;
    const message =
      path === "key_file"
        ? "is a key without its certificate; add cert_file"
        : "is a certificate without its key; add key_file";
    issues.push({ code: "custom", message, path: [path], input: undefined });
  })
  .prefault({})
  .describe("How the certificate is checked, and ours.");

export function resolveAuth(
  given: z.output<typeof auth> | undefined,
): ElasticsearchAuth | undefined {
  if (given?.api_key !== undefined) return { kind: "api_key", key: given.api_key };
  if (given?.token !== undefined) return { kind: "bearer", token: given.token };
  if (given?.username === undefined || given.password === undefined) return undefined;
  return { kind: "basic", username: given.username, password: given.password };
}

export function resolveTls(given: z.output<typeof tls>): TlsConfig {
  return {
    minVersion: given.min_version,
    verify: given.verify,
    ...present({
      caFile: given.ca_file,
      certFile: given.cert_file,
      keyFile: given.key_file,
      serverName: given.server_name,
    }),
  };
}

function authProblem(given: z.output<typeof auth>): string | undefined {
  const basic = given.username !== undefined || given.password !== undefined;
  const ways = [given.api_key !== undefined, given.token !== undefined, basic];
  const count = ways.filter(Boolean).length;
  if (count === 0) return "is empty; give api_key, or token, or username and password";
  if (count > 1) return "has several ways in; keep one of api_key, token, username and password";
  if (basic && given.password === undefined) return "has a username without a password";
  if (basic && given.username === undefined) return "has a password without a username";
  return undefined;
}
