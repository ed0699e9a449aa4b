import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { expectBalance } from "../support/books.ts";
import { startDaemon, type Daemon } from "../support/daemon.ts";
import { useCloud, type Cloud } from "./cloud.ts";
import { elasticDestination, operatorConfig } from "./operator-config.ts";
import { countIn } from "./questions.ts";
import { sendTrail, someRecords } from "./sent-trail.ts";
import { startSearchServer, type SearchServer } from "./servers/search-server.ts";

const patience = { timeout: 45_000, interval: 50 };
const records = someRecords(300);
const auth = { username: "trailferry", password: "Ferry-over-5-rivers" };

describe("OpenSearch with TLS and users", () => {
  const makeCloud = useCloud();
  let server: SearchServer;
  let cloud: Cloud;
  let stream = "";
  let streams = 0;
  beforeAll(async () => {
    server = await startSearchServer("OpenSearch 3 with TLS and users");
    await server.ask("PUT", "_index_template/guarded", {
      index_patterns: ["guarded-*"],
      data_stream: {},
    });
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    streams += 1;
    stream = `guarded-${streams}`;
    await allow("elsewhere-*");
    cloud = await makeCloud();
    await sendTrail(records, cloud);
  });

  /** Lets the daemon's user write to these and to no other. */
  async function allow(pattern: string): Promise<void> {
    await server.ask("PUT", "_plugins/_security/api/roles/ferry", {
      cluster_permissions: ["indices:data/write/bulk"],
      index_permissions: [
        {
          index_patterns: [pattern],
          allowed_actions: ["create_index", "index", "indices:admin/*"],
        },
      ],
    });
    const user = { password: auth.password, opendistro_security_roles: ["ferry"] };
    await server.ask("PUT", `_plugins/_security/api/internalusers/${auth.username}`, user);
  }

  function start(more: object): Promise<Daemon> {
    const destination = elasticDestination(server, { data_stream: stream, auth, ...more });
    return startDaemon(operatorConfig({ ...cloud, destination }));
  }

  async function expectAllOnce(daemon: Daemon): Promise<void> {
    await vi.waitUntil(async () => (await cloud.queue.depth()) === 0, patience);
    await server.ask("POST", `${stream}/_refresh`);
    expect(await countIn(server, stream)).toBe(records.length);
    expect(await daemon.books()).toMatchObject({ read: records.length, deadLettered: 0 });
    await expectBalance(daemon);
    await daemon.ready();
  }

  it("holds what its user may not write, and delivers it when the role is mended", async () => {
    const daemon = await start({});
    const reason = await complaint(daemon);
    const { delivered, deadLettered } = await daemon.books();
    await allow("guarded-*");

    expect(reason).toContain("security_exception");
    expect(reason).toContain("Give the key or user the privileges");
    expect(await outcomes(daemon)).toContain("forbidden");
    expect({ delivered, deadLettered }).toEqual({ delivered: 0, deadLettered: 0 });
    await expectAllOnce(daemon);
  });

  it("holds everything while the user is not known, and delivers it when it is", async () => {
    await allow("guarded-*");
    const other = { username: "newcomer", password: "Ferry-over-6-rivers" };

    const daemon = await start({ auth: other });
    const reason = await complaint(daemon);
    const user = { password: other.password, opendistro_security_roles: ["ferry"] };
    await server.ask("PUT", `_plugins/_security/api/internalusers/${other.username}`, user);

    expect(reason).toContain("401");
    expect(reason).toContain("Check `auth`");
    expect(reason).not.toContain(other.password);
    await expectAllOnce(daemon);
  });

  it("says what to do where the server's authority is not trusted", async () => {
    const daemon = await start({ tls: {} });
    const reason = await complaint(daemon);

    expect(reason).toContain("tls.ca_file");
    expect(await outcomes(daemon)).toContain("tls");
    expect(await daemon.books()).toMatchObject({ delivered: 0, deadLettered: 0, released: 0 });
  });
});

/** What `/readyz` says when it has tried. */
async function complaint(daemon: Daemon): Promise<string> {
  let reason = "not tried yet";
  await vi.waitUntil(async () => {
    const { reasons } = await daemon.problems();
    reason = reasons["destination elastic"] ?? reason;
    return reason !== "not tried yet";
  }, patience);
  return reason;
}

async function outcomes(daemon: Daemon): Promise<readonly string[]> {
  const lines = (await daemon.metrics()).matchAll(
    /^trailferry_delivery_attempts_total\{.*outcome="(\w+)"/gm,
  );
  return Array.from(lines, ([, outcome = ""]) => outcome);
}
