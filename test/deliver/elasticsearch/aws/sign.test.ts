import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signed, type Signing } from "../../../../src/deliver/elasticsearch/aws/sign.ts";
import type { NodeRequest } from "../../../../src/deliver/http/node.ts";
import { anyTextOf } from "../../../support/any-text.ts";
import { signatureOf, signatureProblem } from "../../../support/aws-signature.ts";

const secretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const identity = { accessKeyId: "AKIDEXAMPLE", secretAccessKey };
const signing: Signing = {
  service: "es",
  region: "eu-central-1",
  identity,
  at: Date.parse("2026-01-01T00:00:00Z"),
};

describe("signed", () => {
  it("signs what AWS would sign", async () => {
    const request = aRequest(
      "/logs-aws.cloudtrail-default/_bulk?filter_path=errors%2Citems.%2A.status",
    );

    expect(await problemOf(request)).toBeUndefined();
  });

  it("signs any path, query and body as AWS reads them", async () => {
    const name = anyTextOf({ minLength: 1 }).map(encodeURIComponent);
    // The signer loses a parameter of this name, which no interface has.
    const parameter = name.filter((text) => text !== "__proto__");
    const query = fc.dictionary(parameter, name).map((pairs) =>
      Object.entries(pairs)
        .map((pair) => pair.join("="))
        .join("&"),
    );
    const anything = fc.tuple(
      fc.array(name.filter((part) => !/^\.+$/.test(part))),
      query,
      fc.uint8Array(),
    );

    await fc.assert(
      fc.asyncProperty(anything, async ([path, pairs, bytes]) => {
        const target = `/${path.join("/")}${pairs === "" ? "" : `?${pairs}`}`;

        expect(await problemOf(aRequest(target, Buffer.from(bytes)))).toBeUndefined();
      }),
    );
  });

  it("sends the token of temporary keys, and signs it", async () => {
    const temporary = { ...signing, identity: { ...identity, sessionToken: "token EXAMPLE" } };

    const problem = await problemOf(aRequest("/"), temporary);

    expect(problem).toBeUndefined();
  });

  it("leaves the host to the connection", async () => {
    const { headers } = await signed(aRequest("/"), new URL("https://es.example"), signing);

    expect(headers).not.toHaveProperty("host");
    expect(headers).toMatchObject({ accept: "application/json", "x-amz-date": "20260101T000000Z" });
  });

  it("signs a request without a body", async () => {
    const request = { method: "GET", path: "/_index_template", headers: {} } as const;

    expect(await problemOf(request)).toBeUndefined();
  });

  it("gives the signature that botocore gives", async () => {
    const request = aRequest(
      "/logs-aws.cloudtrail-default/_bulk?filter_path=errors%2Citems.%2A.status&require_data_stream=true",
      Buffer.from("{}\n"),
    );

    const url = new URL("https://search-siem.eu-central-1.es.amazonaws.com");
    const { headers } = await signed(request, url, {
      ...signing,
      identity: { ...identity, sessionToken: "FwoGZXIvYXdzEXAMPLE" },
    });

    expect(headers["authorization"]).toMatch(
      /Signature=896499718b7f6c984630eba6de8c79726bcf7a507ec54bcf14f2f6f0f230dffd$/,
    );
  });
});

describe("the check of signatures", () => {
  it.each([
    ["get-vanilla", "GET", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"],
    [
      "post-vanilla",
      "POST",
      "/",
      "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    ],
    [
      "get-vanilla-query-order-key-case",
      "GET",
      "/?Param2=value2&Param1=value1",
      "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    ],
  ])("agrees with AWS's own test %s", (_, method, target, signature) => {
    const headers = { host: "example.amazonaws.com", "x-amz-date": "20150830T123600Z" };
    const request = { method, target, headers, body: Buffer.alloc(0) };
    const scope = { secretAccessKey, region: "us-east-1", service: "service" };

    expect(signatureOf(request, ["host", "x-amz-date"], scope)).toBe(signature);
  });

  it.each<[string, (request: NodeRequest) => NodeRequest]>([
    ["another body", (request) => ({ ...request, body: Buffer.from("other") })],
    ["another path", (request) => ({ ...request, path: "/other" })],
    ["another type", (request) => withHeader(request, "content-type", "text/plain")],
    ["another date", (request) => withHeader(request, "x-amz-date", "20260101T000001Z")],
  ])("finds %s", async (_, change) => {
    expect(await problemOf(aRequest("/"), signing, change)).toBeDefined();
  });
});

function aRequest(path: string, body = Buffer.from("body")): NodeRequest {
  const headers = { "content-type": "application/x-ndjson", accept: "application/json" };
  return { method: "POST", path, headers, body };
}

function withHeader(request: NodeRequest, name: string, value: string): NodeRequest {
  return { ...request, headers: { ...request.headers, [name]: value } };
}

/** What AWS would say, were the request changed so on its way. */
async function problemOf(
  request: NodeRequest,
  used: Signing = signing,
  change: (request: NodeRequest) => NodeRequest = (same) => same,
) {
  const to = new URL("https://es.example:8443");
  const { method, path: target, headers, body } = change(await signed(request, to, used));
  const received = { method, target, headers: { ...headers, host: to.host } };
  const { region, service } = used;
  return signatureProblem(
    { ...received, body: body ?? Buffer.alloc(0) },
    { ...used.identity, region, service },
  );
}
