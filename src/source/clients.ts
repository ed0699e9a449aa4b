import { SQSClient, type SQSClientConfig } from "@aws-sdk/client-sqs";

import { regionOf } from "./region.ts";

export interface SqsClientsOptions {
  readonly queueUrl: string;
  /** Default: the region in the queue's URL, then `AWS_REGION`, `AWS_DEFAULT_REGION` and the profile. */
  readonly region?: string;
  /** Default: see `createSqsClients`. */
  readonly endpoint?: string;
  /** Default: the SDK's chain. */
  readonly credentials?: NonNullable<SQSClientConfig["credentials"]>;
  /** Of one long poll. */
  readonly waitSeconds?: number;
  /** For the user agent. */
  readonly version: string;
}

const connectionTimeout = 5000;
const settlingTimeout = 8000;
const receiveMargin = 10_000;

/**
 * One client to receive, one to settle, so that long polls never hold the connections that deletes and extensions need.
 *
 * Calls go to `endpoint`, else to the endpoint that `AWS_ENDPOINT_URL_SQS`, `AWS_ENDPOINT_URL` or `endpoint_url` of
 * the profile names, else to the host of the queue's URL. This SDK alone would let the queue's URL win over the
 * environment and print a warning for each call; the other AWS SDKs and the CLI, and so their users, do it like this.
 *
 * Retries inside the SDK stay at its default, or what `AWS_MAX_ATTEMPTS` says: the loops around it try again anyway.
 */
export function createSqsClients(options: SqsClientsOptions): {
  readonly receiving: SQSClient;
  readonly settling: SQSClient;
} {
  const { waitSeconds = 20 } = options;
  return {
    receiving: createClient(options, waitSeconds * 1000 + receiveMargin),
    settling: createSendingClient(options),
  };
}

/** For calls that are answered at once. */
export function createSendingClient(options: SqsClientsOptions): SQSClient {
  return createClient(options, settlingTimeout);
}

function createClient(options: SqsClientsOptions, timeout: number): SQSClient {
  const { queueUrl, endpoint, credentials, version } = options;
  const region = options.region ?? regionOf(queueUrl) ?? defaultRegion();
  const client = new SQSClient({
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== undefined && { credentials }),
    customUserAgent: [["trailferry", version]],
    // One damaged body would hide the other nine messages of its answer until their time is over. TLS guards the
    // way here, a body that is not understood is kept anyway, and hosts in FIPS mode have no MD5.
    md5: false,
    useQueueUrlAsEndpoint: false,
    requestHandler: {
      connectionTimeout,
      requestTimeout: timeout,
      socketTimeout: timeout,
      throwOnRequestTimeout: true,
    },
  });
  useQueueHost(client, queueUrl);
  return client;
}

/** The CLI and the other SDKs know this variable, the SDK for JavaScript does not; undefined leaves the rest to it. */
function defaultRegion(): string | undefined {
  return process.env["AWS_REGION"] === undefined ? process.env["AWS_DEFAULT_REGION"] : undefined;
}

/**
 * Sends calls to the host of the queue's URL, such as a VPC endpoint, unless an endpoint is configured.
 * A public host of AWS gives way to the FIPS or dual-stack endpoint where the environment asks for one.
 */
function useQueueHost({ config }: SQSClient, queueUrl: string): void {
  if (!URL.canParse(queueUrl)) return;
  const url = new URL(new URL(queueUrl).origin);
  const isPublic = publicHost.test(url.hostname);
  const resolve = config.endpointProvider;
  config.endpointProvider = (parameters, context) => {
    const endpoint = resolve(parameters, context);
    const isVariant = parameters.UseFIPS === true || parameters.UseDualStack === true;
    const isConfigured = parameters.Endpoint !== undefined || (isVariant && isPublic);
    return isConfigured ? endpoint : { ...endpoint, url };
  };
}

const publicHost = /^(sqs\.[\w-]+|([\w-]+\.)?queue)\.amazonaws\.com(\.cn)?$/;
