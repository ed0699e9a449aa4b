import { afterEach, describe, expect, it } from "vitest";
import { startAdminServer, type AdminServer } from "../../src/observe/admin.ts";
import { Books } from "../../src/observe/books.ts";
import { createMetrics } from "../../src/observe/metrics.ts";

let server: AdminServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function anAdminServer(
  given: { stuck?: Record<string, string>; problems?: Record<string, string> } = {},
) {
  const metrics = createMetrics("1.2.3");
  const books = new Books("elastic", metrics);
  server = await startAdminServer({
    host: "127.0.0.1",
    port: 0,
    metrics: () => metrics.registry.metrics(),
    stuck: () => given.stuck ?? {},
    problems: () => given.problems ?? {},
    status: () => ({ destinations: { [books.destination]: books.accounts } }),
  });
  const { port } = server;
  const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
  return { get, books };
}

describe("startAdminServer", () => {
  it("serves the metrics as Prometheus text", async () => {
    const { get, books } = await anAdminServer();
    books.read(3);

    const response = await get("/metrics");

    expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
    const text = await response.text();
    expect(text).toContain('trailferry_events_in_flight{destination="elastic"} 3');
    expect(text).toContain('trailferry_build_info{version="1.2.3"');
  });

  it("answers the probes with 200 while nothing is wrong", async () => {
    const { get } = await anAdminServer();

    const answers = await Promise.all(
      ["/livez", "/readyz"].map(async (path) => (await get(path)).json()),
    );

    expect(answers).toEqual([
      { alive: true, reasons: {} },
      { ready: true, reasons: {} },
    ]);
  });

  it("tells what is stuck and what is wrong", async () => {
    const stuck = { "source trail": "no progress for 130 s" };
    const problems = { "destination elastic": "401: mend auth.api_key" };
    const { get } = await anAdminServer({ stuck, problems });

    const livez = await get("/livez");
    const readyz = await get("/readyz");

    expect([livez.status, await livez.json()]).toEqual([503, { alive: false, reasons: stuck }]);
    expect([readyz.status, await readyz.json()]).toEqual([
      503,
      { ready: false, reasons: problems },
    ]);
  });

  it("shows the books", async () => {
    const { get, books } = await anAdminServer();
    books.read(10);
    books.delivered({ delivered: 4, duplicates: 2, degraded: 1 });
    books.deadLettered("mapping", 1);
    books.filtered("noise", 3);

    const status = await (await get("/status")).json();

    expect(status).toEqual({
      destinations: {
        elastic: {
          read: 13,
          delivered: 4,
          duplicates: 2,
          degraded: 1,
          deadLettered: 1,
          filtered: 3,
          released: 0,
          dropped: 0,
          inFlight: 2,
        },
      },
    });
  });

  it("refuses what it does not serve", async () => {
    const { get } = await anAdminServer();

    const statuses = [
      (await get("/nothing")).status,
      (await get("/metrics", { method: "POST" })).status,
    ];

    expect(statuses).toEqual([404, 405]);
  });
});
