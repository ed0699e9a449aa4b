import { TrailRecord, type ObjectReference } from "../../src/event.ts";
import { RecordedReceipt } from "./events.ts";

const aFile: ObjectReference = { bucket: "", key: "records.json" };

/** A record of this text, or of the text that JSON has for these fields. */
export function trailRecord(content: unknown, object: ObjectReference = aFile): TrailRecord {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const origin = { object, notificationId: "message-1", receipt: new RecordedReceipt() };
  return new TrailRecord(Buffer.from(text), origin, 0);
}
