import { SignatureV4 } from "@smithy/signature-v4";
import type { NodeRequest } from "../../http/node.ts";
import type { AwsIdentity } from "./identity.ts";
import { Sha256 } from "./sha256.ts";

export interface Signing {
  /** `es` of a domain, `aoss` of a Serverless collection. */
  readonly service: "es" | "aoss";
  readonly region: string;
  readonly identity: AwsIdentity;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The request with a signature (AWS Signature Version 4) over its body as it is sent, and the hash of that body in a
 * header, which collections insist on. Signed besides are the host and the type of the content; more than that proxies
 * may change, and collections refuse a signed `Content-Length`.
 */
export async function signed(
  request: NodeRequest,
  to: URL,
  signing: Signing,
): Promise<NodeRequest> {
  const { service, region, identity, at } = signing;
  const [path = "", query = ""] = request.path.split("?");
  const type = request.headers["content-type"];
  const signer = new SignatureV4({ service, region, credentials: identity, sha256: Sha256 });
  const result = await signer.sign(
    {
      method: request.method,
      protocol: to.protocol,
      hostname: to.hostname,
      path,
      query: Object.fromEntries(new URLSearchParams(query)),
      headers: { host: to.host, ...(type !== undefined && { "content-type": type }) },
      body: request.body,
    },
    { signingDate: new Date(at) },
  );
  // The connection writes the same host by itself; one of ours would also set the name that TLS expects.
  const { host: _, ...headers } = result.headers;
  return { ...request, headers: { ...request.headers, ...headers } };
}
