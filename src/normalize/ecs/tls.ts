import type { JsonObject } from "../../event.ts";
import { printed } from "../json-text.ts";
import { tlsDetailsOf, tlsVersionOf } from "../tls.ts";
import { textOf } from "../value.ts";
import { present } from "./present.ts";
import { keyword } from "./scalar.ts";

/** All that a document says of `tlsDetails`. JSON text, unless told otherwise. */
export interface Tls {
  /** `tls` */
  readonly tls: string | undefined;
  /** `aws.cloudtrail.tls_details` */
  readonly exchange: string | undefined;
  /** The host that the caller asked for; no JSON. */
  readonly serverName: string | undefined;
}

export function tlsOf(fields: JsonObject): Tls {
  const details = tlsDetailsOf(fields);
  const serverName = textOf(details?.["clientProvidedHostHeader"]);
  return {
    tls: printed(details && tlsFields(details, serverName)),
    exchange: printed(details && exchangeFields(details)),
    serverName,
  };
}

function tlsFields(details: JsonObject, serverName: string | undefined): unknown {
  const { protocol, version } = tlsVersionOf(details);
  return present({
    version_protocol: protocol,
    version,
    cipher: textOf(details["cipherSuite"]),
    client: serverName === undefined ? undefined : { server_name: serverName },
  });
}

function exchangeFields(details: JsonObject): unknown {
  return present({ key_exchange: keyword(details["keyExchange"]) });
}
