/** The object, unless nothing is in it. Its keys are fixed, whatever the record has: JSON.stringify leaves out undefined. */
export function present<T extends object>(object: T): T | undefined {
  for (const key in object) if (object[key] !== undefined) return object;
  return undefined;
}
