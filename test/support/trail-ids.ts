const guid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
/** As the record itself and CEF carry it. */
const named = new RegExp(`(?:"eventID":"|externalId=)(${guid})`);

/** The event id of a generated record, from its raw text or its CEF. */
export function eventIdIn(text: string): string {
  const found = named.exec(text)?.[1];
  if (found === undefined) throw new Error(`There is no event id in ${text.slice(0, 200)}`);
  return found;
}
