import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findIn, unpackPackages, type Unpacked } from "../debian-packages.ts";
import { freePort } from "../free-port.ts";
import { startLogServer, type LogServer, type ServerTls } from "../log-server.ts";
import { syslogNgConfig } from "./config.ts";

export function unpackSyslogNg(): Promise<Unpacked> {
  return unpackPackages(["syslog-ng-core"], ["usr/lib/syslog-ng"]);
}

export async function startSyslogNg(tls: ServerTls): Promise<LogServer> {
  const unpacked = await unpackSyslogNg();
  const port = await freePort();
  const ports = { udp: port, tcp: port, lines: await freePort(), tls: await freePort() };
  return startLogServer({
    product: "syslog-ng",
    ports,
    async command(home) {
      const config = join(home, "syslog-ng.conf");
      await writeFile(config, syslogNgConfig({ home, ports, tls }));
      const environment = [`LD_LIBRARY_PATH=${unpacked.libraries}`, "TZ=UTC"];
      const program = findIn(unpacked, "usr/sbin/syslog-ng");
      const modules = `--module-path=${findIn(unpacked, "usr/lib/syslog-ng/[0-9]*")}`;
      const state = ["-c", join(home, "control"), "-R", join(home, "persist")];
      const files = ["-f", config, "-p", join(home, "pid"), ...state];
      const parameters = [...environment, program, "-F", "--no-caps", modules, ...files];
      return { program: "env", parameters };
    },
  });
}
