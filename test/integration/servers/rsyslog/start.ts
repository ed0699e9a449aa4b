import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findIn, unpackPackages, type Unpacked } from "../debian-packages.ts";
import { freePort } from "../free-port.ts";
import { startLogServer, type LogServer, type ServerTls } from "../log-server.ts";
import { rsyslogConfig } from "./config.ts";

export function unpackRsyslog(): Promise<Unpacked> {
  return unpackPackages(["rsyslog", "rsyslog-relp", "rsyslog-openssl"]);
}

export async function startRsyslog(tls: ServerTls): Promise<LogServer> {
  const unpacked = await unpackRsyslog();
  const modules = findIn(unpacked, "usr/lib/*/rsyslog");
  // One input takes both framings: it looks at the first byte of each message.
  const port = await freePort();
  const others = { tls: await freePort(), relp: await freePort(), relps: await freePort() };
  const ports = { udp: port, tcp: port, lines: port, ...others };
  return startLogServer({
    product: "rsyslog",
    ports,
    async command(home) {
      const config = join(home, "rsyslog.conf");
      await writeFile(config, rsyslogConfig({ home, ports, tls }));
      const environment = [`LD_LIBRARY_PATH=${unpacked.libraries}`, "TZ=UTC"];
      const program = findIn(unpacked, "usr/sbin/rsyslogd");
      const files = ["-f", config, "-i", join(home, "pid"), "-M", modules];
      return { program: "env", parameters: [...environment, program, "-n", ...files] };
    },
  });
}
