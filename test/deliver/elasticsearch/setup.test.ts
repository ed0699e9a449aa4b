import { describe, expect, it } from "vitest";
import { runSetup } from "../../../src/commands/setup.ts";
import type { SetupParts, SetupTarget } from "../../../src/deliver/elasticsearch/setup/set-up.ts";
import { aSecret } from "../../support/a-secret.ts";
import { anElasticsearchConfig } from "../../support/elasticsearch-config.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { TemplateServer } from "../../support/template-server.ts";
import { TextSink } from "../../support/text-sink.ts";

const elasticsearch = { version: { number: "9.1.0" } };
const opensearch = { version: { number: "3.1.0", distribution: "opensearch" } };
const ocsf = { format: "ocsf", dataStream: "ocsf-cloudtrail-default" } as const;

describe.each([
  ["Elasticsearch", elasticsearch, "_ilm/policy"],
  ["OpenSearch", opensearch, "_plugins/_ism/policies"],
])("setup of %s", (_product, options, policies) => {
  it("makes all that ECS documents need, in an order in which each thing names only earlier ones", async () => {
    const server = await TemplateServer.start(options);

    const { code, stdout } = await setUp(server);

    expect(server.puts).toEqual([
      `${policies}/trailferry-logs-aws.cloudtrail`,
      "_component_template/trailferry-ecs-settings",
      "_component_template/trailferry-ecs-mappings",
      "_index_template/trailferry-logs-aws.cloudtrail",
    ]);
    expect(stdout).toEqual([
      "elastic: created: lifecycle policy trailferry-logs-aws.cloudtrail",
      "elastic: created: component template trailferry-ecs-settings",
      "elastic: created: component template trailferry-ecs-mappings",
      "elastic: created: index template trailferry-logs-aws.cloudtrail",
    ]);
    expect(code).toBe(0);
  });

  it.each([{}, ocsf])("changes nothing the second time: %o", async (changes) => {
    const server = await TemplateServer.start(options);
    await setUp(server, changes);
    const before = server.puts.length;

    const { code, stdout } = await setUp(server, changes);

    expect(server.puts).toHaveLength(before);
    expect(stdout.every((line) => line.startsWith("elastic: unchanged: "))).toBe(true);
    expect(code).toBe(0);
  });

  it("makes the first index behind an alias for OCSF, which has no @timestamp", async () => {
    const server = await TemplateServer.start(options);

    await setUp(server, ocsf);

    expect(server.names.get("ocsf-cloudtrail-default")).toBe("aliases");
    expect(server.names.get("ocsf-cloudtrail-default-000001")).toBe("indices");
  });

  it("does without a lifecycle policy where the server has none, and says so", async () => {
    const server = await TemplateServer.start({ ...options, lifecycle: false });

    const { code, stdout } = await setUp(server);

    expect(stdout[0]).toMatch(/^elastic: not available on this server, .*: lifecycle policy/);
    expect(JSON.stringify([...server.things.values()])).not.toContain("lifecycle");
    expect(code).toBe(0);
  });
});

