import type { Server } from "node:http";

/** Starts to listen on a free port of the loopback and gives its URL, without a slash at the end. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("There is no TCP port");
  return `http://127.0.0.1:${address.port}`;
}
