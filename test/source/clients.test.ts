import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { createSqsClients, type SqsClientsOptions } from "../../src/source/clients.ts";
import { diagnose } from "../../src/source/diagnosis.ts";

const awsQueueUrl = "https://sqs.eu-central-1.amazonaws.com/111122223333/cloudtrail";
const awsVariables = /^AWS_/;

/** An endpoint that answers every call alike and remembers who called. */
class Endpoint implements AsyncDisposable {
  readonly requests: { readonly headers: IncomingMessage["headers"]; readonly socket: Socket }[] =
    [];
  answer: { status: number; headers?: Record<string, string>; body: unknown } = {
    status: 200,
    body: {},
  };
  readonly #server = createServer((request, response) => {
    this.requests.push({ headers: request.headers, socket: request.socket });
    const { status, headers = {}, body } = this.answer;
    request.resume().on("end", () => {
      response.writeHead(status, { "content-type": "application/x-amz-json-1.0", ...headers });
      response.end(JSON.stringify(body));
    });
  });

  static async open(): Promise<Endpoint> {
    const endpoint = new Endpoint();
    await new Promise<void>((resolve) => endpoint.#server.listen(0, "127.0.0.1", resolve));
    return endpoint;
  }

  get url(): string {
    const address = this.#server.address();
    return typeof address === "object" ? `http://127.0.0.1:${address?.port}` : "";
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function receive(options: Partial<SqsClientsOptions> = {}) {
  const queueUrl = options.queueUrl ?? awsQueueUrl;
  const { receiving, settling } = createSqsClients({ version: "1.2.3", ...options, queueUrl });
  try {
    return await receiving.send(new ReceiveMessageCommand({ QueueUrl: queueUrl }));
  } finally {
    receiving.destroy();
    settling.destroy();
  }
}

let environment: NodeJS.ProcessEnv;

beforeEach(() => {
  environment = { ...process.env };
  for (const name of Object.keys(process.env))
    if (awsVariables.test(name)) delete process.env[name];
  process.env["AWS_ACCESS_KEY_ID"] = "AKIAENVIRONMENTEXAMPLE";
  process.env["AWS_SECRET_ACCESS_KEY"] = "secret";
  process.env["AWS_CONFIG_FILE"] = "/nonexistent/config";
  process.env["AWS_SHARED_CREDENTIALS_FILE"] = "/nonexistent/credentials";
});

afterEach(() => {
  for (const name of Object.keys(process.env))
    if (awsVariables.test(name)) delete process.env[name];
  Object.assign(process.env, environment);
});

describe("an SQS client", () => {
  it("calls the host of the queue's URL", async () => {
    await using endpoint = await Endpoint.open();
    process.env["AWS_REGION"] = "eu-west-1";

    await receive({ queueUrl: `${endpoint.url}/111122223333/cloudtrail` });

    expect(endpoint.requests).toHaveLength(1);
    expect(endpoint.requests[0]?.headers.authorization).toContain("/eu-west-1/sqs/");
  });

  it("calls the endpoint that the environment names for SQS, in the region of the queue's URL", async () => {
    await using endpoint = await Endpoint.open();
    process.env["AWS_ENDPOINT_URL_SQS"] = endpoint.url;
    process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9";
    process.env["AWS_REGION"] = "us-west-2";

    await receive();

    expect(endpoint.requests[0]?.headers.authorization).toContain("/eu-central-1/sqs/");
  });

  it("calls the endpoint that the environment names for all services", async () => {
    await using endpoint = await Endpoint.open();
    process.env["AWS_ENDPOINT_URL"] = endpoint.url;

    await receive();

    expect(endpoint.requests).toHaveLength(1);
  });

  it("calls the endpoint that the profile names", async () => {
    await using endpoint = await Endpoint.open();
    const folder = await mkdtemp(join(tmpdir(), "trailferry-"));
    process.env["AWS_CONFIG_FILE"] = join(folder, "config");
    await writeFile(join(folder, "config"), `[profile ferry]\nendpoint_url = ${endpoint.url}\n`);
    process.env["AWS_PROFILE"] = "ferry";

    await receive({ credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" } });
    await rm(folder, { recursive: true });

    expect(endpoint.requests).toHaveLength(1);
  });

  it("calls the configured endpoint before any other, in the configured region", async () => {
    await using endpoint = await Endpoint.open();
    process.env["AWS_ENDPOINT_URL_SQS"] = "http://127.0.0.1:9";

    await receive({ endpoint: endpoint.url, region: "ap-south-1" });

    expect(endpoint.requests[0]?.headers.authorization).toContain("/ap-south-1/sqs/");
  });

  it("keeps to FIPS and dual-stack endpoints where the environment asks for them", () => {
    const hosts = [
      [awsQueueUrl, "sqs-fips.eu-central-1.amazonaws.com"],
      ["https://vpce-1-EXAMPLE.sqs.eu-west-1.vpce.amazonaws.com/1/q", "vpce-1-EXAMPLE"],
    ] as const;

    for (const [queueUrl, expected] of hosts) {
      const { settling } = createSqsClients({ queueUrl, version: "1.2.3" });
      const { url } = settling.config.endpointProvider({ Region: "eu-central-1", UseFIPS: true });
      expect(url.hostname).toContain(expected.toLowerCase());
    }
  });

  it("takes the region from AWS_DEFAULT_REGION where nothing else names one", async () => {
    await using endpoint = await Endpoint.open();
    process.env["AWS_DEFAULT_REGION"] = "sa-east-1";

    await receive({ queueUrl: `${endpoint.url}/111122223333/cloudtrail` });

    expect(endpoint.requests[0]?.headers.authorization).toContain("/sa-east-1/sqs/");
  });

  it("signs with the credentials it is given, and says who it is", async () => {
    await using endpoint = await Endpoint.open();
    const credentials = { accessKeyId: "AKIAGIVENEXAMPLE", secretAccessKey: "secret" };

    await receive({ endpoint: endpoint.url, credentials });

    expect(endpoint.requests[0]?.headers.authorization).toContain("AKIAGIVENEXAMPLE");
    expect(endpoint.requests[0]?.headers["user-agent"]).toContain("trailferry/1.2.3");
  });

  it("takes the good messages of an answer with a damaged one", async () => {
    await using endpoint = await Endpoint.open();
    const Messages = [{ MessageId: "1", ReceiptHandle: "1", Body: "{}", MD5OfBody: "0000" }];
    endpoint.answer = { status: 200, body: { Messages } };

    const answer = await receive({ endpoint: endpoint.url });

    expect(answer.Messages).toHaveLength(1);
  });

  it("shares no connection between receiving and settling", async () => {
    await using endpoint = await Endpoint.open();
    const { receiving, settling } = createSqsClients({
      queueUrl: awsQueueUrl,
      endpoint: endpoint.url,
      version: "1.2.3",
    });

    await receiving.send(new ReceiveMessageCommand({ QueueUrl: awsQueueUrl }));
    await settling.send(new ReceiveMessageCommand({ QueueUrl: awsQueueUrl }));
    receiving.destroy();
    settling.destroy();

    expect(new Set(endpoint.requests.map(({ socket }) => socket)).size).toBe(2);
  });

  it("throws errors that can be told apart", async () => {
    await using endpoint = await Endpoint.open();
    endpoint.answer = {
      status: 400,
      headers: { "x-amzn-query-error": "AWS.SimpleQueueService.NonExistentQueue;Sender" },
      body: { __type: "com.amazonaws.sqs#QueueDoesNotExist", message: "no such queue" },
    };

    const error: unknown = await receive({ endpoint: endpoint.url }).catch((e: unknown) => e);

    expect(diagnose(error, "sqs:ReceiveMessage").reason).toBe("queue_missing");
  });
});
