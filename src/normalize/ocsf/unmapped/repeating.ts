import { flat } from "../../flat.ts";
import { longMemo } from "../../long-memo.ts";
import type { Caller } from "../actor.ts";
import type { Parts } from "../parts.ts";
import type { Reading } from "../reading.ts";
import { DistinctLeftovers } from "./leftovers.ts";

/** What is left of a member. `flattenInto` finds it out where it isn't known. */
type LeftOf = (
  reading: Reading,
  parts: Parts,
  flattenInto: (leftovers: DistinctLeftovers) => void,
) => DistinctLeftovers;

/** For the members that many records have in the same words: what was left of them before. */
export function createRepeating(): ReadonlyMap<string, LeftOf> {
  return new Map([
    ["tlsDetails", createLeftOfConnection()],
    ["userIdentity", createLeftOfCaller()],
  ]);
}

/** The rules for `userIdentity` look at the actor alone, and actors are made once for each text. */
function createLeftOfCaller(): LeftOf {
  const known = new WeakMap<Caller, DistinctLeftovers>();
  return (_, { actor, caller }, flattenInto) => {
    if (actor !== caller.actor) return leftovers(flattenInto);
    const before = known.get(caller);
    if (before !== undefined) return before;
    const made = leftovers(flattenInto);
    known.set(caller, made);
    return made;
  };
}

/** Takes 1 KB each, with the text. */
const capacity = 2000;

/** The rule for `tlsDetails` looks at the destination, and at headers, which only few events have. */
function createLeftOfConnection(): LeftOf {
  const known = longMemo<Connection>(capacity, () => ({ last: undefined }));
  return ({ record }, { destination, http }, flattenInto) => {
    const source = record.source("tlsDetails");
    if (source === undefined || http?.http_headers !== undefined) return leftovers(flattenInto);
    const connection = known(source);
    const { last } = connection;
    if (last !== undefined && last.destination === destination) return last.left;
    const left = leftovers(flattenInto);
    connection.last = { destination, left };
    return left;
  };
}

interface Connection {
  last:
    | { readonly destination: Parts["destination"]; readonly left: DistinctLeftovers }
    | undefined;
}

function leftovers(flattenInto: (leftovers: DistinctLeftovers) => void): DistinctLeftovers {
  const made = new DistinctLeftovers();
  flattenInto(made);
  made.members = flat(made.members);
  return made;
}
