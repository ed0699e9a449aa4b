import type { Ports, ServerTls } from "../log-server.ts";

export interface SyslogNgSettings {
  readonly home: string;
  readonly ports: Ports;
  readonly tls: ServerTls;
}

/** Any sender whose certificate the authority signed may send: names are not looked at. */
export function syslogNgConfig({ home, ports, tls }: SyslogNgSettings): string {
  return `
@version: current
options {
  log-msg-size(1048576); flush-lines(1); stats-freq(0);
  keep-hostname(yes); keep-timestamp(yes); chain-hostnames(no); use-dns(no); dns-cache(no);
};
source inputs {
  syslog(ip("127.0.0.1") port(${ports.udp}) transport("udp"));
  syslog(ip("127.0.0.1") port(${ports.tcp}) transport("tcp") max-connections(100));
  network(
    ip("127.0.0.1") port(${ports.lines}) transport("tcp") max-connections(100)
    flags(syslog-protocol)
  );
  syslog(
    ip("127.0.0.1") port(${ports.tls}) transport("tls") max-connections(100)
    tls(
      key-file("${tls.keyFile}") cert-file("${tls.certFile}")
      ca-file("${tls.caFile}") peer-verify(required-trusted)
    )
  );
};
destination written {
  file("${home}/written.ndjson" frac-digits(3) template("$(format-json --scope none ${pairs})\\n"));
};
log { source(inputs); destination(written); };
`;
}

/** By the names that `written.ts` reads. */
const macros = {
  priority: "$PRI",
  time: "$S_ISODATE",
  host: "$HOST",
  app: "$PROGRAM",
  process: "$PID",
  id: "$MSGID",
  data: "$SDATA",
  tag: "$MSGHDR",
  message: "$MSG",
};

const pairs = Object.entries(macros)
  .map(([name, macro]) => `${name}=${macro}`)
  .join(" ");
