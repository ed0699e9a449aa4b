import type { Ports, ServerTls } from "../log-server.ts";

export interface RsyslogSettings {
  readonly home: string;
  readonly ports: Required<Ports>;
  readonly tls: ServerTls;
}

/**
 * A queue of the type `Direct` is none: what the server confirms by RELP is then in the file, not only in its memory.
 */
export function rsyslogConfig({ home, ports, tls }: RsyslogSettings): string {
  return `
global(
  workDirectory="${home}" maxMessageSize="1m" parser.escapeControlCharactersOnReceive="off"
  defaultNetstreamDriverCAFile="${tls.caFile}"
  defaultNetstreamDriverCertFile="${tls.certFile}" defaultNetstreamDriverKeyFile="${tls.keyFile}"
)
module(load="imudp")
module(load="imptcp")
module(
  load="imtcp" MaxFrameSize="1000000"
  StreamDriver.Name="ossl" StreamDriver.Mode="1"
  StreamDriver.AuthMode="x509/name" PermittedPeer=["${tls.sender}"]
)
module(load="imrelp" tls.tlslib="openssl")

template(name="understood" type="list" option.jsonf="on") {
${properties.map(propertyLine).join("\n")}
}
ruleset(name="write" queue.type="Direct") {
  action(type="omfile" file="${home}/written.ndjson" template="understood")
}

input(type="imudp" address="127.0.0.1" port="${ports.udp}" ruleset="write")
input(
  type="imptcp" address="127.0.0.1" port="${ports.tcp}" ruleset="write"
  SupportOctetCountedFraming="on" MaxFrameSize="1000000"
)
input(type="imtcp" address="127.0.0.1" port="${ports.tls}" ruleset="write")
input(type="imrelp" address="127.0.0.1" port="${ports.relp}" maxDataSize="1m" ruleset="write")
input(
  type="imrelp" address="127.0.0.1" port="${ports.relps}" maxDataSize="1m" ruleset="write"
  tls="on" tls.caCert="${tls.caFile}" tls.myCert="${tls.certFile}" tls.myPrivKey="${tls.keyFile}"
  tls.authMode="name" tls.permittedPeer=["${tls.sender}"]
)
`;
}

/** By the names that `written.ts` reads. */
const properties = [
  ["priority", `name="pri"`],
  ["time", `name="timereported" dateFormat="rfc3339"`],
  ["host", `name="hostname"`],
  ["app", `name="app-name"`],
  ["process", `name="procid"`],
  ["id", `name="msgid"`],
  ["data", `name="structured-data"`],
  ["tag", `name="syslogtag"`],
  ["message", `name="msg"`],
] as const;

function propertyLine([name, property]: (typeof properties)[number]): string {
  return `  property(outname="${name}" ${property} format="jsonf")`;
}