describe("setup", () => {
  it("updates what an older version of it wrote, and tells how it comes into force", async () => {
    const server = await TemplateServer.start(elasticsearch);
    await setUp(server);

    const { code, stdout } = await setUp(server, { version: "1.10.0" });

    expect(stdout).toEqual([
      "elastic: unchanged: lifecycle policy trailferry-logs-aws.cloudtrail",
      "elastic: updated: component template trailferry-ecs-settings",
      "elastic: updated: component template trailferry-ecs-mappings",
      "elastic: updated: index template trailferry-logs-aws.cloudtrail",
      "elastic: indexes get it when they are made; roll over logs-aws.cloudtrail-default to have it now",
    ]);
    expect(code).toBe(0);
  });

  it("changes nothing where something in its way is not ours", async () => {
    const server = await TemplateServer.start(elasticsearch);
    const theirs = { template: { mappings: { dynamic: "strict" } } };
    server.things.set("_component_template/trailferry-ecs-mappings", theirs);

    const { code, stdout, stderr } = await setUp(server);

    expect(server.puts).toEqual([]);
    expect(stdout).toContain(
      "elastic: not ours, left as it is: component template trailferry-ecs-mappings",
    );
    expect(stdout).toContain("elastic: not done: component template trailferry-ecs-settings");
    expect(stderr.join()).toContain("trailferry-ecs-mappings that trailferry did not write");
    expect(code).toBe(1);
  });

  it("explains a clash with the template of Elastic's integration, and does nothing", async () => {
    const server = await TemplateServer.start(elasticsearch);
    server.things.set("_index_template/logs-aws.cloudtrail", fleet);

    const { code, stderr } = await setUp(server);

    expect(server.puts).toEqual([]);
    expect(stderr.join()).toContain(
      "The index template logs-aws.cloudtrail, managed by fleet, with priority 200 is for the same names",
    );
    expect(code).toBe(1);
  });

  it("goes above it where that is allowed, and leaves it as it is", async () => {
    const server = await TemplateServer.start(elasticsearch);
    server.things.set("_index_template/logs-aws.cloudtrail", fleet);

    const { code } = await setUp(server, { takeOver: true });

    expect(server.things.get("_index_template/logs-aws.cloudtrail")).toBe(fleet);
    expect(server.things.has("_index_template/trailferry-logs-aws.cloudtrail")).toBe(true);
    expect(code).toBe(0);
  });

  it("leaves the rest undone after a refusal, with the server's words and the rights it takes", async () => {
    const server = await TemplateServer.start(elasticsearch);
    const body = '{"error":{"type":"security_exception","reason":"no right for hunter2"}}';
    server.refuse = (request) =>
      request.startsWith("PUT _component_template") ? { status: 403, body } : undefined;

    const { code, stdout, stderr } = await setUp(server);

    expect(stdout.map((line) => line.split(": ")[1])).toEqual([
      "created",
      "not done",
      "not done",
      "not done",
    ]);
    expect(stderr.join()).toMatch(/got 403 .*security_exception.*manage_index_templates/);
    expect(stderr.join()).not.toContain("hunter2");
    expect(code).toBe(1);
  });

  it("sends the credentials with every request", async () => {
    const server = await TemplateServer.start(elasticsearch);

    await setUp(server);

    expect([...server.authorizations]).toEqual([`Basic ${btoa("elastic:hunter2")}`]);
  });

  it.each([
    ["is no search server", { version: {} }, "is not answered as Elasticsearch or OpenSearch do"],
    ["is too old", { version: { number: "7.16.3" } }, "need Elasticsearch 7.17 or newer"],
  ])("says so where the server %s", async (_what, options, words) => {
    const server = await TemplateServer.start(options);

    const { code, stderr } = await setUp(server);

    expect(stderr.join()).toContain(words);
    expect(code).toBe(1);
  });

  it("says so where nobody answers, and goes on with the next destination", async () => {
    const server = await TemplateServer.start(elasticsearch);
    const nobody = aTarget(new URL("http://nowhere.invalid:9200"), { name: "gone" });

    const { code, stdout, stderr } = await run([nobody, aTarget(server.url)]);

    expect(stderr.join()).toMatch(/^gone: .*nowhere\.invalid/);
    expect(stdout).toHaveLength(4);
    expect(code).toBe(1);
  });

  it("asks another node where one does not answer", async () => {
    const server = await TemplateServer.start(elasticsearch);
    const target = aTarget(new URL("http://nowhere.invalid:9200"));
    const urls = [...target.connection.urls, server.url];

    const { code, stderr } = await run([{ ...target, connection: { ...target.connection, urls } }]);

    expect(stderr).toEqual([]);
    expect(code).toBe(0);
  });

  it("does not take a server that is busy for one without policies", async () => {
    const server = await TemplateServer.start(elasticsearch);
    server.refuse = (request) =>
      request.startsWith("GET _ilm") ? { status: 503, body: "busy" } : undefined;

    const { code, stderr } = await setUp(server);

    expect(server.puts).toEqual([]);
    expect(stderr.join()).toContain("got 503 (busy)");
    expect(code).toBe(1);
  });

  it("ends when it is called off", async () => {
    const server = await TemplateServer.start(elasticsearch);

    const { code, stderr } = await run([aTarget(server.url)], { signal: AbortSignal.abort() });

    expect(stderr.join()).toContain("Called off a request");
    expect(code).toBe(1);
  });

  it("leaves retention to Serverless itself, without a policy", async () => {
    const server = await TemplateServer.start({
      version: { number: "8.11.0", build_flavor: "serverless" },
      lifecycle: false,
    });

    const { code } = await setUp(server);

    const template = server.things.get("_index_template/trailferry-logs-aws.cloudtrail");
    expect(template?.["template"]).toMatchObject({ lifecycle: { data_retention: "365d" } });
    expect(code).toBe(0);
  });
});

const fleet = {
  index_patterns: ["logs-aws.cloudtrail-*"],
  priority: 200,
  composed_of: ["logs-aws.cloudtrail@package"],
  data_stream: {},
  _meta: { managed_by: "fleet", package: { name: "aws" } },
};

interface Changes {
  readonly name?: string;
  readonly format?: "ecs" | "ocsf";
  readonly dataStream?: string;
  readonly takeOver?: boolean;
}

function aTarget(url: URL, changes: Changes = {}): SetupTarget {
  const { name = "elastic", dataStream = "logs-aws.cloudtrail-default" } = changes;
  const password = aSecret("hunter2");
  const auth = { kind: "basic", username: "elastic", password } as const;
  return {
    connection: anElasticsearchConfig({ name, urls: [url], dataStream, auth }),
    format: changes.format ?? "ecs",
    payloads: "text",
    takeOver: changes.takeOver ?? false,
  };
}

async function setUp(
  server: TemplateServer,
  { version, ...changes }: Changes & { readonly version?: string } = {},
) {
  return run([aTarget(server.url, changes)], version === undefined ? {} : { version });
}

async function run(targets: readonly SetupTarget[], changes: Partial<SetupParts> = {}) {
  const [stdout, stderr] = [new TextSink(), new TextSink()];
  const { signal } = new AbortController();
  const parts = { clock: new ManualClock(), signal, version: "1.2.0", ...changes };
  const code = await runSetup(targets, { stdout, stderr }, parts);
  return { code, stdout: linesOf(stdout), stderr: linesOf(stderr) };
}

function linesOf({ text }: TextSink): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}
