import type { Server } from "node:net";

/** Starts to listen on a free port of the loopback and gives the port. */
export async function listenOn(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("There is no TCP port");
  return address.port;
}

/** The URL of an HTTP server that starts to listen, without a slash at the end. */
export async function listen(server: Server): Promise<string> {
  return `http://127.0.0.1:${await listenOn(server)}`;
}
