/**
 * The one way to a real server: in a container where a container runtime is there, else as a plain process of what
 * package registries have. Who asks for it does not learn which.
 */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runContainer } from "./container.ts";
import { freePort } from "./free-port.ts";
import type { Runs, ServerPlan } from "./plan.ts";
import { runProcess } from "./process.ts";

/** Listens on 127.0.0.1; its data go when it stops. */
export interface Server extends Runs {
  readonly url: URL;
}

/** Returns when the server takes requests. */
export async function startServer(plan: ServerPlan): Promise<Server> {
  const startedAt = performance.now();
  const home = await mkdtemp(join(tmpdir(), `trailferry-${plan.name}-`));
  const place = { home, port: await freePort() };
  const removeHome = () => rm(home, { recursive: true, force: true });
  try {
    const container = hasContainers() ? await plan.asContainer?.(place) : undefined;
    const runs =
      container === undefined
        ? await runProcess(plan, place)
        : await runContainer(plan, container, place);
    console.log(`${plan.name}: ready after ${seconds(startedAt)} s`);
    return {
      url: plan.url(place.port),
      restart: () => runs.restart(),
      async stop() {
        await runs.stop();
        await removeHome();
      },
    };
  } catch (error) {
    await removeHome();
    throw error;
  }
}

/** `TRAILFERRY_TEST_SERVERS=process` is for a machine whose container runtime gets no images. */
export function hasContainers(): boolean {
  if (process.env["TRAILFERRY_TEST_SERVERS"] === "process") return false;
  return process.env["DOCKER_HOST"] !== undefined || existsSync("/var/run/docker.sock");
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
