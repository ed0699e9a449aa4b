import { constantFrom, integer, tuple, type Arbitrary } from "fast-check";

/** Small changes that leave JSON text valid now and then: a character more, less, or another. */
export const mutations: Arbitrary<(text: string) => string> = tuple(
  constantFrom("insert", "remove", "replace"),
  integer({ min: 0, max: 1_000_000 }),
  constantFrom(...'{}[]",:\\0123-+.eEtrufalsn \n\u0001/é'.split("")),
).map(([kind, place, character]) => (text) => {
  const at = text.length === 0 ? 0 : place % text.length;
  const rest = text.slice(kind === "insert" ? at : at + 1);
  return `${text.slice(0, at)}${kind === "remove" ? "" : character}${rest}`;
});
