/** A way to recognise an agent, an operating system or a device, as uap-core's `regexes.yaml` has it. */
export interface Pattern {
  readonly regex: string;
  readonly ignoreCase?: boolean;
  /** Of two characters or more, in lower case: a text with none of them can't match. Without keys any text can. */
  readonly keys?: readonly string[];
  /** What to call it, with `$1` to `$9` for groups; without it, group 1. */
  readonly name?: string;
  /** Parts of the version that aren't groups 2 to 5. */
  readonly version?: readonly (string | null)[];
}

export interface Patterns {
  readonly agents: readonly Pattern[];
  readonly systems: readonly Pattern[];
  readonly devices: readonly Pattern[];
}
