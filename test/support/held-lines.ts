/** The event ids of records held as NDJSON; throws where a line is no record. */
export function heldLines(text: string): readonly string[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line).eventID);
}
