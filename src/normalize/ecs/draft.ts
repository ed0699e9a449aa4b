import type { JsonObject, JsonValue } from "../../event.ts";

type Fields = Record<string, JsonValue>;

/** An object of the document that is only there when something is in it. */
interface Branch {
  readonly index: number;
  readonly name: string;
  readonly parent: Branch | undefined;
}

/** Where a field goes in the document. */
export interface Place {
  readonly branch: Branch;
  readonly name: string;
}

const root: Branch = { index: 0, name: "", parent: undefined };
const branches = new Map<string, Branch>([["", root]]);

/** Compiles a dotted path. For constants, while loading: branches are numbered and kept for good. */
export function place(path: string): Place {
  const dot = path.lastIndexOf(".");
  return { branch: branchOf(path.slice(0, Math.max(dot, 0))), name: path.slice(dot + 1) };
}

function branchOf(path: string): Branch {
  const known = branches.get(path);
  if (known !== undefined) return known;
  const { branch: parent, name } = place(path);
  const branch = { index: branches.size, name, parent };
  branches.set(path, branch);
  return branch;
}

/** One document while it is made. Places are numbered, so that setting a field splits no path and walks no tree. */
export class Draft {
  readonly document: JsonObject;
  readonly #made: Fields[];

  constructor() {
    const document: Fields = {};
    this.document = document;
    this.#made = [document];
  }

  /** Undefined is no value, and leaves the place as it was. */
  set(to: Place, value: JsonValue | undefined): void {
    if (value === undefined) return;
    this.#object(to.branch)[to.name] = value;
  }

  #object(branch: Branch): Fields {
    const made = this.#made[branch.index];
    if (made !== undefined) return made;
    const object: Fields = {};
    this.#made[branch.index] = object;
    if (branch.parent !== undefined) this.#object(branch.parent)[branch.name] = object;
    return object;
  }
}
