/**
 * JSON text, put together from the texts of its parts. A text of many parts is a rope to V8 and costs little to make; it
 * is copied once, when it is written into a buffer. Parts that many documents share are made once and remembered.
 */

/** JSON text of a string. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** `"name":`, to be made once for each name. */
export function nameText(name: string): string {
  return `${JSON.stringify(name)}:`;
}

/** The members of an object so far, with one more. `value` is JSON text; without one nothing is added. */
export function withMember(members: string, name: string, value: string | undefined): string {
  if (value === undefined) return members;
  return members === "" ? name + value : `${members},${name}${value}`;
}

/** The object of these members; undefined where there is none. */
export function objectText(members: string): string | undefined {
  return members === "" ? undefined : `{${members}}`;
}
