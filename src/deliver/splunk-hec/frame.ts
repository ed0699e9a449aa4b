/**
 * One event as it stands in a request. Metadata are repeated for each event, since Splunk's versions differ in
 * whether they carry over to the next one; what the events of one object share is made once.
 */
import type { EncodedEvent, ObjectReference } from "../../event.ts";
import type { Format } from "../../normalize/format.ts";
import { Slice } from "../../runtime/slice.ts";
import type { Frame } from "../http/bodies.ts";
import { writeLine } from "../ndjson.ts";
import type { Metadata, SplunkHecConfig } from "./config.ts";

export interface HecFrame extends Frame {
  /** The event as its frame wants it; for most it is as it came. */
  readonly prepare: (event: EncodedEvent) => EncodedEvent;
}

export function createFrame(config: SplunkHecConfig): HecFrame {
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

const asItIs = (event: EncodedEvent) => event;

const bareLine: HecFrame = {
  prepare: asItIs,
  length: ({ body }) => body.byteLength + 1,
  write: writeLine,
};

/** `{"time":1772600700.000,` of the farthest time that a Date can hold. */
const longestOpening = 32;
const closing = Buffer.from("}\n");

function createEnvelope(config: SplunkHecConfig): HecFrame {
  const isText = config.format === "cef" || config.format === "leef";
  const metadataOf = createMetadata({ ...config.metadata, sourcetype: sourcetypeOf(config) });
  let lastTime: number | undefined;
  let opening = "{";
  return {
    prepare: isText ? asJsonString : asItIs,
    length: ({ record, body }) =>
      longestOpening + metadataOf(record.origin.object).length + body.byteLength + closing.length,
    write(target, at, { record, body }) {
      const { origin, time } = record;
      if (time !== lastTime) {
        opening = openingAt(time);
        lastTime = time;
      }
      const metadata = metadataOf(origin.object);
      const openingEnd = at + target.write(opening, at, "latin1");
      const end = body.copyTo(target, openingEnd + metadata.copy(target, openingEnd));
      return end + closing.copy(target, end);
    },
  };
}

/** Seconds, where everything else here counts milliseconds. */
function openingAt(time: number | undefined): string {
  return time === undefined ? "{" : `{"time":${(time / 1000).toFixed(3)},`;
}

/** What stands before an event up to the place where it goes. The events of one object come one after another. */
function createMetadata(metadata: Metadata): (object: ObjectReference) => Buffer {
  let lastObject: ObjectReference | undefined;
  let text = Buffer.alloc(0);
  return (object) => {
    if (object !== lastObject) {
      text = Buffer.from(metadataText(metadata, object));
      lastObject = object;
    }
    return text;
  };
}

function metadataText(metadata: Metadata, { bucket, key }: ObjectReference): string {
  const { host, source = `s3://${bucket}/${key}`, sourcetype, index, fields } = metadata;
  const members = JSON.stringify({ host, source, sourcetype, index, fields });
  return `${members.slice(1, -1)},"event":`;
}

function asJsonString({ record, body }: EncodedEvent): EncodedEvent {
  return { record, body: new Slice(Buffer.from(JSON.stringify(body.toString()))) };
}
