import { TrailRecord, type Origin, type Rejection } from "../event.ts";
import { Blocks } from "../runtime/blocks.ts";
import { contentOf } from "./content.ts";
import type { Element } from "./element.ts";
import { ObjectFailure, keep, release } from "./failure.ts";
import type { Finding } from "./finding.ts";
import type { CountBytes, ReadLimits } from "./limits.ts";
import { RecordSplitter } from "./records.ts";
import { readText } from "./text.ts";

/** Some elements of an object, in its order. `index` of each record is its position among all of them. */
export interface TrailPart {
  readonly records: readonly TrailRecord[];
  /** Elements that are no JSON object. */
  readonly strays: readonly Rejection[];
  readonly digests: readonly TrailRecord[];
}

/** Chunks are copied, since what zlib gives can't be used again. */
const chunks = new Blocks();

/**
 * Reads an object's stored bytes and yields its elements as they come in. Throws an `ObjectFailure` after the last
 * readable part when anything was wrong; what the body itself throws is passed on. Leaving early closes the body.
 */
export async function* readTrail(
  body: AsyncIterable<Buffer>,
  origin: Origin,
  limits: ReadLimits,
  onBytes: CountBytes = () => {},
): AsyncGenerator<TrailPart, void, undefined> {
  let part = emptyPart();
  let foreign = 0;
  const splitter = new RecordSplitter(limits, (element) => {
    if (!sort(element, origin, part)) foreign += 1;
  });
  for await (const text of readText(body, limits, onBytes)) {
    const chunk = chunks.copy(text);
    splitter.push(chunk.bytes, chunk);
    if (splitter.isJson === false) break;
    if (!isEmpty(part)) yield part;
    part = emptyPart();
    chunk.release();
  }
  splitter.end();
  const failure = failureOf(splitter, foreign);
  if (failure !== undefined) throw failure;
}

/** A `TrailPart` that is being filled. */
interface Growing {
  readonly records: TrailRecord[];
  readonly strays: Rejection[];
  readonly digests: TrailRecord[];
}

function emptyPart(): Growing {
  return { records: [], strays: [], digests: [] };
}

function isEmpty({ records, strays, digests }: Growing): boolean {
  return records.length === 0 && strays.length === 0 && digests.length === 0;
}

/** False for what is foreign. */
function sort(element: Element, origin: Origin, { records, strays, digests }: Growing): boolean {
  const record = new TrailRecord(element.chunk, origin, element.index, element);
  const kind = kindOf(element, record);
  if (kind === "record") records.push(record);
  else if (kind === "digest") digests.push(record);
  else if (kind === "stray") strays.push(strayed(record));
  else record.forget();
  return kind !== "foreign";
}

function kindOf(element: Element, record: TrailRecord): "record" | "digest" | "foreign" | "stray" {
  if (!element.isObject) return "stray";
  if (element.inRecords) return "record";
  const { fields } = record;
  // Broken JSON can't tell what it is. Downstream it is rejected and kept, which is right for either.
  return fields === null ? "record" : contentOf(fields);
}

function strayed(record: TrailRecord): Rejection {
  return { record, reason: "not_an_object", message: "The element is no JSON object" };
}

/** What matters most: damage may heal when the object is read again, the others never do. */
function failureOf(splitter: RecordSplitter, foreign: number): ObjectFailure | undefined {
  const { damage, tooLarge, tooDeep } = splitter.findings;
  if (!splitter.isJson)
    return new ObjectFailure(keep("not_cloudtrail"), "The object holds no JSON");
  if (damage !== undefined) {
    const message = `The JSON text is damaged in ${places(damage)}`;
    return new ObjectFailure(release("object_damaged"), message, damage);
  }
  if (tooLarge !== undefined) {
    const message = `A record is larger than allowed in ${places(tooLarge)}`;
    return new ObjectFailure(keep("record_too_large"), message, tooLarge);
  }
  if (tooDeep !== undefined) {
    const message = `A record is nested deeper than allowed in ${places(tooDeep)}`;
    return new ObjectFailure(keep("nesting_too_deep"), message, tooDeep);
  }
  if (foreign === 0) return undefined;
  const message = `The object holds JSON that is not CloudTrail's: ${foreign} objects`;
  return new ObjectFailure(keep("not_cloudtrail"), message);
}

function places(finding: Finding): string {
  return `${finding.count} place(s), the first at byte ${finding.offset}`;
}
