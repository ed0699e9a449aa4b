/**
 * Checks signatures as AWS does, written from its specification (Signature Version 4) and not from the signer in use:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query, as they came. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Expected {
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly region: string;
  readonly service: string;
}

/** What AWS would say against the request. */
export function signatureProblem(request: ReceivedRequest, expected: Expected): string | undefined {
  const { headers, body } = request;
  const { region, service, sessionToken = "" } = expected;
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=([\da-f]{64})$/;
  const [, scope, names = "", signature] = pattern.exec(textOf(headers.authorization)) ?? [];
  const day = textOf(headers["x-amz-date"]).slice(0, 8);
  if (scope !== `${day}/${region}/${service}/aws4_request`)
    return "Credential should be scoped to a valid region.";
  if (textOf(headers["x-amz-security-token"]) !== sessionToken)
    return "The security token included in the request is invalid.";
  if (headers["x-amz-content-sha256"] !== hash(body)) return "The hash of the body is another one.";
  const signed = names.split(";");
  const problem = choiceProblem(signed, headers);
  if (problem !== undefined) return problem;
  return signatureOf(request, signed, expected) === signature
    ? undefined
    : "The request signature we calculated does not match the signature you provided.";
}

function choiceProblem(
  signed: readonly string[],
  headers: IncomingHttpHeaders,
): string | undefined {
  const missing = mustBeSigned(headers).find((name) => !signed.includes(name));
  if (missing !== undefined) return `'${missing}' must be a 'SignedHeader'`;
  return signed.includes("content-length") ? "Content-Length must not be signed." : undefined;
}

/** Of the headers with these names, in their order. */
export function signatureOf(
  { method, target, headers, body }: ReceivedRequest,
  signed: readonly string[],
  { secretAccessKey, region, service }: Expected,
): string {
  const [path = "", query = ""] = target.split("?");
  const lines = signed.map(
    (name) => `${name}:${textOf(headers[name]).trim().replace(/ +/g, " ")}\n`,
  );
  const canonical = [
    method,
    path.split("/").map(encoded).join("/"),
    canonicalQuery(query),
    lines.join(""),
    signed.join(";"),
    hash(body),
  ].join("\n");
  const time = textOf(headers["x-amz-date"]);
  const scope = [time.slice(0, 8), region, service, "aws4_request"];
  const toSign = ["AWS4-HMAC-SHA256", time, scope.join("/"), hash(Buffer.from(canonical))];
  const key = scope.reduce<Buffer | string>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, toSign.join("\n")).toString("hex");
}

function mustBeSigned(headers: IncomingHttpHeaders): readonly string[] {
  const ours = Object.keys(headers).filter((name) => name.startsWith("x-amz-"));
  return ["host", ...(headers["content-type"] === undefined ? [] : ["content-type"]), ...ours];
}

/** Sorted by name first, and only then by value. */
function canonicalQuery(query: string): string {
  if (query === "") return "";
  const pairs = query.split("&").map((pair) => {
    const [name = "", value = ""] = pair.split("=").map(decodeURIComponent);
    return { name: encoded(name), value: encoded(value) };
  });
  const sorted = pairs.sort((a, b) => order(a.name, b.name) || order(a.value, b.value));
  return sorted.map(({ name, value }) => `${name}=${value}`).join("&");
}

function order(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

function encoded(text: string): string {
  const bytes = [...Buffer.from(text)].map((byte) => {
    const character = String.fromCharCode(byte);
    return /[\w.~-]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  });
  return bytes.join("");
}

function textOf(value: string | string[] | undefined): string {
  return [value ?? ""].flat().join(",");
}

function hash(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
