/**
 * JSON text, put together from the texts of its parts. A text of many parts is a rope to V8 and costs little to make; it
 * is copied once, when it is written into a buffer. Parts that many documents share are made once and remembered.
 */

/** JSON text of a string. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** JSON text of any value; undefined for none. */
export function printed(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

/** An object without members that is not closed yet: what `append` begins with. */
export const opened = "{";

/**
 * An object that is not closed yet, with one more member; as it is, where there is no value. `name` is as it stands
 * behind others, `,"name":`, which spares a sum for every member but the first.
 */
export function append(object: string, name: string, value: string | undefined): string {
  if (value === undefined) return object;
  return object.length === 1 ? `{${name.slice(1)}${value}` : object + name + value;
}

/** Undefined where the object has no members. */
export function closed(object: string): string | undefined {
  return object.length === 1 ? undefined : `${object}}`;
}
