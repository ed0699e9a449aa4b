import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LogServer } from "./servers/log-server.ts";

const settings = {
  rsyslog: /(?<=(?:maxMessageSize|MaxFrameSize|maxDataSize)=")[^"]+(?=")/g,
  "syslog-ng": /(?<=log-msg-size\()\d+(?=\))/g,
};

/** Has the server take messages of so many bytes and no longer ones, as an operator does: in its file, and by a restart. */
export async function limitMessages(server: LogServer, bytes: number): Promise<void> {
  const path = join(dirname(server.file), `${server.product}.conf`);
  const before = await readFile(path, "utf8");
  const after = before.replaceAll(settings[server.product], String(bytes));
  if (after === before) throw new Error(`${path} says already, or nowhere, how long messages are`);
  await writeFile(path, after);
  await server.restart();
}
