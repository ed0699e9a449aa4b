/**
 * One event as it stands in a request. Metadata are repeated for each event, since Splunk's versions differ in
 * whether they carry over to the next one; what the events of one object share is written once.
 */
import type { EncodedEvent, ObjectReference } from "../../event.ts";
import type { Format } from "../../normalize/format.ts";
import type { Metadata, SplunkHecConfig } from "./config.ts";

export interface Frame {
  readonly head: string;
  readonly body: string | Buffer;
  readonly bodyLength: number;
  readonly tail: string;
}

export function createFrame(config: SplunkHecConfig): (event: EncodedEvent) => Frame {
  return config.endpoint === "raw" ? bareLine : createEnvelope(config);
}

export function sourcetypeOf({ format, metadata }: SplunkHecConfig): string {
  return metadata.sourcetype ?? sourcetypes[format];
}

const sourcetypes: Readonly<Record<Format, string>> = {
  raw: "aws:cloudtrail",
  ecs: "aws:cloudtrail:ecs",
  ocsf: "aws:cloudtrail:ocsf",
  cef: "aws:cloudtrail:cef",
  leef: "aws:cloudtrail:leef",
};

function bareLine({ body, byteLength }: EncodedEvent): Frame {
  return { head: "", body, bodyLength: byteLength, tail: "\n" };
}

function createEnvelope(config: SplunkHecConfig): (event: EncodedEvent) => Frame {
  const isText = config.format === "cef" || config.format === "leef";
  const sourcetype = sourcetypeOf(config);
  let lastObject: ObjectReference | undefined;
  let metadata = "";
  return (event) => {
    const { origin, time } = event.record;
    if (origin.object !== lastObject) {
      metadata = metadataOf({ ...config.metadata, sourcetype }, origin.object);
      lastObject = origin.object;
    }
    return {
      // Seconds, where everything else here counts milliseconds.
      head: time === undefined ? `{${metadata}` : `{"time":${(time / 1000).toFixed(3)},${metadata}`,
      ...(isText ? jsonString(event.body) : { body: event.body, bodyLength: event.byteLength }),
      tail: "}\n",
    };
  };
}

/** Up to the place where the event goes. */
function metadataOf(metadata: Metadata, { bucket, key }: ObjectReference): string {
  const { host, source = `s3://${bucket}/${key}`, sourcetype, index, fields } = metadata;
  const members = JSON.stringify({ host, source, sourcetype, index, fields });
  return `${members.slice(1, -1)},"event":`;
}

function jsonString(text: string | Buffer): Pick<Frame, "body" | "bodyLength"> {
  const body = JSON.stringify(text.toString());
  return { body, bodyLength: Buffer.byteLength(body) };
}
