import { isJsonObject, type JsonObject, type TrailRecord } from "../../event.ts";
import { printed } from "../json-text.ts";
import { memo } from "../memo.ts";
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

/** Services have few hosts, buckets one each. With what is made of them, details take about 1 KB, and can't take more than 3. */
const capacity = 2000;
const longest = 512;

export function tlsOf(record: TrailRecord): Tls | undefined {
  const source = record.source("tlsDetails");
  return source === undefined ? undefined : remembered(source);
}

const remembered = memo(
  capacity,
  (source): Tls => {
    const tlsDetails: unknown = JSON.parse(source);
    const details = isJsonObject(tlsDetails) ? tlsDetailsOf({ tlsDetails }) : undefined;
    const serverName = textOf(details?.["clientProvidedHostHeader"]);
    return {
      tls: printed(details && tlsFields(details, serverName)),
      exchange: printed(details && exchangeFields(details)),
      serverName,
    };
  },
  longest,
);

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
