import { GenericContainer, Wait } from "testcontainers";
import { vi } from "vitest";
import type { ContainerPlan, Place, Runs, ServerPlan } from "./plan.ts";

/** Returns when the server takes requests. Its port is published as the place's, so that a restart doesn't move it. */
export async function runContainer(
  plan: ServerPlan,
  containerPlan: ContainerPlan,
  place: Place,
): Promise<Runs> {
  const container = await containerOf(containerPlan, place).start();
  const ready = () => vi.waitUntil(() => plan.isReady(plan.url(place.port)), startUp);
  try {
    await ready();
  } catch (cause) {
    await container.stop();
    throw new Error(`${plan.name} does not take requests in ${containerPlan.image}`, { cause });
  }
  return {
    stop: async () => void (await container.stop()),
    async restart() {
      await container.restart();
      await ready();
    },
  };
}

const startUp = { timeout: 180_000, interval: 200 };

function containerOf(plan: ContainerPlan, { port }: Place): GenericContainer {
  const { command, environment = {}, mounts = [], files = [], furtherPorts = [] } = plan;
  const container = new GenericContainer(plan.image)
    .withEnvironment({ ...environment })
    .withBindMounts(mounts.map((path) => ({ source: path, target: path })))
    // Each plan tells by itself when its server is ready; the usual check wants a shell in the image.
    .withWaitStrategy(Wait.forAll([]))
    .withCopyContentToContainer([...files]);
  if (command !== undefined) container.withCommand([...command]);
  return plan.port === undefined
    ? container.withNetworkMode("host")
    : container.withExposedPorts({ container: plan.port, host: port }, ...furtherPorts);
}
